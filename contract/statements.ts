import * as z from 'zod';
import { rangeQuery } from './allocation.ts';
import { endpoint } from './endpoint.ts';
import { propertyParams } from './properties.ts';
import { date, email, money, revision, timestamp, uuid } from './scalars.ts';
import { statementDocument } from './statement-document.ts';

export const MAX_STATEMENTS = 5_000;
/** Longest note on one bill, and longest reason for voiding one. */
export const MAX_STATEMENT_TEXT = 1_000;

/** Why an account has no draft for a period. Closed; the pane has a sentence for each. */
export const DRAFT_REASONS = [
  'issued', // a statement of the period stands (`number`): void it first
  'laterStatement', // one of a later period stands (`number`) and tells of this one's charge
  'missing', // a reading is missing (`missing` names the sub-meters)
  'inQuestion', // a reading waits for an answer
  'waiting', // the period overlaps another, or begins after its end
  'noBaseline', // the period lies before the first reading
  'noSubMeter', // nothing is measured there
] as const;
export const draftReason = z.enum(DRAFT_REASONS).meta({ id: 'DraftReason' });
export type DraftReason = (typeof DRAFT_REASONS)[number];

export const statementDraft = z
  .strictObject({
    /** Names the account when statements are issued, and is good for nothing else. */
    key: z.string(),
    unit: z.string(),
    tenant: z.string().nullable(),
    /** Where a mail would go. */
    email: email.nullable(),
    /** null: it can be issued. */
    reason: draftReason.nullable(),
    /** Of the statement that stands in its way. */
    number: z.int().nullable(),
    missing: z.array(z.string()),
    /** Of what the bill says, apart from its dates of issue and payment and its note. */
    digest: z.string().nullable(),
    /** Where `reason` is null. */
    document: statementDocument.nullable(),
  })
  .meta({ id: 'StatementDraft' });
export type StatementDraft = z.infer<typeof statementDraft>;

export const listDrafts = endpoint({
  name: 'listDrafts',
  method: 'GET',
  path: '/api/properties/{propertyId}/statements/drafts',
  summary:
    'The bills of a period before they are issued: who owes what, what is missing, and corrections that no further bill would tell of.',
  level: 'full',
  role: 'viewer',
  params: propertyParams,
  query: z.strictObject({
    periodEnd: date,
    /** The day on the bills; without it today's, by the server's clock. */
    issueDate: date.optional(),
    /**
     * Payments and adjustments count up to this day. Without it the day of issue where the period is the
     * latest, else its end; never before that of the account's statement before.
     */
    cutOff: date.optional(),
  }),
  status: 200,
  output: z
    .strictObject({
      revision,
      periodStart: date.nullable(),
      periodEnd: date,
      issueDate: date,
      dueDate: date.nullable(),
      cutOff: date,
      /** Of all that can be issued. */
      digest: z.string(),
      drafts: z.array(statementDraft),
    })
    .meta({ id: 'StatementDrafts' }),
});

export const issueStatements = endpoint({
  name: 'issueStatements',
  method: 'POST',
  path: '/api/properties/{propertyId}/statements',
  summary:
    'Number and keep bills, for good: all of those named, or none. The same issueId answers the same.',
  level: 'full',
  role: 'editor',
  params: propertyParams,
  body: z.strictObject({
    /** Made by the add-in. */
    issueId: uuid,
    periodEnd: date,
    issueDate: date,
    cutOff: date.optional(),
    /** Without it by the property's settings; null: none. */
    dueDate: date.nullable().optional(),
    /** Without it by the property's settings. */
    note: z.string().max(MAX_STATEMENT_TEXT).optional(),
    /** `all`: all that can be issued. */
    drafts: z.union([
      z.literal('all'),
      z
        .array(z.strictObject({ key: z.string().max(40), digest: z.string().max(100).optional() }))
        .min(1)
        .max(MAX_STATEMENTS),
    ]),
    /** With `all`: of the drafts that the user saw. */
    digest: z.string().max(100).optional(),
  }),
  bodyLimit: 1024 * 1024,
  status: 201,
  output: z
    .strictObject({ revision, changeSetId: uuid, statements: z.array(statementDocument) })
    .meta({ id: 'IssuedStatements' }),
});

export const statementColumns = z.strictObject({
  number: z.array(z.int()),
  kind: z.array(z.enum(['bill', 'correction'])),
  periodStart: z.array(date),
  periodEnd: z.array(date),
  unit: z.array(z.string()),
  tenant: z.array(z.string().nullable()),
  issueDate: z.array(date),
  dueDate: z.array(date.nullable()),
  charge: z.array(money),
  totalDue: z.array(money),
  voidedAt: z.array(timestamp.nullable()),
  voidReason: z.array(z.string().nullable()),
});

export const listStatements = endpoint({
  name: 'listStatements',
  method: 'GET',
  path: '/api/properties/{propertyId}/statements',
  summary: 'Every statement of periods whose end lies within, voided ones too, by number.',
  level: 'full',
  role: 'viewer',
  params: propertyParams,
  query: rangeQuery,
  status: 200,
  output: z.strictObject({ revision, columns: statementColumns }).meta({ id: 'Statements' }),
  revisioned: true,
});

export const statement = z
  .strictObject({
    /** null: it stands. */
    voided: z.strictObject({ at: timestamp, reason: z.string() }).nullable(),
    document: statementDocument,
  })
  .meta({ id: 'Statement' });
export type Statement = z.infer<typeof statement>;

const statementParams = z.strictObject({
  ...propertyParams.shape,
  number: z.string().regex(/^[1-9]\d{0,8}$/),
});

export const getStatement = endpoint({
  name: 'getStatement',
  method: 'GET',
  path: '/api/properties/{propertyId}/statements/{number}',
  summary: 'One statement as it was issued.',
  level: 'full',
  role: 'viewer',
  params: statementParams,
  status: 200,
  output: statement,
});

export const listStatementDocuments = endpoint({
  name: 'listStatementDocuments',
  method: 'GET',
  path: '/api/properties/{propertyId}/statements/documents',
  summary: 'Statements as they were issued, those of periods whose end lies within, by number.',
  level: 'full',
  role: 'viewer',
  params: propertyParams,
  query: rangeQuery,
  status: 200,
  output: z.strictObject({ revision, statements: z.array(statement) }),
  revisioned: true,
});

export const voidStatement = endpoint({
  name: 'voidStatement',
  method: 'POST',
  path: '/api/properties/{propertyId}/statements/{number}/void',
  summary:
    'Declare a statement void, with a reason; its number stays. The latest one of a tenant first.',
  level: 'full',
  role: 'editor',
  params: statementParams,
  body: z.strictObject({ reason: z.string().max(MAX_STATEMENT_TEXT).regex(/\S/) }),
  status: 200,
  output: z.strictObject({ revision, changeSetId: uuid }),
});
