import { changedCells, formatColumns } from './column-writes.ts';
import type { Row } from './column-writes.ts';
import type { GiveWay } from './host.ts';
import type { LastWritten } from './last-written.ts';
import type { Located } from './locate-results.ts';
import type { CellValue } from './read-range.ts';
import { readValues } from './read-range.ts';
import { READ_GAP, runsOf } from './result-rows.ts';
import type { ResultTable } from './result-table.ts';
import { cellOf, rowCountOf } from './result-table.ts';
import type { StandingTable } from './standing-results.ts';
import { areaOf, askFor, shapeOf, standingOf } from './standing-results.ts';
import type { TableUpdate } from './update-results.ts';

/** A table of which nothing but the rows that moved is looked at. */
export interface MovedRows {
  /** Its values are those of the moved rows alone. */
  readonly standing: StandingTable;
  readonly rows: readonly Row[];
  /** Of the moved rows in its body, ascending. */
  readonly moved: readonly number[];
}

/** Where more than one row in so many moved, the whole table is as good as read. */
const MOST_PART = 5;

/**
 * Reads of tables that were written before what moved since: whether they stand as they were left, and
 * the rows that the results have otherwise now. Null for tables that are to be read whole: where rows or
 * columns came, went or moved, it is filtered or sorted, or a row that moved is not where it was left.
 *
 * @param last by Excel's id of a table
 */
export async function readMoved(
  context: Excel.RequestContext,
  located: readonly Located[],
  results: readonly (ResultTable & { readonly onlyMoved?: boolean })[],
  last: ReadonlyMap<string, LastWritten>,
  date1904: boolean,
): Promise<(MovedRows | null)[]> {
  const asked = results.map((result, i) => {
    const one = located[i];
    const before = one?.state === 'standing' && result.onlyMoved ? last.get(one.id) : undefined;
    if (one?.state !== 'standing' || before === undefined) return null;
    const moved = rowsMoved(before.result, result);
    return moved && { result, before, moved, ...askFor(one, ROWS_ONLY) };
  });
  if (asked.every((one) => one === null)) return asked.map(() => null);
  await context.sync();
  const looked = asked.map((one) => (one && stands(one) ? { ...one, at: bodyRows(one) } : null));
  const runs = looked.flatMap((one) =>
    one
      ? runsOf(one.at, READ_GAP).map(({ first, count }) => {
          const area = areaOf(one);
          return { one, first, area: { ...area, top: area.top + first, rows: count } };
        })
      : [],
  );
  const values = new Map(looked.map((one) => [one, [] as CellValue[][]]));
  const areas = runs.map(({ area }) => area);
  const read = areas.length > 0 ? await readValues(context, areas) : [];
  for (const [i, { one, first }] of runs.entries()) {
    for (const [row, cells] of (read[i] ?? []).entries()) {
      const of = values.get(one);
      if (of) of[first + row] = cells;
    }
  }
  return looked.map((one): MovedRows | null => {
    if (one === null) return null;
    // No row comes or goes.
    const standing = standingOf(one, { values: values.get(one) ?? [], rowShift: 'none' });
    const { rows } = one.before;
    return hasKeys(one.result, standing, rows, one.at, date1904)
      ? { standing, rows, moved: one.at }
      : null;
  });
}

const ROWS_ONLY = 'rowIndex, columnIndex, rowCount, columnCount';

/** Rows of the results that say something else now; null where they are other rows, or too many. */
function rowsMoved(before: ResultTable, now: ResultTable): number[] | null {
  const count = rowCountOf(now);
  if (count !== rowCountOf(before) || now.columns.length !== before.columns.length) return null;
  const moved = new Set<number>();
  for (const [i, { key, isKey, isEmptied, values }] of now.columns.entries()) {
    const was = before.columns[i];
    if (was?.key !== key || was.isEmptied !== isEmptied) return null;
    for (let row = 0; row < count; row += 1) {
      if (values[row] === was.values[row]) continue;
      if (isKey) return null;
      moved.add(row);
    }
    if (moved.size * MOST_PART > count) return null;
  }
  return [...moved];
}

function stands(one: ReturnType<typeof askFor> & { readonly before: LastWritten }): boolean {
  const { table, before } = one;
  return shapeOf(one) === before.shape && !table.autoFilter.isDataFiltered && !isSorted(table);
}

function isSorted({ sort }: Excel.Table): boolean {
  return (sort.fields ?? []).length > 0;
}

/** Most rows stand where they stand in the results. */
function bodyRows({ before, moved }: { before: LastWritten; moved: readonly number[] }): number[] {
  const { rows } = before;
  if (moved.every((row) => rows[row]?.result === row)) return moved.toSorted((a, b) => a - b);
  const wanted = new Set(moved);
  return rows.flatMap(({ result }, i) => (result !== null && wanted.has(result) ? [i] : []));
}

/** Whether the rows are still those of what they are known by. */
function hasKeys(
  { columns }: ResultTable,
  { places, values }: StandingTable,
  rows: readonly Row[],
  moved: readonly number[],
  date1904: boolean,
): boolean {
  const keys = columns.filter(({ isKey }) => isKey);
  return moved.every((at) =>
    keys.every((column) => {
      const cell = values[at]?.[places.get(column.key) ?? -1] ?? '';
      const wanted = cellOf(column, rows[at]?.result ?? -1, date1904);
      return String(cell).trim() === String(wanted).trim();
    }),
  );
}

/** What is to be written of it; of its other rows nothing is known. */
export async function updateOfMoved(
  result: ResultTable,
  { standing, rows, moved }: MovedRows,
  date1904: boolean,
  giveWay: GiveWay,
): Promise<TableUpdate> {
  const mended = await changedCells(result, standing, rows, [], date1904, giveWay, moved);
  return {
    writes: [...mended.writes, ...formatColumns(result, standing, rows)],
    filters: [],
    plan: rows,
    ...{ rows: rows.length, newRows: 0, changedRows: mended.rows, removedRows: 0 },
    keptRows: rows.filter((row) => row.result === null).length,
  };
}
