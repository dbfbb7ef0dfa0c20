/** Amounts, kWh, counts and dates in words of the workbook's language. Pure; money stays exact text. */
export interface Formats {
  /** "1234.50" → "1,234.50": with the decimals that it came with. */
  readonly money: (text: string) => string;
  readonly kwh: (text: string) => string;
  readonly count: (count: number) => string;
  /** "2025-02-28" → "28 Feb 2025" in the order of the language. */
  readonly date: (iso: string) => string;
  /** "Feb 2025" for a calendar month, else its first and last day. */
  readonly period: (start: string | null, end: string) => string;
  readonly time: (at: Date) => string;
  /** The day of a moment, where the person is. */
  readonly day: (at: Date) => string;
  readonly moment: (at: Date) => string;
  /** A value as it travels: numbers and dates are written as the language has it, texts stay. */
  readonly value: (value: string | boolean | null, type: string) => string;
}

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;

export function formatsFor(locale: string): Formats {
  const day = new Intl.DateTimeFormat(locale, {
    ...{ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
  });
  const month = new Intl.DateTimeFormat(locale, {
    ...{ month: 'short', year: 'numeric', timeZone: 'UTC' },
  });
  const today = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const stamp = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const clock = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
  const integer = new Intl.NumberFormat(locale);

  const decimal = (text: string): string => {
    if (!DECIMAL.test(text)) return text;
    const digits = text.split('.')[1]?.length ?? 0;
    const format = new Intl.NumberFormat(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    // As text: a number would be rounded to what a float holds.
    return format.format(text as `${number}`);
  };
  const date = (iso: string): string => (DATE_ONLY.test(iso) ? day.format(at(iso)) : iso);
  const formats: Formats = {
    money: decimal,
    kwh: (text) => decimal(text.includes('.') ? text.replace(/\.?0+$/, '') : text),
    count: (count) => integer.format(count),
    date,
    period: (start, end) => {
      if (start === null) return date(end);
      return isMonth(start, end) ? month.format(at(end)) : day.formatRange(at(start), at(end));
    },
    time: (moment) => clock.format(moment),
    day: (moment) => today.format(moment),
    moment: (moment) => stamp.format(moment),
    value: (value, type) => {
      if (value === null || typeof value === 'boolean') return value === true ? '✓' : '–';
      if (type === 'date' || type === 'period') return date(value);
      return type === 'money' || type === 'kwh' ? decimal(value) : value;
    },
  };
  return formats;
}

/** A name within a sentence: written from right to left it turns nothing but itself around. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

function at(iso: string): Date {
  return new Date(`${iso}T00:00:00Z`);
}

/** From the first to the last day of one month. */
function isMonth(start: string, end: string): boolean {
  if (start.slice(0, 7) !== end.slice(0, 7) || !start.endsWith('-01')) return false;
  const next = at(end);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.getUTCDate() === 1;
}
