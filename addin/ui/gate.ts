import type { Connection } from '../flows/connect.ts';
import type { Session } from '../flows/session.ts';
import { isHalfSignedIn, isSignedIn } from '../flows/session.ts';

/** Rooms of the settings, each with one question; they need somebody signed in, and most no property. */
export const ROOMS = [
  'account',
  'name',
  'email',
  'password',
  'delete-account',
  'security',
  'second-step',
  'second-step-off',
  'recovery-codes',
  'sessions',
  'security-log',
  'members',
  'invite',
  'leave',
  'invitations',
] as const;
export type Room = (typeof ROOMS)[number];

const OF_PROPERTY: readonly Room[] = ['members', 'invite', 'leave'];

export const VIEWS = [
  'welcome',
  'sign-up',
  'verify',
  'sign-in',
  'totp',
  'property',
  'home',
  'data',
  'review',
  'results',
  'bills',
  'history',
  'settings',
  ...ROOMS,
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
    const isDone = ['welcome', 'sign-up', 'verify', 'sign-in', 'totp'].includes(wanted);
    const view = isDone ? 'home' : wanted;
    if (view === 'data' || view === 'settings') return view;
    if (isRoom(view) && !OF_PROPERTY.includes(view)) return view;
    if (connection.propertyId === null) return 'property';
    if (view === 'property') return view;
    if (isRoom(view)) return view;
    return connection.hasMapping ? view : 'data';
  }
  if (OPEN.includes(wanted)) return wanted;
  if (session.next === 'verify-email') return 'verify';
  if (isHalfSignedIn(session)) return 'totp';
  const isKnown = session.email !== null || connection.propertyId !== null;
  return isKnown ? 'sign-in' : 'welcome';
}

export function isRoom(view: View): view is Room {
  return (ROOMS as readonly View[]).includes(view);
}

/** Everything is set up: the views can be gone through freely. */
export function isAtHome(session: Session, connection: Connection): boolean {
  return isSignedIn(session) && connection.propertyId !== null && connection.hasMapping;
}
