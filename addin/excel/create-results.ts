import { fitColumns } from './fit-columns.ts';
import { rangeOf } from './read-range.ts';
import type { CellValue } from './read-range.ts';
import type { ResultTable } from './result-table.ts';
import { cellOf, entryOf, rowCountOf, totalOf } from './result-table.ts';
import type { FreePlace } from './free-place.ts';
import type { Write } from './write-batches.ts';
import { ACTION_BYTES, parts } from './write-batches.ts';

/** Names that the workbook has already; Excel does not tell case apart. */
export interface TakenNames {
  readonly sheets: ReadonlySet<string>;
  readonly tables: ReadonlySet<string>;
}

export interface NewTable {
  readonly sheet: string;
  readonly name: string;
  readonly writes: readonly Write[];
  /** What is to be done once they are; needs no answer of its own. */
  readonly finish: () => void;
  /** Takes it out again, whatever of it was made. */
  readonly takeBack: (context: Excel.RequestContext) => void;
}

/**
 * A table of results on a sheet of its own, after the others, or in a free place of the user's: nothing
 * that exists is touched.
 */
export function creationOf(
  result: ResultTable,
  at: FreePlace | null,
  taken: TakenNames,
  date1904: boolean,
): NewTable {
  const sheet = at ? at.sheet : freeName(result.sheet, ' ', taken.sheets);
  const [top, left] = at ? [at.row, at.column] : [0, 0];
  const name = freeName(result.name, '_', taken.tables);
  const rows = Math.max(1, rowCountOf(result));
  const columns = result.columns.length;
  const grid = Array.from({ length: rowCountOf(result) }, (_, row) =>
    result.columns.map((column) => entryOf(cellOf(column, row, date1904))),
  );
  const forming: Write = {
    bytes: ACTION_BYTES * (6 + 2 * columns),
    act: (context) => {
      if (!at) context.workbook.worksheets.add(sheet).freezePanes.freezeRows(1);
      formTable(context, result, { sheet, name, rows, top, left }, at === null);
    },
  };
  const filling = parts(grid).map((part): Write => ({
    bytes: part.bytes,
    rows: part.rows.length,
    act: (context) => {
      const area = { sheet, top: top + 1 + part.first, left, rows: part.rows.length, columns };
      rangeOf(context, area).values = part.rows as CellValue[][];
    },
  }));
  // After the values: a total that stands before them is added up anew with each batch.
  const totalling: Write = {
    bytes: ACTION_BYTES * (1 + columns),
    act: (context) => addTotals(context, result, { sheet, name, rows, top, left }),
  };
  // Columns in which other things of the user's stand keep their widths.
  const fitting = at?.sharesColumns === true ? null : fitColumns(result, { sheet, top, left });
  return {
    sheet,
    name,
    writes: [forming, ...filling, totalling, ...(fitting ? [fitting.measure] : [])],
    finish: () => fitting?.widen(),
    takeBack: ({ workbook }) => {
      if (at) workbook.tables.getItem(name).delete();
      else workbook.worksheets.getItem(sheet).delete();
    },
  };
}

/**
 * The table before its values: one that was stopped half-way is found and filled the next time. With
 * its formats, since a text of digits is to stay a text and a cell in General takes what it holds.
 */
function formTable(
  context: Excel.RequestContext,
  result: ResultTable,
  { sheet, name, rows, top, left }: Form,
  isNewSheet: boolean,
): void {
  const columns = result.columns.length;
  const area = (row: number, column: number, height: number, width: number) =>
    rangeOf(context, { sheet, top: top + row, left: left + column, rows: height, columns: width });
  // What Excel may refuse comes first: nothing is written then.
  const { tables } = context.workbook.worksheets.getItem(sheet);
  const table = tables.add(area(0, 0, rows + 1, columns), true);
  table.name = name;
  table.style = 'TableStyleLight9';
  area(0, 0, 1, columns).values = [
    result.columns.map(({ header, isNamed }) => (isNamed ? entryOf(header) : header)),
  ];
  const hasTotals = hasTotalRow(result);
  for (const [i, { format }] of result.columns.entries()) {
    if (isNewSheet && format === 'General') continue;
    // One format for every cell of the range: Excel takes it bare.
    area(1, i, rows + (hasTotals ? 1 : 0), 1).numberFormat = format as unknown as string[][];
  }
}

function addTotals(
  context: Excel.RequestContext,
  result: ResultTable,
  { sheet, name, rows, top, left }: Form,
): void {
  if (!hasTotalRow(result)) return;
  context.workbook.tables.getItem(name).showTotals = true;
  const totals = result.columns.map((column) => (column.hasTotal ? totalOf(column) : ''));
  const at = { sheet, top: top + rows + 1, left, rows: 1, columns: totals.length };
  // The label, unless the first column itself is added up.
  rangeOf(context, at).values = [[totals[0] || result.total, ...totals.slice(1)]];
}

interface Form {
  readonly sheet: string;
  readonly name: string;
  /** Of its body. */
  readonly rows: number;
  /** Of its header row, from 0. */
  readonly top: number;
  readonly left: number;
}

export function hasTotalRow({ columns }: ResultTable): boolean {
  return columns.some(({ hasTotal }) => hasTotal);
}

/** "Allocation", "Allocation 2" … */
function freeName(wanted: string, between: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name.toLowerCase()); count += 1)
    name = `${wanted}${between}${count}`;
  return name;
}

/** What the workbook has; `answer` after the next sync. */
export function requestTakenNames(context: Excel.RequestContext): {
  readonly answer: () => TakenNames;
} {
  const sheets = context.workbook.worksheets.load('items/name');
  const tables = context.workbook.tables.load('items/name');
  const names = context.workbook.names.load('items/name');
  return {
    answer: () => ({
      sheets: new Set(lower(sheets.items)),
      tables: new Set([...lower(tables.items), ...lower(names.items)]),
    }),
  };
}

function lower(items: readonly { readonly name: string }[]): string[] {
  return items.map(({ name }) => name.toLowerCase());
}
