import { requestBills } from './bills/bill-records.ts';
import { findBlocks } from './blocks.ts';
import type { Culture } from './culture.ts';
import { requestCulture } from './culture.ts';
import type { Host, RunOptions } from './host.ts';
import { run } from './host.ts';
import type { Area, Cells, CellValue, ReadOptions } from './read-range.ts';
import { readAreas } from './read-range.ts';
import type { ResultForm } from './result-table.ts';
import { isKnownBy, placesOf } from './result-table.ts';

/** A table of the workbook, Excel's own or one that was only typed, with what it holds. */
export interface FoundTable {
  /** Excel's name of it; null for a plain range. */
  readonly table: string | null;
  readonly sheet: string;
  /** False on a hidden sheet. */
  readonly visible: boolean;
  /** Row of the headers as the sheet counts, from 1. */
  readonly headerRow: number;
  /** First column, from 0. */
  readonly left: number;
  /** As shown; "" where a column has none. */
  readonly headers: readonly string[];
  /** Row of the sheet, from 1, of each row of `cells`. */
  readonly rows: readonly number[];
  readonly cells: Cells;
}

export interface WorkbookContent {
  /** The file's name. */
  readonly name: string;
  readonly date1904: boolean;
  readonly culture: Culture;
  readonly isCultureGuessed: boolean;
  readonly tables: readonly FoundTable[];
  /** Sheets with more cells than are read; a table in the place of a range helps. */
  readonly tooLarge: readonly string[];
}

/** Tables that hold results: by what they look like, and by Excel's id where they were renamed. */
export interface OurTables {
  readonly forms: readonly ResultForm[];
  readonly ids: readonly string[];
}

export const NONE_OF_OURS: OurTables = { forms: [], ids: [] };

/** A used range beyond this is formats and strays, or nothing that a ledger is. */
const MOST_CELLS = 4_000_000;

interface TableArea extends Area {
  readonly id: string;
  readonly name: string;
  readonly hasHeaders: boolean;
  readonly hasTotals: boolean;
  readonly columnNames: readonly string[];
}

interface SheetArea extends Area {
  readonly visible: boolean;
  readonly tables: readonly TableArea[];
}

/**
 * Reads the workbook's filled cells and finds the tables among them; `except` are tables that are
 * ours. Bills that were made here, and their templates, hold no ledger. The number of syncs grows with megabytes, not with rows, tables or sheets.
 *
 * @throws HostProblem
 */
export function readTables(
  host: Host,
  except: OurTables,
  options: ReadOptions & RunOptions = {},
): Promise<WorkbookContent> {
  return run(
    host,
    async (context) => {
      context.workbook.load('name');
      const culture = requestCulture(host, context);
      const areas = await sheetAreas(context);
      const sheets = areas.filter((sheet) => sheet.rows * sheet.columns <= MOST_CELLS);
      const cells = await readAreas(context, sheets, options);
      return {
        name: context.workbook.name,
        ...culture.answer(),
        tables: sheets.flatMap((sheet, i) =>
          isTemplate(cells[i]) ? [] : tablesOf(sheet, cells[i], except),
        ),
        tooLarge: areas.filter((sheet) => !sheets.includes(sheet)).map((one) => one.sheet),
      };
    },
    options,
  );
}

async function sheetAreas(context: Excel.RequestContext): Promise<SheetArea[]> {
  const sheets = context.workbook.worksheets.load('items/id, items/name, items/visibility');
  const bills = requestBills(context);
  await context.sync();
  const isBill = bills.answer();
  const own = sheets.items.filter((sheet) => !isBill(sheet));
  const found = own.map((sheet) => ({
    sheet,
    used: sheet.getUsedRangeOrNullObject(true).load('rowIndex, columnIndex, rowCount, columnCount'),
    tables: sheet.tables.load('items/id, items/name, items/showHeaders, items/showTotals'),
  }));
  await context.sync();
  const withTables = found.map((one) => ({
    ...one,
    tables: one.tables.items.map((table) => ({
      table,
      range: table.getRange().load('rowIndex, columnIndex, rowCount, columnCount'),
      columns: table.columns.load('items/name'),
    })),
  }));
  await context.sync();
  return withTables
    .filter(({ used }) => !used.isNullObject)
    .map(({ sheet, used, tables }) => ({
      ...areaOf(sheet.name, used),
      visible: sheet.visibility === 'Visible',
      tables: tables.map(({ table, range, columns }) => ({
        ...areaOf(sheet.name, range),
        id: table.id,
        name: table.name,
        hasHeaders: table.showHeaders,
        hasTotals: table.showTotals,
        columnNames: columns.items.map((column) => column.name),
      })),
    }));
}

function areaOf(sheet: string, range: Excel.Range): Area {
  return {
    sheet,
    top: range.rowIndex,
    left: range.columnIndex,
    rows: range.rowCount,
    columns: range.columnCount,
  };
}

/** Its rows are fields of bills, and no ledger's. */
function isTemplate(cells: Cells | undefined): boolean {
  return cells?.values.some((row) => row.some(hasField)) ?? false;
}
const FIELD = /\{\{[^{}]*\}\}/;
const hasField = (cell: CellValue): boolean => typeof cell === 'string' && FIELD.test(cell);

function tablesOf(sheet: SheetArea, cells: Cells | undefined, except: OurTables): FoundTable[] {
  if (!cells) return [];
  const { visible } = sheet;
  const tables = sheet.tables
    .filter((table) => !isOurs(table, except))
    .map((table) => ({ ...excelTable(sheet, table, cells), visible }));
  const blocks = findBlocks(withoutTables(sheet, cells.values)).map((block) => ({
    table: null,
    sheet: sheet.sheet,
    visible,
    headerRow: sheet.top + block.header + 1,
    left: sheet.left + block.left,
    headers: (cells.text[block.header] ?? []).slice(block.left, block.right + 1).map(oneLine),
    rows: block.rows.map((row) => sheet.top + row + 1),
    cells: part(cells, block.rows, block.left, block.right),
  }));
  return [...tables, ...blocks];
}

function isOurs({ id, name, columnNames }: TableArea, { forms, ids }: OurTables): boolean {
  const columns = columnNames.map((column, i) => ({ id: i, name: column }));
  return (
    ids.includes(id) ||
    forms.some((form) => form.name === name && isKnownBy(form, placesOf(form, columns, {})))
  );
}

function excelTable(sheet: SheetArea, table: TableArea, cells: Cells): Omit<FoundTable, 'visible'> {
  const first = table.top - sheet.top + (table.hasHeaders ? 1 : 0);
  const last = table.top - sheet.top + table.rows - (table.hasTotals ? 1 : 0);
  // The used range ends where values end: blank rows at the end of a table lie beyond it.
  const rows = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i).filter(
    (row) => row >= 0 && row < cells.values.length,
  );
  const left = table.left - sheet.left;
  return {
    table: table.name,
    sheet: sheet.sheet,
    headerRow: table.top + 1,
    left: table.left,
    headers: table.columnNames.map(oneLine),
    rows: rows.map((row) => sheet.top + row + 1),
    cells: part(cells, rows, left, left + table.columns - 1),
  };
}

/** Columns outside of the used range are blank. */
function part(cells: Cells, rows: readonly number[], left: number, right: number): Cells {
  const columns = Array.from({ length: right - left + 1 }, (_, i) => left + i);
  const pick = <Item>(grid: readonly (readonly Item[])[], blank: Item) =>
    rows.map((row) => columns.map((column) => grid[row]?.[column] ?? blank));
  return {
    values: pick<CellValue>(cells.values, ''),
    text: pick(cells.text, ''),
    formats: pick(cells.formats, 'General'),
    formulas: pick<CellValue>(cells.formulas, ''),
  };
}

function withoutTables(sheet: SheetArea, values: Cells['values']): CellValue[][] {
  const grid = values.map((row) => [...row]);
  for (const table of sheet.tables) {
    const top = table.top - sheet.top;
    const left = table.left - sheet.left;
    for (const row of grid.slice(Math.max(0, top), top + table.rows)) {
      row.fill('', Math.max(0, left), Math.max(0, left + table.columns));
    }
  }
  return grid;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
