import type { StatementDocument } from '../../contract/statement-document.ts';
import type { Sheet } from './sheet.ts';
import type { Writing } from './writing.ts';

/** A bill that is being printed. */
export interface Printed {
  readonly sheet: Sheet;
  readonly document: StatementDocument;
  readonly writing: Writing;
}
