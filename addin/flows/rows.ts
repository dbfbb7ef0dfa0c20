import { fieldsOf } from '../../contract/kinds.ts';
import type { CellValue } from '../excel/read-range.ts';
import type { Origin } from './origin.ts';

/** What a row of a table is, as far as it is none of the ledger's. */
export type RowKind = 'blank' | 'heading-row' | 'total-row' | null;

const TOTAL =
  /^\s*(?:(?:sub|grand)[ -]?total|totals?|sum|average|avg|summe|gesamt|zwischensumme|suma|subtotal|total général|sous-total|somme|moyenne)\b/i;
const SUMS = /^=\s*(?:SUM|SUBTOTAL|AVERAGE|AGGREGATE)\s*\(/i;

/**
 * Tells blank rows, headings and totals among the rows of a table from its own.
 *
 * A heading ("2024", "Building A") is one filled cell where a row needs several. Of a total two of
 * these hold: a text says so, the row's date is missing, a cell adds up others; a unit that is called
 * "Total Wines" and has a date and a reading is none.
 */
export function rowKinds({ kind, table, columns }: Origin): (row: number) => RowKind {
  const fields = fieldsOf(kind);
  const required = [...columns].filter(([name]) => fields[name]?.required);
  const dates = required.flatMap(([name, at]) => (fields[name]?.type === 'date' ? [at] : []));
  const mapped = [...columns.values()];
  const hasHeadings = required.length >= 2 || kind === 'readings';
  return (row) => {
    const values = table.cells.values[row] ?? [];
    const formulas = table.cells.formulas[row] ?? [];
    if (mapped.every((column) => isBlankValue(values[column]))) return 'blank';
    if (hasHeadings && countFilled(values, 2) === 1) return 'heading-row';
    const lacksDate =
      dates.length > 0 &&
      dates.every((column) => isBlankValue(values[column]) || saysTotal(values[column]));
    const addsUp = formulas.some(isSum);
    if (!lacksDate && !addsUp) return null;
    return (lacksDate && addsUp) || values.some(saysTotal) ? 'total-row' : null;
  };
}

function countFilled(values: readonly CellValue[], enough: number): number {
  let count = 0;
  for (const value of values) {
    if (!isBlankValue(value)) count += 1;
    if (count === enough) break;
  }
  return count;
}

function isBlankValue(value: CellValue | undefined): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '');
}

function saysTotal(value: CellValue | undefined): boolean {
  return typeof value === 'string' && TOTAL.test(value);
}

function isSum(formula: CellValue): boolean {
  return typeof formula === 'string' && formula.startsWith('=') && SUMS.test(formula);
}
