import { TABLE_WORDS, chartSentence, lostSentence } from '../../flows/results/table-words.ts';
import type { HeaderKey } from '../../flows/results/words.ts';
import { RESULT_WORDS } from '../../flows/results/words.ts';
import type { ResultKind } from '../../flows/results/forms.ts';
import { many } from './many.ts';

const TABLE_SAYS: Readonly<Record<ResultKind, string>> = {
  Allocation: 'What each unit owes, period by period',
  Reconciliation: 'Each bill, and the proof that it adds up',
  Balances: 'What each tenant owes in all',
  Settlement: 'Which payment settled which charge',
  UtilityAccount: 'Bills of the utility and what you paid it',
  Statements: 'Bills that were issued to tenants',
  UsageByUnit: 'kWh of each unit, period by period',
  BillShares: 'What each unit and you bear of each bill',
};

export const placedWords = {
  title: 'Tables in this workbook',
  none: 'There are none yet.',
  lost: lostSentence,
  renamed: (kind: ResultKind, name: string) =>
    `“${TABLE_WORDS[kind]}” is called ${name} now: found all the same.`,
  moved: (kind: ResultKind, sheet: string) =>
    `“${TABLE_WORDS[kind]}” stands on “${sheet}” now: found all the same.`,
  chartLost: chartSentence,
  chart: 'Chart',
  chartOf: (kind: ResultKind) => `Chart of ${TABLE_WORDS[kind]}`,
  chartOn: (sheet: string) => `The chart is on “${sheet}”.`,
  withChart: 'With a chart beside it',
  withChartHow: 'It is refreshed with the table. How it looks and where it lies is up to you.',
  chartMade: (kind: ResultKind) => `“${TABLE_WORDS[kind]}” has a chart beside it.`,
  chartTakenOut: (kind: ResultKind) => `The chart of “${TABLE_WORDS[kind]}” was deleted.`,
  nothingToDraw: 'There is nothing to draw yet. Send readings and utility bills first.',
  where: (sheet: string, address: string) => `${sheet}, ${address}`,
  show: (kind: ResultKind, where: string) => `Show ${TABLE_WORDS[kind]}, ${where}`,
  refresh: 'Refresh',
  makeAgain: 'Make it again',
  makeAgainOf: (kind: ResultKind) => `Make ${TABLE_WORDS[kind]} again`,
  forget: 'Forget',
  forgetOf: (kind: ResultKind) => `Forget ${TABLE_WORDS[kind]}`,
  forgetHow:
    'A table that is forgotten stays in the sheet as yours, and is not refreshed any more.',
  forgotten: (kind: ResultKind) => `“${TABLE_WORDS[kind]}” is yours now.`,
  takeOut: 'Delete',
  takeOutOf: (kind: ResultKind) => `Delete ${TABLE_WORDS[kind]} from the sheet`,
  takeOutSure: 'It goes with everything in it, also what you typed there.',
  takeOutYes: 'Delete the table',
  takeOutNo: 'Keep it',
  takenOut: (kind: ResultKind) => `“${TABLE_WORDS[kind]}” was deleted.`,
  onOpen: 'Refresh when this workbook is opened',
  onOpenHow: 'Also while this pane is closed. Save the workbook to keep this.',
  place: 'Place a table',
  placeTitle: 'Place a table',
  kind: 'What it shows',
  kindSays: (kind: ResultKind) => TABLE_SAYS[kind],
  columns: 'Columns',
  needed: 'always there: it tells rows apart',
  up: (column: string) => `Move ${column} up`,
  from: 'From the period ending',
  to: 'Up to the period ending',
  first: 'the first',
  last: 'the latest, and those to come',
  at: 'Where',
  ownSheet: 'On a new sheet',
  selection: 'At the selected cell',
  selectionHow:
    'It reaches to the right and down from there. Nothing that stands there is written over.',
  placing: 'Place it',
  cancel: 'Back',
  placed: (kind: ResultKind, sheet: string, rows: string) =>
    `“${TABLE_WORDS[kind]}” is on “${sheet}” with ${many(rows, 'row', 'rows')}.`,
};

export function columnWord(key: HeaderKey): string {
  return RESULT_WORDS.en.headers[key];
}
