import { bodyRange } from './body-range.ts';
import { HostProblem } from './errors.ts';
import type { Run } from './result-rows.ts';

/**
 * How rows of a table come and go: by shifting its cells, so that what stands beside it stays where it
 * is; with whole rows of the sheet, where a table below that reaches further to a side would be torn by
 * that (Excel refuses: InsertDeleteConflict); or not at all, where whole rows would tear a table beside.
 */
export type RowShift = 'cells' | 'sheet-rows' | 'none';

/** As Excel tells of a range. */
export interface Block {
  readonly rowIndex: number;
  readonly columnIndex: number;
  readonly rowCount: number;
  readonly columnCount: number;
}

/** @param others the other tables of the sheet */
export function rowShiftOf(table: Block, others: readonly Block[], canResize: boolean): RowShift {
  const isBelow = (other: Block) => other.rowIndex >= table.rowIndex + table.rowCount;
  const isAbove = (other: Block) => other.rowIndex + other.rowCount <= table.rowIndex;
  if (!others.some((other) => isBelow(other) && reachesFurther(other, table))) return 'cells';
  const isFree = others.every((other) => isBelow(other) || isAbove(other));
  return canResize && isFree ? 'sheet-rows' : 'none';
}

/** It lies in some of the table's columns and in others too. */
function reachesFurther(other: Block, table: Block): boolean {
  const [left, right] = [table.columnIndex, table.columnIndex + table.columnCount];
  const otherRight = other.columnIndex + other.columnCount;
  const isInColumns = other.columnIndex < right && otherRight > left;
  return isInColumns && (other.columnIndex < left || otherRight > right);
}

/** Rows of the sheet that are to go with a table's. */
export interface LostRows {
  readonly table: string;
  readonly width: number;
  readonly runs: readonly Run[];
}

/** Rows of the sheet go only where nothing stands beside the table. @throws HostProblem `no-room` */
export async function requireNothingBeside(
  context: Excel.RequestContext,
  lost: readonly LostRows[],
): Promise<void> {
  const asked = lost.flatMap(({ table, width, runs }) =>
    runs.map(({ first, count }) => {
      const cells = bodyRange(context, { table, top: first, left: 0, rows: count, columns: width });
      const used = cells.getEntireRow().getUsedRangeOrNullObject(true);
      return {
        cells: cells.load('columnIndex, columnCount'),
        used: used.load('columnIndex, columnCount'),
      };
    }),
  );
  if (asked.length === 0) return;
  await context.sync();
  const isBeside = asked.some(
    ({ cells, used }) =>
      !used.isNullObject &&
      (used.columnIndex < cells.columnIndex ||
        used.columnIndex + used.columnCount > cells.columnIndex + cells.columnCount),
  );
  if (isBeside) throw new HostProblem('no-room');
}
