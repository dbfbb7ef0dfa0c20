import { bodyRange } from './body-range.ts';
import type { CellValue } from './read-range.ts';
import { formatFor, formatWrite } from './column-writes.ts';
import type { PlannedRow } from './result-rows.ts';
import { runsOf } from './result-rows.ts';
import type { ResultTable } from './result-table.ts';
import { cellOf, entryOf } from './result-table.ts';
import type { StandingTable } from './standing-results.ts';
import type { Grid, Write } from './write-batches.ts';
import { ACTION_BYTES, parts } from './write-batches.ts';

/** A table whose rows come and go. */
export type ShiftedTable = Pick<StandingTable, 'id' | 'width' | 'hasTotals' | 'rowShift'>;

/** By shifting cells; from below, so that the rows above keep their places. */
export function removeRows({ id, width }: ShiftedTable, removed: readonly number[]): Write[] {
  return runsOf(removed)
    .toReversed()
    .map(({ first, count }) => ({
      bytes: ACTION_BYTES,
      act: (context) => {
        const area = { table: id, top: first, left: 0, rows: count, columns: width };
        bodyRange(context, area).delete('Up');
      },
    }));
}

/** From above, each run at its final place; cells of the user's columns are left to Excel. */
export function addRows(
  result: ResultTable,
  standing: StandingTable,
  rows: readonly PlannedRow[],
  date1904: boolean,
): Write[] {
  const { id, places, width, formats } = standing;
  const fresh = rows.flatMap(({ from }, i) => (from === null ? [i] : []));
  return runsOf(fresh).flatMap(({ first, count }) => {
    const grid = rows.slice(first, first + count).map(({ result: at }) => {
      const line = Array.from({ length: width }, (): CellValue | null => null);
      for (const column of result.columns) {
        const place = places.get(column.key);
        if (place !== undefined) line[place] = entryOf(cellOf(column, at ?? 0, date1904));
      }
      return line;
    });
    const formatting = result.columns.flatMap((column): Write[] => {
      const place = places.get(column.key);
      if (place === undefined) return [];
      const area = { table: id, top: first, left: place, rows: count, columns: 1 };
      return [formatWrite(area, formatFor(column, formats[place]))];
    });
    const isAtEnd = first + count === rows.length;
    return [...putInRows(standing, first, isAtEnd, grid), ...formatting];
  });
}

/** Rows that come, the first of them at `first` of the body; what is null is left to Excel. */
export function putInRows(
  table: ShiftedTable,
  first: number,
  isAtEnd: boolean,
  grid: Grid,
): Write[] {
  const { id, width } = table;
  const isOfSheet = table.rowShift === 'sheet-rows';
  const filling = parts(grid).map((part): Write => ({
    bytes: part.bytes,
    rows: part.rows.length,
    act: (context) => {
      const top = first + part.first;
      const values = part.rows as CellValue[][];
      if (isOfSheet) {
        const area = { table: id, top, left: 0, rows: values.length, columns: width };
        bodyRange(context, area).values = values;
      } else context.workbook.tables.getItem(id).rows.add(isAtEnd ? undefined : top, values);
    },
  }));
  return isOfSheet ? [putInSheetRows(table, first, grid.length, isAtEnd), ...filling] : filling;
}

/** Blank rows of the sheet, which are the table's too: behind its last row it has to be told so. */
function putInSheetRows(
  { id, hasTotals }: ShiftedTable,
  first: number,
  count: number,
  isAtEnd: boolean,
): Write {
  return {
    bytes: ACTION_BYTES,
    act: (context) => {
      const area = { table: id, top: first, left: 0, rows: count, columns: 1 };
      bodyRange(context, area).getEntireRow().insert('Down');
      if (!isAtEnd || hasTotals) return;
      const table = context.workbook.tables.getItem(id);
      table.resize(table.getRange().getResizedRange(count, 0));
    },
  };
}
