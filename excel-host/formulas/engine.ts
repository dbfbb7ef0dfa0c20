import type {
  CellLike,
  FormulaResultLike,
  RowLike,
  WorkbookLike,
  WorksheetLike,
} from '@cj-tech-master/excelts/formula';
import { type Area, printArea } from '../model/area.ts';
import { cellAt } from '../model/cells.ts';
import { keyOf } from '../model/touched.ts';
import type { Cell, DefinedName, Sheet, Workbook } from '../model/workbook.ts';

/*
 * Shows a part of a workbook to the calculation library as that library wants to see one (counting
 * from 1), and collects what it calculates. Nothing of the workbook is changed here.
 */

/** What one sheet shows of itself to the library, and what came back. */
export interface SheetView {
  readonly sheet: Sheet;
  /** The formulas to be calculated, by {@link keyOf}; all other cells are shown with their values. */
  readonly formulas: Map<number, { readonly text: string; readonly isDynamic: boolean }>;
  /** What the formulas read: the library copies all that it is shown. */
  readonly areas: Area[];
  /** By {@link keyOf}; an entry that is undefined is an empty result. */
  readonly results: Map<number, FormulaResultLike>;
  /** Cells that a result spilled into: by row and column, with the key of the formula they came from. */
  readonly spilled: Map<number, Map<number, { value: FormulaResultLike; from: number }>>;
}

interface ShownCell extends CellLike {
  row: number;
  col: number;
  type: number;
  formula?: string;
  model: CellLike['model'];
}

const types = { empty: 0, value: 2, formula: 6 } as const;

export const viewOf = (sheet: Sheet): SheetView => ({
  sheet,
  formulas: new Map(),
  areas: [],
  results: new Map(),
  spilled: new Map(),
});

/** Fills `shown` with a cell as the library sees it. */
function show(shown: ShownCell, cell: Cell, { sheet, formulas }: SheetView): void {
  const formula = formulas.get(keyOf(shown.row - 1, shown.col - 1));
  shown.model = {};
  delete shown.formula;
  shown.value = cell.value;
  shown.result = cell.value ?? undefined;
  shown.type = cell.value === null ? types.empty : types.value;
  if (cell.spilledFrom) {
    const { row, column } = cell.spilledFrom;
    const isDue = formulas.has(keyOf(row, column));
    const isLegacy = cellAt(sheet, row, column)?.spill?.legacy === true;
    if (isDue) shown.type = isLegacy ? types.formula : types.empty;
  }
  if (!formula) return;
  const { text } = formula;
  shown.type = types.formula;
  shown.formula = text;
  if (cell.spill?.legacy) {
    shown.model = { formula: text, shareType: 'array', ref: printArea(cell.spill.area) };
  } else
    shown.model = formula.isDynamic ? { formula: text, isDynamicArray: true } : { formula: text };
}

/** The rows of a sheet; the library copies each cell it is shown, so one object serves all. */
function rowsOf(view: SheetView) {
  const { sheet } = view;
  const shown: ShownCell = { row: 0, col: 0, type: 0, model: {}, value: null, result: undefined };
  let columns = { left: 0, right: 0 };
  const eachCell = (first: unknown, second?: unknown): void => {
    const visit = (second ?? first) as (cell: CellLike, column: number) => void;
    const cells = sheet.rows[shown.row - 1]?.cells ?? [];
    const last = Math.min(columns.right, cells.length - 1);
    for (let column = columns.left; column <= last; column += 1) {
      const cell = cells[column];
      if (!cell) continue;
      shown.col = column + 1;
      show(shown, cell, view);
      visit(shown, column + 1);
    }
  };
  return (visit: (row: RowLike, number: number) => void): void => {
    for (const area of view.areas) {
      columns = area;
      const last = Math.min(area.bottom, sheet.rows.length - 1);
      for (let row = area.top; row <= last; row += 1) {
        const line = sheet.rows[row];
        if (!line) continue;
        shown.row = row + 1;
        visit({ hidden: line.hidden ?? false, eachCell }, row + 1);
      }
    }
  };
}

/** Cells to write to: a formula's result, or a place that a result spills into. */
function writer(view: SheetView) {
  // The library asks for a spilling formula's own cell first, then for the cells it spills into.
  let source = 0;
  const written = (row: number, column: number, type: number): CellLike => ({
    row: row + 1,
    col: column + 1,
    type,
    model: {},
    get value() {
      return undefined;
    },
    set value(value: unknown) {
      const inRow = view.spilled.get(row) ?? new Map();
      view.spilled.set(row, inRow);
      if (value === null) inRow.delete(column);
      else inRow.set(column, { value: value as FormulaResultLike, from: source });
    },
    get result() {
      return undefined;
    },
    set result(result: FormulaResultLike) {
      view.results.set(keyOf(row, column), result);
    },
  });
  return {
    findCell(row: number, column: number): CellLike | undefined {
      source = keyOf(row - 1, column - 1);
      if (view.spilled.get(row - 1)?.has(column - 1)) {
        return written(row - 1, column - 1, types.value);
      }
      const cell = cellAt(view.sheet, row - 1, column - 1);
      if (!cell) return undefined;
      const isFormula = cell.formula !== undefined || cell.spilledFrom !== undefined;
      return written(row - 1, column - 1, isFormula ? types.formula : types.value);
    },
    getCell: (row: number, column: number) => written(row - 1, column - 1, types.value),
  };
}

function showSheet(view: SheetView, id: number): WorksheetLike {
  const { sheet } = view;
  const eachRow = rowsOf(view);
  const width =
    view.areas.length === 0
      ? 0
      : sheet.rows.reduce((widest, row) => Math.max(widest, row?.cells.length ?? 0), 0);
  return {
    id,
    name: sheet.name,
    dimensions: width === 0 ? null : { top: 1, left: 1, bottom: sheet.rows.length, right: width },
    mergedRegions: sheet.merges.map(({ top, left, bottom, right }) => ({
      top: top + 1,
      left: left + 1,
      bottom: bottom + 1,
      right: right + 1,
    })),
    eachRow: (first: unknown, second?: unknown) =>
      eachRow((second ?? first) as (row: RowLike, number: number) => void),
    ...writer(view),
    getTables: () => [],
  };
}

/**
 * The workbook as the library wants to see it, one view for each sheet in order; what it calculates
 * arrives in the views. `names` in its own words.
 */
export function showWorkbook(
  workbook: Workbook,
  views: readonly SheetView[],
  names: readonly Pick<DefinedName, 'name' | 'sheet' | 'formula'>[],
): WorkbookLike {
  const worksheets = views.map((view, index) => showSheet(view, index + 1));
  const indexOf = new Map(views.map(({ sheet }, index) => [sheet.id, index]));
  const entries = names.map(({ name, sheet, formula }) => {
    const localSheetId = sheet === undefined ? undefined : indexOf.get(sheet);
    return { name, ranges: [formula], ...(localSheetId === undefined ? {} : { localSheetId }) };
  });
  const byName = new Map(worksheets.map((sheet) => [sheet.name, sheet]));
  return {
    worksheets,
    getWorksheet: (id) => (typeof id === 'string' ? byName.get(id) : worksheets[(id ?? 0) - 1]),
    definedNames: { getAllEntries: () => entries, getAllNames: () => entries },
    properties: { date1904: workbook.date1904 },
  };
}
