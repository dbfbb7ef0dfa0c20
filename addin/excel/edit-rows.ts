import { liftFilters } from './filters.ts';
import type { Host, RunOptions } from './host.ts';
import { run } from './host.ts';
import type { CellValue } from './read-range.ts';
import { runsOf } from './result-rows.ts';
import type { Write } from './write-batches.ts';
import { ACTION_BYTES, sendWrites } from './write-batches.ts';

/** Rows of one of the user's Excel tables that come or go because the user said so. */
export interface RowEdit {
  /** Excel's name of the table. */
  readonly table: string;
  readonly sheet: string;
  /** Rows of the sheet, from 1. */
  readonly takeOut: readonly number[];
  /** New rows for its end: by column of the table, null where Excel is to fill in its own. */
  readonly putIn: readonly (readonly (CellValue | null)[])[];
}

/** @throws HostProblem */
export function editRows(
  host: Host,
  edits: readonly RowEdit[],
  options: RunOptions = {},
): Promise<void> {
  if (edits.length === 0) return Promise.resolve();
  return run(
    host,
    async (context) => {
      const bodies = edits.map(({ table }) =>
        context.workbook.tables.getItem(table).getDataBodyRange().load('rowIndex'),
      );
      const { before, after } = await liftFilters(context, [
        ...new Set(edits.map(({ sheet }) => sheet)),
      ]);
      const writes = edits.flatMap((edit, i) => writesOf(edit, bodies[i]?.rowIndex ?? 0));
      await sendWrites(context, [...before, ...writes, ...after], { signal: options.signal });
    },
    options,
  );
}

function writesOf({ table, takeOut, putIn }: RowEdit, top: number): Write[] {
  const rows = [...new Set(takeOut.map((row) => row - 1 - top))].toSorted((a, b) => a - b);
  const removing = runsOf(rows)
    .toReversed()
    .map(({ first, count }): Write => ({
      bytes: ACTION_BYTES,
      act: (context) =>
        context.workbook.tables
          .getItem(table)
          .getDataBodyRange()
          .getRow(first)
          .getResizedRange(count - 1, 0)
          .delete('Up'),
    }));
  const adding: Write = {
    bytes: ACTION_BYTES + JSON.stringify(putIn).length,
    act: (context) =>
      void context.workbook.tables.getItem(table).rows.add(undefined, putIn as CellValue[][]),
  };
  return [...removing, ...(putIn.length > 0 ? [adding] : [])];
}
