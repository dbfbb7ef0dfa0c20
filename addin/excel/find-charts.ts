import type { Host, RunOptions } from './host.ts';
import { run } from './host.ts';
import type { KnownChart } from './workbook-state.ts';

/** A chart of ours where it is now; the user may have given it another name, or another sheet. */
export interface FoundChart {
  readonly chart: Excel.Chart;
  readonly sheet: Excel.Worksheet;
}

/** Finds each of these charts by Excel's id, else by its name, with two syncs. */
export async function locateCharts(
  context: Excel.RequestContext,
  known: readonly (KnownChart | undefined)[],
): Promise<(FoundChart | undefined)[]> {
  if (known.every((one) => one === undefined)) return known.map(() => undefined);
  const sheets = context.workbook.worksheets.load('items/name');
  await context.sync();
  for (const sheet of sheets.items) sheet.charts.load('items/id, items/name');
  await context.sync();
  const charts = sheets.items.flatMap((sheet) =>
    sheet.charts.items.map((chart) => ({ chart, sheet })),
  );
  return known.map(
    (one) =>
      one &&
      (charts.find(({ chart }) => chart.id === one.id) ??
        charts.find(({ chart }) => chart.name === one.name)),
  );
}

/** On which sheets these charts are; null for those that are not there. @throws HostProblem */
export function sheetsOfCharts(
  host: Host,
  known: readonly (KnownChart | undefined)[],
  options?: RunOptions,
): Promise<(string | null)[]> {
  return run(
    host,
    async (context) => {
      const found = await locateCharts(context, known);
      return found.map((one) => one?.sheet.name ?? null);
    },
    options,
  );
}
