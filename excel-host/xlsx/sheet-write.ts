import { toFileForm } from '../formulas/file-form.ts';
import { renameSheets } from '../formulas/references.ts';
import { contains, wholeSheet } from '../model/area.ts';
import { usedArea } from '../model/cells.ts';
import type { Sheet, Table } from '../model/workbook.ts';
import { type CellWriteContext, writeCells } from './cells-write.ts';
import type { Palette } from './colors.ts';
import { dropDangling } from './copy-parts.ts';
import { type ChartPart, writeDrawing } from './drawings.ts';
import type { KeptSheet } from './kept.ts';
import { writeNotes } from './notes.ts';
import { Pieces } from './pieces.ts';
import type { Package } from './package.ts';
import { writePageLayout } from './page-layout.ts';
import { writeRules } from './rules.ts';
import { writeHyperlinks, writeMerges, writeProtection, writeSheetFilter } from './sheet-marks.ts';
import { sheetOrder } from './sheet-order.ts';
import { writeColumns, writeDimension, writeView } from './sheet-view.ts';
import { contentTypes, emptySheetXml } from './template.ts';
import { writeUid } from './uid.ts';
import {
  children,
  descendants,
  type Element,
  make,
  namespaces,
  parseXml,
  printXml,
  putChild,
  rootOf,
} from './xml.ts';

export interface SheetWriteContext extends Omit<CellWriteContext, 'fileForm' | 'prefixes'> {
  readonly pack: Package;
  readonly palette: Palette;
  readonly isActive: boolean;
  readonly isTable: (name: string) => boolean;
  /** How the file stores the name of an add-in's function. */
  readonly customName: (name: string) => string | undefined;
  /** Old names of sheets in lower case, with the names they have now. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Writes a table's part and gives its path. */
  readonly writeTable: (table: Table, sheet: Sheet) => string;
}

const tableType = `${namespaces.relationships}/table`;

/** A function that gives formulas as the file stores them, working each out once. */
function fileFormOf(
  sheet: Sheet,
  { isTable, customName }: Pick<SheetWriteContext, 'isTable' | 'customName'>,
): CellWriteContext['fileForm'] {
  const known = new Map<string, string>();
  return (formula, row, column) => {
    const here = { top: row, left: column, bottom: row, right: column };
    const table = sheet.tables.find(({ area }) => contains(area, here))?.name;
    const key = `${table ?? ''}!${formula}`;
    const stored = known.get(key) ?? toFileForm(formula, { table, isTable, customName });
    known.set(key, stored);
    return stored;
  };
}

/** The prefixes that a sheet's root declares. */
function prefixesOf(root: Element): Set<string> {
  const names = [...root.attributes].map(({ name }) => name);
  return new Set(names.flatMap((name) => /^xmlns:(.+)$/u.exec(name)?.[1] ?? []));
}

function writeTables(root: Element, sheet: Sheet, path: string, context: SheetWriteContext): void {
  const { ownerDocument: document } = root;
  const { pack } = context;
  if (!document) return;
  const others = pack.relationships(path).filter(({ type }) => !type.endsWith('/table'));
  if (others.length < pack.relationships(path).length) pack.setRelationships(path, others);
  const parts = sheet.tables.map((table) => {
    const part = make(document, 'tablePart');
    const id = pack.relate(path, tableType, context.writeTable(table, sheet));
    part.setAttributeNS(namespaces.relationships, 'r:id', id);
    return part;
  });
  const list = make(document, 'tableParts', { count: parts.length }, parts);
  putChild(root, sheetOrder, 'tableParts', parts.length > 0 ? list : undefined);
}

/** Formulas of rules, sparklines and the like follow sheets to their new names. */
function renameInRules(root: Element, renamed: ReadonlyMap<string, string>): void {
  if (renamed.size === 0) return;
  for (const name of ['formula', 'formula1', 'formula2', 'f']) {
    for (const element of descendants(root, name)) {
      element.textContent = renameSheets(element.textContent ?? '', renamed);
    }
  }
}

/** Writes a sheet's part under `path`, with all parts that belong to it but its charts: they are given. */
export function writeSheet(
  sheet: Sheet,
  path: string,
  kept: KeptSheet | undefined,
  context: SheetWriteContext,
): ChartPart[] {
  const { pack } = context;
  const document = parseXml(kept?.xml ?? emptySheetXml);
  const root = rootOf(document);
  for (const data of children(root, 'sheetData')) root.removeChild(data);
  writeTables(root, sheet, path, context);
  writeView(root, sheet, context.palette, context.isActive);
  writeColumns(root, sheet, context.formats);
  writeProtection(root, sheet);
  writeSheetFilter(root, sheet);
  writeMerges(root, sheet);
  writeRules(root, sheet);
  writeHyperlinks(root, sheet, pack, path);
  writePageLayout(root, sheet.pageLayout);
  writeNotes(root, sheet, pack, path);
  const charts = writeDrawing(root, sheet, pack, path);
  renameInRules(root, context.renamed);
  dropDangling(root, new Set(pack.relationships(path).map(({ id }) => id)));
  const used = usedArea(sheet, wholeSheet, false);
  writeDimension(root, used ? [used] : []);
  writeUid(root, sheet.id);
  putChild(root, sheetOrder, 'sheetData', make(document, 'sheetData'));
  const [head = '', tail = ''] = printXml(document).split(
    /<(?:[\w-]+:)?sheetData(?: xmlns="[^"]*")?\/>/u,
  );
  // Cells are written without a prefix, whatever the rest of the sheet has.
  const namespace = root.prefix ? ` xmlns="${namespaces.main}"` : '';
  const pieces = new Pieces();
  pieces.add(`${head}<sheetData${namespace}>`);
  const fileForm = fileFormOf(sheet, context);
  writeCells(sheet, { ...context, fileForm, prefixes: prefixesOf(root) }, pieces);
  pieces.add(`</sheetData>${tail}`);
  pack.put(path, pieces.bytes(), contentTypes.sheet);
  return charts;
}
