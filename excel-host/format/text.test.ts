import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usCulture } from '../model/create.ts';
import { type CellValue, errorValue } from '../model/value.ts';
import type { Culture } from '../model/workbook.ts';
import { parseTyped } from './parse.ts';
import { cellText } from './text.ts';

const german: Culture = {
  ...usCulture,
  name: 'de-DE',
  decimalSeparator: ',',
  thousandsSeparator: '.',
  dateSeparator: '.',
  shortDatePattern: 'dd.MM.yyyy',
  currencySymbol: '€',
};
const british: Culture = {
  ...usCulture,
  name: 'en-GB',
  shortDatePattern: 'dd/MM/yyyy',
  currencySymbol: '£',
};
const runs = process.env['TEST_SCALE'] === 'full' ? 20_000 : 500;
const us = { culture: usCulture, date1904: false };
const de = { culture: german, date1904: false };

describe('the text of a cell', () => {
  test.each<[CellValue, string, string]>([
    [null, '0.00', ''],
    ['a  b ', 'General', 'a  b '],
    [true, 'General', 'TRUE'],
    [errorValue('#N/A') ?? null, '0.00', '#N/A'],
    [1234567.891234, 'General', '1234567.891'],
    [0.1 + 0.2, 'General', '0.3'],
    [31491.8992225324, 'General', '31491.89922'],
    [12345678901, 'General', '12345678901'],
    [123456789012, 'General', '1.23457E+11'],
    [-0.5, 'General', '-0.5'],
    [1234.5, '#,##0.00', '1,234.50'],
    [1234.5, '$#,##0.00', '$1,234.50'],
    [-3, '0.00;[Red](0.00)', '(3.00)'],
    [0.256, '0.0%', '25.6%'],
    [1.005, '0.00', '1.01'],
    [7, '000000', '000007'],
    ['x', '0;0;0;"<"@">"', '<x>'],
    [0, '#,##0;-#,##0;"–"', '–'],
    [45688, 'yyyy-mm-dd', '2025-01-31'],
    [45688, 'mmm-yy', 'Jan-25'],
    [45688.75, 'm/d/yyyy h:mm', '1/31/2025 18:00'],
    [-1, 'yyyy-mm-dd', '########'],
  ])('%j under %s is %s', (value, numberFormat, text) => {
    expect(cellText(value, numberFormat, us)).toBe(text);
  });

  test('1900 has its false leap day', () => {
    const texts = [1, 59, 60, 61].map((serial) => cellText(serial, 'yyyy-mm-dd', us));
    expect(texts).toEqual(['1900-01-01', '1900-02-28', '1900-02-29', '1900-03-01']);
  });

  test('in the 1904 date system only dates are counted from 1904', () => {
    const context = { culture: usCulture, date1904: true };
    expect(cellText(0, 'yyyy-mm-dd', context)).toBe('1904-01-01');
    expect(cellText(44226, 'yyyy-mm-dd', context)).toBe('2025-01-31');
    expect(cellText(44226, '0', context)).toBe('44226');
  });

  test("the culture's separators, short date, names and words are used", () => {
    expect(cellText(1234.5, '#,##0.00', de)).toBe('1.234,50');
    expect(cellText(1234.5, 'General', de)).toBe('1234,5');
    expect(cellText(45688, 'm/d/yyyy', de)).toBe('31.01.2025');
    expect(cellText(45688, 'dd/mm/yy', de)).toBe('31.01.25');
    expect(cellText(45717, 'mmmm yyyy', de)).toBe('März 2025');
    expect(cellText(true, 'General', de)).toBe('WAHR');
    const own = { ...usCulture, thousandsSeparator: "'" };
    expect(cellText(1234.5, '#,##0.00', { ...us, culture: own })).toBe("1'234.50");
    expect(cellText(1234.5, '#,##0.00', us)).toBe('1,234.50');
  });

  test('a format that cannot be read shows the value', () => {
    expect(cellText(5, '[[nonsense', us)).toBe('5');
  });
});

describe('what typing makes', () => {
  test.each([
    ['1234.5', { value: 1234.5 }],
    [' 950 ', { value: 950 }],
    ['1,234.50', { value: 1234.5, numberFormat: '#,##0.00' }],
    ['1,234', { value: 1234, numberFormat: '#,##0' }],
    ['(5)', { value: -5 }],
    ['5%', { value: 0.05, numberFormat: '0%' }],
    ['$5', { value: 5, numberFormat: '$#,##0_);[Red]($#,##0)' }],
    ['$1,234.50', { value: 1234.5, numberFormat: '$#,##0.00_);[Red]($#,##0.00)' }],
    ['1e5', { value: 100_000, numberFormat: '0.00E+00' }],
    ['1234567890123456789', { value: 1234567890123450000 }],
    ['2025-01-31', { value: 45688, numberFormat: 'm/d/yyyy' }],
    ['1/31/2025', { value: 45688, numberFormat: 'm/d/yyyy' }],
    ['24 Jan 2025', { value: 45681, numberFormat: 'd-mmm-yy' }],
    ['april 2024', { value: 45383, numberFormat: 'mmm-yy' }],
    ['18:30', { value: 0.770833333333333, numberFormat: 'h:mm' }],
    ['TRUE', { value: true }],
    ['false', { value: false }],
    ['#REF!', { value: { error: '#REF!' } }],
    ['=A1+1', { value: null, formula: 'A1+1' }],
    ['=', { value: '=' }],
    ["'0123", { value: '0123', quotePrefix: true }],
    ["'=A1", { value: '=A1', quotePrefix: true }],
    ['0123', { value: 123 }],
    ['', { value: null }],
    ['n/a', { value: 'n/a' }],
    ['-', { value: '-' }],
    ['est.', { value: 'est.' }],
    ['₱ 1 250,00', { value: '₱ 1 250,00' }],
    ['31/01/2025', { value: '31/01/2025' }],
    ['2025-02-30', { value: '2025-02-30' }],
    ['Apt 1A', { value: 'Apt 1A' }],
    ['@home', { value: '@home' }],
  ])('%j', (text, typed) => {
    expect(parseTyped(text, 'General', us)).toEqual(typed);
  });

  test("the culture's order of dates, separators and currency count", () => {
    expect(parseTyped('31.01.2025', 'General', de)).toEqual({
      value: 45688,
      numberFormat: 'm/d/yyyy',
    });
    expect(parseTyped('1.234,50', 'General', de).value).toBe(1234.5);
    expect(parseTyped('12,50 €', 'General', de)).toMatchObject({ value: 12.5 });
    const shown = parseTyped('12,50 €', 'General', de);
    expect(cellText(shown.value, shown.numberFormat ?? '', de)).toBe('12,50 €');
    const gb = { culture: british, date1904: false };
    expect(parseTyped('31/01/2025', 'General', gb).value).toBe(45688);
    expect(parseTyped('4/1/2025', 'General', gb).value).toBe(45661);
  });

  test('a cell formatted as text takes all as text, except after an apostrophe', () => {
    for (const text of ['0123', '=A1', '1/2', 'TRUE']) {
      expect(parseTyped(text, '@', us)).toEqual({ value: text });
    }
    expect(parseTyped("'0123", '@', us)).toEqual({ value: '0123', quotePrefix: true });
  });

  test('dates are serials of the workbook, and dates before 1904 stay text there', () => {
    const context = { culture: usCulture, date1904: true };
    expect(parseTyped('2025-01-31', 'General', context).value).toBe(44226);
    expect(parseTyped('1/31/1903', 'General', context).value).toBe('1/31/1903');
  });

  test('a number shown in General with up to ten digits is read as the same number', () => {
    const cents = fc.integer({ min: -999_999_999, max: 999_999_999 });
    fc.assert(
      fc.property(cents, fc.constantFrom(us, de), (number, context) => {
        const text = cellText(number / 100, 'General', context);
        expect(parseTyped(text, 'General', context)).toEqual({ value: number / 100 });
      }),
      { numRuns: runs },
    );
  });
});
