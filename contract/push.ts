import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { columnsOf, kind } from './kinds.ts';
import { action, issue } from './problem.ts';
import { propertyParams } from './properties.ts';
import { MAX_ROWS, MAX_TEXT, date, money, revision, sheetRow, uuid } from './scalars.ts';

export const PUSH_BODY_LIMIT = 32 * 1024 * 1024;

function table<K extends z.infer<typeof kind>>(name: K) {
  return z.strictObject({
    kind: z.literal(name),
    /** Names the table or range of the workbook that the rows come from. */
    source: z.string().max(300).optional(),
    /** Sheet row of element i of every column. */
    rows: z.array(sheetRow).max(MAX_ROWS),
    /** This is the whole set of this source: rows that are absent were removed. */
    complete: z.boolean(),
    columns: columnsOf(name),
  });
}

export const pushTable = z
  .discriminatedUnion('kind', [
    table('units'),
    table('tenancies'),
    table('bills'),
    table('readings'),
    table('payments'),
    table('adjustments'),
  ])
  .meta({ id: 'PushTable' });
export type PushTable = z.infer<typeof pushTable>;

/** An answer; without row, key and field it is for all that ask alike in that kind. */
export const choice = z
  .strictObject({
    kind,
    source: z.string().max(300).optional(),
    row: sheetRow.optional(),
    key: z.string().max(MAX_TEXT).optional(),
    field: z.string().max(40).optional(),
    action,
    value: z.string().max(MAX_TEXT).optional(),
  })
  .meta({ id: 'Choice' });
export type Choice = z.infer<typeof choice>;

export const pushRequest = z
  .strictObject({
    workbookId: uuid,
    /** The file's name, for the history. */
    workbookName: z.string().max(260).optional(),
    /** Made by the add-in for this push; the same id again returns the same answer. */
    pushId: uuid,
    /** The ids that the file remembers: the last sent and the last answered. */
    after: z.array(uuid).max(10).optional(),
    mode: z.enum(['preview', 'commit']),
    /** Of the preview that the user saw. */
    digest: z.string().max(100).optional(),
    createUnits: z.boolean().optional(),
    allOrNothing: z.boolean().optional(),
    tables: z.array(pushTable).max(50),
    choices: z.array(choice).max(MAX_ROWS).optional(),
  })
  .meta({ id: 'PushRequest' });
export type PushRequest = z.infer<typeof pushRequest>;

export const OUTCOMES = [
  'new',
  'changed',
  'unchanged',
  'newerOnServer',
  'conflict',
  'problem',
  'removed',
] as const;
export const outcome = z.enum(OUTCOMES).meta({ id: 'Outcome' });
export type Outcome = (typeof OUTCOMES)[number];

export const summary = z
  .strictObject({
    new: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    newerOnServer: z.int(),
    conflict: z.int(),
    problem: z.int(),
    removed: z.int(),
  })
  .meta({ id: 'PushSummary' });
export type Summary = z.infer<typeof summary>;

const cell = z.string().nullable();

export const tableResult = z
  .strictObject({
    kind,
    source: z.string(),
    outcomes: z.strictObject({
      /** null: the row is not in the sheet. */
      row: z.array(sheetRow.nullable()),
      /** Names a row that is not in the sheet, for choices; null where the sheet row does. */
      key: z.array(z.string().nullable()),
      outcome: z.array(outcome),
      issues: z.array(issue),
    }),
    /** Cells in which sheet and server differ or differed; money and kWh as decimal text. */
    differences: z.strictObject({
      row: z.array(sheetRow.nullable()),
      key: z.array(z.string().nullable()),
      field: z.array(z.string()),
      /** update: goes to the server. newerOnServer: offered into the sheet. */
      state: z.array(z.enum(['update', 'newerOnServer', 'conflict'])),
      base: z.array(cell),
      sheet: z.array(cell),
      server: z.array(cell),
    }),
  })
  .meta({ id: 'PushTableResult' });
export type TableResult = z.infer<typeof tableResult>;

/** A charge (of the period ending then) or, without a period, a balance that the push moves. */
export const moneyEffect = z
  .strictObject({
    unit: z.string(),
    tenant: z.string().nullable(),
    periodEnd: date.nullable(),
    before: money.nullable(),
    after: money.nullable(),
  })
  .meta({ id: 'MoneyEffect' });
export type MoneyEffect = z.infer<typeof moneyEffect>;

export const pushResult = z
  .strictObject({
    revision,
    digest: z.string(),
    /** Only where a commit changed facts. */
    changeSetId: uuid.optional(),
    summary,
    tables: z.array(tableResult),
    money: z.array(moneyEffect),
  })
  .meta({ id: 'PushResult' });
export type PushResult = z.infer<typeof pushResult>;

export const push = endpoint({
  name: 'push',
  method: 'POST',
  path: '/api/properties/{propertyId}/push',
  summary: 'Send rows of a workbook: a preview rolls back, a commit stays.',
  level: 'full',
  role: 'editor',
  params: propertyParams,
  body: pushRequest,
  bodyLimit: PUSH_BODY_LIMIT,
  status: 200,
  output: pushResult,
});
