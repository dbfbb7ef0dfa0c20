import { emptySheet } from '../model/create.ts';
import type { Sheet } from '../model/workbook.ts';
import { type CellContext, readCells } from './cells-read.ts';
import type { Palette } from './colors.ts';
import { readDrawing } from './drawings.ts';
import { readFilter } from './filters.ts';
import type { KeptSheet } from './kept.ts';
import { readNotes } from './notes.ts';
import type { Package } from './package.ts';
import { readPageLayout } from './page-layout.ts';
import { readRules } from './rules.ts';
import { readHyperlinks, readMerges, readProtection } from './sheet-marks.ts';
import { readColumns, readView } from './sheet-view.ts';
import { readTable } from './tables.ts';
import { readUid } from './uid.ts';
import { child, children, parseXml, relationshipId, rootOf, XlsxError } from './xml.ts';

/** Cuts a sheet's XML into its cells and the rest, which is small. */
function splitSheet(xml: string): { rest: string; cells: string } {
  const open = /<((?:[\w-]+:)?sheetData)\b[^>]*?(\/?)>/u.exec(xml);
  if (!open) return { rest: xml, cells: '<sheetData/>' };
  const [tag, name = 'sheetData', slash] = open;
  const from = open.index;
  if (slash) return { rest: xml, cells: '<sheetData/>' };
  const end = xml.indexOf(`</${name}>`, from);
  if (end < 0) throw new XlsxError('A sheet breaks off in the middle of its cells.');
  const after = end + name.length + 3;
  return {
    rest: `${xml.slice(0, from)}<${name}/>${xml.slice(after)}`,
    cells: `<sheetData>${xml.slice(from + tag.length, end)}</sheetData>`,
  };
}

export interface SheetContext extends CellContext {
  readonly pack: Package;
  readonly file: string;
  readonly palette: Palette;
  /** The id if it is free, else a new one. */
  readonly idOf: (uid: string | undefined) => string;
}

/** One worksheet with all that belongs to it; tells whether formulas came without results. */
export function readSheet(
  name: string,
  path: string,
  context: SheetContext,
): { sheet: Sheet; isMissingResults: boolean } {
  const { pack, file } = context;
  const xml = pack.text(path);
  if (xml === undefined) throw new XlsxError(`The sheet "${name}" is missing in the file.`);
  const { rest, cells } = splitSheet(xml);
  const root = rootOf(parseXml(rest));
  const sheet = emptySheet(context.idOf(readUid(root)), name);
  sheet.kept = { file, path, name, id: sheet.id, xml: rest } satisfies KeptSheet;
  readView(root, sheet, context.palette);
  readColumns(root, sheet, context.formats);
  readMerges(root, sheet);
  const parts = child(root, 'tableParts');
  const targets = new Map(pack.relationships(path).map(({ id, target }) => [id, target]));
  for (const part of parts ? children(parts, 'tablePart') : []) {
    const at = targets.get(relationshipId(part) ?? '') ?? '';
    const table = pack.text(at);
    if (table !== undefined)
      sheet.tables.push(readTable({ file, path: at, xml: table }, context.idOf));
  }
  const isMissingResults = readCells(cells, sheet, context);
  const filter = child(root, 'autoFilter');
  sheet.autoFilter = filter && readFilter(filter);
  sheet.protection = readProtection(root);
  sheet.pageLayout = readPageLayout(root);
  readHyperlinks(root, sheet, pack, path);
  readRules(root, sheet);
  readNotes(sheet, pack, path);
  readDrawing(sheet, pack, path, context.idOf);
  return { sheet, isMissingResults };
}
