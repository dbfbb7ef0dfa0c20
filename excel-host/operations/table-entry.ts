import { formulaCopier } from '../formulas/references.ts';
import { type Area, intersection } from '../model/area.ts';
import { cellAt, isFilled, styleAt } from '../model/cells.ts';
import type { Edit } from '../model/edit.ts';
import { touchTable } from '../model/touched.ts';
import type { Sheet, Table, TableColumn } from '../model/workbook.ts';
import { bodyOf, headerOf, tablesIn, totalsOf } from './find.ts';
import { isBlank } from './structure.ts';
import {
  adoptHeaders,
  newColumn,
  freeColumnName,
  headerText,
  writeHeader,
} from './table-columns.ts';
import { fillNewRows } from './table-shift.ts';
import { adoptTotals } from './table-totals.ts';

/** What tables make of cells that were just written in or beside them. */
export function afterEntry(edit: Edit, sheet: Sheet, area: Area, growTables: boolean): void {
  if (sheet.tables.length === 0) return;
  if (growTables) for (const table of sheet.tables) grow(edit, sheet, table, area);
  for (const table of tablesIn(sheet, area)) {
    const header = headerOf(table);
    const written = header && intersection(header, area);
    if (written) adoptHeaders(edit, sheet, table, { first: written.left, last: written.right });
    const totals = totalsOf(table);
    if (totals && intersection(totals, area)) adoptTotals(edit, sheet, table);
    const body = intersection(bodyOf(table), area);
    if (!body) continue;
    if (table.insertRow && !isBlank(sheet, body)) edit.assign(table, { insertRow: false });
    calculateColumns(edit, sheet, table, body, growTables);
  }
}

/** As AutoCorrect does it: what is written right below or beside a table becomes part of it. */
function grow(edit: Edit, sheet: Sheet, table: Table, area: Area): void {
  const { top, left, bottom, right } = table.area;
  const overlapsOther = (grown: Area): boolean =>
    sheet.tables.some((other) => other !== table && intersection(other.area, grown));
  const isBelow = area.top === bottom + 1 && area.left <= right && area.right >= left;
  if (isBelow && !table.showTotals && !isBlank(sheet, area)) {
    const grown = { ...table.area, bottom: area.bottom };
    if (overlapsOther(grown)) return;
    setArea(edit, table, grown);
    fillNewRows(edit, sheet, table, bottom + 1, area.bottom - bottom);
    return;
  }
  const isBeside = area.left === right + 1 && area.top >= top && area.bottom <= bottom;
  if (isBeside && !isBlank(sheet, area)) {
    const grown = { ...table.area, right: area.right };
    if (overlapsOther(grown)) return;
    setArea(edit, table, grown);
    addColumns(edit, sheet, table);
  }
}

/** Moves the table's edges, and its filter's with them. */
export function setArea(edit: Edit, table: Table, area: Area): void {
  const bottom = area.bottom - (table.showTotals ? 1 : 0);
  edit.assign(table, {
    area,
    filter: table.filter && { ...table.filter, area: { ...area, bottom } },
  });
  touchTable(edit.workbook, table);
}

/** Makes columns for the part of the table's area that has none yet, named by their header cells. */
export function addColumns(edit: Edit, sheet: Sheet, table: Table): void {
  const columns = [...table.columns];
  const made: TableColumn[] = [];
  for (let at = table.area.left + columns.length; at <= table.area.right; at += 1) {
    const taken = columns.map((column) => column.name);
    const text = table.showHeaders ? headerText(sheet, table.area.top, at) : '';
    const column = newColumn({ columns }, freeColumnName(taken, text));
    columns.push(column);
    made.push(column);
  }
  edit.assign(table, { columns });
  for (const column of made) writeHeader(edit, sheet, table, column);
}

/**
 * A column whose body is one and the same formula calculates its new rows by it; one that holds no
 * formula any more does not. `calculatedFormula` reads as in the first row of the body.
 */
export function calculateColumns(
  edit: Edit,
  sheet: Sheet,
  table: Table,
  written: Area,
  fills: boolean,
): void {
  const body = bodyOf(table);
  for (let at = written.left; at <= written.right; at += 1) {
    const column = table.columns[at - table.area.left];
    const formula = cellAt(sheet, written.top, at)?.formula;
    if (!column || (formula === undefined && column.calculatedFormula === undefined)) continue;
    const rows = Array.from({ length: body.bottom - body.top + 1 }, (_, step) => body.top + step);
    if (formula === undefined) {
      if (rows.some((row) => cellAt(sheet, row, at)?.formula !== undefined)) continue;
      const { calculatedFormula: _dropped, ...rest } = column;
      const columns = table.columns.map((other) => (other === column ? rest : other));
      edit.assign(table, { columns });
      continue;
    }
    const asIn = formulaCopier(formula);
    const isElsewhere = (row: number): boolean => row < written.top || row > written.bottom;
    const agrees = rows.every((row) =>
      isElsewhere(row)
        ? !isFilled(cellAt(sheet, row, at))
        : cellAt(sheet, row, at)?.formula === asIn(row - written.top, 0),
    );
    if (!agrees) continue;
    edit.assign(column, { calculatedFormula: asIn(body.top - written.top, 0) });
    for (const row of fills ? rows.filter(isElsewhere) : []) {
      const style = styleAt(sheet, row, at);
      edit.putCell(sheet, row, at, { value: null, formula: asIn(row - written.top, 0), style });
    }
  }
}
