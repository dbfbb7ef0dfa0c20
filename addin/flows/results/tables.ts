/**
 * What results look like as tables of the workbook: columns, headers, formats. Pure, like everything
 * in this folder: answers of the server in, tables out.
 */
import type { Flag } from '../../../contract/allocation.ts';
import type {
  ColumnForm,
  ResultColumn,
  ResultForm,
  ResultTable,
} from '../../excel/result-table.ts';
import type { Allocation, Reconciliation } from '../load-results.ts';
import { DATE_FORMAT, NUMBER_FORMATS, decimalFormat } from './formats.ts';
import { ENTRIES, FLAG_WORDS, GONE, HEADERS, TOTAL } from './words.ts';

type Shape = 'date' | 'money' | 'number' | 'text' | 'flags';
interface Column extends ColumnForm {
  readonly shape: Shape;
}

function column(
  key: keyof typeof HEADERS,
  shape: Shape,
  more: Pick<ColumnForm, 'isKey' | 'hasTotal'> = {},
): Column {
  const kind =
    shape === 'date' ? 'date' : shape === 'money' || shape === 'number' ? 'number' : 'text';
  const remark = shape === 'flags' ? ({ isRemark: true } as const) : {};
  return { key, header: HEADERS[key], shape, kind, ...remark, ...more };
}

const KEY = { isKey: true } as const;
const SUM = { hasTotal: true } as const;

const FORMS = {
  Allocation: {
    sheet: 'Allocation',
    columns: [
      column('periodStart', 'date'),
      column('periodEnd', 'date', KEY),
      column('unit', 'text', KEY),
      column('tenant', 'text', KEY),
      column('openingDate', 'date'),
      column('openingReading', 'number'),
      column('closingDate', 'date'),
      column('closingReading', 'number'),
      column('usageKwh', 'number', SUM),
      column('rate', 'number'),
      column('charge', 'money', SUM),
      column('commonShare', 'money', SUM),
      column('flags', 'flags'),
    ],
  },
  Reconciliation: {
    sheet: 'Reconciliation',
    columns: [
      column('periodStart', 'date'),
      column('periodEnd', 'date', KEY),
      column('totalKwh', 'number', SUM),
      column('unitsKwh', 'number', SUM),
      column('commonKwh', 'number', SUM),
      column('billed', 'money', SUM),
      column('notPassedOn', 'money', SUM),
      column('charges', 'money', SUM),
      column('ownerShare', 'money', SUM),
      column('difference', 'money', SUM),
      column('rate', 'number'),
      column('flags', 'flags'),
    ],
  },
  Balances: {
    sheet: 'Balances',
    columns: [
      column('unit', 'text', KEY),
      column('tenant', 'text', KEY),
      column('opening', 'money', SUM),
      column('charges', 'money', SUM),
      column('adjustments', 'money', SUM),
      column('payments', 'money', SUM),
      column('closing', 'money', SUM),
    ],
  },
  UtilityAccount: {
    sheet: 'Utility account',
    columns: [
      column('date', 'date', KEY),
      column('entry', 'text', KEY),
      column('reference', 'text', KEY),
      column('amount', 'money'),
      column('balance', 'money'),
    ],
  },
} as const satisfies Record<string, { sheet: string; columns: readonly Column[] }>;

export type ResultTableName = keyof typeof FORMS;

/** Tables that refresh writes: never read as a part of the ledger. */
export const RESULT_FORMS: readonly ResultForm[] = Object.entries(FORMS).map(([name, form]) => ({
  ...form,
  name,
  total: TOTAL,
  gone: GONE,
}));

export function allocationTables({ columns }: Allocation, money: string): ResultTable[] {
  return [table('Allocation', { ...columns, flags: columns.flags.map(flagText) }, money)];
}

export function reconciliationTables(answer: Reconciliation, money: string): ResultTable[] {
  const { periods, units, utility } = answer;
  const flags = periods.columns.flags.map(flagText);
  const entry = utility.columns.entry.map((one) => ENTRIES[one]);
  return [
    table('Reconciliation', { ...periods.columns, flags }, money),
    table('Balances', units.columns, money),
    table('UtilityAccount', { ...utility.columns, entry }, money),
  ];
}

function flagText(flags: readonly Flag[]): string {
  return flags.map((flag) => FLAG_WORDS[flag]).join(', ');
}

type Values = Readonly<Record<string, readonly (string | null)[]>>;

function table(name: ResultTableName, values: Values, money: string): ResultTable {
  const { sheet, columns } = FORMS[name];
  const filled = columns.map(({ shape, ...form }: Column): ResultColumn => {
    const own = values[form.key] ?? [];
    return { ...form, values: own, ...formatOf(shape, own, money) };
  });
  return { name, sheet, total: TOTAL, gone: GONE, columns: filled };
}

function formatOf(
  shape: Shape,
  values: readonly (string | null)[],
  money: string,
): Pick<ResultColumn, 'format' | 'ourFormats'> {
  if (shape === 'date') return { format: DATE_FORMAT };
  if (shape === 'text' || shape === 'flags') return { format: 'General' };
  const format = shape === 'money' ? money : decimalFormat(values);
  return { format, ourFormats: NUMBER_FORMATS };
}
