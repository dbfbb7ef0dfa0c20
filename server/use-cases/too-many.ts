import { LIMITS, attempt, forget, lockOut, takeMailTurn } from '../auth/limits.ts';
import type { Attempt, Limit } from '../auth/limits.ts';
import type { Sql } from '../db/client.ts';
import { transaction } from '../db/transaction.ts';
import { AppError } from './app-error.ts';
import type { Caller, Services } from './context.ts';
import { recordEvent } from './security-log.ts';
import type { Who } from './security-log.ts';

/**
 * Counts a try against each limit.
 * @returns the limits that it is the last try of: where it goes wrong, they are to be locked
 * @throws AppError where one of them is used up
 */
export async function refuseTooMany(
  { database, now }: { readonly database: { readonly sql: Sql }; readonly now: () => Date },
  ...attempts: Attempt[]
): Promise<readonly Attempt[]> {
  const { wait, last } = await attempt(database.sql, attempts, now());
  if (wait > 0) throw tooMany('Too many attempts.', wait);
  return last;
}

/**
 * After the last try of an account's limits went wrong: locked for a whole window from now, and
 * written into the account's log, once for each lock. Of an unknown account (null) too, so that
 * time tells nothing.
 */
export async function lockAccount(
  services: Services,
  used: readonly Attempt[],
  who: Who | null,
): Promise<void> {
  if (used.length === 0) return;
  const now = services.now();
  await transaction(services.database, async (sql) => {
    const locked = await Promise.all(used.map((one) => lockOut(sql, one, now)));
    if (who !== null && locked.includes(true)) await recordEvent(sql, now, who, 'sign-in-locked');
  });
}

/**
 * Lets somebody who has a session try a password or code, within limits on the account besides that
 * on the network. Wrong tries lock; a right one forgets them.
 * @param limits the shortest first: what one refuses does not count against the next
 * @param check null where it is wrong; whatever it returns otherwise is returned
 */
export async function guess<Right>(
  services: Services,
  caller: Caller,
  limits: readonly Limit[],
  check: () => Promise<Right | null>,
): Promise<Right | null> {
  await refuseTooMany(services, { limit: LIMITS.codeFromAddress, subject: caller.address });
  const account = limits.map((limit): Attempt => ({ limit, subject: caller.userId }));
  const last: Attempt[] = [];
  for (const one of account) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other: that is the point
    last.push(...(await refuseTooMany(services, one)));
  }
  const right = await check();
  if (right === null) await lockAccount(services, last, caller);
  else await forget(services.database.sql, ...account);
  return right;
}

/** @param asker who has a turn of its own; null: one turn for all */
export async function waitForMailTurn(
  services: Services,
  emailKey: string,
  asker: string | null = null,
): Promise<void> {
  const wait = await takeMailTurn(services.database.sql, emailKey, services.now(), asker);
  if (wait > 0) throw tooMany('A mail was sent to this address just now.', wait);
}

export function tooMany(why: string, seconds: number): AppError {
  const wait = waitOf(seconds);
  return new AppError('too-many-requests', `${why} Try again in ${wait}.`, {
    retryAfterSeconds: seconds,
  });
}

function waitOf(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes <= 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
