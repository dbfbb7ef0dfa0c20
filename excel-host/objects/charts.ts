import type { Sheet } from '../model/workbook.ts';
import { apiNotFound, invalidArgument } from '../error.ts';
import { type ChartPlace, placeChart, placeOf, placeOfCells } from '../operations/chart-place.ts';
import { seriesOf } from '../operations/chart-source.ts';
import {
  activateChart,
  addChart,
  changeChart,
  chartTypes,
  deleteChart,
  setChartType,
} from '../operations/charts.ts';
import { type Args, asNumber, asText, oneOf } from '../wire/args.ts';
import { child, type Instance, method, type Property, property } from '../wire/classes.ts';
import {
  chartClass,
  chartCollectionClass,
  chartLegendClass,
  chartSeriesCollectionClass,
  chartTitleClass,
  type InChart,
  worksheetClass,
} from './declared.ts';
import { areaArgument, notFound, rangeArgument, requireSheet } from './reach.ts';

/** Charts, as far as they are made, moved and given their cells; how they look is Excel's own. */

const seriesWords = ['Auto', 'Columns', 'Rows'] as const;

function find(sheet: Sheet, args: Args): Instance | null {
  const key = args.text(0);
  const chart =
    sheet.charts.find(({ id }) => id === key) ??
    sheet.charts.find(({ name }) => name.toLowerCase() === key.toLowerCase());
  return chart ? chartClass.of({ sheet, chart }) : null;
}

chartCollectionClass.implement(
  {
    count: property(1, ({ charts }) => charts.length),
    getCount: method(4, ({ charts }) => charts.length),
    add: method(1, (sheet, args, host) => {
      const word = args.text(0);
      const type = chartTypes.find((one) => one.toLowerCase() === word.toLowerCase());
      if (!type) throw apiNotFound('ChartCollection.add', `it makes no charts of type ${word}`);
      const from = rangeArgument(args, 1, host);
      const seriesBy = args.word(2, seriesWords, 'Auto');
      const chart = host.edit((edit) => addChart(edit, sheet, type, from, seriesBy));
      return chartClass.of({ sheet, chart });
    }),
    getItem: method(1, (sheet, args) => {
      const found = find(sheet, args);
      if (!found) throw notFound();
      return found;
    }),
    getItemOrNullObject: method(4, find),
    getItemAt: method(1, (sheet, args) => {
      const chart = sheet.charts[args.whole(0)];
      if (!chart) throw notFound();
      return chartClass.of({ sheet, chart });
    }),
  },
  {
    items: (sheet) => sheet.charts.map((chart) => chartClass.of({ sheet, chart })),
    item: find,
  },
);

function place(key: keyof ChartPlace): Property<InChart> {
  return property<InChart>(
    1,
    ({ sheet, chart }) => Math.round(placeOf(sheet, chart.anchor)[key] * 100) / 100,
    ({ sheet, chart }, value, host) =>
      host.edit((edit) => placeChart(edit, sheet, chart, { [key]: asNumber(value) })),
  );
}

chartClass.implement(
  {
    id: property(7, ({ chart }) => chart.id),
    name: property(
      1,
      ({ chart }) => chart.name,
      ({ sheet, chart }, value, host) => {
        const name = asText(value);
        if (name === '') throw invalidArgument('A chart has a name.');
        host.edit((edit) => changeChart(edit, sheet, chart, { name }));
      },
    ),
    chartType: property(
      7,
      ({ chart }) => {
        if (chart.type !== undefined) return chart.type;
        throw apiNotFound('Chart.chartType', 'the file has a kind that it does not know');
      },
      ({ sheet, chart }, value, host) => {
        const type = oneOf(value, chartTypes);
        host.edit((edit) => setChartType(edit, sheet, chart, type));
      },
    ),
    left: place('left'),
    top: place('top'),
    width: place('width'),
    height: place('height'),

    title: child(1, (found) => chartTitleClass.of(found)),
    legend: child(1, (found) => chartLegendClass.of(found)),
    series: child(1, (found) => chartSeriesCollectionClass.of(found)),
    worksheet: child(2, ({ sheet }) => worksheetClass.of(sheet)),

    setData: method(1, ({ sheet, chart }, args, host) => {
      const from = rangeArgument(args, 0, host);
      const series = seriesOf(from.sheet, from.area, args.word(1, seriesWords, 'Auto'));
      host.edit((edit) => changeChart(edit, sheet, chart, { series }));
    }),
    setPosition: method(1, ({ sheet, chart }, args, host) => {
      const start = placeOfCells(sheet, areaArgument(args, 0, sheet, host).area);
      const { width, height } = placeOf(sheet, chart.anchor);
      const isWhole = args.at(1) !== undefined;
      const end = isWhole ? placeOfCells(sheet, areaArgument(args, 1, sheet, host).area) : start;
      const size = isWhole
        ? {
            width: end.left + end.width - start.left,
            height: end.top + end.height - start.top,
          }
        : { width, height };
      const { left, top } = start;
      host.edit((edit) => placeChart(edit, sheet, chart, { left, top, ...size }));
    }),
    activate: method(9, ({ sheet, chart }, _args, host) =>
      host.edit((edit) => activateChart(edit, sheet, chart)),
    ),
    delete: method(1, ({ sheet, chart }, _args, host) =>
      host.edit((edit) => deleteChart(edit, sheet, chart)),
    ),
  },
  {
    identity: ({ sheet, chart }, host) => {
      requireSheet(sheet, host);
      if (!sheet.charts.includes(chart)) throw notFound();
      return { Id: chart.id };
    },
  },
);
