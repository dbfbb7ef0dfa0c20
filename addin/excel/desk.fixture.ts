import type { OpenedExcel } from '../../excel-host/node/open-excel.ts';
import type { Table } from '../../excel-host/model/workbook.ts';

/** The sheet as the user knows it: rows by what they are about, not by where they stand. */
export class Desk {
  readonly excel: OpenedExcel;
  /** Headers that were given in place of ours. */
  chargeHeader = 'Charge';
  isSorted = false;
  isFiltered = false;
  #columns = 0;

  constructor(excel: OpenedExcel) {
    this.excel = excel;
  }

  get sheet() {
    const sheet = this.excel.workbook.sheets.find(({ name }) => name === 'Mine');
    if (!sheet) throw new Error('the sheet is gone');
    return sheet;
  }

  get table(): Table {
    const table = this.sheet.tables.find(({ name }) => name === 'Allocation');
    if (!table) throw new Error('the table is gone');
    return table;
  }

  get headers(): string[] {
    return this.table.columns.map(({ name }) => name);
  }

  column(header: string): number {
    const { area, columns } = this.table;
    const offset = columns.findIndex(({ name }) => name === header);
    if (offset < 0) throw new Error(`there is no column ${header}`);
    return area.left + offset;
  }

  /** Rows of the body, from 0. */
  get rows(): number[] {
    const { area, showTotals } = this.table;
    const count = area.bottom - area.top - (showTotals ? 1 : 0);
    return Array.from({ length: count }, (_, i) => area.top + 1 + i);
  }

  at(row: number, column: number): string {
    return `Mine!${letters(column)}${row + 1}`;
  }

  value(row: number, column: number): string | number | boolean {
    return this.excel.person.values(this.at(row, column))[0]?.[0] ?? '';
  }

  keyOf(row: number): string {
    return `${this.value(row, this.column('To'))} ${this.value(row, this.column('Unit'))}`;
  }

  /** All that stands outside of our table from its first row on, to its right. */
  get beside(): string[] {
    const { area } = this.table;
    const others = this.sheet.tables.filter(({ name }) => name === 'Wide');
    const isOthers = (row: number) =>
      others.some((other) => row >= other.area.top && row <= other.area.bottom);
    return this.sheet.rows.flatMap((line, row) =>
      (line?.cells ?? []).flatMap((cell, column) =>
        column > area.right && (cell?.value ?? null) !== null && !isOthers(row)
          ? [`${this.at(row, column)} ${JSON.stringify(cell?.value)}`]
          : [],
      ),
    );
  }

  /** Of notes on blank cells to its right. */
  get notesBeside(): number {
    const { right } = this.table.area;
    return this.sheet.notes.filter(({ text, column }) => text === 'beside' && column > right)
      .length;
  }

  putWideTable({ row, column }: { row: number; column: number }): void {
    const { person } = this.excel;
    const last = this.at(row + 2, column + 7).slice('Mine!'.length);
    person.type(this.at(row, column), [
      Array.from({ length: 8 }, (_, i) => `Head ${i}`),
      ...['one', 'two'].map((line) => Array.from({ length: 8 }, (_, i) => `${line} ${i}`)),
    ]);
    person.makeTable(`${this.at(row, column)}:${last}`, 'Wide');
  }

  get #wide(): Table {
    const table = this.sheet.tables.find(({ name }) => name === 'Wide');
    if (!table) throw new Error('the wide table is gone');
    return table;
  }

  /** What stands in the wide table, wherever it is. */
  get wideTable(): unknown[] {
    const { area } = this.#wide;
    return this.sheet.rows
      .slice(area.top, area.bottom + 1)
      .map((line) => line?.cells.slice(area.left, area.right + 1).map((cell) => cell?.value));
  }

  /** By key, where the wide table is one of results too. */
  get stackedCharges(): Map<string, string | number | boolean> {
    const { area } = this.#wide;
    const rows = Array.from({ length: area.bottom - area.top - 1 }, (_, i) => area.top + 1 + i);
    const column = (header: string) =>
      area.left + this.#wide.columns.findIndex(({ name }) => name === header);
    return new Map(
      rows.flatMap((row) => {
        const key = `${this.value(row, column('To'))} ${this.value(row, column('Unit'))}`;
        return key === ' ' ? [] : [[key, this.value(row, column('Charge'))] as const];
      }),
    );
  }

  /** All that can be seen of the sheet. */
  get everything(): unknown {
    const { rows, tables, notes } = this.sheet;
    return structuredClone({
      cells: rows.map((line) => [line?.hidden, line?.cells.map((cell) => cell?.value ?? null)]),
      tables: tables.map(({ name, area, filter }) => [name, area, filter?.criteria]),
      notes,
    });
  }

  /** Whom each rule and each look of the user's is about, and in which row it is. */
  get marks(): { readonly about: unknown; readonly key: string }[] {
    const { conditionalFormats, validations } = this.sheet;
    return [...conditionalFormats, ...validations].flatMap(({ areas, kept }) =>
      areas.map(({ top }) => ({ about: kept, key: `about ${this.keyOf(top)}` })),
    );
  }

  /** What stands in a column, by row. */
  byKey(column: number): Map<string, string | number | boolean> {
    return new Map(this.rows.map((row) => [this.keyOf(row), this.value(row, column)]));
  }

  readonly ownColumns: string[] = [];
  readonly formulaColumns: string[] = [];

  addColumn(body: string, before: boolean): string {
    this.#columns += 1;
    const header = `Own ${this.#columns}`;
    const { person } = this.excel;
    if (before) person.addColumn('Allocation', header, '', 'Unit');
    else person.addColumn('Allocation', header, '');
    if (body !== '') {
      for (const row of this.rows) person.type(this.at(row, this.column(header)), body);
    }
    return header;
  }
}

export function letters(column: number): string {
  const high = Math.floor(column / 26);
  return (high > 0 ? String.fromCharCode(64 + high) : '') + String.fromCharCode(65 + (column % 26));
}
