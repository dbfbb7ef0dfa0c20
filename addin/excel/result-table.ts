import type { CellValue } from './read-range.ts';

/** A table of results as it is to stand in the workbook: one array of values per column. */
export interface ResultTable {
  /** Excel's name of the table. */
  readonly name: string;
  /** Of the sheet that is made for it. */
  readonly sheet: string;
  readonly columns: readonly ResultColumn[];
}

export interface ResultColumn {
  /** Our name of it; the header may be changed by the user. */
  readonly key: string;
  readonly header: string;
  /** `date`: ISO dates; `number`: decimal text; `text`: anything, never read as a formula. */
  readonly kind: 'date' | 'number' | 'text';
  readonly format: string;
  /** Part of what a row is known by: with it stay the user's own cells. */
  readonly isKey?: true;
  /** Added up in the total row. */
  readonly hasTotal?: true;
  readonly values: readonly (string | null)[];
}

export function rowCountOf(table: ResultTable): number {
  return table.columns[0]?.values.length ?? 0;
}

/** What the cell holds, as Excel gives it back. */
export function cellOf(column: ResultColumn, row: number, date1904: boolean): CellValue {
  const value = column.values[row] ?? '';
  if (value === '' || column.kind === 'text') return value;
  return column.kind === 'number' ? Number(value) : serialOf(value, date1904);
}

const DAY_MS = 86_400_000;
/** Day 0, for dates after February 1900. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

function serialOf(iso: string, date1904: boolean): number {
  const epoch = date1904 ? EPOCH_1904 : EPOCH_1900;
  return Math.round((Date.parse(`${iso}T00:00:00Z`) - epoch) / DAY_MS);
}

/** Several words without a digit: no language makes anything else of them. */
const ONLY_WORDS = /^\p{L}+(?:[ ,;:.-]+\p{L}+)+$/u;

/**
 * How a cell is written so that it holds exactly this: an apostrophe keeps Excel from making a
 * formula, a number, a date or TRUE of a text.
 */
export function entryOf(value: CellValue): CellValue {
  return typeof value !== 'string' || value === '' || ONLY_WORDS.test(value) ? value : `'${value}`;
}
