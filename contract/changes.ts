import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { propertyParams, settings } from './properties.ts';
import { summary } from './push.ts';
import { revision, timestamp, uuid } from './scalars.ts';

export const change = z
  .strictObject({
    id: uuid,
    revision,
    at: timestamp,
    /** Name of the user; null once the account is deleted. */
    by: z.string().nullable(),
    /** Whoever asks did it. */
    isYours: z.boolean(),
    /** `issue` and `void` are of statements: a statement is voided, not undone. */
    kind: z.enum(['push', 'settings', 'undo', 'issue', 'void']),
    /** File name of the workbook that pushed, and which it is: files may share a name. */
    workbook: z.string().nullable(),
    workbookId: uuid.nullable(),
    summary: summary.nullable(),
    /** How many rows of facts it changed. */
    rows: z.int(),
    /** Units and tenants whose charges or balances moved. */
    moneyMoved: z.int(),
    /** Where it changed settings and no rows. */
    settings: z.strictObject({ before: settings, after: settings }).nullable(),
    /** The statements that it issued or voided. */
    statements: z.strictObject({ first: z.int(), last: z.int() }).nullable(),
    /** The change set that this one undid, and the one that undid it. */
    undoes: uuid.nullable(),
    undoneBy: uuid.nullable(),
  })
  .meta({ id: 'Change' });
export type Change = z.infer<typeof change>;

export const listChanges = endpoint({
  name: 'listChanges',
  method: 'GET',
  path: '/api/properties/{propertyId}/changes',
  summary: 'History, newest first.',
  level: 'full',
  role: 'viewer',
  params: propertyParams,
  query: z.strictObject({
    /** Only changes before this revision. */
    before: z
      .string()
      .regex(/^\d{1,9}$/)
      .optional(),
    limit: z
      .string()
      .regex(/^([1-9]|[1-9]\d|100)$/)
      .optional(),
  }),
  status: 200,
  output: z.strictObject({ revision, changes: z.array(change) }),
});

export const undoChange = endpoint({
  name: 'undoChange',
  method: 'POST',
  path: '/api/properties/{propertyId}/changes/{changeSetId}/undo',
  summary: 'Restore what a change set changed, as a change set of its own.',
  level: 'full',
  role: 'editor',
  params: propertyParams.extend({ changeSetId: uuid }),
  status: 200,
  output: z.strictObject({ revision, changeSetId: uuid }),
});
