import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { testDatabase } from '../../tests/setup/test-database.ts';
import { column } from './columns.ts';

const { sql } = await testDatabase();

test('any text goes through a column and comes back as it was', async () => {
  const cell = fc.option(fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')));
  await fc.assert(
    fc.asyncProperty(fc.array(cell), async (cells) => {
      const rows = await sql`
        select value from unnest(${column(cells)}::text[]) with ordinality as t (value, n) order by n`;
      expect(rows.map((row) => row['value'])).toEqual(cells);
    }),
    { numRuns: 50 },
  );
});
