import { type Area, columnCount, rowCount } from '../model/area.ts';
import { cellAt, styleAt } from '../model/cells.ts';
import type { Cell, Sheet } from '../model/workbook.ts';
import { ExcelError, invalidArgument } from '../error.ts';
import { type Entry, enter, shownValue } from '../operations/content.ts';
import { formatNumbers, restyle } from '../operations/looks.ts';
import { asText, isList } from '../wire/args.ts';
import { valueType } from '../wire/events.ts';
import type { Host, RangeTarget } from '../wire/host.ts';
import { areaOfRange, isUnbounded } from './reach.ts';

/** The cell-level properties of ranges: arrays of rows, and null for whole rows or columns. */

type Grid = unknown[][] | null;

function grid(range: RangeTarget, host: Host, read: (cell: Cell | undefined) => unknown): Grid {
  const area = areaOfRange(range, host);
  if (isUnbounded(area)) return null;
  requireFewCells(area);
  const rows: unknown[][] = [];
  for (let row = area.top; row <= area.bottom; row += 1) {
    const cells = range.sheet.rows[row]?.cells;
    const line: unknown[] = [];
    for (let column = area.left; column <= area.right; column += 1)
      line.push(read(cells?.[column]));
    rows.push(line);
  }
  return rows;
}

/** Excel reads five million cells at once and no more. */
function requireFewCells(area: Area): void {
  if (rowCount(area) * columnCount(area) <= 5_000_000) return;
  throw new ExcelError('RangeExceedsLimit', 'A range of more than 5,000,000 cells cannot be read.');
}

export function readValues(range: RangeTarget, host: Host): Grid {
  host.calculate();
  return grid(range, host, shownValue);
}

export function readTexts(range: RangeTarget, host: Host): Grid {
  host.calculate();
  return grid(range, host, (cell) => host.textOf(cell));
}

export function readFormulas(range: RangeTarget, host: Host): Grid {
  host.calculate();
  return grid(range, host, (cell) =>
    cell?.formula === undefined ? shownValue(cell) : `=${cell.formula}`,
  );
}

export function readValueTypes(range: RangeTarget, host: Host): Grid {
  host.calculate();
  return grid(range, host, valueType);
}

export function readNumberFormats(range: RangeTarget, host: Host): Grid {
  const area = areaOfRange(range, host);
  if (isUnbounded(area)) return null;
  requireFewCells(area);
  return Array.from({ length: rowCount(area) }, (_row, down) =>
    Array.from(
      { length: columnCount(area) },
      (_column, right) => styleAt(range.sheet, area.top + down, area.left + right).numberFormat,
    ),
  );
}

export function writeValues(range: RangeTarget, value: unknown, host: Host): void {
  const area = areaOfRange(range, host);
  if (isUnbounded(area)) {
    throw invalidArgument('Values cannot be set on whole rows or columns.');
  }
  const entries = entriesOf(value, area);
  host.edit((edit) => enter(edit, range.sheet, area, entries, host.growsTables));
}

export function writeNumberFormats(range: RangeTarget, value: unknown, host: Host): void {
  const { sheet } = range;
  const area = areaOfRange(range, host);
  const single = singleOf(value);
  if (single !== undefined) {
    const numberFormat = single === '' ? 'General' : asText(single);
    host.edit((edit) => restyle(edit, sheet, area, { numberFormat }));
    return;
  }
  if (isUnbounded(area) || !isList(value)) {
    throw invalidArgument('One number format only can be set on whole rows or columns.');
  }
  const formats = value.map((line) =>
    isList(line) ? line.map((format) => (format === null ? null : asText(format))) : [],
  );
  host.edit((edit) => formatNumbers(edit, sheet, area, formats));
}

/** A value that is meant for every cell: given bare, or as the only one of an array. */
function singleOf(value: unknown): unknown {
  if (!isList(value)) return value;
  const [line] = value;
  return value.length === 1 && isList(line) && line.length === 1 ? line[0] : undefined;
}

/** What is to be entered, as rows; one bare value is meant for every cell. */
export function entriesOf(value: unknown, area: Area): Entry[][] {
  if (isList(value)) {
    return value.map((line) => (isList(line) ? line.map(entryOf) : [entryOf(line)]));
  }
  if (value === null) throw invalidArgument('The values of a range cannot be null.');
  const entry = entryOf(value);
  return Array.from({ length: rowCount(area) }, () =>
    Array.from({ length: columnCount(area) }, () => entry),
  );
}

function entryOf(value: unknown): Entry {
  const isEntry =
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean';
  if (isEntry) return value;
  throw invalidArgument('A cell takes text, a number, true or false.');
}

/** The link of a range's first cell. */
export function readHyperlink(range: RangeTarget, host: Host): unknown {
  const { top, left } = areaOfRange(range, host);
  const cell = cellAt(range.sheet, top, left);
  if (!cell?.hyperlink) return null;
  return { ...cell.hyperlink, textToDisplay: host.textOf(cell) };
}

export function hiddenRows(sheet: Sheet, area: Area): boolean | null {
  return uniform(area.top, area.bottom, (row) => sheet.rows[row]?.hidden === true);
}

export function hiddenColumns(sheet: Sheet, area: Area): boolean | null {
  return uniform(area.left, area.right, (column) => sheet.columns[column]?.hidden === true);
}

/** What all lines say alike, or null. */
export function uniform<Value>(
  first: number,
  last: number,
  read: (index: number) => Value,
): Value | null {
  const value = read(first);
  for (let index = first + 1; index <= last; index += 1) {
    if (read(index) !== value) return null;
  }
  return value;
}
