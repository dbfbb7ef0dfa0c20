import { dropColumn, renameColumn } from '../formulas/table-references.ts';
import { cellAt } from '../model/cells.ts';
import type { Edit } from '../model/edit.ts';
import { defaultStyle } from '../model/style.ts';
import { isError } from '../model/value.ts';
import type { Sheet, Table, TableColumn } from '../model/workbook.ts';
import { rewriteFormulas } from './rewrite.ts';

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The name itself where it is free, else with the first number behind it that makes it so. */
export function freeColumnName(taken: readonly string[], wanted: string): string {
  const isTaken = (name: string): boolean => taken.some((other) => same(other, name));
  if (wanted !== '' && !isTaken(wanted)) return wanted;
  const stem = wanted === '' ? 'Column' : wanted;
  let number = wanted === '' ? 1 : 2;
  while (isTaken(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}

export function newColumn(table: Pick<Table, 'columns'>, name: string): TableColumn {
  const ids = table.columns.map((column) => column.id);
  return { id: Math.max(0, ...ids) + 1, name };
}

/** Puts the column's name into its header cell: always text, whatever it looks like. */
export function writeHeader(edit: Edit, sheet: Sheet, table: Table, column: TableColumn): void {
  if (!table.showHeaders) return;
  const at = table.area.left + table.columns.indexOf(column);
  const style = cellAt(sheet, table.area.top, at)?.style ?? defaultStyle;
  edit.putCell(sheet, table.area.top, at, { value: column.name, style });
}

/** Gives a column another name, in its header and in every formula that mentions it. */
export function nameColumn(
  edit: Edit,
  sheet: Sheet,
  table: Table,
  column: TableColumn,
  wanted: string,
): void {
  const others = table.columns.filter((other) => other !== column).map((other) => other.name);
  const to = freeColumnName(others, wanted);
  const from = column.name;
  edit.assign(column, { name: to });
  writeHeader(edit, sheet, table, column);
  if (from === to) return;
  rewriteFormulas(edit, (formula, _home, ownTable) =>
    formula.includes('[')
      ? renameColumn(formula, { table: table.name, from, to }, ownTable())
      : formula,
  );
}

/** What was written over header cells becomes the names of their columns. */
export function adoptHeaders(
  edit: Edit,
  sheet: Sheet,
  table: Table,
  columns: { first: number; last: number },
): void {
  table.columns.forEach((column, offset) => {
    const at = table.area.left + offset;
    if (at < columns.first || at > columns.last) return;
    nameColumn(edit, sheet, table, column, headerText(sheet, table.area.top, at));
  });
}

/** The text that a header is made of: what the cell holds, as text. */
export function headerText(sheet: Sheet, row: number, column: number): string {
  const value = cellAt(sheet, row, column)?.value ?? '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return isError(value) ? value.error : String(value);
}

/** Formulas that mention columns which are gone say #REF!. */
export function dropColumns(edit: Edit, table: Table, gone: readonly TableColumn[]): void {
  if (gone.length === 0) return;
  rewriteFormulas(edit, (formula, _home, ownTable) => {
    if (!formula.includes('[')) return formula;
    return gone.reduce(
      (text, column) => dropColumn(text, { table: table.name, name: column.name }, ownTable()),
      formula,
    );
  });
}
