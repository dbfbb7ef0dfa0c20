import type { Revised } from '../api/client.ts';
import type { Host } from '../excel/host.ts';
import type { WorkbookState } from '../excel/workbook-state.ts';
import { readState, writeState } from '../excel/workbook-state.ts';
import { sheetsOfTables, writeResults } from '../excel/write-results.ts';
import type { WrittenTable as Written } from '../excel/write-results.ts';
import type { PeriodRange } from './load-results.ts';
import { moneyFormat } from './results/formats.ts';
import type { ResultTableName } from './results/tables.ts';
import { RESULT_FORMS, allocationTables, reconciliationTables } from './results/tables.ts';
import { FlowProblem } from './words.ts';
import type { FlowOptions, Workspace } from './workspace.ts';
import { whileReading, whileWriting } from './workspace.ts';

export interface RefreshInput extends PeriodRange {
  /** Writes also where nothing moved on the server: cells of ours may have been typed over. */
  readonly anew?: boolean;
}

/** What became of one table of results. */
export interface WrittenTable extends Written {
  readonly table: ResultTableName;
}

export interface Refreshed {
  /** `unchanged`: nothing moved since the last refresh, and nothing was written. */
  readonly status: 'written' | 'unchanged';
  /** Empty where nothing moved. */
  readonly tables: readonly WrittenTable[];
}

/**
 * Asks for results and writes them into tables on their own sheets; all else in the workbook stays as
 * it is, and what the user added to those tables stays with its row.
 *
 * @throws FlowProblem, HostProblem, ApiProblem, Unreachable
 */
export async function refresh(
  ws: Workspace,
  { anew = false, ...range }: RefreshInput = {},
  options: FlowOptions = {},
): Promise<Refreshed> {
  const { host } = ws;
  const state = await readState(host, whileReading(options));
  if (state.propertyId === null) throw new FlowProblem({ code: 'not-connected' });
  const etags = anew || !(await standAll(host, state)) ? {} : state.written.etags;
  options.onProgress?.({ step: 'asking' });
  const [property, allocation, reconciliation] = await ask(
    ws,
    state.propertyId,
    range,
    etags,
    options,
  );
  const money = moneyFormat(property.currency, host.Office.context.contentLanguage);
  const results = [
    ...(allocation.status === 'changed' ? allocationTables(allocation.value, money) : []),
    ...(reconciliation.status === 'changed'
      ? reconciliationTables(reconciliation.value, money)
      : []),
  ];
  if (results.length === 0) return { status: 'unchanged', tables: [] };
  const { tables, known } = await writeResults(
    host,
    results,
    state.written.tables,
    whileWriting(options),
  );
  const kept = etagsOf(range, state.written.etags, { allocation, reconciliation });
  await writeState(host, state, {
    written: { at: new Date().toISOString(), etags: kept, tables: known },
  });
  return {
    status: 'written',
    tables: tables.map((one, i) => ({ ...one, table: results[i]?.name as ResultTableName })),
  };
}

/** When results were last written into the workbook, and into which sheets, as they are named now. */
export interface LastRefresh {
  readonly at: string;
  readonly sheets: readonly string[];
}

/** null: they never were, or what was written is not there any more. @throws HostProblem */
export async function lastRefresh(
  { host }: Workspace,
  options: FlowOptions = {},
): Promise<LastRefresh | null> {
  const state = await readState(host, whileReading(options));
  const { at } = state.written;
  if (at === undefined) return null;
  const sheets = [...new Set((await standing(host, state)).values())];
  return sheets.length === 0 ? null : { at, sheets };
}

/** Whether all tables of results are still there: where one was deleted, it is to be written again. */
async function standAll(host: Host, state: WorkbookState): Promise<boolean> {
  return (await standing(host, state)).size === RESULT_FORMS.length;
}

/** Sheets by the ids of our tables that are still there, in our order. */
async function standing(
  host: Host,
  { written }: WorkbookState,
): Promise<ReadonlyMap<string, string>> {
  const ids = RESULT_FORMS.flatMap(({ name }) => written.tables[name]?.id ?? []);
  if (ids.length === 0) return new Map();
  const sheets = await sheetsOfTables(host, ids);
  return new Map(ids.flatMap((id) => (sheets.has(id) ? [[id, sheets.get(id) ?? '']] : [])));
}

type Etags = Readonly<Record<string, string>>;

async function ask(
  { api }: Workspace,
  propertyId: string,
  query: PeriodRange,
  etags: Etags,
  { signal }: FlowOptions,
) {
  const params = { propertyId };
  const known = (name: string) => etags[keyOf(name, query)];
  return Promise.all([
    api.getProperty({ params }, { signal }),
    api.revised('allocation', { params, query }, { signal, etag: known('allocation') }),
    api.revised('reconciliation', { params, query }, { signal, etag: known('reconciliation') }),
  ]);
}

/** The tables hold what the last range asked for: an ETag says nothing about another one. */
function keyOf(name: string, { from = '', to = '' }: PeriodRange): string {
  return `${name} ${from}..${to}`;
}

function etagsOf(
  range: PeriodRange,
  before: Etags,
  answers: Readonly<Record<string, Revised<unknown>>>,
): Record<string, string> {
  const entries = Object.entries(answers).flatMap(([name, answer]) => {
    const key = keyOf(name, range);
    const etag = answer.status === 'changed' ? answer.etag : before[key];
    return etag === null || etag === undefined ? [] : [[key, etag]];
  });
  return Object.fromEntries(entries);
}
