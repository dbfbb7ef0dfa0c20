import { chartColor } from '../format/chart-colors.ts';
import type { Chart, ChartSeries, Workbook } from '../model/workbook.ts';
import { cellsOf, nameOf, type ShownCell } from '../operations/chart-figures.ts';
import { legendPlaces } from './charts-read.ts';
import { escapeText } from './escape.ts';
import { namespaces, xmlDeclaration } from './xml.ts';

// A chart that the host made, as a part of the file: what Excel needs to draw it in its usual look, and
// what its cells hold, for readers that look no further.

const chartNamespaces =
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';
const axes = '<c:axId val="111111111"/><c:axId val="222222222"/>';

export function chartXml(workbook: Workbook, chart: Chart): string {
  const type = chart.type ?? 'ColumnClustered';
  const title = titleXml(chart.title);
  const noTitle = `<c:autoTitleDeleted val="${chart.title.isShown ? 0 : 1}"/>`;
  const plot = `<c:plotArea><c:layout/>${groupXml(workbook, chart, type)}</c:plotArea>`;
  const legend = legendXml(chart.legend);
  const rest = '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>';
  return `${xmlDeclaration}<c:chartSpace ${chartNamespaces} xmlns:r="${namespaces.relationships}"><c:date1904 val="${workbook.date1904 ? 1 : 0}"/><c:roundedCorners val="0"/><c:chart>${title}${noTitle}${plot}${legend}${rest}</c:chart></c:chartSpace>`;
}

export function titleXml({ text, isShown, overlaps }: Chart['title']): string {
  if (!isShown) return '';
  const lines = text
    ?.split('\n')
    .map((line) => `<a:p><a:r><a:t>${escapeText(line)}</a:t></a:r></a:p>`);
  const rich = lines ? `<c:tx><c:rich><a:bodyPr/>${lines.join('')}</c:rich></c:tx>` : '';
  return `<c:title>${rich}<c:overlay val="${overlaps ? 1 : 0}"/></c:title>`;
}

export function legendXml({ position, isShown, overlaps }: Chart['legend']): string {
  if (!isShown) return '';
  const word = legendPlaces.find(([, known]) => known === position)?.[0] ?? 'r';
  return `<c:legend><c:legendPos val="${word}"/><c:overlay val="${overlaps ? 1 : 0}"/></c:legend>`;
}

function groupXml(workbook: Workbook, chart: Chart, type: string): string {
  const series = chart.series.map((one, at) => seriesXml(workbook, chart, one, at)).join('');
  if (type === 'Pie') {
    return `<c:pieChart><c:varyColors val="1"/>${series}<c:firstSliceAng val="0"/></c:pieChart>`;
  }
  const stacking = type.endsWith('Stacked100')
    ? 'percentStacked'
    : type.endsWith('Stacked')
      ? 'stacked'
      : undefined;
  if (type.startsWith('Line')) {
    const marker = type.includes('Markers') ? '<c:marker val="1"/>' : '';
    return `<c:lineChart><c:grouping val="${stacking ?? 'standard'}"/><c:varyColors val="0"/>${series}${marker}${axes}</c:lineChart>${axesXml(workbook, chart, false)}`;
  }
  const isBar = type.startsWith('Bar');
  const grouping = `<c:barDir val="${isBar ? 'bar' : 'col'}"/><c:grouping val="${stacking ?? 'clustered'}"/>`;
  const overlap = stacking ? '<c:overlap val="100"/>' : '';
  return `<c:barChart>${grouping}<c:varyColors val="0"/>${series}<c:gapWidth val="${stacking ? 150 : 219}"/>${overlap}${axes}</c:barChart>${axesXml(workbook, chart, isBar)}`;
}

function axesXml(workbook: Workbook, { series, type }: Chart, isBar: boolean): string {
  const [first] = series;
  const format = (formula: string | undefined): string => {
    const code = cellsOf(workbook, formula ?? '')[0]?.numberFormat ?? 'General';
    return `<c:numFmt formatCode="${escapeText(code).replaceAll('"', '&quot;')}" sourceLinked="1"/>`;
  };
  const percent = '<c:numFmt formatCode="0%" sourceLinked="0"/>';
  const place = '<c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>';
  const ticks =
    '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>';
  // Each period has its place, also where they are of different lengths: no axis of time.
  const category = `<c:catAx><c:axId val="111111111"/>${place}<c:axPos val="${isBar ? 'l' : 'b'}"/>${format(first?.categories)}${ticks}${thinLine}<c:crossAx val="222222222"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>`;
  const values = `<c:valAx><c:axId val="222222222"/>${place}<c:axPos val="${isBar ? 'b' : 'l'}"/><c:majorGridlines>${thinLine}</c:majorGridlines>${type?.endsWith('100') ? percent : format(first?.values)}${ticks}<c:crossAx val="111111111"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>`;
  return category + values;
}

/** A series as an element of its group, at a place among all of the chart. */
export function seriesXml(
  workbook: Workbook,
  chart: Chart,
  series: ChartSeries,
  at: number,
): string {
  const { name, values, categories } = series;
  const shown = escapeText(nameOf(workbook, chart, series));
  const called =
    name.formula !== undefined
      ? `<c:tx>${textReference(name.formula, [shown])}</c:tx>`
      : name.text === undefined
        ? ''
        : `<c:tx><c:v>${shown}</c:v></c:tx>`;
  const { type = '' } = chart;
  const isLine = type.startsWith('Line');
  const drawn = values === '' ? '' : `<c:val>${numberReference(workbook, values)}</c:val>`;
  const look = isLine
    ? lineLook(at, type.includes('Markers'))
    : type === 'Pie'
      ? cellsOf(workbook, values)
          .map((_, index) => sliceLook(index))
          .join('')
      : `<c:spPr>${filled(at)}</c:spPr><c:invertIfNegative val="0"/>`;
  return `<c:ser><c:idx val="${at}"/><c:order val="${at}"/>${called}${look}${categoriesXml(workbook, categories)}${drawn}${isLine ? '<c:smooth val="0"/>' : ''}</c:ser>`;
}

const thinLine =
  '<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr>';

/** The colour in words: not every reader has a theme to take it from. */
const filled = (index: number): string =>
  `<a:solidFill><a:srgbClr val="${chartColor(index).slice(1)}"/></a:solidFill>`;

function lineLook(index: number, hasMarkers: boolean): string {
  const marker = hasMarkers
    ? `<c:marker><c:symbol val="circle"/><c:size val="5"/><c:spPr>${filled(index)}</c:spPr></c:marker>`
    : '<c:marker><c:symbol val="none"/></c:marker>';
  return `<c:spPr><a:ln w="28575" cap="rnd">${filled(index)}<a:round/></a:ln></c:spPr>${marker}`;
}

function sliceLook(index: number): string {
  return `<c:dPt><c:idx val="${index}"/><c:bubble3D val="0"/><c:spPr>${filled(index)}</c:spPr></c:dPt>`;
}

export function categoriesXml(workbook: Workbook, formula: string | undefined): string {
  if (formula === undefined || formula === '') return '';
  const cells = cellsOf(workbook, formula);
  const isText = cells.some(({ value }) => typeof value !== 'number' && value !== null);
  const reference = isText
    ? textReference(
        formula,
        cells.map(({ text }) => escapeText(text)),
      )
    : numberReference(workbook, formula);
  return `<c:cat>${reference}</c:cat>`;
}

export function textReference(formula: string, texts: readonly string[]): string {
  const points = texts.map((text, at) => `<c:pt idx="${at}"><c:v>${text}</c:v></c:pt>`);
  return `<c:strRef><c:f>${escapeText(formula)}</c:f><c:strCache><c:ptCount val="${texts.length}"/>${points.join('')}</c:strCache></c:strRef>`;
}

const pointXml = ({ value }: ShownCell, at: number): string =>
  typeof value === 'number' ? `<c:pt idx="${at}"><c:v>${value}</c:v></c:pt>` : '';

export function numberReference(workbook: Workbook, formula: string): string {
  const cells = cellsOf(workbook, formula);
  const code = escapeText(cells[0]?.numberFormat ?? 'General');
  return `<c:numRef><c:f>${escapeText(formula)}</c:f><c:numCache><c:formatCode>${code}</c:formatCode><c:ptCount val="${cells.length}"/>${cells.map(pointXml).join('')}</c:numCache></c:numRef>`;
}
