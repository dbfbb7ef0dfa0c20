// Workbooks as .xlsx files: `openXlsx` here, `saveXlsx` in save.ts. What the model does not understand
// is kept: parts of the package as they are, elements in their schema order. Imports the model and the
// formulas of this host; knows no files, only bytes, and nothing of office.js.
import { createWorkbook, newId, usCulture } from '../model/create.ts';
import type { Culture, Sheet, Workbook } from '../model/workbook.ts';
import { readPalette } from './colors.ts';
import type { KeptWorkbook } from './kept.ts';
import { readMetadata } from './metadata.ts';
import { readNames } from './names.ts';
import { Package } from './package.ts';
import { readCustomXml, readProperties } from './properties.ts';
import { readSettings } from './settings.ts';
import { readSheet, type SheetContext } from './sheet-read.ts';
import { readSharedStrings } from './strings.ts';
import { readFormats } from './styles-read.ts';
import {
  attribute,
  booleanAttribute,
  child,
  children,
  type Element,
  numberAttribute,
  parseXml,
  relationshipId,
  rootOf,
  XlsxError,
} from './xml.ts';
import { unpack } from './zip.ts';

export interface OpenOptions {
  /** File name with extension, "Ledger.xlsx". */
  readonly name?: string;
  readonly culture?: Culture;
  /** Id of the add-in whose settings are wanted; without it, those of the only add-in that has any. */
  readonly addIn?: string;
}

let filesOpened = 0;

/** Gives each id that a file names once, and new ones where there is none or it was given already. */
function idGiver(workbook: Workbook): (uid: string | undefined) => string {
  const given = new Set<string>();
  return (uid) => {
    const number = parseInt(
      /^\{0{8}-([\dA-F]{4})-0000-0000-0{12}\}$/u.exec(uid ?? '')?.[1] ?? '0',
      16,
    );
    workbook.lastId = Math.max(workbook.lastId, number);
    let id = uid !== undefined && !given.has(uid) ? uid : newId(workbook);
    while (given.has(id)) id = newId(workbook);
    given.add(id);
    return id;
  };
}

function visibilityOf(element: Element): Sheet['visibility'] {
  const state = attribute(element, 'state');
  return state === 'hidden' ? 'Hidden' : state === 'veryHidden' ? 'VeryHidden' : 'Visible';
}

function rootAt(pack: Package, path: string | undefined): Element | undefined {
  const text = pack.text(path ?? '');
  return text === undefined ? undefined : rootOf(parseXml(text));
}

/** The sheets in the file's order; undefined stands for charts and macros that are sheets. */
function readSheets(
  workbook: Workbook,
  root: Element,
  path: string,
  context: SheetContext,
): (Sheet | undefined)[] {
  const relationships = new Map(context.pack.relationships(path).map((one) => [one.id, one]));
  const list = child(root, 'sheets');
  return (list ? children(list, 'sheet') : []).map((element) => {
    const name = attribute(element, 'name') ?? '';
    const relationship = relationships.get(relationshipId(element) ?? '');
    if (!relationship) throw new XlsxError(`The sheet "${name}" is missing in the file.`);
    if (!relationship.type.endsWith('/worksheet')) return undefined;
    const { sheet, isMissingResults } = readSheet(name, relationship.target, context);
    sheet.visibility = visibilityOf(element);
    workbook.sheets.push(sheet);
    if (isMissingResults) workbook.stale = true;
    return sheet;
  });
}

function readWorkbook(workbook: Workbook, pack: Package, kept: KeptWorkbook): void {
  const { workbookPath: path, file } = kept;
  const root = rootAt(pack, path);
  if (!root) throw new XlsxError('This file is no .xlsx workbook.');
  if (/purl\.oclc\.org/u.test(root.namespaceURI ?? '')) {
    throw new XlsxError(
      'This is a "Strict Open XML" workbook: save it as an ordinary .xlsx workbook.',
    );
  }
  workbook.date1904 = booleanAttribute(child(root, 'workbookPr'), 'date1904');
  const theme = rootAt(pack, pack.related(path, '/theme')?.target);
  const styles = rootAt(pack, pack.related(path, '/styles')?.target);
  const strings = pack.text(pack.related(path, '/sharedStrings')?.target ?? '');
  const sheets = readSheets(workbook, root, path, {
    pack,
    file,
    strings: strings === undefined ? [] : readSharedStrings(strings),
    formats: styles ? readFormats(styles, theme, file) : { styles: [], quotePrefixes: [] },
    palette: readPalette(theme, styles),
    date1904: workbook.date1904,
    isDynamic: readMetadata(pack, path),
    idOf: idGiver(workbook),
  });
  const names = child(root, 'definedNames');
  workbook.names = readNames(names ? children(names, 'definedName') : [], sheets);
  const view = child(child(root, 'bookViews'), 'workbookView');
  const active = sheets[numberAttribute(view, 'activeTab') ?? 0];
  const visible = workbook.sheets.find(({ visibility }) => visibility === 'Visible');
  workbook.activeSheet = (active ?? visible)?.id ?? '';
  const calculation = child(root, 'calcPr');
  const mode = attribute(calculation, 'calcMode');
  if (mode === 'manual') workbook.calculationMode = 'Manual';
  if (mode === 'autoNoTable') workbook.calculationMode = 'AutomaticExceptTables';
  if (booleanAttribute(calculation, 'fullCalcOnLoad')) workbook.stale = true;
}

/** Opens a workbook. Throws {@link XlsxError}, in words for the person, where it cannot be read. */
export function openXlsx(bytes: Uint8Array, options: OpenOptions = {}): Workbook {
  const parts = unpack(bytes);
  const pack = new Package(parts);
  const workbookPath = pack.related('', '/officeDocument')?.target ?? 'xl/workbook.xml';
  filesOpened += 1;
  const kept: KeptWorkbook = { file: `file${filesOpened}`, parts, workbookPath };
  const workbook = createWorkbook(options.name ?? 'Book1.xlsx', options.culture ?? usCulture);
  workbook.kept = kept;
  readWorkbook(workbook, pack, kept);
  workbook.settings = readSettings(pack, options.addIn);
  workbook.customXmlParts = readCustomXml(pack, workbookPath);
  readProperties(pack, workbook.properties);
  return workbook;
}
