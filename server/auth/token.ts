/**
 * Proofs of who somebody is: tokens, passwords, mailed codes, and limits on trying them. May import
 * db and libraries; never use-cases or HTTP, and never logs.
 *
 * A token is 256 random bits. Only its SHA-256 is stored: with so much entropy a slow hash would
 * add nothing, and a look-up needs a hash without salt (docs/decisions/0005-bearer-tokens.md).
 */
import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;
const TOKEN_SHAPE = /^[A-Za-z0-9_-]{43}$/;

/** A session ends when it was not used for so long. */
export const IDLE_DAYS = 30;
/** A session ends so long after it began, used or not. */
export const ABSOLUTE_DAYS = 180;
/** A session that waits for its second factor ends so long after it began. */
export const HALF_MINUTES = 60;

const DAY_MS = 86_400_000;

/** Since when a session that has not ended by now was begun and used. */
export function liveSince(now: Date): { createdAfter: Date; usedAfter: Date } {
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  return { createdAfter: ago(ABSOLUTE_DAYS), usedAfter: ago(IDLE_DAYS) };
}

export function newToken(): { token: string; tokenHash: string } {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  return { token, tokenHash: hashToken(token) };
}

/** base64url of the token's SHA-256, as stored. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Whether it can be a token of ours at all: nothing else is looked up. */
export function isToken(text: string): boolean {
  return TOKEN_SHAPE.test(text);
}
