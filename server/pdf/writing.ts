/** How amounts and dates are written, and on what paper, by the reader's language and country. */
import { isPrintable } from './fonts.ts';

/** Where paper is Letter; everywhere else it is A4 (Unicode CLDR, paperSize). */
const LETTER_COUNTRIES: ReadonlySet<string> = new Set(
  ['BZ', 'CA', 'CL', 'CO', 'CR', 'GT', 'MX', 'NI', 'PA', 'PH', 'PR', 'SV', 'US', 'VE'], //
);

export interface Writing {
  /** BCP 47. */
  readonly language: string;
  readonly paper: 'LETTER' | 'A4';
  /** "2025-01-31" as it is written there. */
  readonly day: (iso: string) => string;
  /** Exact: as many decimals as the text has. */
  readonly number: (decimal: string) => string;
  readonly money: (amount: string) => string;
  /** A rate: not rounded to the currency's decimals. */
  readonly rate: (amount: string) => string;
}

/**
 * @param locale BCP 47. Without one, and in place of one that is none, English: as in the United States for
 *   their dollar, else as in Britain
 */
export function writingFor(locale: string | undefined, currency: string): Writing {
  const language = known(locale) ?? (currency === 'USD' ? 'en-US' : 'en-GB');
  const region = new Intl.Locale(language).maximize().region ?? '';
  const writes = amountWriter(language, currency);
  return {
    ...{ language, paper: LETTER_COUNTRIES.has(region) ? 'LETTER' : 'A4' },
    day: dayWriter(language),
    number: (decimal) => {
      const digits = decimalsOf(decimal);
      return inFont(numberFormat(language, { minimumFractionDigits: digits }), decimal);
    },
    money: (amount) => writes(amount, decimalsOf(amount)),
    rate: (amount) => writes(amount, decimalsOf(amount.replace(/(\.\d\d\d*?)0+$/, '$1'))),
  };
}

function known(locale: string | undefined): string | null {
  if (locale === undefined) return null;
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale)[0] ?? null;
  } catch {
    return null; // It looks like one and is none.
  }
}

/** Digits as in this text, whatever the language's own are. */
const PLAIN = { numberingSystem: 'latn' } as const;
const FALLBACK = 'en-GB';

/** Making one takes longer than all that it then writes. */
const formats = new Map<string, Intl.NumberFormat>();
const MOST_FORMATS = 500;

function numberFormat(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify([language, options]);
  const known = formats.get(key);
  if (known !== undefined) return known;
  if (formats.size >= MOST_FORMATS) formats.clear();
  const all = { ...PLAIN, maximumFractionDigits: 20, ...options };
  const format = new Intl.NumberFormat(language, all);
  formats.set(key, format);
  return format;
}

/** Typed for decimal text since ES2023; numbers would round. */
function inFont(format: Intl.NumberFormat, decimal: string): string {
  return tidy(format.format(decimal as `${number}`));
}

/** Without marks of direction, which no font shows. */
function tidy(text: string): string {
  return text.replaceAll(/\p{Cf}/gu, '').replaceAll('\uFFE5', '¥');
}

/** On one line, wherever it stands. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00A0');
}

/** With the currency's sign where the fonts have it, else with its code. */
function amountWriter(language: string, currency: string) {
  const style = { style: 'currency', currency } as const;
  return (amount: string, digits: number): string => {
    const exact = { ...style, minimumFractionDigits: digits, maximumFractionDigits: digits };
    const tries = [
      () => numberFormat(language, exact),
      () => numberFormat(language, { ...exact, currencyDisplay: 'code' }),
      () => numberFormat(FALLBACK, { ...exact, currencyDisplay: 'code' }),
    ];
    return firstPrintable(tries.map((format) => () => inFont(format(), amount)));
  };
}

function dayWriter(language: string): (iso: string) => string {
  const options: Intl.DateTimeFormatOptions = {
    ...{ ...PLAIN, dateStyle: 'medium', timeZone: 'UTC', calendar: 'gregory' },
  };
  const formats = [language, FALLBACK].map((one) => new Intl.DateTimeFormat(one, options));
  return (iso) => {
    const date = new Date(`${iso}T00:00:00Z`);
    return firstPrintable(formats.map((format) => () => unbroken(tidy(format.format(date)))));
  };
}

function firstPrintable(tries: readonly (() => string)[]): string {
  let text = '';
  for (const attempt of tries) {
    text = attempt();
    if (isPrintable(text)) break;
  }
  return text;
}

function decimalsOf(decimal: string): number {
  return decimal.split('.')[1]?.length ?? 0;
}
