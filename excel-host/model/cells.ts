import { type Area, wholeSheet } from './area.ts';
import { defaultStyle, type Style } from './style.ts';
import { keyOf } from './touched.ts';
import type { Cell, Row, Sheet } from './workbook.ts';

/** The cell, or undefined where nothing was ever put there. */
export function cellAt(sheet: Sheet, row: number, column: number): Cell | undefined {
  return sheet.rows[row]?.cells[column];
}

/** The row, made where it does not exist. */
export function rowAt(sheet: Sheet, row: number): Row {
  return (sheet.rows[row] ??= { cells: [] });
}

/** By {@link keyOf}: few among many. */
export interface FormulaCells {
  /** With a formula, or with a part of what spilled from one. */
  readonly all: ReadonlySet<number>;
  /** Those whose formula names a sheet. */
  readonly namingSheets: ReadonlySet<number>;
}

/** By sheet, as long as it has these rows. */
const formulas = new WeakMap<Sheet, KnownFormulas>();

class KnownFormulas implements FormulaCells {
  readonly rows: Sheet['rows'];
  readonly all = new Set<number>();
  readonly namingSheets = new Set<number>();

  constructor(sheet: Sheet) {
    this.rows = sheet.rows;
    forEachCell(sheet, wholeSheet, (cell, row, column) => this.note(keyOf(row, column), cell));
  }

  note(key: number, cell: Cell | undefined): void {
    if (cell?.formula !== undefined || cell?.spilledFrom) this.all.add(key);
    else this.all.delete(key);
    if (cell?.formula?.includes('!')) this.namingSheets.add(key);
    else this.namingSheets.delete(key);
  }
}

/** Where formulas stand; found once, and kept as cells are put. */
export function formulaCells(sheet: Sheet): FormulaCells {
  const known = formulas.get(sheet);
  if (known?.rows === sheet.rows) return known;
  const found = new KnownFormulas(sheet);
  formulas.set(sheet, found);
  return found;
}

function noteFormula(sheet: Sheet, row: number, column: number, cell: Cell | undefined): void {
  const known = formulas.get(sheet);
  if (!known) return;
  if (known.rows === sheet.rows) known.note(keyOf(row, column), cell);
  else formulas.delete(sheet);
}

/** Puts a cell in place, telling nobody: for readers and recalculation. Others use `edit.ts`. */
export function putCell(sheet: Sheet, row: number, column: number, cell: Cell | undefined): void {
  noteFormula(sheet, row, column, cell);
  if (cell) rowAt(sheet, row).cells[column] = cell;
  else {
    const cells = sheet.rows[row]?.cells;
    if (cells && column < cells.length) cells[column] = undefined;
  }
}

/** How the cell looks: its own style, else its row's, else its column's. */
export function styleAt(sheet: Sheet, row: number, column: number): Style {
  const line = sheet.rows[row];
  return line?.cells[column]?.style ?? line?.style ?? sheet.columns[column]?.style ?? defaultStyle;
}

/** Visits the cells that exist in the area, row by row. */
export function forEachCell(
  sheet: Sheet,
  area: Area,
  visit: (cell: Cell, row: number, column: number) => void,
): void {
  const lastRow = Math.min(area.bottom, sheet.rows.length - 1);
  for (let row = area.top; row <= lastRow; row += 1) {
    const cells = sheet.rows[row]?.cells;
    if (!cells) continue;
    const lastColumn = Math.min(area.right, cells.length - 1);
    for (let column = area.left; column <= lastColumn; column += 1) {
      const cell = cells[column];
      if (cell) visit(cell, row, column);
    }
  }
}

/** Has content: a value or a formula. A style alone does not count. */
export function isFilled(cell: Cell | undefined): boolean {
  return cell !== undefined && (cell.value !== null || cell.formula !== undefined);
}

/** The smallest area holding every cell with content (or also every formatted one) within `within`. */
export function usedArea(sheet: Sheet, within: Area, valuesOnly: boolean): Area | undefined {
  let top = Infinity;
  let left = Infinity;
  let bottom = -1;
  let right = -1;
  forEachCell(sheet, within, (cell, row, column) => {
    if (valuesOnly ? !isFilled(cell) : !isFilled(cell) && cell.style === defaultStyle) return;
    if (row < top) top = row;
    if (row > bottom) bottom = row;
    if (column < left) left = column;
    if (column > right) right = column;
  });
  return bottom < 0 ? undefined : { top, left, bottom, right };
}
