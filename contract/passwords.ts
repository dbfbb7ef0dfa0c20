import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { email, password, sixDigits, typedPassword } from './scalars.ts';
import { place, session } from './sessions.ts';

export const changePassword = endpoint({
  name: 'changePassword',
  method: 'POST',
  path: '/api/account/password',
  summary: 'Another password; every other session ends, and this one becomes another one.',
  level: 'full',
  proof: 'second-factor',
  body: z.strictObject({ currentPassword: typedPassword, newPassword: password }),
  status: 200,
  output: session,
});

/** Held by whoever asked for the code: guesses of others, who do not hold it, use up no tries of it. */
const ticket = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const requestReset = endpoint({
  name: 'requestReset',
  method: 'POST',
  path: '/api/reset-password',
  summary: 'A code for another password goes to the address. Always the same kind of answer.',
  level: 'public',
  body: z.strictObject({ email }),
  status: 202,
  output: z.strictObject({ ticket }),
});

export const resetPassword = endpoint({
  name: 'resetPassword',
  method: 'POST',
  path: '/api/reset-password/confirm',
  summary:
    'Show the code that was mailed and choose another password; every session ends, a new one opens.',
  level: 'public',
  body: z.strictObject({ ticket, code: sixDigits, password, place: place.optional() }),
  status: 200,
  output: session,
});
