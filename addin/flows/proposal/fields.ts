import type { Kind } from '../../../contract/kinds.ts';
import { fieldsOf, KIND_ORDER } from '../../../contract/kinds.ts';
import { faultsOf } from '../mapping.ts';
import type { Column } from './columns.ts';
import { plainWords } from './columns.ts';
import { TABLE_NAMES } from './values.ts';
import { VOCABULARY } from './vocabulary.ts';
import type { Shape, Wanted } from './vocabulary.ts';

/** Which column feeds which field, were the table of that kind. */
export interface Guess {
  readonly kind: Kind;
  readonly fields: ReadonlyMap<string, Column>;
  readonly score: number;
}

const MOSTLY = 0.6;
const NAME_SCORE = 12;

/** The kinds that the table can be, the likeliest first. */
export function guessKinds(name: string, columns: readonly Column[]): Guess[] {
  return KIND_ORDER.map((kind) => guess(kind, name, columns))
    .filter((one) => one !== null)
    .toSorted((a, b) => b.score - a.score);
}

function guess(kind: Kind, name: string, columns: readonly Column[]): Guess | null {
  const fields = assign(kind, columns);
  const chosen = [...fields.keys()];
  if (faultsOf(kind, chosen).length > 0) return null;
  // A utility bill is for the whole property; rows that name units are something else.
  if (kind === 'bills' && assign('readings', columns).has('unit')) return null;
  const isEmpty = ([field, column]: [string, Column]) =>
    fieldsOf(kind)[field]?.required && column.filled === 0;
  if ([...fields].some(isEmpty)) return null;
  const byFields = chosen.reduce((sum, field) => sum + scoreOf(kind, field, fields.get(field)), 0);
  const byName = TABLE_NAMES[kind].test(plainWords(name)) ? NAME_SCORE : 0;
  // Many tables have a column of units: a list of units says so, or says more about them.
  const hasDates = columns.some((column) => column.dates > MOSTLY);
  if (kind === 'units' && (hasDates || (byName === 0 && chosen.length < 2))) return null;
  return { kind, fields, score: byFields + byName };
}

/** Each column feeds one field at most: the best fits first, the first column where two fit alike. */
export function assign(kind: Kind, columns: readonly Column[]): Map<string, Column> {
  const fits = Object.keys(VOCABULARY[kind])
    .flatMap((field) =>
      columns.map((column) => ({ field, column, score: scoreOf(kind, field, column) })),
    )
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || a.column.position - b.column.position);
  const fields = new Map<string, Column>();
  const taken = new Set<Column>();
  for (const { field, column } of fits) {
    if (fields.has(field) || taken.has(column)) continue;
    fields.set(field, column);
    taken.add(column);
  }
  if (kind === 'bills') nameBillsByMonth(columns, fields);
  if (kind === 'readings') settleReadings(columns, fields);
  return fields;
}

function scoreOf(kind: Kind, field: string, column: Column | undefined): number {
  const wanted: Wanted | undefined = Reflect.get(VOCABULARY[kind], field);
  if (!column || !wanted || wanted.not?.test(column.words) || !fits(wanted.shape, column)) return 0;
  const best = wanted.headers.find(([pattern]) => pattern.test(column.words))?.[1] ?? 0;
  return column.filled === 0 ? best / 2 : best;
}

function fits(shape: Shape, column: Column): boolean {
  if (column.filled === 0) return shape !== 'month';
  if (shape === 'number') return column.numbers >= MOSTLY;
  if (shape === 'date') return column.dates >= MOSTLY;
  if (shape === 'month') return column.namesMonths;
  if (shape === 'flag') return column.booleans >= MOSTLY;
  if (shape === 'label') return column.dates < MOSTLY && column.booleans < MOSTLY;
  return true;
}

/** Bills without an end but with a column of months: the month is the period. */
function nameBillsByMonth(columns: readonly Column[], fields: Map<string, Column>): void {
  const end = fields.get('periodEnd');
  if (end && !end.namesMonths) return;
  const month = end ?? columns.find(isMonthColumn) ?? columns.find((column) => column.namesMonths);
  const start = fields.get('periodStart');
  if (!month || (start && end)) return;
  fields.set('periodEnd', month);
  fields.set('periodStart', month);
}

function isMonthColumn(column: Column): boolean {
  const month = VOCABULARY.readings.period;
  return (
    column.namesMonths && (month?.headers.some(([pattern]) => pattern.test(column.words)) ?? false)
  );
}

/** The dial says more than the usage; where only months stand, a month is the date. */
function settleReadings(columns: readonly Column[], fields: Map<string, Column>): void {
  if (fields.has('kwh')) fields.delete('usageKwh');
  else fields.delete('previousKwh');
  if (!fields.has('previousKwh')) fields.delete('previousDate');
  const date = fields.get('date');
  const period = fields.get('period');
  const other = columns.find(
    (column) =>
      column !== period && column.dates >= MOSTLY && ![...fields.values()].includes(column),
  );
  if (date) return;
  if (other && !other.showsMonths) fields.set('date', other);
  else if (period) fields.set('date', period);
}
