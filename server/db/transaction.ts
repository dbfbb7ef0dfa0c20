import type { Database, Sql } from './client.ts';
import { isUnreachable } from './unreachable.ts';

/** What is to be run once a transaction is committed. */
const waiting = new WeakMap<Sql, (() => void)[]>();

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
  const runs: (() => void)[] = [];
  await sql.begin(mode, async (connection) => {
    waiting.set(connection, runs);
    try {
      results.push(await work(connection));
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      await new Promise<never>(() => {});
    }
  });
  for (const run of runs) run();
  const [result] = results;
  return result as Result;
}

/**
 * Runs it once the transaction is committed, and never where it is not.
 * @param sql of a `transaction`, the whole of it
 */
export function afterCommit(sql: Sql, run: () => void): void {
  const runs = waiting.get(sql);
  if (runs === undefined) throw new Error('this belongs into a transaction');
  runs.push(run);
}
