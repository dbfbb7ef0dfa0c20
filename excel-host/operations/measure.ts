import type { Sheet } from '../model/workbook.ts';
import { pointsPerCharacter } from './looks.ts';

/** In points. A hidden column or row has none. */
export function widthOf(sheet: Sheet, column: number): number {
  const line = sheet.columns[column];
  return line?.hidden ? 0 : (line?.width ?? sheet.defaultColumnWidth) * pointsPerCharacter;
}

export function heightOf(sheet: Sheet, row: number): number {
  const line = sheet.rows[row];
  return line?.hidden ? 0 : (line?.height ?? sheet.defaultRowHeight);
}

/** Where a row begins, from the sheet's top. */
export function topOf(sheet: Sheet, row: number): number {
  const known = Math.min(row, sheet.rows.length);
  let top = (row - known) * sheet.defaultRowHeight;
  for (let index = 0; index < known; index += 1) top += heightOf(sheet, index);
  return top;
}

export function leftOf(sheet: Sheet, column: number): number {
  let left = 0;
  for (let index = 0; index < column; index += 1) left += widthOf(sheet, index);
  return left;
}
