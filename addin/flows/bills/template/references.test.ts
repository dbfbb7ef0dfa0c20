import { describe, expect, test } from 'vitest';
import { isFormula, mapRows } from './references.ts';

const moved = (formula: string, sheet = 'Bill') =>
  mapRows(formula, sheet, ({ first, last, isAddedUp }) => ({
    first: first + 10,
    last: last + (isAddedUp ? 12 : 10),
  }));

describe('rows that a formula refers to', () => {
  test.each([
    ['=A1+$B$2*C$3', '=A11+$B$12*C$13'],
    ['=SUM(F12:F14)+SUM($5:7)', '=SUM(F22:F24)+SUM($15:17)'],
    ['=LOG10(A1)+1E5+2.5+_A1+x.A1', '=LOG10(A11)+1E5+2.5+_A1+x.A1'],
    ['="A1"&A1&"say ""B2"""', '="A1"&A11&"say ""B2"""'],
    ['=SUM(F:F)+Table1[[#This Row],[A1]]', '=SUM(F:F)+Table1[[#This Row],[A1]]'],
    ["='My sheet'!A1+Other!B2+[Book]Bill!A1", "='My sheet'!A1+Other!B2+[Book]Bill!A1"],
  ])('%s become %s', (formula, expected) => {
    expect(moved(formula)).toBe(expected);
  });

  test('a reference that names its own sheet loses the name, and no other does', () => {
    expect(moved('=Bill!A1+bill!$B$2+Bills!A1')).toBe('=A11+$B$12+Bills!A1');
    expect(moved("='It''s mine'!A1", "It's mine")).toBe('=A11');
    expect(mapRows('=Bill!A1', 'Bill', () => null)).toBe('=A1');
  });

  test('a cell that a function adds up becomes the rows that there are', () => {
    expect(moved('=SUM(F12)')).toBe('=SUM(F22:F24)');
    expect(moved('=SUM(A1,F12,3)')).toBe('=SUM(A11:A13,F22:F24,3)');
    expect(moved('=SUBTOTAL(109,$F$12)')).toBe('=SUBTOTAL(109,$F$22:$F$24)');
    expect(moved('=SUM(F12*2)+ROUND(F12,2)')).toBe('=SUM(F22*2)+ROUND(F22,2)');
  });
});

test('a formula is a text that begins with "=" and goes on', () => {
  expect(['=A1', '=', "'=A1", 'A1', 5, ''].map(isFormula)).toEqual([true, ...Array(5).fill(false)]);
});
