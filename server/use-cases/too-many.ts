import { attempt, lockOut, takeMailTurn } from '../auth/limits.ts';
import type { Attempt } from '../auth/limits.ts';
import { transaction } from '../db/transaction.ts';
import { AppError } from './app-error.ts';
import type { Services } from './context.ts';
import { recordEvent } from './security-log.ts';
import type { Who } from './security-log.ts';

/**
 * Counts a try against each limit.
 * @returns the limits that it is the last try of: where it goes wrong, they are to be locked
 * @throws AppError where one of them is used up
 */
export async function refuseTooMany(
  services: Services,
  ...attempts: Attempt[]
): Promise<readonly Attempt[]> {
  const { wait, last } = await attempt(services.database.sql, attempts, services.now());
  if (wait > 0) throw tooMany('Too many attempts.', wait);
  return last;
}

/**
 * After the last try of an account's limit went wrong: locked for a whole window from now, and
 * written into the account's log, once for each lock. Of an unknown account (null) too, so that
 * time tells nothing.
 */
export async function lockAccount(
  services: Services,
  account: Attempt,
  who: Who | null,
): Promise<void> {
  const now = services.now();
  await transaction(services.database, async (sql) => {
    await lockOut(sql, account, now);
    if (who !== null) await recordEvent(sql, now, who, 'sign-in-locked');
  });
}

export async function waitForMailTurn(services: Services, emailKey: string): Promise<void> {
  const wait = await takeMailTurn(services.database.sql, emailKey, services.now());
  if (wait > 0) throw tooMany('A mail was sent to this address just now.', wait);
}

function tooMany(why: string, seconds: number): AppError {
  const wait = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return new AppError('too-many-requests', `${why} Try again in ${wait}.`, {
    retryAfterSeconds: seconds,
  });
}
