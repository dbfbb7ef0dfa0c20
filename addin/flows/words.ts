import { BILL_SENTENCES } from './bills/sayings.ts';

/**
 * What flows tell people about a workbook: codes and figures, and one English sentence for each. The
 * pane's table of words takes these sentences in; the command line prints them.
 */
const SENTENCES = {
  ...BILL_SENTENCES,

  // Why a flow stopped before it sent or wrote anything.
  'no-tables': () =>
    'No table was found in this workbook. A table needs a row of headings with rows below it.',
  'table-missing': ({ table }: { table: string }) =>
    `The table "${table}" is not in this workbook any more. Nothing was sent. Map it again or take it out of the mapping.`,
  'column-missing': ({ column, table }: { column: string; table: string }) =>
    `The column "${column}" is not in "${table}" any more. Nothing was sent. Map it again.`,
  'too-many-rows': ({ table, most }: { table: string; most: number }) =>
    `"${table}" has more than ${most} rows. Split it, or filter it in the mapping.`,
  'not-mapped': () => 'Nothing is mapped yet. Choose the tables that feed the ledger first.',
  'not-connected': () => 'This workbook is not connected to a property yet. Choose one first.',
  'bad-mapping': ({ where, what }: { where: string; what: string }) =>
    `The mapping cannot be used: ${where}: ${what}`,
  'foreign-table': ({ table, sheet }: { table: string; sheet: string }) =>
    `The table "${table}" on the sheet "${sheet}" does not look like results that were written here. Rename it, then refresh again.`,
  'place-taken': ({ sheet, taken }: { sheet: string; taken: string }) =>
    `The table would cover ${taken} on "${sheet}", where something stands already. Nothing was written. Select a cell with nothing below it and to its right, or take a new sheet.`,

  // What a mapping lacks.
  'unknown-field': ({ kind, field }: { kind: string; field: string }) =>
    `${kind} have no field "${field}"`,
  'field-needed': ({ kind, field }: { kind: string; field: string }) => `${kind} need "${field}"`,
  'one-of-needed': ({ kind, fields }: { kind: string; fields: readonly string[] }) =>
    `${kind} need one of ${fields.map((name) => `"${name}"`).join(', ')}`,

  // How rows were read.
  'optional-column-missing': ({ column, table }: { column: string; table: string }) =>
    `The column "${column}" is not in "${table}" any more; it was left out.`,
  'column-by-position': ({ column, found }: { column: string; found: string }) =>
    `The column "${column}" is not there; "${found}" stands in its place and was taken.`,
  'total-row': () => 'Looks like a total and was left out.',
  'heading-row': () => 'Only one cell is filled; it was left out as a heading.',
  'cut-text': ({ longest }: { longest: number }) =>
    `Longer than ${longest} characters: the rest was left out.`,
  'not-yes-or-no': ({ text }: { text: string }) =>
    `"${text}" is neither yes nor no; it was left out.`,

  // What a proposal assumes.
  'month-is-period': ({ column }: { column: string }) =>
    `"${column}" names the month that a row belongs to.`,
  'zero-is-nothing': ({ column }: { column: string }) =>
    `"0" in "${column}" means that there is no name.`,
  'only-electricity': ({
    column,
    taken,
    leftOut,
  }: {
    column: string;
    taken: string;
    leftOut: string;
  }) => `Only rows where "${column}" is ${taken} are taken; ${leftOut} are left out.`,
  'one-account': ({ column, count, taken }: { column: string; count: number; taken: string }) =>
    `"${column}" names ${count} accounts; a property is one. ${taken} is taken: it has the most kWh.`,
  'true-is-taken-off': ({ column }: { column: string }) =>
    `TRUE in "${column}" means that what the sub-meter measures is taken off its unit.`,
  'which-date-order': ({ example }: { example: string }) =>
    `"${example}" can be read in two ways. Say in which order day and month stand.`,
  'tenants-change': ({ column }: { column: string }) =>
    `"${column}" names several tenants for one unit. When each moved in stands nowhere, so tenants were left out.`,

  // Why a cell of the sheet was left as it is.
  'holds-formula': () => 'The cell holds a formula and was left as it is.',
  'read-by-rule': () =>
    'The cell says it in its own words, which cannot be written back; change it in the sheet by hand.',
  'no-column': () => 'No column of the sheet holds this; it stays on the server only.',
  'cell-moved': () => 'The cell says something else by now and was left as it is.',
  'row-moved': () => 'The row says something else by now and was left as it is.',
  'row-in-the-way': () =>
    'A table or merged cells below, or a table beside, are in the way of rows that come or go. Move them, or do it by hand.',
  'row-by-hand': () => 'Rows of a plain range are put in and taken out by hand.',
} as const;

type Sentences = typeof SENTENCES;
export type SayingCode = keyof Sentences;

/** One thing to be told: its code, and the figures that its sentence needs. */
export type Saying = { [Code in SayingCode]: SayingOf<Code> }[SayingCode];
type SayingOf<Code extends SayingCode> =
  Parameters<Sentences[Code]> extends [infer Figures]
    ? { readonly code: Code } & Readonly<Figures>
    : { readonly code: Code };

/** The English sentence. */
export function sentenceOf(saying: Saying): string {
  // Each sentence takes the figures of its own code: the type above says so.
  return (SENTENCES[saying.code] as (figures: Saying) => string)(saying);
}

/** Why a flow stopped before it sent or wrote anything. */
export type FlowProblemCode =
  | 'no-tables'
  | 'table-missing'
  | 'column-missing'
  | 'too-many-rows'
  | 'not-mapped'
  | 'not-connected'
  | 'bad-mapping'
  | 'foreign-table'
  | 'cell-holds-formula'
  | 'no-period'
  | 'no-template'
  | 'template-is-bill'
  | 'template-protected'
  | 'template-filtered'
  | 'template-faults'
  | 'place-taken';

export class FlowProblem extends Error {
  readonly saying: Saying & { readonly code: FlowProblemCode };
  override readonly name = 'FlowProblem';

  constructor(saying: Saying & { readonly code: FlowProblemCode }) {
    super(sentenceOf(saying));
    this.saying = saying;
  }

  get code(): FlowProblemCode {
    return this.saying.code;
  }
}
