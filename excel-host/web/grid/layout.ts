import { type Area, columnName, maxColumns, maxRows } from '../../model/area.ts';
import type { Row, Sheet } from '../../model/workbook.ts';

/** Which rows and columns of a sheet the grid shows, how large, in pixels. */
export interface Layout {
  readonly sheetId: string;
  /** Sheet rows in the order shown, those above the split first; hidden ones are left out. */
  readonly rows: readonly number[];
  readonly columns: readonly ColumnLayout[];
  /** How many of `rows` and `columns` stand still. */
  readonly frozenRows: number;
  readonly frozenColumns: number;
  /** By sheet row, where a row has a height of its own. */
  readonly heights: ReadonlyMap<number, number>;
  readonly rowHeight: number;
}

export interface ColumnLayout {
  readonly column: number;
  readonly name: string;
  readonly width: number;
}

/** Blank rows and columns that are shown after the last used ones. */
const sparse = { rows: 100, columns: 8 };
const least = { rows: 200, columns: 26 };

export const pixelsPerCharacter = 7;
export const pixelsPerPoint = 4 / 3;

/** Shown beyond the selection, to go on to, where that is beyond what is shown anyway. */
const extra = { rows: 100, columns: 8 };

/** How far the person has gone, in steps, so that the sheet is not laid out for every key. */
export function extentOf(
  { rows }: Sheet,
  { bottom, right }: Area,
): { rows: number; columns: number } {
  const isWholeColumn = bottom === maxRows - 1;
  const isWholeRow = right === maxColumns - 1;
  const isInside = bottom < Math.max(least.rows, rows.length + sparse.rows) - extra.rows / 2;
  return {
    rows: isWholeColumn || isInside ? 0 : stepped(bottom, extra.rows),
    columns: isWholeRow ? 0 : stepped(right, extra.columns),
  };
}

function stepped(last: number, by: number): number {
  return (Math.ceil(last / by) + 1) * by;
}

/** `extent`: how far the person has gone, at least. */
export function layOut(sheet: Sheet, extent: { rows: number; columns: number }): Layout {
  const usedColumns = sheet.rows.reduce((most, row) => Math.max(most, row?.cells.length ?? 0), 0);
  const rowEnd = Math.max(least.rows, sheet.rows.length + sparse.rows, extent.rows);
  const columnEnd = Math.max(least.columns, usedColumns + sparse.columns, extent.columns);
  const { rows: splitRow = 0, columns: splitColumn = 0 } = sheet.freeze ?? {};
  const rowHeight = Math.round(sheet.defaultRowHeight * pixelsPerPoint);
  const rows: number[] = [];
  const heights = new Map<number, number>();
  let frozenRows = 0;
  for (let row = 0; row < Math.min(rowEnd, maxRows); row += 1) {
    const line = sheet.rows[row];
    if (line?.hidden) continue;
    const height = Math.round(
      (line ? heightOf(line, sheet) : sheet.defaultRowHeight) * pixelsPerPoint,
    );
    if (height !== rowHeight) heights.set(row, height);
    if (row < splitRow) frozenRows += 1;
    rows.push(row);
  }
  const columns: ColumnLayout[] = [];
  let frozenColumns = 0;
  for (let column = 0; column < Math.min(columnEnd, maxColumns); column += 1) {
    if (sheet.columns[column]?.hidden) continue;
    if (column < splitColumn) frozenColumns += 1;
    columns.push({ column, name: columnName(column), width: widthOf(sheet, column) });
  }
  return { sheetId: sheet.id, rows, columns, frozenRows, frozenColumns, heights, rowHeight };
}

const usualFont = 11;
const pointsPerFontPoint = 1.35;

/** Points: the row's own height, or what its largest font needs. */
function heightOf(line: Row, sheet: Sheet): number {
  if (line.height !== undefined) return line.height;
  let font = usualFont;
  for (const cell of line.cells) {
    if (cell && cell.style.font.size > font && cell.value !== null) font = cell.style.font.size;
  }
  return font === usualFont ? sheet.defaultRowHeight : font * pointsPerFontPoint;
}

export function widthOf(sheet: Sheet, column: number): number {
  const { width, hidden } = sheet.columns[column] ?? {};
  return hidden ? 0 : Math.round((width ?? sheet.defaultColumnWidth) * pixelsPerCharacter);
}

/** Whether the grid must be laid out anew, or only painted. */
export function isSameLayout(one: Layout, other: Layout): boolean {
  return (
    one.sheetId === other.sheetId &&
    one.frozenRows === other.frozenRows &&
    one.frozenColumns === other.frozenColumns &&
    one.rows.length === other.rows.length &&
    one.columns.length === other.columns.length &&
    one.rows.every((row, index) => row === other.rows[index]) &&
    one.columns.every((column, index) => sameColumn(column, other.columns[index])) &&
    one.heights.size === other.heights.size &&
    [...one.heights].every(([row, height]) => other.heights.get(row) === height)
  );
}

function sameColumn(one: ColumnLayout, other: ColumnLayout | undefined): boolean {
  return one.column === other?.column && one.width === other.width;
}
