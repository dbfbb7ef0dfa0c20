import * as z from 'zod';
import { downloadLink } from './downloads.ts';
import { accepted, endpoint, noContent } from './endpoint.ts';
import { place, session } from './sessions.ts';
import {
  email,
  password,
  personName,
  propertyName,
  sixDigits,
  timestamp,
  uuid,
} from './scalars.ts';

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
  summary:
    'Show the code that was mailed; opens a session. The password shown with it is the password from then on.',
  level: 'public',
  body: z.strictObject({
    email,
    code: sixDigits,
    /**
     * As it was chosen at sign-up: somebody else may have signed up with the address since, and whoever
     * shows the code would verify the address for the password of that one.
     */
    password,
    place: place.optional(),
  }),
  status: 200,
  output: session,
});

export const accountOutput = z
  .strictObject({
    id: uuid,
    email,
    name: z.string(),
    createdAt: timestamp,
    /** An address that waits for its code. */
    pendingEmail: email.nullable(),
    /** null while it is off. */
    secondFactor: z.strictObject({ recoveryCodesLeft: z.int() }).nullable(),
  })
  .meta({ id: 'Account' });
export type Account = z.infer<typeof accountOutput>;

export const account = endpoint({
  name: 'account',
  method: 'GET',
  path: '/api/account',
  summary: 'Who is signed in.',
  level: 'full',
  status: 200,
  output: accountOutput,
});

export const changeAccount = endpoint({
  name: 'changeAccount',
  method: 'PATCH',
  path: '/api/account',
  summary: 'Change the name.',
  level: 'full',
  body: z.strictObject({ name: personName }),
  status: 200,
  output: accountOutput,
});

export const changeEmail = endpoint({
  name: 'changeEmail',
  method: 'POST',
  path: '/api/account/email',
  summary: 'Ask for another address; a code goes to it. Always the same answer.',
  level: 'full',
  proof: 'recent',
  body: z.strictObject({ email }),
  status: 202,
  output: accepted,
});

export const confirmEmail = endpoint({
  name: 'confirmEmail',
  method: 'POST',
  path: '/api/account/email/confirm',
  summary: 'Show the code that was mailed to the new address; the old one is told.',
  level: 'full',
  body: z.strictObject({ code: sixDigits }),
  status: 200,
  output: accountOutput,
});

/** A property that would go with the account, because it has no other owner. */
const ownedAlone = z.strictObject({
  id: uuid,
  name: propertyName,
  /** Who would lose it too. */
  otherMembers: z.int(),
});

export const accountDeletion = endpoint({
  name: 'accountDeletion',
  method: 'GET',
  path: '/api/account/deletion',
  summary: 'What deleting the account would delete.',
  level: 'full',
  status: 200,
  output: z.strictObject({ properties: z.array(ownedAlone) }),
});

export const deleteAccount = endpoint({
  name: 'deleteAccount',
  method: 'POST',
  path: '/api/account/delete',
  summary: 'Delete the account and every property that it alone owns. Cannot be undone.',
  level: 'full',
  proof: 'recent',
  /** The properties that the user was shown; refused with `effect-changed` where they are others by now. */
  body: z.strictObject({ properties: z.array(uuid).max(10_000) }),
  bodyLimit: 512 * 1024,
  status: 204,
  output: noContent,
});

export const exportAccount = endpoint({
  name: 'exportAccount',
  method: 'POST',
  path: '/api/account/export',
  summary: 'A link, good once and for minutes, to all that the account holds and owns.',
  level: 'full',
  proof: 'recent',
  status: 201,
  output: downloadLink,
});
