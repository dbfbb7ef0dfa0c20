import { type Typed, parseTyped } from '../format/parse.ts';
import { type Area, areaOf, columnCount, contains, intersection, rowCount } from '../model/area.ts';
import { cellAt, forEachCell, styleAt } from '../model/cells.ts';
import type { Edit } from '../model/edit.ts';
import { changeStyle, defaultStyle, type Style } from '../model/style.ts';
import { isError } from '../model/value.ts';
import type { Cell, Sheet, Workbook } from '../model/workbook.ts';
import { ExcelError, invalidArgument } from '../error.ts';
import { isFilteredOut } from './find.ts';
import { requireUnlocked } from './protection.ts';
import { afterEntry } from './table-entry.ts';

/** What an add-in or a person puts into a cell; `null` leaves the cell as it is. */
export type Entry = string | number | boolean | null;

/**
 * Enters values, typed text and formulas into an area, as Excel understands them.
 *
 * Rows hidden by a filter are the trap that office-js #224 and xlwings #747 describe: they keep what
 * they hold, and every visible row receives the *first* row of the array. Clear the filter first.
 */
export function enter(
  edit: Edit,
  sheet: Sheet,
  area: Area,
  entries: readonly (readonly Entry[])[],
  growTables = false,
): void {
  if (
    entries.length !== rowCount(area) ||
    entries.some((row) => row.length !== columnCount(area))
  ) {
    throw invalidArgument(
      "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
    );
  }
  requireUnlocked(sheet, area);
  const before =
    entries.length === 1 && entries[0]?.length === 1
      ? [cellAt(sheet, area.top, area.left)]
      : undefined;
  const covered = coveredByMerges(sheet, area);
  const isTrapped = entries.some((_, offset) => isFilteredOut(sheet, area.top + offset));
  const asText = textStyles();
  entries.forEach((line, rowOffset) => {
    const row = area.top + rowOffset;
    if (isTrapped && isFilteredOut(sheet, row)) return;
    const source = isTrapped ? (entries[0] ?? line) : line;
    source.forEach((entry, columnOffset) => {
      const column = area.left + columnOffset;
      if (entry === null || covered(row, column)) return;
      enterOne(edit, sheet, row, column, entry, asText);
    });
  });
  afterEntry(edit, sheet, area, growTables);
  edit.tell({
    what: 'cellsEdited',
    sheet: sheet.id,
    area,
    ...(before ? { cell: { before: before[0], after: cellAt(sheet, area.top, area.left) } } : {}),
  });
}

/** A cell in General takes on the format of what was typed; each pair of looks is made once. */
function textStyles(): (style: Style, numberFormat: string) => Style {
  const known = new Map<Style, Map<string, Style>>();
  return (style, numberFormat) => {
    const byFormat = known.get(style) ?? new Map<string, Style>();
    known.set(style, byFormat);
    const style2 = byFormat.get(numberFormat) ?? changeStyle(style, { numberFormat });
    byFormat.set(numberFormat, style2);
    return style2;
  };
}

function enterOne(
  edit: Edit,
  sheet: Sheet,
  row: number,
  column: number,
  entry: string | number | boolean,
  formatted: (style: Style, numberFormat: string) => Style,
): void {
  const before = cellAt(sheet, row, column);
  if (before?.spilledFrom && isLegacyArray(sheet, before.spilledFrom)) {
    throw new ExcelError('InvalidOperation', 'You cannot change part of an array.');
  }
  const style = before?.style ?? styleAt(sheet, row, column);
  const typed = read(edit.workbook, entry, style.numberFormat);
  const isEmpty = typed.value === null && typed.formula === undefined;
  const hyperlink = isEmpty ? undefined : before?.hyperlink;
  if (isEmpty && !hyperlink && style === defaultStyle) {
    edit.putCell(sheet, row, column, undefined);
    return;
  }
  const takesFormat = typed.numberFormat !== undefined && style.numberFormat === 'General';
  edit.putCell(sheet, row, column, {
    value: typed.value,
    style: takesFormat ? formatted(style, typed.numberFormat ?? 'General') : style,
    ...(typed.formula === undefined ? {} : { formula: typed.formula }),
    ...(typed.quotePrefix === undefined ? {} : { quotePrefix: typed.quotePrefix }),
    ...(hyperlink ? { hyperlink } : {}),
  });
}

function read(workbook: Workbook, entry: string | number | boolean, numberFormat: string): Typed {
  if (typeof entry === 'boolean') return { value: entry };
  if (typeof entry === 'number') {
    if (!Number.isFinite(entry))
      throw invalidArgument('A number in the input array is not finite.');
    return { value: numberFormat === '@' ? String(entry) : entry };
  }
  if (entry.length > 32_767) throw invalidArgument('A cell holds 32,767 characters at most.');
  const typed = parseTyped(entry, numberFormat, workbook);
  if (typed.formula !== undefined) requireFormula(typed.formula);
  return typed;
}

/** Refuses what cannot be a formula; names and functions are judged by the calculation. */
function requireFormula(formula: string): void {
  const bare = formula.replaceAll(/"(?:[^"]|"")*"|'(?:[^']|'')*'/g, '0');
  let depth = 0;
  for (const sign of bare) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (depth < 0) break;
  }
  if (depth !== 0 || bare.includes('"') || /[-+*/^&=<>,;(]\s*$/.test(bare)) {
    throw invalidArgument(`There is a problem with the formula "=${formula}".`);
  }
}

function isLegacyArray(sheet: Sheet, at: { row: number; column: number }): boolean {
  return cellAt(sheet, at.row, at.column)?.spill?.legacy === true;
}

/** Cells under a merged one take nothing; only its first cell does. */
function coveredByMerges(sheet: Sheet, area: Area): (row: number, column: number) => boolean {
  const merges = sheet.merges.filter((merge) => intersection(merge, area));
  if (merges.length === 0) return () => false;
  return (row, column) =>
    merges.some(
      (merge) =>
        contains(merge, areaOf(row, column)) && !(row === merge.top && column === merge.left),
    );
}

/** Takes away contents, looks, links, or all of them. */
export function clear(
  edit: Edit,
  sheet: Sheet,
  area: Area,
  what: 'All' | 'Contents' | 'Formats' | 'Hyperlinks' | 'RemoveHyperlinks',
): void {
  requireUnlocked(sheet, area);
  const found: [number, number, Cell][] = [];
  forEachCell(sheet, area, (cell, row, column) => found.push([row, column, cell]));
  for (const [row, column, cell] of found) {
    edit.putCell(sheet, row, column, cleared(cell, what));
  }
  if (what === 'All' || what === 'Formats') clearLineStyles(edit, sheet, area);
  if (what === 'All' || what === 'Contents') afterEntry(edit, sheet, area, false);
  edit.tell({
    what: what === 'All' || what === 'Contents' ? 'cellsEdited' : 'cellsFormatted',
    sheet: sheet.id,
    area,
  });
}

function cleared(cell: Cell, what: Parameters<typeof clear>[3]): Cell | undefined {
  const { hyperlink, ...rest } = cell;
  if (what === 'All') return undefined;
  if (what === 'Formats') return { ...cell, style: defaultStyle };
  if (what === 'Contents') {
    return cell.style === defaultStyle ? undefined : { value: null, style: cell.style };
  }
  return hyperlink ? rest : cell;
}

function clearLineStyles(edit: Edit, sheet: Sheet, area: Area): void {
  for (let row = area.top; row <= Math.min(area.bottom, sheet.rows.length - 1); row += 1) {
    const isWhole = area.left === 0 && area.right >= sheet.columns.length - 1;
    if (isWhole && sheet.rows[row]?.style) edit.assignRow(sheet, row, { style: defaultStyle });
  }
  if (area.top > 0 || area.bottom < sheet.rows.length - 1) return;
  for (
    let column = area.left;
    column <= Math.min(area.right, sheet.columns.length - 1);
    column += 1
  ) {
    const line = sheet.columns[column];
    if (line?.style) edit.setColumn(sheet, column, { ...line, style: defaultStyle });
  }
}

/** The value as add-ins see it: "" for an empty cell, the code for an error. */
export function shownValue(cell: Cell | undefined): string | number | boolean {
  if (!cell || cell.value === null) return '';
  return isError(cell.value) ? cell.value.error : cell.value;
}
