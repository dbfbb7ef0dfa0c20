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
  const grid = [
    result.columns.map(({ header }) => header),
    ...Array.from({ length: rowCountOf(result) }, (_, row) =>
      result.columns.map((column) => entryOf(cellOf(column, row, date1904))),
    ),
  ];
  const making: Write = {
    bytes: ACTION_BYTES,
    act: (context) => void context.workbook.worksheets.add(sheet),
  };
  // Formats first: a text of digits stays a text, and a cell in General would take what it holds.
  const formats = result.columns.map(({ format }, left): Write => ({
    bytes: ACTION_BYTES,
    act: (context) => {
      const range = rangeOf(context, { sheet, top: 1, left, rows, columns: 1 });
      range.numberFormat = format as unknown as string[][];
    },
  }));
  const filling = parts(grid).map((part): Write => ({
    bytes: part.bytes,
    rows: part.rows.length,
    act: (context) => {
      const area = { sheet, top: part.first, left: 0, rows: part.rows.length, columns };
      rangeOf(context, area).values = part.rows as CellValue[][];
    },
  }));
  const tabling: Write = {
    bytes: ACTION_BYTES * (2 + columns),
    act: (context) => makeTable(context, result, { sheet, name, rows }),
  };
  return { sheet, name, writes: [making, ...formats, ...filling, tabling] };
}

function makeTable(
  context: Excel.RequestContext,
  result: ResultTable,
  { sheet, name, rows }: { sheet: string; name: string; rows: number },
): void {
  const columns = result.columns.length;
  const worksheet = context.workbook.worksheets.getItem(sheet);
  const whole = worksheet.getRangeByIndexes(0, 0, rows + 1, columns);
  const table = worksheet.tables.add(whole, true);
  table.name = name;
  table.style = 'TableStyleLight9';
  const totals = result.columns.map(({ header, hasTotal }) =>
    hasTotal ? `=SUBTOTAL(109,[${escaped(header)}])` : '',
  );
  if (totals.some((formula) => formula !== '')) {
    table.showTotals = true;
    totals[0] = result.total;
    const range = worksheet.getRangeByIndexes(rows + 1, 0, 1, columns);
    range.values = [totals];
    for (const [i, { format }] of result.columns.entries()) {
      range.getCell(0, i).numberFormat = [[format]];
    }
  }
  worksheet.freezePanes.freezeRows(1);
  worksheet.getRangeByIndexes(0, 0, rows + 2, columns).format.autofitColumns();
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
