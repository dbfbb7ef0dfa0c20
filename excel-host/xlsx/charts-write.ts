import type { Chart, ChartSeries, Workbook } from '../model/workbook.ts';
import { nameOf } from '../operations/chart-figures.ts';
import {
  categoriesXml,
  chartXml,
  legendXml,
  numberReference,
  seriesXml,
  textReference,
  titleXml,
} from './chart-xml.ts';
import { groupsOf, readChart } from './charts-read.ts';
import type { ChartPart } from './drawings.ts';
import { escapeText } from './escape.ts';
import type { Package } from './package.ts';
import {
  child,
  children,
  type Document,
  type Element,
  parseXml,
  printXml,
  putChild,
  rootOf,
  setAttributes,
} from './xml.ts';

// Charts back into their parts: new ones whole, of those of the file only what changed.

const chartOrder =
  'title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs extLst'.split(
    ' ',
  );
const seriesOrder =
  'idx order tx spPr invertIfNegative pictureOptions marker explosion dPt dLbls trendline errBars cat xVal val yVal bubbleSize smooth shape extLst'.split(
    ' ',
  );

export function writeChart(workbook: Workbook, pack: Package, { chart, path }: ChartPart): void {
  const xml = pack.text(path) ?? '';
  const before = readChart(xml);
  if (!before) {
    pack.put(path, chartXml(workbook, chart));
    return;
  }
  const document = parseXml(xml);
  const root = child(rootOf(document), 'chart');
  if (!root) return;
  const isOther = [
    putTitle(document, root, chart, before.title),
    putLegend(document, root, chart, before.legend),
    putSeries({ workbook, document, root, chart }, before.series),
  ].includes(true);
  if (isOther) pack.put(path, printXml(document));
}

const isSame = (one: object, other: object): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** A fragment of a chart's part as an element of the document. */
function fragment(document: Document, xml: string): Element | undefined {
  const open =
    '<c:x xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">';
  const [only] = children(rootOf(parseXml(`${open}${xml}</c:x>`)));
  return only && document.importNode(only, true);
}

function putTitle(document: Document, root: Element, { title }: Chart, before: Chart['title']) {
  if (isSame(title, before)) return false;
  const old = child(root, 'title');
  const made = fragment(document, titleXml(title));
  // The text alone changes: how it looks is the user's.
  const text = made && child(made, 'tx');
  if (old && text) {
    const look = textLook(old);
    putChild(old, ['tx', 'layout', 'overlay'], 'tx', text);
    if (look) restoreLook(text, look);
    setAttributes(child(old, 'overlay') ?? old, { val: title.overlaps });
  } else putChild(root, chartOrder, 'title', made);
  const deleted = child(root, 'autoTitleDeleted');
  if (deleted) setAttributes(deleted, { val: !title.isShown });
  return true;
}

/** How the first letters of a title look. */
function textLook(title: Element): Element | undefined {
  const paragraph = child(child(child(title, 'tx'), 'rich'), 'p');
  return child(child(paragraph, 'r'), 'rPr');
}

function restoreLook(text: Element, look: Element): void {
  for (const paragraph of children(child(text, 'rich') ?? text, 'p')) {
    const run = child(paragraph, 'r');
    run?.insertBefore(look.cloneNode(true), run.firstChild);
  }
}

function putLegend(document: Document, root: Element, { legend }: Chart, before: Chart['legend']) {
  if (isSame(legend, before)) return false;
  const old = child(root, 'legend');
  const made = fragment(document, legendXml(legend));
  const position = made && child(made, 'legendPos');
  if (old && position) {
    putChild(old, ['legendPos', 'legendEntry', 'layout', 'overlay'], 'legendPos', position);
    setAttributes(child(old, 'overlay') ?? old, { val: legend.overlaps });
  } else putChild(root, chartOrder, 'legend', made);
  return true;
}

interface Writing {
  readonly workbook: Workbook;
  readonly document: Document;
  readonly root: Element;
  readonly chart: Chart;
}

function putSeries(writing: Writing, before: readonly ChartSeries[]): boolean {
  const { workbook, document, root, chart } = writing;
  if (isSame(chart.series, before)) return false;
  const groups = groupsOf(root);
  const elements = groups.flatMap((group) => children(group, 'ser'));
  const kept = new Set(chart.series.map((one) => one.kept));
  const [home] = groups;
  const behind = home && children(home, 'ser').at(-1)?.nextSibling;
  for (const [at, element] of elements.entries()) {
    if (!kept.has(at)) element.parentNode?.removeChild(element);
  }
  for (const [at, one] of chart.series.entries()) {
    const element = elements[one.kept ?? -1];
    const old = before[one.kept ?? -1];
    if (element && old) changeSeries(writing, element, one, old);
    else {
      const made = fragment(document, seriesXml(workbook, chart, one, at));
      if (made) home?.insertBefore(made, behind ?? null);
    }
  }
  return true;
}

function changeSeries(
  { workbook, document, chart }: Writing,
  element: Element,
  series: ChartSeries,
  before: ChartSeries,
): void {
  const put = (name: string, xml: string): void =>
    putChild(element, seriesOrder, name, fragment(document, xml));
  if (!isSame(series.name, before.name)) {
    const { formula } = series.name;
    const shown = escapeText(nameOf(workbook, chart, series));
    const text = formula === undefined ? `<c:v>${shown}</c:v>` : textReference(formula, [shown]);
    put('tx', `<c:tx>${text}</c:tx>`);
  }
  const isScatter = child(element, 'yVal') !== undefined;
  if (series.categories !== before.categories) {
    const xml = categoriesXml(workbook, series.categories);
    put(isScatter ? 'xVal' : 'cat', isScatter ? xml.replaceAll('c:cat>', 'c:xVal>') : xml);
  }
  if (series.values !== before.values) {
    const name = isScatter ? 'yVal' : 'val';
    put(name, `<c:${name}>${numberReference(workbook, series.values)}</c:${name}>`);
  }
}
