import { bodyRange } from './body-range.ts';
import type { Row } from './column-writes.ts';
import { runsOf } from './result-rows.ts';
import type { StandingTable } from './standing-results.ts';
import type { Write } from './write-batches.ts';
import { ACTION_BYTES } from './write-batches.ts';

/**
 * Rows that the user hid stay hidden where they come to stand, and none is hidden in their place: what
 * is hidden belongs to the sheet's rows, which stay while the table's cells shift.
 */
export function rehideRows(standing: StandingTable, rows: readonly Row[]): Write[] {
  const { id, hidden } = standing;
  if (hidden.length === 0 || standing.isSorted) return [];
  const wanted = rows.map(
    ({ from, isReused }) => from !== null && isReused !== true && hidden[from] === true,
  );
  const isOfSheet = standing.rowShift === 'sheet-rows';
  const now = isOfSheet ? rows.map(({ from }) => from !== null && hidden[from] === true) : hidden;
  const height = Math.max(wanted.length, now.length);
  const wrong = Array.from({ length: height }, (_, i) => i).filter(
    (i) => (wanted[i] ?? false) !== (now[i] ?? false),
  );
  return [true, false].flatMap((isHidden) =>
    runsOf(wrong.filter((i) => (wanted[i] ?? false) === isHidden)).map(({ first, count }) => ({
      bytes: ACTION_BYTES,
      act: (context) => {
        const area = { table: id, top: first, left: 0, rows: count, columns: 1 };
        bodyRange(context, area).rowHidden = isHidden;
      },
    })),
  );
}
