import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { timestamp } from './scalars.ts';
import { place } from './sessions.ts';

/** What is written down of an account. Closed: the pane has a sentence for each. */
export const SECURITY_EVENTS = [
  'signed-up',
  'email-verified',
  'password-reset', // opens a session, so it comes before that: what happened at once is told in this order
  'signed-in',
  'sign-in-locked', // too many wrong passwords or codes
  'signed-out',
  'signed-out-everywhere',
  'session-ended', // one of the list
  'step-up',
  'password-changed',
  'email-change-asked',
  'email-changed',
  'second-factor-on',
  'second-factor-off',
  'recovery-codes-renewed',
  'recovery-code-used',
  'name-changed',
  'exported',
  'joined-property',
  'left-property',
] as const;
export const securityEvent = z.enum(SECURITY_EVENTS).meta({ id: 'SecurityEvent' });
export type SecurityEvent = (typeof SECURITY_EVENTS)[number];

export const securityEntry = z
  .strictObject({
    at: timestamp,
    event: securityEvent,
    device: z.string().nullable(),
    place: place.nullable(),
    /** The network it came from: an IPv4 address, or the first half of an IPv6 one. */
    network: z.string().nullable(),
  })
  .meta({ id: 'SecurityEntry' });
export type SecurityEntry = z.infer<typeof securityEntry>;

export const SECURITY_LOG_MONTHS = 13;

export const securityLog = endpoint({
  name: 'securityLog',
  method: 'GET',
  path: '/api/account/security-log',
  summary: 'What happened to the account in 13 months, newest first, a hundred at a time.',
  level: 'full',
  query: z.strictObject({ before: timestamp.optional() }),
  status: 200,
  output: z.strictObject({ entries: z.array(securityEntry), hasMore: z.boolean() }),
});
