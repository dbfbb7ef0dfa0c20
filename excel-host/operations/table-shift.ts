import type { Shift } from '../formulas/references.ts';
import { formulaCopier, shiftSpan } from '../formulas/references.ts';
import { maxColumns } from '../model/area.ts';
import { cellAt, styleAt } from '../model/cells.ts';
import type { Edit } from '../model/edit.ts';
import type { Sheet, Table, TableColumn } from '../model/workbook.ts';
import { ExcelError } from '../error.ts';
import { bodyOf } from './find.ts';
import { shiftArea, shiftFilter } from './shift.ts';
import { dropColumns, freeColumnName, newColumn, writeHeader } from './table-columns.ts';

/** Tables follow their cells: they move, grow, shrink or go. Call it once the cells have moved. */
export function shiftTables(edit: Edit, sheet: Sheet, shift: Shift): void {
  for (const table of sheet.tables) {
    const area = shiftArea(table.area, shift);
    if (!area) removeTable(edit, sheet, table);
    else if (area !== table.area) shiftTable(edit, sheet, table, shift);
  }
}

export function removeTable(edit: Edit, sheet: Sheet, table: Table): void {
  edit.assign(sheet, { tables: sheet.tables.filter((other) => other !== table) });
  edit.tell({ what: 'tableDeleted', sheet: sheet.id, table: table.id, before: table.name });
}

function shiftTable(edit: Edit, sheet: Sheet, table: Table, shift: Shift): void {
  const { area, filter } = table;
  const moved = shiftArea(area, shift) ?? area;
  const isColumns = shift.axis === 'column';
  const before = isColumns ? area.right - area.left : area.bottom - area.top;
  const after = isColumns ? moved.right - moved.left : moved.bottom - moved.top;
  if (!isColumns && after < before) requireHeaders(table, shift);
  const losesTotals =
    !isColumns && table.showTotals && shift.count < 0 && isTakenOut(area.bottom, shift);
  const showTotals = table.showTotals && !losesTotals;
  // Rows put in right above the totals are the filter's too, though it ended above them.
  const bottom = moved.bottom - (showTotals ? 1 : 0);
  const shifted = filter && shiftFilter(filter, shift);
  edit.assign(table, {
    area: moved,
    showTotals,
    filter: shifted && { ...shifted, area: { ...moved, bottom } },
  });
  if (isColumns && after !== before) shiftColumns(edit, sheet, table, area.left, shift);
  if (!isColumns && after > before) fillNewRows(edit, sheet, table, shift.at, shift.count);
}

const isTakenOut = (index: number, { at, count }: Shift): boolean =>
  index >= at && index < at - count;

function requireHeaders(table: Table, shift: Shift): void {
  if (table.showHeaders && isTakenOut(table.area.top, shift)) {
    throw new ExcelError(
      'InsertDeleteConflict',
      `The headers of the table "${table.name}" cannot be deleted.`,
    );
  }
}

function shiftColumns(edit: Edit, sheet: Sheet, table: Table, left: number, shift: Shift): void {
  const kept: (TableColumn | undefined)[] = [];
  const gone: TableColumn[] = [];
  const offsetNow = (offset: number): number | undefined => {
    const span = { first: left + offset, last: left + offset };
    const at = shiftSpan(span, shift.at, shift.count, maxColumns);
    return at && at.first - table.area.left;
  };
  table.columns.forEach((column, offset) => {
    const now = offsetNow(offset);
    if (now === undefined) gone.push(column);
    else kept[now] = column;
  });
  const fields = table.sort?.fields.flatMap((field) => {
    const key = offsetNow(field.key);
    return key === undefined ? [] : [{ ...field, key }];
  });
  const sort = table.sort && fields?.length ? { ...table.sort, fields } : undefined;
  dropColumns(edit, table, gone);
  const names = kept.filter((column) => column !== undefined).map((column) => column.name);
  const made: TableColumn[] = [];
  const width = table.area.right - table.area.left + 1;
  const columns = Array.from({ length: width }, (_, offset) => {
    const column = kept[offset];
    if (column) return column;
    const name = freeColumnName(names, '');
    names.push(name);
    const fresh = newColumn({ columns: [...table.columns, ...made] }, name);
    made.push(fresh);
    return fresh;
  });
  edit.assign(table, { columns, sort });
  for (const column of made) writeHeader(edit, sheet, table, column);
}

/** New rows of a table take the looks of their neighbours and the formulas of their columns. */
export function fillNewRows(
  edit: Edit,
  sheet: Sheet,
  table: Table,
  first: number,
  count: number,
): void {
  const body = bodyOf(table);
  const model = first > body.top ? first - 1 : first + count;
  table.columns.forEach((column, offset) => {
    const at = table.area.left + offset;
    const formula = column.calculatedFormula;
    const copier = formula === undefined ? undefined : formulaCopier(formula);
    const isModelInBody = model >= body.top && model <= body.bottom;
    for (let row = first; row < first + count; row += 1) {
      const cell = cellAt(sheet, row, at);
      if (cell && (cell.value !== null || cell.formula !== undefined)) continue;
      const style = styleAt(sheet, isModelInBody ? model : row, at);
      const isPlain = style === styleAt(sheet, row, at);
      if (copier) {
        const formula = copier(row - body.top, 0);
        edit.putCell(sheet, row, at, { value: null, formula, style });
      } else if (!isPlain) edit.putCell(sheet, row, at, { value: null, style });
    }
  });
}
