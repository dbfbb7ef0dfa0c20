import { expect, test } from 'vitest';
import { currencies, likelyCurrency } from './currencies.ts';

test('the currency that is proposed is the one of the language’s land', () => {
  expect(['en-US', 'de-DE', 'de-CH', 'en', 'ja', 'fr-FR', 'ar-KW'].map(likelyCurrency)).toEqual([
    ...['USD', 'EUR', 'CHF', 'USD', 'JPY', 'EUR', 'KWD'],
  ]);
});

test('every currency that can be proposed can be chosen', () => {
  const codes = currencies().map(({ code }) => code);
  for (const locale of ['en-US', 'de-DE', 'en-PH', 'ko-KR']) {
    expect(codes).toContain(likelyCurrency(locale));
  }
});
