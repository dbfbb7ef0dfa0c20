import type { ChartSource } from './chart-source.ts';
import { bodyOfColumn, categoriesOf } from './chart-source.ts';
import { rangeOf } from './read-range.ts';
import type { KnownChart } from './workbook-state.ts';

/** What a chart of a table of results is when it is made; from then on its looks are the user's. */
export interface ChartForm {
  readonly type: 'LineMarkers' | 'ColumnStacked';
  readonly name: string;
  readonly title: string;
}

/** In points. */
const SIZE = { width: 480, height: 288 };
/** About as many cells as it covers. */
const COVERED = { rows: 20, columns: 12 };
const GAP = 15;

/** Makes a chart beside its table, where nothing stands. */
export async function makeChart(
  context: Excel.RequestContext,
  form: ChartForm,
  source: ChartSource,
): Promise<KnownChart> {
  const [first, ...others] = source.series;
  const sheet = context.workbook.worksheets.getItem(source.sheet);
  const column = await freeColumn(context, source);
  const chart = sheet.charts.add(
    form.type,
    bodyOfColumn(context, source, first?.column ?? 0, true),
  );
  chart.name = form.name;
  chart.title.text = form.title;
  chart.legend.position = 'Bottom';
  const drawn = [chart.series.getItemAt(0), ...others.map(({ name }) => chart.series.add(name))];
  if (first && drawn[0]) drawn[0].name = first.name;
  for (const [i, { column: place }] of source.series.entries()) {
    drawn[i]?.setValues(bodyOfColumn(context, source, place));
    drawn[i]?.setXAxisValues(categoriesOf(context, source));
  }
  chart.setPosition(rangeOf(context, { ...cell(source), left: column }));
  chart.set(SIZE);
  chart.load('id, name, left, top, width, height');
  sheet.charts.load('items/id, items/left, items/top, items/width, items/height');
  await context.sync();
  const below = belowOthers(chart, sheet.charts.items);
  if (below !== chart.top) {
    chart.top = below;
    await context.sync();
  }
  const series = source.series.map(({ key, name }) => ({ key, name }));
  return { id: chart.id, name: chart.name, rows: source.rows, series };
}

const cell = ({ sheet, top, left }: ChartSource) => ({ sheet, top, left, rows: 1, columns: 1 });

/** One free column after the table, or else after all that stands on the sheet. */
async function freeColumn(context: Excel.RequestContext, source: ChartSource): Promise<number> {
  const { sheet, top, left, width } = source;
  const beside = left + width + 1;
  const covered = rangeOf(context, { sheet, top, left: beside, ...COVERED });
  const inTheWay = covered.getUsedRangeOrNullObject(true).load('address');
  const used = context.workbook.worksheets
    .getItem(sheet)
    .getUsedRange(true)
    .load('columnIndex, columnCount');
  await context.sync();
  return inTheWay.isNullObject ? beside : used.columnIndex + used.columnCount + 1;
}

type Placed = Pick<Excel.Chart, 'id' | 'left' | 'top' | 'width' | 'height'>;

/** How far down a chart has to lie so that it covers none of the others. */
function belowOthers(chart: Placed, all: readonly Placed[]): number {
  const others = all
    .filter(({ id, left, width }) => {
      const isBeside = left >= chart.left + chart.width || left + width <= chart.left;
      return id !== chart.id && !isBeside;
    })
    .toSorted((one, other) => one.top - other.top);
  let { top } = chart;
  for (const other of others) {
    const isCovered = other.top < top + chart.height && other.top + other.height > top;
    if (isCovered) top = other.top + other.height + GAP;
  }
  return top;
}
