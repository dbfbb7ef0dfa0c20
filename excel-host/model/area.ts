/** A rectangle of cells: zero-based, the last row and column included. */
export interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export const maxRows = 1_048_576;
export const maxColumns = 16_384;
export const wholeSheet: Area = { top: 0, left: 0, bottom: maxRows - 1, right: maxColumns - 1 };

export function rowCount(area: Area): number {
  return area.bottom - area.top + 1;
}

export function columnCount(area: Area): number {
  return area.right - area.left + 1;
}

export function areaOf(top: number, left: number, rows = 1, columns = 1): Area {
  return { top, left, bottom: top + rows - 1, right: left + columns - 1 };
}

export function isWithinSheet(area: Area): boolean {
  return (
    area.top >= 0 &&
    area.left >= 0 &&
    area.bottom < maxRows &&
    area.right < maxColumns &&
    area.top <= area.bottom &&
    area.left <= area.right
  );
}

export function isWholeRows(area: Area): boolean {
  return area.left === 0 && area.right === maxColumns - 1;
}

export function isWholeColumns(area: Area): boolean {
  return area.top === 0 && area.bottom === maxRows - 1;
}

export function contains(outer: Area, inner: Area): boolean {
  return (
    outer.top <= inner.top &&
    outer.left <= inner.left &&
    outer.bottom >= inner.bottom &&
    outer.right >= inner.right
  );
}

export function sameArea(one: Area, other: Area): boolean {
  return contains(one, other) && contains(other, one);
}

export function intersection(one: Area, other: Area): Area | undefined {
  const area = {
    top: Math.max(one.top, other.top),
    left: Math.max(one.left, other.left),
    bottom: Math.min(one.bottom, other.bottom),
    right: Math.min(one.right, other.right),
  };
  return area.top <= area.bottom && area.left <= area.right ? area : undefined;
}

export function boundingArea(one: Area, other: Area): Area {
  return {
    top: Math.min(one.top, other.top),
    left: Math.min(one.left, other.left),
    bottom: Math.max(one.bottom, other.bottom),
    right: Math.max(one.right, other.right),
  };
}

/** The cells so many rows and columns further. */
export function displaced(
  { top, left, bottom, right }: Area,
  by: { readonly down: number; readonly right: number },
): Area {
  return {
    top: top + by.down,
    left: left + by.right,
    bottom: bottom + by.down,
    right: right + by.right,
  };
}

/** 0 → "A", 27 → "AB". */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

/** "A" → 0, "AB" → 27. */
export function columnIndex(name: string): number {
  let index = 0;
  for (const letter of name.toUpperCase()) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

/** "A1", "A1:B2", "A:C" or "2:5", as Excel prints an address without its sheet. */
export function printArea(area: Area): string {
  const left = columnName(area.left);
  const right = columnName(area.right);
  if (isWholeRows(area)) return `${area.top + 1}:${area.bottom + 1}`;
  if (isWholeColumns(area)) return `${left}:${right}`;
  const start = `${left}${area.top + 1}`;
  const end = `${right}${area.bottom + 1}`;
  return start === end ? start : `${start}:${end}`;
}

/** "$A$1:$B$2": the same, as formulas hold it still. */
export function printAbsolute(area: Area): string {
  return printArea(area).replaceAll(/[A-Z]+|\d+/g, '$$$&');
}

const cellPattern = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i;
const columnPattern = /^\$?([A-Z]{1,3})$/i;
const rowPattern = /^\$?(\d{1,7})$/;

/** Reads what {@link printArea} writes, with or without `$`; undefined where it is no address. */
export function parseArea(text: string): Area | undefined {
  const parts = text.trim().split(':');
  if (parts.length > 2) return undefined;
  const first = parts[0] ?? '';
  const last = parts[1] ?? first;
  const area =
    parseCells(first, last) ?? (parts.length === 2 ? parseLines(first, last) : undefined);
  return area && isWithinSheet(area) ? area : undefined;
}

function parseCells(first: string, last: string): Area | undefined {
  const one = cellPattern.exec(first);
  const two = cellPattern.exec(last);
  if (!one || !two) return undefined;
  return spanned(
    Number(one[2]) - 1,
    columnIndex(one[1] ?? ''),
    Number(two[2]) - 1,
    columnIndex(two[1] ?? ''),
  );
}

function parseLines(first: string, last: string): Area | undefined {
  const columns = [columnPattern.exec(first), columnPattern.exec(last)];
  if (columns[0] && columns[1]) {
    return spanned(
      0,
      columnIndex(columns[0][1] ?? ''),
      maxRows - 1,
      columnIndex(columns[1][1] ?? ''),
    );
  }
  const rows = [rowPattern.exec(first), rowPattern.exec(last)];
  if (!rows[0] || !rows[1]) return undefined;
  return spanned(Number(rows[0][1]) - 1, 0, Number(rows[1][1]) - 1, maxColumns - 1);
}

function spanned(row: number, column: number, otherRow: number, otherColumn: number): Area {
  return {
    top: Math.min(row, otherRow),
    left: Math.min(column, otherColumn),
    bottom: Math.max(row, otherRow),
    right: Math.max(column, otherColumn),
  };
}

/** A sheet's name as it stands before the "!": quoted where Excel quotes it. */
export function quoteSheetName(name: string): string {
  const plain = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name);
  const looksLikeCell = cellPattern.test(name) || /^(R\d*C?\d*|C\d*|TRUE|FALSE)$/i.test(name);
  return plain && !looksLikeCell ? name : `'${name.replaceAll("'", "''")}'`;
}

/** Splits "'My sheet'!A1:B2" into sheet name and address; the sheet is undefined where none is named. */
export function splitAddress(text: string): { sheet: string | undefined; address: string } {
  const quoted = /^'((?:[^']|'')*)'!(.*)$/s.exec(text);
  if (quoted) return { sheet: (quoted[1] ?? '').replaceAll("''", "'"), address: quoted[2] ?? '' };
  const at = text.lastIndexOf('!');
  if (at < 0) return { sheet: undefined, address: text };
  return { sheet: text.slice(0, at), address: text.slice(at + 1) };
}
