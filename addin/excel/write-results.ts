import type { NewTable } from './create-results.ts';
import { creationOf, hasTotalRow, requestTakenNames } from './create-results.ts';
import { requestCulture } from './culture.ts';
import { HostProblem } from './errors.ts';
import type { CellPlace, PlaceAnswer } from './free-place.ts';
import { lookAtPlace } from './free-place.ts';
import type { Host, RunOptions } from './host.ts';
import { pause, run, supports } from './host.ts';
import type { Located, StandingPlace } from './locate-results.ts';
import { locateResults } from './locate-results.ts';
import type { Row } from './column-writes.ts';
import type { LastWritten } from './last-written.ts';
import { lastWritten } from './last-written.ts';
import { readMoved, updateOfMoved } from './moved-rows.ts';
import type { ReadOptions } from './read-range.ts';
import { GENTLE_PAUSE_MS } from './read-range.ts';
import type { ResultTable } from './result-table.ts';
import { placesOf, rowCountOf } from './result-table.ts';
import type { StandingTable } from './standing-results.ts';
import { readStanding, requireUnmoved, shapeOf } from './standing-results.ts';
import type { TableUpdate } from './update-results.ts';
import { updateOf } from './update-results.ts';
import type { WrittenResults } from './workbook-state.ts';
import type { Write, WriteOptions } from './write-batches.ts';
import { sendWrites } from './write-batches.ts';

/** A table of results to be written. */
export interface WantedTable extends ResultTable {
  /** Where it is made if it does not stand; without it a sheet of its own, null: nowhere. */
  readonly place?: CellPlace | 'own-sheet' | null;
  /**
   * Where it was written before, while the add-in ran, only the rows that moved since are looked at; what
   * was typed over in others stays until all is looked at.
   */
  readonly onlyMoved?: boolean;
}

/** What became of one table of results. */
export interface WrittenTable extends Omit<TableUpdate, 'writes' | 'filters' | 'plan'> {
  readonly sheet: string;
  readonly isMade: boolean;
  /** Only the rows that moved were looked at. */
  readonly isOnlyMoved: boolean;
}

export interface WrittenTables {
  /** In the order of the results; null where a table does not stand and is not to be made. */
  readonly tables: readonly (WrittenTable | null)[];
  /** To be remembered, so that tables and columns are found under other names too. */
  readonly known: WrittenResults['tables'];
}

type ResultOptions = RunOptions & WriteOptions & Pick<ReadOptions, 'isGentle'>;

/**
 * Writes results into their tables: those that stand are brought up to date cell by cell, missing ones
 * are made where they are wanted. One `sync` per 5 MB, and some before it to see what stands there.
 * Stopped or refused half-way, tables that were being made are taken out again, and filters are on again. Where a table is moved
 * or sorted since it was read, all is read anew.
 *
 * @throws HostProblem `protected`, `occupied`, `no-room`, `changed-meanwhile` before anything is written
 */
export async function writeResults(
  host: Host,
  results: readonly WantedTable[],
  known: WrittenResults['tables'],
  options: ResultOptions = {},
  triesLeft = 3,
): Promise<WrittenTables> {
  try {
    return await writeOnce(host, results, known, options);
  } catch (error) {
    const isMoved = error instanceof HostProblem && error.code === 'changed-meanwhile';
    if (!isMoved || triesLeft === 0) throw error;
    return writeResults(host, results, known, options, triesLeft - 1);
  }
}

function writeOnce(
  host: Host,
  results: readonly WantedTable[],
  known: WrittenResults['tables'],
  options: ResultOptions,
): Promise<WrittenTables> {
  return run(
    host,
    async (context) => {
      const culture = requestCulture(host, context);
      const names = requestTakenNames(context);
      const { signal, isGentle } = options;
      const located = await locateResults(context, results, known);
      const { date1904 } = culture.answer();
      const last = lastWritten(host);
      const moved = await readMoved(context, located, results, last, date1904);
      const whole = located.map((one, i) => (moved[i] ? ({ state: 'gone' } as const) : one));
      const standing = await readStanding(context, whole, {
        ...{ signal, isGentle, canResize: supports(host, '1.13') },
      });
      const free = await placesFor(context, results, located);
      const taken = growing(names.answer());
      const giveWay = async () => {
        if (isGentle) await pause(GENTLE_PAUSE_MS);
        signal?.throwIfAborted();
      };
      const plans: (Plan | null)[] = [];
      for (const [i, result] of results.entries()) {
        const [part, where, at] = [moved[i], free[i], located[i]];
        const found = part?.standing ?? standing[i];
        if (found && at?.state === 'standing') {
          const ids = known[result.name]?.columns ?? {};
          // oxlint-disable-next-line no-await-in-loop -- they share the thread
          const update = await (part
            ? updateOfMoved(result, part, date1904, giveWay)
            : updateOf(result, found, ids, date1904, giveWay));
          if (found.isProtected && update.writes.length > 0) throw new HostProblem('protected');
          plans.push({ result, update, at, standing: found, isOnlyMoved: Boolean(part) });
        } else if (where === undefined || result.place === null) plans.push(null);
        else {
          const made = creationOf(result, where === 'own-sheet' ? null : where, taken, date1904);
          taken.take(made);
          plans.push({ result, made });
        }
      }
      const wanted = plans.filter((plan) => plan !== null);
      // Half written they are not as they were left.
      for (const plan of wanted) if (plan.update) last.delete(plan.at.id);
      await sendPlans(context, wanted, options);
      const done = await checked(context, wanted, known);
      for (const [id, left] of done.left) last.set(id, left);
      return { tables: plans.map(writtenOf), known: done.known };
    },
    options,
  );
}

type Plan =
  | { readonly result: ResultTable; readonly made: NewTable; readonly update?: never }
  | {
      readonly result: ResultTable;
      readonly made?: never;
      readonly update: TableUpdate;
      readonly at: StandingPlace;
      readonly standing: StandingTable;
      readonly isOnlyMoved: boolean;
    };

type Place = Extract<PlaceAnswer, CellPlace> | 'own-sheet';

/** Where each of those is to be made that do not stand. */
async function placesFor(
  context: Excel.RequestContext,
  results: readonly WantedTable[],
  located: readonly Located[],
): Promise<(Place | undefined)[]> {
  const places: (Place | undefined)[] = [];
  for (const [i, result] of results.entries()) {
    const { place = 'own-sheet' } = result;
    if (located[i]?.state === 'standing' || place === null) places.push(undefined);
    else if (place === 'own-sheet') places.push(place);
    else {
      // oxlint-disable-next-line no-await-in-loop -- the user places one at a time
      const answer = await lookAtPlace(context, place, sizeOf(result));
      if ('taken' in answer) throw new HostProblem('occupied');
      places.push(answer);
    }
  }
  return places;
}

/** With its headers and its total row. */
export function sizeOf(result: ResultTable): { rows: number; columns: number } {
  const rows = 1 + Math.max(1, rowCountOf(result)) + (hasTotalRow(result) ? 1 : 0);
  return { rows, columns: result.columns.length };
}

/** Names that tables made in the same go have are taken too. */
function growing({ sheets, tables }: ReturnType<ReturnType<typeof requestTakenNames>['answer']>) {
  const names = { sheets: new Set(sheets), tables: new Set(tables) };
  const take = ({ sheet, name }: NewTable) => {
    names.sheets.add(sheet.toLowerCase());
    names.tables.add(name.toLowerCase());
  };
  return { ...names, take };
}

/**
 * New tables first: a workbook that allows none refuses before anything else is written. A stop counts
 * until the first cells of standing tables are written, and no more then: the rest is a moment's work.
 */
async function sendPlans(
  context: Excel.RequestContext,
  plans: readonly Plan[],
  { signal, onProgress }: WriteOptions,
): Promise<void> {
  const making = plans.flatMap(({ made }) => made?.writes ?? []);
  const updating = plans.flatMap(({ update }) => update?.writes ?? []);
  const filtering = plans.flatMap(({ update }) => update?.filters ?? []);
  const [first, then] = [making, updating].map((writes) => rowsOf(writes)) as [number, number];
  const tell = (before: number) => (done: number) => onProgress?.(before + done, first + then);
  try {
    await sendWrites(context, making, { signal, onProgress: tell(0) });
    signal?.throwIfAborted();
    const changing = plans.filter(({ update }) => (update?.writes.length ?? 0) > 0);
    const standing = changing.flatMap((plan) => (plan.update ? [plan.standing] : []));
    if (standing.length > 0) await requireUnmoved(context, standing);
  } catch (error) {
    await takeBack(context, plans);
    throw error;
  }
  try {
    await sendWrites(context, [...updating, ...filtering], { onProgress: tell(first) });
  } catch (error) {
    await sendWrites(context, filtering, {}).catch(() => {});
    throw error;
  }
}

function rowsOf(writes: readonly Write[]): number {
  return writes.reduce((sum, { rows = 0 }) => sum + rows, 0);
}

/** What cannot be taken out again now is found by its name, and filled, by the next refresh. */
async function takeBack(context: Excel.RequestContext, plans: readonly Plan[]): Promise<void> {
  for (const { made } of plans) {
    if (!made) continue;
    made.takeBack(context);
    // oxlint-disable-next-line no-await-in-loop -- each for itself: the ones after may not be there
    await context.sync().catch(() => {});
  }
}

function writtenOf(plan: Plan | null): WrittenTable | null {
  if (plan === null) return null;
  if (plan.update) {
    const { writes: _writes, filters: _filters, plan: _plan, ...counts } = plan.update;
    return { ...counts, sheet: plan.at.sheet, isMade: false, isOnlyMoved: plan.isOnlyMoved };
  }
  const rows = rowCountOf(plan.result);
  const counts = { rows, newRows: rows, changedRows: 0, removedRows: 0, keptRows: 0 };
  return { ...counts, sheet: plan.made.sheet, isMade: true, isOnlyMoved: false };
}

/** Rows can fall outside of a table (office-js #3013, #3191): it has to have as many as were planned. */
async function checked(
  context: Excel.RequestContext,
  plans: readonly Plan[],
  known: WrittenResults['tables'],
): Promise<{ known: WrittenResults['tables']; left: Map<string, LastWritten> }> {
  const asked = plans.map((plan) => {
    plan.made?.finish();
    const table = context.workbook.tables.getItem(plan.made ? plan.made.name : plan.at.id);
    table.load('id, name, showHeaders, worksheet/id, worksheet/name');
    table.sort.load('fields');
    const columns = table.columns.load('items/id, items/name');
    const body = table.getDataBodyRange().load('rowIndex, columnIndex, rowCount, columnCount');
    return { plan, table, body, columns };
  });
  await context.sync();
  const left = new Map<string, LastWritten>();
  const entries = asked.map((one) => {
    const { plan, table, body } = one;
    const rows = plan.update ? plan.update.rows : Math.max(1, rowCountOf(plan.result));
    if (body.rowCount !== rows) throw new HostProblem('rows-lost');
    const rowsLeft = rowsAfter(plan);
    if (rowsLeft) left.set(table.id, { result: plan.result, shape: shapeOf(one), rows: rowsLeft });
    const { items } = table.columns;
    // Of one that was made anew nothing is known.
    const before = (plan.update && known[plan.result.name]?.columns) ?? {};
    const places = placesOf(plan.result, items, before);
    const ids = [...places].map(([key, place]) => [key, items[place]?.id ?? -1]);
    const at = {
      name: table.name,
      sheet: table.worksheet.name,
      sheetId: table.worksheet.id,
      row: body.rowIndex - (table.showHeaders ? 1 : 0),
      column: body.columnIndex,
      headers: items.map(({ name }) => name),
    };
    // What the user took out is remembered too: it is not put in again.
    const columns = { ...before, ...Object.fromEntries(ids) };
    const { chart } = known[plan.result.name] ?? {};
    return [plan.result.name, { id: table.id, columns, at, ...(chart ? { chart } : {}) }];
  });
  return { known: { ...known, ...Object.fromEntries(entries) }, left };
}

/** Which row of the results stands where by now; null where Excel sorted them, or none came. */
function rowsAfter(plan: Plan): readonly Row[] | null {
  const rows = rowCountOf(plan.result);
  if (rows === 0) return null;
  if (plan.made) return Array.from({ length: rows }, (_, i) => ({ from: i, result: i }));
  if (plan.isOnlyMoved) return plan.update.plan;
  if (plan.standing.isSorted || plan.update.plan.some(({ isReused }) => isReused)) return null;
  return plan.update.plan.map(({ result }, i) => ({ from: i, result }));
}
