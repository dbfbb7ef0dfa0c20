import { type Area, areaOf, boundingArea, maxColumns, maxRows } from '../../model/area.ts';
import { cellAt, isFilled } from '../../model/cells.ts';
import type { Sheet } from '../../model/workbook.ts';

/** Where the keyboard takes the selection, as in Excel. Hidden rows and columns are passed over. */

export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface Step {
  readonly down: number;
  readonly right: number;
}

/** One cell further, or as far as the sheet goes. */
export function step(sheet: Sheet, from: Place, { down, right }: Step): Place {
  return {
    row: along(from.row, down, maxRows, (row) => sheet.rows[row]?.hidden === true),
    column: along(from.column, right, maxColumns, (at) => sheet.columns[at]?.hidden === true),
  };
}

function along(from: number, by: number, end: number, isHidden: (at: number) => boolean): number {
  const direction = Math.sign(by);
  let at = from;
  for (let left = Math.abs(by); left > 0; left -= 1) {
    let next = at + direction;
    while (next >= 0 && next < end && isHidden(next)) next += direction;
    if (next < 0 || next >= end) return at;
    at = next;
  }
  return at;
}

/** Ctrl+arrow: to the last filled cell of this block, else to the next filled one, else to the end. */
export function jump(sheet: Sheet, from: Place, direction: Step): Place {
  const isAt = (place: Place): boolean => isFilled(cellAt(sheet, place.row, place.column));
  const columns = sheet.rows.reduce((most, row) => Math.max(most, row?.cells.length ?? 0), 1);
  const end = {
    row: Math.max(from.row, sheet.rows.length - 1),
    column: Math.max(from.column, columns - 1),
  };
  const beyond = (place: Place): boolean => place.row > end.row || place.column > end.column;
  const first = step(sheet, from, direction);
  const inBlock = isAt(from) && isAt(first);
  let [at, next] = [from, first];
  while (!same(at, next) && !beyond(next)) {
    if (inBlock && !isAt(next)) return at;
    at = next;
    if (!inBlock && isAt(at)) return at;
    next = step(sheet, at, direction);
  }
  return at;
}

function same(one: Place, other: Place): boolean {
  return one.row === other.row && one.column === other.column;
}

/** The corner of a selection that moves while Shift is held: the one opposite to the active cell. */
export function movingCorner(area: Area, active: Place): Place {
  return {
    row: active.row === area.top ? area.bottom : area.top,
    column: active.column === area.left ? area.right : area.left,
  };
}

/** The area from the active cell to another one, with all of any merged cells that it touches. */
export function spanned(sheet: Sheet, active: Place, to: Place): Area {
  let area = boundingArea(areaOf(active.row, active.column), areaOf(to.row, to.column));
  for (const merge of sheet.merges) {
    const touches =
      merge.left <= area.right &&
      merge.right >= area.left &&
      merge.top <= area.bottom &&
      merge.bottom >= area.top;
    if (touches) area = boundingArea(area, merge);
  }
  return area;
}

/** The next cell for Enter or Tab within a selection of several cells, going round. */
export function within(area: Area, from: Place, { down, right }: Step): Place {
  const rows = area.bottom - area.top + 1;
  const columns = area.right - area.left + 1;
  const byRow = right !== 0;
  const index = byRow
    ? (from.row - area.top) * columns + (from.column - area.left)
    : (from.column - area.left) * rows + (from.row - area.top);
  const count = rows * columns;
  const next = (index + (byRow ? right : down) + count) % count;
  return byRow
    ? { row: area.top + Math.floor(next / columns), column: area.left + (next % columns) }
    : { row: area.top + (next % rows), column: area.left + Math.floor(next / rows) };
}
