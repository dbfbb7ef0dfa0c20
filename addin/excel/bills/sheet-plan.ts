import type { CellValue } from '../read-range.ts';
import type { Block, PageTexts } from './template-sheet.ts';

/** What makes a bill of a sheet: rows put in and taken out, then cells, looks and page. */
export interface SheetPlan {
  /** In this order; each counts rows as they are once those before it are done. */
  readonly steps: readonly RowStep[];
  /** Rows of the finished sheet. */
  readonly hidden: readonly RowSpan[];
  readonly shown: readonly RowSpan[];
  /** From A1 on; null leaves the cell as it is. */
  readonly cells: readonly (readonly (CellValue | null)[])[];
  /** As `cells`; null where no cell needs a format. */
  readonly formats: readonly (readonly (string | null)[])[] | null;
  readonly page: Partial<PageTexts>;
  /** null: Excel's own is right. */
  readonly printArea: readonly Block[] | null;
}

export type RowStep = InsertRows | DeleteRows;

export interface InsertRows extends RowSpan {
  readonly what: 'insert';
  /** Rows of which these are copies, again and again, on the sheet itself or on the template. */
  readonly like: RowSpan & { readonly on: 'sheet' | 'template' };
}

export interface DeleteRows extends RowSpan {
  readonly what: 'delete';
}

/** Whole rows, from 0. */
export interface RowSpan {
  readonly at: number;
  readonly count: number;
}
