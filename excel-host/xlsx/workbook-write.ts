import type { Sheet, Workbook } from '../model/workbook.ts';
import { writeNames } from './names.ts';
import type { Package } from './package.ts';
import type { SheetPlace } from './kept.ts';
import {
  attribute,
  child,
  children,
  type Document,
  type Element,
  make,
  namespaces,
  needChild,
  numberAttribute,
  parseXml,
  printXml,
  putChild,
  relationshipId,
  removeChildren,
  rootOf,
  setAttributes,
} from './xml.ts';

const order =
  `fileVersion fileSharing workbookPr AlternateContent revisionPtr absPath workbookProtection bookViews sheets
  functionGroups externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr
  smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst`.split(/\s+/u);

const sheetType = `${namespaces.relationships}/worksheet`;
const states = { Visible: undefined, Hidden: 'hidden', VeryHidden: 'veryHidden' } as const;

interface FileSheet {
  readonly element: Element;
  /** The sheet of the model that it is now, if it is a worksheet and still there. */
  readonly sheet: Sheet | undefined;
  readonly isWorksheet: boolean;
}

/** The sheets of the file as it was opened, in order. */
function fileSheets(
  root: Element,
  pack: Package,
  path: string,
  places: readonly SheetPlace[],
): FileSheet[] {
  const relationships = new Map(pack.relationships(path).map((one) => [one.id, one]));
  const list = child(root, 'sheets');
  return (list ? children(list, 'sheet') : []).map((element) => {
    const relationship = relationships.get(relationshipId(element) ?? '');
    const place = places.find(
      ({ path, isOriginal }) => isOriginal && path === relationship?.target,
    );
    const isWorksheet = relationship?.type.endsWith('/worksheet') ?? false;
    return { element, sheet: place?.sheet, isWorksheet };
  });
}

/** The model's sheets in their order, with charts and the like behind the sheet they stood behind. */
function arrange(
  places: readonly SheetPlace[],
  before: readonly FileSheet[],
): (SheetPlace | FileSheet)[] {
  const arranged: (SheetPlace | FileSheet)[] = [...places];
  before.forEach((one, i) => {
    if (one.isWorksheet) return;
    const previous = before[i - 1];
    const at = arranged.findIndex(
      (other) =>
        other === previous || (previous?.sheet !== undefined && other.sheet === previous.sheet),
    );
    arranged.splice(previous && at < 0 ? arranged.length : at + 1, 0, one);
  });
  return arranged;
}

function writeSheets(
  document: Document,
  pack: Package,
  path: string,
  places: readonly SheetPlace[],
): { positions: Map<string, number>; previous: FileSheet[] } {
  const root = rootOf(document);
  const previous = fileSheets(root, pack, path, places);
  const paths = new Set(places.map((place) => place.path));
  const left = pack
    .relationships(path)
    .filter(({ type, target }) => !type.endsWith('/worksheet') || paths.has(target))
    .filter(({ type }) => !type.endsWith('/calcChain'));
  pack.setRelationships(path, left);
  let highest = Math.max(
    0,
    ...previous.map(({ element }) => numberAttribute(element, 'sheetId') ?? 0),
  );
  const positions = new Map<string, number>();
  const elements = arrange(places, previous).map((one, position) => {
    if (!('path' in one)) return one.element.cloneNode(true) as Element;
    const { sheet } = one;
    positions.set(sheet.id, position);
    const known = previous.find((other) => other.sheet === sheet)?.element;
    const element = (known?.cloneNode(true) ?? make(document, 'sheet')) as Element;
    setAttributes(element, {
      name: sheet.name,
      sheetId: attribute(element, 'sheetId') ?? (highest += 1),
      state: states[sheet.visibility],
    });
    if (!known) {
      const id = pack.relate(path, sheetType, one.path);
      element.setAttributeNS(namespaces.relationships, 'r:id', id);
    }
    return element;
  });
  const list = needChild(root, order, 'sheets');
  removeChildren(list);
  for (const element of elements) list.appendChild(element);
  return { positions, previous };
}

function hasFormulas(workbook: Workbook): boolean {
  return workbook.sheets.some(({ rows }) =>
    rows.some((row) => row?.cells.some((cell) => cell?.formula !== undefined)),
  );
}

/** Writes the workbook part: sheets, names, view, date system, calculation. */
export function writeWorkbook(
  workbook: Workbook,
  pack: Package,
  path: string,
  places: readonly SheetPlace[],
): void {
  const document = parseXml(pack.text(path) ?? '');
  const root = rootOf(document);
  const { positions, previous } = writeSheets(document, pack, path, places);
  const names = child(root, 'definedNames');
  const before = new Map(
    (names ? children(names, 'definedName') : []).flatMap((element) => {
      const local = numberAttribute(element, 'localSheetId');
      const sheet = local === undefined ? undefined : previous[local]?.sheet;
      if (local !== undefined && !sheet) return [];
      return [[`${sheet?.id ?? ''} ${(attribute(element, 'name') ?? '').toLowerCase()}`, element]];
    }),
  );
  const written = writeNames(document, workbook, positions, before);
  const list = written.length > 0 ? make(document, 'definedNames', {}, written) : undefined;
  putChild(root, order, 'definedNames', list);
  const date1904 = workbook.date1904 || undefined;
  if (date1904 || child(root, 'workbookPr')) {
    setAttributes(needChild(root, order, 'workbookPr'), { date1904 });
  }
  const views = needChild(root, order, 'bookViews');
  const view = needChild(views, [], 'workbookView');
  setAttributes(view, {
    activeTab: positions.get(workbook.activeSheet) || undefined,
    // It counted sheets of the file as it was.
    firstSheet: undefined,
  });
  const modes = { Manual: 'manual', AutomaticExceptTables: 'autoNoTable', Automatic: undefined };
  setAttributes(needChild(root, order, 'calcPr'), {
    calcMode: modes[workbook.calculationMode],
    fullCalcOnLoad: hasFormulas(workbook) || undefined,
  });
  pack.put(path, printXml(document));
}
