import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tableLines, wrapped } from './workbook-lines.ts';

test('columns stand one below the other, numbers by their points, remarks on a line of their own', () => {
  const columns = [{ head: 'Unit' }, { head: 'kWh', isNumber: true }, { head: '', isRemark: true }];
  expect(
    tableLines(columns, [
      ['Apt 1A', '260', ''],
      ['Shop', '1032.14', 'estimated'],
    ]),
  ).toEqual(['  Unit        kWh', '  Apt 1A   260', '  Shop    1032.14', '      estimated']);
});

test('a table is no wider than 80 characters: long names are cut, figures never', () => {
  const name = fc.string({ maxLength: 90 }).map((text) => text.replace(/\s/g, '_'));
  const figure = fc.bigInt({ min: 0n, max: 10n ** 14n }).map(String);
  fc.assert(
    fc.property(fc.array(fc.tuple(name, name, figure, figure), { minLength: 1 }), (rows) => {
      const columns = [
        { head: 'Unit' },
        { head: 'Tenant' },
        { head: 'kWh', isNumber: true },
        { head: 'Charge', isNumber: true },
      ];
      const lines = tableLines(columns, rows);
      expect(lines.filter((line) => line.length > 80)).toEqual([]);
      rows.forEach(([, , kwh, charge], i) => {
        expect(lines[i + 1]).toMatch(new RegExp(` ${kwh} +${charge}$`));
      });
    }),
  );
});

test('text is broken between words', () => {
  const text = 'one two '.repeat(20).trim();
  const lines = wrapped(text, 4);
  expect(lines.every((line) => line.length <= 80 && line.startsWith('    '))).toBe(true);
  expect(lines.map((line) => line.trim()).join(' ')).toBe(text);
});
