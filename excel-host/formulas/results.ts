import type { FormulaResultLike } from '@cj-tech-master/excelts/formula';
import { type Area, areaOf, boundingArea, contains, sameArea } from '../model/area.ts';
import { cellAt, putCell, styleAt } from '../model/cells.ts';
import { addCell, columnOf, keyOf, rowOf, type Touched } from '../model/touched.ts';
import { type CellValue, errorValue } from '../model/value.ts';
import type { Cell, Sheet } from '../model/workbook.ts';
import type { Formula } from './readers.ts';
import type { SheetView } from './engine.ts';

// Puts what was calculated into cells; a cell whose result stays keeps its object.

/** As a cell holds it. */
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
      const known = areas.get(from) ?? areaOf(rowOf(from), columnOf(from));
      areas.set(from, boundingArea(known, areaOf(row, column)));
    }
  }
  return areas;
}

/** Puts a result in its cell; gives the area that it fills where it is a spilling one. */
export function putResult(
  { sheet, row, column }: Formula,
  view: SheetView,
  filled: Area | undefined,
): Area | undefined {
  const cell = cellAt(sheet, row, column);
  if (!cell) return undefined;
  const key = keyOf(row, column);
  const value = view.results.has(key)
    ? toValue(view.results.get(key))
    : (cell.value ?? errorValue('#NAME?') ?? null);
  const area = filled ?? (cell.spill && !cell.spill.legacy ? areaOf(row, column) : undefined);
  const moved = area !== undefined && !(cell.spill && sameArea(cell.spill.area, area));
  if (value !== cell.value || moved) {
    putCell(sheet, row, column, {
      ...cell,
      value,
      ...(area ? { spill: { area, legacy: false } } : {}),
    });
  }
  return area;
}

/** Puts spilled results into their cells and notes which of these changed. */
export function putSpilled(view: SheetView, changed: Touched): void {
  const { sheet } = view;
  for (const [row, cells] of view.spilled) {
    for (const [column, { value: result, from }] of cells) {
      const spilledFrom = { row: rowOf(from), column: columnOf(from) };
      const value = toValue(result);
      const before = cellAt(sheet, row, column);
      const isSame =
        before?.value === value &&
        before.spilledFrom?.row === spilledFrom.row &&
        before.spilledFrom.column === spilledFrom.column;
      if (isSame) continue;
      const style = before?.style ?? styleAt(sheet, row, column);
      putCell(sheet, row, column, { style, value, spilledFrom });
      addCell(changed, sheet, keyOf(row, column));
    }
  }
}

/** Takes away what spilled before and does no longer; cells of older array formulas get their results. */
export function putFormerlySpilled(
  sheet: Sheet,
  before: NonNullable<Cell['spill']>,
  view: SheetView,
  changed: Touched,
): void {
  const { area, legacy } = before;
  for (let row = area.top; row <= area.bottom; row += 1) {
    for (let column = area.left; column <= area.right; column += 1) {
      const cell = cellAt(sheet, row, column);
      const from = cell?.spilledFrom;
      if (!cell || !from || !contains(area, areaOf(from.row, from.column))) continue;
      const key = keyOf(row, column);
      if (legacy) {
        const value = toValue(view.results.get(key));
        if (value !== cell.value) putCell(sheet, row, column, { ...cell, value });
      } else if (!view.spilled.get(row)?.has(column)) {
        emptyCell(sheet, row, column, cell);
        addCell(changed, sheet, key);
      }
    }
  }
}

/** Leaves of a cell only its looks, and nothing where those are the ones of its row or column. */
export function emptyCell(sheet: Sheet, row: number, column: number, { style }: Cell): void {
  putCell(sheet, row, column, undefined);
  if (styleAt(sheet, row, column) !== style) putCell(sheet, row, column, { value: null, style });
}
