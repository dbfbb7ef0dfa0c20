import type { NewTable } from './create-results.ts';
import { creationOf, requestTakenNames } from './create-results.ts';
import { requestCulture } from './culture.ts';
import { HostProblem } from './errors.ts';
import type { Host, RunOptions } from './host.ts';
import { run } from './host.ts';
import type { ResultTable } from './result-table.ts';
import { placesOf, rowCountOf } from './result-table.ts';
import { findStanding } from './standing-results.ts';
import type { TableUpdate } from './update-results.ts';
import { updateOf } from './update-results.ts';
import type { WrittenResults } from './workbook-state.ts';
import type { WriteOptions } from './write-batches.ts';
import { sendWrites } from './write-batches.ts';

/** What became of one table of results. */
export interface WrittenTable extends Omit<TableUpdate, 'writes'> {
  readonly sheet: string;
}

export interface WrittenTables {
  /** In the order of the results. */
  readonly tables: readonly WrittenTable[];
  /** To be remembered, so that tables and columns are found under other names too. */
  readonly known: WrittenResults['tables'];
}

/**
 * Writes results into their tables: those that stand are brought up to date cell by cell, missing ones
 * are made on sheets of their own. One `sync` per 5 MB, and some before it to see what stands there.
 *
 * @throws HostProblem `protected` before anything is written
 */
export function writeResults(
  host: Host,
  results: readonly ResultTable[],
  known: WrittenResults['tables'],
  options: RunOptions & WriteOptions = {},
): Promise<WrittenTables> {
  return run(
    host,
    async (context) => {
      const culture = requestCulture(host, context);
      const names = requestTakenNames(context);
      const { signal } = options;
      const standing = await findStanding(context, results, known, { signal });
      const { date1904 } = culture.answer();
      const taken = names.answer();
      const plans = results.map((result, i): Plan => {
        const found = standing[i];
        if (!found) return { result, made: creationOf(result, taken, date1904) };
        const ids = known[result.name]?.columns ?? {};
        const update = updateOf(result, found, ids, date1904);
        if (found.isProtected && update.writes.length > 0) throw new HostProblem('protected');
        return { result, update, id: found.id, sheet: found.sheet };
      });
      // New sheets first: a workbook that allows none refuses before anything else is written.
      const made = plans.flatMap((plan) => plan.made?.writes ?? []);
      const updated = plans.flatMap((plan) => plan.update?.writes ?? []);
      await sendWrites(context, [...made, ...updated], options);
      return { tables: plans.map(writtenOf), known: await checked(context, plans, known) };
    },
    options,
  );
}

/** The sheets of those of these tables that are in the workbook, by Excel's ids of the tables. */
export function sheetsOfTables(
  host: Host,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  return run(host, async (context) => {
    const tables = context.workbook.tables.load('items/id, items/worksheet/name');
    await context.sync();
    const known = tables.items.filter(({ id }) => ids.includes(id));
    return new Map(known.map(({ id, worksheet }) => [id, worksheet.name]));
  });
}

type Plan =
  | { readonly result: ResultTable; readonly made: NewTable; readonly update?: never }
  | {
      readonly result: ResultTable;
      readonly made?: never;
      readonly update: TableUpdate;
      readonly id: string;
      readonly sheet: string;
    };

function writtenOf(plan: Plan): WrittenTable {
  if (plan.update) {
    const { writes: _writes, ...counts } = plan.update;
    return { ...counts, sheet: plan.sheet };
  }
  const rows = rowCountOf(plan.result);
  const counts = { rows, newRows: rows, changedRows: 0, removedRows: 0, keptRows: 0 };
  return { ...counts, sheet: plan.made.sheet };
}

/** Rows can fall outside of a table (office-js #3013, #3191): it has to have as many as were planned. */
async function checked(
  context: Excel.RequestContext,
  plans: readonly Plan[],
  known: WrittenResults['tables'],
): Promise<WrittenResults['tables']> {
  const asked = plans.map((plan) => {
    const table = context.workbook.tables.getItem(plan.made ? plan.made.name : plan.id);
    table.load('id');
    table.columns.load('items/id, items/name');
    return { plan, table, body: table.getDataBodyRange().load('rowCount') };
  });
  await context.sync();
  const entries = asked.map(({ plan, table, body }) => {
    const rows = plan.update ? plan.update.rows : Math.max(1, rowCountOf(plan.result));
    if (body.rowCount !== rows) throw new HostProblem('rows-lost');
    const { columns } = table;
    const before = known[plan.result.name]?.columns ?? {};
    const places = placesOf(plan.result, columns.items, before);
    const ids = [...places].map(([key, place]) => [key, columns.items[place]?.id ?? -1]);
    // What the user took out is remembered too: it is not put in again.
    return [plan.result.name, { id: table.id, columns: { ...before, ...Object.fromEntries(ids) } }];
  });
  return { ...known, ...Object.fromEntries(entries) };
}
