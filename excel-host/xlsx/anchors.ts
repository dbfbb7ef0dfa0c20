import type { Anchor, AnchorCorner, Sheet } from '../model/workbook.ts';
import type { Package } from './package.ts';
import {
  attribute,
  child,
  descendants,
  type Document,
  type Element,
  parseXml,
  printXml,
  rootOf,
} from './xml.ts';

// Where pictures, shapes and charts hang. What they are stays in the drawing's own part as it was read.

const kinds = ['twoCellAnchor', 'oneCellAnchor'] as const;

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

export function readAnchors(sheet: Sheet, pack: Package, path: string): void {
  const xml = pack.text(drawingOf(pack, path) ?? '');
  if (xml === undefined) return;
  sheet.anchors = elementsOf(parseXml(xml)).flatMap((element): Anchor[] => {
    const from = readCorner(element, 'from');
    const to = readCorner(element, 'to');
    return from ? [{ from, ...(to ? { to } : {}), moves: movesOf(element) }] : [];
  });
}

/** Puts the corners that moved into the drawing's part; the rest of it stays byte by byte. */
export function writeAnchors(sheet: Sheet, pack: Package, path: string): void {
  const part = drawingOf(pack, path);
  const xml = part === undefined ? undefined : pack.text(part);
  if (part === undefined || xml === undefined || sheet.anchors.length === 0) return;
  const document = parseXml(xml);
  const elements = elementsOf(document).filter((element) => child(element, 'from'));
  let isOther = false;
  for (const [at, element] of elements.entries()) {
    const anchor = sheet.anchors[at];
    for (const name of ['from', 'to'] as const) {
      const corner = child(element, name);
      const wanted = anchor?.[name];
      if (corner && wanted) isOther = putCorner(corner, wanted) || isOther;
    }
  }
  if (isOther) pack.put(part, printXml(document));
}

function putCorner(corner: Element, { row, column, rowOffset, columnOffset }: AnchorCorner) {
  const wanted = { row, col: column, rowOff: rowOffset, colOff: columnOffset };
  const others = Object.entries(wanted).filter(([name, value]) => {
    const element = child(corner, name);
    return element && numberIn(corner, name) !== value;
  });
  for (const [name, value] of others) {
    const element = child(corner, name);
    if (element) element.textContent = `${value}`;
  }
  return others.length > 0;
}
