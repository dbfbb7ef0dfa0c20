import type { Chart, ChartSeries, LegendPosition } from '../model/workbook.ts';
import { cellsOf, nameOf, titleOf } from '../operations/chart-figures.ts';
import { addSeries, changeChart, changeSeries, lineFormula } from '../operations/charts.ts';
import { asFlag, asText, oneOf } from '../wire/args.ts';
import { type Instance, method, property } from '../wire/classes.ts';
import type { Host } from '../wire/host.ts';
import {
  chartLegendClass,
  chartSeriesClass,
  chartSeriesCollectionClass,
  chartTitleClass,
  type InChart,
} from './declared.ts';
import { notFound, rangeArgument } from './reach.ts';

/** A chart's title, legend and series. */

/** Changes part of a title or legend. */
function set<Key extends 'title' | 'legend'>(
  { sheet, chart }: InChart,
  host: Host,
  key: Key,
  change: Partial<Chart[Key]>,
): void {
  host.edit((edit) => changeChart(edit, sheet, chart, { [key]: { ...chart[key], ...change } }));
}

chartTitleClass.implement({
  text: property(
    1,
    ({ chart }, host) => titleOf(host.workbook, chart),
    (found, value, host) => set(found, host, 'title', { text: asText(value), isShown: true }),
  ),
  visible: property(
    1,
    ({ chart }) => chart.title.isShown,
    (found, value, host) => set(found, host, 'title', { isShown: asFlag(value) }),
  ),
  overlay: property(
    1,
    ({ chart }) => chart.title.overlaps,
    (found, value, host) => set(found, host, 'title', { overlaps: asFlag(value) }),
  ),
});

const legendPositions: readonly LegendPosition[] = ['Top', 'Bottom', 'Left', 'Right', 'Corner'];

chartLegendClass.implement({
  visible: property(
    1,
    ({ chart }) => chart.legend.isShown,
    (found, value, host) => set(found, host, 'legend', { isShown: asFlag(value) }),
  ),
  position: property(
    1,
    ({ chart }) => chart.legend.position,
    (found, value, host) =>
      set(found, host, 'legend', { position: oneOf(value, legendPositions), isShown: true }),
  ),
  overlay: property(
    1,
    ({ chart }) => chart.legend.overlaps,
    (found, value, host) => set(found, host, 'legend', { overlaps: asFlag(value) }),
  ),
});

const seriesObject = ({ sheet, chart }: InChart, series: ChartSeries): Instance =>
  chartSeriesClass.of({ sheet, chart, series });

chartSeriesCollectionClass.implement(
  {
    count: property(1, ({ chart }) => chart.series.length),
    getCount: method(4, ({ chart }) => chart.series.length),
    getItemAt: method(1, (found, args) => {
      const series = found.chart.series[args.whole(0)];
      if (!series) throw notFound();
      return seriesObject(found, series);
    }),
    add: method(7, (found, args, host) => {
      const [name, index] = [args.optionalText(0), args.place(1)];
      const { sheet, chart } = found;
      return seriesObject(
        found,
        host.edit((edit) => addSeries(edit, sheet, chart, name, index)),
      );
    }),
  },
  { items: (found) => found.chart.series.map((series) => seriesObject(found, series)) },
);

chartSeriesClass.implement(
  {
    name: property(
      1,
      ({ chart, series }, host) => nameOf(host.workbook, chart, series),
      (found, value, host) => {
        const text = asText(value);
        host.edit((edit) => changeSeries(edit, found, { name: { text } }));
      },
    ),
    setValues: method(7, (found, args, host) => {
      const values = lineFormula(rangeArgument(args, 0, host));
      host.edit((edit) => changeSeries(edit, found, { values }));
    }),
    setXAxisValues: method(7, (found, args, host) => {
      const categories = lineFormula(rangeArgument(args, 0, host));
      host.edit((edit) => changeSeries(edit, found, { categories }));
    }),
    getDimensionValues: method(12, ({ series }, args, host) => {
      const word = args.word(0, ['Categories', 'Values']);
      const formula = word === 'Values' ? series.values : (series.categories ?? '');
      return cellsOf(host.workbook, formula).map(({ value }) =>
        typeof value === 'object' ? null : value,
      );
    }),
    delete: method(7, ({ sheet, chart, series }, _args, host) => {
      const others = chart.series.filter((other) => other !== series);
      host.edit((edit) => changeChart(edit, sheet, chart, { series: others }));
    }),
  },
  {
    identity: ({ chart, series }) => {
      if (!chart.series.includes(series)) throw notFound();
      return {};
    },
  },
);
