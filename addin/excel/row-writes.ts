import { bodyRange } from './body-range.ts';
import type { CellValue } from './read-range.ts';
import { formatFor, formatWrite } from './column-writes.ts';
import type { PlannedRow } from './result-rows.ts';
import { runsOf } from './result-rows.ts';
import type { ResultTable } from './result-table.ts';
import { cellOf, entryOf } from './result-table.ts';
import type { StandingTable } from './standing-results.ts';
import type { Write } from './write-batches.ts';
import { ACTION_BYTES, parts } from './write-batches.ts';

/** From below, so that the rows above keep their places. */
export function removeRows({ id, width }: StandingTable, removed: readonly number[]): Write[] {
  return runsOf(removed)
    .toReversed()
    .map(({ first, count }) => ({
      bytes: ACTION_BYTES,
      act: (context) =>
        bodyRange(context, {
          ...{ table: id, top: first, left: 0 },
          ...{ rows: count, columns: width },
        }).delete('Up'),
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
    const isAtEnd = first + count === rows.length;
    const adding = parts(grid).map((part): Write => ({
      bytes: part.bytes,
      rows: part.rows.length,
      act: (context) => {
        const index = isAtEnd ? undefined : first + part.first;
        context.workbook.tables.getItem(id).rows.add(index, part.rows as CellValue[][]);
      },
    }));
    const formatting = result.columns.flatMap((column): Write[] => {
      const place = places.get(column.key);
      if (place === undefined) return [];
      const area = { table: id, top: first, left: place, rows: count, columns: 1 };
      return [formatWrite(area, formatFor(column, formats[place]))];
    });
    return [...adding, ...formatting];
  });
}
