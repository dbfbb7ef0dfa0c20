/**
 * What a cell says, by the type of its field. Cells come as text; what leaves is the one way of
 * writing that value, so that equal values are equal text: kWh without trailing zeros, money with
 * exactly the currency's decimals, dates as ISO, labels tidied.
 */
import type { Field, FieldType } from '../../../contract/kinds.ts';
import type { IssueCode } from '../../../contract/problem.ts';
import { READING_KINDS } from '../../../contract/kinds.ts';
import { dayFromIso } from '../../billing/days.ts';
import { readDecimal, writeDecimal } from '../../billing/decimals.ts';
import { matchKey, tidyLabel } from './labels.ts';

export interface Fault {
  readonly code: IssueCode;
  /** A note comes with a value that was read; a problem without. */
  readonly severity: 'problem' | 'note';
  readonly message: string;
}

/** The value; null: empty; undefined: cannot be read, and `tell` has heard why. */
export type Reader = (text: string, tell: (fault: Fault) => void) => string | null | undefined;

const FORMULA_ERROR = /^#(?:[A-Z]+(?:[_/][A-Z0-9]+)*)[!?]?$/;
/** #N/A, #REF!, #NAME?, #DIV/0! and the newer ones; a note may well be "#12". */
const isFormulaError = (text: string) =>
  FORMULA_ERROR.test(text) && (/[!?]$/.test(text) || text === '#N/A' || text === '#GETTING_DATA');

const LONGEST_LABEL = 200;
const LONGEST_TEXT = 1_000;

/** @param decimals of the property's currency */
export function readerOf({ type, key }: Field, decimals: number): Reader {
  // A text that identifies its row (a reference, a bill's number) is read as a label is.
  const read = READERS[type === 'text' && key === true ? 'label' : type](decimals);
  return (text, tell) => {
    const trimmed = text.trim();
    if (trimmed === '') return null;
    if (trimmed.startsWith('#') && isFormulaError(trimmed)) {
      tell(problem('formula-error', `${trimmed}: the cell's formula fails. Correct the formula.`));
      return undefined;
    }
    return read(trimmed, tell);
  };
}

function problem(code: IssueCode, message: string): Fault {
  return { code, severity: 'problem', message };
}

const READERS: Readonly<Record<FieldType, (decimals: number) => Reader>> = {
  label: () => remembered(readLabel),
  text: () => readText,
  email: () => readEmail,
  date: () => remembered(readDate),
  period: () => remembered(readPeriod),
  money: (decimals) => readNumber({ decimals, whole: 14, exact: true }),
  kwh: () => readNumber({ decimals: 3, whole: 11, exact: false }),
  multiplier: () => readMultiplier,
  digits: () => readDigits,
  readingKind: () => remembered(readReadingKind),
  flag: () => readFlag,
};

/** Few labels and dates stand in many cells: each is read once. A fault is told every time. */
function remembered(read: Reader): Reader {
  const known = new Map<string, string | null>();
  return (text, tell) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = read(text, tell);
    if (value !== undefined) known.set(text, value);
    return value;
  };
}

const readLabel: Reader = (text, tell) => {
  const label = tidyLabel(text);
  // Folding can make a text longer: an index takes no key of any length.
  if (label.length <= LONGEST_LABEL && matchKey(label).length <= 2 * LONGEST_LABEL) {
    return matchKey(label) === '' ? null : label;
  }
  tell(tooLong(LONGEST_LABEL));
  return undefined;
};

const readText: Reader = (text, tell) => {
  const value = text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '')
    .trim();
  if (value.length <= LONGEST_TEXT) return value === '' ? null : value;
  tell(tooLong(LONGEST_TEXT));
  return undefined;
};

function tooLong(longest: number): Fault {
  return problem('too-long', `Longer than ${longest} characters. Shorten it.`);
}

const readEmail: Reader = (text, tell) => {
  if (text.length <= 254 && /^[^\s@<>,;]+@[^\s@<>,;.]+(?:\.[^\s@<>,;.]+)+$/.test(text)) return text;
  tell(problem('not-an-email', `${quoted(text)} is no e-mail address. Correct or empty the cell.`));
  return undefined;
};

const FIRST_YEAR = '1900';
const LAST_YEAR = '2199';

const readDate: Reader = (text, tell) => {
  if (!isDate(text)) {
    const remedy = 'Type a date, or say in which order day and month stand in this column.';
    tell(
      problem('not-a-date', `${quoted(text)} is no date that can be read for certain. ${remedy}`),
    );
    return undefined;
  }
  const year = text.slice(0, 4);
  if (year >= FIRST_YEAR && year <= LAST_YEAR) return text;
  tell(
    problem('out-of-range', `${text} is not between ${FIRST_YEAR} and ${LAST_YEAR}. Correct it.`),
  );
  return undefined;
};

function isDate(text: string): boolean {
  try {
    dayFromIso(text);
    return true;
  } catch {
    return false;
  }
}

const readPeriod: Reader = (text, tell) => {
  const year = text.slice(0, 4);
  const known = /^\d{4}-(?:0[1-9]|1[0-2])$/.test(text) || isDate(text);
  if (known && year >= FIRST_YEAR && year <= LAST_YEAR) return text;
  const remedy = 'Type the month (2025-03) or the last day of the period (2025-03-31).';
  tell(problem('not-a-period', `${quoted(text)} names no billing period. ${remedy}`));
  return undefined;
};

interface NumberShape {
  readonly decimals: number;
  /** Digits before the point. */
  readonly whole: number;
  /** Written with all decimals ("12.50"), or without trailing zeros. */
  readonly exact: boolean;
}

/** Far more digits than any field: a longer text is no amount of anything. */
const LONGEST_NUMBER = 400;

function readNumber({ decimals, whole, exact }: NumberShape): Reader {
  const limit = 10n ** BigInt(whole + decimals);
  return (text, tell) => {
    const number = text.length <= LONGEST_NUMBER ? readDecimal(text, decimals) : null;
    if (number === null) {
      tell(
        problem(
          'not-a-number',
          `${quoted(text)} is no number. Type the number; until then the row waits.`,
        ),
      );
      return undefined;
    }
    const { value, rounded } = number;
    if (value >= limit || value <= -limit) {
      tell(
        problem('out-of-range', `${quoted(text)} has more than ${whole} digits before the point.`),
      );
      return undefined;
    }
    const written = writeDecimal(value, decimals);
    const result = exact ? written : withoutTrailingZeros(written);
    if (rounded) {
      tell({
        code: 'rounded',
        severity: 'note',
        message: `${quoted(text)} has more than ${decimals} decimals: it is taken as ${result}.`,
      });
    }
    return result;
  };
}

/** "12.500" → "12.5", "12.000" → "12". */
export function withoutTrailingZeros(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

const readAnyMultiplier = readNumber({ decimals: 6, whole: 6, exact: false });

const readMultiplier: Reader = (text, tell) => {
  const value = readAnyMultiplier(text, tell);
  if (value !== '0') return value;
  tell(problem('out-of-range', 'A multiplier of 0 would measure nothing. Type 1, 10, −1 …'));
  return undefined;
};

const MOST_DIGITS = 11;

const readDigits: Reader = (text, tell) => {
  const number = text.length <= LONGEST_NUMBER ? readDecimal(text, 0) : null;
  if (number !== null && !number.rounded && number.value >= 1n && number.value <= MOST_DIGITS) {
    return String(number.value);
  }
  const code = number === null ? 'not-a-number' : 'out-of-range';
  const remedy = `Type how many digits the dial has before its decimals, 1 to ${MOST_DIGITS}.`;
  tell(problem(code, `${quoted(text)} is no count of digits. ${remedy}`));
  return undefined;
};

const readReadingKind: Reader = (text, tell) => {
  const kind = READING_KINDS.find((one) => one === text.toLowerCase());
  if (kind !== undefined) return kind;
  tell(
    problem(
      'not-a-reading-kind',
      `${quoted(text)} is no kind of reading. Use one of: ${READING_KINDS.join(', ')}.`,
    ),
  );
  return undefined;
};

const readFlag: Reader = (text) => (text === 'true' ? text : null);

const LONGEST_QUOTE = 40;

function quoted(text: string): string {
  return text.length <= LONGEST_QUOTE ? `“${text}”` : `“${text.slice(0, LONGEST_QUOTE)}…”`;
}
