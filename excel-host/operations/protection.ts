import { type Area, maxRows } from '../model/area.ts';
import { styleAt } from '../model/cells.ts';
import type { Edit } from '../model/edit.ts';
import type { Protection, Sheet } from '../model/workbook.ts';
import { ExcelError } from '../error.ts';

export type Allowance =
  | 'allowAutoFilter'
  | 'allowDeleteColumns'
  | 'allowDeleteRows'
  | 'allowEditObjects'
  | 'allowEditScenarios'
  | 'allowFormatCells'
  | 'allowFormatColumns'
  | 'allowFormatRows'
  | 'allowInsertColumns'
  | 'allowInsertHyperlinks'
  | 'allowInsertRows'
  | 'allowPivotTables'
  | 'allowSort';

const denied = (sheet: Sheet): ExcelError =>
  new ExcelError('AccessDenied', `The sheet "${sheet.name}" is protected.`);

/** Refuses what the sheet's protection does not allow. */
export function requireAllowed(sheet: Sheet, allowance?: Allowance): void {
  if (sheet.protection && !(allowance && sheet.protection.options[allowance] === true)) {
    throw denied(sheet);
  }
}

/** Refuses to write to locked cells of a protected sheet. */
export function requireUnlocked(sheet: Sheet, area: Area): void {
  if (!sheet.protection) return;
  // Beyond the rows that exist all cells of a column look alike.
  const last = Math.min(area.bottom, Math.max(area.top, sheet.rows.length), maxRows - 1);
  for (let row = area.top; row <= last; row += 1) {
    for (let column = area.left; column <= area.right; column += 1) {
      if (styleAt(sheet, row, column).locked) throw denied(sheet);
    }
  }
}

export function protect(
  edit: Edit,
  sheet: Sheet,
  options: Protection['options'],
  password?: string,
): void {
  if (sheet.protection) {
    throw new ExcelError('InvalidOperation', `The sheet "${sheet.name}" is protected already.`);
  }
  edit.assign(sheet, {
    protection: password === undefined ? { options } : { options, password },
  });
  edit.tell({ what: 'protectionChanged', sheet: sheet.id, after: 'protected' });
}

export function unprotect(edit: Edit, sheet: Sheet, password?: string): void {
  if (!sheet.protection) return;
  const { password: wanted, kept } = sheet.protection;
  const unknowable = wanted === undefined && kept !== undefined;
  if (unknowable || (wanted !== undefined && wanted !== password)) {
    throw new ExcelError('AccessDenied', 'The password is not the one the sheet is protected by.');
  }
  edit.assign(sheet, { protection: undefined });
  edit.tell({ what: 'protectionChanged', sheet: sheet.id, after: 'unprotected' });
}
