import { describe, expect, test } from 'vitest';
import { parseArea } from '../model/area.ts';
import { followCutInsert, followMove, type Move } from './moved-references.ts';

function areaAt(address: string) {
  const area = parseArea(address);
  if (!area) throw new Error(`${address} is no address`);
  return area;
}

function move(from: string, to: string, toSheet = 'Here'): Move {
  const [area, target] = [areaAt(from), areaAt(to)];
  const [down, right] = [target.top - area.top, target.left - area.left];
  return { sheet: 'Here', area, to: toSheet, down, right };
}

describe('cells that are cut and pasted elsewhere', () => {
  test.each([
    ['a cell is followed', '=A1+$A$1*2', 'A1', 'Z27', '=Z27+$Z$27*2'],
    ['also as one of several', '=B3', 'A1:C9', 'E1', '=F3'],
    ['a range that was cut whole is followed', '=SUM(A2:A9)', 'A1:B9', 'D3', '=SUM(D4:D11)'],
    ['other cells are not', '=SUM(A2:A9)+C1', 'D1', 'D5', '=SUM(A2:A9)+C1'],
    ['a part within a range changes nothing', '=SUM(A2:A9)', 'A4', 'C4', '=SUM(A2:A9)'],
    ['a range reaches to where its last cell went', '=SUM(A2:A9)', 'A9', 'A12', '=SUM(A2:A12)'],
    ['and comes back with it', '=SUM(A2:A9)', 'A9', 'A6', '=SUM(A2:A6)'],
    ['it begins where its first cell went', '=SUM(A2:A9)', 'A2:A3', 'A1', '=SUM(A1:A9)'],
    ['or deeper within it', '=SUM(A2:A9)', 'A2', 'A5', '=SUM(A5:A9)'],
    ['unless that is behind its end', '=SUM(A2:A9)', 'A2', 'A12', '=SUM(A2:A9)'],
    ['or aside', '=SUM(A2:A9)', 'A2', 'C2', '=SUM(A2:A9)'],
    ['a wide range does not follow one of its cells', '=SUM(A2:B9)', 'A9', 'A12', '=SUM(A2:B9)'],
    ['but the whole of its last row', '=SUM(A2:B9)', 'A9:B9', 'A12', '=SUM(A2:B12)'],
    ['columns alike', '=SUM(A2:D3)', 'D2:D3', 'F2', '=SUM(A2:F3)'],
    ['a cell that is covered is lost', '=C5*2', 'A1', 'C5', '=#REF!*2'],
    ['so is a range', '=SUM(C5:C6)', 'A1:A3', 'C4', '=SUM(#REF!)'],
    ['one of its cells is not', '=SUM(C2:C6)', 'A1', 'C6', '=SUM(C2:C6)'],
    ['its end is, with more than itself', '=SUM(C2:C6)', 'A1:A3', 'C5', '=SUM(C2:C4)'],
    ['whole columns stay', '=SUM(A:A)', 'A1', 'C1', '=SUM(A:A)'],
    ['or follow a whole column', '=SUM(A:A)', 'A:A', 'C:C', '=SUM(C:C)'],
    ['a range written upside down', '=SUM($A$9:A2)', 'A1:A9', 'C1', '=SUM($C$9:C2)'],
  ])('%s', (_name, formula, from, to, expected) => {
    expect(followMove(formula, 'Here', move(from, to))).toBe(expected);
  });

  test('to another sheet are followed there, from wherever', () => {
    const away = move('A1:B1', 'C3', 'New one');
    expect(followMove('=A1+Here!B1+C1', 'Here', away)).toBe("='New one'!C3+'New one'!D3+C1");
    expect(followMove('=Here!A1+A1', 'Other', away)).toBe("='New one'!C3+A1");
    expect(followMove('=D3+E3', 'New one', away)).toBe('=#REF!+E3');
  });

  test('take their formulas along, which mean what they meant', () => {
    const away = move('A1:B1', 'C3', 'There');
    // office-js #6851: a sheet that was named stays named.
    expect(followMove('=Here!A1', 'Here', away, true)).toBe('=There!C3');
    expect(followMove('=A1+C1+Other!A1', 'Here', away, true)).toBe('=C3+Here!C1+Other!A1');
    expect(followMove('=A1+C1', 'Here', move('A1:B1', 'C3'), true)).toBe('=C3+C1');
  });
});

describe('columns and rows that are cut and put in elsewhere', () => {
  const cut = (address: string, axis: 'row' | 'column', at: number) => ({
    ...{ sheet: 'Here', area: areaAt(address), axis, at },
  });

  test.each([
    ['those cut and those between are followed', '=B1+C1+D1+E1', 'B:B', 4, '=D1+B1+C1+E1'],
    ['to the front as well', '=A1+B1+C1+D1', 'C:C', 0, '=B1+C1+A1+D1'],
    ['fixed references too', '=$B$1', 'B:B', 4, '=$D$1'],
    ['a range around them stays', '=SUM(A1:E1)', 'B:B', 4, '=SUM(A1:E1)'],
    ['a range that they leave closes up', '=SUM(A1:C1)', 'B:B', 5, '=SUM(A1:B1)'],
    ['a range into which they come takes them in', '=SUM(A1:C1)', 'F:F', 1, '=SUM(A1:D1)'],
    ['its last one may go further', '=SUM(A1:C1)', 'C:C', 5, '=SUM(A1:E1)'],
    ['cells in some rows leave others alone', '=C2+C9', 'C2:C5', 0, '=A2+C9'],
    ['whole columns do not follow a part', '=SUM(C:C)', 'C2:C5', 0, '=SUM(C:C)'],
  ])('%s', (_name, formula, address, at, expected) => {
    expect(followCutInsert(formula, 'Here', cut(address, 'column', at))).toBe(expected);
  });

  test('rows', () => {
    const down = cut('2:3', 'row', 6);
    expect(followCutInsert('=A2+A3+A4+Here!A6+A7', 'Here', down)).toBe('=A5+A6+A2+Here!A4+A7');
    expect(followCutInsert('=A2+Here!A2', 'Other', down)).toBe('=A2+Here!A5');
  });
});
