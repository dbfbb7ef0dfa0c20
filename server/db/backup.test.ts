import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../../tests/setup/test-database.ts';
import { writeBackup } from './backup.ts';
import type { Database } from './client.ts';
import { restoreBackup } from './restore.ts';
import { tablesInOrder } from './tables.ts';

const folder = await mkdtemp(join(tmpdir(), 'powertrackr-backup-'));
afterAll(() => rm(folder, { recursive: true }));

async function contents({ sql }: Database): Promise<Record<string, unknown[]>> {
  const tables = await Promise.all(
    (await tablesInOrder(sql)).map(async ({ table }) => {
      const rows = await sql`select to_jsonb(t) as row from ${sql(table)} t order by t::text`;
      return [table, rows.map((row) => row['row'])];
    }),
  );
  return Object.fromEntries(tables);
}

async function filled(): Promise<Database> {
  const database = await testDatabase();
  const { sql } = database;
  const [user] = await sql`
    insert into users (email, email_key, name, password_hash)
    values ('Ann@example.com', 'ann@example.com', ${'tab\t back\\slash \\. ünï\n"quote"'}, 'x') returning user_id`;
  const [property] = await sql`
    insert into properties (name, currency, settings) values ('Elm', 'USD', '{"a": [1, null]}') returning property_id`;
  const [id, owner] = [property?.['property_id'], user?.['user_id']];
  await sql`insert into members values (${id}, ${owner}, 'owner')`;
  await sql`insert into units values (${id}, 1, 'Apt 1', 'apt 1')`;
  await sql`insert into sub_meters values (${id}, 2, 1, '', '', 1, null, null)`;
  await sql`
    insert into readings (property_id, sub_meter_id, date, role, kwh)
    select ${id}, 2, date '2020-01-01' + n, '', n from generate_series(1, 5000) n`;
  await sql`
    insert into statements (property_id, number, change_set_id, unit_id, kind, period_end, cut_off,
      listed, document, stated)
    values (${id}, 1, gen_random_uuid(), 1, 'bill', '2025-01-31', '2025-01-31', '{}',
      ${'{"unit": "Apt \\ 1",  "note": "two\nlines"}'}, '{}')`;
  return database;
}

test('a backup restored elsewhere holds every row as it was', async () => {
  const source = await filled();
  const file = join(folder, 'whole.gz');
  await writeBackup(source, file);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const target = await testDatabase();
  await restoreBackup(target, file);
  expect(await contents(target)).toEqual(await contents(source));
});

test('a database that holds data is not restored into, and stays as it is', async () => {
  const source = await filled();
  const file = join(folder, 'refused.gz');
  await writeBackup(source, file);
  const before = await contents(source);
  await expect(restoreBackup(source, file)).rejects.toThrow(/holds data already/);
  expect(await contents(source)).toEqual(before);
});

test('a damaged backup leaves nothing behind', async () => {
  const file = join(folder, 'damaged.gz');
  await writeBackup(await filled(), file);
  const bytes = await readFile(file);
  await writeFile(file, bytes.subarray(0, bytes.length - 2000));
  const target = await testDatabase();
  await expect(restoreBackup(target, file)).rejects.toThrow(/unexpected end of file/);
  expect(Object.values(await contents(target)).flat()).toEqual([]);
});

test('a file that is no backup is refused in words', async () => {
  const file = join(folder, 'other.gz');
  await writeFile(file, 'hello');
  await expect(restoreBackup(await testDatabase(), file)).rejects.toThrow(/is not a backup/);
});
