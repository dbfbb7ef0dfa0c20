import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalText, numberInText, sumOf } from './decimals.ts';

const us = { decimalSeparator: '.', thousandsSeparator: ',', dateOrder: 'MDY' } as const;
const de = { decimalSeparator: ',', thousandsSeparator: '.', dateOrder: 'DMY' } as const;
const fr = { decimalSeparator: ',', thousandsSeparator: '\u202f', dateOrder: 'DMY' } as const;
const runs = process.env['TEST_SCALE'] === 'full' ? 20_000 : 500;

test.each([
  [0.1, '0.1'],
  [31491.8992225324, '31491.8992225324'],
  [1e21, '1000000000000000000000'],
  [1.5e-7, '0.00000015'],
  [-2.5e22, '-25000000000000000000000'],
  [-0, '0'],
  [100, '100'],
])('%d is the decimal %s', (number, text) => {
  expect(decimalText(number)).toBe(text);
});

test('every number reads back from its decimal text, which has no exponent', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      const text = decimalText(number);
      expect(text).toMatch(/^-?\d+(\.\d+)?$/);
      expect(Number(text)).toBe(number === 0 ? 0 : number);
    }),
    { numRuns: runs },
  );
});

test.each([
  ['1,234.50', us, '1234.50'],
  [' 950 ', us, '950'],
  ['$1,234.50', us, '1234.50'],
  ['GBP 12.5', us, '12.5'],
  ['(12.50)', us, '-12.50'],
  ['-$5.00', us, '-5.00'],
  ['$-5.00', us, '-5.00'],
  ['12.50-', us, '-12.50'],
  ['−3', us, '-3'],
  ['450 kWh', us, '450'],
  ['.5', us, '0.5'],
  ['1.250', us, '1.250'],
  ['007', us, '7'],
  ['12,34,567.00', us, '1234567.00'],
  ['-0.00', us, '0.00'],
  ['₱ 1 250,00', de, '1250.00'],
  ['1.250,00 €', de, '1250.00'],
  ["1'250,00", de, '1250.00'],
  ['1\u202f250,5', fr, '1250.5'],
  ['1 250 000', fr, '1250000'],
])('"%s" is clearly a number', (text, culture, number) => {
  expect(numberInText(text, culture)).toBe(number);
});

test.each([
  ['n/a', us],
  ['-', us],
  ['', us],
  ['est. 120', us],
  ['1.250,00', us],
  ['1,23', us],
  ['1,2345', us],
  ['12 kW', us],
  ['1,250.00', de],
  ['1.25', de],
  ['#REF!', us],
  ['1e5', us],
  ['3/9/23', us],
  ['--5', us],
  ['(-5)', us],
])('"%s" is not, or not clearly', (text, culture) => {
  expect(numberInText(text, culture)).toBeNull();
});

test.each([
  [['0.10', '0.2'], '0.30'],
  [['-0.05', '0.01'], '-0.04'],
  [['12', '-12.00'], '0.00'],
  [['9999999999999999.99', '0.01'], '10000000000000000.00'],
  [['-0.5'], '-0.5'],
  [[], '0'],
])('the sum of %j is exact', (texts, sum) => {
  expect(sumOf(texts)).toBe(sum);
});
