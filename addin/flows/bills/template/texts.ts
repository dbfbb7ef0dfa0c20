import type { Culture } from '../../../excel/culture.ts';
import type { Writing } from '../../../excel/bills/template-sheet.ts';
import { decimalFormat, moneyFormat } from '../../results/formats.ts';
import type { Field, FieldValue } from '../fields.ts';

/** How values of a bill are written where they stand in a text. */
export interface Voice extends Writing {
  readonly currency: string;
  /** BCP 47, for where the sign of a currency stands. */
  readonly language: string;
}

/** A value as the workbook would show it, for within a sentence. */
export function textOf({ kind, name }: Field, value: FieldValue, voice: Voice): string {
  if (value === null || value === '') return '';
  if (name === 'period' || name === 'stay') {
    const [from = '', to = ''] = value.split('/');
    return `${dateText(from, voice)} – ${dateText(to, voice)}`;
  }
  if (kind === 'date') return dateText(value, voice);
  if (kind === 'money') return moneyText(value, voice);
  if (kind === 'text' || kind === 'count') return value;
  const shown = kind === 'rate' ? Number(value).toFixed(RATE_DECIMALS) : value;
  return numberText(shown.includes('.') ? shown.replace(/\.?0+$/, '') : shown, voice.culture);
}

const RATE_DECIMALS = 6;

/** An ISO date by a pattern such as "dd.MM.yyyy" or "d. MMM yyyy". */
export function dateText(iso: string, { shortDate, language }: Voice): string {
  const [year = '', month = '', day = ''] = iso.split('-');
  const named = (style: 'short' | 'long') =>
    new Intl.DateTimeFormat(languageOf(language), { month: style, timeZone: 'UTC' }).format(
      Date.UTC(Number(year), Number(month) - 1, 1),
    );
  return shortDate.replace(/'([^']*)'|y+|M+|d+/g, (letters, quoted: string | undefined) => {
    if (quoted !== undefined) return quoted;
    if (letters.startsWith('y')) return letters.length <= 2 ? year.slice(-2) : year;
    if (letters.startsWith('d')) return letters.length === 1 ? String(Number(day)) : day;
    if (letters.length > 2) return named(letters.length > 3 ? 'long' : 'short');
    return letters.length === 1 ? String(Number(month)) : month;
  });
}

function languageOf(language: string): string {
  return Intl.DateTimeFormat.supportedLocalesOf([language || 'en-US'])[0] ?? 'en-US';
}

/** "1,234.50": all decimals that the text has, exactly. */
export function numberText(decimal: string, culture: Culture): string {
  const isNegative = decimal.startsWith('-');
  const [whole = '0', fraction] = decimal.replace('-', '').split('.');
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, culture.thousandsSeparator);
  const text = fraction === undefined ? grouped : grouped + culture.decimalSeparator + fraction;
  return isNegative ? `-${text}` : text;
}

const sign = (part: string) => part.replaceAll(/\[\$([^\]]*)\]/g, '$1');

/** "-$1,234.50", "1.234,50 €": as {@link moneyFormat} shows it. */
function moneyText(decimal: string, { currency, language, culture }: Voice): string {
  const [, before = '', after = ''] =
    /^(.*?)#,##0(?:\.0+)?(.*)$/.exec(moneyFormat(currency, language)) ?? [];
  const number = numberText(decimal.replace('-', ''), culture);
  return `${decimal.startsWith('-') ? '-' : ''}${sign(before)}${number}${sign(after)}`;
}

/** The format of a cell that had none of its own. */
export function formatOf(
  { kind }: Field,
  values: readonly FieldValue[],
  { currency, language }: Pick<Voice, 'currency' | 'language'>,
): string | null {
  // A count is shown as it is: the number of a bill has no thousands.
  if (kind === 'text' || kind === 'count') return null;
  if (kind === 'date') return 'm/d/yyyy';
  if (kind === 'money') return moneyFormat(currency, language);
  return decimalFormat(values);
}
