import type { TransactionSql } from 'postgres';
import type { Database, Sql } from './client.ts';
import { isUnreachable } from './unreachable.ts';

/** Transactions that are under way, and what is to be run once each is committed. */
const open = new WeakMap<Sql, { connection: TransactionSql; runs: (() => void)[] }>();

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
    open.set(connection, { connection, runs });
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
  underWay(sql).runs.push(run);
}

/**
 * Runs work that may fail in the midst of a transaction that goes on: whoever catches the error finds
 * all as it was before. A bare try and catch will not do: postgres.js then fails the transaction.
 * @param sql of a `transaction`, the whole of it
 */
export async function attemptWithin(sql: Sql, work: (sql: Sql) => Promise<unknown>): Promise<void> {
  await underWay(sql).connection.savepoint(work);
}

function underWay(sql: Sql) {
  const known = open.get(sql);
  if (known === undefined) throw new Error('this belongs into a transaction');
  return known;
}
