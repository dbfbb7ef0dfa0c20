import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  dateInText,
  dateOfSerial,
  isDateFormat,
  isMonthFormat,
  isoOf,
  provenOrder,
  serialOfIso,
} from './dates.ts';

const runs = process.env['TEST_SCALE'] === 'full' ? 20_000 : 500;

function iso(text: string, order: 'DMY' | 'MDY' | 'YMD' | null = null) {
  const date = dateInText(text, order);
  return date && isoOf(date);
}

test.each([
  [1, false, '1900-01-01'],
  [59, false, '1900-02-28'],
  [61, false, '1900-03-01'],
  [45022, false, '2023-04-06'],
  [45022.75, false, '2023-04-06'],
  [43560, true, '2023-04-06'],
  [0, true, '1904-01-01'],
  [2_958_465, false, '9999-12-31'],
])('serial %d (1904: %s) is %s', (serial, date1904, day) => {
  const date = dateOfSerial(serial, date1904);
  expect(date && isoOf(date)).toBe(day);
});

test('days that never were are no dates: 29 February 1900, day 0, the year 10000', () => {
  expect([60, 0, -1, 2_958_466].map((serial) => dateOfSerial(serial, false))).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test('a serial that was written reads back as the same day, in both date systems', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1462, max: 100_000 }), fc.boolean(), (serial, date1904) => {
      const date = dateOfSerial(serial, date1904);
      expect(serialOfIso(date ? isoOf(date) : '', date1904)).toBe(serial);
    }),
    { numRuns: runs },
  );
});

test.each([
  ['2023-03-09', '2023-03-09'],
  ['2023/3/9', '2023-03-09'],
  ['2023-03-09 00:00:00', '2023-03-09'],
  ['9 Mar 2023', '2023-03-09'],
  ['March 9th, 2023', '2023-03-09'],
  ['09-Mar-23', '2023-03-09'],
  ['3. Mai 2024', '2024-05-03'],
  ['3 de enero de 2024', '2024-01-03'],
  ['1er', null],
  ['25/12/2023', '2023-12-25'],
  ['12/25/2023', '2023-12-25'],
  ['5/5/2023', '2023-05-05'],
  ['Mar-23', '2023-03'],
  ['2023-03', '2023-03'],
  ['03/2023', '2023-03'],
  ['31/02/2023', null],
  ['13/13/2023', null],
  ['soon', null],
  ['12', null],
])('"%s" can only be %s', (text, day) => {
  expect(iso(text)).toBe(day);
});

test('3/9/23 is read only where the mapping says the order', () => {
  expect(iso('3/9/23')).toBeNull();
  expect(iso('3/9/23', 'MDY')).toBe('2023-03-09');
  expect(iso('3/9/23', 'DMY')).toBe('2023-09-03');
  expect(iso('23/3/9', 'YMD')).toBeNull();
  expect(iso('23-03-09', 'YMD')).toBe('2023-03-09');
  expect(iso('25/12/2023', 'MDY')).toBeNull();
});

test('a column proves its order by a day above 12, unless it contradicts itself', () => {
  expect(provenOrder(['3/9/23', '13/9/23'])).toBe('DMY');
  expect(provenOrder(['3/9/23', '3/19/23'])).toBe('MDY');
  expect(provenOrder(['3/19/23', '19/3/23'])).toBeNull();
  expect(provenOrder(['3/9/23'])).toBeNull();
});

test('formats of dates and of months are told apart', () => {
  expect(
    ['m/d/yy', '[$-409]d-mmm-yy;@', 'yyyy-mm-dd', 'mmm-yy', 'dd.mm.yyyy hh:mm'].map(isDateFormat),
  ).toEqual([true, true, true, true, true]);
  expect(['General', '0.00', '#,##0 "days"', 'h:mm:ss', '@', '[Red]0.0'].map(isDateFormat)).toEqual(
    [false, false, false, false, false, false],
  );
  expect(['mmm-yy', 'mmmm yyyy', 'm/d/yy', 'h:mm'].map(isMonthFormat)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
