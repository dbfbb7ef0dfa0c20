import type { Culture } from '../excel/culture.ts';
import type { FoundTable, WorkbookContent } from '../excel/find-tables.ts';
import type { CellValue } from '../excel/read-range.ts';

/** For tests of pure flows: what `readTables` would find. Cells may bring a format and a formula. */
export type FixtureCell =
  | CellValue
  | {
      readonly value: CellValue;
      readonly format?: string;
      readonly text?: string;
      readonly formula?: string;
    };

export const US: Culture = { decimalSeparator: '.', thousandsSeparator: ',', dateOrder: 'MDY' };

export function contentOf(
  tables: readonly FoundTable[],
  more: Partial<WorkbookContent> = {},
): WorkbookContent {
  return {
    name: 'Ledger.xlsx',
    date1904: false,
    culture: US,
    isCultureGuessed: false,
    tables,
    tooLarge: [],
    ...more,
  };
}

/** Headers first; the headers stand in row 1 of the sheet, so data begins in row 2. */
export function tableOf(
  sheet: string,
  [headers = [], ...rows]: readonly (readonly FixtureCell[])[],
): FoundTable {
  const cells = rows.map((row) =>
    headers.map((_, i) => {
      const cell = row[i] ?? '';
      return typeof cell === 'object' ? cell : { value: cell };
    }),
  );
  return {
    table: null,
    sheet,
    visible: true,
    headerRow: 1,
    left: 0,
    headers: headers.map(String),
    rows: rows.map((_, i) => i + 2),
    cells: {
      values: cells.map((row) => row.map(({ value }) => value)),
      text: cells.map((row) => row.map(({ value, text }) => text ?? String(value))),
      formats: cells.map((row) => row.map(({ format }) => format ?? 'General')),
      formulas: cells.map((row) => row.map(({ value, formula }) => formula ?? value)),
    },
  };
}

/** A cell with a date, as the sheet shows it under `format`. */
export function day(serial: number, format = 'm/d/yy'): FixtureCell {
  return { value: serial, format };
}
