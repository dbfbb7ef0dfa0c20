import { maxColumns } from './area.ts';
import type { Cell, Sheet, Table, Workbook } from './workbook.ts';

/*
 * What changed since formulas were last calculated, so that only what depends on it is calculated
 * again. A workbook that is stale and says nothing more has all its formulas calculated.
 */

export interface Touched {
  /** Cells whose value or formula is another one, by {@link keyOf}. */
  readonly cells: Map<Sheet, Set<number>>;
  /** Tables with other edges or columns. */
  readonly tables: Set<Table>;
  /** Rows were hidden or shown: SUBTOTAL counts others. */
  rowsHidden: boolean;
  /** Sheets that are new, or in which cells moved: all that is on them or reads them is due. */
  readonly sheets: Set<Sheet>;
  /** A sheet's name means something else than before. */
  sheetNames: boolean;
  /** A name means something else than before. */
  names: boolean;
}

export const keyOf = (row: number, column: number): number => row * maxColumns + column;
export const rowOf = (key: number): number => Math.floor(key / maxColumns);
export const columnOf = (key: number): number => key % maxColumns;

export function nothingTouched(): Touched {
  return {
    ...{ cells: new Map(), tables: new Set(), sheets: new Set() },
    ...{ rowsHidden: false, sheetNames: false, names: false },
  };
}

/** A cell was replaced; nothing happens where its content is the same. */
export function touchCell(
  workbook: Workbook,
  sheet: Sheet,
  key: number,
  before: Cell | undefined,
  after: Cell | undefined,
): void {
  const isSame =
    before?.formula === after?.formula &&
    (before?.value ?? null) === (after?.value ?? null) &&
    before?.spilledFrom === after?.spilledFrom;
  if (isSame) return;
  addCell(workbook.touched, sheet, key);
  workbook.stale = true;
}

export function addCell(touched: Touched | undefined, sheet: Sheet, key: number): void {
  if (!touched) return;
  const keys = touched.cells.get(sheet) ?? new Set<number>();
  touched.cells.set(sheet, keys);
  keys.add(key);
}

export function touchTable(workbook: Workbook, table: Table): void {
  workbook.touched?.tables.add(table);
  workbook.stale = true;
}

export function touchHidden(workbook: Workbook): void {
  if (workbook.touched) workbook.touched.rowsHidden = true;
  workbook.stale = true;
}

/** Cells of the sheet moved, or it is new. */
export function touchSheet(workbook: Workbook, sheet: Sheet): void {
  // Keys of before say nothing any more.
  workbook.touched?.cells.delete(sheet);
  workbook.touched?.sheets.add(sheet);
  workbook.stale = true;
}

export function touchNames(workbook: Workbook, which: 'names' | 'sheetNames'): void {
  if (workbook.touched) workbook.touched[which] = true;
  workbook.stale = true;
}

/** Any formula may have another result. */
export function outdate(workbook: Workbook): void {
  workbook.touched = undefined;
  workbook.stale = true;
}

/** Whether it is known what changed. */
export function isListed(touched: Touched | undefined): touched is Touched {
  return (
    touched !== undefined &&
    (touched.cells.size > 0 ||
      touched.tables.size > 0 ||
      touched.rowsHidden ||
      isRestructured(touched))
  );
}

/** Whether formulas have to be read anew, since what they mention may be another thing. */
export function isRestructured({ sheets, sheetNames, names }: Touched): boolean {
  return sheets.size > 0 || sheetNames || names;
}
