import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copyFormula, dropSheet, renameSheet, shiftReferences } from './references.ts';
import { dropColumn, renameColumn, renameTable } from './table-references.ts';
import { columnName } from '../model/area.ts';
import { sheetPrefix, sheetsOfPrefix, tokenize } from './tokens.ts';

const runs = process.env['TEST_SCALE'] === 'full' ? 20_000 : 500;

const pieces = [
  ['A1 $B$2:C9 A:C 1:$3 Bills!B2 Jan:Dec!A1 [2]Other!A1 #REF! #N/A #REF!A1:B2 A1# @'],
  ['1.5E+3 .5 12 TRUE SUM( LOG10( ) + <> % , {1,2;3} rate _x.y Bills!rate tax_2025'],
  ['Bills[Amount] Bills[[#This Row],[a]:[b]] T[\'[odd\'] "quoted""A1" \'sheet\'!A1'],
].flatMap(([line = '']) => line.split(' '));
const piece = fc.constantFrom(...pieces, ' ', '\n', "'My sheet'!A1", '[@[kWh used]]');

describe('tokens', () => {
  test('put together are the formula again, whatever it is', () => {
    const formula = fc.oneof(
      fc.string(),
      fc.array(piece).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(formula, (text) => {
        expect(
          tokenize(text)
            .map((token) => token.text)
            .join(''),
        ).toBe(text);
      }),
      { numRuns: runs },
    );
  });

  test.each([
    [
      '=A1+LOG10(B2)',
      ['operator', 'reference', 'operator', 'function', 'operator', 'reference', 'operator'],
    ],
    ['A1:LOG10(3)', ['reference', 'operator', 'function', 'operator', 'number', 'operator']],
    ['Q1_total', ['name']],
    ['ABCD1', ['name']],
    ['A1048577', ['name']],
    ['XFE1', ['name']],
    ["'It''s'!A1", ['reference']],
    ['[@kWh]*Rates[Rate]', ['structured', 'operator', 'structured']],
    ['_xlfn.XLOOKUP(', ['function', 'operator']],
    ["'A1'!#REF!", ['error']],
  ])('%s', (formula, kinds) => {
    expect(tokenize(formula).map((token) => token.kind)).toEqual(kinds);
  });

  test.each([
    ['Bills', 'Bills!'],
    ['My sheet', "'My sheet'!"],
    ["It's", "'It''s'!"],
    ['A1', "'A1'!"],
    ['2025', "'2025'!"],
    ['R1C1', "'R1C1'!"],
    ['Miete_Übersicht', 'Miete_Übersicht!'],
  ])('a sheet named %s stands as %s', (sheet, prefix) => {
    expect(sheetPrefix(sheet)).toBe(prefix);
    expect(sheetsOfPrefix(prefix)).toEqual([sheet]);
  });
});

const cellText = ([column, row]: [number, number]): string => columnName(column) + row;

const shifted = (formula: string, axis: 'row' | 'column', at: number, count: number): string =>
  shiftReferences(formula, 'Here', { sheet: 'Here', axis, at, count });

describe('rows and columns put in or taken out', () => {
  test.each([
    ['two rows put in above', '=A5', 'row', 2, 2, '=A7'],
    ['rows put in below', '=A5', 'row', 5, 2, '=A5'],
    ['rows put in within a range', '=SUM(A2:A9)', 'row', 4, 1, '=SUM(A2:A10)'],
    ['rows put in at the top of a range', '=SUM(A2:A9)', 'row', 1, 1, '=SUM(A3:A10)'],
    ['rows put in right below a range', '=SUM(A2:A9)', 'row', 9, 1, '=SUM(A2:A9)'],
    ['fixed references move too', '=$A$5', 'row', 0, 1, '=$A$6'],
    ['a range written upside down', '=SUM(A9:A2)', 'row', 4, 1, '=SUM(A10:A2)'],
    ['whole columns do not care for rows', '=SUM(A:C)', 'row', 0, 5, '=SUM(A:C)'],
    ['whole rows do', '=SUM(2:4)', 'row', 2, 1, '=SUM(2:5)'],
    ['columns', '=B1+SUM(C:D)', 'column', 1, 1, '=C1+SUM(D:E)'],
    ['a cell taken out', '=A5*2', 'row', 4, -1, '=#REF!*2'],
    ['rows taken out above', '=A5', 'row', 1, -2, '=A3'],
    ['the end of a range taken out', '=SUM(A2:A9)', 'row', 6, -10, '=SUM(A2:A6)'],
    ['the start of a range taken out', '=SUM(A2:A9)', 'row', 0, -4, '=SUM(A1:A5)'],
    ['all of a range taken out', '=SUM(A2:A9)', 'row', 1, -8, '=SUM(#REF!)'],
    ['text is no reference', '="A5"&A5', 'row', 0, 1, '="A5"&A6'],
    ['nor is a function or a name', '=LOG10(A5)+tax_2', 'row', 0, 1, '=LOG10(A6)+tax_2'],
    ['a range over the whole sheet', '=COUNT(A1:A1048576)', 'row', 5, 3, '=COUNT(A1:A1048576)'],
  ] as const)('%s', (_name, formula, axis, at, count, expected) => {
    expect(shifted(formula, axis, at, count)).toBe(expected);
  });

  test('only references to that sheet move', () => {
    const shift = { sheet: 'Elm street', axis: 'row', at: 0, count: 1 } as const;
    expect(shiftReferences("=A1+'ELM STREET'!A1+Other!A1", 'Here', shift)).toBe(
      "=A1+'ELM STREET'!A2+Other!A1",
    );
    expect(shiftReferences('=A1+Other!A1', 'elm street', shift)).toBe('=A2+Other!A1');
    expect(shiftReferences("='[book.xlsx]Elm street'!A1", 'Here', shift)).toBe(
      "='[book.xlsx]Elm street'!A1",
    );
  });

  test('where part of the sheet moves, references that reach beyond that part stay', () => {
    const shift = {
      sheet: 'S',
      axis: 'row',
      at: 4,
      count: 2,
      across: { first: 1, last: 3 },
    } as const;
    const expected = '=B7+SUM(B2:D8)+A5+SUM(A5:B9)+SUM(5:5)';
    expect(shiftReferences('=B5+SUM(B2:D6)+A5+SUM(A5:B9)+SUM(5:5)', 'S', shift)).toBe(expected);
  });

  test('putting rows in and taking them out again leaves a formula as it was', () => {
    const cell = fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 60 }));
    fc.assert(
      fc.property(cell, cell, fc.nat(70), fc.integer({ min: 1, max: 9 }), (one, two, at, count) => {
        const formula = `=SUM(${cellText(one)}:${cellText(two)},${cellText(one)})`;
        expect(shifted(shifted(formula, 'row', at, count), 'row', at, -count)).toBe(formula);
      }),
      { numRuns: runs },
    );
  });
});

describe('formulas copied', () => {
  test.each([
    ['=A1+$A1+A$1+$A$1', 2, 1, '=B3+$A3+B$1+$A$1'],
    ['=A1', -1, 0, '=#REF!'],
    ['=SUM(B:B)', 0, -1, '=SUM(A:A)'],
    ['=S!B2:C3', 1, 1, '=S!C3:D4'],
    ['=Bills[@Amount]*"A1"', 1, 1, '=Bills[@Amount]*"A1"'],
  ])('%s by %i rows and %i columns', (formula, rows, columns, expected) => {
    expect(copyFormula(formula, rows, columns)).toBe(expected);
  });
});

describe('names that change', () => {
  test('a sheet', () => {
    expect(renameSheet('=Old!A1+OLD:Last!A1+old', 'Old', 'New one')).toBe(
      "='New one'!A1+'New one:Last'!A1+old",
    );
  });
  test('a sheet that is gone', () => {
    expect(dropSheet('=Old!A1+Other!A1+SUM(old!B1:B2)', 'Old')).toBe(
      '=#REF!A1+Other!A1+SUM(#REF!B1:B2)',
    );
  });
  test('a table', () => {
    expect(renameTable('=SUM(Bills[Amount])+ROWS(bills)+S!Bills', 'Bills', 'Invoices')).toBe(
      '=SUM(Invoices[Amount])+ROWS(Invoices)+S!Bills',
    );
  });
  test('a column, in the table and elsewhere', () => {
    const column = { table: 'Bills', from: 'Amount', to: 'Net amount' };
    expect(renameColumn('=SUM(Bills[Amount],Other[Amount],[Amount])', column)).toBe(
      '=SUM(Bills[Net amount],Other[Amount],[Amount])',
    );
    expect(renameColumn('=[@Amount]+[@[kWh]]+Bills[[#This Row],[amount]]', column, 'bills')).toBe(
      '=[@[Net amount]]+[@[kWh]]+Bills[[#This Row],[Net amount]]',
    );
    const odd = { table: 'Bills', from: 'Net amount', to: 'No. [#]' };
    expect(renameColumn('=SUM(Bills[[Net amount]:[x]])', odd)).toBe(
      "=SUM(Bills[[No. '['#']]:[x]])",
    );
  });
  test('a column that is gone', () => {
    expect(dropColumn('=SUM(Bills[Amount])+[@kWh]', { table: 'Bills', name: 'amount' })).toBe(
      '=SUM(#REF!)+[@kWh]',
    );
  });
});
