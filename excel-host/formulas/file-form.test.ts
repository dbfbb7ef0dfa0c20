import { describe, expect, test } from 'vitest';
import { fromFileForm, isArrayFormula, toFileForm } from './file-form.ts';

const place = { table: 'Bills', isTable: (name: string) => name === 'Rates' };

describe('formulas as shown and as stored', () => {
  test.each([
    ['SUM(A1:A3)', 'SUM(A1:A3)'],
    ['XLOOKUP(A1,B:B,C:C)&IFS(TRUE,1)', '_xlfn.XLOOKUP(A1,B:B,C:C)&_xlfn.IFS(TRUE,1)'],
    ['SORT(FILTER(A1:A9,B1:B9="x"))', '_xlfn._xlws.SORT(_xlfn._xlws.FILTER(A1:A9,B1:B9="x"))'],
    ['STDEV.S(A:A)+STDEV(A:A)', '_xlfn.STDEV.S(A:A)+STDEV(A:A)'],
    ['NETWORKDAYS.INTL(A1,B1)', 'NETWORKDAYS.INTL(A1,B1)'],
    ['[@Amount]*2', 'Bills[[#This Row],[Amount]]*2'],
    ['[@[kWh used]]', 'Bills[[#This Row],[kWh used]]'],
    ['SUM([Amount])', 'SUM(Bills[Amount])'],
    ['Rates[@Rate]', 'Rates[[#This Row],[Rate]]'],
    ['SUM(Rates[[a]:[b]])', 'SUM(Rates[[a]:[b]])'],
    ['Rates[[#Headers],[a]]&Rates[#Totals]', 'Rates[[#Headers],[a]]&Rates[#Totals]'],
    ["Rates['[odd'], '#1]", "Rates['[odd'], '#1]"],
    ['ROWS(Rates)', 'ROWS(Rates[])'],
    ['SUM(A1#)', 'SUM(_xlfn.ANCHORARRAY(A1))'],
    ['@A1:A9+@SORT(B1:B9)', '_xlfn.SINGLE(A1:A9)+_xlfn.SINGLE(_xlfn._xlws.SORT(B1:B9))'],
    ['LET(x,A1,y,x*2,x+y)+x', '_xlfn.LET(_xlpm.x,A1,_xlpm.y,_xlpm.x*2,_xlpm.x+_xlpm.y)+x'],
    ['MAP(A1:A3,LAMBDA(v,v+1))', '_xlfn.MAP(A1:A3,_xlfn.LAMBDA(_xlpm.v,_xlpm.v+1))'],
    ['"XLOOKUP(" & "[@x]"', '"XLOOKUP(" & "[@x]"'],
  ])('%s', (shown, stored) => {
    expect(toFileForm(shown, place)).toBe(stored);
    expect(fromFileForm(stored, place)).toBe(shown);
  });

  test('outside its table a row reference keeps the name of the table', () => {
    expect(fromFileForm('Bills[[#This Row],[Amount]]')).toBe('Bills[@Amount]');
  });

  test('an array formula is one that calls a function which gives arrays', () => {
    expect(isArrayFormula('SUM(UNIQUE(A1:A9))')).toBe(true);
    expect(isArrayFormula('SUM(A1:A9)')).toBe(false);
  });
});
