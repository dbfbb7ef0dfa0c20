import type { FormulaResultLike } from '@cj-tech-master/excelts/formula';
import { type Area, boundingArea, contains, maxColumns, sameArea } from '../model/area.ts';
import { cellAt, putCell, styleAt } from '../model/cells.ts';
import { type CellValue, errorValue } from '../model/value.ts';
import type { Sheet } from '../model/workbook.ts';
import { keyOf, type SheetView } from './engine.ts';

// Puts what was calculated into cells; a cell whose result stays keeps its object.

export interface Place {
  readonly sheet: Sheet;
  readonly row: number;
  readonly column: number;
}

export function toValue(result: FormulaResultLike): CellValue {
  if (result === undefined) return 0;
  if (result instanceof Date) return null;
  if (typeof result === 'object') return errorValue(result.error) ?? errorValue('#VALUE!') ?? null;
  return Object.is(result, -0) ? 0 : result;
}

/** The areas that results now fill, by the key of their formula's cell. */
export function spilledAreas(view: SheetView): Map<number, Area> {
  const areas = new Map<number, Area>();
  for (const [row, cells] of view.spilled) {
    for (const [column, { from }] of cells) {
      const [top, left] = [Math.floor(from / maxColumns), from % maxColumns];
      const known = areas.get(from) ?? { top, left, bottom: top, right: left };
      areas.set(from, boundingArea(known, { top: row, left: column, bottom: row, right: column }));
    }
  }
  return areas;
}

export function putResult(
  { sheet, row, column }: Place,
  view: SheetView,
  areas: Map<number, Area>,
): void {
  const cell = cellAt(sheet, row, column);
  if (!cell) return;
  const key = keyOf(row, column);
  const calculated = view.results.has(key);
  const value = calculated
    ? toValue(view.results.get(key))
    : (cell.value ?? errorValue('#NAME?') ?? null);
  const single = { top: row, left: column, bottom: row, right: column };
  const area = areas.get(key) ?? (cell.spill && !cell.spill.legacy ? single : undefined);
  const moved = area !== undefined && !(cell.spill && sameArea(cell.spill.area, area));
  if (value === cell.value && !moved) return;
  const spill = area ? { spill: { area, legacy: false } } : {};
  putCell(sheet, row, column, { ...cell, value, ...spill });
}

export function putSpilled(view: SheetView): void {
  const { sheet } = view;
  for (const [row, cells] of view.spilled) {
    for (const [column, { value: result, from }] of cells) {
      const spilledFrom = { row: Math.floor(from / maxColumns), column: from % maxColumns };
      const value = toValue(result);
      const before = cellAt(sheet, row, column);
      const style = before?.style ?? styleAt(sheet, row, column);
      const isSame =
        before?.value === value &&
        before.spilledFrom?.row === spilledFrom.row &&
        before.spilledFrom.column === spilledFrom.column;
      if (!isSame) putCell(sheet, row, column, { style, value, spilledFrom });
    }
  }
}

/** Takes away what spilled before and does no longer; cells of older array formulas get their results. */
export function putFormerlySpilled({ sheet, row, column }: Place, view: SheetView): void {
  const cell = cellAt(sheet, row, column);
  if (!cell?.spilledFrom) return;
  const source = cellAt(sheet, cell.spilledFrom.row, cell.spilledFrom.column);
  const here = { top: row, left: column, bottom: row, right: column };
  if (source?.spill?.legacy && contains(source.spill.area, here)) {
    const value = toValue(view.results.get(keyOf(row, column)));
    if (value !== cell.value) putCell(sheet, row, column, { ...cell, value });
  } else if (!view.spilled.get(row)?.has(column)) {
    putCell(sheet, row, column, { value: null, style: cell.style });
  }
}
