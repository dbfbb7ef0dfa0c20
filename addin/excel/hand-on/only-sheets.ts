import type { Document } from '@xmldom/xmldom';
import { keepShown } from './chart-part.ts';
import type { Relation } from './package.ts';
import { Parts, elements, remove, textOf } from './package.ts';
import { standAlone } from './sheet-part.ts';

/** What a workbook, and a sheet, may lead to in a file that is handed on. */
const OF_WORKBOOK = new Set([
  'worksheet',
  'styles',
  'theme',
  'sharedStrings',
  'sheetMetadata',
  'person',
]);
const OF_SHEET = new Set([
  ...['drawing', 'vmlDrawing', 'comments', 'threadedComment', 'hyperlink'],
  ...['table', 'image', 'printerSettings'],
]);
const WORKBOOK_ELEMENTS = new Set(['workbookPr', 'bookViews', 'sheets', 'definedNames', 'calcPr']);
const OWN_NAMES = new Set(['_xlnm.Print_Area', '_xlnm.Print_Titles']);

/**
 * A workbook's file with these sheets and nothing else of it: no other sheet, name, table or text, no
 * settings of add-ins, nobody's name. What formulas take from elsewhere stands as their value.
 *
 * null where one of the sheets is not there.
 */
export function onlySheets(file: Uint8Array, names: readonly string[]): Uint8Array | null {
  const parts = new Parts(file);
  parts.dropRelations('', ({ type }) => type !== 'officeDocument');
  const workbook = parts.relations('')[0]?.path ?? '';
  const document = parts.parse(workbook);
  const kept = keepSheets(document, names);
  if (kept === null) return null;
  const relations = parts.relations(workbook);
  // Some programs point to a part that they do not write.
  const isKept = ({ id, type, path }: Relation) =>
    OF_WORKBOOK.has(type) && (type !== 'worksheet' || kept.includes(id)) && parts.has(path ?? '');
  parts.dropRelations(workbook, (one) => !isKept(one));
  parts.write(workbook, document);
  const paths = kept.map((id) => relations.find((one) => one.id === id)?.path ?? '');
  const sheets = paths.map((path, i) => sheetAlone(parts, path, i === 0));
  for (const path of paths) drawingsAlone(parts, path, new Set(names));
  keepTexts(parts, sheets, relations.find(({ type }) => type === 'sharedStrings')?.path ?? null);
  for (const [i, path] of paths.entries()) {
    const sheet = sheets[i];
    if (sheet) parts.write(path, sheet);
  }
  return parts.pack();
}

/** Gives the ids of the relations to them. */
function keepSheets(document: Document, names: readonly string[]): string[] | null {
  const all = elements(document, 'sheet');
  const kept = all.filter((sheet) => names.includes(sheet.getAttribute('name') ?? ''));
  if (kept.length !== new Set(names).size) return null;
  for (const name of elements(document, 'definedName')) {
    const sheet = all[Number(name.getAttribute('localSheetId') ?? -1)];
    const place = sheet ? kept.indexOf(sheet) : -1;
    const isOwn = place >= 0 && OWN_NAMES.has(name.getAttribute('name') ?? '');
    if (isOwn) name.setAttribute('localSheetId', String(place));
    else remove(name);
  }
  for (const sheet of all) {
    if (kept.includes(sheet)) sheet.removeAttribute('state');
    else remove(sheet);
  }
  for (const one of [...(document.documentElement?.childNodes ?? [])]) {
    const isEmpty = one.nodeName === 'definedNames' && one.childNodes.length === 0;
    if (!WORKBOOK_ELEMENTS.has(one.nodeName) || isEmpty) one.parentNode?.removeChild(one);
  }
  for (const view of elements(document, 'workbookView')) {
    for (const name of ['activeTab', 'firstSheet']) view.removeAttribute(name);
  }
  return kept.map(
    (sheet) => [...sheet.attributes].find(({ name }) => name.endsWith(':id'))?.value ?? '',
  );
}

function sheetAlone(parts: Parts, path: string, isFirst: boolean): Document {
  const sheet = parts.parse(path);
  standAlone(
    sheet,
    parts.dropRelations(path, ({ type }) => !OF_SHEET.has(type)),
  );
  for (const view of elements(sheet, 'sheetView')) {
    if (isFirst) view.setAttribute('tabSelected', '1');
    else view.removeAttribute('tabSelected');
  }
  for (const { type, path: table } of parts.relations(path)) {
    if (type !== 'table' || table === null) continue;
    parts.dropRelations(table, () => true);
    const document = parts.parse(table);
    const formulas = ['calculatedColumnFormula', 'totalsRowFormula'];
    for (const one of formulas.flatMap((name) => elements(document, name))) remove(one);
    parts.write(table, document);
  }
  return sheet;
}

function drawingsAlone(parts: Parts, sheet: string, names: ReadonlySet<string>): void {
  const isHandedOn = (formula: string) => names.has(sheetIn(formula));
  const within = (path: string, wanted: string) =>
    parts.relations(path).flatMap(({ type, path: to }) => (type === wanted && to ? [to] : []));
  for (const drawing of within(sheet, 'drawing')) {
    const document = parts.parse(drawing);
    for (const shape of elements(document, 'sp')) {
      if (!isHandedOn(shape.getAttribute('textlink') ?? '')) shape.removeAttribute('textlink');
    }
    parts.write(drawing, document);
    for (const path of within(drawing, 'chart')) {
      const chart = parts.parse(path);
      keepShown(chart, isHandedOn);
      parts.write(path, chart);
    }
  }
}

/** "Bill of Ann's" in "'Bill of Ann''s'!$A$1". */
function sheetIn(formula: string): string {
  const [, quoted, bare = ''] = /^(?:'((?:[^']|'')*)'|([^'!]*))!/.exec(formula) ?? [];
  return quoted === undefined ? bare : quoted.replaceAll("''", "'");
}

/** Excel keeps the texts of all sheets together: only those of these sheets stay. */
function keepTexts(parts: Parts, sheets: readonly Document[], path: string | null): void {
  if (path === null) return;
  const all = parts.read(path);
  const texts = all.match(/<si>[^]*?<\/si>|<si\/>/g) ?? [];
  const places = new Map<string, number>();
  for (const cell of sheets.flatMap((sheet) => elements(sheet, 'c'))) {
    const [value] = elements(cell, 'v');
    if (cell.getAttribute('t') !== 's' || !value) continue;
    const place = places.get(textOf(value)) ?? places.size;
    places.set(textOf(value), place);
    value.textContent = String(place);
  }
  const kept = [...places.keys()].map((place) => texts[Number(place)] ?? '<si/>');
  const start = (/^[^]*?<sst[^>]*>/.exec(all)?.[0] ?? '').replace(
    / (?:count|uniqueCount)="\d*"/g,
    '',
  );
  parts.write(path, `${start.replace(/\/>$/, '>')}${kept.join('')}</sst>`);
}
