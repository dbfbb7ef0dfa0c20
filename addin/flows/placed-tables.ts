import type { FoundResults, TableHeaders } from '../excel/placed-results.ts';
import { findResults, headersOfTables, takeOutTable } from '../excel/placed-results.ts';
import { sheetsOfCharts } from '../excel/find-charts.ts';
import { takeOutChart } from '../excel/result-charts.ts';
import { selectCell } from '../excel/select-cell.ts';
import { loadsWithWorkbook } from '../excel/runtime.ts';
import type { WorkbookState } from '../excel/workbook-state.ts';
import { readState, writeState } from '../excel/workbook-state.ts';
import { stopLooking } from './look-afterwards.ts';
import { KIND_COLUMNS, formOf } from './results/forms.ts';
import type { PlacedResults, PlacedTable } from './results/placed.ts';
import { firstTables, freeTableName, readPlaced } from './results/placed.ts';
import { languageFor, languageOf } from './results/words.ts';
import type { FlowOptions, Workspace } from './workspace.ts';
import { whileReading, whileWriting } from './workspace.ts';

/** A table of results that the workbook is to have, and where it is now. */
export interface TableHere {
  readonly placed: PlacedTable;
  readonly found: FoundResults;
}

/** With its chart. */
export interface ListedTable extends TableHere {
  /** The sheet that its chart is on; null where it has none. */
  readonly chartOn: string | null;
}

/** What the workbook is to have of results. */
export interface ResultsHere {
  readonly refreshesOnOpen: boolean;
  /** Whether this Excel can refresh on opening at all. */
  readonly canRefreshOnOpen: boolean;
  readonly tables: readonly ListedTable[];
}

/** The tables of results, where they are, and whether something became of them. @throws HostProblem */
export async function listTables(
  ws: Pick<Workspace, 'host'>,
  options: FlowOptions = {},
): Promise<ResultsHere> {
  const state = await readState(ws.host, whileReading(options));
  const placed = readPlaced(state.placed);
  const wanted = placed?.tables ?? (await wantedTables(ws, state, options));
  const found = await whereTheyAre(ws, state, wanted, options);
  const charts = found.map(({ placed: { name } }) => state.written.tables[name]?.chart);
  const sheets = await sheetsOfCharts(ws.host, charts, whileReading(options));
  const here = found.map((one, i): ListedTable => ({ ...one, chartOn: sheets[i] ?? null }));
  return {
    refreshesOnOpen: placed?.refreshesOnOpen ?? false,
    canRefreshOnOpen: loadsWithWorkbook(ws.host) !== null,
    // Before a first refresh there are none.
    tables: placed ? here : here.filter(({ found }) => found.state !== 'gone'),
  };
}

/** Those that are remembered; where none are, those of a first refresh. */
export async function wantedTables(
  ws: Pick<Workspace, 'host'>,
  state: WorkbookState,
  options: FlowOptions,
): Promise<readonly PlacedTable[]> {
  const placed = readPlaced(state.placed);
  if (placed && placed.tables.length > 0) return placed.tables;
  const { host } = ws;
  const tables = await headersOfTables(host, whileReading(options));
  const ours = languageFor(host.Office.context.contentLanguage);
  if (placed) {
    // All were forgotten: what still stands of them is the user's, and so are the names.
    const names = tables.map(({ name }) => ({ name }));
    return firstTables(() => ours).map((one) => ({
      ...one,
      name: freeTableName(one.kind, names),
    }));
  }
  return firstTables((kind) => {
    const keys = KIND_COLUMNS[kind].map(({ key }) => key);
    return languageOf(keys, standingHeaders(kind, tables, state)) ?? ours;
  });
}

function standingHeaders(
  name: string,
  tables: readonly TableHeaders[],
  { written }: WorkbookState,
): readonly string[] {
  const known = tables.find(({ id }) => id === written.tables[name]?.id);
  return (known ?? tables.find((table) => table.name === name))?.headers ?? [];
}

export async function whereTheyAre(
  { host }: Pick<Workspace, 'host'>,
  { written }: Pick<WorkbookState, 'written'>,
  tables: readonly PlacedTable[],
  options: FlowOptions,
): Promise<TableHere[]> {
  if (tables.length === 0) return [];
  const forms = tables.map((one) => formOf(one.name, one));
  const found = await findResults(host, forms, written.tables, whileReading(options));
  return tables.map((placed, i) => ({ placed, found: found[i] ?? { state: 'gone' } }));
}

/** Shows a table to the person who asked to see it; false where it is not there. @throws HostProblem */
export async function showTable(
  { host }: Pick<Workspace, 'host'>,
  { found }: TableHere,
): Promise<boolean> {
  if (found.state !== 'standing') return false;
  await selectCell(host, found.sheet, found.row, found.column);
  return true;
}

/**
 * Leaves a table to the user, or takes it out of the sheet with all that stands in it. Refreshes let it
 * alone from now on.
 *
 * @throws HostProblem
 */
export async function forgetTable(
  ws: Pick<Workspace, 'host'>,
  name: string,
  isTakenOut: boolean,
  options: FlowOptions = {},
): Promise<void> {
  const { host } = ws;
  await stopLooking(ws);
  const state = await readState(host, whileReading(options));
  const wanted = await wantedTables(ws, state, options);
  const table = wanted.find((one) => one.name === name);
  if (!table) return;
  if (isTakenOut) {
    const [here] = await whereTheyAre(ws, state, [table], options);
    const { chart } = state.written.tables[name] ?? {};
    const stands = here?.found.state === 'standing' || here?.found.state === 'keyless';
    const id = stands ? here.found.id : null;
    if (id !== null && chart) await takeOutChart(host, chart, whileWriting(options));
    if (id !== null) await takeOutTable(host, id, table.hasOwnSheet, whileWriting(options));
  }
  const { [name]: _known, ...tables } = state.written.tables;
  const { [name]: _held, ...etags } = state.written.etags;
  const placed: PlacedResults = {
    refreshesOnOpen: readPlaced(state.placed)?.refreshesOnOpen ?? false,
    tables: wanted.filter((one) => one.name !== name),
  };
  await writeState(host, state, { placed, written: { ...state.written, etags, tables } });
}

/**
 * Whether opening the workbook refreshes its results. Excel remembers it in the file, and so do we.
 *
 * @returns false where this Excel cannot do that
 */
export async function refreshOnOpen(
  ws: Pick<Workspace, 'host'>,
  isOn: boolean,
  options: FlowOptions = {},
): Promise<boolean> {
  const { host } = ws;
  const setLoading = loadsWithWorkbook(host);
  if (setLoading === null) return false;
  const state = await readState(host, whileReading(options));
  const tables = await wantedTables(ws, state, options);
  await setLoading(isOn);
  await writeState(host, state, { placed: { refreshesOnOpen: isOn, tables } });
  return true;
}

/** @throws HostProblem */
export async function wantsRefreshOnOpen(
  { host }: Pick<Workspace, 'host'>,
  options: FlowOptions = {},
): Promise<boolean> {
  const { placed } = await readState(host, whileReading(options));
  return readPlaced(placed)?.refreshesOnOpen ?? false;
}
