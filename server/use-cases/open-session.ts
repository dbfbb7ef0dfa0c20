import type { Next } from '../../contract/sessions.ts';
import { newToken } from '../auth/token.ts';
import type { Sql } from '../db/client.ts';
import { insertSession } from '../db/sessions.ts';
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
