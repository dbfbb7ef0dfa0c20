import { dropSheet, renameSheet as renameInFormula } from '../formulas/references.ts';
import { emptySheet, newId } from '../model/create.ts';
import type { Edit } from '../model/edit.ts';
import type { Sheet, Workbook } from '../model/workbook.ts';
import { ExcelError, invalidArgument } from '../error.ts';
import { activeSheet, sheetNamed } from './find.ts';
import { rewriteFormulas } from './rewrite.ts';

/** Refuses names that Excel refuses: 1–31 characters, none of `: \ / ? * [ ]`, no outer apostrophe. */
function requireSheetName(workbook: Workbook, name: string, self?: Sheet): void {
  const isWrong =
    name.length === 0 ||
    name.length > 31 ||
    /[:\\/?*[\]]/.test(name) ||
    name.startsWith("'") ||
    name.endsWith("'") ||
    name.toLowerCase() === 'history';
  if (isWrong) throw invalidArgument(`"${name}" cannot be the name of a sheet.`);
  const other = sheetNamed(workbook, name);
  if (other && other !== self) {
    throw new ExcelError('ItemAlreadyExists', `There is a sheet named "${other.name}" already.`);
  }
}

/** An empty sheet at the end; without a name, "Sheet" and the first free number. */
export function addSheet(edit: Edit, wanted?: string): Sheet {
  const { workbook } = edit;
  let name = wanted ?? '';
  for (let number = workbook.sheets.length + 1; name === ''; number += 1) {
    if (!sheetNamed(workbook, `Sheet${number}`)) name = `Sheet${number}`;
  }
  requireSheetName(workbook, name);
  const sheet = emptySheet(newId(workbook), name);
  edit.assign(workbook, { sheets: [...workbook.sheets, sheet] });
  edit.tell({ what: 'sheetAdded', sheet: sheet.id });
  return sheet;
}

export function renameSheet(edit: Edit, sheet: Sheet, name: string): void {
  if (name === sheet.name) return;
  requireSheetName(edit.workbook, name, sheet);
  const before = sheet.name;
  edit.assign(sheet, { name });
  rewriteFormulas(edit, (formula) => renameInFormula(formula, before, name), sheet);
  edit.tell({ what: 'sheetRenamed', sheet: sheet.id, before, after: name });
}

/** A workbook keeps at least one visible sheet. */
function requireOtherVisible(workbook: Workbook, sheet: Sheet): void {
  if (workbook.sheets.some((other) => other !== sheet && other.visibility === 'Visible')) return;
  throw new ExcelError(
    'InvalidOperation',
    'A workbook must contain at least one visible worksheet.',
  );
}

export function deleteSheet(edit: Edit, sheet: Sheet): void {
  const { workbook } = edit;
  if (sheet.visibility === 'VeryHidden') {
    throw new ExcelError('InvalidOperation', 'A very hidden sheet cannot be deleted.');
  }
  requireOtherVisible(workbook, sheet);
  if (workbook.activeSheet === sheet.id) activate(edit, neighbour(workbook, sheet));
  edit.assign(workbook, {
    sheets: workbook.sheets.filter((other) => other !== sheet),
    names: workbook.names.filter((name) => name.sheet !== sheet.id),
  });
  rewriteFormulas(edit, (formula) => dropSheet(formula, sheet.name), sheet);
  edit.tell({ what: 'sheetDeleted', sheet: sheet.id, before: sheet.name });
}

function neighbour(workbook: Workbook, sheet: Sheet): Sheet {
  const at = workbook.sheets.indexOf(sheet);
  const isOpen = (other: Sheet): boolean => other !== sheet && other.visibility === 'Visible';
  const next = workbook.sheets.slice(at + 1).find(isOpen) ?? workbook.sheets.findLast(isOpen);
  return next ?? sheet;
}

export function moveSheet(edit: Edit, sheet: Sheet, position: number): void {
  const { workbook } = edit;
  if (!Number.isInteger(position) || position < 0 || position >= workbook.sheets.length) {
    throw invalidArgument('There is no such position among the sheets.');
  }
  const sheets = workbook.sheets.filter((other) => other !== sheet);
  sheets.splice(position, 0, sheet);
  edit.assign(workbook, { sheets });
  edit.tell({ what: 'sheetMoved', sheet: sheet.id });
}

export function setVisibility(edit: Edit, sheet: Sheet, visibility: Sheet['visibility']): void {
  const before = sheet.visibility;
  if (before === visibility) return;
  if (visibility !== 'Visible') {
    requireOtherVisible(edit.workbook, sheet);
    if (edit.workbook.activeSheet === sheet.id) activate(edit, neighbour(edit.workbook, sheet));
  }
  edit.assign(sheet, { visibility });
  edit.tell({ what: 'sheetVisibilityChanged', sheet: sheet.id, before, after: visibility });
}

export function activate(edit: Edit, sheet: Sheet): void {
  const before = activeSheet(edit.workbook);
  if (sheet.visibility !== 'Visible') {
    throw new ExcelError('InvalidOperation', `The sheet "${sheet.name}" is hidden.`);
  }
  if (before === sheet) return;
  edit.assign(edit.workbook, { activeSheet: sheet.id });
  edit.tell({ what: 'sheetDeactivated', sheet: before.id });
  edit.tell({ what: 'sheetActivated', sheet: sheet.id });
}
