import { fieldsOf } from '../../contract/kinds.ts';
import { cellAt, isBlank } from './cell.ts';
import type { Origin } from './origin.ts';

/** A heading among the rows ("2024", "Building A"): one filled cell where a row needs several. */
export function isHeadingRow({ kind, table, columns }: Origin, row: number): boolean {
  const needed = Object.entries(fieldsOf(kind)).filter(
    ([name, field]) => field.required && columns.has(name),
  );
  if (needed.length < 2 && kind !== 'readings') return false;
  const filled = table.headers.filter((_, column) => !isBlank(cellAt(table, row, column)));
  return filled.length === 1;
}

const TOTAL =
  /^(?:(?:sub|grand)[ -]?total|totals?|sum|average|avg|summe|gesamt|zwischensumme|suma|subtotal|total général|sous-total|somme|moyenne)\b/i;
const SUMS = /^=\s*(?:SUM|SUBTOTAL|AVERAGE|AGGREGATE)\s*\(/i;

/**
 * A subtotal or total among the rows: two of these hold: a text says so, the row's date is missing,
 * a cell adds up others. A unit that is called "Total Wines" and has a date and a reading is none.
 */
export function isTotalRow({ kind, table, columns }: Origin, row: number): boolean {
  const isTotalWord = (column: number) => {
    const { value } = cellAt(table, row, column);
    return typeof value === 'string' && TOTAL.test(value.trim());
  };
  const dates = Object.entries(fieldsOf(kind)).flatMap(([name, { type, required }]) =>
    type === 'date' && required ? (columns.get(name) ?? []) : [],
  );
  const lacksDate =
    dates.length > 0 &&
    dates.every((column) => isBlank(cellAt(table, row, column)) || isTotalWord(column));
  const addsUp = (table.cells.formulas[row] ?? []).some(
    (formula) => typeof formula === 'string' && SUMS.test(formula),
  );
  const saysTotal = table.headers.some((_, column) => isTotalWord(column));
  return [saysTotal, lacksDate, addsUp].filter(Boolean).length >= 2;
}
