import type {
  CellLike,
  FormulaResultLike,
  RowLike,
  WorkbookLike,
  WorksheetLike,
} from '@cj-tech-master/excelts/formula';
import { maxColumns, printArea } from '../model/area.ts';
import { cellAt } from '../model/cells.ts';
import type { Cell, Sheet, Table, Workbook } from '../model/workbook.ts';

/*
 * Shows a workbook to the calculation library as that library wants to see one (counting from 1), and
 * collects what it calculates. Nothing of the workbook is changed here.
 */

/** What one sheet shows of itself to the library, and what came back. */
export interface SheetView {
  readonly sheet: Sheet;
  /** By {@link keyOf}; an entry that is undefined is an empty result. */
  readonly results: Map<number, FormulaResultLike>;
  /** Cells that a result spilled into: by row and column, with the key of the formula they came from. */
  readonly spilled: Map<number, Map<number, { value: FormulaResultLike; from: number }>>;
}

export interface EngineInput {
  readonly workbook: Workbook;
  /** The formula of a cell in the library's words; undefined where the cell counts as a value now. */
  readonly formulaOf: (cell: Cell, sheet: Sheet, row: number, column: number) => string | undefined;
  /** Sheets that no formula reads are shown as empty, which saves reading them. */
  readonly isRead: (sheet: Sheet) => boolean;
}

interface ShownCell extends CellLike {
  row: number;
  col: number;
  type: number;
  formula?: string;
  model: CellLike['model'];
}

const types = { empty: 0, value: 2, formula: 6 } as const;

export const keyOf = (row: number, column: number): number => row * maxColumns + column;

export const viewOf = (sheet: Sheet): SheetView => ({
  sheet,
  results: new Map(),
  spilled: new Map(),
});

/** Fills `shown` with a cell as the library sees it. */
function show(shown: ShownCell, cell: Cell, view: SheetView, input: EngineInput): void {
  const [row, column] = [shown.row - 1, shown.col - 1];
  const result = view.results.get(keyOf(row, column)) ?? cell.value ?? undefined;
  shown.model = {};
  delete shown.formula;
  shown.value = cell.value;
  shown.result = result;
  shown.type = cell.value === null ? types.empty : types.value;
  if (cell.spilledFrom) {
    const source = cellAt(view.sheet, cell.spilledFrom.row, cell.spilledFrom.column);
    shown.type = source?.spill?.legacy ? types.formula : types.empty;
  }
  if (cell.formula === undefined) return;
  const formula = input.formulaOf(cell, view.sheet, row, column);
  if (formula === undefined) {
    shown.value = result;
    shown.type = result === undefined ? types.empty : types.value;
    return;
  }
  shown.type = types.formula;
  shown.formula = formula;
  if (!cell.spill) shown.model = { formula };
  else if (!cell.spill.legacy) shown.model = { formula, isDynamicArray: true };
  else shown.model = { formula, shareType: 'array', ref: printArea(cell.spill.area) };
}

/** The rows of a sheet; the library copies each cell it is shown, so one object serves all. */
function rowsOf(view: SheetView, input: EngineInput) {
  const { sheet, spilled } = view;
  const shown: ShownCell = { row: 0, col: 0, type: 0, model: {}, value: null, result: undefined };
  const eachCell = (row: number, visit: (cell: CellLike, column: number) => void): void => {
    const arrived = spilled.get(row);
    shown.row = row + 1;
    sheet.rows[row]?.cells.forEach((cell, column) => {
      if (!cell || arrived?.has(column)) return;
      shown.col = column + 1;
      show(shown, cell, view, input);
      visit(shown, column + 1);
    });
    arrived?.forEach(({ value }, column) => {
      Object.assign(shown, { col: column + 1, type: types.value, model: {}, value });
      delete shown.formula;
      visit(shown, column + 1);
    });
  };
  return (visit: (row: RowLike, number: number) => void): void => {
    if (!input.isRead(sheet)) return;
    const end = [...spilled.keys()].reduce(
      (last, row) => Math.max(last, row + 1),
      sheet.rows.length,
    );
    for (let row = 0; row < end; row += 1) {
      const each = (first: unknown, second?: unknown) =>
        eachCell(row, (second ?? first) as (cell: CellLike, column: number) => void);
      visit({ hidden: sheet.rows[row]?.hidden ?? false, eachCell: each }, row + 1);
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

function showTable({ name, area, columns, showHeaders, showTotals }: Table) {
  const outside = (showHeaders ? 1 : 0) + (showTotals ? 1 : 0);
  return {
    table: {
      name,
      tl: { row: area.top + 1, col: area.left + 1 },
      columns,
      rows: Array.from({ length: area.bottom - area.top + 1 - outside }),
      headerRow: showHeaders,
      totalsRow: showTotals,
    },
  };
}

function showSheet(view: SheetView, id: number, input: EngineInput): WorksheetLike {
  const { sheet } = view;
  const eachRow = rowsOf(view, input);
  const width = sheet.rows.reduce((widest, row) => Math.max(widest, row?.cells.length ?? 0), 0);
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
    getTables: () => sheet.tables.map(showTable),
  };
}

/** The workbook as the library wants to see it; what it calculates arrives in `views`. */
export function showWorkbook(views: readonly SheetView[], input: EngineInput): WorkbookLike {
  const worksheets = views.map((view, index) => showSheet(view, index + 1, input));
  const indexOf = new Map(views.map(({ sheet }, index) => [sheet.id, index]));
  const names = input.workbook.names
    .filter(({ name }) => !name.startsWith('_xlnm.'))
    .map(({ name, sheet, formula }) => {
      const localSheetId = sheet === undefined ? undefined : indexOf.get(sheet);
      return { name, ranges: [formula], ...(localSheetId === undefined ? {} : { localSheetId }) };
    });
  const byName = new Map(worksheets.map((sheet) => [sheet.name, sheet]));
  return {
    worksheets,
    getWorksheet: (id) => (typeof id === 'string' ? byName.get(id) : worksheets[(id ?? 0) - 1]),
    definedNames: { getAllEntries: () => names, getAllNames: () => names },
    properties: { date1904: input.workbook.date1904 },
  };
}
