import type { Chart, ChartSeries, LegendPosition } from '../model/workbook.ts';
import {
  attribute,
  booleanAttribute,
  child,
  children,
  descendants,
  type Element,
  parseXml,
  rootOf,
} from './xml.ts';

// A chart's part, as far as the model knows charts.

export type ReadChart = Pick<Chart, 'type' | 'title' | 'legend' | 'series'>;

const value = (element: Element | undefined): string | undefined => attribute(element, 'val');

/** The groups of series in a chart, each drawn in its own way. */
export function groupsOf(chart: Element): Element[] {
  const area = child(chart, 'plotArea');
  return area ? children(area).filter((one) => child(one, 'ser')) : [];
}

/** undefined where the part holds no chart. */
export function readChart(xml: string): ReadChart | undefined {
  const chart = xml === '' ? undefined : child(rootOf(parseXml(xml)), 'chart');
  if (!chart) return undefined;
  const groups = groupsOf(chart);
  const series = groups.flatMap((group) => children(group, 'ser'));
  return {
    type: groups[0] && typeOf(groups[0]),
    title: readTitle(chart),
    legend: readLegend(child(chart, 'legend')),
    series: series.map(readSeries),
  };
}

const groupings = { stacked: 'Stacked', percentStacked: 'Stacked100' } as const;

/** The chart's type as Excel.ChartType names it, for the kinds that the host makes. */
function typeOf(group: Element): string | undefined {
  const grouping = value(child(group, 'grouping')) ?? '';
  const stacking = groupings[grouping as keyof typeof groupings];
  if (group.localName === 'barChart') {
    const isBar = value(child(group, 'barDir')) === 'bar';
    return (isBar ? 'Bar' : 'Column') + (stacking ?? 'Clustered');
  }
  if (group.localName === 'lineChart') {
    const hasMarkers = booleanAttribute(child(group, 'marker'), 'val');
    return `Line${hasMarkers ? 'Markers' : ''}${stacking ?? ''}`;
  }
  return group.localName === 'pieChart' ? 'Pie' : undefined;
}

function readTitle(chart: Element): Chart['title'] {
  const title = child(chart, 'title');
  const lines = title ? descendants(title, 'p') : [];
  const text = lines
    .map((line) =>
      descendants(line, 't')
        .map((one) => one.textContent ?? '')
        .join(''),
    )
    .join('\n');
  return {
    text: text === '' ? undefined : text,
    isShown: title !== undefined,
    overlaps: booleanAttribute(child(title, 'overlay'), 'val'),
  };
}

export const legendPlaces: readonly (readonly [string, LegendPosition])[] = [
  ['b', 'Bottom'],
  ['t', 'Top'],
  ['l', 'Left'],
  ['r', 'Right'],
  ['tr', 'Corner'],
];

function readLegend(legend: Element | undefined): Chart['legend'] {
  const word = value(child(legend, 'legendPos')) ?? 'r';
  return {
    position: legendPlaces.find(([known]) => known === word)?.[1] ?? 'Right',
    isShown: legend !== undefined,
    overlaps: booleanAttribute(child(legend, 'overlay'), 'val'),
  };
}

/** The formula of a part of a series ("val"), wherever in it the file has it. */
export function formulaElement(series: Element, ...names: readonly string[]): Element | undefined {
  const part = names.map((name) => child(series, name)).find((one) => one !== undefined);
  return part && descendants(part, 'f')[0];
}

/** A text in quotation marks is no cell: LibreOffice writes names so. */
const constant = /^"((?:[^"]|"")*)"$/u;

function readName(series: Element): ChartSeries['name'] {
  const formula = formulaElement(series, 'tx')?.textContent ?? undefined;
  const written = formula === undefined ? undefined : constant.exec(formula)?.[1];
  if (formula !== undefined && written === undefined) return { formula };
  const text = written?.replaceAll('""', '"') ?? child(child(series, 'tx'), 'v')?.textContent;
  return text === undefined || text === null ? {} : { text };
}

function readSeries(series: Element, kept: number): ChartSeries {
  return {
    name: readName(series),
    values: formulaElement(series, 'val', 'yVal')?.textContent ?? '',
    categories: formulaElement(series, 'cat', 'xVal')?.textContent ?? undefined,
    kept,
  };
}
