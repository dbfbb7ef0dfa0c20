import { expect, test } from 'vitest';
import { decimalsOf, isCurrency } from './currency.ts';

test.each([
  ['USD', 2],
  ['JPY', 0],
  ['KWD', 3],
  // Shown without decimals by CLDR, but ISO 4217 and every utility bill have two.
  ['HUF', 2],
  ['PKR', 2],
  ['COP', 2],
])('%s has %i decimals', (currency, decimals) => {
  expect(isCurrency(currency)).toBe(true);
  expect(decimalsOf(currency)).toBe(decimals);
});

test.each(['XYZ', 'usd', 'EURO', ''])('%s is no currency', (code) => {
  expect(isCurrency(code)).toBe(false);
});
