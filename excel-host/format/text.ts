import { format, getFormatFromId, isDateFormat, tokenize } from 'numfmt';
import type { FormatText, TextContext } from '../model/services.ts';
import { isError } from '../model/value.ts';
import type { Culture } from '../model/workbook.ts';
import { localeOf } from './culture.ts';

/** Days by which the date system that begins in 1904 lies behind the one that begins in 1900. */
const days1904 = 1462;

/** These two say "the culture's short date" in every language, not the American order. */
const shortDate = 'm/d/yyyy';
const shortDateTime = 'm/d/yyyy h:mm';

const patterns = new Map<string, { pattern: string; isDate: boolean }>();

/** The pattern as it reads in the culture: its short date, and its sign between a date's parts. */
function localPattern(numberFormat: string, culture: Culture, locale: string) {
  const key = `${locale} ${numberFormat}`;
  const known = patterns.get(key);
  if (known) return known;
  let pattern = numberFormat;
  const isDate = isDateFormat(pattern);
  if (pattern === shortDate) pattern = getFormatFromId(14, locale);
  else if (pattern === shortDateTime) pattern = getFormatFromId(22, locale);
  else if (isDate && culture.dateSeparator !== '/') {
    const separator = `"${culture.dateSeparator}"`;
    pattern = tokenize(pattern)
      .map(({ type, raw }) => (type === 'SLASH' ? separator : raw))
      .join('');
  }
  const result = { pattern, isDate };
  patterns.set(key, result);
  return result;
}

/**
 * The text that Excel shows for a value under a number format. Widths of columns are not looked at:
 * a number never becomes "####" for want of room, only a date that the calendar does not have.
 */
export const cellText: FormatText = (value, numberFormat, { culture, date1904 }: TextContext) => {
  if (value === null) return '';
  if (isError(value)) return value.error;
  const general = numberFormat === '' || numberFormat === 'General';
  if (typeof value === 'string' && (general || numberFormat === '@')) return value;
  const locale = localeOf(culture);
  const { pattern, isDate } = localPattern(general ? 'General' : numberFormat, culture, locale);
  const shown = date1904 && isDate && typeof value === 'number' ? value + days1904 : value;
  return format(pattern, shown, {
    locale,
    throws: false,
    invalid: String(value),
    dateErrorNumber: false,
    dateSpanLarge: false,
    overflow: '########',
  });
};
