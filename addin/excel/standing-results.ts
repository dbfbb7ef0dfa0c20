import { criteriaOf } from './filters.ts';
import type { CellValue, ReadOptions } from './read-range.ts';
import { readContents } from './read-range.ts';
import type { ResultTable } from './result-table.ts';
import { isKnownBy, placesOf } from './result-table.ts';
import type { WrittenResults } from './workbook-state.ts';

/** A table of results as it stands in the workbook, with what the user made of it. */
export interface StandingTable {
  readonly id: string;
  readonly sheet: string;
  readonly isProtected: boolean;
  /** First row of its body and first column, from 0. */
  readonly top: number;
  readonly left: number;
  readonly width: number;
  /** By our name of a column its offset in the table; those that the user took out are not there. */
  readonly places: ReadonlyMap<string, number>;
  /** Of its body, all columns. */
  readonly values: readonly (readonly CellValue[])[];
  readonly formulas: readonly (readonly CellValue[])[];
  /** Of the body's first row. */
  readonly formats: readonly string[];
  /** By column, where the user filtered. */
  readonly criteria: readonly (Excel.FilterCriteria | null)[];
  readonly isSorted: boolean;
}

/** Finds each table of results, by Excel's id or by its name; null where it is not there (any more). */
export async function findStanding(
  context: Excel.RequestContext,
  results: readonly ResultTable[],
  known: WrittenResults['tables'],
  options: ReadOptions,
): Promise<(StandingTable | null)[]> {
  const tables = context.workbook.tables.load('items/id, items/name');
  await context.sync();
  const candidates = results.map(({ name }) =>
    tables.items
      .filter((table) => table.id === known[name]?.id || table.name === name)
      .toSorted((a, b) => Number(b.id === known[name]?.id) - Number(a.id === known[name]?.id)),
  );
  for (const table of candidates.flat()) table.columns.load('items/id, items/name');
  await context.sync();
  const found = results.map((result, i) => {
    const ids = known[result.name]?.columns ?? {};
    const table = candidates[i]?.find((one) =>
      isKnownBy(result, placesOf(result, one.columns.items, ids)),
    );
    return table ? { table, places: placesOf(result, table.columns.items, ids) } : null;
  });
  return readStanding(context, found, options);
}

type Found = { readonly table: Excel.Table; readonly places: ReadonlyMap<string, number> };

async function readStanding(
  context: Excel.RequestContext,
  found: readonly (Found | null)[],
  options: ReadOptions,
): Promise<(StandingTable | null)[]> {
  const asked = found.map((one) => one && askFor(one));
  await context.sync();
  const areas = asked.flatMap((one) => (one ? [areaOf(one)] : []));
  const contents = areas.length > 0 ? await readContents(context, areas, options) : [];
  let next = 0;
  return asked.map((one) => {
    if (!one) return null;
    const { values = [], formulas = [] } = contents[next++] ?? {};
    const { body, table, places, sheet } = one;
    return {
      id: table.id,
      sheet: sheet.name,
      isProtected: sheet.protection.protected,
      top: body.rowIndex,
      left: body.columnIndex,
      width: body.columnCount,
      places,
      values,
      formulas,
      formats: (one.firstRow.numberFormat as string[][])[0] ?? [],
      criteria: criteriaOf(table.autoFilter),
      isSorted: (table.sort.fields ?? []).length > 0,
    };
  });
}

function askFor({ table, places }: Found) {
  const body = table.getDataBodyRange().load('rowIndex, columnIndex, rowCount, columnCount');
  const firstRow = body.getRow(0).load('numberFormat');
  const sheet = table.worksheet.load('name, protection/protected');
  table.autoFilter.load('isDataFiltered, criteria');
  table.sort.load('fields');
  return { table, places, body, firstRow, sheet };
}

function areaOf({ body, sheet }: ReturnType<typeof askFor>) {
  return {
    sheet: sheet.name,
    top: body.rowIndex,
    left: body.columnIndex,
    rows: body.rowCount,
    columns: body.columnCount,
  };
}
