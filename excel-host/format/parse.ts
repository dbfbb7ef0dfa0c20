import { getFormatFromId, parseValue } from 'numfmt';
import { type CellValue, errorValue } from '../model/value.ts';
import type { Culture } from '../model/workbook.ts';
import { localeOf } from './culture.ts';

/** What a cell holds after something was typed: a value, with an apostrophe or a formula. */
export interface Typed {
  readonly value: CellValue;
  /** Without its "=". */
  readonly formula?: string;
  /** Typed with a leading apostrophe. */
  readonly quotePrefix?: boolean;
  /** The format that a cell in General takes on from what was typed. */
  readonly numberFormat?: string;
}

const days1904 = 1462;
const dateFormats = new Set([14, 15, 16, 17, 22]);
/** In a percentage or currency the library tells decimals apart; for currency signs it knows less. */
const currencyFormats = { whole: 6, decimals: 8 };

/** Excel holds 15 digits of a number and not one more. */
function to15Digits(value: number): number {
  return Number(value.toPrecision(15));
}

function formatOfNumber(
  text: string,
  formatId: number | undefined,
  culture: Culture,
): number | undefined {
  if (formatId !== undefined || !text.includes(culture.currencySymbol)) return formatId;
  return text.includes(culture.decimalSeparator) ? currencyFormats.decimals : currencyFormats.whole;
}

/**
 * What Excel makes of text that a person types, or an add-in writes, into a cell: a formula, number,
 * date, boolean, error or text. What begins with "+" or "-" and is no number is a formula, as the
 * reference of Range.values warns. A cell formatted as text ("@") takes everything as it stands.
 */
export function parseTyped(
  text: string,
  numberFormat: string,
  { culture, date1904 }: { readonly culture: Culture; readonly date1904: boolean },
): Typed {
  if (text === '') return { value: null };
  if (text.startsWith("'")) return { value: text.slice(1), quotePrefix: true };
  if (numberFormat === '@') return { value: text };
  if (text.startsWith('=') && text.length > 1) return { value: null, formula: text.slice(1) };
  const error = text.startsWith('#') ? errorValue(text) : undefined;
  if (error) return { value: error };
  const locale = localeOf(culture);
  const parsed = parseValue(text, { locale });
  if (!parsed) return /^[+-]./.test(text) ? { value: null, formula: text } : { value: text };
  if (typeof parsed.value === 'boolean') return { value: parsed.value };
  const formatId = formatOfNumber(text, parsed.formatId, culture);
  const isDate = formatId !== undefined && dateFormats.has(formatId);
  const value = isDate && date1904 ? parsed.value - days1904 : to15Digits(parsed.value);
  if (isDate && value < 0) return { value: text };
  if (formatId === undefined) return { value };
  return { value, numberFormat: getFormatFromId(formatId, formatId < 9 ? locale : 'en-US') };
}
