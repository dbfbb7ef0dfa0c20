/** For drawing templates of bills with exceljs, as people who know their spreadsheet do. */
import type ExcelJS from 'exceljs';

export type Draw = (sheet: ExcelJS.Worksheet, workbook: ExcelJS.Workbook) => void;

export const MONEY = '[$$-409]#,##0.00;-[$$-409]#,##0.00';
export const KWH = '#,##0';
export const DAY = 'd mmm yyyy';

/** Of paper; exceljs has no name for it. */
const LETTER = 1 as ExcelJS.PaperSize;

export interface Look {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly size?: number;
  /** "RRGGBB" */
  readonly ink?: string;
  readonly fill?: string;
  readonly align?: 'left' | 'right' | 'center';
  readonly wrap?: boolean;
  readonly format?: string;
  readonly line?: Partial<Record<'top' | 'bottom' | 'left' | 'right', ExcelJS.BorderStyle>>;
}

const argb = (color: string) => ({ argb: `FF${color}` });

/** The cells of an area such as "A1:C3" look so; what is not named stays. */
export function dress(sheet: ExcelJS.Worksheet, area: string, look: Look): void {
  const { bold, italic, size, ink, fill, align, wrap, format, line } = look;
  for (const cell of cellsOf(sheet, area)) {
    const font = { name: 'Calibri', size: 11, ...cell.font };
    if (bold !== undefined) font.bold = bold;
    if (italic !== undefined) font.italic = italic;
    if (size !== undefined) font.size = size;
    if (ink !== undefined) font.color = argb(ink);
    cell.font = font;
    if (fill) cell.fill = { type: 'pattern', pattern: 'solid', fgColor: argb(fill) };
    if (align || wrap) {
      const wrapped = wrap ? ({ wrapText: true, vertical: 'top' } as const) : {};
      cell.alignment = { ...cell.alignment, ...(align ? { horizontal: align } : {}), ...wrapped };
    }
    if (format) cell.numFmt = format;
    if (line) {
      const edges = Object.entries(line).map(([edge, style]) => [edge, { style }]);
      cell.border = { ...cell.border, ...Object.fromEntries(edges) };
    }
  }
}

function cellsOf(sheet: ExcelJS.Worksheet, area: string): ExcelJS.Cell[] {
  const [first = '', last = first] = area.split(':');
  const [from, to] = [sheet.getCell(first), sheet.getCell(last)];
  const cells: ExcelJS.Cell[] = [];
  for (let row = Number(from.row); row <= Number(to.row); row += 1) {
    for (let column = Number(from.col); column <= Number(to.col); column += 1) {
      cells.push(sheet.getCell(row, column));
    }
  }
  return cells;
}

export function setWidths(sheet: ExcelJS.Worksheet, widths: readonly number[]): void {
  for (const [i, width] of widths.entries()) sheet.getColumn(i + 1).width = width;
}

/** A row where it is asked for; a text with "=" before it is a formula. */
export function putRows(sheet: ExcelJS.Worksheet, rows: readonly (readonly string[])[]): void {
  for (const [down, row] of rows.entries()) {
    for (const [right, text] of row.entries()) {
      if (text === '') continue;
      const cell = sheet.getCell(down + 1, right + 1);
      cell.value = text.startsWith('=') ? { formula: text.slice(1) } : text;
    }
  }
}

export function printOnePageWide(
  sheet: ExcelJS.Worksheet,
  printArea: string,
  setup: Partial<ExcelJS.PageSetup> = {},
): void {
  sheet.pageSetup = {
    ...{ paperSize: LETTER, fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    ...{ horizontalCentered: true, printArea },
    ...setup,
  };
}
