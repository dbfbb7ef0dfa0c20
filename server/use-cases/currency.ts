/**
 * How many decimals a currency has: ISO 4217, as a table of our own. Intl answers from CLDR, which
 * gives the decimals usually shown (HUF, COP, IDR, PKR: 0) and changes between versions of Node:
 * amounts that landlords do write, 1 234.50 Ft, would be refused or rounded. Intl only says which
 * codes exist.
 */
const OTHERS: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
    .split(' ')
    .map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
]);

const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

export function isCurrency(code: string): boolean {
  return CODES.has(code);
}

/** Decimals of the currency's minor unit: JPY 0, USD 2, KWD 3. */
export function decimalsOf(currency: string): number {
  return OTHERS.get(currency) ?? 2;
}
