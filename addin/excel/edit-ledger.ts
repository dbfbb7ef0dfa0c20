import type { RowEdit, RowOutcome } from './plan-row-edits.ts';
import { planRowEdits } from './plan-row-edits.ts';
import { liftFilters } from './filters.ts';
import type { Host, RunOptions } from './host.ts';
import { run, supports } from './host.ts';
import { sendWrites } from './write-batches.ts';
import type { CellChange, CellOutcome } from './plan-cells.ts';
import { planCells } from './plan-cells.ts';

/** What the user accepted for tables and cells of their own. */
export interface LedgerEdit {
  readonly cells: readonly CellChange[];
  readonly rows: readonly RowEdit[];
}

/** In the order of the edit's parts. */
export interface LedgerOutcome {
  readonly cells: readonly CellOutcome[];
  readonly rows: readonly {
    readonly takeOut: readonly RowOutcome[];
    /** Of all its new rows. */
    readonly putIn: RowOutcome;
  }[];
}

/**
 * Writes into the user's cells what they accepted, and nothing over a formula or over what they typed
 * meanwhile; then takes rows out and puts rows in. What cannot be done is known before anything is written, as
 * far as this Excel tells of it. Filters are lifted for it, and are on again also where it refuses half-way.
 *
 * @throws HostProblem
 */
export function editLedger(
  host: Host,
  { cells, rows }: LedgerEdit,
  options: RunOptions = {},
): Promise<LedgerOutcome> {
  if (cells.length === 0 && rows.length === 0) return Promise.resolve({ cells: [], rows: [] });
  return run(
    host,
    async (context) => {
      // Cells are read last: what is typed after that is written over.
      const edits = await planRowEdits(context, rows, supports(host, '1.13'));
      const changes = await planCells(context, cells);
      const outcome = { cells: changes.outcomes, rows: edits };
      // Cells before rows: taking rows out moves the ones below.
      const writes = [...changes.writes, ...edits.flatMap((edit) => edit.writes)];
      if (writes.length === 0) return outcome;
      const sheets = new Set([...cells, ...edits].map(({ sheet }) => sheet));
      const { before, after } = await liftFilters(context, [...sheets]);
      try {
        await sendWrites(context, [...before, ...writes, ...after], { signal: options.signal });
      } catch (error) {
        await sendWrites(context, after, {}).catch(() => {});
        throw error;
      }
      return outcome;
    },
    options,
  );
}
