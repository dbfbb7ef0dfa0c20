import type { CellValue } from './read-range.ts';
import { HostProblem } from './errors.ts';
import { mergedBelow } from './merged-below.ts';
import { readCells } from './read-cells.ts';
import type { RowShift } from './row-shift.ts';
import { BLOCK, rowShiftOf } from './row-shift.ts';
import { putInRows, removeRows } from './row-writes.ts';
import type { Grid, Write } from './write-batches.ts';

/** Rows of one of the user's Excel tables that come or go because the user said so. */
export interface RowEdit {
  /** Excel's name of the table. */
  readonly table: string;
  readonly takeOut: readonly RowOut[];
  /** New rows for its end, by column of the table. */
  readonly putIn: Grid;
}

export interface RowOut {
  /** Of the sheet, from 1. */
  readonly row: number;
  /** What was read there, by column of the table: a row that says something else by now stays. */
  readonly expected: ReadonlyMap<number, CellValue>;
}

/** `in-the-way`: Excel lets none come, or go, without tearing what stands below or beside. */
export type RowOutcome = 'written' | 'moved' | 'in-the-way';

export interface PlannedEdit {
  readonly sheet: string;
  readonly takeOut: readonly RowOutcome[];
  readonly putIn: RowOutcome;
  readonly writes: readonly Write[];
}

/**
 * What is to be written so that rows come and go, and which cannot: Excel refuses in the middle, so that is
 * looked at before. The number of syncs does not grow with rows or tables.
 *
 * @throws HostProblem `protected`
 */
export async function planRowEdits(
  context: Excel.RequestContext,
  edits: readonly RowEdit[],
  canResize: boolean,
): Promise<PlannedEdit[]> {
  if (edits.length === 0) return [];
  const all = context.workbook.tables.load('items/id, items/worksheet/id');
  const asked = edits.map((edit) => {
    const table = context.workbook.tables.getItem(edit.table).load('id, showTotals');
    return {
      edit,
      table,
      sheet: table.worksheet.load('id, name, protection/protected'),
      whole: table.getRange().load(BLOCK),
      body: table.getDataBodyRange().load(BLOCK),
    };
  });
  await context.sync();
  if (asked.some(({ sheet }) => sheet.protection.protected)) throw new HostProblem('protected');
  const looked = asked.map((one) => ({
    ...one,
    others: all.items
      .filter(({ id, worksheet }) => id !== one.table.id && worksheet.id === one.sheet.id)
      .map((other) => other.getRange().load(BLOCK)),
  }));
  await context.sync();
  const merged = await mergedBelow(context, asked, canResize);
  const now = await readCells(context, asked.flatMap(expectedOf));
  return looked.map((one, i) =>
    planned(one, now, rowShiftOf(one.whole, [...one.others, ...(merged[i] ?? [])], canResize)),
  );
}

interface Asked {
  readonly edit: RowEdit;
  readonly table: Excel.Table;
  readonly sheet: Excel.Worksheet;
  readonly body: Excel.Range;
}

function expectedOf({ edit, sheet, body }: Asked) {
  return edit.takeOut.flatMap(({ row, expected }) =>
    [...expected].map(([column, value]) => ({
      ...{ sheet: sheet.name, row, column: body.columnIndex + column, value },
    })),
  );
}

function planned(
  one: Asked,
  now: Awaited<ReturnType<typeof readCells>>,
  rowShift: RowShift,
): PlannedEdit {
  const { edit, table, sheet, body } = one;
  const moved = new Set(
    expectedOf(one).flatMap((cell) => (now(cell)?.value === cell.value ? [] : [cell.row])),
  );
  const takeOut = edit.takeOut.map(({ row }): RowOutcome => {
    const at = row - 1 - body.rowIndex;
    if (at < 0 || at >= body.rowCount || moved.has(row)) return 'moved';
    return rowShift === 'cells' ? 'written' : 'in-the-way';
  });
  const goes = new Set(
    edit.takeOut.flatMap(({ row }, i) =>
      takeOut[i] === 'written' ? [row - 1 - body.rowIndex] : [],
    ),
  );
  const putIn = rowShift === 'none' ? 'in-the-way' : 'written';
  const shifted = { id: table.id, width: body.columnCount, hasTotals: table.showTotals, rowShift };
  const isAdding = putIn === 'written' && edit.putIn.length > 0;
  return {
    ...{ sheet: sheet.name, takeOut, putIn },
    writes: [
      ...removeRows(
        shifted,
        [...goes].toSorted((a, b) => a - b),
      ),
      ...(isAdding ? putInRows(shifted, body.rowCount - goes.size, true, edit.putIn) : []),
    ],
  };
}
