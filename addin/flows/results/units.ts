import type { ResultColumn } from '../../excel/result-table.ts';
import { sumOf } from '../decimals.ts';
import type { Answers } from './tables.ts';

/** Columns of units: what stands in the allocation's rows, as a column for each unit. */

type Allocation = Answers['allocation']['columns'];

/** Our name of a unit's column; labels are alike whatever their case. */
export function unitKey(unit: string): string {
  return `unit ${unit.toLowerCase()}`;
}

export function isUnitKey(key: string): boolean {
  return key.startsWith('unit ');
}

export interface UnitFigures {
  readonly key: string;
  readonly unit: string;
  /** One for each of the periods; null: none is known. */
  readonly values: readonly (string | null)[];
}

/** The periods' ends in the order of the rows. */
export function periodEnds({ periodEnd }: Allocation): string[] {
  return [...new Set(periodEnd)];
}

/** A figure of each unit by the ends of periods, units in natural order. */
export function figuresByUnit(
  columns: Allocation,
  ends: readonly string[],
  figure: 'usageKwh' | 'charge',
): UnitFigures[] {
  const units = new Map<string, { unit: string; rows: Map<string, (string | null)[]> }>();
  for (const [row, unit] of columns.unit.entries()) {
    const one = units.get(unitKey(unit)) ?? { unit, rows: new Map() };
    units.set(unitKey(unit), one);
    const end = columns.periodEnd[row] ?? '';
    const cells = one.rows.get(end) ?? [];
    one.rows.set(end, [...cells, columns[figure][row] ?? null]);
  }
  const together = figure === 'usageKwh' ? wholeUsage : charged;
  return [...units]
    .map(([key, { unit, rows }]) => ({
      key,
      unit,
      values: ends.map((end) => together(rows.get(end) ?? [])),
    }))
    .toSorted((one, other) => byNature.compare(one.unit, other.unit));
}

const byNature = new Intl.Collator('en', { numeric: true });

/** Of all tenancies; a part of it is not the unit's usage. */
function wholeUsage(cells: readonly (string | null)[]): string | null {
  const known = cells.filter((cell) => cell !== null);
  return known.length > 0 && known.length === cells.length ? sumOf(known) : null;
}

/** Days that stood vacant are charged to nobody. */
function charged(cells: readonly (string | null)[]): string | null {
  const known = cells.filter((cell) => cell !== null);
  return known.length > 0 ? sumOf(known) : null;
}

/** Headers that no two columns share; Excel does not tell case apart. */
export function unitHeaders(units: readonly string[], taken: readonly string[]): string[] {
  const used = new Set(taken.map((header) => header.toLowerCase()));
  return units.map((unit) => {
    let header = unit;
    for (let count = 2; used.has(header.toLowerCase()); count += 1) header = `${unit} (${count})`;
    used.add(header.toLowerCase());
    return header;
  });
}

/** What a column of a unit is beside its values. */
export function unitColumn(
  key: string,
  header: string,
): Pick<ResultColumn, 'key' | 'header' | 'kind' | 'isNamed'> {
  return { key, header, kind: 'number', isNamed: true };
}
