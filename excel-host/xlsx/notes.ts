import { columnName, parseArea } from '../model/area.ts';
import type { Note, Sheet } from '../model/workbook.ts';
import { fromXstring } from './escape.ts';
import { textElement } from './strings.ts';
import type { Package } from './package.ts';
import { sheetOrder } from './sheet-order.ts';
import {
  attribute,
  child,
  children,
  descendants,
  type Element,
  make,
  namespaces,
  numberAttribute,
  parseXml,
  printNode,
  printXml,
  putChild,
  removeChildren,
  revive,
  rootOf,
  setAttributes,
} from './xml.ts';

/** Where a note stood in the file, and its element there. */
interface KeptNote {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly xml: string;
}

const commentsType = `${namespaces.relationships}/comments`;
const drawingType = `${namespaces.relationships}/vmlDrawing`;
const commentsContent = 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml';
const drawingContent = 'application/vnd.openxmlformats-officedocument.vmlDrawing';
const emptyComments = `<comments xmlns="${namespaces.main}"><authors/><commentList/></comments>`;

function textOf(comment: Element): string {
  const texts = descendants(comment, 't').filter(
    (text) => (text.parentNode as Element | null)?.localName !== 'rPh',
  );
  return fromXstring(texts.map((text) => text.textContent ?? '').join(''));
}

export function readNotes(sheet: Sheet, pack: Package, path: string): void {
  const xml = pack.text(pack.related(path, '/comments')?.target ?? '');
  if (xml === undefined) return;
  const root = rootOf(parseXml(xml));
  const authors = children(child(root, 'authors') ?? root, 'author').map(
    (one) => one.textContent ?? '',
  );
  const list = child(root, 'commentList');
  sheet.notes = (list ? children(list, 'comment') : []).flatMap((comment) => {
    const area = parseArea(attribute(comment, 'ref') ?? '');
    if (!area) return [];
    const note = { row: area.top, column: area.left, text: textOf(comment) };
    const kept: KeptNote = { ...note, xml: printNode(comment) };
    return [
      {
        ...note,
        author: fromXstring(authors[numberAttribute(comment, 'authorId') ?? 0] ?? ''),
        kept,
      },
    ];
  });
}

const keptOf = (note: Note): KeptNote | undefined => note.kept as KeptNote | undefined;

const reference = ({ row, column }: Note): string => `${columnName(column)}${row + 1}`;

function printComments(xml: string, notes: readonly Note[]): string {
  const document = parseXml(xml);
  const root = rootOf(document);
  const [authorList, list] = [child(root, 'authors'), child(root, 'commentList')];
  if (!authorList || !list) return printComments(emptyComments, notes);
  const authors = children(authorList, 'author').map((one) => fromXstring(one.textContent ?? ''));
  removeChildren(list);
  for (const note of notes) {
    const kept = keptOf(note);
    const element = kept ? revive(document, kept.xml) : make(document, 'comment');
    if (!authors.includes(note.author)) {
      authors.push(note.author);
      authorList.appendChild(make(document, 'author', {}, note.author));
    }
    setAttributes(element, { ref: reference(note), authorId: authors.indexOf(note.author) });
    if (kept?.text !== note.text) {
      const text = revive(
        document,
        `<text xmlns="${namespaces.main}">${textElement(note.text)}</text>`,
      );
      putChild(element, ['text'], 'text', text);
    }
    list.appendChild(element);
  }
  return printXml(document);
}

const noteShape = /<v:shape\b(?:(?!<\/v:shape>)[^])*?ObjectType="Note"[^]*?<\/v:shape>/gu;
const emptyDrawing = `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>`;

const place = (shape: string, name: 'Row' | 'Column'): number =>
  Number(new RegExp(`<x:${name}>\\s*(\\d+)`, 'u').exec(shape)?.[1] ?? -1);

/** The box of a note, moved with its cell. */
function movedShape(shape: string, { row, column }: Note): string {
  const [byRows, byColumns] = [row - place(shape, 'Row'), column - place(shape, 'Column')];
  return shape
    .replace(/<x:Row>[^<]*/u, `<x:Row>${row}`)
    .replace(/<x:Column>[^<]*/u, `<x:Column>${column}`)
    .replace(/(<x:Anchor>)([^<]*)/u, (_all, tag: string, anchor: string) => {
      const numbers = anchor.split(',').map(Number);
      const moved = numbers.map((number, i) => number + [byColumns, 0, byRows, 0][i % 4]!);
      return tag + moved.join(', ');
    });
}

function newShape({ row, column }: Note, number: number): string {
  const anchor = [column + 1, 15, Math.max(row - 1, 0), 10, column + 3, 15, row + 3, 4].join(', ');
  return `<v:shape id="_x0000_s${number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`;
}

function printDrawing(vml: string, notes: readonly Note[]): string {
  const shapes = vml.match(noteShape) ?? [];
  const numbers = [...vml.matchAll(/_x0000_s(\d+)/gu)].map(([, number]) => Number(number));
  let next = Math.max(1024, ...numbers);
  const boxes = notes.map((note) => {
    const kept = keptOf(note);
    const before = shapes.find(
      (shape) => place(shape, 'Row') === kept?.row && place(shape, 'Column') === kept.column,
    );
    return before ? movedShape(before, note) : newShape(note, (next += 1));
  });
  const rest = vml.replaceAll(noteShape, '');
  return rest.replace(/<\/xml>\s*$/u, () => `${boxes.join('')}</xml>`);
}

/** Conversations hang on notes by their cell's address. */
function moveThreads(pack: Package, path: string, notes: readonly Note[]): void {
  const threads = pack.related(path, '/threadedComment')?.target ?? '';
  const xml = pack.text(threads);
  if (xml === undefined) return;
  const document = parseXml(xml);
  for (const thread of children(rootOf(document), 'threadedComment')) {
    const area = parseArea(attribute(thread, 'ref') ?? '');
    const note = notes.find(({ kept }) => {
      const { row, column } = (kept ?? {}) as Partial<KeptNote>;
      return row === area?.top && column === area?.left;
    });
    if (note) setAttributes(thread, { ref: reference(note) });
    else thread.parentNode?.removeChild(thread);
  }
  pack.put(threads, printXml(document));
}

/** Writes notes and their boxes, unless nothing about them changed since the file was opened. */
export function writeNotes(root: Element, sheet: Sheet, pack: Package, path: string): void {
  const { notes } = sheet;
  const comments = pack.related(path, '/comments');
  const before = pack.text(comments?.target ?? '') ?? emptyComments;
  const count = descendants(rootOf(parseXml(before)), 'comment').length;
  const isSame = notes.every((note) => {
    const kept = keptOf(note);
    return kept?.row === note.row && kept.column === note.column && kept.text === note.text;
  });
  if (count === notes.length && isSame) return;
  const at = comments?.target ?? pack.newPath('xl/comments', '.xml');
  pack.put(at, printComments(before, notes), commentsContent);
  pack.relate(path, comments?.type ?? commentsType, at);
  const drawing = pack.related(path, '/vmlDrawing');
  const boxes = drawing?.target ?? pack.newPath('xl/drawings/vmlDrawing', '.vml');
  pack.put(boxes, printDrawing(pack.text(boxes) ?? emptyDrawing, notes), drawingContent);
  const id = pack.relate(path, drawing?.type ?? drawingType, boxes);
  if (!child(root, 'legacyDrawing') && root.ownerDocument) {
    const element = make(root.ownerDocument, 'legacyDrawing');
    element.setAttributeNS(namespaces.relationships, 'r:id', id);
    putChild(root, sheetOrder, 'legacyDrawing', element);
  }
  moveThreads(pack, path, notes);
}
