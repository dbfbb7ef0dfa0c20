import type { Area } from './area.ts';
import { defaultStyle, type Style } from './style.ts';
import type { Cell, Row, Sheet } from './workbook.ts';

/** The cell, or undefined where nothing was ever put there. */
export function cellAt(sheet: Sheet, row: number, column: number): Cell | undefined {
  return sheet.rows[row]?.cells[column];
}

/** The row, made where it does not exist. */
export function rowAt(sheet: Sheet, row: number): Row {
  return (sheet.rows[row] ??= { cells: [] });
}

/** Puts a cell in place, telling nobody: for readers and recalculation. Others use `edit.ts`. */
export function putCell(sheet: Sheet, row: number, column: number, cell: Cell | undefined): void {
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
