import type { Shift } from '../formulas/references.ts';
import {
  type Area,
  columnCount,
  intersection,
  isWholeColumns,
  isWholeRows,
  maxColumns,
  maxRows,
  rowCount,
} from '../model/area.ts';
import { cellAt, usedArea } from '../model/cells.ts';
import type { Edit } from '../model/edit.ts';
import { defaultStyle } from '../model/style.ts';
import type { Sheet } from '../model/workbook.ts';
import { ExcelError } from '../error.ts';
import { bodyOf } from './find.ts';
import { requireAllowed } from './protection.ts';
import { movedBy, requireWhole, shiftAnchors } from './shift.ts';
import { shiftTables } from './table-shift.ts';

/** Puts empty cells in; what stood there moves down or to the right. */
export function insertCells(
  edit: Edit,
  sheet: Sheet,
  area: Area,
  direction: 'Down' | 'Right',
): void {
  const rows = isWholeRows(area);
  const columns = !rows && isWholeColumns(area);
  requireAllowed(
    sheet,
    ...(rows ? ['allowInsertRows' as const] : columns ? ['allowInsertColumns' as const] : []),
  );
  const isDown = rows || (!columns && direction === 'Down');
  const shift = shiftOf(sheet, area, isDown, isDown ? rowCount(area) : columnCount(area));
  requireWhole(sheet, shift);
  requireRoom(sheet, shift);
  moveCells(edit, sheet, shift);
  copyLooks(edit, sheet, area, isDown);
  shiftAnchors(edit, sheet, shift);
  shiftTables(edit, sheet, shift);
  edit.tell({
    what: rows ? 'rowsInserted' : columns ? 'columnsInserted' : 'cellsInserted',
    sheet: sheet.id,
    area,
    shift: isDown ? 'Down' : 'Right',
  });
}

/** Takes cells out; what stood below or to the right moves up. */
export function deleteCells(edit: Edit, sheet: Sheet, area: Area, direction: 'Up' | 'Left'): void {
  const rows = isWholeRows(area);
  const columns = !rows && isWholeColumns(area);
  requireAllowed(
    sheet,
    ...(rows ? ['allowDeleteRows' as const] : columns ? ['allowDeleteColumns' as const] : []),
  );
  const isUp = rows || (!columns && direction === 'Up');
  const gone = isUp ? keepOneTableRow(edit, sheet, area) : area;
  if (!gone) return;
  const shift = shiftOf(sheet, gone, isUp, isUp ? -rowCount(gone) : -columnCount(gone));
  requireWhole(sheet, shift);
  moveCells(edit, sheet, shift);
  shiftTables(edit, sheet, shift);
  shiftAnchors(edit, sheet, shift);
  edit.tell({
    what: rows ? 'rowsDeleted' : columns ? 'columnsDeleted' : 'cellsDeleted',
    sheet: sheet.id,
    area: gone,
    shift: isUp ? 'Up' : 'Left',
  });
}

function shiftOf(sheet: Sheet, area: Area, isVertical: boolean, count: number): Shift {
  const { top, left, bottom, right } = area;
  if (isVertical) {
    const across = isWholeRows(area) ? {} : { across: { first: left, last: right } };
    return { sheet: sheet.name, axis: 'row', at: top, count, ...across };
  }
  const across = isWholeColumns(area) ? {} : { across: { first: top, last: bottom } };
  return { sheet: sheet.name, axis: 'column', at: left, count, ...across };
}

/** A table whose rows all go keeps one, blank: returns what is left to delete. */
function keepOneTableRow(edit: Edit, sheet: Sheet, area: Area): Area | undefined {
  let gone: Area | undefined = area;
  for (const table of sheet.tables) {
    const body = bodyOf(table);
    const isBody = area.top <= body.top && area.bottom >= body.bottom;
    const isHeader = table.showHeaders && area.top <= table.area.top;
    if (!isBody || isHeader || !table.showHeaders) continue;
    if (area.left > table.area.left || area.right < table.area.right) continue;
    for (let column = body.left; column <= body.right; column += 1) {
      const cell = cellAt(sheet, body.top, column);
      if (cell) edit.putCell(sheet, body.top, column, { value: null, style: cell.style });
    }
    edit.assign(table, { insertRow: true });
    gone = body.top + 1 > area.bottom ? undefined : { ...area, top: body.top + 1 };
    if (!gone) edit.tell({ what: 'cellsEdited', sheet: sheet.id, area });
  }
  return gone;
}

/** Refuses to push cells that hold something over the edge of the sheet. */
function requireRoom(sheet: Sheet, shift: Shift): void {
  const moved = movedBy(shift);
  const edge =
    shift.axis === 'row'
      ? { ...moved, top: maxRows - shift.count }
      : { ...moved, left: maxColumns - shift.count };
  const lost = intersection(edge, moved);
  if (lost && usedArea(sheet, lost, true)) {
    throw new ExcelError('NonBlankCellOffSheet', 'Cells that are not empty would leave the sheet.');
  }
}

function moveCells(edit: Edit, sheet: Sheet, shift: Shift): void {
  const { axis, at, count, across } = shift;
  const removed = Math.max(0, -count);
  const inserted = Math.max(0, count);
  if (!across) {
    if (axis === 'row') edit.spliceRows(sheet, at, removed, inserted);
    else edit.spliceColumns(sheet, at, removed, inserted);
    return;
  }
  const used = usedArea(sheet, movedBy(shift), false);
  if (!used) return;
  // Cells move in the order in which none is overwritten before it has moved itself.
  const [first, last] = axis === 'row' ? [at, used.bottom] : [at, used.right];
  const end = Math.max(last + inserted, at + removed - 1);
  const steps = Array.from({ length: end - first + 1 }, (_, step) => first + step);
  for (const to of count > 0 ? steps.toReversed() : steps) {
    const from = to - count;
    const isGap = count > 0 ? to < at + count : from > last;
    for (let other = across.first; other <= across.last; other += 1) {
      if (axis === 'row') {
        edit.putCell(sheet, to, other, isGap ? undefined : cellAt(sheet, from, other));
      } else edit.putCell(sheet, other, to, isGap ? undefined : cellAt(sheet, other, from));
    }
  }
}

/** New cells look like those above (or to the left of) them. */
function copyLooks(edit: Edit, sheet: Sheet, area: Area, isDown: boolean): void {
  const [row, column] = isDown ? [area.top - 1, area.left] : [area.top, area.left - 1];
  if (row < 0 || column < 0) return;
  const last = isDown
    ? Math.min(area.right, (sheet.rows[row]?.cells.length ?? 0) - 1)
    : Math.min(area.bottom, sheet.rows.length - 1);
  for (let other = isDown ? area.left : area.top; other <= last; other += 1) {
    const model = isDown ? cellAt(sheet, row, other) : cellAt(sheet, other, column);
    if (!model || model.style === defaultStyle) continue;
    const looks = { value: null, style: model.style };
    const count = isDown ? rowCount(area) : columnCount(area);
    for (let step = 1; step <= count; step += 1) {
      if (isDown) edit.putCell(sheet, row + step, other, looks);
      else edit.putCell(sheet, other, column + step, looks);
    }
  }
}

/** Whether every cell of the area is without content. */
export function isBlank(sheet: Sheet, area: Area): boolean {
  const used = usedArea(sheet, area, true);
  return used === undefined;
}
