import { parseArea } from '../model/area.ts';
import type { Edit } from '../model/edit.ts';
import type { DefinedName, Sheet, Workbook } from '../model/workbook.ts';
import { ExcelError, invalidArgument } from '../error.ts';
import { tableNamed } from './find.ts';

/** Refuses what can name neither a table nor a range: spaces, a leading digit, an address. */
export function requireName(name: string): void {
  const isWrong =
    !/^[\p{L}_\\][\p{L}\p{N}_.\\?]{0,254}$/u.test(name) ||
    parseArea(name) !== undefined ||
    /^(r|c|r\d+c\d+|r\d+|c\d+|true|false)$/i.test(name);
  if (isWrong) throw invalidArgument(`"${name}" cannot be a name.`);
}

export function nameNamed(
  workbook: Workbook,
  name: string,
  sheet: string | undefined,
): DefinedName | undefined {
  return workbook.names.find(
    (other) => other.sheet === sheet && other.name.toLowerCase() === name.toLowerCase(),
  );
}

/** Refuses a name that a table or a name of the workbook has. */
export function requireFreeName(workbook: Workbook, name: string, sheet: string | undefined): void {
  const isTable = sheet === undefined && tableNamed(workbook, name)?.table.name !== undefined;
  if (isTable || nameNamed(workbook, name, sheet)) {
    throw new ExcelError('ItemAlreadyExists', `There is something named "${name}" already.`);
  }
}

/** `formula` without "="; `sheet` undefined for a name of the whole workbook. */
export function addName(
  edit: Edit,
  sheet: Sheet | undefined,
  given: { name: string; formula: string; comment: string },
): DefinedName {
  requireName(given.name);
  requireFreeName(edit.workbook, given.name, sheet?.id);
  const name: DefinedName = { ...given, sheet: sheet?.id, visible: true };
  edit.assign(edit.workbook, { names: [...edit.workbook.names, name] });
  edit.tell({ what: 'namesChanged' });
  return name;
}

export function deleteName(edit: Edit, name: DefinedName): void {
  const names = edit.workbook.names.filter((other) => other !== name);
  edit.assign(edit.workbook, { names });
  edit.tell({ what: 'namesChanged' });
}
