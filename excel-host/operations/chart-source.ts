import { isDateFormat } from 'numfmt';
import {
  type Area,
  areaOf,
  columnCount,
  printAbsolute,
  quoteSheetName,
  rowCount,
} from '../model/area.ts';
import { cellAt, usedArea } from '../model/cells.ts';
import type { Cell, ChartSeries, Sheet } from '../model/workbook.ts';

/** Which cells of a block a chart draws: Excel looks at what they hold. */

export type SeriesBy = 'Auto' | 'Columns' | 'Rows';

/** "Data!$B$2:$B$9": as charts know their cells. */
export function absoluteFormula(sheet: Sheet, area: Area): string {
  return `${quoteSheetName(sheet.name)}!${printAbsolute(area)}`;
}

/** A block's cells as a chart's series; what is beyond the used cells of the sheet is not drawn. */
export function seriesOf(sheet: Sheet, given: Area, seriesBy: SeriesBy): ChartSeries[] {
  const area = usedArea(sheet, given, true) ?? areaOf(given.top, given.left);
  const byColumns =
    seriesBy === 'Auto' ? rowCount(area) >= columnCount(area) : seriesBy === 'Columns';
  return linesOf(sheet, area, byColumns);
}

function linesOf(sheet: Sheet, area: Area, byColumns: boolean): ChartSeries[] {
  const [across, along] = byColumns
    ? [columnCount(area), rowCount(area)]
    : [rowCount(area), columnCount(area)];
  const cell = (line: number, index: number): Cell | undefined =>
    byColumns
      ? cellAt(sheet, area.top + index, area.left + line)
      : cellAt(sheet, area.top + line, area.left + index);
  const part = (line: number, from: number, to: number): string => {
    const first = byColumns
      ? { top: area.top + from, bottom: area.top + to, left: area.left + line }
      : { left: area.left + from, right: area.left + to, top: area.top + line };
    const rest = byColumns ? { right: area.left + line } : { bottom: area.top + line };
    return absoluteFormula(sheet, { ...area, ...first, ...rest });
  };
  const isBlank = (line: number, index: number): boolean => (cell(line, index)?.value ?? '') === '';
  const hasNames =
    along > 1 && indexes(across).some((line) => line > 0 && isLabel(cell(line, 0), false));
  const start = hasNames || (along > 1 && across === 1 && isLabel(cell(0, 0), false)) ? 1 : 0;
  const body = indexes(along).slice(start);
  const hasCategories =
    across > 1 &&
    ((start === 1 && isBlank(0, 0)) || body.some((index) => isLabel(cell(0, index), true)));
  const lines = indexes(across).slice(hasCategories ? 1 : 0);
  return lines.map((line) => ({
    name: start === 1 ? { formula: part(line, 0, 0) } : {},
    values: part(line, start, along - 1),
    categories: hasCategories ? part(0, start, along - 1) : undefined,
  }));
}

const indexes = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

/** Whether a cell says what others are: a text, and beside numbers also a date. */
function isLabel(cell: Cell | undefined, orDate: boolean): boolean {
  if (typeof cell?.value === 'string') return cell.value !== '';
  return orDate && typeof cell?.value === 'number' && isDateFormat(cell.style.numberFormat);
}
