import { HostProblem } from '../excel/errors.ts';
import type { CellPlace } from '../excel/free-place.ts';
import { askForPlace, headersOfTables } from '../excel/placed-results.ts';
import { readSelection } from '../excel/selection.ts';
import { readState, writeState } from '../excel/workbook-state.ts';
import { sizeOf, writeResults } from '../excel/write-results.ts';
import { wantedTables, whereTheyAre } from './placed-tables.ts';
import { askFor, holds } from './ask-results.ts';
import { stopLooking } from './look-afterwards.ts';
import { chartNewTable } from './result-charts.ts';
import type { ResultKind } from './results/forms.ts';
import type { PlacedTable } from './results/placed.ts';
import { freeTableName, readPlaced } from './results/placed.ts';
import { tableOf } from './results/tables.ts';
import { languageFor } from './results/words.ts';
import { FlowProblem } from './words.ts';
import type { FlowOptions, Workspace } from './workspace.ts';
import { whileReading, whileWriting } from './workspace.ts';

export interface PlaceInput {
  readonly kind: ResultKind;
  /** Our names of its columns in their order; all of them without it. */
  readonly columns?: readonly string[];
  /** Periods whose end lies within, both days included. */
  readonly from?: string | null;
  readonly to?: string | null;
  /** From the first cell of the selection to the right and down, a cell, or a sheet of its own. */
  readonly at: 'selection' | 'own-sheet' | CellPlace;
  /** A chart beside it, where its kind has one. */
  readonly hasChart?: boolean;
}

export interface PlacedHere {
  readonly placed: PlacedTable;
  readonly sheet: string;
  readonly rows: number;
}

/**
 * Puts another table of results where the user wants it; refreshes keep it up to date from now on.
 * What stands there is never written over.
 *
 * @throws FlowProblem `not-connected`, `place-taken`; HostProblem, ApiProblem, Unreachable
 */
export async function placeTable(
  ws: Workspace,
  { kind, columns, from = null, to = null, at, hasChart = false }: PlaceInput,
  options: FlowOptions = {},
): Promise<PlacedHere> {
  const { host } = ws;
  await stopLooking(ws);
  const state = await readState(host, whileReading(options));
  if (state.propertyId === null) throw new FlowProblem({ code: 'not-connected' });
  const others = await othersThan(ws, state, options);
  const names = await headersOfTables(host, whileReading(options));
  const placed: PlacedTable = {
    name: freeTableName(kind, [...others, ...names]),
    ...{ kind, columns: columns ? [...columns] : null, from, to },
    language: languageFor(host.Office.context.contentLanguage),
    hasOwnSheet: at === 'own-sheet',
  };
  const place = at === 'selection' ? await selectedCell(ws, options) : at;
  options.onProgress?.({ step: 'asking' });
  const answers = await askFor(ws, state.propertyId, [{ placed }], new Map(), options);
  const [answer] = [...answers.values.values()];
  if (answer === undefined) throw new HostProblem('unexpected');
  const table = tableOf(placed.name, placed, answer, answers.money);
  if (place !== 'own-sheet') {
    const found = await askForPlace(host, place, sizeOf(table), whileReading(options));
    if ('taken' in found) {
      const { sheet } = place;
      throw new FlowProblem({ code: 'place-taken', sheet, taken: found.taken });
    }
  }
  const { tables, known } = await writeResults(
    host,
    [{ ...table, place }],
    state.written.tables,
    whileWriting(options),
  );
  const charted = hasChart ? await chartNewTable(ws, placed, known, options) : known;
  const etags = { ...state.written.etags, ...Object.fromEntries(holds(placed, answers)) };
  const kept = readPlaced(state.placed);
  await writeState(host, state, {
    written: { at: state.written.at ?? new Date().toISOString(), etags, tables: charted },
    placed: { refreshesOnOpen: kept?.refreshesOnOpen ?? false, tables: [...others, placed] },
  });
  return { placed, sheet: tables[0]?.sheet ?? '', rows: tables[0]?.rows ?? 0 };
}

/** Those that are remembered, else those of a first refresh that was made: none is made beside this one. */
async function othersThan(
  ws: Workspace,
  state: Awaited<ReturnType<typeof readState>>,
  options: FlowOptions,
): Promise<readonly PlacedTable[]> {
  const kept = readPlaced(state.placed);
  if (kept) return kept.tables;
  const first = await wantedTables(ws, state, options);
  const here = await whereTheyAre(ws, state, first, options);
  return here.flatMap(({ placed, found }) => (found.state === 'gone' ? [] : [placed]));
}

async function selectedCell({ host }: Workspace, options: FlowOptions): Promise<CellPlace> {
  const { sheet, row, column } = await readSelection(host, whileReading(options));
  return { sheet, row: row - 1, column };
}
