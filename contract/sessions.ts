import * as z from 'zod';
import { endpoint, noContent } from './endpoint.ts';
import { email, sixDigits, timestamp, typedPassword, uuid } from './scalars.ts';

/** What is still to be shown before the session is whole. */
export const next = z.enum(['verify-email', 'totp', 'done']).meta({ id: 'SignInNext' });
export type Next = z.infer<typeof next>;

export const session = z.strictObject({ token: z.string(), next }).meta({ id: 'Session' });
export type Session = z.infer<typeof session>;

/** Where the add-in runs, as the pane says it: for the list of sessions only. */
export const PLACES = ['excel-web', 'excel-windows', 'excel-mac', 'try', 'command'] as const;
export const place = z.enum(PLACES).meta({ id: 'Place' });
export type Place = (typeof PLACES)[number];

/** `3F7K2-9QWMX`: five and five of an alphabet without look-alikes; case, spaces and dashes are as one likes. */
export const recoveryCode = z
  .string()
  .max(20)
  .regex(/^[\s-]*(?:[0-9A-Za-z][\s-]*){10}$/);

export const signIn = endpoint({
  name: 'signIn',
  method: 'POST',
  path: '/api/sign-in',
  summary: 'Open a session with a password.',
  level: 'public',
  body: z.strictObject({ email, password: typedPassword, place: place.optional() }),
  status: 200,
  output: session,
});

export const signInTotp = endpoint({
  name: 'signInTotp',
  method: 'POST',
  path: '/api/sign-in/totp',
  summary: "Show the authenticator's code, or a recovery code; the session becomes another one.",
  level: 'totp',
  body: z.strictObject({ code: z.union([sixDigits, recoveryCode]) }),
  status: 200,
  output: session,
});

export const stepUp = endpoint({
  name: 'stepUp',
  method: 'POST',
  path: '/api/account/step-up',
  summary:
    'Show the password again or, where a second factor is on, a code of it; the session becomes another one.',
  level: 'full',
  body: z.union([
    z.strictObject({ password: typedPassword }),
    z.strictObject({ code: z.union([sixDigits, recoveryCode]) }),
  ]),
  status: 200,
  output: session,
});

export const signOut = endpoint({
  name: 'signOut',
  method: 'POST',
  path: '/api/sign-out',
  summary: 'End this session.',
  level: 'half',
  status: 204,
  output: noContent,
});

export const signOutEverywhere = endpoint({
  name: 'signOutEverywhere',
  method: 'POST',
  path: '/api/sign-out/everywhere',
  summary: 'End every session of the account, this one too unless it is to be kept.',
  level: 'full',
  body: z.strictObject({ keepThis: z.boolean() }),
  status: 204,
  output: noContent,
});

export const openSession = z
  .strictObject({
    id: uuid,
    /** Browser and system as far as they say: "Edge on Windows"; null where they do not. */
    device: z.string().nullable(),
    place: place.nullable(),
    createdAt: timestamp,
    /** To the hour. */
    lastUsedAt: timestamp,
    /** Whether it is the one that asks. */
    isThis: z.boolean(),
  })
  .meta({ id: 'OpenSession' });
export type OpenSession = z.infer<typeof openSession>;

export const listSessions = endpoint({
  name: 'listSessions',
  method: 'GET',
  path: '/api/account/sessions',
  summary: 'Where the account is signed in, this session first, then by last use.',
  level: 'full',
  status: 200,
  output: z.strictObject({ sessions: z.array(openSession) }),
});

export const endSession = endpoint({
  name: 'endSession',
  method: 'DELETE',
  path: '/api/account/sessions/{sessionId}',
  summary: 'End one session of the account.',
  level: 'full',
  params: z.strictObject({ sessionId: uuid }),
  status: 204,
  output: noContent,
});
