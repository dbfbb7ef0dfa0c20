/**
 * What tables of results look like, whatever they hold: their columns, by kind. Pure, like everything in
 * this folder: answers of the server in, tables out.
 */
import type { ColumnForm, ResultForm } from '../../excel/result-table.ts';
import type { HeaderKey, Language } from './words.ts';
import { LANGUAGES, RESULT_WORDS } from './words.ts';

/** Kinds of tables; also Excel's names of the first of each, unless the user gives others. */
export const RESULT_KINDS = [
  'Allocation',
  'Reconciliation',
  'Balances',
  'Settlement',
  'UtilityAccount',
  'Statements',
  'UsageByUnit',
  'BillShares',
] as const;
export type ResultKind = (typeof RESULT_KINDS)[number];

/** What a first refresh makes. */
export const FIRST_KINDS = ['Allocation', 'Reconciliation', 'Balances', 'UtilityAccount'] as const;

/** `count`: a number without separators. */
export type Shape = 'date' | 'money' | 'number' | 'count' | 'text' | 'flags';
export interface KindColumn {
  readonly key: HeaderKey;
  readonly shape: Shape;
  readonly isKey?: true;
  readonly hasTotal?: true;
}

const KEY = { isKey: true } as const;
const SUM = { hasTotal: true } as const;

function column(
  key: HeaderKey,
  shape: Shape,
  more: Pick<KindColumn, 'isKey' | 'hasTotal'> = {},
): KindColumn {
  return { key, shape, ...more };
}

export const KIND_COLUMNS: Readonly<Record<ResultKind, readonly KindColumn[]>> = {
  Allocation: [
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
  Reconciliation: [
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
  Balances: [
    column('unit', 'text', KEY),
    column('tenant', 'text', KEY),
    column('opening', 'money', SUM),
    column('charges', 'money', SUM),
    column('adjustments', 'money', SUM),
    column('payments', 'money', SUM),
    column('closing', 'money', SUM),
  ],
  Settlement: [
    column('unit', 'text', KEY),
    column('tenant', 'text', KEY),
    column('debt', 'text', KEY),
    column('debtDate', 'date', KEY),
    column('debtAmount', 'money'),
    column('debtReason', 'text'),
    column('state', 'text'),
    column('by', 'text', KEY),
    column('byDate', 'date', KEY),
    column('byReference', 'text', KEY),
    column('byReason', 'text'),
    column('amount', 'money'),
  ],
  UtilityAccount: [
    column('date', 'date', KEY),
    column('entry', 'text', KEY),
    column('reference', 'text', KEY),
    column('amount', 'money'),
    column('balance', 'money'),
  ],
  Statements: [
    column('number', 'count', KEY),
    column('kind', 'text'),
    column('periodStart', 'date'),
    column('periodEnd', 'date'),
    column('unit', 'text'),
    column('tenant', 'text'),
    column('issueDate', 'date'),
    column('dueDate', 'date'),
    column('charge', 'money'),
    column('totalDue', 'money'),
    column('voidedOn', 'date'),
    column('voidReason', 'text'),
  ],
  UsageByUnit: [column('periodEnd', 'date', KEY)],
  BillShares: [
    column('periodEnd', 'date', KEY),
    column('ownerShare', 'money'),
    column('notPassedOn', 'money'),
  ],
};

/** Kinds that have a column for each unit too, and what stands in it. */
export const UNIT_FIGURES = {
  UsageByUnit: 'usageKwh',
  BillShares: 'charge',
} as const satisfies Partial<Record<ResultKind, HeaderKey>>;
export type UnitKind = keyof typeof UNIT_FIGURES;

export function isUnitKind(kind: ResultKind): kind is UnitKind {
  return kind in UNIT_FIGURES;
}

/** A table of a kind, as the user wants it. */
export interface Layout {
  readonly kind: ResultKind;
  /** Our names of its columns in their order; null: all of them. */
  readonly columns: readonly string[] | null;
  readonly language: Language;
}

/** The columns in the user's order. Those that a row is known by are there in any case, before the others. */
export function columnsOf({ kind, columns }: Omit<Layout, 'language'>): readonly KindColumn[] {
  const all = KIND_COLUMNS[kind];
  if (columns === null) return all;
  const chosen = columns.flatMap((key) => all.find((one) => one.key === key) ?? []);
  const needed = all.filter((one) => one.isKey && !chosen.includes(one));
  return [...needed, ...chosen];
}

/** What it looks like under a name of ours. */
export function formOf(name: string, layout: Layout): ResultForm {
  const words = RESULT_WORDS[layout.language];
  return {
    name,
    sheet: words.sheets[layout.kind],
    total: words.total,
    gone: words.gone,
    columns: columnsOf(layout).map((one) => columnForm(one, words.headers[one.key])),
  };
}

function columnForm({ key, shape, isKey, hasTotal }: KindColumn, header: string): ColumnForm {
  const isNumber = shape === 'money' || shape === 'number' || shape === 'count';
  return {
    key,
    header,
    kind: shape === 'date' ? 'date' : isNumber ? 'number' : 'text',
    ...(shape === 'flags' ? { isRemark: true } : {}),
    ...(isKey ? { isKey } : {}),
    ...(hasTotal ? { hasTotal } : {}),
  };
}

/** Tables that refresh writes, in every language: never read as a part of the ledger. */
export const RESULT_FORMS: readonly ResultForm[] = LANGUAGES.flatMap((language) =>
  RESULT_KINDS.map((kind) => formOf(kind, { kind, columns: null, language })),
);
