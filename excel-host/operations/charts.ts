import type { Area } from '../model/area.ts';
import { newId } from '../model/create.ts';
import type { Edit } from '../model/edit.ts';
import type { Anchor, Chart, ChartSeries, Sheet } from '../model/workbook.ts';
import { apiNotFound, invalidArgument } from '../error.ts';
import { anchorAt } from './chart-place.ts';
import { absoluteFormula, type SeriesBy, seriesOf } from './chart-source.ts';
import { requireAllowed } from './protection.ts';
import { activate } from './sheets.ts';

/** Charts above the cells: made, given other cells, taken away. */

/** Kinds that the host can make; a file may bring others, and keeps them. */
export const chartTypes = [
  'ColumnClustered',
  'ColumnStacked',
  'ColumnStacked100',
  'BarClustered',
  'BarStacked',
  'BarStacked100',
  'Line',
  'LineMarkers',
  'Pie',
] as const;
export type ChartType = (typeof chartTypes)[number];

/** Where Excel would put it is the middle of a window; this host's is near the sheet's corner. */
const firstPlace = { left: 96, top: 60, width: 360, height: 216 };

export interface ChartSource {
  readonly sheet: Sheet;
  readonly area: Area;
}

export function addChart(
  edit: Edit,
  sheet: Sheet,
  type: ChartType,
  source: ChartSource,
  seriesBy: SeriesBy,
): Chart {
  requireAllowed(sheet, 'allowEditObjects');
  const anchor: Anchor = { ...anchorAt(sheet, firstPlace), moves: 'MovesAndSizes' };
  const series = seriesOf(source.sheet, source.area, seriesBy);
  const chart: Chart = {
    id: newId(edit.workbook),
    name: freeName(sheet),
    type,
    title: { text: undefined, isShown: true, overlaps: false },
    legend: { position: 'Bottom', isShown: series.length > 1 || type === 'Pie', overlaps: false },
    series,
    anchor,
    kept: undefined,
  };
  edit.assign(sheet, { charts: [...sheet.charts, chart], anchors: [...sheet.anchors, anchor] });
  edit.tell({ what: 'chartAdded', sheet: sheet.id });
  return chart;
}

function freeName(sheet: Sheet): string {
  let number = 1;
  while (sheet.charts.some(({ name }) => name === `Chart ${number}`)) number += 1;
  return `Chart ${number}`;
}

/** Changes something about a chart that is not where it lies. */
export function changeChart(
  edit: Edit,
  sheet: Sheet,
  chart: Chart,
  change: Partial<Pick<Chart, 'name' | 'title' | 'legend' | 'series'>>,
): void {
  requireAllowed(sheet, 'allowEditObjects');
  edit.assign(chart, change);
  edit.tell({ what: 'chartChanged', sheet: sheet.id });
}

export function setChartType(edit: Edit, sheet: Sheet, chart: Chart, type: ChartType): void {
  if (chart.kept !== undefined) {
    throw apiNotFound('Chart.chartType', 'of a chart that a file brought it cannot be set');
  }
  requireAllowed(sheet, 'allowEditObjects');
  edit.assign(chart, { type });
  edit.tell({ what: 'chartChanged', sheet: sheet.id });
}

export function deleteChart(edit: Edit, sheet: Sheet, chart: Chart): void {
  requireAllowed(sheet, 'allowEditObjects');
  edit.assign(sheet, {
    charts: sheet.charts.filter((other) => other !== chart),
    anchors: sheet.anchors.filter((anchor) => anchor !== chart.anchor),
    ...(sheet.selectedChart === chart.id ? { selectedChart: undefined } : {}),
  });
  edit.tell({ what: 'chartDeleted', sheet: sheet.id });
}

/** Brings its sheet to the front and selects it. */
export function activateChart(edit: Edit, sheet: Sheet, chart: Chart): void {
  activate(edit, sheet);
  edit.assign(sheet, { selectedChart: chart.id });
  edit.tell({ what: 'chartSelected', sheet: sheet.id });
}

export function changeSeries(
  edit: Edit,
  { sheet, series }: { sheet: Sheet; series: ChartSeries },
  change: Partial<Pick<ChartSeries, 'name' | 'values' | 'categories'>>,
): void {
  requireAllowed(sheet, 'allowEditObjects');
  edit.assign(series, change);
  edit.tell({ what: 'chartChanged', sheet: sheet.id });
}

/** A series that draws nothing yet. */
export function addSeries(
  edit: Edit,
  sheet: Sheet,
  chart: Chart,
  name: string | undefined,
  index: number | undefined,
): ChartSeries {
  const at = index ?? chart.series.length;
  if (at < 0 || at > chart.series.length) throw invalidArgument('There is no such place.');
  const made: ChartSeries = {
    name: name === undefined ? {} : { text: name },
    values: '',
    categories: undefined,
  };
  changeChart(edit, sheet, chart, { series: chart.series.toSpliced(at, 0, made) });
  return made;
}

/** One line of cells, as a series takes them. */
export function lineFormula({ sheet, area }: ChartSource): string {
  if (area.top !== area.bottom && area.left !== area.right) {
    throw invalidArgument('A series takes the cells of one row or one column.');
  }
  return absoluteFormula(sheet, area);
}
