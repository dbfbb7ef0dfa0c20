/** Every sentence that flows say to people, in one table. Sentences of Excel are in excel/errors.ts. */
export const WORDS = {
  noTables:
    'No table was found in this workbook. A table needs a row of headings with rows below it.',
  tableMissing: (name: string) =>
    `The table "${name}" is not in this workbook any more. Nothing was sent. Map it again or take it out of the mapping.`,
  columnMissing: (column: string, table: string) =>
    `The column "${column}" is not in "${table}" any more. Nothing was sent. Map it again.`,
  optionalColumnMissing: (column: string, table: string) =>
    `The column "${column}" is not in "${table}" any more; it was left out.`,
  columnByPosition: (column: string, found: string) =>
    `The column "${column}" is not there; "${found}" stands in its place and was taken.`,
  totalRow: 'Looks like a total and was left out.',
  loneCell: 'Only one cell is filled; it was left out as a heading.',
  cutText: (longest: number) => `Longer than ${longest} characters: the rest was left out.`,
  notYesOrNo: (text: string) => `"${text}" is neither yes nor no; it was left out.`,
  tooManyRows: (table: string, most: number) =>
    `"${table}" has more than ${most} rows. Split it, or filter it in the mapping.`,
  notMapped: 'Nothing is mapped yet. Choose the tables that feed the ledger first.',
  notConnected: 'This workbook is not connected to a property yet. Choose one first.',
  cannotWriteBack: (what: string) =>
    `${what} cannot be written back; change it in the sheet by hand.`,
  formulaStays: 'The cell holds a formula and was left as it is.',
  monthIsPeriod: (column: string) => `"${column}" names the month that a row belongs to.`,
  zeroIsNothing: (column: string) => `"0" in "${column}" means that there is no name.`,
  onlyElectricity: (column: string, electric: string, others: string) =>
    `Only rows where "${column}" is ${electric} are taken; ${others} are left out.`,
  oneAccount: (column: string, count: number, account: string) =>
    `"${column}" names ${count} accounts; a property is one. ${account} is taken: it has the most kWh.`,
  trueIsTakenOff: (column: string) =>
    `TRUE in "${column}" means that what the sub-meter measures is taken off its unit.`,
  whichDateOrder: (example: string) =>
    `"${example}" can be read in two ways. Say in which order day and month stand.`,
  tenantsChange: (column: string) =>
    `"${column}" names several tenants for one unit. When each moved in stands nowhere, so tenants were left out.`,
  goneFromResults: 'no longer in the results',
  badMapping: (where: string, what: string) => `The mapping cannot be used: ${where}: ${what}`,
} as const;

/** Why a flow stopped before it sent or wrote anything. */
export type FlowProblemCode =
  | 'no-tables'
  | 'table-missing'
  | 'column-missing'
  | 'too-many-rows'
  | 'not-mapped'
  | 'not-connected'
  | 'bad-mapping';

export class FlowProblem extends Error {
  readonly code: FlowProblemCode;
  override readonly name = 'FlowProblem';

  constructor(code: FlowProblemCode, sentence: string) {
    super(sentence);
    this.code = code;
  }
}
