import type { Anchor, AnchorCorner, Chart, Sheet } from '../model/workbook.ts';
import { readChart } from './charts-read.ts';
import { escapeAttribute } from './escape.ts';
import type { Package } from './package.ts';
import { sheetOrder } from './sheet-order.ts';
import { contentTypes } from './template.ts';
import {
  attribute,
  child,
  descendants,
  type Document,
  type Element,
  make,
  namespaces,
  numberAttribute,
  parseXml,
  printXml,
  putChild,
  revive,
  rootOf,
  setAttributes,
} from './xml.ts';

// Where pictures, shapes and charts hang. What pictures and shapes are stays in the drawing's own part as
// it was read; charts have parts of their own (charts-read.ts, charts-write.ts).

const kinds = ['twoCellAnchor', 'oneCellAnchor'] as const;
const drawingNamespace = 'http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing';
const graphicNamespace = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const chartNamespace = 'http://schemas.openxmlformats.org/drawingml/2006/chart';
const drawingType = `${namespaces.relationships}/drawing`;
const chartType = `${namespaces.relationships}/chart`;
const emptyDrawing = `<xdr:wsDr xmlns:xdr="${drawingNamespace}" xmlns:a="${graphicNamespace}"/>`;

/** A chart and the part that is its own. */
export interface ChartPart {
  readonly chart: Chart;
  readonly path: string;
}

/** The part with the sheet's drawing; copies of the sheet have one of their own. */
const drawingOf = (pack: Package, path: string): string | undefined =>
  pack.relationships(path).find(({ type }) => type.endsWith('/drawing'))?.target;

const elementsOf = (document: Document): Element[] =>
  kinds.flatMap((kind) => descendants(rootOf(document), kind));

const numberIn = (corner: Element, name: string): number =>
  Number(child(corner, name)?.textContent ?? 0);

function readCorner(element: Element, name: 'from' | 'to'): AnchorCorner | undefined {
  const corner = child(element, name);
  if (!corner) return undefined;
  return {
    row: numberIn(corner, 'row'),
    column: numberIn(corner, 'col'),
    rowOffset: numberIn(corner, 'rowOff'),
    columnOffset: numberIn(corner, 'colOff'),
  };
}

function movesOf(element: Element): Anchor['moves'] {
  const word = attribute(element, 'editAs');
  if (word === 'absolute') return 'Never';
  return word === 'oneCell' || element.localName === 'oneCellAnchor' ? 'Moves' : 'MovesAndSizes';
}

function readAnchor(element: Element, kept: number): Anchor | undefined {
  const from = readCorner(element, 'from');
  if (!from) return undefined;
  const to = readCorner(element, 'to');
  const ext = child(element, 'ext');
  const [width, height] = [numberAttribute(ext, 'cx') ?? 0, numberAttribute(ext, 'cy') ?? 0];
  const end = to ? { to } : ext ? { size: { width, height } } : {};
  return { from, ...end, moves: movesOf(element), kept };
}

/** The chart that hangs there by itself; those in groups of shapes stay part of their drawing. */
function chartFrame(element: Element, pack: Package, drawing: string) {
  const frame = child(element, 'graphicFrame');
  const named = frame && descendants(frame, 'cNvPr')[0];
  const shown =
    frame && descendants(frame, 'chart').find((one) => one.namespaceURI === chartNamespace);
  const id = shown?.getAttributeNS(namespaces.relationships, 'id');
  const target = pack.relationships(drawing).find((one) => one.id === id)?.target;
  return named && target !== undefined ? { named, target } : undefined;
}

/** Charts keep an id as other drawings do. */
const idElement = (named: Element): Element | undefined => descendants(named, 'creationId')[0];

export function readDrawing(
  sheet: Sheet,
  pack: Package,
  path: string,
  idOf: (uid: string | undefined) => string,
): void {
  const drawing = drawingOf(pack, path) ?? '';
  const xml = pack.text(drawing);
  if (xml === undefined) return;
  for (const [at, element] of elementsOf(parseXml(xml)).entries()) {
    const anchor = readAnchor(element, at);
    if (!anchor) continue;
    sheet.anchors.push(anchor);
    const frame = chartFrame(element, pack, drawing);
    const chart = frame && readChart(pack.text(frame.target) ?? '');
    if (!chart) continue;
    const name = attribute(frame.named, 'name') ?? '';
    const id = idOf(attribute(idElement(frame.named), 'id')?.toUpperCase());
    sheet.charts.push({ ...chart, id, name, anchor, kept: frame.target });
  }
}

/**
 * Puts what moved, was renamed, is new or gone into the drawing's part; the rest of it stays byte by
 * byte. Gives the charts with their parts, of which new ones have yet to be written.
 */
export function writeDrawing(
  root: Element,
  sheet: Sheet,
  pack: Package,
  path: string,
): ChartPart[] {
  const known = drawingOf(pack, path);
  const isNew = sheet.charts.some(({ anchor }) => anchor.kept === undefined);
  if (known === undefined && !isNew) return [];
  const part = known ?? pack.newPath('xl/drawings/drawing', '.xml');
  const document = parseXml(pack.text(part) ?? emptyDrawing);
  const before = printXml(document);
  const parts = keepElements(document, sheet, pack, part);
  const added = sheet.charts.filter(({ anchor }) => anchor.kept === undefined);
  for (const chart of added) parts.push(addFrame(document, chart, pack, part));
  const after = printXml(document);
  if (known === undefined || after !== before) pack.put(part, after, contentTypes.drawing);
  if (known === undefined) {
    const element = make(root.ownerDocument ?? document, 'drawing');
    const id = pack.relate(path, drawingType, part);
    element.setAttributeNS(namespaces.relationships, 'r:id', id);
    putChild(root, sheetOrder, 'drawing', element);
  }
  return parts;
}

function keepElements(
  document: Document,
  sheet: Sheet,
  pack: Package,
  drawing: string,
): ChartPart[] {
  const anchors = new Map(sheet.anchors.map((anchor) => [anchor.kept, anchor]));
  return elementsOf(document).flatMap((element, at): ChartPart[] => {
    if (!child(element, 'from')) return [];
    const anchor = anchors.get(at);
    const frame = chartFrame(element, pack, drawing);
    if (!anchor) {
      element.parentNode?.removeChild(element);
      if (frame) unrelate(pack, drawing, frame.target);
      return [];
    }
    putAnchor(element, anchor);
    const chart = sheet.charts.find((one) => one.anchor === anchor);
    if (!chart || !frame) return [];
    if (attribute(frame.named, 'name') !== chart.name)
      setAttributes(frame.named, { name: chart.name });
    const id = idElement(frame.named);
    if (id && attribute(id, 'id')?.toUpperCase() !== chart.id) setAttributes(id, { id: chart.id });
    return [{ chart, path: frame.target }];
  });
}

function unrelate(pack: Package, drawing: string, target: string): void {
  const others = pack.relationships(drawing).filter((one) => one.target !== target);
  pack.setRelationships(drawing, others);
}

function putAnchor(element: Element, anchor: Anchor): void {
  for (const name of ['from', 'to'] as const) {
    const corner = child(element, name);
    const wanted = anchor[name];
    if (corner && wanted) putCorner(corner, wanted);
  }
  const ext = child(element, 'ext');
  const { width: cx, height: cy } = anchor.size ?? {};
  if (ext && cx !== undefined && cy !== undefined) setAttributes(ext, { cx, cy });
}

function putCorner(corner: Element, { row, column, rowOffset, columnOffset }: AnchorCorner): void {
  const wanted = { row, col: column, rowOff: rowOffset, colOff: columnOffset };
  for (const [name, value] of Object.entries(wanted)) {
    const element = child(corner, name);
    if (element && numberIn(corner, name) !== value) element.textContent = `${value}`;
  }
}

function addFrame(document: Document, chart: Chart, pack: Package, drawing: string): ChartPart {
  const path = pack.newPath('xl/charts/chart', '.xml');
  pack.put(path, '', contentTypes.chart);
  const ids = descendants(rootOf(document), 'cNvPr').map((one) => numberAttribute(one, 'id') ?? 0);
  const xml = frameXml(chart, Math.max(1, ...ids) + 1, pack.relate(drawing, chartType, path));
  rootOf(document).appendChild(revive(document, xml));
  return { chart, path };
}

function cornerXml(tag: 'from' | 'to', { row, column, rowOffset, columnOffset }: AnchorCorner) {
  return `<xdr:${tag}><xdr:col>${column}</xdr:col><xdr:colOff>${columnOffset}</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>${rowOffset}</xdr:rowOff></xdr:${tag}>`;
}

function frameXml({ id, name, anchor }: Chart, number: number, relationship: string): string {
  const uid = `<a:extLst><a:ext uri="{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}"><a16:creationId xmlns:a16="http://schemas.microsoft.com/office/drawing/2014/main" id="${id}"/></a:ext></a:extLst>`;
  const { from, to } = anchor;
  return `<xdr:twoCellAnchor xmlns:xdr="${drawingNamespace}" xmlns:a="${graphicNamespace}">${cornerXml('from', from)}${cornerXml('to', to ?? from)}<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${number}" name="${escapeAttribute(name)}">${uid}</xdr:cNvPr><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="${chartNamespace}"><c:chart xmlns:c="${chartNamespace}" xmlns:r="${namespaces.relationships}" r:id="${relationship}"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`;
}
