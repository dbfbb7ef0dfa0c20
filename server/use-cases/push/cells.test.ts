import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Field, FieldType } from '../../../contract/kinds.ts';
import type { Fault } from './cells.ts';
import { readerOf } from './cells.ts';

function read(type: FieldType, text: string, decimals = 2, field: Partial<Field> = {}) {
  const faults: Fault[] = [];
  const value = readerOf({ type, ...field }, decimals)(text, (fault) => faults.push(fault));
  return { value, codes: faults.map((fault) => fault.code), faults };
}

test.each<[FieldType, string, string | null]>([
  ['money', '1234.5', '1234.50'],
  ['money', '-0', '0.00'],
  ['money', '+7', '7.00'],
  ['money', '1e3', '1000.00'],
  ['kwh', '12.500', '12.5'],
  ['kwh', '12.000', '12'],
  ['kwh', '100', '100'],
  ['kwh', '0012', '12'],
  ['kwh', '-3.25', '-3.25'],
  ['kwh', ' 950 ', '950'],
  ['multiplier', '-1', '-1'],
  ['multiplier', '0.50', '0.5'],
  ['digits', '5', '5'],
  ['digits', '5.0', '5'],
  ['date', '2024-02-29', '2024-02-29'],
  ['period', '2025-03', '2025-03'],
  ['period', '2025-03-31', '2025-03-31'],
  ['readingKind', 'Final', 'final'],
  ['label', '  Apt\u00a0 1A\n', 'Apt 1A'],
  ['label', '=1+1', '=1+1'],
  ['text', ' one\r\ntwo ', 'one\ntwo'],
  ['text', '#12', '#12'],
  ['email', 'ann@example.com', 'ann@example.com'],
  ['flag', 'true', 'true'],
  ['kwh', '   ', null],
  ['label', '', null],
])('%s %j is read as %j', (type, text, value) => {
  expect(read(type, text)).toEqual({ value, codes: [], faults: [] });
});

test.each<[FieldType, string, string]>([
  ['kwh', 'n/a', 'not-a-number'],
  ['kwh', '-', 'not-a-number'],
  ['money', '1,234.50', 'not-a-number'],
  ['money', '12.5.1', 'not-a-number'],
  ['money', '1'.repeat(500), 'not-a-number'],
  ['kwh', '123456789012345', 'out-of-range'],
  ['kwh', '99999999999.9999', 'out-of-range'],
  ['money', '123456789012345', 'out-of-range'],
  ['kwh', '1e300', 'out-of-range'],
  ['multiplier', '0', 'out-of-range'],
  ['multiplier', '0.0000001', 'out-of-range'],
  ['digits', '12', 'out-of-range'],
  ['digits', '5.5', 'out-of-range'],
  ['digits', 'five', 'not-a-number'],
  ['date', '03/04/2025', 'not-a-date'],
  ['date', '2025-02-29', 'not-a-date'],
  ['date', '2025-13-01', 'not-a-date'],
  ['date', '45000', 'not-a-date'],
  ['date', '1899-12-31', 'out-of-range'],
  ['period', 'March', 'not-a-period'],
  ['period', '2025-00', 'not-a-period'],
  ['readingKind', 'guess', 'not-a-reading-kind'],
  ['email', 'ann at example', 'not-an-email'],
  ['label', 'x'.repeat(201), 'too-long'],
  ['text', 'x'.repeat(1001), 'too-long'],
  ['kwh', '#REF!', 'formula-error'],
  ['date', '#N/A', 'formula-error'],
  ['money', '#DIV/0!', 'formula-error'],
  ['label', '#NAME?', 'formula-error'],
  ['text', '#VALUE!', 'formula-error'],
])('%s %j is a problem: %s', (type, text, code) => {
  const { value, codes, faults } = read(type, text);
  expect(value).toBeUndefined();
  expect(codes.at(-1)).toBe(code);
  expect(faults.at(-1)?.severity).toBe('problem');
});

test('more decimals than the field has are rounded half away from zero, and said so', () => {
  expect(read('kwh', '31491.8992225324')).toMatchObject({ value: '31491.899', codes: ['rounded'] });
  expect(read('money', '0.005')).toMatchObject({ value: '0.01', codes: ['rounded'] });
  expect(read('money', '-0.005')).toMatchObject({ value: '-0.01', codes: ['rounded'] });
  expect(read('money', '12.5', 0)).toMatchObject({ value: '13', codes: ['rounded'] });
  expect(read('money', '1.2345', 3)).toMatchObject({ value: '1.235', codes: ['rounded'] });
  expect(read('money', '1.50000', 2).codes).toEqual([]);
  expect(read('kwh', '0.30000000000000004').faults[0]?.message).toContain('taken as 0.3');
});

test('a text that identifies its row is read as a label is', () => {
  expect(read('text', ' INV  7 ', 2, { key: true }).value).toBe('INV 7');
  expect(read('text', 'x'.repeat(201), 2, { key: true }).codes).toEqual(['too-long']);
});

test('a fault is told for every cell that has it', () => {
  const reader = readerOf({ type: 'date' }, 2);
  let told = 0;
  for (const text of ['no', 'no', '2025-01-01', 'no']) reader(text, () => (told += 1));
  expect(told).toBe(3);
});

test('what is read is read again as the same', () => {
  const types = fc.constantFrom<FieldType>('money', 'kwh', 'multiplier', 'text', 'label', 'period');
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.integer({ min: -1e9, max: 1e9 }).map((n) => String(n / 1000)),
  );
  fc.assert(
    fc.property(types, texts, (type, text) => {
      const { value } = read(type, text);
      if (typeof value !== 'string') return;
      expect(read(type, value)).toEqual({ value, codes: [], faults: [] });
    }),
  );
});
