import { expect, test } from 'vitest';
import { inGroups, invitationCode, isPutIn, secondStepCode, sixDigits } from './codes.ts';

test('blanks and dashes of any kind count for nothing', () => {
  expect(['123456', ' 123 456\n', '123-456', '123–456', '1 2 3 4 5 6'].map(sixDigits)).toEqual(
    Array.from({ length: 5 }, () => '123456'),
  );
  expect(secondStepCode(' 3F7K2-9QWMX ')).toBe('3F7K29QWMX');
  expect(secondStepCode('3f7k2 9qwmx')).toBe('3f7k29qwmx');
  expect(invitationCode('K7QM-2XWD-9FTB-H4PZ')).toBe('K7QM2XWD9FTBH4PZ');
});

test('what is half typed or something else is no code', () => {
  expect(['', '12345', '1234567', 'abcdef', '１２３４５６'].map(sixDigits)).toEqual(
    Array.from({ length: 5 }, () => null),
  );
  expect(['12345', '3F7K2-9QWM', '3F7K2-9QWMX1', '3F7K2*9QWM'].map(secondStepCode)).toEqual(
    Array.from({ length: 4 }, () => null),
  );
  expect(invitationCode('K7QM-2XWD-9FTB-H4P')).toBe(null);
});

test('a code is told apart from keys, also where it takes the place of a wrong one', () => {
  const put = [
    ['', '123456'],
    ['000000', '123 456'],
    ['12', '123456'],
    ['123999', '123456'],
  ] as const;
  const typed = [
    ['12345', '123456'],
    ['123 45', '123 456'],
    ['000000', '000001'],
    ['1234567', '123456'],
    ['111111', '111111 '],
  ] as const;
  expect(put.map(([before, after]) => isPutIn(before, after))).toEqual(put.map(() => true));
  expect(typed.map(([before, after]) => isPutIn(before, after))).toEqual(typed.map(() => false));
});

test('a key is typed in groups of four', () => {
  expect(inGroups('ABCDEFGHIJ', 4)).toBe('ABCD EFGH IJ');
});
