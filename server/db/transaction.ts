import type { Database, Sql } from './client.ts';
import { isUnreachable } from './unreachable.ts';

type Mode = '' | 'isolation level repeatable read read only';

/**
 * Runs the work in one transaction: all of it stays, or nothing. Where the connection is lost on the
 * way, postgres.js would send its rollback into a socket that is gone, and that error nobody can
 * catch: so the work then never ends by itself, and the transaction fails as the connection closes.
 */
export async function transaction<Result>(
  { sql }: Pick<Database, 'sql'>,
  work: (sql: Sql) => Promise<Result>,
  mode: Mode = '',
): Promise<Result> {
  const results: Result[] = [];
  await sql.begin(mode, async (connection) => {
    try {
      results.push(await work(connection));
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      await new Promise<never>(() => {});
    }
  });
  const [result] = results;
  return result as Result;
}
