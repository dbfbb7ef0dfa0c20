import type { Sheet } from '../model/workbook.ts';
import type { Parts } from './package.ts';

// What the reader hangs on the model for the writer. Plain data, so that copies of it do no harm.

export interface KeptWorkbook {
  /** The opened file's own mark, in the sources of its styles and in its sheets and tables. */
  readonly file: string;
  readonly parts: Parts;
  readonly workbookPath: string;
}

export interface KeptSheet {
  readonly file: string;
  readonly path: string;
  /** The name that the sheet had, under which charts and rules know it. */
  readonly name: string;
  /** The sheet's XML without its cells. */
  readonly xml: string;
}

/** Where a sheet is written, and what it was in the file. */
export interface SheetPlace {
  readonly sheet: Sheet;
  readonly path: string;
  readonly kept: KeptSheet | undefined;
  /** Whether the place is the one it was read from; copies and new sheets get new ones. */
  readonly isOriginal: boolean;
}
