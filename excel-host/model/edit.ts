import { putCell, rowAt } from './cells.ts';
import {
  columnOf,
  keyOf,
  outdate,
  rowOf,
  touchCell,
  touchHidden,
  touchNames,
  touchSheet,
  touchTable,
} from './touched.ts';
import type {
  Cell,
  Change,
  Column,
  Happening,
  HappeningKind,
  Row,
  Sheet,
  Workbook,
} from './workbook.ts';

/** Puts back what was, and keeps what it replaced, so that the next swap puts that back. */
interface Swap {
  readonly swap: () => void;
}

/** Of a cell, of which there may be millions: a closure for each would be twice as large. */
class CellSwap implements Swap {
  readonly #workbook: Workbook;
  readonly #sheet: Sheet;
  readonly #key: number;
  #other: Cell | undefined;

  constructor(workbook: Workbook, sheet: Sheet, key: number, other: Cell | undefined) {
    this.#workbook = workbook;
    this.#sheet = sheet;
    this.#key = key;
    this.#other = other;
  }

  swap(): void {
    const [row, column] = [rowOf(this.#key), columnOf(this.#key)];
    const now = this.#sheet.rows[row]?.cells[column];
    putCell(this.#sheet, row, column, this.#other);
    touchCell(this.#workbook, this.#sheet, this.#key, now, this.#other);
    this.#other = now;
  }
}

/**
 * The only way to change a workbook that others observe. Every step notes how it is taken back, so an
 * edit that fails half way leaves nothing behind, and one that succeeds can be undone and done again.
 */
export class Edit {
  readonly workbook: Workbook;
  readonly happenings: Happening[] = [];
  readonly #swaps: Swap[] = [];
  #isOfCellsOnly = true;

  constructor(workbook: Workbook) {
    this.workbook = workbook;
  }

  /** Tells observers, once the edit is complete, what it meant; results that depend on it are due. */
  tell(happening: Happening): void {
    this.happenings.push(happening);
    const { workbook } = this;
    const sheet = workbook.sheets.find(({ id }) => id === happening.sheet);
    if (happening.shift && sheet) touchSheet(workbook, sheet);
    else if (happening.what === 'sheetAdded' && sheet) touchAdded(workbook, sheet);
    else if (happening.what === 'sheetRenamed') touchNames(workbook, 'sheetNames');
    else if (happening.what === 'namesChanged') touchNames(workbook, 'names');
    else if (restructures.has(happening.what)) outdate(workbook);
    else if (hides.has(happening.what)) touchHidden(workbook);
    else if (happening.what === 'tableChanged') {
      const tables = workbook.sheets.flatMap((sheet) => sheet.tables);
      const table = tables.find(({ id }) => id === happening.table);
      if (table) touchTable(workbook, table);
    }
  }

  /** Gives properties of a workbook, sheet, table, row or name other values. */
  assign<T extends object>(target: T, values: Partial<T>): void {
    const before: Partial<T> = { ...target };
    const keys = Object.keys(values).filter(
      (key): key is Extract<keyof T, string> => key in values,
    );
    let other = before;
    this.#isOfCellsOnly = false;
    this.#swaps.push({
      swap: () => {
        const now: Partial<T> = { ...target };
        for (const key of keys) {
          if (key in other) Object.assign(target, { [key]: other[key] });
          else delete target[key];
        }
        other = now;
      },
    });
    Object.assign(target, values);
  }

  putCell(sheet: Sheet, row: number, column: number, cell: Cell | undefined): void {
    const before = sheet.rows[row]?.cells[column];
    if (before === cell) return;
    const key = keyOf(row, column);
    this.#swaps.push(new CellSwap(this.workbook, sheet, key, before));
    putCell(sheet, row, column, cell);
    touchCell(this.workbook, sheet, key, before, cell);
  }

  assignRow(sheet: Sheet, row: number, values: Partial<Row>): void {
    this.assign(rowAt(sheet, row), values);
  }

  setColumn(sheet: Sheet, column: number, value: Column): void {
    let other = sheet.columns[column];
    this.#swaps.push({
      swap: () => {
        const now = sheet.columns[column];
        sheet.columns[column] = other;
        other = now;
      },
    });
    sheet.columns[column] = value;
  }

  /** Takes rows out and puts empty ones in; tables, merges and formulas are the caller's business. */
  spliceRows(sheet: Sheet, at: number, removed: number, inserted: number): void {
    this.assign(sheet, { rows: splice(sheet.rows, at, removed, inserted) });
    touchSheet(this.workbook, sheet);
  }

  spliceColumns(sheet: Sheet, at: number, removed: number, inserted: number): void {
    // Other rows, so that nobody takes what they knew of these for what is in them now.
    const columns = splice(sheet.columns, at, removed, inserted);
    this.assign(sheet, { columns, rows: sheet.rows.slice() });
    sheet.rows.forEach((row) => {
      if (row) this.assign(row, { cells: splice(row.cells, at, removed, inserted) });
    });
    touchSheet(this.workbook, sheet);
  }

  setEntry<K, V>(map: Map<K, V>, key: K, value: V | undefined): void {
    let other = new Map(map);
    this.#swaps.push({
      swap: () => {
        const now = new Map(map);
        map.clear();
        for (const [key, value] of other) map.set(key, value);
        other = now;
      },
    });
    if (value === undefined) map.delete(key);
    else map.set(key, value);
  }

  /** Whether anything was changed at all. */
  get isEmpty(): boolean {
    return this.#swaps.length === 0;
  }

  takeBack(): void {
    for (const one of this.#swaps.toReversed()) one.swap();
    if (!this.#isOfCellsOnly) outdate(this.workbook);
  }

  /** After {@link takeBack}: does it all again. */
  doAgain(): void {
    for (const one of this.#swaps) one.swap();
    if (!this.#isOfCellsOnly) outdate(this.workbook);
  }
}

/** After these any formula may read something else. */
const restructures: ReadonlySet<HappeningKind> = new Set([
  'sheetDeleted',
  'sheetMoved',
  'tableAdded',
  'tableDeleted',
]);
const hides: ReadonlySet<HappeningKind> = new Set(['filtered', 'rowsHidden', 'rowsShown']);

/** A sheet may bring names and tables along. */
function touchAdded(workbook: Workbook, sheet: Sheet): void {
  if (sheet.tables.length > 0) outdate(workbook);
  touchSheet(workbook, sheet);
  touchNames(workbook, 'sheetNames');
  touchNames(workbook, 'names');
}

/** Makes one edit: all of it, or none of it if `act` throws. */
export function change<Result>(workbook: Workbook, act: (edit: Edit) => Result): Result {
  const edit = new Edit(workbook);
  let result: Result;
  try {
    result = act(edit);
  } catch (error) {
    edit.takeBack();
    throw error;
  }
  if (!edit.isEmpty) {
    workbook.isDirty = true;
    const happened: Change = {
      happenings: edit.happenings,
      undo: () => edit.takeBack(),
      redo: () => edit.doAgain(),
    };
    for (const observe of workbook.observers) observe(happened);
  }
  return result;
}

/** A sparse array's splice that neither copies holes nor spreads arguments. */
function splice<T>(
  list: readonly (T | undefined)[],
  at: number,
  removed: number,
  inserted: number,
): (T | undefined)[] {
  if (at >= list.length) return list.slice();
  const gap: undefined[] = [];
  gap.length = inserted;
  return list.slice(0, at).concat(gap, list.slice(at + removed));
}
