import { HostProblem } from '../excel/errors.ts';
import type { ResultTable } from '../excel/result-table.ts';
import type { ChartOutcome, ChartedTable } from '../excel/result-charts.ts';
import { drawCharts, takeOutChart } from '../excel/result-charts.ts';
import type { KnownTable, WrittenResults } from '../excel/workbook-state.ts';
import { readState, writeState } from '../excel/workbook-state.ts';
import type { TableHere } from './placed-tables.ts';
import { wantedTables } from './placed-tables.ts';
import type { ResultKind, UnitKind } from './results/forms.ts';
import { isUnitKind } from './results/forms.ts';
import type { PlacedTable } from './results/placed.ts';
import { RESULT_WORDS } from './results/words.ts';
import type { FlowOptions, Workspace } from './workspace.ts';
import { whileReading, whileWriting } from './workspace.ts';

type Known = WrittenResults['tables'];

/** Usage over time as lines; a bill as a column whose parts add up to it. */
const CHART_TYPES = {
  UsageByUnit: 'LineMarkers',
  BillShares: 'ColumnStacked',
} as const satisfies Record<UnitKind, string>;

/** Whether tables of this kind can have a chart. */
export function hasChart(kind: ResultKind): kind is UnitKind {
  return isUnitKind(kind);
}

function chartOf(
  { name, kind, language }: PlacedTable,
  table: KnownTable | undefined,
  isWanted: boolean,
): ChartedTable | null {
  if (!hasChart(kind) || !table) return null;
  const title = RESULT_WORDS[language].charts[kind];
  const form = { type: CHART_TYPES[kind], name: `${name} chart`, title };
  return { form, categories: 'periodEnd', table, isWanted };
}

/**
 * Gives the charts of tables that were written the cells that those have now. A chart that is not there any
 * more is told once and not made again, unless its table was made anew too.
 */
export async function refreshCharts(
  { host }: Pick<Workspace, 'host'>,
  here: readonly Pick<TableHere, 'placed'>[],
  written: readonly ResultTable[],
  known: Known,
  made: ReadonlySet<string>,
  options: FlowOptions,
): Promise<{ known: Known; lost: ReadonlyMap<string, 'gone' | 'protected'> }> {
  const tables = withoutEmptied(written, known);
  const charted = here.flatMap(({ placed }) => {
    const table = tables[placed.name];
    const isWritten = written.some(({ name }) => name === placed.name);
    const chart = table?.chart && isWritten ? chartOf(placed, table, made.has(placed.name)) : null;
    return chart ? [{ name: placed.name, chart }] : [];
  });
  const outcomes = await drawCharts(
    host,
    charted.map(({ chart }) => chart),
    whileWriting(options),
  );
  const lost = new Map<string, 'gone' | 'protected'>();
  for (const [i, { name }] of charted.entries()) {
    const outcome = outcomes[i];
    if (!outcome) continue;
    tables[name] = withChart(tables[name], outcome);
    const { state } = outcome;
    if (state === 'gone' || state === 'protected') lost.set(name, state);
  }
  return { known: tables, lost };
}

/** Columns in which nothing of ours stands any more are the user's. */
function withoutEmptied(written: readonly ResultTable[], known: Known): Known {
  const tables = { ...known };
  for (const { name, columns } of written) {
    const table = tables[name];
    const emptied = new Set(columns.flatMap(({ key, isEmptied }) => (isEmptied ? key : [])));
    if (!table || emptied.size === 0) continue;
    const left = Object.entries(table.columns).filter(([key]) => !emptied.has(key));
    tables[name] = { ...table, columns: Object.fromEntries(left) };
  }
  return tables;
}

function withChart(table: KnownTable | undefined, { known }: ChartOutcome): KnownTable {
  const { chart: _before, ...rest } = table ?? { id: '', columns: {} };
  return known ? { ...rest, chart: known } : rest;
}

/** Makes a chart beside a table that was just made; a table without rows has nothing to draw. */
export async function chartNewTable(
  { host }: Pick<Workspace, 'host'>,
  placed: PlacedTable,
  known: Known,
  options: FlowOptions,
): Promise<Known> {
  const chart = chartOf(placed, known[placed.name], true);
  if (!chart) return known;
  const [outcome] = await drawCharts(host, [chart], whileWriting(options));
  if (!outcome) return known;
  return { ...known, [placed.name]: withChart(known[placed.name], outcome) };
}

/**
 * Makes a chart beside a table that stands, or takes out the one it has. Refreshes keep it up to date.
 *
 * @returns false where there is nothing to draw
 * @throws HostProblem
 */
export async function switchChart(
  ws: Pick<Workspace, 'host'>,
  name: string,
  isOn: boolean,
  options: FlowOptions = {},
): Promise<boolean> {
  const { host } = ws;
  const state = await readState(host, whileReading(options));
  const wanted = await wantedTables(ws, state, options);
  const placed = wanted.find((one) => one.name === name);
  const known = state.written.tables;
  const table = known[name];
  if (!placed || !table) throw new HostProblem('gone');
  const remember = (tables: Known) =>
    writeState(host, state, { written: { ...state.written, tables } });
  if (!isOn) {
    if (table.chart) await takeOutChart(host, table.chart, whileWriting(options));
    await remember({ ...known, [name]: withChart(table, { state: 'gone', known: undefined }) });
    return true;
  }
  const tables = await chartNewTable(ws, placed, known, options);
  await remember(tables);
  return tables[name]?.chart !== undefined;
}
