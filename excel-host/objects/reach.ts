import {
  type Area,
  isWholeColumns,
  isWholeRows,
  isWithinSheet,
  parseArea,
  printArea,
  quoteSheetName,
  splitAddress,
  wholeSheet,
} from '../model/area.ts';
import type { Sheet, Table, Workbook } from '../model/workbook.ts';
import { ExcelError, invalidArgument } from '../error.ts';
import { bodyOf, findTable, sheetNamed } from '../operations/find.ts';
import { nameNamed } from '../operations/names.ts';
import type { Args } from '../wire/args.ts';
import type { Instance } from '../wire/classes.ts';
import type { Host, RangeTarget } from '../wire/host.ts';
import { rangeClass } from './declared.ts';

/** How the objects get at cells: what a range covers now, and what an address or a name means. */

export const notFound = (): ExcelError =>
  new ExcelError('ItemNotFound', 'The requested resource does not exist.');

/** The range's cells; refused once they, or their sheet, are gone. */
export function areaOfRange(range: RangeTarget, host: Host): Area {
  requireSheet(range.sheet, host);
  if (!range.area) {
    throw new ExcelError('InvalidReference', 'The cells that this range meant were deleted.');
  }
  return range.area;
}

export function requireSheet(sheet: Sheet, host: Host): void {
  if (!host.workbook.sheets.includes(sheet)) throw notFound();
}

/** The table, if it is still there. */
export function requireTable(sheet: Sheet, table: Table, host: Host): void {
  requireSheet(sheet, host);
  if (!sheet.tables.includes(table)) throw notFound();
}

export function rangeObject(host: Host, sheet: Sheet, area: Area): Instance {
  if (!isWithinSheet(area)) throw invalidArgument('The range would leave the sheet.');
  return rangeClass.of(host.range(sheet, area));
}

/** Whole rows or columns: Excel gives no cell-level values of them and takes none. */
export function isUnbounded(area: Area): boolean {
  return isWholeRows(area) || isWholeColumns(area);
}

/** "Data!A1:B2", with the sheet quoted where Excel quotes it. */
export function printFull(sheet: Sheet, area: Area): string {
  return `${quoteSheetName(sheet.name)}!${printArea(area)}`;
}

/** What an address, a name or "Table[Column]" means, seen from a sheet; undefined if nothing. */
export function lookUp(
  workbook: Workbook,
  home: Sheet | undefined,
  reference: string,
): { sheet: Sheet; area: Area } | undefined {
  const text = reference.trim().replace(/^=/, '');
  const { sheet: named, address } = splitAddress(text);
  const sheet = named === undefined ? home : sheetNamed(workbook, named);
  const area = parseArea(address);
  if (area) return sheet && { sheet, area };
  const ofTable = lookUpTable(workbook, text);
  if (ofTable) return ofTable;
  const name =
    (sheet && nameNamed(workbook, address, sheet.id)) ?? nameNamed(workbook, address, undefined);
  return name ? lookUp(workbook, home, name.formula) : undefined;
}

function lookUpTable(workbook: Workbook, text: string): { sheet: Sheet; area: Area } | undefined {
  const [, name = '', inner] = /^([^[\]!]+)(?:\[(.*)\])?$/s.exec(text) ?? [];
  const found = findTable(workbook, (table) => table.name.toLowerCase() === name.toLowerCase());
  if (!found) return undefined;
  const { sheet, table } = found;
  const body = bodyOf(table);
  if (inner === undefined || inner === '') return { sheet, area: body };
  const item = inner.toLowerCase();
  if (item === '#all') return { sheet, area: table.area };
  if (item === '#data') return { sheet, area: body };
  if (item === '#headers') return { sheet, area: { ...table.area, bottom: table.area.top } };
  const wanted = inner.replaceAll(/'(.)/g, '$1').toLowerCase();
  const offset = table.columns.findIndex((column) => column.name.toLowerCase() === wanted);
  if (offset < 0) return undefined;
  const at = table.area.left + offset;
  return { sheet, area: { ...body, left: at, right: at } };
}

/** An argument that is a range, or an address on the sheet. */
export function areaArgument(
  args: Args,
  index: number,
  home: Sheet,
  host: Host,
): { sheet: Sheet; area: Area } {
  const range = args.target(index, rangeClass);
  if (range) return { sheet: range.sheet, area: areaOfRange(range, host) };
  const found = lookUp(host.workbook, home, args.text(index));
  if (found) return found;
  throw args.refuse(index, 'a range or an address');
}

/** An argument that is a range and nothing else. */
export function rangeArgument(args: Args, index: number, host: Host): { sheet: Sheet; area: Area } {
  const range = args.target(index, rangeClass);
  if (!range) throw args.refuse(index, 'a range');
  return { sheet: range.sheet, area: areaOfRange(range, host) };
}

/** The sheet's range at an address, or all of it without one. */
export function rangeAt(sheet: Sheet, address: string | undefined, host: Host): Instance {
  if (address === undefined || address === '') return rangeObject(host, sheet, wholeSheet);
  const found = lookUp(host.workbook, sheet, address);
  if (!found || found.sheet !== sheet) {
    throw invalidArgument(`"${address}" is no address on the sheet "${sheet.name}".`);
  }
  return rangeObject(host, sheet, found.area);
}
