import { type Area, areaOf, intersection, maxRows, sameArea } from '../model/area.ts';
import type { Edit } from '../model/edit.ts';
import type { Sheet, Table } from '../model/workbook.ts';
import { ExcelError, invalidArgument } from '../error.ts';
import { clear } from './content.ts';
import { bodyOf } from './find.ts';
import { requireAllowed } from './protection.ts';
import { insertCells, isBlank } from './structure.ts';
import { dropColumns, freeColumnName, newColumn, writeHeader } from './table-columns.ts';
import { addColumns, setArea } from './table-entry.ts';
import { qualifyLeft } from './table-references.ts';
import { fillNewRows } from './table-shift.ts';
import { writeTotals } from './table-totals.ts';

/** How tables grow and shrink: rows, columns, their total row, other edges. */

/** Frees so many rows at the end of an area: what stands there moves down, if it can. */
export function makeRoom(edit: Edit, sheet: Sheet, area: Area, rows: number): void {
  const room = { ...area, top: area.bottom - rows + 1 };
  if (area.bottom >= maxRows) throw new ExcelError('RangeExceedsLimit', 'The sheet ends here.');
  const isOther = sheet.tables.some((table) => intersection(table.area, room));
  if (isOther || !isBlank(sheet, room)) insertCells(edit, sheet, room, 'Down');
}

/**
 * Puts blank rows into the table; `index` counts from the first body row, undefined is the end. What
 * stands below moves down; at the end only where it has to, if it is not to be moved always
 * (ListRows.Add and TableRowCollection.add, AlwaysInsert).
 */
export function addTableRows(
  edit: Edit,
  sheet: Sheet,
  table: Table,
  index: number | undefined,
  count: number,
  alwaysInsert = true,
): Area {
  requireAllowed(sheet);
  const body = bodyOf(table);
  const height = table.insertRow ? 0 : body.bottom - body.top + 1;
  if (index !== undefined && (index < 0 || index > height)) {
    throw invalidArgument('There is no such row in the table.');
  }
  const at = body.top + (index ?? height);
  const replaced = table.insertRow ? 1 : 0;
  const made = areaOf(at, body.left, count, body.right - body.left + 1);
  const added = count - replaced;
  edit.assign(table, { insertRow: false });
  if (added === 0) return made;
  const room = areaOf(at + replaced, body.left, added, body.right - body.left + 1);
  const isAtEnd = room.top === body.bottom + 1;
  if (isAtEnd && !table.showTotals) {
    const grown = { ...table.area, bottom: table.area.bottom + added };
    if (alwaysInsert) insertCells(edit, sheet, room, 'Down');
    else makeRoom(edit, sheet, grown, added);
    setArea(edit, table, grown);
    fillNewRows(edit, sheet, table, room.top, added);
    if (!alwaysInsert) edit.tell({ what: 'rowsInserted', sheet: sheet.id, area: room });
  } else insertCells(edit, sheet, room, 'Down');
  return made;
}

/** Puts a column into the table; `index` undefined is the end. What stands beside it moves right. */
export function addTableColumn(
  edit: Edit,
  sheet: Sheet,
  table: Table,
  index: number | undefined,
): number {
  requireAllowed(sheet);
  const count = table.columns.length;
  const at = index ?? count;
  if (at < 0 || at > count) throw invalidArgument('There is no such column in the table.');
  const { top, bottom, left, right } = table.area;
  const room = { top, bottom, left: left + at, right: left + at };
  if (at < count) {
    insertCells(edit, sheet, room, 'Right');
    if (at === 0) takeInFirst(edit, sheet, table);
  } else {
    const isOther = sheet.tables.some((other) => other !== table && intersection(other.area, room));
    if (isOther || !isBlank(sheet, room)) insertCells(edit, sheet, room, 'Right');
    setArea(edit, table, { ...table.area, right: right + 1 });
    addColumns(edit, sheet, table);
    edit.tell({ what: 'columnsInserted', sheet: sheet.id, area: room });
  }
  return at;
}

/** The column before the table becomes its first: cells put in there alone would be beside it. */
function takeInFirst(edit: Edit, sheet: Sheet, table: Table): void {
  const { columns, filter, sort } = table;
  const left = table.area.left - 1;
  const made = newColumn(
    table,
    freeColumnName(
      columns.map(({ name }) => name),
      '',
    ),
  );
  edit.assign(table, {
    area: { ...table.area, left },
    columns: [made, ...columns],
    filter: filter && {
      ...filter,
      area: { ...filter.area, left },
      criteria: [undefined, ...filter.criteria],
    },
    sort: sort && {
      ...sort,
      fields: sort.fields.map((field) => ({ ...field, key: field.key + 1 })),
    },
  });
  writeHeader(edit, sheet, table, made);
}

/** Gives the table other edges. Cells stay where they are; formulas about lost columns say #REF!. */
export function resizeTable(edit: Edit, sheet: Sheet, table: Table, area: Area): void {
  requireAllowed(sheet);
  if (sameArea(area, table.area)) return;
  if (table.showTotals) {
    throw new ExcelError('InvalidOperation', 'Hide the total row before you resize the table.');
  }
  if (area.top !== table.area.top || !intersection(area, table.area)) {
    throw invalidArgument(
      'The new range must overlap the table, and its top row must be the same.',
    );
  }
  if (area.bottom < area.top + (table.showHeaders ? 1 : 0)) {
    throw invalidArgument('A table has at least one row below its headers.');
  }
  const other = sheet.tables.find(
    (candidate) => candidate !== table && intersection(candidate.area, area),
  );
  if (other) throw invalidArgument(`The table would overlap the table "${other.name}".`);
  const before = table.area;
  const kept = table.columns.filter((_, offset) => {
    const at = before.left + offset;
    return at >= area.left && at <= area.right;
  });
  dropColumns(
    edit,
    table,
    table.columns.filter((column) => !kept.includes(column)),
  );
  if (area.left < before.left) {
    throw new ExcelError('InvalidOperation', 'The host does not grow tables to the left.');
  }
  const criteria = table.filter?.criteria.slice(
    area.left - before.left,
    area.right - before.left + 1,
  );
  edit.assign(table, { columns: kept });
  setArea(edit, table, area);
  qualifyLeft(edit, sheet, table, before);
  if (table.filter && criteria) edit.assign(table, { filter: { ...table.filter, criteria } });
  addColumns(edit, sheet, table);
  if (area.bottom > before.bottom) {
    fillNewRows(edit, sheet, table, before.bottom + 1, area.bottom - before.bottom);
    if (table.insertRow) edit.assign(table, { insertRow: false });
  }
  edit.tell({ what: 'tableChanged', sheet: sheet.id, table: table.id });
}

/** Shows or hides the total row; a first total row sums its last column, as Excel's does. */
export function showTotals(edit: Edit, sheet: Sheet, table: Table, shown: boolean): void {
  requireAllowed(sheet);
  if (table.showTotals === shown) return;
  const { area } = table;
  if (!shown) {
    clear(edit, sheet, { ...area, top: area.bottom }, 'All');
    edit.assign(table, { showTotals: false });
    setArea(edit, table, { ...area, bottom: area.bottom - 1 });
  } else {
    const grown = { ...area, bottom: area.bottom + 1 };
    makeRoom(edit, sheet, grown, 1);
    edit.assign(table, { showTotals: true });
    setArea(edit, table, grown);
    writeTotals(edit, sheet, table);
  }
  edit.tell({ what: 'tableChanged', sheet: sheet.id, table: table.id });
}
