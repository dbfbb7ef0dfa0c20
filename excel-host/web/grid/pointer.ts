import { type Area, areaOf, boundingArea, maxColumns, maxRows } from '../../model/area.ts';
import type { Sheet } from '../../model/workbook.ts';
import type { Session } from '../session.ts';
import { type Place, spanned } from './moves.ts';
import type { GridView, Hit } from './view.ts';

/** Selecting with the pointer, until it is let go: cells, or whole rows and columns by their headers. */
export function startSelecting(session: Session, view: GridView, from: Hit, extend: boolean): void {
  const { activeRow, activeColumn } = session.sheet.selection;
  const start = extend
    ? { row: activeRow, column: activeColumn }
    : { row: from.row ?? 0, column: from.column ?? 0 };
  const reach = (to: Hit): void => {
    session.select(reached(session.sheet, start, from, to), start);
  };
  reach(from);
  const onMove = (event: globalThis.PointerEvent): void => {
    const hit = view.hit(document.elementFromPoint(event.clientX, event.clientY));
    if (!hit) return;
    const row = hit.row ?? session.selected.top;
    const column = hit.column ?? session.selected.left;
    reach({ row, column });
    view.reveal(
      from.row === undefined ? activeRow : row,
      from.column === undefined ? activeColumn : column,
    );
  };
  const onEnd = (): void => {
    for (const end of ends) window.removeEventListener(end, onEnd);
    window.removeEventListener('pointermove', onMove);
  };
  window.addEventListener('pointermove', onMove);
  for (const end of ends) window.addEventListener(end, onEnd);
}

const ends = ['pointerup', 'pointercancel'] as const;

/** Merged cells are selected whole, but take no further column or row along. */
function reached(sheet: Sheet, start: Place, from: Hit, to: Hit): Area {
  const [row, column] = [to.row ?? 0, to.column ?? 0];
  const area = boundingArea(areaOf(start.row, start.column), areaOf(row, column));
  if (from.row === undefined) return { ...area, top: 0, bottom: maxRows - 1 };
  if (from.column === undefined) return { ...area, left: 0, right: maxColumns - 1 };
  return spanned(sheet, start, { row, column });
}

/** The edge of a column's header, by which it is resized. */
export function isHandle(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.resizable') !== null;
}

export function isFilterButton(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.filter-button') !== null;
}
