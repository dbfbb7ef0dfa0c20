import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { sixDigits } from './scalars.ts';
import { session } from './sessions.ts';

/** Ten, each good once; shown now and never again. */
const recoveryCodes = z.array(z.string()).length(10);

export const startSecondFactor = endpoint({
  name: 'startSecondFactor',
  method: 'POST',
  path: '/api/account/second-factor',
  summary: 'A new secret for an authenticator; it counts for nothing until a code of it is shown.',
  level: 'full',
  proof: 'recent',
  status: 201,
  output: z.strictObject({
    /** In base32, for typing. */
    secret: z.string(),
    /** otpauth://, for a QR code. */
    uri: z.string(),
  }),
});

export const confirmSecondFactor = endpoint({
  name: 'confirmSecondFactor',
  method: 'POST',
  path: '/api/account/second-factor/confirm',
  summary: 'Switch it on with a code; every other session ends, and this one becomes another one.',
  level: 'full',
  proof: 'recent',
  body: z.strictObject({ code: sixDigits }),
  status: 200,
  output: z.strictObject({ ...session.shape, recoveryCodes }),
});

export const renewRecoveryCodes = endpoint({
  name: 'renewRecoveryCodes',
  method: 'POST',
  path: '/api/account/second-factor/recovery-codes',
  summary: 'Ten new recovery codes; the old ones are good no more.',
  level: 'full',
  proof: 'recent',
  status: 200,
  output: z.strictObject({ recoveryCodes }),
});

export const removeSecondFactor = endpoint({
  name: 'removeSecondFactor',
  method: 'DELETE',
  path: '/api/account/second-factor',
  summary: 'Switch it off; every other session ends, and this one becomes another one.',
  level: 'full',
  proof: 'recent',
  status: 200,
  output: session,
});
