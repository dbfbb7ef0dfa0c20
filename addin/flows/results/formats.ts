/** The culture's short date in every language, whatever order this pattern names. */
export const DATE_FORMAT = 'm/d/yyyy';

/** As people who write in a language show a currency: "$1,234.50", "1.234,50 €". */
export function moneyFormat(currency: string, language: string): string {
  const locale = Intl.NumberFormat.supportedLocalesOf([language || 'en-US'])[0] ?? 'en-US';
  const shown = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  });
  const digits = shown.resolvedOptions().maximumFractionDigits ?? 2;
  const number = digits > 0 ? `#,##0.${'0'.repeat(digits)}` : '#,##0';
  const types = shown.formatToParts(1).filter(({ type }) => type !== 'literal');
  const symbol = types.find(({ type }) => type === 'currency')?.value ?? currency;
  const isAfter = types.at(-1)?.type === 'currency';
  const quoted = `[$${symbol.replaceAll(/[[\]-]/g, '')}]`;
  // A symbol of letters needs its distance: "CHF 5", but "$5".
  const space = isAfter || /\p{L}$/u.test(symbol) ? ' ' : '';
  return isAfter ? `${number}${space}${quoted}` : `${quoted}${space}${number}`;
}

const MOST_DECIMALS = 6;

/** Formats of numbers with 0 to 6 decimals. */
const DECIMAL_FORMATS: readonly string[] = Array.from({ length: MOST_DECIMALS + 1 }, (_, digits) =>
  digits === 0 ? '#,##0' : `#,##0.${'0'.repeat(digits)}`,
);

/** As many decimals as the longest of them has: nothing is hidden. */
export function decimalFormat(values: readonly (string | null)[]): string {
  let most = 0;
  for (const value of values) {
    if (value !== null) most = Math.max(most, decimalsIn(value));
    if (most >= MOST_DECIMALS) break;
  }
  return DECIMAL_FORMATS[Math.min(most, MOST_DECIMALS)] ?? '#,##0';
}

/** Without zeros at the end. Of very many values: neither split nor matched. */
function decimalsIn(value: string): number {
  const point = value.indexOf('.');
  if (point < 0) return 0;
  let end = value.length;
  while (value[end - 1] === '0') end -= 1;
  return end - point - 1;
}

/** The formats above, of any currency: what looks otherwise was chosen by the user. */
export const NUMBER_FORMATS = /^(?:\[\$[^\]]*\] ?)?#,##0(?:\.0+)?(?: ?\[\$[^\]]*\])?$/;
