// What happens to the references of a formula when cells, sheets, tables and columns move or change
// their names. Pure: text in, text out; rows and columns are 0-based.
import { type Area, maxColumns, maxRows } from '../model/area.ts';
import type { Corner, Token } from './tokens.ts';
import { mapTokens, printCorner, sheetPrefix, sheetsOfPrefix, tokenize } from './tokens.ts';

export type Reference = Extract<Token, { kind: 'reference' }>;

/** Rows (or columns) put in before `at`, or taken out from `at` on. */
export type Shift = {
  sheet: string;
  axis: 'row' | 'column';
  /** 0-based index of the first row or column that is put in or taken out */
  at: number;
  /** how many; negative: taken out */
  count: number;
  /**
   * Where only part of the sheet moves (cells put in below, a table that grows): the first and last
   * index of the other axis that move. A reference that reaches beyond them stays as it is.
   */
  across?: { first: number; last: number };
};

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export function printReference(prefix: string, start: Corner, end: Corner | undefined): string {
  return prefix + printCorner(start) + (end ? `:${printCorner(end)}` : '');
}

/** The cells that it names, whichever corner it names first; all of a row or column where one is not told. */
export function areaOfReference({ start, end = start }: Pick<Reference, 'start' | 'end'>): Area {
  const [row, otherRow] = [start.row ?? 0, end.row ?? maxRows - 1];
  const [column, otherColumn] = [start.column ?? 0, end.column ?? maxColumns - 1];
  return {
    top: Math.min(row, otherRow),
    left: Math.min(column, otherColumn),
    bottom: Math.max(row, otherRow),
    right: Math.max(column, otherColumn),
  };
}

/** Whether a reference in a formula on sheet `home` points to `sheet` and to no other. */
export function pointsTo(sheet: string, home: string, prefix: string): boolean {
  if (prefix === '') return same(sheet, home);
  const sheets = sheetsOfPrefix(prefix);
  return sheets.length === 1 && same(sheets[0] ?? '', sheet);
}

/** The first and last index after a shift; nothing if all of them were taken out. */
export function shiftSpan(
  span: { first: number; last: number },
  at: number,
  count: number,
  limit: number,
): { first: number; last: number } | undefined {
  const { first, last } = span;
  if (count >= 0) {
    const moved = first >= at ? first + count : first;
    if (moved >= limit) return undefined;
    return { first: moved, last: Math.min(last >= at ? last + count : last, limit - 1) };
  }
  const end = at - count;
  const after = (index: number): number => (index < at ? index : index < end ? at : index + count);
  const newFirst = after(first);
  const newLast = last >= end ? last + count : last < at ? last : at - 1;
  return newLast < newFirst ? undefined : { first: newFirst, last: newLast };
}

function shiftReference(token: Reference, shift: Shift): string {
  const { axis, at, count, across } = shift;
  const other = axis === 'row' ? 'column' : 'row';
  const { prefix, start } = token;
  const end = token.end ?? start;
  const [one, two] = [start[axis], end[axis]];
  if (one === undefined || two === undefined) return token.text;
  if (across) {
    const [left, right] = [start[other] ?? 0, end[other] ?? Infinity];
    const inside = Math.min(left, right) >= across.first && Math.max(left, right) <= across.last;
    if (!inside) return token.text;
  }
  const limit = axis === 'row' ? maxRows : maxColumns;
  const span = shiftSpan({ first: Math.min(one, two), last: Math.max(one, two) }, at, count, limit);
  if (!span) return `${prefix}#REF!`;
  const [newOne, newTwo] = one <= two ? [span.first, span.last] : [span.last, span.first];
  return printReference(
    prefix,
    { ...start, [axis]: newOne },
    token.end ? { ...end, [axis]: newTwo } : undefined,
  );
}

/** A formula on sheet `home` after rows or columns were put in or taken out somewhere. */
export function shiftReferences(formula: string, home: string, shift: Shift): string {
  if (!same(home, shift.sheet) && !formula.includes('!')) return formula;
  return mapTokens(formula, (token) =>
    token.kind === 'reference' && pointsTo(shift.sheet, home, token.prefix)
      ? shiftReference(token, shift)
      : token.text,
  );
}

function displaced(corner: Corner, byRows: number, byColumns: number): Corner {
  const moved = { ...corner };
  if (moved.row !== undefined && !moved.rowFixed) moved.row += byRows;
  if (moved.column !== undefined && !moved.columnFixed) moved.column += byColumns;
  return moved;
}

const fits = ({ row = 0, column = 0 }: Corner): boolean =>
  row >= 0 && row < maxRows && column >= 0 && column < maxColumns;

function copied(token: Reference, byRows: number, byColumns: number): string {
  const start = displaced(token.start, byRows, byColumns);
  const end = token.end && displaced(token.end, byRows, byColumns);
  if (!fits(start) || (end && !fits(end))) return `${token.prefix}#REF!`;
  return printReference(token.prefix, start, end);
}

/** Reads a formula once, then gives it as it reads so many rows and columns further. */
export function formulaCopier(formula: string): (byRows: number, byColumns: number) => string {
  const tokens = tokenize(formula);
  return (byRows, byColumns) =>
    tokens
      .map((token) => (token.kind === 'reference' ? copied(token, byRows, byColumns) : token.text))
      .join('');
}

/** A formula as it reads when it is copied (or filled) so many rows and columns further. */
export function copyFormula(formula: string, byRows: number, byColumns: number): string {
  return formulaCopier(formula)(byRows, byColumns);
}

/** A formula after sheets were given other names; the old ones in lower case. */
export function renameSheets(formula: string, names: ReadonlyMap<string, string>): string {
  if (!formula.includes('!')) return formula;
  return mapTokens(formula, (token) => {
    const prefix = 'prefix' in token ? token.prefix : '';
    const sheets = sheetsOfPrefix(prefix);
    if (!sheets.some((sheet) => names.has(sheet.toLowerCase()))) return token.text;
    const renamed = sheets.map((sheet) => names.get(sheet.toLowerCase()) ?? sheet);
    return sheetPrefix(...renamed) + token.text.slice(prefix.length);
  });
}

/** A formula after a sheet was given another name. */
export function renameSheet(formula: string, from: string, to: string): string {
  return renameSheets(formula, new Map([[from.toLowerCase(), to]]));
}

/** A formula after a sheet was deleted: its references become #REF!, as Excel writes them. */
export function dropSheet(formula: string, sheet: string): string {
  return mapTokens(formula, (token) => {
    if (token.kind !== 'reference' && token.kind !== 'name') return token.text;
    if (token.prefix === '' || !pointsTo(sheet, '', token.prefix)) return token.text;
    return `#REF!${token.text.slice(token.prefix.length)}`;
  });
}
