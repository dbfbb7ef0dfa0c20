import * as z from 'zod';
import { endpoint, noContent } from './endpoint.ts';
import { email, password, personName, uuid } from './scalars.ts';

/** What is still to be shown before the session is whole. */
export const next = z.enum(['verify-email', 'totp', 'done']).meta({ id: 'SignInNext' });
export type Next = z.infer<typeof next>;

const session = z.strictObject({ token: z.string(), next }).meta({ id: 'Session' });
const emailCode = z.string().regex(/^\d{6}$/);
const accepted = z.strictObject({ status: z.literal('accepted') });

export const signUp = endpoint({
  name: 'signUp',
  method: 'POST',
  path: '/api/sign-up',
  summary: 'Create an account; a code goes to the address. Always the same answer.',
  level: 'public',
  body: z.strictObject({ email, password, name: personName }),
  status: 202,
  output: accepted,
});

export const resendCode = endpoint({
  name: 'resendCode',
  method: 'POST',
  path: '/api/verify-email/resend',
  summary: 'Send a new code. Always the same answer.',
  level: 'public',
  body: z.strictObject({ email }),
  status: 202,
  output: accepted,
});

export const verifyEmail = endpoint({
  name: 'verifyEmail',
  method: 'POST',
  path: '/api/verify-email',
  summary: 'Show the code that was mailed; opens a session.',
  level: 'public',
  body: z.strictObject({ email, code: emailCode }),
  status: 200,
  output: session,
});

export const signIn = endpoint({
  name: 'signIn',
  method: 'POST',
  path: '/api/sign-in',
  summary: 'Open a session with a password.',
  level: 'public',
  body: z.strictObject({ email, password: z.string().min(1).max(256) }),
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

export const account = endpoint({
  name: 'account',
  method: 'GET',
  path: '/api/account',
  summary: 'Who is signed in.',
  level: 'full',
  status: 200,
  output: z.strictObject({ id: uuid, email, name: z.string() }).meta({ id: 'Account' }),
});
