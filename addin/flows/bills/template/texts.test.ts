import { expect, test } from 'vitest';
import { fieldNamed } from '../fields.ts';
import { VOICE } from '../bills.fixture.ts';
import { textOf, type Voice } from './texts.ts';

const GERMAN: Voice = {
  culture: { decimalSeparator: ',', thousandsSeparator: '.', dateOrder: 'DMY' },
  shortDate: 'dd.MM.yyyy',
  date1904: false,
  currency: 'EUR',
  language: 'de-DE',
};

const say = (name: string, value: string | null, voice: Voice = VOICE) => {
  const field = fieldNamed(name);
  if (!field) throw new Error(`no field ${name}`);
  return textOf(field, value, voice);
};

test('amounts, dates and kWh are written as the workbook writes them', () => {
  expect(say('totalDue', '1234567.50')).toBe('$1,234,567.50');
  expect(say('totalDue', '-12.00')).toBe('-$12.00');
  expect(say('totalDue', '1234.50', GERMAN)).toBe('1.234,50 €');
  expect(say('dueDate', '2025-03-04')).toBe('3/4/2025');
  expect(say('dueDate', '2025-03-04', GERMAN)).toBe('04.03.2025');
  expect(say('dueDate', '2025-03-04', { ...GERMAN, shortDate: "d. MMM yy 'Uhr'" })).toBe(
    '4. Mär 25 Uhr',
  );
  expect(say('usage', '1234.500', GERMAN)).toBe('1.234,5');
  expect(say('usage', '1200')).toBe('1,200');
  expect(say('rate', '0.192157894736842')).toBe('0.192158');
  expect(say('number', '1234')).toBe('1234');
});

test('a period is written from day to day', () => {
  expect(say('period', '2025-01-01/2025-01-31', GERMAN)).toBe('01.01.2025 – 31.01.2025');
});

test('nothing is nothing, whatever it would be', () => {
  for (const name of ['totalDue', 'dueDate', 'usage', 'tenant', 'period']) {
    expect(say(name, null)).toBe('');
  }
});

test('more digits than a number of Excel holds are written exactly', () => {
  expect(say('totalDue', '123456789012345678.99')).toBe('$123,456,789,012,345,678.99');
});
