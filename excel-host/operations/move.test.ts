import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { areaOf } from '../model/area.ts';
import type { Sheet } from '../model/workbook.ts';
import { type OpenedExcel, openExcel } from '../node/open-excel.ts';

/*
 * Cutting as Excel does it. What is known of that: support.microsoft.com "Move or copy cells, rows, and
 * columns" and "Move or copy a formula"; learn.microsoft.com on Range.moveTo (ExcelApi 1.11); office-js
 * #6851 (formulas to another sheet) and #6102 (ranges that an add-in holds).
 */

let excel: OpenedExcel;
beforeEach(async () => {
  excel = await openExcel();
});
afterEach(() => excel.close());

function sheet(name = 'Sheet1'): Sheet {
  const found = excel.workbook.sheets.find((one) => one.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}

const first = (address: string) => excel.person.values(address)[0]?.[0];

/** A table of four columns in B2:E5, of which the last is calculated, and something beside it. */
function ledger(): void {
  const { person } = excel;
  person.type('B2', [
    ['Unit', 'kWh', 'Note', 'Cost'],
    ['1A', 5, 'new', ''],
    ['1B', 7, '', ''],
    ['Shop', 30, '', ''],
  ]);
  person.makeTable('B2:E5', 'Bills');
  person.type('E3', '=[@kWh]*2');
  person.type('G2', [['beside', '=SUM(Bills[kWh])', '=C4', '=SUM(C3:E3)']]);
}

describe('cells that are cut', () => {
  test('take values, formulas and formats along; formulas that point to them follow', () => {
    const { person } = excel;
    person.type('A1', [[5, '=A1*2', '=D1+1']]);
    person.format('A1', '0.00');
    person.type('D1', [[7, '=B1', '=SUM(A1:C1)']]);
    person.move('A1:C1', 'A4');
    expect(person.texts('A4:C4')).toEqual([['5.00', '10', '8']]);
    expect([person.formula('B4'), person.formula('C4')]).toEqual(['A4*2', 'D1+1']);
    expect([person.formula('E1'), person.formula('F1')]).toEqual(['B4', 'SUM(A4:C4)']);
    expect(person.texts('A1:F1')).toEqual([['', '', '', '7', '10', '23']]);
    person.type('A1', 3);
    expect(person.texts('A1')).toEqual([['3']]);
  });

  test('cover what was there; what pointed to that is lost', () => {
    const { person } = excel;
    person.type('A1', [['new', 'old', '=B1']]);
    person.move('A1', 'B1');
    expect(person.texts('A1:C1')).toEqual([['', 'new', '#REF!']]);
  });

  test('may go a few rows down over themselves', () => {
    const { person } = excel;
    person.type('A1', [[1], ['=A1+1'], ['=A2+1']]);
    person.move('A1:A3', 'A2');
    expect(person.values('A1:A4')).toEqual([[''], [1], [2], [3]]);
    expect(person.formula('A4')).toBe('A3+1');
  });

  test('take notes, rules, merged cells and charts along', () => {
    const here = sheet();
    excel.person.type('A2', [['label', '', 1]]);
    here.merges = [areaOf(1, 0, 1, 2)];
    here.conditionalFormats = [{ areas: [areaOf(0, 2, 9, 1)], kept: { xml: '<c/>' } }];
    here.validations = [{ areas: [areaOf(1, 2)], kept: undefined, rule: { list: 'x' } }];
    here.notes = [
      { row: 1, column: 2, author: 'Ann', text: 'why' },
      { row: 5, column: 2, author: 'Ann', text: 'covered' },
    ];
    const [from, to] = [
      { row: 1, column: 0, rowOffset: 1, columnOffset: 0 },
      { row: 1, column: 2, rowOffset: 0, columnOffset: 5 },
    ];
    here.anchors = [{ from, to, moves: 'MovesAndSizes' }];
    excel.person.move('A2:C2', 'A6');
    expect(here.merges).toEqual([areaOf(5, 0, 1, 2)]);
    expect(here.conditionalFormats[0]?.areas).toEqual([areaOf(0, 2), areaOf(2, 2, 7, 1)]);
    expect(here.validations[0]?.areas).toEqual([areaOf(5, 2)]);
    expect(here.notes).toEqual([{ row: 5, column: 2, author: 'Ann', text: 'why' }]);
    expect(here.anchors[0]).toMatchObject({ from: { ...from, row: 5 }, to: { ...to, row: 5 } });
  });

  test('go to another sheet and mean there what they meant', () => {
    const { person } = excel;
    person.type('A1', [[1, '=Sheet1!A1', '=A1+D1', 4]]);
    person.type('A3', '=SUM(A1:C1)');
    sheet().notes = [{ row: 0, column: 0, author: 'Ann', text: 'why' }];
    person.addSheet('Away');
    person.move('Sheet1!A1:C1', 'Away!B2');
    expect(person.values('Away!B2:D2')).toEqual([[1, 1, 5]]);
    expect([person.formula('Away!C2'), person.formula('Away!D2')]).toEqual([
      'Away!B2',
      'B2+Sheet1!D1',
    ]);
    expect(person.formula('Sheet1!A3')).toBe('SUM(Away!B2:D2)');
    expect(sheet('Away').notes).toEqual([{ row: 1, column: 1, author: 'Ann', text: 'why' }]);
    expect(sheet().notes).toEqual([]);
  });

  test('names and charts follow them', async () => {
    const { person } = excel;
    person.type('A1', [['What', 'Many'], ['Keys', 3]]); // prettier-ignore
    await excel.Excel.run(async (context) => {
      const here = context.workbook.worksheets.getItem('Sheet1');
      context.workbook.names.add('many', here.getRange('B2'));
      here.charts.add('ColumnClustered', here.getRange('A1:B2'), 'Columns');
      await context.sync();
    });
    person.move('A1:B2', 'D5');
    person.type('H1', '=many');
    expect(first('H1')).toBe(3);
    expect(sheet().charts[0]?.series[0]).toMatchObject({ values: 'Sheet1!$E$6' });
  });

  test('are a table where all of one is cut', () => {
    ledger();
    const { person } = excel;
    person.addSheet('Away');
    person.move('Sheet1!A1:E5', 'Away!A3');
    const [table] = sheet('Away').tables;
    expect([table?.name, table?.area, table?.filter?.area]).toEqual([
      ...['Bills', areaOf(3, 1, 4, 4), areaOf(3, 1, 4, 4)],
    ]);
    expect(sheet().tables).toEqual([]);
    expect(person.values('Sheet1!G2:I2')).toEqual([['beside', 42, 7]]);
    person.type('Away!C5', 10);
    expect(first('Away!E5')).toBe(20);
    expect(first('Sheet1!H2')).toBe(47);
  });

  test('leave a table: what they said of their own row they say by its name', () => {
    ledger();
    const { person } = excel;
    person.move('E4', 'K4');
    expect(person.formula('K4')).toBe('Bills[@kWh]*2');
    person.move('D2', 'K1');
    expect(sheet().tables[0]?.columns.map(({ name }) => name)).toEqual([
      ...['Unit', 'kWh', 'Column1', 'Cost'],
    ]);
  });

  test.each([
    ['a part of merged cells', 'A9', 'C9', 'MergedRangeConflict'],
    ['what would cover a part of merged cells', 'D9', 'B9', 'MergedRangeConflict'],
    ['what would leave the sheet', 'A1:C1', 'XFC1', 'InvalidArgument'],
    ['a table that would overlap another', 'A1:E5', 'A12', 'InvalidArgument'],
  ])('%s is refused, and nothing is done', (_name, from, to, code) => {
    ledger();
    const { person } = excel;
    person.type('B14', [['Other'], ['x']]);
    person.makeTable('B14:B15', 'Others');
    sheet().merges = [areaOf(8, 0, 1, 2)];
    const before = person.texts('A1:K20');
    expect(() => person.move(from, to)).toThrow(expect.objectContaining({ code }));
    expect(person.texts('A1:K20')).toEqual(before);
  });

  test('of a protected sheet are refused', () => {
    excel.person.type('A1', 'locked');
    excel.person.protect('Sheet1');
    expect(() => excel.person.move('A1', 'B1')).toThrow(
      expect.objectContaining({ code: 'AccessDenied' }),
    );
  });
});

describe('Range.moveTo', () => {
  test('moves the range to a corner, whatever size is named; a range held goes along', async () => {
    excel.person.type('A1', [[1, 2], [3, '=A1+B1']]); // prettier-ignore
    await excel.Excel.run(async (context) => {
      const here = context.workbook.worksheets.getItem('Sheet1');
      const range = here.getRange('A1:B2').load('address');
      const held = here.getRange('B2').load('address');
      await context.sync();
      range.moveTo('D4:F9');
      range.load('address');
      held.load('address, formulas');
      await context.sync();
      expect([range.address, held.address]).toEqual(['Sheet1!D4:E5', 'Sheet1!E5']);
      expect(held.formulas).toEqual([['=D4+E4']]);
    });
    expect(excel.person.values('A1:B2')).toEqual([['', ''], ['', '']]); // prettier-ignore
  });

  test('to a range of another sheet; what it leaves and where it comes are told', async () => {
    excel.person.type('A1', 'here');
    excel.person.addSheet('Away');
    const told: string[] = [];
    await excel.Excel.run(async (context) => {
      const { worksheets } = context.workbook;
      worksheets.onChanged.add((event) => {
        told.push(`${event.changeType} ${event.address}`);
        return Promise.resolve();
      });
      await context.sync();
      const target = worksheets.getItem('Away').getRange('B2');
      worksheets.getItem('Sheet1').getRange('A1').moveTo(target);
      await context.sync();
    });
    await expect.poll(() => told).toEqual(['RangeEdited A1', 'RangeEdited B2']);
    expect(first('Away!B2')).toBe('here');
  });

  test('is of ExcelApi 1.11', async () => {
    excel.close();
    excel = await openExcel({ requirementSets: { ExcelApi: '1.10' } });
    const moving = excel.Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Sheet1').getRange('A1').moveTo('B1');
      await context.sync();
    });
    await expect(moving).rejects.toMatchObject({ code: 'ApiNotFound' });
  });
});

describe('columns of a table that are cut and put in elsewhere', () => {
  const headers = () => sheet().tables[0]?.columns.map(({ name }) => name);

  test('stay the columns that they were, with all that stands in them', () => {
    ledger();
    const { person } = excel;
    const ids = new Map(sheet().tables[0]?.columns.map(({ name, id }) => [name, id]));
    sheet().notes = [{ row: 3, column: 2, author: 'Ann', text: 'of 1B’s kWh' }];
    sheet().validations = [{ areas: [areaOf(2, 2, 3, 1)], kept: 'kWh' }];
    person.moveColumn('Bills', 'kWh');
    expect(headers()).toEqual(['Unit', 'Note', 'Cost', 'kWh']);
    expect(sheet().tables[0]?.columns.map(({ name, id }) => id === ids.get(name))).not.toContain(
      false,
    );
    expect(person.values('B2:E5')).toEqual([
      ...[
        ['Unit', 'Note', 'Cost', 'kWh'],
        ['1A', 'new', 10, 5],
      ],
      ...[['1B', '', 14, 7], ['Shop', '', 60, 30]], // prettier-ignore
    ]);
    expect(sheet().notes).toMatchObject([{ row: 3, column: 4 }]);
    expect(sheet().validations).toMatchObject([{ areas: [areaOf(2, 4, 3, 1)] }]);
    expect(['H2', 'I2'].map((at) => person.formula(at))).toEqual(['SUM(Bills[kWh])', 'E4']);
    person.type('E3', 6);
    expect(first('D3')).toBe(12);
    person.moveColumn('Bills', 'kWh', 'Unit');
    expect(headers()).toEqual(['kWh', 'Unit', 'Note', 'Cost']);
    expect(person.formula('I2')).toBe('B4');
  });

  test('take filter, order of sorting and totals along', async () => {
    ledger();
    const { person } = excel;
    await excel.Excel.run(async (context) => {
      context.workbook.tables.getItem('Bills').showTotals = true;
      await context.sync();
    });
    person.sort('Bills', 'kWh', false);
    person.filter('Bills', 'kWh', ['30', '7']);
    person.moveColumn('Bills', 'kWh');
    const [table] = sheet().tables;
    expect(table?.filter?.criteria[3]).toMatchObject({ values: ['30', '7'] });
    expect(table?.filter?.criteria[1]).toBeUndefined();
    expect(table?.sort?.fields).toEqual([{ key: 3, ascending: false }]);
    expect(person.values('B6:E6')).toEqual([['Total', '', 74, '']]);
  });

  test('are cut by hand as cells or as columns of the sheet', () => {
    ledger();
    const { person } = excel;
    sheet().columns[2] = { width: 30 };
    person.cutAndInsert('C2:C5', 'B2');
    expect(headers()).toEqual(['kWh', 'Unit', 'Note', 'Cost']);
    expect(sheet().columns[2]?.width).toBe(30);
    person.cutAndInsert('C:C', 'F:F');
    expect(headers()).toEqual(['kWh', 'Note', 'Cost', 'Unit']);
    expect(sheet().columns.map((column) => column?.width)[4]).toBe(30);
    expect(person.values('G2:H2')).toEqual([['beside', 42]]);
  });

  test.each([
    ['a part of its rows', 'C3:C5', 'B3'],
    ['a column out of it', 'C:C', 'H:H'],
    ['one from beside it into it', 'G:G', 'C:C'],
    ['cells from beside it into it', 'G2:G5', 'C2'],
  ])('%s is refused: it would tear the table', (_name, from, before) => {
    ledger();
    const was = excel.person.texts('A1:J9');
    expect(() => excel.person.cutAndInsert(from, before)).toThrow(
      expect.objectContaining({ code: 'InsertDeleteConflict' }),
    );
    expect(excel.person.texts('A1:J9')).toEqual(was);
  });
});

describe('rows and columns of a sheet that are cut and put in elsewhere', () => {
  test('a table goes as a whole, and formulas with it', () => {
    ledger();
    const { person } = excel;
    person.cutAndInsert('G:H', 'A:A');
    expect(sheet().tables[0]?.area).toEqual(areaOf(1, 3, 4, 4));
    expect(person.values('A2:B2')).toEqual([['beside', 42]]);
    expect(person.formula('I2')).toBe('E4');
  });

  test('rows of a table, by themselves or with their sheet’s row', () => {
    ledger();
    const { person } = excel;
    sheet().rows[4] = { cells: sheet().rows[4]?.cells ?? [], height: 33 };
    person.cutAndInsert('5:5', '3:3');
    expect(person.values('B3:E5')).toEqual([
      ...[['Shop', 30, '', 60], ['1A', 5, 'new', 10], ['1B', 7, '', 14]], // prettier-ignore
    ]);
    expect(sheet().rows.map((row) => row?.height)[2]).toBe(33);
    person.cutAndInsert('B3:E3', 'B6');
    expect(person.values('B5:C5')).toEqual([['Shop', 30]]);
    expect(person.formula('I2')).toBe('C4');
    expect(person.values('G2')).toEqual([['beside']]);
  });

  test('rows that a filter hides do not part from their neighbours', () => {
    ledger();
    excel.person.filter('Bills', 'Unit', ['1A']);
    expect(() => excel.person.cutAndInsert('5:5', '3:3')).toThrow(
      expect.objectContaining({ code: 'FilteredRangeConflict' }),
    );
  });
});
