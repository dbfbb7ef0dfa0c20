import { HostProblem } from '../excel/errors.ts';
import { rowCountOf } from '../excel/result-table.ts';
import { readState, writeState } from '../excel/workbook-state.ts';
import type { WantedTable, WrittenTable } from '../excel/write-results.ts';
import { writeResults } from '../excel/write-results.ts';
import type { KnownEtags } from './ask-results.ts';
import { lookAfterwards } from './look-afterwards.ts';
import type { Workspace } from './workspace.ts';

/** Smaller tables are looked at as a whole at once. */
const MANY_ROWS = 2_000;

/** Whether a refresh first looks at nothing but what moved of it, and at all of it afterwards. */
export function isLarge(table: WantedTable): boolean {
  return rowCountOf(table) >= MANY_ROWS;
}

/**
 * Looks at all of these tables while the person goes on, and puts right what says something else than the
 * results. Only then does the file say which answers they hold: until then each refresh asks anew.
 *
 * @returns what was put right, in the order of the tables; null where it was stopped or Excel refused
 */
export function checkLater(
  ws: Workspace,
  propertyId: string,
  results: readonly WantedTable[],
  etags: KnownEtags,
): Promise<readonly (WrittenTable | null)[] | null> {
  return lookAfterwards(ws, (signal) =>
    check(ws, propertyId, results, etags, signal).catch((error: unknown) => {
      if (signal.aborted || error instanceof HostProblem) return null;
      throw error;
    }),
  );
}

async function check(
  { host }: Workspace,
  propertyId: string,
  results: readonly WantedTable[],
  etags: KnownEtags,
  signal: AbortSignal,
): Promise<readonly (WrittenTable | null)[]> {
  const before = await readState(host, { signal });
  const whole = results.map((one) => ({ ...one, onlyMoved: false }));
  const how = { signal, isGentle: true };
  const { tables, known } = await writeResults(host, whole, before.written.tables, how);
  const state = await readState(host, { signal });
  if (state.propertyId !== propertyId) return tables;
  await writeState(host, state, {
    written: { ...state.written, tables: known, etags: { ...state.written.etags, ...etags } },
  });
  return tables;
}
