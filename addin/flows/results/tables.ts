import type { Flag } from '../../../contract/allocation.ts';
import type { ENDPOINTS } from '../../../contract/endpoints.ts';
import type { OutputOf } from '../../../contract/endpoint.ts';
import type { ResultColumn, ResultTable } from '../../excel/result-table.ts';
import { DATE_FORMAT, NUMBER_FORMATS, decimalFormat } from './formats.ts';
import type { Layout, ResultKind, Shape } from './forms.ts';
import { columnsOf, formOf } from './forms.ts';
import type { ResultWords } from './words.ts';
import { RESULT_WORDS } from './words.ts';

/** The server's answers that tables are made of. */
export interface Answers {
  readonly allocation: OutputOf<typeof ENDPOINTS.allocation>;
  readonly reconciliation: OutputOf<typeof ENDPOINTS.reconciliation>;
  readonly settlement: OutputOf<typeof ENDPOINTS.settlement>;
  readonly listStatements: OutputOf<typeof ENDPOINTS.listStatements>;
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
};

/** A table as it is to stand in the workbook under a name of ours. */
export function tableOf(
  name: string,
  layout: Layout,
  answer: Answers[Source],
  money: string,
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
  return { ...form, columns };
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
