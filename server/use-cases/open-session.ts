import type { Next } from '../../contract/sessions.ts';
import { newToken } from '../auth/token.ts';
import type { Sql } from '../db/client.ts';
import { deleteSessionsOf } from '../db/open-sessions.ts';
import { insertSession, replaceToken } from '../db/sessions.ts';
import { signInFirst } from './authenticate.ts';
import type { Caller } from './context.ts';
import { recordEvent } from './security-log.ts';
import type { Who } from './security-log.ts';

/**
 * Opens a session: the only way to one. What is still to be shown in it is up to the user's row, so
 * that no way in forgets a second factor. To be called in a transaction.
 * @param passwordHash what the password was compared with; null where it was no password
 * @returns null where the user is gone, or has another password by now
 */
export async function openSession(
  sql: Sql,
  now: Date,
  who: Who,
  passwordHash: string | null = null,
): Promise<{ token: string; next: Next } | null> {
  const { token, tokenHash } = newToken();
  const { userId, device, place } = who;
  const next = await insertSession(sql, { tokenHash, userId, device, place, passwordHash }, now);
  if (next === null) return null;
  if (next === 'done') await recordEvent(sql, now, who, 'signed-in');
  return { token, next };
}

/**
 * Gives a session another token after a proof: it is whole and proven, and the token before is good
 * for nothing. To be called in a transaction, after whatever the proof is spent on.
 * @throws AppError where the session has ended, or got another token, meanwhile
 */
export async function renewSession(
  sql: Sql,
  now: Date,
  { tokenHash: before }: Caller,
): Promise<{ token: string; next: 'done' }> {
  const { token, tokenHash } = newToken();
  if (!(await replaceToken(sql, before, tokenHash, now))) throw signInFirst();
  return { token, next: 'done' };
}

/** As `renewSession`, after a change that nobody who got in before is to outlive. */
export async function renewAndEndOthers(sql: Sql, now: Date, caller: Caller) {
  await deleteSessionsOf(sql, caller.userId, caller.sessionId);
  return renewSession(sql, now, caller);
}
