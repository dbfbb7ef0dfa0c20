import type { CellValue } from './read-range.ts';

/** What a table of results looks like, whatever it holds at the moment. */
export interface ResultForm<Column extends ColumnForm = ColumnForm> {
  /** Excel's name of the table, unless the user gives it another. */
  readonly name: string;
  /** Of the sheet that is made for it. */
  readonly sheet: string;
  /** Label of the total row. */
  readonly total: string;
  /** What is said in the `isRemark` column of a row that is in the results no more. */
  readonly gone: string;
  readonly columns: readonly Column[];
}

export interface ColumnForm {
  /** Our name of it; the header may be changed by the user. */
  readonly key: string;
  readonly header: string;
  /** `date`: ISO dates; `number`: decimal text; `text`: anything, never read as a formula. */
  readonly kind: 'date' | 'number' | 'text';
  /** Part of what a row is known by: with it stay the user's own cells. */
  readonly isKey?: true;
  /** Added up in the total row. */
  readonly hasTotal?: true;
  readonly isRemark?: true;
  /** Its header is a name that somebody gave, which Excel is not to read as a number or a date. */
  readonly isNamed?: true;
}

/** A table of results as it is to stand in the workbook: one array of values per column. */
export type ResultTable = ResultForm<ResultColumn>;

export interface ResultColumn extends ColumnForm {
  readonly format: string;
  /** Formats of ours: another one was chosen by the user, and stays. */
  readonly ourFormats?: RegExp;
  readonly values: readonly (string | null)[];
  /** What it was made for is no more: it is the user's once nothing stands in it. */
  readonly isEmptied?: true;
}

export function rowCountOf(table: ResultTable): number {
  return table.columns[0]?.values.length ?? 0;
}

/** By our name of each column its place among the headers; ids tell renamed columns. */
export function placesOf(
  form: ResultForm,
  columns: readonly { readonly id: number; readonly name: string }[],
  ids: Readonly<Record<string, number>>,
): Map<string, number> {
  const found = form.columns.flatMap(({ key, header }): [string, number][] => {
    const byId = columns.findIndex(({ id }) => id === ids[key]);
    const at = byId >= 0 ? byId : columns.findIndex(({ name }) => name === header);
    return at < 0 ? [] : [[key, at]];
  });
  return new Map(found);
}

/** Whether a table has all that rows of these results are known by. */
export function isKnownBy(form: ResultForm, places: ReadonlyMap<string, number>): boolean {
  return form.columns.every(({ key, isKey }) => !isKey || places.has(key));
}

/** What the cell holds, as Excel gives it back. */
export function cellOf(column: ResultColumn, row: number, date1904: boolean): CellValue {
  const value = column.values[row] ?? '';
  if (value === '' || column.kind === 'text') return value;
  return column.kind === 'number' ? Number(value) : serialOf(value, date1904);
}

/** Whether a cell says that already; a text of digits may have become a number by the user's hand. */
export function isSameCell(kind: ColumnForm['kind'], cell: CellValue, wanted: CellValue): boolean {
  return cell === wanted || (kind === 'text' && cell !== '' && String(cell) === wanted);
}

const DAY_MS = 86_400_000;
/** Day 0, for dates after February 1900. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

/** Days by their ISO dates: a table of results names the same few again and again. */
const days = new Map<string, number>();
const MOST_DAYS = 10_000;

function serialOf(iso: string, date1904: boolean): number {
  let at = days.get(iso);
  if (at === undefined) {
    at = Date.parse(`${iso}T00:00:00Z`);
    if (days.size >= MOST_DAYS) days.clear();
    days.set(iso, at);
  }
  return Math.round((at - (date1904 ? EPOCH_1904 : EPOCH_1900)) / DAY_MS);
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

/** What adds a column up in the total row. */
export function totalOf({ header }: ResultColumn): string {
  // Within a reference an apostrophe keeps signs from meaning something.
  return `=SUBTOTAL(109,[${header.replaceAll(/['[\]#@]/g, "'$&")}])`;
}
