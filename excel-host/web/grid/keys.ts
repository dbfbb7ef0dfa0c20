import { type Area, maxColumns, maxRows } from '../../model/area.ts';
import type { Sheet } from '../../model/workbook.ts';
import { jump, movingCorner, type Place, spanned, step } from './moves.ts';

/** What a key does to the selection. */
export interface Move {
  /** Cells; `page` counts windows instead. */
  readonly down: number;
  readonly right: number;
  readonly isPage?: boolean;
  /** To the edge of the block of filled cells. */
  readonly far: boolean;
  readonly extends: boolean;
  /** To a place, whatever was selected. */
  readonly to?: 'rowStart' | 'sheetStart' | 'sheetEnd' | 'all' | 'row' | 'column';
}

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

export function moveOf({ key, shiftKey, ctrlKey, metaKey }: Key): Move | undefined {
  const isControl = ctrlKey || metaKey;
  const still = { down: 0, right: 0, far: false, extends: shiftKey };
  const arrow = arrows[key];
  if (arrow) return { ...still, down: arrow[0], right: arrow[1], far: isControl };
  if (key === 'PageDown') return { ...still, down: 1, isPage: true };
  if (key === 'PageUp') return { ...still, down: -1, isPage: true };
  if (key === 'Home') return { ...still, to: isControl ? 'sheetStart' : 'rowStart' };
  if (key === 'End' && isControl) return { ...still, to: 'sheetEnd' };
  if (key.toLowerCase() === 'a' && isControl) return { ...still, to: 'all' };
  if (key === ' ' && isControl) return { ...still, to: 'column' };
  if (key === ' ' && shiftKey) return { ...still, to: 'row' };
  return undefined;
}

/** The selection after a move, and the corner of it that should come into view. */
export function moved(
  sheet: Sheet,
  move: Move,
  pageRows: number,
): { area: Area; active: Place; corner: Place } {
  const { areas, activeRow, activeColumn } = sheet.selection;
  const active = { row: activeRow, column: activeColumn };
  const area = areas[0] ?? spanned(sheet, active, active);
  const everything = { top: 0, left: 0, bottom: maxRows - 1, right: maxColumns - 1 };
  if (move.to === 'all') return { area: everything, active, corner: active };
  if (move.to === 'column') {
    return { area: { ...area, top: 0, bottom: maxRows - 1 }, active, corner: active };
  }
  if (move.to === 'row') {
    return { area: { ...area, left: 0, right: maxColumns - 1 }, active, corner: active };
  }
  const from = move.extends ? movingCorner(area, active) : active;
  const to = destination(sheet, from, move, pageRows);
  const start = move.extends ? active : to;
  return { area: spanned(sheet, start, to), active: start, corner: to };
}

function destination(sheet: Sheet, from: Place, move: Move, pageRows: number): Place {
  const columns = sheet.rows.reduce((most, row) => Math.max(most, row?.cells.length ?? 0), 1);
  if (move.to === 'rowStart') return { ...from, column: 0 };
  if (move.to === 'sheetStart') return { row: 0, column: 0 };
  if (move.to === 'sheetEnd')
    return { row: Math.max(0, sheet.rows.length - 1), column: columns - 1 };
  if (move.far) return jump(sheet, from, move);
  return step(sheet, from, move.isPage ? { down: move.down * pageRows, right: 0 } : move);
}
