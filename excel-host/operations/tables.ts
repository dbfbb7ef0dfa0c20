import { loseTable, renameTable as renameInFormula } from '../formulas/table-references.ts';
import { type Area, intersection } from '../model/area.ts';
import { newId } from '../model/create.ts';
import type { Edit } from '../model/edit.ts';
import { outdate } from '../model/touched.ts';
import type { Sheet, Table } from '../model/workbook.ts';
import { invalidArgument } from '../error.ts';
import { clear } from './content.ts';
import { bodyOf, tableNamed } from './find.ts';
import { nameNamed, requireFreeName, requireName } from './names.ts';
import { requireAllowed } from './protection.ts';
import { rewriteFormulas } from './rewrite.ts';
import { insertCells } from './structure.ts';
import { freeColumnName, headerText, newColumn, writeHeader } from './table-columns.ts';
import { calculateColumns } from './table-entry.ts';
import { spellOutTable } from './table-references.ts';
import { removeTable } from './table-shift.ts';
import { makeRoom } from './table-size.ts';
import { showRows } from './hidden.ts';

/** Makes a table of the area; without headers in it, a header row is put in above the data. */
export function addTable(edit: Edit, sheet: Sheet, given: Area, hasHeaders: boolean): Table {
  const { workbook } = edit;
  requireAllowed(sheet);
  const isHeaderOnly = hasHeaders && given.top === given.bottom;
  if (!hasHeaders) insertCells(edit, sheet, { ...given, bottom: given.top }, 'Down');
  const area = isHeaderOnly || !hasHeaders ? { ...given, bottom: given.bottom + 1 } : given;
  const other = sheet.tables.find((table) => intersection(table.area, area));
  if (other) throw invalidArgument(`The table would overlap the table "${other.name}".`);
  if (isHeaderOnly) makeRoom(edit, sheet, area, 1);
  edit.assign(sheet, { merges: sheet.merges.filter((merge) => !intersection(merge, area)) });
  const table: Table = {
    id: newId(workbook),
    name: freeTableName(edit),
    area,
    showHeaders: true,
    showTotals: false,
    insertRow: isHeaderOnly,
    columns: [],
    style: 'TableStyleMedium2',
    showBandedRows: true,
    showBandedColumns: false,
    highlightFirstColumn: false,
    highlightLastColumn: false,
    filter: { area, criteria: [] },
    sort: undefined,
    kept: undefined,
  };
  for (let at = area.left; at <= area.right; at += 1) {
    const taken = table.columns.map((column) => column.name);
    const text = hasHeaders ? headerText(sheet, area.top, at) : '';
    table.columns.push(newColumn(table, freeColumnName(taken, text)));
  }
  for (const column of table.columns) writeHeader(edit, sheet, table, column);
  edit.assign(sheet, { tables: [...sheet.tables, table] });
  calculateColumns(edit, sheet, table, bodyOf(table), false);
  edit.tell({ what: 'tableAdded', sheet: sheet.id, table: table.id });
  return table;
}

function freeTableName(edit: Edit): string {
  let number = 1;
  const isTaken = (name: string): boolean =>
    tableNamed(edit.workbook, name) !== undefined ||
    nameNamed(edit.workbook, name, undefined) !== undefined;
  while (isTaken(`Table${number}`)) number += 1;
  return `Table${number}`;
}

export function renameTable(edit: Edit, sheet: Sheet, table: Table, name: string): void {
  if (name === table.name) return;
  requireName(name);
  const isOther = tableNamed(edit.workbook, name)?.table !== table;
  if (isOther) requireFreeName(edit.workbook, name, undefined);
  const before = table.name;
  edit.assign(table, { name });
  rewriteFormulas(edit, (formula) => renameInFormula(formula, before, name));
  // Formulas may have waited for a table of this name.
  outdate(edit.workbook);
  edit.tell({ what: 'tableChanged', sheet: sheet.id, table: table.id });
}

/** Deletes the table with all it holds. */
export function deleteTable(edit: Edit, sheet: Sheet, table: Table): void {
  requireAllowed(sheet);
  takeAway(edit, sheet, table);
  clear(edit, sheet, table.area, 'All');
  rewriteFormulas(edit, (formula) => loseTable(formula, table.name));
}

/** Takes the table away and leaves its cells; formulas about it say so by address. */
export function dissolve(edit: Edit, sheet: Sheet, table: Table): void {
  requireAllowed(sheet);
  spellOutTable(edit, sheet, table);
  takeAway(edit, sheet, table);
}

/** Without its filter: rows that it hid are shown. */
function takeAway(edit: Edit, sheet: Sheet, table: Table): void {
  if (table.filter) showRows(edit, sheet, table.filter.area);
  removeTable(edit, sheet, table);
}
