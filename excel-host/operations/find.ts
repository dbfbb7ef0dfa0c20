import { type Area, contains, intersection } from '../model/area.ts';
import { ExcelError } from '../error.ts';
import type { AutoFilter, Sheet, Table, Workbook } from '../model/workbook.ts';

/*
 * What stands where in a workbook. This folder holds what Excel can do to a workbook, for the add-in
 * and for the person alike: every function takes an `Edit` and either does all of it or throws an
 * `ExcelError`. It knows the model and the formula texts, nothing of messages or office.js.
 */

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export function sheetNamed(workbook: Workbook, name: string): Sheet | undefined {
  return workbook.sheets.find((sheet) => same(sheet.name, name));
}

export function sheetById(workbook: Workbook, id: string): Sheet | undefined {
  return workbook.sheets.find((sheet) => sheet.id === id);
}

export function activeSheet(workbook: Workbook): Sheet {
  const sheet = sheetById(workbook, workbook.activeSheet) ?? workbook.sheets[0];
  if (!sheet) throw new ExcelError('GeneralException', 'The workbook has no sheet.');
  return sheet;
}

export function tableNamed(
  workbook: Workbook,
  name: string,
): { sheet: Sheet; table: Table } | undefined {
  return findTable(workbook, (table) => same(table.name, name) || table.id === name);
}

export function findTable(
  workbook: Workbook,
  is: (table: Table) => boolean,
): { sheet: Sheet; table: Table } | undefined {
  for (const sheet of workbook.sheets) {
    const table = sheet.tables.find(is);
    if (table) return { sheet, table };
  }
  return undefined;
}

export function tableAt(sheet: Sheet, row: number, column: number): Table | undefined {
  const cell = { top: row, left: column, bottom: row, right: column };
  return sheet.tables.find((table) => contains(table.area, cell));
}

export function tablesIn(sheet: Sheet, area: Area): Table[] {
  return sheet.tables.filter((table) => intersection(table.area, area));
}

/** The rows between headers and totals; a table always has at least one. */
export function bodyOf(table: Table): Area {
  return {
    ...table.area,
    top: table.area.top + (table.showHeaders ? 1 : 0),
    bottom: table.area.bottom - (table.showTotals ? 1 : 0),
  };
}

export function headerOf(table: Table): Area | undefined {
  return table.showHeaders ? { ...table.area, bottom: table.area.top } : undefined;
}

export function totalsOf(table: Table): Area | undefined {
  return table.showTotals ? { ...table.area, top: table.area.bottom } : undefined;
}

/** The sheet's filters: its own and those of its tables. */
export function filtersOf(sheet: Sheet): AutoFilter[] {
  return [sheet.autoFilter, ...sheet.tables.map((table) => table.filter)].filter(
    (filter) => filter !== undefined,
  );
}

export function isFiltering(filter: AutoFilter): boolean {
  return filter.criteria.some((criteria) => criteria !== undefined);
}

export function isRowHidden(sheet: Sheet, row: number): boolean {
  return sheet.rows[row]?.hidden === true;
}

/** Hidden, and by a filter: rows hidden by hand behave otherwise when they are written to. */
export function isFilteredOut(sheet: Sheet, row: number): boolean {
  return (
    isRowHidden(sheet, row) &&
    filtersOf(sheet).some(
      (filter) => isFiltering(filter) && row > filter.area.top && row <= filter.area.bottom,
    )
  );
}
