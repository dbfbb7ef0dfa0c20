import type { FoundResults } from '../excel/placed-results.ts';
import type { WorkbookState, WrittenResults } from '../excel/workbook-state.ts';
import { readState, writeState } from '../excel/workbook-state.ts';
import { writeResults } from '../excel/write-results.ts';
import type { WantedTable, WrittenTable as Written } from '../excel/write-results.ts';
import type { Asked, KnownEtags } from './ask-results.ts';
import { askFor, etagsFor, holds, keyOf } from './ask-results.ts';
import { checkLater, isLarge } from './check-results.ts';
import { stopLooking } from './look-afterwards.ts';
import type { TableHere } from './placed-tables.ts';
import { wantedTables, whereTheyAre } from './placed-tables.ts';
import { refreshCharts } from './result-charts.ts';
import type { ResultKind } from './results/forms.ts';
import { readPlaced } from './results/placed.ts';
import { tableOf } from './results/tables.ts';
import { FlowProblem } from './words.ts';
import type { FlowOptions, Workspace } from './workspace.ts';
import { whileReading, whileWriting } from './workspace.ts';

export interface RefreshInput {
  /** Writes also where nothing moved on the server: cells of ours may have been typed over. */
  readonly anew?: boolean;
  /** Tables that are not there any more and are to be made again, on sheets of their own. */
  readonly remake?: readonly string[];
  /** Makes no tables: nobody asked for them. */
  readonly isOnOpening?: boolean;
}

/** Counts of rows; of a table that was not written all are 0. */
type Counts = Omit<Written, 'sheet' | 'isMade' | 'isOnlyMoved'>;

/** What became of one table of results. */
export interface RefreshedTable extends Counts {
  /** Our name of it. */
  readonly table: string;
  readonly kind: ResultKind;
  readonly status: 'made' | 'written' | 'unchanged' | Exclude<FoundResults['state'], 'standing'>;
  /** Where it is, or was; null where nobody knows. */
  readonly sheet: string | null;
  /** Excel's name of it, where the user gave it another since. */
  readonly renamedTo: string | null;
  /** It stands on another sheet than before. */
  readonly isMoved: boolean;
  /** What kept its chart from being refreshed. */
  readonly chart: 'gone' | 'protected' | null;
}

export interface Refreshed {
  /** `unchanged`: nothing moved since the last refresh, and nothing was written. */
  readonly status: 'written' | 'unchanged';
  /** Those that were written, and those of which there is something to tell. */
  readonly tables: readonly RefreshedTable[];
  /**
   * Of a large table nothing but the rows that moved was looked at so far: tells, once all of it was, which
   * rows had been typed over and were put right; null where it was stopped. Absent where nothing is left to
   * look at.
   */
  readonly putRight?: Promise<readonly RefreshedTable[] | null>;
}

/**
 * Asks for results and writes them into the tables that the workbook is to have of them; all else in
 * the workbook stays as it is, and what the user added to those tables stays with its row. Tables that
 * are not there any more, or are none of ours any more, are told and left alone.
 *
 * @throws FlowProblem, HostProblem, ApiProblem, Unreachable
 */
export async function refresh(
  ws: Workspace,
  { anew = false, remake = [], isOnOpening = false }: RefreshInput = {},
  options: FlowOptions = {},
): Promise<Refreshed> {
  const { host } = ws;
  await stopLooking(ws);
  const state = await readState(host, whileReading(options));
  const { propertyId } = state;
  if (propertyId === null) throw new FlowProblem({ code: 'not-connected' });
  const tables = await wantedTables(ws, state, options);
  const here = await whereTheyAre(ws, state, tables, options);
  const made = new Set(isOnOpening ? [] : toMake(here, remake));
  const wanted = here.filter(
    ({ placed, found }) => found.state === 'standing' || made.has(placed.name),
  );
  options.onProgress?.({ step: 'asking' });
  const etags = anew ? new Map() : etagsFor(state.written.etags, wanted, made);
  const answers = await askFor(ws, propertyId, wanted, etags, options);
  const results = wanted
    .flatMap((one) => tableFor(one, answers, made, state))
    .map((one) => ({ ...one, onlyMoved: !anew && isLarge(one) }));
  const left = here.filter((one) => !wanted.includes(one));
  if (results.length === 0) {
    const told = here.map((one) => tellOf(one, state)).filter(hasNews);
    await rememberPlaces(ws, state, here);
    return { status: 'unchanged', tables: told };
  }
  const written = await writeResults(host, results, state.written.tables, whileWriting(options));
  const isMade = new Set(results.flatMap(({ name }, i) => (written.tables[i]?.isMade ? name : [])));
  const charts = await refreshCharts(ws, wanted, results, written.known, isMade, options);
  const kept = readPlaced(state.placed);
  const held = etagsOf(here, results, answers, state.written.etags);
  const inPart = results.filter((_, i) => written.tables[i]?.isOnlyMoved);
  const unsure = new Set(inPart.map(({ name }) => name));
  await writeState(host, state, {
    written: {
      at: new Date().toISOString(),
      etags: those(held, (name) => !unsure.has(name)),
      tables: charts.known,
    },
    placed: { refreshesOnOpen: kept?.refreshesOnOpen ?? false, tables },
  });
  const tell = (name: string, what: Written | null | undefined): RefreshedTable[] => {
    const one = here.find(({ placed }) => placed.name === name);
    if (!one || !what) return [];
    const { isMade, sheet, isOnlyMoved: _part, ...counts } = what;
    const status = isMade ? 'made' : 'written';
    const chart = charts.lost.get(name) ?? null;
    return [{ ...tellOf(one, state), ...counts, status, sheet, chart }];
  };
  const told = results.flatMap(({ name }, i) => tell(name, written.tables[i]));
  const putRight = async () => {
    const holds = those(held, (name) => unsure.has(name));
    const checked = await checkLater(ws, propertyId, inPart, holds);
    return checked && inPart.flatMap(({ name }, i) => tell(name, checked[i])).filter(isPutRight);
  };
  return {
    status: 'written',
    tables: [...told, ...left.map((one) => tellOf(one, state))],
    ...(inPart.length > 0 ? { putRight: putRight() } : {}),
  };
}

function isPutRight({ newRows, changedRows, removedRows }: Counts): boolean {
  return newRows + changedRows + removedRows > 0;
}

function those(etags: KnownEtags, isOne: (name: string) => boolean): KnownEtags {
  return Object.fromEntries(Object.entries(etags).filter(([name]) => isOne(name)));
}

/**
 * Those that the user wants again. Where none stands and none was made the user's own, the workbook has
 * never been refreshed or was cleared: then all that have sheets of their own.
 */
function toMake(here: readonly TableHere[], remake: readonly string[]): string[] {
  const isCleared = here.every(({ found }) => found.state === 'gone');
  return here
    .filter(({ placed }) => remake.includes(placed.name) || (isCleared && placed.hasOwnSheet))
    .filter(({ found }) => found.state !== 'standing')
    .map(({ placed }) => placed.name);
}

function tableFor(
  { placed }: TableHere,
  { money, values }: Asked,
  made: ReadonlySet<string>,
  { written }: Pick<WorkbookState, 'written'>,
): WantedTable[] {
  const answer = values.get(keyOf(placed));
  if (answer === undefined) return [];
  const place = made.has(placed.name) ? 'own-sheet' : null;
  const before = Object.keys(written.tables[placed.name]?.columns ?? {});
  return [{ ...tableOf(placed.name, placed, answer, money, before), place }];
}

const NO_ROWS: Counts = { rows: 0, newRows: 0, changedRows: 0, removedRows: 0, keptRows: 0 };

function tellOf({ placed, found }: TableHere, { written }: WorkbookState): RefreshedTable {
  const { name, kind } = placed;
  const last = written.tables[name]?.at;
  const isHere = found.state === 'standing';
  return {
    ...{ table: name, kind, ...NO_ROWS },
    status: isHere ? 'unchanged' : found.state,
    sheet: found.state === 'gone' ? (last?.sheet ?? null) : found.sheet,
    renamedTo: isHere && last && last.name !== found.name ? found.name : null,
    isMoved: isHere && last !== undefined && last.sheetId !== found.sheetId,
    chart: null,
  };
}

function hasNews({ status, renamedTo, isMoved }: RefreshedTable): boolean {
  return status !== 'unchanged' || renamedTo !== null || isMoved;
}

/** A name or sheet that was told once is not told again. */
async function rememberPlaces(
  { host }: Workspace,
  state: WorkbookState,
  here: readonly TableHere[],
): Promise<void> {
  const tables: WrittenResults['tables'] = { ...state.written.tables };
  for (const { placed, found } of here) {
    const known = tables[placed.name];
    if (found.state !== 'standing' || !known?.at) continue;
    const { name, sheet, sheetId } = found;
    tables[placed.name] = { ...known, at: { ...known.at, name, sheet, sheetId } };
  }
  await writeState(host, state, { written: { ...state.written, tables } });
}

/** Tables that were not written hold what they held. */
function etagsOf(
  here: readonly TableHere[],
  written: readonly { readonly name: string }[],
  answers: Asked,
  before: KnownEtags,
): KnownEtags {
  const entries = here.flatMap(({ placed }): [string, string][] => {
    if (written.some(({ name }) => name === placed.name)) return holds(placed, answers);
    const held = before[placed.name];
    return held === undefined ? [] : [[placed.name, held]];
  });
  return Object.fromEntries(entries);
}

/** When results were last written into the workbook, and into which sheets, as they are named now. */
export interface LastRefresh {
  readonly at: string;
  readonly sheets: readonly string[];
}

/** null: they never were, or what was written is not there any more. @throws HostProblem */
export async function lastRefresh(
  ws: Workspace,
  options: FlowOptions = {},
): Promise<LastRefresh | null> {
  const state = await readState(ws.host, whileReading(options));
  const { at } = state.written;
  if (at === undefined) return null;
  const tables = await wantedTables(ws, state, options);
  const here = await whereTheyAre(ws, state, tables, options);
  const sheets = here.flatMap(({ found }) => (found.state === 'standing' ? [found.sheet] : []));
  return sheets.length === 0 ? null : { at, sheets: [...new Set(sheets)] };
}
