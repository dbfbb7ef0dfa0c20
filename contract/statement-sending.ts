import * as z from 'zod';
import { rangeQuery } from './allocation.ts';
import { downloadLink } from './downloads.ts';
import { endpoint } from './endpoint.ts';
import { propertyParams } from './properties.ts';
import { email, timestamp, uuid } from './scalars.ts';
import { MAX_STATEMENTS } from './statements.ts';

/** How amounts and dates are written, and the paper: Letter where it is usual, else A4. BCP 47. */
const locale = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);

const numbers = z.array(z.int().min(1).max(999_999_999)).min(1).max(MAX_STATEMENTS);

export const downloadStatements = endpoint({
  name: 'downloadStatements',
  method: 'POST',
  path: '/api/properties/{propertyId}/statements/download',
  summary:
    'A link, good once and for minutes, to statements as PDF: one as it is, several in a zip.',
  level: 'full',
  role: 'viewer',
  params: propertyParams,
  body: z.strictObject({ numbers, locale: locale.optional() }),
  bodyLimit: 128 * 1024,
  status: 201,
  output: downloadLink,
});

/** Fields of a bill that stand in double braces in the words of a letter: {{totalDue}}. */
export const LETTER_FIELDS = [
  'tenant',
  'unit',
  'property',
  'period',
  'number',
  'totalDue',
  'dueDate',
] as const;
export type LetterField = (typeof LETTER_FIELDS)[number];

/** What goes with the attached bill; without them the server's own words. */
const letter = {
  subject: z.string().max(200).optional(),
  text: z.string().max(5_000).optional(),
};

const mailing = z.strictObject({ numbers, locale: locale.optional(), ...letter });

/** Why a statement is not mailed. */
export const NOT_MAILED = [
  'noAddress', // the tenancy has none
  'voided',
  'mailed', // it was already: ask for it again expressly
] as const;

export const previewStatementMails = endpoint({
  name: 'previewStatementMails',
  method: 'POST',
  path: '/api/properties/{propertyId}/statements/mails/preview',
  summary: 'The mails as they would go out, without sending any.',
  level: 'full',
  role: 'editor',
  params: propertyParams,
  body: mailing,
  bodyLimit: 128 * 1024,
  status: 200,
  output: z.strictObject({
    mails: z.array(
      z.strictObject({
        number: z.int(),
        to: email.nullable(),
        reason: z.enum(NOT_MAILED).nullable(),
        subject: z.string(),
        text: z.string(),
        attachment: z.string(),
      }),
    ),
  }),
});

export const mailStatements = endpoint({
  name: 'mailStatements',
  method: 'POST',
  path: '/api/properties/{propertyId}/statements/mails',
  summary: 'Mail statements to their tenants, each once unless `again` is asked for.',
  level: 'full',
  role: 'editor',
  params: propertyParams,
  body: mailing.extend({
    /** Made by the add-in: the same mailing, however often it arrives, mails each statement once. */
    mailingId: uuid,
    /** Also those that were mailed before. */
    again: z.boolean().optional(),
  }),
  bodyLimit: 128 * 1024,
  status: 202,
  output: z.strictObject({
    mailed: z.array(z.strictObject({ number: z.int(), to: email })),
    notMailed: z.array(z.strictObject({ number: z.int(), reason: z.enum(NOT_MAILED) })),
  }),
});

export const MAIL_STATES = [
  'queued',
  'sent', // the mail server has taken it
  'failed', // given up, the mail server would not take it
  'withdrawn', // the statement was voided before it left
] as const;
export type MailState = (typeof MAIL_STATES)[number];

export const listStatementMails = endpoint({
  name: 'listStatementMails',
  method: 'GET',
  path: '/api/properties/{propertyId}/statements/mails',
  summary:
    'Which statement was mailed when, to whom and by whom; of periods whose end lies within.',
  level: 'full',
  role: 'viewer',
  params: propertyParams,
  query: rangeQuery,
  status: 200,
  output: z.strictObject({
    columns: z.strictObject({
      number: z.array(z.int()),
      at: z.array(timestamp),
      to: z.array(email),
      /** Name of the user; null once the account is deleted. */
      by: z.array(z.string().nullable()),
      state: z.array(z.enum(MAIL_STATES)),
    }),
  }),
});
