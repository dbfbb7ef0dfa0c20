/** Where the euro is not what one guesses from a region's own name. */
const BY_REGION: Readonly<Record<string, string>> = {
  ...{ US: 'USD', GB: 'GBP', CH: 'CHF', CA: 'CAD', AU: 'AUD', NZ: 'NZD', PH: 'PHP', IN: 'INR' },
  ...{ JP: 'JPY', CN: 'CNY', BR: 'BRL', MX: 'MXN', ZA: 'ZAR', SE: 'SEK', NO: 'NOK', DK: 'DKK' },
  ...{ PL: 'PLN', CZ: 'CZK', HU: 'HUF', TR: 'TRY', KW: 'KWD', AE: 'AED', SG: 'SGD', KR: 'KRW' },
};
const EURO = 'AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK BG'.split(' ');

/** The currency that is most likely meant where people write like that. */
export function likelyCurrency(locale: string): string {
  const region = new Intl.Locale(locale).maximize().region ?? '';
  return EURO.includes(region) ? 'EUR' : (BY_REGION[region] ?? 'USD');
}

export interface Currency {
  readonly code: string;
  readonly name: string;
}

/** All that the browser knows, by their codes. */
export function currencies(): Currency[] {
  const names = new Intl.DisplayNames('en', { type: 'currency' });
  return Intl.supportedValuesOf('currency').map((code) => ({ code, name: names.of(code) ?? code }));
}
