import * as z from 'zod';
import { kind } from './kinds.ts';
import { sheetRow } from './scalars.ts';

/** Why a request was refused. Closed: clients branch on these and on nothing else. */
export const ERROR_CODES = [
  'bad-request', // not JSON, or not of the shape that the contract asks for
  'unauthenticated', // no token, or one that is unknown or expired
  'verify-email', // signed in half: the address is not verified yet
  'totp-required', // signed in half: the second factor is missing
  'step-up-required', // the password or second factor was not shown within the last minutes
  'wrong-credentials',
  'wrong-code',
  'forbidden', // a member, but the role does not allow it
  'not-found', // does not exist, or is not yours: the same answer
  'method-not-allowed',
  'archived', // the property is archived: restore it first
  'not-archived', // only an archived property can be deleted
  'currency-fixed', // money exists: the currency cannot change any more
  'effect-changed', // a commit whose effect would differ from its preview
  'push-reused', // the same pushId with other content
  'rows-at-fault', // all-or-nothing was chosen and some rows have problems
  'later-changes', // an undo where later changes touched the same rows or refer to them
  'not-undoable', // a statement is voided, not undone
  'issue-reused', // the same issueId with other content
  'not-issuable', // a draft that is named has a reason not to be issued, or is none
  'later-statement', // a later statement of the tenant rests on this one: void that first
  'address-taken', // another account has had this address verified meanwhile
  'already-member', // an invitation to somebody who is a member
  'last-owner', // a property is never without an owner
  'second-factor-on', // it is on already, or its code is asked for and not the password
  'second-factor-off', // there is none to work on
  'too-large',
  'too-many-requests',
  'password-refused',
  'unavailable', // the database cannot be reached
  'internal',
] as const;
export const errorCode = z.enum(ERROR_CODES).meta({ id: 'ErrorCode' });
export type ErrorCode = (typeof ERROR_CODES)[number];

/** What is wrong (or worth knowing) about one row. Closed like the error codes. */
export const ISSUE_CODES = [
  'empty', // a required cell is empty
  'not-a-number',
  'not-a-date',
  'not-an-email',
  'not-a-period',
  'not-a-reading-kind',
  'too-long',
  'out-of-range', // more digits than the field holds, or outside its bounds
  'formula-error', // #REF! and its like
  'duplicate-key', // two rows of this push have the same identity
  'unknown-unit',
  'near-unit', // unknown, but one of ours is spelt almost so
  'unknown-tenant',
  'ambiguous-tenant',
  'sub-meter-needed', // the unit has several and the row names none
  'reading-or-usage', // a reading row needs exactly one of kwh and usageKwh
  'payer-needed', // a payment needs a unit, a tenant or toUtility
  'ends-before-start',
  'not-passed-on-range',
  'key-corrected', // looks like a missing row whose identity was corrected
  'same-payment', // equals a payment of another workbook
  'removed', // in the last push of this sheet, now missing
  'removed-on-server',
  'in-use', // cannot be deleted: other rows refer to it
  'rounded', // had more decimals than the field keeps
  'reading-in-question', // below the one before
  'gap', // the previous reading of the row differs from the dial on that day
] as const;
export const issueCode = z.enum(ISSUE_CODES).meta({ id: 'IssueCode' });
export type IssueCode = (typeof ISSUE_CODES)[number];

/** Answers that a user can give to an issue, a conflict or a missing row. */
export const ACTIONS = [
  'takeSheet', // the sheet's value or row goes to the server
  'takeServer', // the server's value or row goes into the sheet
  'delete', // missing in the sheet: delete it on the server
  'bringBack', // missing in the sheet: write it into the sheet again
  'keep', // missing in the sheet: keep it on the server and stop asking
  'createUnit',
  'useUnit', // the label in `value` is meant
  'sameRow', // the same row, its key corrected; or the same payment as another workbook's
  'differentRow',
  'rolledOver',
  'replaced',
  'ranBackwards',
  'typingError',
] as const;
export const action = z.enum(ACTIONS).meta({ id: 'Action' });
export type Action = (typeof ACTIONS)[number];

export const issue = z
  .strictObject({
    kind,
    /** null where the row is not in the sheet. */
    row: sheetRow.nullable(),
    /** The field at fault, as in the contract's kinds; null where it is the whole row. */
    column: z.string().nullable(),
    code: issueCode,
    /** problem: the row waits. question: the row waits for an answer. note: it went in. */
    severity: z.enum(['problem', 'question', 'note']),
    /** What is wrong and what to do, in a sentence. */
    message: z.string(),
    /** Answers that settle it, the likeliest first. */
    actions: z.array(action),
    /** For `near-unit` the label meant; for `key-corrected` and `removed` the key of the row. */
    value: z.string().nullable(),
  })
  .meta({ id: 'Issue' });
export type Issue = z.infer<typeof issue>;

/** RFC 9457 problem document. */
export const problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: errorCode,
    detail: z.string(),
    requestId: z.string(),
    /** Where the request's shape is at fault: JSON pointers and sentences. */
    errors: z.array(z.strictObject({ pointer: z.string(), message: z.string() })).optional(),
    /** Where rows are at fault. */
    issues: z.array(issue).optional(),
    retryAfterSeconds: z.int().optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;
