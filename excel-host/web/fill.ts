import {
  type Area,
  areaOf,
  columnCount,
  isWholeColumns,
  isWholeRows,
  rowCount,
} from '../model/area.ts';
import { cellAt } from '../model/cells.ts';
import type { Edit } from '../model/edit.ts';
import type { Sheet } from '../model/workbook.ts';
import { enter } from '../operations/content.ts';
import { copyCells } from '../operations/copy.ts';
import type { Place } from './grid/moves.ts';

const whole = { type: 'All', skipBlanks: false, transpose: false } as const;

/** Ctrl+D: the selection's first row into its others; of one row alone, the row above into it. */
export function fillDown(edit: Edit, sheet: Sheet, selected: Area): void {
  const area = usedPart(sheet, selected);
  const from = area.top === area.bottom ? area.top - 1 : area.top;
  if (from < 0) return;
  const source = { ...area, top: from, bottom: from };
  copyCells(edit, { sheet, area: source }, sheet, { ...area, top: from + 1 }, whole);
}

/** Ctrl+R: its first column into its others; of one column alone, the column before into it. */
export function fillRight(edit: Edit, sheet: Sheet, selected: Area): void {
  const area = usedPart(sheet, selected);
  const from = area.left === area.right ? area.left - 1 : area.left;
  if (from < 0) return;
  const source = { ...area, left: from, right: from };
  copyCells(edit, { sheet, area: source }, sheet, { ...area, left: from + 1 }, whole);
}

/** Ctrl+Enter: what was typed into one cell, into all of the selection; formulas as copying moves them. */
export function fillTyped(
  edit: Edit,
  sheet: Sheet,
  { row, column }: Place,
  text: string,
  selected: Area,
): void {
  const area = usedPart(sheet, selected);
  if (cellAt(sheet, row, column)?.formula !== undefined) {
    const source = { sheet, area: areaOf(row, column) };
    copyCells(edit, source, sheet, area, { ...whole, type: 'Formulas' });
    return;
  }
  const line = Array.from({ length: columnCount(area) }, () => text);
  const lines = Array.from({ length: rowCount(area) }, () => line);
  enter(edit, sheet, area, lines, true);
}

/** Of whole columns and rows, as far as the sheet goes. */
function usedPart(sheet: Sheet, area: Area): Area {
  const columns = sheet.rows.reduce((most, row) => Math.max(most, row?.cells.length ?? 0), 1);
  return {
    ...area,
    bottom: isWholeColumns(area) ? Math.max(0, sheet.rows.length - 1) : area.bottom,
    right: isWholeRows(area) ? columns - 1 : area.right,
  };
}
