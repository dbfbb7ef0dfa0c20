import * as z from 'zod';
import { next } from '../../contract/sessions.ts';
import type { SessionStore } from '../excel/session-store.ts';

const session = z.object({
  /** Of the one who signed in last: kept for signing in again. */
  email: z.string().nullable(),
  token: z.string().nullable(),
  /** What is still to be shown; null before any sign-in, "verify-email" after a sign-up. */
  next: next.nullable(),
});

/** Who is signed in, as far as this browser knows; the server may have ended it since. */
export type Session = Readonly<z.infer<typeof session>>;

export const NOBODY: Session = { email: null, token: null, next: null };

export function readSession(store: SessionStore): Session {
  const text = store.read();
  if (text === null) return NOBODY;
  try {
    return session.parse(JSON.parse(text));
  } catch {
    return NOBODY;
  }
}

export function keepSession(store: SessionStore, kept: Session): Session {
  store.write(JSON.stringify(kept));
  return kept;
}

/** The same person's, changed: another token, another address. */
export function changeSession(store: SessionStore, change: Partial<Session>): Session {
  return keepSession(store, { ...readSession(store), ...change });
}

export function isSignedIn({ token, next }: Session): boolean {
  return token !== null && next === 'done';
}

/** Past the password, on the way to the second step. */
export function isHalfSignedIn({ token, next }: Session): boolean {
  return token !== null && next === 'totp';
}

/** The address stays, so that signing in again asks for the password only. */
export function loseToken(store: SessionStore): Session {
  return changeSession(store, { token: null, next: null });
}
