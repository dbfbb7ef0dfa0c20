import { expect, test } from 'vitest';
import { cellText } from '../../../excel-host/format/text.ts';
import { createWorkbook } from '../../../excel-host/model/create.ts';
import { NUMBER_FORMATS, decimalFormat, moneyFormat } from './formats.ts';

test.each([
  ['USD', 'en-US', '[$$]#,##0.00'],
  ['EUR', 'de-DE', '#,##0.00 [$€]'],
  ['JPY', 'en-US', '[$¥]#,##0'],
  ['KWD', 'en-US', '[$KWD] #,##0.000'],
  ['CHF', 'en-US', '[$CHF] #,##0.00'],
  ['PHP', 'en-PH', '[$₱]#,##0.00'],
  ['USD', '', '[$$]#,##0.00'],
])('%s as people write it in %s', (currency, language, format) => {
  expect(moneyFormat(currency, language)).toBe(format);
  expect(format).toMatch(NUMBER_FORMATS);
});

test('amounts are shown with their sign and separators', () => {
  const workbook = createWorkbook();
  expect(cellText(-1234.5, moneyFormat('USD', 'en-US'), workbook)).toBe('-$1,234.50');
  expect(cellText(1234567, moneyFormat('JPY', 'en-US'), workbook)).toBe('¥1,234,567');
});

test('a column of numbers shows as many decimals as its longest needs', () => {
  expect(decimalFormat(['1', null, '2.500'])).toBe('#,##0.0');
  expect(decimalFormat(['1.000', '20'])).toBe('#,##0');
  expect(decimalFormat(['0.123456789'])).toBe('#,##0.000000');
  expect(decimalFormat([])).toBe('#,##0');
  expect(decimalFormat(['1.25'])).toMatch(NUMBER_FORMATS);
  expect('0.0').not.toMatch(NUMBER_FORMATS);
});
