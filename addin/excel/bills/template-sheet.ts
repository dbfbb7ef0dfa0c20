import type { Culture } from '../culture.ts';
import { requestCulture } from '../culture.ts';
import { HostProblem } from '../errors.ts';
import type { Host, RunOptions } from '../host.ts';
import { run, supports } from '../host.ts';
import type { CellValue } from '../read-range.ts';

/** The sections of a page's header and footer. */
export const PAGE_PARTS = [
  ...(['leftHeader', 'centerHeader', 'rightHeader'] as const),
  ...(['leftFooter', 'centerFooter', 'rightFooter'] as const),
] as const;
export type PagePart = (typeof PAGE_PARTS)[number];
export type PageTexts = Readonly<Record<PagePart, string>>;

/** A rectangle of a sheet; all four count from 0 and are within it. */
export interface Block {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A sheet as a template of bills, with all that has to be known to fill copies of it. */
export interface TemplateSheet {
  readonly id: string;
  readonly name: string;
  readonly isHidden: boolean;
  /** "" for none. */
  readonly tabColor: string;
  readonly isProtected: boolean;
  /** Rows that a filter hides: what is written goes elsewhere. */
  readonly isFiltered: boolean;
  /** From A1 on. The formula where there is one, else the value, as {@link contentsOf} gives it. */
  readonly cells: readonly (readonly CellValue[])[];
  readonly formats: readonly (readonly string[])[];
  /** null: this Excel does not tell. */
  readonly merges: readonly Block[] | null;
  readonly tables: readonly Block[];
  readonly printArea: readonly Block[];
  readonly page: PageTexts;
  /** Other headers on the first or on even pages, which are left as they are. */
  readonly hasOtherHeaders: boolean;
  /** The user said how large it is printed. Else bills are made one page wide. */
  readonly hasOwnScale: boolean;
  /** Formulas of names, of the workbook and of the sheet: they may refer to its rows. */
  readonly names: readonly string[];
}

/** How the workbook writes what stands in a text. */
export interface Writing {
  readonly culture: Culture;
  /** "dd.MM.yyyy". */
  readonly shortDate: string;
  readonly date1904: boolean;
}

/** More than any bill: such a sheet was chosen by mistake. */
const MOST_CELLS = 40_000;

/** Reads a sheet by its name or id; null where it is not there. Three syncs. @throws HostProblem */
export function readTemplateSheet(
  host: Host,
  sheet: string,
  options?: RunOptions,
): Promise<{ readonly template: TemplateSheet; readonly writing: Writing } | null> {
  return run(
    host,
    async (context) => {
      const culture = requestCulture(host, context);
      const worksheet = context.workbook.worksheets.getItemOrNullObject(sheet);
      worksheet.load(
        'id, name, visibility, tabColor, protection/protected, autoFilter/isDataFiltered',
      );
      await context.sync();
      if (worksheet.isNullObject) return null;
      const asked = askFor(host, context, worksheet);
      await context.sync();
      return { template: await readAnswer(context, worksheet, asked), writing: culture.answer() };
    },
    options,
  );
}

function askFor(host: Host, context: Excel.RequestContext, worksheet: Excel.Worksheet) {
  const used = worksheet.getUsedRangeOrNullObject(true);
  used.load('rowIndex, columnIndex, rowCount, columnCount');
  const merges = supports(host, '1.13')
    ? worksheet.getRange().getMergedAreasOrNullObject().load('address')
    : null;
  const { pageLayout } = worksheet;
  const page = pageLayout.headersFooters.defaultForAllPages.load(PAGE_PARTS.join(', '));
  const pages = pageLayout.headersFooters.load('state');
  pageLayout.load('zoom');
  const printArea = pageLayout.getPrintAreaOrNullObject().load('address');
  const tables = worksheet.tables.load('items/name, items/autoFilter/isDataFiltered');
  const names = [context.workbook.names, worksheet.names].map((one) => one.load('items/formula'));
  return { used, merges, page, pages, printArea, tables, names };
}

async function readAnswer(
  context: Excel.RequestContext,
  worksheet: Excel.Worksheet,
  { used, merges, page, pages, printArea, tables, names }: ReturnType<typeof askFor>,
): Promise<TemplateSheet> {
  const [rows, columns] = used.isNullObject
    ? [1, 1]
    : [used.rowIndex + used.rowCount, used.columnIndex + used.columnCount];
  if (rows * columns > MOST_CELLS) throw new HostProblem('too-large');
  const range = worksheet.getRangeByIndexes(0, 0, rows, columns);
  range.load('values, formulas, numberFormat');
  const tableRanges = tables.items.map((table) => table.getRange().load('address'));
  await context.sync();
  const values = range.values as CellValue[][];
  return {
    id: worksheet.id,
    name: worksheet.name,
    isHidden: worksheet.visibility !== 'Visible',
    tabColor: worksheet.tabColor,
    isProtected: worksheet.protection.protected,
    isFiltered:
      worksheet.autoFilter.isDataFiltered ||
      tables.items.some(({ autoFilter }) => autoFilter.isDataFiltered),
    cells: contentsOf(range.formulas as CellValue[][], values),
    formats: range.numberFormat as string[][],
    merges: merges === null ? null : merges.isNullObject ? [] : blocksOf(merges.address),
    tables: tableRanges.flatMap(({ address }) => blocksOf(address)),
    printArea: printArea.isNullObject ? [] : blocksOf(printArea.address),
    page: Object.fromEntries(PAGE_PARTS.map((part) => [part, page[part]])) as PageTexts,
    hasOwnScale: isOwnScale(worksheet.pageLayout.zoom),
    hasOtherHeaders: pages.state !== 'Default',
    names: names.flatMap(({ items }) => items.map(({ formula }) => String(formula))),
  };
}

function isOwnScale({ scale, horizontalFitToPages }: Excel.PageLayoutZoomOptions): boolean {
  return typeof horizontalFitToPages === 'number' || (typeof scale === 'number' && scale !== 100);
}

/** Formulas and values as one, as they could be entered: a text that may be read as none has an apostrophe. */
export function contentsOf(
  formulas: readonly (readonly CellValue[])[],
  values: readonly (readonly CellValue[])[],
): CellValue[][] {
  return formulas.map((row, down) =>
    row.map((formula, right) => {
      const value = values[down]?.[right] ?? '';
      const isText = typeof value === 'string' && (formula === value || formula === `'${value}`);
      return isText && /^['=]/.test(value) ? `'${value}` : formula;
    }),
  );
}

/** Areas of an address such as "Bill!A1:F9,Bill!$H:$H"; whole rows and columns are cut at 0 and Excel's last. */
export function blocksOf(address: string): Block[] {
  const bare = address.replaceAll(/(?:'(?:[^']|'')*'|[^',!]+)!/g, '').replaceAll('$', '');
  return bare.split(',').flatMap((part) => {
    const [first = '', last = first] = part.trim().split(':');
    const one = /^([A-Z]*)(\d*)$/i.exec(first);
    const other = /^([A-Z]*)(\d*)$/i.exec(last);
    if (!one || !other || first === '') return [];
    return [
      {
        top: one[2] ? Number(one[2]) - 1 : 0,
        left: one[1] ? columnOf(one[1]) : 0,
        bottom: other[2] ? Number(other[2]) - 1 : 1_048_575,
        right: other[1] ? columnOf(other[1]) : 16_383,
      },
    ];
  });
}

function columnOf(letters: string): number {
  return (
    letters
      .toUpperCase()
      .split('')
      .reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0) - 1
  );
}

/** 0 → "A", 27 → "AB". */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}

/** "B7", for people. */
export function cellName(row: number, column: number): string {
  return `${columnLetters(column)}${row + 1}`;
}
