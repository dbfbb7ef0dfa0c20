import type { DateOrder } from '../excel/culture.ts';

/** A day, or a month where `day` is null. */
export interface PlainDate {
  readonly year: number;
  readonly month: number;
  readonly day: number | null;
}

const DAY_MS = 86_400_000;
const LAST_SERIAL = 2_958_465;
/** Excel counts 29 February 1900, which never was. */
const FALSE_LEAP_DAY = 60;
const DAYS_1904 = 1_462;

/** The day that Excel shows for a serial number; null where there is none. Times are cut off. */
export function dateOfSerial(serial: number, date1904: boolean): PlainDate | null {
  const in1900 = Math.floor(serial) + (date1904 ? DAYS_1904 : 0);
  if (in1900 < 1 || in1900 > LAST_SERIAL || in1900 === FALSE_LEAP_DAY) return null;
  const days = in1900 < FALSE_LEAP_DAY ? in1900 : in1900 - 1;
  const at = new Date(Date.UTC(1900, 0, days));
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

/** The serial number of an ISO date, for writing. */
export function serialOfIso(iso: string, date1904: boolean): number {
  const days = Math.round((Date.parse(`${iso}T00:00:00Z`) - Date.UTC(1900, 0, 0)) / DAY_MS);
  const in1900 = days >= FALSE_LEAP_DAY ? days + 1 : days;
  return date1904 ? in1900 - DAYS_1904 : in1900;
}

export function isoOf({ year, month, day }: PlainDate): string {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
  return day === null ? text : `${text}-${String(day).padStart(2, '0')}`;
}

export function lastDayOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Whether a number format shows a date: "m/d/yy", "[$-409]mmm-yy", "dd.mm.yyyy hh:mm". */
export function isDateFormat(format: string): boolean {
  const known = DATE_FORMATS.get(format);
  if (known !== undefined) return known;
  const isDate =
    /[dy]|m{3}|(?<![h:])m(?![:s])/i.test(lettersOf(format)) && !/^general$/i.test(format);
  DATE_FORMATS.set(format, isDate);
  return isDate;
}

/** A workbook has few formats, and each is asked about once per cell. */
const DATE_FORMATS = new Map<string, boolean>();

/** Whether it shows a month and no day: "mmm-yy". */
export function isMonthFormat(format: string): boolean {
  const letters = lettersOf(format);
  return (
    isDateFormat(format) && !/d/i.test(letters) && /m/i.test(letters) && !/[hs]/i.test(letters)
  );
}

/** Without quoted texts, escapes, colours and locales. */
function lettersOf(format: string): string {
  return format.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '');
}

let known: ReadonlyMap<string, number> | undefined;

/** Made when the first text is read: it takes as long as a tenth of the pane's start. */
function months(): ReadonlyMap<string, number> {
  known ??= monthNames(['en', 'de', 'es', 'fr']);
  return known;
}

function monthNames(languages: readonly string[]): ReadonlyMap<string, number> {
  const names = new Map<string, number>([['sept', 9]]);
  for (const language of languages) {
    for (const style of ['long', 'short'] as const) {
      const formatter = new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month += 1) {
        const name = formatter
          .format(Date.UTC(2001, month - 1, 1))
          .toLowerCase()
          .replace('.', '');
        names.set(name, month);
        if (style === 'long') names.set(name.slice(0, 3), names.get(name.slice(0, 3)) ?? month);
      }
    }
  }
  return names;
}

/**
 * Reads a date from text where only one reading is possible, or where `order` says which is meant;
 * null otherwise. A month without a day ("Mar-23", "2023-03") has the day null.
 */
export function dateInText(text: string, order: DateOrder | null): PlainDate | null {
  const bare = text.trim().replace(/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?Z?$/i, '');
  return isoInText(bare) ?? namedInText(bare) ?? numbersInText(bare, order);
}

function isoInText(text: string): PlainDate | null {
  const match = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$/.exec(text);
  return match ? real(match[1], Number(match[2]), match[3]) : null;
}

function namedInText(text: string): PlainDate | null {
  const words = text
    .toLowerCase()
    .split(/[\s,./-]+/)
    .filter((word) => word !== '' && word !== 'de');
  const at = words.findIndex((word) => months().has(word));
  const month = months().get(words[at] ?? '');
  const numbers = words.toSpliced(at, 1).map((word) => word.replace(/(?<=\d)(st|nd|rd|th)$/, ''));
  if (month === undefined || numbers.some((one) => !/^\d{1,4}$/.test(one))) return null;
  const [first, second] = numbers;
  if (numbers.length === 1) return at === 0 ? real(first, month, undefined) : null;
  if (numbers.length !== 2) return null;
  return first?.length === 4 ? real(first, month, second) : real(second, month, first);
}

function numbersInText(text: string, order: DateOrder | null): PlainDate | null {
  const monthAndYear = /^(\d{1,2})[-/.](\d{4})$/.exec(text);
  if (monthAndYear) return real(monthAndYear[2], Number(monthAndYear[1]), undefined);
  const match = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})$/.exec(text);
  if (!match) return null;
  const [, a = '', b = '', c = ''] = match;
  if (order === 'YMD') return c.length === 2 ? real(a, Number(b), c) : null;
  const asDmy = real(c, Number(b), a);
  const asMdy = real(c, Number(a), b);
  if (order === 'DMY') return asDmy;
  if (order === 'MDY') return asMdy;
  if (asDmy && asMdy) return isoOf(asDmy) === isoOf(asMdy) ? asDmy : null;
  return asDmy ?? asMdy;
}

/** Null where the calendar has no such day. Two-digit years as Excel reads them: 00–29 are 2000s. */
function real(
  yearText: string | undefined,
  month: number,
  dayText: string | undefined,
): PlainDate | null {
  const short = Number(yearText);
  const year = (yearText ?? '').length > 2 ? short : short + (short < 30 ? 2000 : 1900);
  const day = dayText === undefined ? null : Number(dayText);
  if (!(month >= 1 && month <= 12) || year < 1900 || year > 9999) return null;
  if (day !== null && (day < 1 || day > lastDayOf(year, month))) return null;
  return { year, month, day };
}

/** The order that a column's texts prove: some have a day above 12, and none contradicts. */
export function provenOrder(texts: readonly string[]): DateOrder | null {
  let dayFirst = false;
  let monthFirst = false;
  for (const text of texts) {
    const match = /^(\d{1,2})[-/.](\d{1,2})[-/.](?:\d{2}|\d{4})\b/.exec(text.trim());
    dayFirst ||= Number(match?.[1] ?? 0) > 12;
    monthFirst ||= Number(match?.[2] ?? 0) > 12;
  }
  if (dayFirst === monthFirst) return null;
  return dayFirst ? 'DMY' : 'MDY';
}
