import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNear, matchKey, tidyLabel } from './labels.ts';

test.each([
  ['Apt 1A', ' apt  1a '],
  ['Apt 1A', 'Ａｐｔ　１Ａ'],
  ['Apt 1A', 'APT\u00a01A\n'],
  ['Straße 1', 'STRASSE 1'],
  ['Café', 'Cafe\u0301'],
])('%j and %j are one label', (one, other) => {
  expect(matchKey(one)).toBe(matchKey(other));
  expect(isNear(one, other)).toBe(false);
});

test.each([
  ['Z5 017', 'Z5-17'],
  ['Apt 1A', 'Apt. 1 A'],
  ['Unit 07', 'Unit 7'],
  ['Shop', 'Shops'],
  ['Bakery', 'Bakrey'],
  ['House 1', 'Hose 1'],
])('%j is a near miss of %j', (one, other) => {
  expect(isNear(one, other)).toBe(true);
  expect(isNear(other, one)).toBe(true);
});

test.each([
  ['10', '11'],
  ['Apt 11', 'Apt 1 1'],
  ['A1', 'B1'],
  ['Unit 1', 'Unit 12'],
  ['Ann', 'Ana'],
  ['Unit A', 'Unit B'],
  ['Flat 1a', 'Flat 1b'],
  ['Z5 017', 'Z5 018'],
  ['-', '.'],
])('%j and %j are simply two labels', (one, other) => {
  expect(isNear(one, other)).toBe(false);
});

test('a label is kept as typed, but for white space and what cannot be seen', () => {
  expect(tidyLabel(' =SUM(A1)\t "x"\u200b; drop table units ')).toBe(
    '=SUM(A1) "x"; drop table units',
  );
});

test('what a label matches by does not change when it is taken again', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom(
          'a',
          'B',
          'ß',
          'İ',
          'ﬁ',
          'Ａ',
          ' ',
          '\n',
          '\u200b',
          '\u200d',
          '\u0301',
          '\u00a0',
          '\ufeff',
        ),
      }),
      (label) => {
        expect(matchKey(matchKey(label))).toBe(matchKey(label));
        expect(matchKey(tidyLabel(label))).toBe(matchKey(label));
      },
    ),
  );
});
