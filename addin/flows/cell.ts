import type { FieldType } from '../../contract/kinds.ts';
import type { Culture, DateOrder } from '../excel/culture.ts';
import type { FoundTable } from '../excel/find-tables.ts';
import type { CellValue } from '../excel/read-range.ts';
import {
  dateInText,
  dateOfSerial,
  isDateFormat,
  isMonthFormat,
  isoOf,
  lastDayOf,
} from './dates.ts';
import type { PlainDate } from './dates.ts';
import { decimalText, numberInText } from './decimals.ts';
import type { ColumnSource } from './mapping.ts';

/** One cell as the sheet has it. */
export interface Cell {
  readonly value: CellValue;
  readonly text: string;
  readonly format: string;
}

/** What texts in cells are read under. */
export interface Reading {
  readonly culture: Culture;
  readonly date1904: boolean;
  readonly dateOrder: DateOrder | null;
}

const BLANK: Cell = { value: '', text: '', format: 'General' };

export function cellAt(table: FoundTable, row: number, column: number): Cell {
  const value = table.cells.values[row]?.[column];
  if (value === undefined) return BLANK;
  const text = table.cells.text[row]?.[column] ?? '';
  return { value, text, format: table.cells.formats[row]?.[column] ?? 'General' };
}

export function isBlank({ value }: Cell): boolean {
  return typeof value === 'string' && value.trim() === '';
}

export function isDateCell({ value, format }: Cell): boolean {
  return typeof value === 'number' && isDateFormat(format);
}

/** The cell in words, as shown; where the column is too narrow or shortens the number, in full. */
export function wordsOf({ value, text, format }: Cell): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  const isCutShort = text === '' || /^#+$/.test(text) || /\dE[+-]\d/.test(text);
  if (isCutShort || (format === 'General' && !Number.isInteger(value))) return decimalText(value);
  return text.trim();
}

/** Whether the cell says what a filter or a map of values names: the same words or the same number. */
export function says(cell: Cell, wanted: string): boolean {
  const same = wanted.trim().toLowerCase();
  if (wordsOf(cell).toLowerCase() === same) return true;
  return typeof cell.value === 'number' && same !== '' && Number(same) === cell.value;
}

const NUMBERS: readonly FieldType[] = ['money', 'kwh', 'multiplier', 'digits'];

/** The cell as its field travels; null for nothing. What cannot be read travels as it is shown. */
export function fieldText(type: FieldType, cell: Cell, reading: Reading): string | null {
  if (isBlank(cell)) return null;
  if (type === 'date') return dayText(cell, reading);
  if (type === 'period') return periodText(cell, reading);
  return NUMBERS.includes(type) ? numberText(cell, reading.culture) : wordsOf(cell);
}

function numberText(cell: Cell, culture: Culture): string {
  if (typeof cell.value === 'number') return decimalText(cell.value);
  return numberInText(wordsOf(cell), culture) ?? wordsOf(cell);
}

function dayText(cell: Cell, reading: Reading): string {
  const date = dateOf(cell, reading);
  return date === null || date.day === null ? wordsOf(cell) : isoOf(date);
}

function periodText(cell: Cell, reading: Reading): string {
  const date = dateOf(cell, reading);
  if (date === null) return wordsOf(cell);
  const namesMonth = typeof cell.value === 'number' && isMonthFormat(cell.format);
  return isoOf(namesMonth ? { ...date, day: null } : date);
}

/** Of the month that the cell names; null where it names none. */
export function monthText(
  rule: NonNullable<ColumnSource['month']>,
  cell: Cell,
  reading: Reading,
): string | null {
  const date = dateOf(cell, reading);
  if (date === null) return null;
  const { year, month } = date;
  if (rule === 'name') return isoOf({ year, month, day: null });
  return isoOf({ year, month, day: rule === 'firstDay' ? 1 : lastDayOf(year, month) });
}

/** 1950 to 2099: numbers that are dates although they are not shown as one. */
const LIKELY_SERIALS = { from: 18_264, to: 73_050 };

export function dateOf(cell: Cell, { date1904, dateOrder }: Reading): PlainDate | null {
  if (typeof cell.value === 'boolean') return null;
  if (typeof cell.value === 'string') return dateInText(cell.value, dateOrder);
  const isLikely = cell.value >= LIKELY_SERIALS.from && cell.value <= LIKELY_SERIALS.to;
  return isDateCell(cell) || isLikely ? dateOfSerial(cell.value, date1904) : null;
}

const YES = new Set(['true', 'yes', 'y', 'x', '1', '✓', 'ja', 'j', 'sí', 'si', 's', 'oui', 'o']);
const NO = new Set(['false', 'no', 'n', '0', '-', 'nein', 'non']);

/** Null where it is neither. */
export function flagOf(words: string): boolean | null {
  const lower = words.trim().toLowerCase();
  if (YES.has(lower)) return true;
  return NO.has(lower) ? false : null;
}
