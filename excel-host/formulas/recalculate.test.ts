import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseArea } from '../model/area.ts';
import { cellAt, putCell, rowAt } from '../model/cells.ts';
import { addSheet, createWorkbook, newId } from '../model/create.ts';
import { defaultStyle } from '../model/style.ts';
import { type CellValue, errorValue } from '../model/value.ts';
import type { Sheet, Workbook } from '../model/workbook.ts';
import { recalculate } from './recalculate.ts';

/** Puts values and formulas ("=…") into cells, as a block or one by one. */
function put(sheet: Sheet, address: string, ...rows: CellValue[][]): void {
  const area = parseArea(address);
  rows.forEach((row, i) =>
    row.forEach((value, j) => {
      const formula =
        typeof value === 'string' && value.startsWith('=') ? { formula: value.slice(1) } : {};
      const content = { value: 'formula' in formula ? null : value, ...formula };
      putCell(sheet, (area?.top ?? 0) + i, (area?.left ?? 0) + j, {
        ...content,
        style: defaultStyle,
      });
    }),
  );
}

function get(sheet: Sheet, address: string): CellValue | undefined {
  const area = parseArea(address);
  return cellAt(sheet, area?.top ?? 0, area?.left ?? 0)?.value ?? null;
}

function addTable(
  workbook: Workbook,
  sheet: Sheet,
  name: string,
  address: string,
  columns: string[],
) {
  sheet.tables.push({
    id: newId(workbook),
    name,
    area: parseArea(address) ?? { top: 0, left: 0, bottom: 0, right: 0 },
    showHeaders: true,
    showTotals: false,
    columns: columns.map((column, i) => ({ id: i + 1, name: column })),
    style: '',
    showBandedRows: true,
    showBandedColumns: false,
    highlightFirstColumn: false,
    highlightLastColumn: false,
    filter: undefined,
    sort: undefined,
    kept: undefined,
  });
}

function book() {
  const workbook = createWorkbook();
  const data = addSheet(workbook, 'My data');
  const other = addSheet(workbook, 'Other');
  workbook.stale = true;
  return { workbook, data, other };
}

describe('recalculation', () => {
  test('follows references between cells and sheets', () => {
    const { workbook, data, other } = book();
    put(data, 'A1', [2, 3, '=A1*B1', '=C1+1']);
    put(other, 'A1', ["='My data'!D1*10", '=A1&" kWh"', '=B9', '=A1>50']);
    recalculate(workbook);
    expect(get(data, 'D1')).toBe(7);
    expect(['A1', 'B1', 'C1', 'D1'].map((at) => get(other, at))).toEqual([70, '70 kWh', 0, true]);
    expect(workbook.stale).toBe(false);
  });

  test('is left out while nothing changed', () => {
    const { workbook, data } = book();
    put(data, 'A1', [1, '=A1+1']);
    recalculate(workbook);
    const before = cellAt(data, 0, 1);
    put(data, 'A1', [5]);
    recalculate(workbook);
    expect(cellAt(data, 0, 1)).toBe(before);
    workbook.stale = true;
    recalculate(workbook);
    expect(get(data, 'B1')).toBe(6);
  });

  test('does not replace cells whose result stays', () => {
    const { workbook, data } = book();
    put(data, 'A1', [1, '=A1+1', '=1/0']);
    recalculate(workbook);
    const before = [cellAt(data, 0, 1), cellAt(data, 0, 2)];
    workbook.stale = true;
    recalculate(workbook);
    expect([cellAt(data, 0, 1), cellAt(data, 0, 2)]).toEqual(before);
    expect(cellAt(data, 0, 1)).toBe(before[0]);
    expect(cellAt(data, 0, 2)).toBe(before[1]);
  });

  test('gives errors as Excel names them', () => {
    const { workbook, data } = book();
    const formulas = [
      '=1/0',
      '=#REF!+1',
      '=SUM(#REF!A1)',
      '=NA()',
      '=nosuchname',
      '="a"+1',
      '=SQRT(-1)',
    ];
    put(
      data,
      'A1',
      formulas,
      formulas.map((_formula, i) => `=${'ABCDEFG'[i]}1`),
    );
    recalculate(workbook);
    const errors = ['#DIV/0!', '#REF!', '#REF!', '#N/A', '#NAME?', '#VALUE!', '#NUM!'];
    const shown = (row: number) => errors.map((_error, column) => cellAt(data, row, column)?.value);
    expect(shown(0)).toEqual(errors.map((error) => errorValue(error)));
    expect(shown(1)).toEqual(shown(0));
  });

  test('reads names of the workbook and of a sheet', () => {
    const { workbook, data, other } = book();
    const shared = { comment: '', visible: true };
    workbook.names.push({ name: 'rate', sheet: undefined, formula: "'My data'!$A$1", ...shared });
    workbook.names.push({ name: 'rate', sheet: other.id, formula: '0.5', ...shared });
    put(data, 'A1', [0.25, '=rate*4']);
    put(other, 'A1', ['=rate*4']);
    recalculate(workbook);
    expect([get(data, 'B1'), get(other, 'A1')]).toEqual([1, 2]);
  });

  test('reads tables: this row, columns, headers, from inside and outside, odd names', () => {
    const { workbook, data, other } = book();
    put(data, 'A1', ['kWh', "It's [odd] #1", 'Sum'], [2, 10, '=[@kWh]*2'], [3, 20, '=SUM([kWh])']);
    addTable(workbook, data, 'Bills', 'A1:C3', ['kWh', "It's [odd] #1", 'Sum']);
    put(other, 'A1', ['=SUM(Bills[kWh])', "=SUM(Bills['It''s '[odd'] '#1])"]);
    put(other, 'A2', [
      "=SUM(Bills[It''s '[odd'] '#1])",
      '=ROWS(bills)',
      '=Bills[[#Headers],[Sum]]',
    ]);
    recalculate(workbook);
    expect([get(data, 'C2'), get(data, 'C3'), get(other, 'A1')]).toEqual([4, 5, 5]);
    expect(['A2', 'B2', 'C2'].map((at) => get(other, at))).toEqual([30, 2, 'Sum']);
  });

  test('counts dates from 1904 where the workbook does', () => {
    const { workbook, data } = book();
    put(data, 'A1', ['=DATE(2025,1,31)', '=YEAR(A1)']);
    recalculate(workbook);
    expect(get(data, 'A1')).toBe(45688);
    workbook.date1904 = true;
    workbook.stale = true;
    recalculate(workbook);
    expect([get(data, 'A1'), get(data, 'B1')]).toEqual([44226, 2025]);
  });

  test('hidden rows count for SUBTOTAL as Excel counts them', () => {
    const { workbook, data } = book();
    put(data, 'A1', [1], [2], [4], ['=SUBTOTAL(109,A1:A3)']);
    rowAt(data, 1).hidden = true;
    recalculate(workbook);
    expect(get(data, 'A4')).toBe(5);
  });

  test('keeps the value that came with a formula it does not know', () => {
    const { workbook, data } = book();
    const cell = { formula: 'MYADDIN.TOTAL(1)', value: 42, style: defaultStyle };
    putCell(data, 0, 0, cell);
    put(data, 'B1', ['=A1+1', '=MYADDIN.OTHER(1)']);
    recalculate(workbook);
    expect(cellAt(data, 0, 0)).toBe(cell);
    expect(get(data, 'B1')).toBe(43);
    expect(get(data, 'C1')).toBe(errorValue('#NAME?'));
  });

  test('a circle of references gives 0, and what reads it reads that', () => {
    const { workbook, data } = book();
    put(data, 'A1', ['=B1+1', '=A1+1', '=A1+5', '=SUM(A1:D1)']);
    recalculate(workbook);
    expect(['A1', 'B1', 'C1', 'D1'].map((at) => get(data, at))).toEqual([0, 0, 5, 0]);
  });

  test('more formulas than the library remembers are all calculated', () => {
    const { workbook, data } = book();
    put(data, 'A1', [1]);
    for (let row = 1; row < 12_000; row += 1) put(data, `A${row + 1}`, [`=A${row}+1`]);
    put(data, 'B1', ['=A12000*2']);
    recalculate(workbook);
    expect([get(data, 'A2'), get(data, 'A12000'), get(data, 'B1')]).toEqual([2, 12_000, 24_000]);
  });
});

test('sums and products are what the library makes of them, to the last digit', () => {
  const cell = fc.oneof(
    fc.constantFrom<CellValue>(null, 'x', '5', true, 0, -0.1, 1.005, 2e-9),
    fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => cents / 100),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
  );
  const operand = fc.constantFrom('A1', 'B1', '$C$1', '-A1', '2', '0.21', '(B1-A1)', '+C1', '(3)');
  const formula = fc
    .tuple(operand, fc.array(fc.tuple(fc.constantFrom('+', '-', '*', '/', ' - '), operand)))
    .map(([first, rest]) => first + rest.map(([sign, next]) => sign + next).join(''));
  fc.assert(
    fc.property(fc.tuple(cell, cell, cell), formula, (cells, text) => {
      const { workbook, data } = book();
      // The library alone knows functions.
      put(data, 'A1', [...cells, `=${text}`, `=IF(TRUE,${text},0)`]);
      recalculate(workbook);
      expect(get(data, 'D1')).toBe(get(data, 'E1'));
    }),
    { numRuns: process.env['TEST_SCALE'] === 'full' ? 10_000 : 150 },
  );
});

test('sums and subtotals of a range are what the library makes of them, to the last digit', () => {
  const cell = fc.oneof(
    fc.constantFrom<CellValue>(null, 'x', '5', true, -0.1, 2e-9, '=1/0', '=IF(TRUE,0.1,0)'),
    fc.constantFrom<CellValue>('=SUBTOTAL(9,C1:C2)', '=SUM(C1:C2)', '=C1*3', '=SEQUENCE(1,2)'),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
  );
  const rows = fc.array(fc.tuple(cell, fc.boolean()), { minLength: 1, maxLength: 6 });
  const sum = fc.constantFrom('SUM(A1:A9)', 'subtotal(109,A1:A9)', 'SUM($A$1:B4)', 'SUM(A2:A2)');
  fc.assert(
    fc.property(rows, sum, (given, text) => {
      const { workbook, data } = book();
      put(data, 'A1', ...given.map(([value]) => [value]));
      for (const [row, [, hidden]] of given.entries()) rowAt(data, row).hidden = hidden;
      // The library alone knows IF. It stands beside, so that what spills does not change it.
      put(data, 'F1', [`=${text}`, `=IF(TRUE,${text},0)`]);
      put(data, 'C1', [0.7], [0.1]);
      recalculate(workbook);
      expect(get(data, 'F1')).toEqual(get(data, 'G1'));
    }),
    { numRuns: process.env['TEST_SCALE'] === 'full' ? 10_000 : 150 },
  );
});

describe('results that spill', () => {
  test('fill the cells below, are read by others, shrink, and go with their formula', () => {
    const { workbook, data } = book();
    put(data, 'A1', [3, '=SEQUENCE(A1)', '=SUM(B1#)', '=SUM(B1:B9)']);
    recalculate(workbook);
    expect(['B1', 'B2', 'B3', 'C1', 'D1'].map((at) => get(data, at))).toEqual([1, 2, 3, 6, 6]);
    expect(cellAt(data, 0, 1)?.spill).toEqual({ area: parseArea('B1:B3'), legacy: false });
    expect(cellAt(data, 2, 1)?.spilledFrom).toEqual({ row: 0, column: 1 });
    put(data, 'A1', [2]);
    workbook.stale = true;
    recalculate(workbook);
    expect(['B2', 'B3', 'C1', 'D1'].map((at) => get(data, at))).toEqual([2, null, 3, 3]);
    put(data, 'B1', [9]);
    workbook.stale = true;
    recalculate(workbook);
    expect(['B1', 'B2', 'D1'].map((at) => get(data, at))).toEqual([9, null, 9]);
  });

  test('are refused where a cell is in the way', () => {
    const { workbook, data } = book();
    put(data, 'A1', ['=SEQUENCE(3)'], [null], ['x']);
    recalculate(workbook);
    expect(get(data, 'A1')).toBe(errorValue('#SPILL!'));
    put(data, 'A3', [null]);
    workbook.stale = true;
    recalculate(workbook);
    expect(['A1', 'A2', 'A3'].map((at) => get(data, at))).toEqual([1, 2, 3]);
  });

  test('of an older array formula stay within its area', () => {
    const { workbook, data } = book();
    put(data, 'A1', [1, 2], [3, 4]);
    const area = parseArea('C1:C3') ?? { top: 0, left: 0, bottom: 0, right: 0 };
    const array = { formula: 'A1:A2*B1:B2', value: null, style: defaultStyle };
    putCell(data, 0, 2, { ...array, spill: { area, legacy: true } });
    for (const row of [1, 2]) {
      const spilledFrom = { row: 0, column: 2 };
      putCell(data, row, 2, { value: null, style: defaultStyle, spilledFrom });
    }
    recalculate(workbook);
    const results = ['C1', 'C2', 'C3'].map((at) => get(data, at));
    expect(results).toEqual([2, 12, errorValue('#N/A')]);
  });
});
