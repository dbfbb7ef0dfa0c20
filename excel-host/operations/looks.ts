import { cellText } from '../format/text.ts';
import {
  type Area,
  areaOf,
  columnCount,
  contains,
  isWholeColumns,
  isWholeRows,
  rowCount,
} from '../model/area.ts';
import { cellAt, forEachCell, styleAt } from '../model/cells.ts';
import type { Edit } from '../model/edit.ts';
import { changeStyle, defaultStyle, type Style, type StyleChange } from '../model/style.ts';
import type { Sheet } from '../model/workbook.ts';
import { invalidArgument } from '../error.ts';
import { filtersOf } from './find.ts';
import { requireAllowed } from './protection.ts';

/** Changes the looks of every cell of the area; whole rows and columns keep them for new cells. */
export function restyle(
  edit: Edit,
  sheet: Sheet,
  area: Area,
  change: StyleChange | ((row: number, column: number) => StyleChange | undefined),
): void {
  requireAllowed(sheet, 'allowFormatCells');
  const known = new Map<string, Map<Style, Style>>();
  const changed = (style: Style, by: StyleChange): Style => {
    const key = typeof change === 'function' ? JSON.stringify(by) : '';
    const made = known.get(key) ?? new Map<Style, Style>();
    known.set(key, made);
    const result = made.get(style) ?? changeStyle(style, by);
    made.set(style, result);
    return result;
  };
  const put = (row: number, column: number): void => {
    const by = typeof change === 'function' ? change(row, column) : change;
    if (!by) return;
    const cell = cellAt(sheet, row, column);
    const style = changed(cell?.style ?? styleAt(sheet, row, column), by);
    edit.putCell(sheet, row, column, cell ? { ...cell, style } : { value: null, style });
  };
  if (typeof change !== 'function' && (isWholeColumns(area) || isWholeRows(area))) {
    restyleLines(edit, sheet, area, (style) => changed(style, change));
    const existing: [number, number][] = [];
    forEachCell(sheet, area, (_, row, column) => existing.push([row, column]));
    for (const [row, column] of existing) put(row, column);
  } else {
    for (let row = area.top; row <= area.bottom; row += 1) {
      for (let column = area.left; column <= area.right; column += 1) put(row, column);
    }
  }
  edit.tell({ what: 'cellsFormatted', sheet: sheet.id, area });
}

function restyleLines(
  edit: Edit,
  sheet: Sheet,
  area: Area,
  changed: (style: Style) => Style,
): void {
  if (isWholeColumns(area)) {
    for (let column = area.left; column <= area.right; column += 1) {
      const line = sheet.columns[column];
      edit.setColumn(sheet, column, { ...line, style: changed(line?.style ?? defaultStyle) });
    }
    sheet.rows.forEach((row) => {
      if (row?.style && isWholeRows(area)) edit.assign(row, { style: changed(row.style) });
    });
    return;
  }
  for (let row = area.top; row <= area.bottom; row += 1) {
    edit.assignRow(sheet, row, { style: changed(sheet.rows[row]?.style ?? defaultStyle) });
  }
}

/** Number formats cell by cell; `null` leaves one as it is, "" means General. */
export function formatNumbers(
  edit: Edit,
  sheet: Sheet,
  area: Area,
  formats: readonly (readonly (string | null)[])[],
): void {
  if (
    formats.length !== rowCount(area) ||
    formats.some((row) => row.length !== columnCount(area))
  ) {
    throw invalidArgument(
      "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
    );
  }
  restyle(edit, sheet, area, (row, column) => {
    const numberFormat = formats[row - area.top]?.[column - area.left];
    return numberFormat === null || numberFormat === undefined
      ? undefined
      : { numberFormat: numberFormat === '' ? 'General' : numberFormat };
  });
}

/** `points` undefined: the sheet's own width. */
export function widenColumns(
  edit: Edit,
  sheet: Sheet,
  area: Area,
  points: number | undefined,
): void {
  requireAllowed(sheet, 'allowFormatColumns');
  for (let column = area.left; column <= area.right; column += 1) {
    const { width: _width, ...line } = sheet.columns[column] ?? {};
    const hidden = points === 0 ? { hidden: true } : {};
    edit.setColumn(
      sheet,
      column,
      points === undefined ? line : { ...line, width: points / pointsPerCharacter, ...hidden },
    );
  }
  edit.tell({ what: 'layoutChanged', sheet: sheet.id, area });
}

/** xlsx counts a column in characters of 7 pixels, add-ins in points of 4/3 pixel. */
export const pointsPerCharacter = 5.25;

export function heightenRows(edit: Edit, sheet: Sheet, area: Area, points: number): void {
  requireAllowed(sheet, 'allowFormatRows');
  for (let row = area.top; row <= area.bottom; row += 1) {
    edit.assignRow(sheet, row, { height: points });
  }
  edit.tell({ what: 'layoutChanged', sheet: sheet.id, area });
}

/** The button of a filter stands beside its header, which as a rule is bold. */
const filterButtonCharacters = 3;
const boldScale = 1.1;
const marginPixels = 8;

/** Of a digit's width, which widths of columns count in: capitals and some letters are wider. */
function charactersIn(line: string): number {
  const wide = line.match(/[A-Zmw@%]/g)?.length ?? 0;
  return line.length + 0.25 * wide;
}

/** About as wide as the longest text; real Excel measures pixels of the font. */
export function autofitColumns(edit: Edit, sheet: Sheet, area: Area): void {
  requireAllowed(sheet, 'allowFormatColumns');
  const longest = new Map<number, number>();
  const headers = filtersOf(sheet).map((filter) => ({
    ...filter.area,
    bottom: filter.area.top,
  }));
  forEachCell(sheet, area, (cell, row, column) => {
    if (cell.value === null) return;
    const text = cellText(cell.value, cell.style.numberFormat, edit.workbook);
    const hasButton = headers.some((header) => contains(header, areaOf(row, column)));
    const scale = (cell.style.font.size / 11) * (hasButton || cell.style.font.bold ? boldScale : 1);
    const lines = text.split('\n').map((line) => charactersIn(line) * scale);
    const needed = Math.max(...lines) + (hasButton ? filterButtonCharacters : 0);
    longest.set(column, Math.max(longest.get(column) ?? 0, needed));
  });
  for (const [column, length] of longest) {
    const width = Math.min(255, Math.ceil(length * 7 + marginPixels) / 7);
    edit.setColumn(sheet, column, { ...sheet.columns[column], width });
  }
  edit.tell({ what: 'layoutChanged', sheet: sheet.id, area });
}

/** A column that nobody gave a width makes room for a number that is typed into it. */
export function makeRoom(edit: Edit, sheet: Sheet, row: number, column: number): void {
  const before = sheet.columns[column];
  const isNumber = typeof cellAt(sheet, row, column)?.value === 'number';
  if (!isNumber || before?.width !== undefined || sheet.protection) return;
  autofitColumns(edit, sheet, areaOf(row, column));
  const needed = sheet.columns[column]?.width ?? 0;
  if (needed <= sheet.defaultColumnWidth) edit.setColumn(sheet, column, before ?? {});
}

/** Rows take the height of their content again. */
export function autofitRows(edit: Edit, sheet: Sheet, area: Area): void {
  requireAllowed(sheet, 'allowFormatRows');
  const rows = sheet.rows.slice();
  for (let row = area.top; row <= Math.min(area.bottom, rows.length - 1); row += 1) {
    const { height, ...rest } = rows[row] ?? { cells: [] };
    if (height !== undefined) rows[row] = rest;
  }
  edit.assign(sheet, { rows });
  edit.tell({ what: 'layoutChanged', sheet: sheet.id, area });
}
