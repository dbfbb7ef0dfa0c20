import { rangeOf } from './read-range.ts';
import type { CellValue } from './read-range.ts';
import type { ResultTable } from './result-table.ts';
import { cellOf, entryOf, rowCountOf } from './result-table.ts';
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
}

/** A table of results on a sheet of its own, after the others; nothing that exists is touched. */
export function creationOf(result: ResultTable, taken: TakenNames, date1904: boolean): NewTable {
  const sheet = freeName(result.sheet, ' ', taken.sheets);
  const name = freeName(result.name, '_', taken.tables);
  const rows = Math.max(1, rowCountOf(result));
  const columns = result.columns.length;
  const grid = Array.from({ length: rowCountOf(result) }, (_, row) =>
    result.columns.map((column) => entryOf(cellOf(column, row, date1904))),
  );
  const forming: Write = {
    bytes: ACTION_BYTES * (6 + 2 * columns),
    act: (context) => formTable(context, result, { sheet, name, rows }),
  };
  const filling = parts(grid).map((part): Write => ({
    bytes: part.bytes,
    rows: part.rows.length,
    act: (context) => {
      const area = { sheet, top: 1 + part.first, left: 0, rows: part.rows.length, columns };
      rangeOf(context, area).values = part.rows as CellValue[][];
    },
  }));
  const fitting: Write = {
    bytes: ACTION_BYTES,
    act: (context) => {
      const whole = rangeOf(context, { sheet, top: 0, left: 0, rows: rows + 2, columns });
      whole.format.autofitColumns();
    },
  };
  return { sheet, name, writes: [forming, ...filling, fitting] };
}

/**
 * The table before its values: one that was stopped half-way is found and filled the next time. With
 * its formats, since a text of digits is to stay a text and a cell in General takes what it holds.
 */
function formTable(
  context: Excel.RequestContext,
  result: ResultTable,
  { sheet, name, rows }: { sheet: string; name: string; rows: number },
): void {
  const columns = result.columns.length;
  const worksheet = context.workbook.worksheets.add(sheet);
  worksheet.getRangeByIndexes(0, 0, 1, columns).values = [
    result.columns.map(({ header }) => header),
  ];
  const hasTotals = result.columns.some(({ hasTotal }) => hasTotal);
  for (const [left, { format }] of result.columns.entries()) {
    const range = worksheet.getRangeByIndexes(1, left, rows + (hasTotals ? 1 : 0), 1);
    // One format for every cell of the range: Excel takes it bare.
    range.numberFormat = format as unknown as string[][];
  }
  const table = worksheet.tables.add(worksheet.getRangeByIndexes(0, 0, rows + 1, columns), true);
  table.name = name;
  table.style = 'TableStyleLight9';
  worksheet.freezePanes.freezeRows(1);
  if (!hasTotals) return;
  table.showTotals = true;
  const totals = result.columns.map(({ header, hasTotal }) =>
    hasTotal ? `=SUBTOTAL(109,[${escaped(header)}])` : '',
  );
  worksheet.getRangeByIndexes(rows + 1, 0, 1, columns).values = [
    [result.total, ...totals.slice(1)],
  ];
}

/** A header within a structured reference: an apostrophe keeps signs from meaning something. */
function escaped(header: string): string {
  return header.replaceAll(/['[\]#@]/g, "'$&");
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
