import { areaOf, isWholeColumns, isWholeRows } from './model/area.ts';
import type { Edit } from './model/edit.ts';
import type { AutoFilter, FilterCriteria, Protection, Sheet, Table } from './model/workbook.ts';
import { invalidArgument } from './error.ts';
import type { ExcelHost } from './host.ts';
import { lookUp } from './objects/reach.ts';
import { clear, type Entry, enter, shownValue } from './operations/content.ts';
import { applyFilter, clearFilter } from './operations/filter.ts';
import { activeSheet, sheetNamed, tableNamed } from './operations/find.ts';
import { hideRows } from './operations/hidden.ts';
import { cutAndInsert } from './operations/cut-insert.ts';
import { formatNumbers } from './operations/looks.ts';
import { moveCells } from './operations/move.ts';
import { protect, unprotect } from './operations/protection.ts';
import { select } from './operations/select.ts';
import { activate, addSheet, deleteSheet, renameSheet } from './operations/sheets.ts';
import { sortTable } from './operations/sort.ts';
import { deleteCells, insertCells } from './operations/structure.ts';
import { nameColumn } from './operations/table-columns.ts';
import { addTableColumn } from './operations/table-size.ts';
import { addTable, renameTable } from './operations/tables.ts';

/**
 * What the user does at the keyboard, for tests and for the try-out page. Addresses are as Excel
 * shows them, "B2", "Data!A1:C9", "3:5"; without a sheet they mean the active one. Unlike what add-ins
 * write, what a person types beside a table joins it.
 */
export class Person {
  readonly #host: ExcelHost;
  readonly #isRemote: boolean;

  /** `isRemote`: another author of the same file, at a computer of their own. */
  constructor(host: ExcelHost, isRemote = false) {
    this.#host = host;
    this.#isRemote = isRemote;
  }

  /** Types into one cell, or a block of cells from its first one on. */
  type(address: string, typed: string | number | readonly (readonly Entry[])[]): void {
    const at = this.#at(address);
    const rows = typeof typed === 'object' ? typed : [[typed]];
    const area = areaOf(at.area.top, at.area.left, rows.length, rows[0]?.length ?? 1);
    this.#do((edit) => enter(edit, at.sheet, area, rows, true));
  }

  /** Presses Delete. */
  erase(address: string): void {
    const { sheet, area } = this.#at(address);
    this.#do((edit) => clear(edit, sheet, area, 'Contents'));
  }

  /** What the cells hold and what they show. */
  values(address: string): (string | number | boolean)[][] {
    return this.#grid(address, (sheet, row, column) => shownValue(sheet.rows[row]?.cells[column]));
  }

  texts(address: string): string[][] {
    return this.#grid(address, (sheet, row, column) =>
      this.#host.textOf(sheet.rows[row]?.cells[column]),
    );
  }

  formula(address: string): string | undefined {
    const { sheet, area } = this.#at(address);
    return sheet.rows[area.top]?.cells[area.left]?.formula;
  }

  format(address: string, numberFormat: string): void {
    const { sheet, area } = this.#at(address);
    const rows = Array.from({ length: area.bottom - area.top + 1 }, () =>
      Array.from({ length: area.right - area.left + 1 }, () => numberFormat),
    );
    this.#do((edit) => formatNumbers(edit, sheet, area, rows));
  }

  select(address: string): void {
    const { sheet, area } = this.#at(address);
    this.#do((edit) => select(edit, sheet, area));
  }

  /** Inserts whole rows ("3:5") or columns ("B:B"), or cells that push others down. */
  insert(address: string): void {
    const { sheet, area } = this.#at(address);
    const direction = isWholeColumns(area) && !isWholeRows(area) ? 'Right' : 'Down';
    this.#do((edit) => insertCells(edit, sheet, area, direction));
  }

  delete(address: string): void {
    const { sheet, area } = this.#at(address);
    const direction = isWholeColumns(area) && !isWholeRows(area) ? 'Left' : 'Up';
    this.#do((edit) => deleteCells(edit, sheet, area, direction));
  }

  /** Cuts cells and pastes them at another place: Ctrl+X, Ctrl+V. */
  move(from: string, to: string): void {
    const { sheet, area } = this.#at(from);
    const target = this.#at(to);
    this.#do((edit) => moveCells(edit, sheet, area, target.sheet, target.area, true));
  }

  /**
   * Cuts columns ("B:B"), rows ("3:5") or cells and puts them in before others of their sheet: "Insert Cut
   * Cells", or dragging with Shift. Cells go to the place in their own rows, or else in their columns.
   */
  cutAndInsert(from: string, before: string): void {
    const { sheet, area } = this.#at(from);
    const { area: place } = this.#at(before);
    const isAcross = !isWholeRows(area) && (isWholeColumns(area) || place.top === area.top);
    const [axis, at] = isAcross ? (['column', place.left] as const) : (['row', place.top] as const);
    this.#do((edit) => cutAndInsert(edit, sheet, area, axis, at));
  }

  /** Drags a table's column before another of it, or behind the last. */
  moveColumn(tableName: string, column: string, before?: string): void {
    const { sheet, table } = this.#table(tableName);
    const { area, columns } = table;
    const from = area.left + this.#column(table, column);
    const at = area.left + (before === undefined ? columns.length : this.#column(table, before));
    this.#do((edit) =>
      cutAndInsert(edit, sheet, { ...area, left: from, right: from }, 'column', at),
    );
  }

  hideRows(address: string): void {
    const { sheet, area } = this.#at(address);
    this.#do((edit) => hideRows(edit, sheet, area, () => true));
  }

  addSheet(name: string): void {
    this.#do((edit) => activate(edit, addSheet(edit, name)));
  }

  openSheet(name: string): void {
    this.#do((edit) => activate(edit, this.#sheet(name)));
  }

  renameSheet(name: string, to: string): void {
    this.#do((edit) => renameSheet(edit, this.#sheet(name), to));
  }

  deleteSheet(name: string): void {
    this.#do((edit) => deleteSheet(edit, this.#sheet(name)));
  }

  protect(sheet: string, options: Protection['options'] = {}, password?: string): void {
    this.#do((edit) => protect(edit, this.#sheet(sheet), options, password));
  }

  unprotect(sheet: string, password?: string): void {
    this.#do((edit) => unprotect(edit, this.#sheet(sheet), password));
  }

  makeTable(address: string, name: string): void {
    const { sheet, area } = this.#at(address);
    this.#do((edit) => renameTable(edit, sheet, addTable(edit, sheet, area, true), name));
  }

  renameTable(name: string, to: string): void {
    const { sheet, table } = this.#table(name);
    this.#do((edit) => renameTable(edit, sheet, table, to));
  }

  /** Adds a column, at the end or before another, with what stands in its body. */
  addColumn(tableName: string, header: string, body: Entry = '', before?: string): void {
    const { sheet, table } = this.#table(tableName);
    this.#do((edit) => {
      const index = before === undefined ? undefined : this.#column(table, before);
      const offset = addTableColumn(edit, sheet, table, index);
      const column = table.columns[offset];
      if (column) nameColumn(edit, sheet, table, column, header);
      const at = table.area.left + offset;
      const first = table.area.top + 1;
      const last = table.area.bottom - (table.showTotals ? 1 : 0);
      // A formula is typed once, and fills the column by itself.
      const count = typeof body === 'string' && body.startsWith('=') ? 1 : last - first + 1;
      const rows = Array.from({ length: count }, () => [body]);
      enter(edit, sheet, areaOf(first, at, count), rows, true);
    });
  }

  sort(tableName: string, column: string, ascending = true): void {
    const { sheet, table } = this.#table(tableName);
    const key = this.#column(table, column);
    this.#do((edit) =>
      sortTable(edit, sheet, table, { matchCase: false, fields: [{ key, ascending }] }),
    );
  }

  /** Shows only rows with these texts in the column; without any, all rows again. */
  filter(tableName: string, column: string, texts?: readonly string[]): void {
    const found = this.#table(tableName);
    const offset = this.#column(found.table, column);
    const criteria: FilterCriteria | undefined = texts && { filterOn: 'Values', values: texts };
    this.#do((edit) =>
      criteria ? applyFilter(edit, found, offset, criteria) : clearFilter(edit, found, offset),
    );
  }

  filterOf(tableName: string): AutoFilter | undefined {
    return this.#table(tableName).table.filter;
  }

  /** Begins to type into a cell and does not finish: add-ins get nothing done until `leaveCell`. */
  enterCell(): void {
    this.#host.isInCellEdit = true;
  }

  leaveCell(): void {
    this.#host.isInCellEdit = false;
  }

  #do(act: (edit: Edit) => void): void {
    const host = this.#host;
    if (host.isInCellEdit && !this.#isRemote) {
      throw invalidArgument('The person is typing into a cell.');
    }
    host.calculate();
    host.isRemote = this.#isRemote;
    try {
      host.edit(act);
    } finally {
      host.isRemote = false;
    }
    host.calculate();
  }

  #grid<Value>(
    address: string,
    read: (sheet: Sheet, row: number, column: number) => Value,
  ): Value[][] {
    const { sheet, area } = this.#at(address);
    return Array.from({ length: area.bottom - area.top + 1 }, (_row, down) =>
      Array.from({ length: area.right - area.left + 1 }, (_column, right) =>
        read(sheet, area.top + down, area.left + right),
      ),
    );
  }

  #at(address: string) {
    const { workbook } = this.#host;
    const found = lookUp(workbook, activeSheet(workbook), address);
    if (!found) throw invalidArgument(`There is no "${address}".`);
    return found;
  }

  #sheet(name: string): Sheet {
    const sheet = sheetNamed(this.#host.workbook, name);
    if (!sheet) throw invalidArgument(`There is no sheet "${name}".`);
    return sheet;
  }

  #table(name: string): { sheet: Sheet; table: Table } {
    const found = tableNamed(this.#host.workbook, name);
    if (!found) throw invalidArgument(`There is no table "${name}".`);
    return found;
  }

  #column(table: Table, name: string): number {
    const offset = table.columns.findIndex((column) => column.name === name);
    if (offset < 0) throw invalidArgument(`The table has no column "${name}".`);
    return offset;
  }
}
