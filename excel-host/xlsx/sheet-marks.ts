import { parseArea, printArea } from '../model/area.ts';
import { cellAt, forEachCell, putCell, styleAt } from '../model/cells.ts';
import { wholeSheet } from '../model/area.ts';
import type { Hyperlink, Protection, Sheet } from '../model/workbook.ts';
import { fromXstring, toXstringAttribute } from './escape.ts';
import { writeFilter } from './filters.ts';
import type { Package } from './package.ts';
import { sheetOrder } from './sheet-order.ts';
import { areasOf } from './sheet-view.ts';
import {
  attribute,
  booleanAttribute,
  child,
  children,
  type Element,
  make,
  namespaces,
  printNode,
  putChild,
  relationshipId,
  revive,
  setAttributes,
} from './xml.ts';

// Merged cells, hyperlinks, protection and the sheet's own filter.

const hyperlinkType = `${namespaces.relationships}/hyperlink`;
/** A link over more cells than this is put on none but its first. */
const mostLinkedCells = 10_000;

/** The attributes of sheetProtection, and whether they forbid where they are absent. */
const permissions = {
  allowAutoFilter: ['autoFilter', true],
  allowDeleteColumns: ['deleteColumns', true],
  allowDeleteRows: ['deleteRows', true],
  allowEditObjects: ['objects', false],
  allowEditScenarios: ['scenarios', false],
  allowFormatCells: ['formatCells', true],
  allowFormatColumns: ['formatColumns', true],
  allowFormatRows: ['formatRows', true],
  allowInsertColumns: ['insertColumns', true],
  allowInsertHyperlinks: ['insertHyperlinks', true],
  allowInsertRows: ['insertRows', true],
  allowPivotTables: ['pivotTables', true],
  allowSort: ['sort', true],
} as const;

export function readMerges(root: Element, sheet: Sheet): void {
  const list = child(root, 'mergeCells');
  const cells = list ? children(list, 'mergeCell') : [];
  sheet.merges = cells.flatMap((cell) => parseArea(attribute(cell, 'ref') ?? '') ?? []);
}

export function writeMerges(root: Element, sheet: Sheet): void {
  const { ownerDocument: document } = root;
  if (!document) return;
  const cells = sheet.merges.map((area) => make(document, 'mergeCell', { ref: printArea(area) }));
  const list = make(document, 'mergeCells', { count: cells.length }, cells);
  putChild(root, sheetOrder, 'mergeCells', cells.length > 0 ? list : undefined);
}

export function readHyperlinks(root: Element, sheet: Sheet, pack: Package, path: string): void {
  const list = child(root, 'hyperlinks');
  const targets = new Map(pack.relationships(path).map(({ id, target }) => [id, target]));
  for (const element of list ? children(list, 'hyperlink') : []) {
    const address = targets.get(relationshipId(element) ?? '');
    const documentReference = attribute(element, 'location');
    const screenTip = attribute(element, 'tooltip');
    const hyperlink: Hyperlink = {
      ...(address === undefined ? {} : { address }),
      ...(documentReference === undefined ? {} : { documentReference }),
      ...(screenTip === undefined ? {} : { screenTip: fromXstring(screenTip) }),
    };
    const [area] = areasOf(attribute(element, 'ref'));
    if (!area) continue;
    const cells = (area.bottom - area.top + 1) * (area.right - area.left + 1);
    const { bottom, right } =
      cells > mostLinkedCells ? { bottom: area.top, right: area.left } : area;
    for (let row = area.top; row <= bottom; row += 1) {
      for (let column = area.left; column <= right; column += 1) {
        const cell = cellAt(sheet, row, column);
        const style = cell?.style ?? styleAt(sheet, row, column);
        putCell(sheet, row, column, { value: null, ...cell, style, hyperlink });
      }
    }
  }
}

export function writeHyperlinks(root: Element, sheet: Sheet, pack: Package, path: string): void {
  const { ownerDocument: document } = root;
  if (!document) return;
  const others = pack.relationships(path).filter(({ type }) => !type.endsWith('/hyperlink'));
  if (others.length < pack.relationships(path).length) pack.setRelationships(path, others);
  const links: Element[] = [];
  forEachCell(sheet, wholeSheet, ({ hyperlink }, row, column) => {
    if (!hyperlink) return;
    const link = make(document, 'hyperlink', {
      ref: printArea({ top: row, left: column, bottom: row, right: column }),
      location: hyperlink.documentReference,
      tooltip: hyperlink.screenTip && toXstringAttribute(hyperlink.screenTip),
    });
    if (hyperlink.address !== undefined) {
      const id = pack.relate(path, hyperlinkType, hyperlink.address, true);
      link.setAttributeNS(namespaces.relationships, 'r:id', id);
    }
    links.push(link);
  });
  putChild(
    root,
    sheetOrder,
    'hyperlinks',
    links.length > 0 ? make(document, 'hyperlinks', {}, links) : undefined,
  );
}

/**
 * What a protected sheet allows. `kept` is there only where the file has a password: its hash can be
 * written back, but not be tried.
 */
export function readProtection(root: Element): Protection | undefined {
  const element = child(root, 'sheetProtection');
  if (!element || !booleanAttribute(element, 'sheet')) return undefined;
  const allowed = Object.entries(permissions).map(
    ([option, [name, absent]]) => [option, !booleanAttribute(element, name, absent)] as const,
  );
  const none = booleanAttribute(element, 'selectUnlockedCells');
  const selectionMode = none
    ? 'None'
    : booleanAttribute(element, 'selectLockedCells')
      ? 'Unlocked'
      : 'Normal';
  const hasPassword = ['password', 'hashValue'].some((name) => attribute(element, name));
  return {
    options: { ...Object.fromEntries(allowed), selectionMode },
    ...(hasPassword ? { kept: printNode(element) } : {}),
  };
}

const turned = (value: number): number => ((value >> 14) & 1) | ((value << 1) & 0x7fff);

/** The 16-bit hash of a password, which every Excel still takes. */
function passwordHash(password: string): string {
  let hash = 0;
  for (let i = password.length - 1; i >= 0; i -= 1) hash = turned(hash) ^ password.charCodeAt(i);
  hash = turned(hash) ^ password.length ^ 0xce4b;
  return hash.toString(16).toUpperCase().padStart(4, '0');
}

export function writeProtection(root: Element, { protection }: Sheet): void {
  const { ownerDocument: document } = root;
  if (!document) return;
  const put = (element: Element | undefined): void =>
    putChild(root, sheetOrder, 'sheetProtection', element);
  if (!protection) {
    // Protection that is prepared but not switched on stays.
    if (booleanAttribute(child(root, 'sheetProtection'), 'sheet')) put(undefined);
    return;
  }
  if (typeof protection.kept === 'string') {
    put(revive(document, protection.kept));
    return;
  }
  const { options, password } = protection;
  const element = make(document, 'sheetProtection', { sheet: true });
  if (password) setAttributes(element, { password: passwordHash(password) });
  for (const [option, [name, absent]] of Object.entries(permissions)) {
    const forbidden = options[option] !== true;
    if (forbidden !== absent) setAttributes(element, { [name]: forbidden });
  }
  const mode = options['selectionMode'];
  if (mode === 'None' || mode === 'Unlocked') setAttributes(element, { selectLockedCells: true });
  if (mode === 'None') setAttributes(element, { selectUnlockedCells: true });
  put(element);
}

export function writeSheetFilter(root: Element, { autoFilter }: Sheet): void {
  const { ownerDocument: document } = root;
  if (!document) return;
  const base = child(root, 'autoFilter');
  const element = autoFilter && writeFilter(document, autoFilter, base);
  putChild(root, sheetOrder, 'autoFilter', element);
}
