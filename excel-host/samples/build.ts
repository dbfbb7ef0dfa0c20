// Sample ledgers of our own, made by our own writer: each file holds one landlord's workbook, with the
// habits and the mess of real ones. All names and figures are invented. `make-samples.ts` writes them.
import { areaOf } from '../model/area.ts';
import { putCell } from '../model/cells.ts';
import { newId } from '../model/create.ts';
import { changeStyle, defaultStyle, type Style, type StyleChange } from '../model/style.ts';
import type { CellValue } from '../model/value.ts';
import type { Sheet, Table, Workbook } from '../model/workbook.ts';

/** A value, a formula ("=…"), or nothing. */
export type Content = CellValue | undefined;

export const styleOf = (change: StyleChange): Style => changeStyle(defaultStyle, change);

export const bold = { font: { bold: true } } as const;
const line = { style: 'Continuous', weight: 'Thin', color: '#7F7F7F' } as const;

export const styles = {
  title: styleOf({ font: { bold: true, size: 14 }, alignment: { horizontal: 'Left' } }),
  remark: styleOf({ font: { italic: true, color: '#7F7F7F' } }),
  header: styleOf({
    ...bold,
    fill: { color: '#D9E1F2', pattern: 'Solid' },
    borders: { bottom: line },
  }),
  total: styleOf({ ...bold, borders: { top: line } }),
  plain: defaultStyle,
};

/** A style in another number format. */
export const as = (numberFormat: string, style: Style = defaultStyle): Style =>
  changeStyle(style, { numberFormat });

/** The serial number of a date; months count from 1, day 0 is the last of the month before. */
export function serial(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / 86_400_000 + 25_569;
}

/** Puts contents side by side, from column A; one style for all, or one for each. */
export function putRow(
  sheet: Sheet,
  row: number,
  contents: readonly Content[],
  look: Style | readonly (Style | undefined)[] = defaultStyle,
): void {
  contents.forEach((content, column) => {
    if (content === undefined) return;
    const style = 'font' in look ? look : (look[column] ?? defaultStyle);
    const isFormula = typeof content === 'string' && content.startsWith('=');
    putCell(
      sheet,
      row,
      column,
      isFormula ? { value: null, formula: content.slice(1), style } : { value: content, style },
    );
  });
}

export function setWidths(sheet: Sheet, widths: readonly number[]): void {
  widths.forEach((width, column) => (sheet.columns[column] = { width }));
}

/** A table with its headers in `row`, from column A; `looks` are the formats of its columns. */
export function addTable(
  workbook: Workbook,
  sheet: Sheet,
  name: string,
  row: number,
  headers: readonly string[],
  rows: readonly (readonly Content[])[],
  looks: readonly (Style | undefined)[],
): Table {
  putRow(sheet, row, headers);
  rows.forEach((contents, i) => putRow(sheet, row + 1 + i, contents, looks));
  const area = areaOf(row, 0, rows.length + 1, headers.length);
  const table: Table = {
    id: newId(workbook),
    name,
    area,
    showHeaders: true,
    showTotals: false,
    columns: headers.map((header, i) => ({ id: i + 1, name: header })),
    style: 'TableStyleMedium2',
    showBandedRows: true,
    showBandedColumns: false,
    highlightFirstColumn: false,
    highlightLastColumn: false,
    filter: { area, criteria: [] },
    sort: undefined,
    kept: undefined,
  };
  headers.forEach((_header, column) => {
    const formulas = rows.map((contents) => contents[column]);
    const [first] = formulas;
    const isFormula = typeof first === 'string' && first.startsWith('=');
    const own = table.columns[column];
    if (own && isFormula && formulas.every((one) => one === first))
      own.calculatedFormula = first.slice(1);
  });
  sheet.tables.push(table);
  return table;
}
