/** Words of History: what somebody did, in sentences. */
import { many } from './many.ts';

export const historyWords = {
  title: 'History',
  empty: 'Nothing was changed yet',
  emptyHow: 'Each time rows are sent, you see here who sent what, and can take it back.',
  you: 'You',
  somebody: 'Somebody whose account is closed',
  noName: 'a workbook that was never saved',
  sent: (who: string, rows: string, workbook: string) =>
    `${who} sent ${many(rows, 'row', 'rows')} from ${workbook}`,
  /** Answers alone: rows that were deleted, readings that were explained. */
  settled: (who: string, rows: string, workbook: string) =>
    `${who} settled ${many(rows, 'row', 'rows')} of ${workbook}`,
  window: (before: string, after: string) => `the reading window from ${before} to ${after} days`,
  commonPart: 'who bears the common part',
  onBills: 'what stands on bills',
  settings: 'the settings',
  changed: (who: string, what: string) => `${who} changed ${what}`,
  and: ' and ',
  issued: (who: string, bills: string) => `${who} issued ${bills}`,
  voided: (who: string, bills: string) => `${who} voided ${bills}`,
  bill: (number: string) => `bill ${number}`,
  bills: (first: string, last: string) => `bills ${first} to ${last}`,
  undid: (who: string, what: string) => `${who} undid: “${what}”`,
  redid: (who: string, what: string) => `${who} did again: “${what}”`,
  undidEarlier: (who: string) => `${who} undid an earlier change`,
  moved: (count: string) => `charges or balances of ${many(count, 'tenant', 'tenants')} changed`,
  nothingMoved: 'no charge and no balance changed',
  undo: 'Undo',
  undone: 'Undone',
  undoneNow: 'It is undone on the server.',
  sheetsStay:
    'Your sheets are as they were: what differs now is shown to you before anything is sent.',
  nothingUndone: 'Nothing was changed.',
  maybeUndone: 'It may be undone all the same: open History again to see.',
  earlier: 'Show earlier changes',
  readOnly: 'You may look at this property, not change it.',
} as const;
