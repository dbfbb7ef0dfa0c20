import { DrizzleQueryError } from 'drizzle-orm/errors';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../tests/setup/test-database.ts';
import { createLogger } from './log.ts';

function logged(error: unknown): string {
  let line = '';
  createLogger('info', { write: (text) => void (line += text) }).error({ err: error }, 'failed');
  return line;
}

const SECRET = 'ada@example.com';

describe('a logged error', () => {
  test('of a query leaves its parameters out, and keeps code and cause', async () => {
    const { sql } = await testDatabase();
    const cause: unknown = await sql`
      insert into users (email, email_key, name, password_hash)
      select ${SECRET}, ${SECRET}, '', '' from generate_series(1, 2)`.catch((error) => error);
    const line = logged(new DrizzleQueryError('insert …', [SECRET], cause as Error));
    expect(line).not.toContain(SECRET);
    expect(line).toContain('23505');
    expect(line).toContain('users_email_key_unique');
  });

  test('of data that Postgres cannot read leaves the data out', async () => {
    const { sql } = await testDatabase();
    const error: unknown = await sql`select ${SECRET}::text::uuid`.catch((error) => error);
    expect(logged(error)).not.toContain(SECRET);
    expect(logged(error)).toContain('22P02');
  });

  test('of a mail server leaves out what it answered', () => {
    const refused = Object.assign(new Error(`550 ${SECRET} unknown`), {
      response: `550 ${SECRET}`,
    });
    expect(logged(refused)).not.toContain(SECRET);
  });

  test('of our own keeps its message and where it came from', () => {
    const line = logged(new TypeError('units without order'));
    expect(line).toContain('units without order');
    expect(line).toContain('log.test.ts');
  });

  test('that is no error says so', () => {
    expect(logged(SECRET)).not.toContain(SECRET);
  });
});
