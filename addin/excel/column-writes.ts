import type { BodyArea } from './body-range.ts';
import { bodyRange } from './body-range.ts';
import type { GiveWay } from './host.ts';
import type { CellValue } from './read-range.ts';
import type { PlannedRow, StandingRow } from './result-rows.ts';
import { runsOf } from './result-rows.ts';
import type { ResultColumn, ResultTable } from './result-table.ts';
import { cellOf, entryOf, isSameCell, totalOf } from './result-table.ts';
import type { StandingTable } from './standing-results.ts';
import type { Write } from './write-batches.ts';
import { ACTION_BYTES, parts } from './write-batches.ts';

/** `isReused`: a row that stood for something else and was left, because a table has one at least. */
export type Row = PlannedRow & { readonly isReused?: true };

/** The user's own format stays; one of ours gives way to the one that is wanted now. */
export function formatFor(
  { format, ourFormats }: ResultColumn,
  standing: string | undefined,
): string {
  const isOurs =
    standing === undefined || standing === 'General' || ourFormats?.test(standing) === true;
  return isOurs ? format : standing;
}

export function formatWrite(area: BodyArea, format: string): Write {
  return {
    bytes: ACTION_BYTES,
    act: (context) => {
      // One format for every cell of the range: Excel takes it bare.
      bodyRange(context, area).numberFormat = format as unknown as string[][];
    },
  };
}

export function formatColumns(
  result: ResultTable,
  standing: StandingTable,
  rows: readonly Row[],
): Write[] {
  const { id, places, formats } = standing;
  return result.columns.flatMap((column) => {
    const place = places.get(column.key);
    const before = place === undefined ? undefined : formats[place];
    if (place === undefined || before === undefined) return [];
    const wanted = formatFor(column, before);
    if (wanted === before) return [];
    const area = { table: id, top: 0, left: place, rows: rows.length, columns: 1 };
    return [formatWrite(area, wanted)];
  });
}

/**
 * What our cells of rows that stood are to hold now, where it is something else.
 *
 * @param looked which of the rows, ascending; without it all
 */
export async function changedCells(
  result: ResultTable,
  standing: StandingTable,
  rows: readonly Row[],
  before: readonly StandingRow[],
  date1904: boolean,
  giveWay: GiveWay,
  looked: readonly number[] = [...rows.keys()],
): Promise<{ writes: Write[]; rows: number }> {
  const changed = new Set<number>();
  const writes: Write[] = [];
  for (const column of result.columns) {
    const place = standing.places.get(column.key);
    if (place === undefined) continue;
    const wanted = new Map<number, CellValue>();
    for (const i of looked) {
      const row = rows[i];
      if (row === undefined || row.from === null) continue;
      const isTypedRow = row.result === null && before[row.from]?.key === '' && !row.isReused;
      const value = isTypedRow ? null : cellFor(result, column, row, date1904);
      const cell = standing.values[row.from]?.[place] ?? '';
      if (value === null || isSameCell(column.kind, cell, value)) continue;
      wanted.set(i, value);
      changed.add(i);
    }
    for (const write of columnWrites(standing.id, place, wanted)) writes.push(write);
    // oxlint-disable-next-line no-await-in-loop -- the thread is shared with the pane, a column at a time
    await giveWay();
  }
  return { writes, rows: [...changed].filter((i) => !rows[i]?.isReused).length };
}

/** @param wanted by row, ascending */
function columnWrites(
  table: string,
  left: number,
  wanted: ReadonlyMap<number, CellValue>,
): Write[] {
  return runsOf([...wanted.keys()]).flatMap(({ first, count }) => {
    const grid = Array.from({ length: count }, (_, i) => [entryOf(wanted.get(first + i) ?? '')]);
    return parts(grid).map((part): Write => {
      const area = { table, top: first + part.first, left, rows: part.rows.length, columns: 1 };
      return {
        bytes: part.bytes,
        act: (context) => {
          bodyRange(context, area).values = part.rows as CellValue[][];
        },
      };
    });
  });
}

/** null: to be left as it is. */
function cellFor(
  result: ResultTable,
  column: ResultColumn,
  row: Row,
  date1904: boolean,
): CellValue | null {
  if (row.result !== null) return cellOf(column, row.result, date1904);
  if (row.isReused) return '';
  if (column.isKey) return null;
  return column.isRemark ? result.gone : '';
}

/** Columns that are not known to have been written before; what the user took out stays out. */
export function addColumns(
  result: ResultTable,
  { id, places, width, hasTotals }: StandingTable,
  known: Readonly<Record<string, number>>,
  rows: readonly Row[],
  date1904: boolean,
): Write[] {
  const missing = result.columns.filter(({ key }) => !places.has(key) && !(key in known));
  return missing.flatMap((column, nth) => {
    const at = { table: id, top: 0, left: width + nth, columns: 1 };
    const grid = rows.map((row) => [entryOf(cellFor(result, column, row, date1904) ?? '')]);
    const making: Write = {
      bytes: ACTION_BYTES,
      act: (context) => {
        context.workbook.tables.getItem(id).columns.add(undefined, undefined, column.header);
      },
    };
    const filling = parts(grid).map((part): Write => ({
      bytes: part.bytes,
      act: (context) => {
        const area = { ...at, top: part.first, rows: part.rows.length };
        bodyRange(context, area).values = part.rows as CellValue[][];
      },
    }));
    const totalling: Write = {
      bytes: ACTION_BYTES,
      act: (context) => {
        const totals = context.workbook.tables.getItem(id).getTotalRowRange();
        const cell = totals.getCell(0, at.left);
        cell.numberFormat = [[column.format]];
        cell.formulas = [[totalOf(column)]];
      },
    };
    return [
      making,
      formatWrite({ ...at, rows: rows.length }, column.format),
      ...filling,
      ...(hasTotals && column.hasTotal ? [totalling] : []),
    ];
  });
}
