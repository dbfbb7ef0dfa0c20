import type { Flag } from '../../../contract/allocation.ts';
import type { ENDPOINTS } from '../../../contract/endpoints.ts';
import type { OutputOf } from '../../../contract/endpoint.ts';
import type { ResultColumn, ResultTable } from '../../excel/result-table.ts';
import { DATE_FORMAT, NUMBER_FORMATS, decimalFormat } from './formats.ts';
import type { Layout, ResultKind, Shape, UnitKind } from './forms.ts';
import { UNIT_FIGURES, columnsOf, formOf, isUnitKind } from './forms.ts';
import { figuresByUnit, isUnitKey, periodEnds, unitColumn, unitHeaders } from './units.ts';
import type { ResultWords } from './words.ts';
import { RESULT_WORDS } from './words.ts';

/** The server's answers that tables are made of. */
export interface Answers {
  readonly allocation: OutputOf<typeof ENDPOINTS.allocation>;
  readonly reconciliation: OutputOf<typeof ENDPOINTS.reconciliation>;
  readonly settlement: OutputOf<typeof ENDPOINTS.settlement>;
  readonly listStatements: OutputOf<typeof ENDPOINTS.listStatements>;
  /** Two answers of one revision. */
  readonly shares: Pick<Answers, 'allocation' | 'reconciliation'>;
}
export type Source = keyof Answers;

/** Which answer each kind is made of. */
export const SOURCES = {
  Allocation: 'allocation',
  Reconciliation: 'reconciliation',
  Balances: 'reconciliation',
  Settlement: 'settlement',
  UtilityAccount: 'reconciliation',
  Statements: 'listStatements',
  UsageByUnit: 'allocation',
  BillShares: 'shares',
} as const satisfies Record<ResultKind, Source>;

type Values = Readonly<Record<string, readonly (string | null)[]>>;
type Fill<Kind extends ResultKind> = (
  answer: Answers[(typeof SOURCES)[Kind]],
  words: ResultWords,
) => Values;

const FILLS: { readonly [Kind in ResultKind]: Fill<Kind> } = {
  Allocation: ({ columns }, words) => ({ ...columns, flags: flagTexts(columns.flags, words) }),
  Reconciliation: ({ periods: { columns } }, words) => ({
    ...columns,
    flags: flagTexts(columns.flags, words),
  }),
  Balances: ({ units }) => units.columns,
  UtilityAccount: ({ utility: { columns } }, words) => ({
    ...columns,
    entry: columns.entry.map((one) => words.entries[one]),
  }),
  Settlement: ({ columns }, words) => ({
    ...columns,
    state: columns.state.map((one) => words.states[one]),
    debt: columns.debt.map((one) => one && words.entries[one]),
    by: columns.by.map((one) => one && words.entries[one]),
  }),
  Statements: ({ columns }, words) => ({
    ...columns,
    number: columns.number.map(String),
    kind: columns.kind.map((one) => words.statementKinds[one]),
    voidedOn: columns.voidedAt.map((at) => at && dayOf(new Date(at))),
  }),
  UsageByUnit: ({ columns }) => ({ periodEnd: periodEnds(columns) }),
  BillShares: ({ reconciliation }) => {
    const { periodEnd, ownerShare, notPassedOn } = reconciliation.periods.columns;
    return { periodEnd, ownerShare, notPassedOn };
  },
};

/**
 * A table as it is to stand in the workbook under a name of ours. Of the columns that it had (`before`, our
 * names) those of units that are in the results no more are emptied.
 */
export function tableOf(
  name: string,
  layout: Layout,
  answer: Answers[Source],
  money: string,
  before: readonly string[] = [],
): ResultTable {
  // Each kind is given the answer that SOURCES names for it.
  const fill = FILLS[layout.kind] as (answer: Answers[Source], words: ResultWords) => Values;
  const values = fill(answer, RESULT_WORDS[layout.language]);
  const form = formOf(name, layout);
  const shapes = columnsOf(layout);
  const columns = form.columns.map((column, i): ResultColumn => {
    const own = values[column.key] ?? [];
    return { ...column, values: own, ...formatOf(shapes[i]?.shape ?? 'text', own, money) };
  });
  if (!isUnitKind(layout.kind)) return { ...form, columns };
  const ends = columns.find(({ key }) => key === 'periodEnd')?.values ?? [];
  const taken = columns.map(({ header }) => header);
  const units = columnsOfUnits(layout.kind, answer, ends, taken, money);
  const gone = before.filter((key) => isUnitKey(key) && !units.some((one) => one.key === key));
  const emptied = gone.map((key): ResultColumn => {
    const values = ends.map(() => null);
    return { ...unitColumn(key, key), format: 'General', values, isEmptied: true };
  });
  // What the owner bears lies on top of what is charged.
  const [first, ...others] = columns;
  return { ...form, columns: [...(first ? [first] : []), ...units, ...others, ...emptied] };
}

function columnsOfUnits(
  kind: UnitKind,
  answer: Answers[Source],
  ends: readonly (string | null)[],
  taken: readonly string[],
  money: string,
): ResultColumn[] {
  // Each kind is given the answer that SOURCES names for it.
  const { allocation } =
    kind === 'BillShares'
      ? (answer as Answers['shares'])
      : { allocation: answer as Answers['allocation'] };
  const figure = UNIT_FIGURES[kind];
  const units = figuresByUnit(
    allocation.columns,
    ends.map((end) => end ?? ''),
    figure,
  );
  const headers = unitHeaders(
    units.map(({ unit }) => unit),
    taken,
  );
  const shape = figure === 'charge' ? 'money' : 'number';
  // Of one measure, so that they look alike.
  const format = formatOf(shape, units.map(({ values }) => values).flat(), money);
  return units.map(({ key, unit, values }, i) => {
    return { ...unitColumn(key, headers[i] ?? unit), ...format, values };
  });
}

function flagTexts(flags: readonly (readonly Flag[])[], words: ResultWords): string[] {
  return flags.map((row) => row.map((flag) => words.flags[flag]).join(', '));
}

const two = (number: number) => String(number).padStart(2, '0');

/** As the person's calendar has it. */
function dayOf(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

const PLAIN_NUMBERS = /^0$/;

function formatOf(
  shape: Shape,
  values: readonly (string | null)[],
  money: string,
): Pick<ResultColumn, 'format' | 'ourFormats'> {
  if (shape === 'date') return { format: DATE_FORMAT };
  if (shape === 'text' || shape === 'flags') return { format: 'General' };
  if (shape === 'count') return { format: '0', ourFormats: PLAIN_NUMBERS };
  const format = shape === 'money' ? money : decimalFormat(values);
  return { format, ourFormats: NUMBER_FORMATS };
}
