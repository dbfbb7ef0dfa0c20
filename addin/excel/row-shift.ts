/**
 * How rows of a table come and go: by shifting its cells, so that what stands beside it stays where it
 * is. Where a table, or merged cells, below that reach further to a side would be torn by that (Excel
 * refuses: InsertDeleteConflict, MergedRangeConflict), rows are put in with whole rows of the sheet, and
 * none are taken out: with a row of the sheet would go what stands beside, and notes are not seen by every
 * Excel that has them. Where whole rows would tear a table beside, rows neither come nor go.
 */
export type RowShift = 'cells' | 'sheet-rows' | 'none';

/** As Excel tells of a range. */
export interface Block {
  readonly rowIndex: number;
  readonly columnIndex: number;
  readonly rowCount: number;
  readonly columnCount: number;
}

export const BLOCK = 'rowIndex, columnIndex, rowCount, columnCount';

/** @param others the other tables of the sheet, and merged cells below: what may not be torn */
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
