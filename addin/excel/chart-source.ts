import { rangeOf } from './read-range.ts';

/** The cells of a table of results that a chart draws: a line for each column, along its rows. */
export interface ChartSource {
  readonly sheet: string;
  /** First row of its body and first column, from 0. */
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly width: number;
  /** Offset of the column that names the rows. */
  readonly categories: number;
  /** In the order of the table; `column` is an offset. */
  readonly series: readonly {
    readonly key: string;
    readonly name: string;
    readonly column: number;
  }[];
}

/** More than this Excel does not draw in one chart. */
export const MOST_SERIES = 255;

interface LoadedTable {
  readonly table: Excel.Table;
  readonly body: Excel.Range;
  readonly firstRow: Excel.Range;
}

/** To be loaded for {@link sourceOf}. */
export function requestSource(context: Excel.RequestContext, id: string): LoadedTable {
  const table = context.workbook.tables.getItem(id);
  table.load('showHeaders, worksheet/name');
  table.columns.load('items/id, items/name');
  const body = table.getDataBodyRange().load('rowIndex, columnIndex, rowCount, columnCount');
  return { table, body, firstRow: body.getRow(0).load('values') };
}

/** What of a table its chart draws; null where there is nothing to draw, or nothing to name the rows. */
export function sourceOf(
  { table, body, firstRow }: LoadedTable,
  categories: string,
  ids: Readonly<Record<string, number>>,
): ChartSource | null {
  const { items } = table.columns;
  const keys = new Map(Object.entries(ids).map(([key, id]) => [id, key]));
  const at = items.findIndex(({ id }) => keys.get(id) === categories);
  const series = items.flatMap(({ id, name }, column) => {
    const key = keys.get(id);
    return key === undefined || key === categories ? [] : [{ key, name, column }];
  });
  // The one row of a table that holds nothing is blank.
  const isBlank = firstRow.values[0]?.[at] === '';
  if (at < 0 || series.length === 0 || isBlank) return null;
  const { rowIndex: top, columnIndex: left, rowCount: rows, columnCount: width } = body;
  const sheet = table.worksheet.name;
  return { sheet, top, left, rows, width, categories: at, series };
}

/** With its header, if wanted. */
export function bodyOfColumn(
  context: Excel.RequestContext,
  { sheet, top, left, rows }: ChartSource,
  column: number,
  withHeader = false,
): Excel.Range {
  const above = withHeader ? 1 : 0;
  const area = { sheet, top: top - above, left: left + column, rows: rows + above, columns: 1 };
  return rangeOf(context, area);
}

export function categoriesOf(context: Excel.RequestContext, source: ChartSource): Excel.Range {
  return bodyOfColumn(context, source, source.categories);
}
