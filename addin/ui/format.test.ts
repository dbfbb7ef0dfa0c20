import { expect, test } from 'vitest';
import { formatsFor } from './format.ts';

const us = formatsFor('en-US');

test('money keeps every digit that it came with', () => {
  expect(us.money('1234.50')).toBe('1,234.50');
  expect(us.money('90071992547409931234.56')).toBe('90,071,992,547,409,931,234.56');
  expect(us.money('-0.05')).toBe('-0.05');
  expect(us.money('1250')).toBe('1,250');
  expect(formatsFor('de-DE').money('1234.50')).toBe('1.234,50');
});

test('kWh leave out zeros that say nothing', () => {
  expect(us.kwh('2100.000')).toBe('2,100');
  expect(us.kwh('2100.500')).toBe('2,100.5');
  expect(us.kwh('2100')).toBe('2,100');
});

test('a calendar month is named, any other period has its two days', () => {
  expect(us.period('2025-02-01', '2025-02-28')).toBe('Feb 2025');
  expect(us.period('2024-02-01', '2024-02-28')).toMatch(/^Feb 1\s–\s28, 2024$/);
  expect(us.period('2025-01-28', '2025-02-27')).toMatch(/^Jan 28\s–\sFeb 27, 2025$/);
  expect(us.period(null, '2025-02-28')).toBe('Feb 28, 2025');
});

test('dates are days of the calendar, whatever the time zone', () => {
  expect(us.date('2025-01-01')).toBe('Jan 1, 2025');
  expect(us.date('soon')).toBe('soon');
});
