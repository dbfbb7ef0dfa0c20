/** Codes that go to an address and prove that whoever types them reads its mail. */
import { CODE_MINUTES, CODE_TRIES, hashCode, newCode } from '../auth/email-code.ts';
import { LIMITS, attempt } from '../auth/limits.ts';
import type { Sql } from '../db/client.ts';
import { tryCode } from '../db/email-codes.ts';
import type { CodeFor } from '../db/email-codes.ts';
import { AppError } from './app-error.ts';
import type { Services } from './context.ts';

const MINUTE_MS = 60_000;

/**
 * A new code, and what is stored of it.
 * @param salt the address that it goes to, or the hash of the ticket that it belongs to
 */
export async function makeCode(services: Services, salt: string) {
  const code = newCode();
  const codeHash = await hashCode(code, salt);
  const expiresAt = new Date(services.now().getTime() + CODE_MINUTES * MINUTE_MS);
  return { code, stored: { codeHash, triesLeft: CODE_TRIES, expiresAt } };
}

/** What the code of a new account is for. */
export function verificationOf(userId: string) {
  return { userId, purpose: 'verify', ticketHash: '', email: null } as const;
}

/** What the code to another address is for. */
export function changeOf(userId: string) {
  return { userId, purpose: 'change', ticketHash: '' } as const satisfies CodeFor;
}

/** What the code for another password is for. */
export function resetOf(userId: string, ticketHash: string) {
  return { userId, purpose: 'reset', ticketHash, email: null } as const;
}

/** Who is looked up, locked and tried in place of an unknown user, so that time does not tell them apart. */
export const NO_USER = '00000000-0000-0000-0000-000000000000';

/**
 * Whether it is the right code, which is spent then. Where there is none to try, as much is written:
 * a transaction that writes nothing ends sooner, and would tell which addresses have an account.
 */
export async function isRightCode(
  sql: Sql,
  codeFor: CodeFor,
  codeHash: string,
  now: Date,
): Promise<boolean> {
  const isRight = await tryCode(sql, codeFor, codeHash, now);
  if (isRight !== null) return isRight;
  await attempt(sql, [{ limit: LIMITS.codeOfNobody, subject: codeHash }], now);
  return false;
}

export function wrongCode(): AppError {
  return new AppError(
    'wrong-code',
    `This code is wrong, used or older than ${CODE_MINUTES} minutes. Ask for a new one.`,
  );
}
