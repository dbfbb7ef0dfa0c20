import type { Connection } from '../flows/connect.ts';
import type { Session } from '../flows/session.ts';
import { isSignedIn } from '../flows/session.ts';

export const VIEWS = [
  'welcome',
  'sign-up',
  'verify',
  'sign-in',
  'property',
  'home',
  'data',
  'review',
  'results',
  'history',
  'settings',
] as const;
export type View = (typeof VIEWS)[number];

/** These need nobody signed in. */
const OPEN: readonly View[] = ['welcome', 'sign-up', 'verify', 'sign-in', 'data', 'settings'];

/**
 * The view that can be shown now, on the way to the one that is wanted: who is not signed in signs in
 * first, and goes on where they were. Pure.
 */
export function viewFor(wanted: View, session: Session, connection: Connection): View {
  if (isSignedIn(session)) {
    const isDone = ['welcome', 'sign-up', 'verify', 'sign-in'].includes(wanted);
    const view = isDone ? 'home' : wanted;
    if (view === 'data' || view === 'settings') return view;
    if (connection.propertyId === null) return 'property';
    if (view === 'property') return view;
    return connection.hasMapping ? view : 'data';
  }
  if (OPEN.includes(wanted)) return wanted;
  if (session.next === 'verify-email') return 'verify';
  const isKnown = session.email !== null || connection.propertyId !== null;
  return isKnown ? 'sign-in' : 'welcome';
}

/** Everything is set up: the views can be gone through freely. */
export function isAtHome(session: Session, connection: Connection): boolean {
  return isSignedIn(session) && connection.propertyId !== null && connection.hasMapping;
}
