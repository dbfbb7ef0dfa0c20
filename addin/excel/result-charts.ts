import type { ChartSource } from './chart-source.ts';
import {
  MOST_SERIES,
  bodyOfColumn,
  categoriesOf,
  requestSource,
  sourceOf,
} from './chart-source.ts';
import { HostProblem } from './errors.ts';
import type { FoundChart } from './find-charts.ts';
import { locateCharts } from './find-charts.ts';
import type { Host, RunOptions } from './host.ts';
import { run } from './host.ts';
import type { ChartForm } from './make-chart.ts';
import { makeChart } from './make-chart.ts';
import type { KnownChart, KnownTable } from './workbook-state.ts';

/** A table whose chart is to draw what stands there now. */
export interface ChartedTable {
  readonly form: ChartForm;
  /** Our name of the column that names the rows. */
  readonly categories: string;
  readonly table: KnownTable;
  /** Whether the chart is made where it is not there, and given all its cells where it is. */
  readonly isWanted: boolean;
}

/** What became of a chart; `known` is to be remembered, undefined: it is no more. */
export interface ChartOutcome {
  readonly state: 'kept' | 'made' | 'gone' | 'protected' | 'empty';
  readonly known: KnownChart | undefined;
}

/**
 * Gives charts the cells that their tables have now, and makes those that are wanted. Of a chart that
 * stands only that is set: its looks, its place and the series that the user added are theirs, and a
 * series that the user took out stays out.
 *
 * @throws HostProblem
 */
export function drawCharts(
  host: Host,
  tables: readonly ChartedTable[],
  options?: RunOptions,
): Promise<ChartOutcome[]> {
  if (tables.length === 0) return Promise.resolve([]);
  return run(
    host,
    async (context) => {
      const found = await locateCharts(
        context,
        tables.map(({ table }) => table.chart),
      );
      const asked = tables.map(({ table }) => requestSource(context, table.id));
      for (const one of found) {
        one?.sheet.protection.load('protected');
        one?.chart.series.load('items/name');
      }
      await context.sync();
      const outcomes: ChartOutcome[] = [];
      for (const [i, table] of tables.entries()) {
        const one = asked[i];
        const source = one ? sourceOf(one, table.categories, table.table.columns) : null;
        // oxlint-disable-next-line no-await-in-loop -- one after the other finds its place
        outcomes.push(await draw(context, table, source && withoutRest(source), found[i]));
      }
      return outcomes;
    },
    options,
  );
}

function withoutRest(source: ChartSource): ChartSource {
  return { ...source, series: source.series.slice(0, MOST_SERIES) };
}

async function draw(
  context: Excel.RequestContext,
  { form, table, isWanted }: ChartedTable,
  source: ChartSource | null,
  found: FoundChart | undefined,
): Promise<ChartOutcome> {
  const { chart: known } = table;
  if (source === null) return { state: 'empty', known: found && known };
  if (found && known) {
    if (found.sheet.protection.protected) return { state: 'protected', known };
    return { state: 'kept', known: await keep(context, source, found.chart, known, isWanted) };
  }
  if (!isWanted) return { state: 'gone', known: undefined };
  return { state: 'made', known: await makeChart(context, form, source) };
}

/** Sets what is not as it was last set; nothing else. */
async function keep(
  context: Excel.RequestContext,
  source: ChartSource,
  chart: Excel.Chart,
  known: KnownChart,
  isWanted: boolean,
): Promise<KnownChart> {
  const { items } = chart.series;
  const places = placesOf(known, items);
  const fresh = source.series.filter(({ key }) => !known.series.some((one) => one.key === key));
  const lost = known.series.filter(({ key }) => !source.series.some((one) => one.key === key));
  const isSame = fresh.length === 0 && lost.length === 0 && known.rows === source.rows;
  const drawn = source.series.flatMap((one) => {
    const series = items[places.get(one.key) ?? -1];
    return series ? [{ ...one, series }] : [];
  });
  if (!isSame || isWanted) {
    const added = fresh.map((one) => ({ ...one, series: chart.series.add(one.name) }));
    for (const { column, series } of [...drawn, ...added]) {
      series.setValues(bodyOfColumn(context, source, column));
      series.setXAxisValues(categoriesOf(context, source));
    }
    for (const at of lost.map(({ key }) => places.get(key) ?? -1).toSorted((a, b) => b - a)) {
      items[at]?.delete();
    }
    await context.sync();
  }
  const names = new Map(drawn.map(({ key, series }) => [key, series.name]));
  const series = source.series.map(({ key, name }) => {
    const before = known.series.find((one) => one.key === key)?.name;
    return { key, name: names.get(key) ?? before ?? name };
  });
  return { id: chart.id, name: chart.name, rows: source.rows, series };
}

/** By our names of columns the places of their series, also of those that got other names. */
function placesOf(
  { series }: KnownChart,
  items: readonly { readonly name: string }[],
): Map<string, number> {
  const places = new Map<string, number>();
  const taken = new Set<number>();
  const take = (key: string, at: number): void => {
    if (at < 0 || taken.has(at) || places.has(key)) return;
    places.set(key, at);
    taken.add(at);
  };
  for (const { key, name } of series) {
    take(
      key,
      items.findIndex((one, at) => one.name === name && !taken.has(at)),
    );
  }
  // None was taken out and none put in: one under another name is in the place that it had.
  if (items.length === series.length) for (const [at, { key }] of series.entries()) take(key, at);
  return places;
}

/** Takes a chart out of the workbook; nothing where it is not there. @throws HostProblem `protected` */
export function takeOutChart(host: Host, known: KnownChart, options?: RunOptions): Promise<void> {
  return run(
    host,
    async (context) => {
      const [found] = await locateCharts(context, [known]);
      if (!found) return;
      found.sheet.protection.load('protected');
      await context.sync();
      if (found.sheet.protection.protected) throw new HostProblem('protected');
      found.chart.delete();
      await context.sync();
    },
    options,
  );
}
