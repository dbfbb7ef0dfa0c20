import type { CellValue } from '../model/value.ts';
import type { Sheet } from '../model/workbook.ts';
import type { Parts } from './zip.ts';

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
  /** Id of the sheet as it was read: its copies have others. */
  readonly id: string;
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
  /** Parts that were made for a copy: its drawing, pictures' frames, charts. */
  readonly copied?: readonly string[];
}

/** What the file says of a cell beyond the model; good only while the cell's value is `value`. */
export interface KeptCell {
  readonly value: CellValue;
  /** Rich text: the content of `si`. */
  readonly runs?: string;
  /** Rich value (linked data types, pictures in cells). */
  readonly vm?: string;
  /** A formula that is no formula of the cell (data tables): its attributes. */
  readonly dataTable?: Readonly<Record<string, string>>;
}

/** What the file says of a row beyond the model. */
export interface KeptRow {
  /** Attributes other than number, spans, style, visibility and height. */
  readonly attributes: Readonly<Record<string, string>>;
  /** A height that Excel worked out and nobody set. */
  readonly automaticHeight?: number;
}
