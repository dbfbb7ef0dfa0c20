import type { Culture, Workbook } from './workbook.ts';
import type { CellValue } from './value.ts';

/**
 * Calculates every formula of the workbook and puts the results into the cells, spilled ones too
 * (`putCell`; cells are replaced, never changed). Clears `stale`.
 */
export type Recalculate = (workbook: Workbook) => void;

export interface TextContext {
  readonly culture: Culture;
  readonly date1904: boolean;
}

/** The text that Excel shows for a value under a number format ("0.00", "yyyy-mm-dd", "General"). */
export type FormatText = (value: CellValue, numberFormat: string, context: TextContext) => string;
