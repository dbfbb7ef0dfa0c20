import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { areaOf } from '../model/area.ts';
import type { Sheet } from '../model/workbook.ts';
import { type OpenedExcel, openExcel } from '../node/open-excel.ts';

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

/** Puts rows in and fills them with copies of a whole row, in one batch as an add-in does. */
const repeatRow = (row: number, times: number, name = 'Sheet1') =>
  excel.Excel.run(async (context) => {
    const at = context.workbook.worksheets.getItem(name);
    const gap = `${row + 1}:${row + times}`;
    at.getRange(gap).insert('Down');
    at.getRange(gap).copyFrom(`${row}:${row}`);
    await context.sync();
  });

describe('a whole row that is copied over others', () => {
  test('brings its cells, looks and height; what it is copied into stays where it is', async () => {
    const { person } = excel;
    person.type('A1', [
      ['Item', 'Each', 'Twice'],
      ['one', 5, '=B2*2'],
      ['Sum', '=SUM(B1:B2)', 'below'],
    ]);
    person.format('B2', '0.00');
    sheet().rows[1] = { cells: sheet().rows[1]?.cells ?? [], height: 33 };
    await repeatRow(2, 2);
    expect(person.texts('A1:C5')).toEqual([
      ['Item', 'Each', 'Twice'],
      ...[1, 2, 3].map(() => ['one', '5.00', '10']),
      ['Sum', '5', 'below'],
    ]);
    expect(person.formula('C4')).toBe('B4*2');
    expect(sheet().rows.map((row) => row?.height)).toEqual([undefined, 33, 33, 33, undefined]);
  });

  test('brings merged cells, conditional formats, validation and notes', async () => {
    const here = sheet();
    excel.person.type('A2', [['label', '', 1]]);
    excel.person.type('A3', 'below');
    here.merges = [areaOf(1, 0, 1, 2), areaOf(2, 0, 1, 3)];
    here.conditionalFormats = [{ areas: [areaOf(1, 2)], kept: { xml: '<c/>' } }];
    here.validations = [{ areas: [areaOf(0, 2, 2, 1)], kept: undefined, rule: { list: 'x' } }];
    here.notes = [{ row: 1, column: 2, author: 'Ann', text: 'why' }];
    await repeatRow(2, 2);
    expect(here.merges).toEqual([
      ...[areaOf(1, 0, 1, 2), areaOf(4, 0, 1, 3)],
      ...[areaOf(2, 0, 1, 2), areaOf(3, 0, 1, 2)],
    ]);
    expect(here.conditionalFormats).toEqual([
      { areas: [areaOf(1, 2, 3, 1)], kept: { xml: '<c/>' } },
    ]);
    expect(here.validations.map(({ areas }) => areas)).toEqual([[areaOf(0, 2, 4, 1)]]);
    expect(here.notes.map(({ row, text }) => [row, text])).toEqual([
      [1, 'why'],
      [2, 'why'],
      [3, 'why'],
    ]);
  });

  test('replaces the rules of the cells that it covers', async () => {
    const here = sheet();
    const [kept, other] = [{ xml: '<one/>' }, { xml: '<other/>' }];
    here.conditionalFormats = [
      { areas: [areaOf(0, 0, 5, 1)], kept: other },
      { areas: [areaOf(9, 0)], kept },
    ];
    await excel.Excel.run(async (context) => {
      const at = context.workbook.worksheets.getItem('Sheet1');
      at.getRange('2:2').copyFrom('10:10');
      await context.sync();
    });
    expect(here.conditionalFormats).toEqual([
      { areas: [areaOf(0, 0), areaOf(2, 0, 3, 1)], kept: other },
      { areas: [areaOf(1, 0), areaOf(9, 0)], kept },
    ]);
  });

  test('from another sheet brings the same, and is refused over a part of merged cells', async () => {
    excel.person.addSheet('Other');
    excel.person.type('Other!B3', 7);
    sheet('Other').merges = [areaOf(2, 1, 1, 3)];
    const copy = (to: string) =>
      excel.Excel.run(async (context) => {
        const { worksheets } = context.workbook;
        const source = worksheets.getItem('Other').getRange('3:3');
        worksheets.getItem('Sheet1').getRange(to).copyFrom(source);
        await context.sync();
      });
    await copy('5:6');
    expect(excel.person.values('Sheet1!B5:B6')).toEqual([[7], [7]]);
    expect(sheet().merges).toEqual([areaOf(4, 1, 1, 3), areaOf(5, 1, 1, 3)]);
    sheet().merges = [areaOf(8, 0, 2, 1)];
    await expect(copy('9:9')).rejects.toMatchObject({ code: 'MergedRangeConflict' });
  });
});

test('merged cells are told, as ranges of their own', async () => {
  sheet().merges = [areaOf(1, 0, 1, 2), areaOf(5, 0, 2, 2)];
  await excel.Excel.run(async (context) => {
    const at = context.workbook.worksheets.getItem('Sheet1');
    const found = at.getRange('A1:D9').getMergedAreasOrNullObject().load('address');
    const none = at.getRange('A3:D4').getMergedAreasOrNullObject();
    await context.sync();
    expect(found.address).toBe('Sheet1!A2:B2,Sheet1!A6:B7');
    expect(none.isNullObject).toBe(true);
  });
});

test('rows that are printed on every page, and pictures, go with their cells', async () => {
  const here = sheet();
  here.pageLayout.titleRows = { first: 3, last: 3 };
  const corner = (row: number) => ({ row, column: 0, rowOffset: 9, columnOffset: 9 });
  here.anchors = [
    { from: corner(0), to: corner(6), moves: 'MovesAndSizes' },
    { from: corner(5), to: corner(6), moves: 'Moves' },
    { from: corner(5), moves: 'Never' },
  ];
  await repeatRow(2, 2);
  expect(here.pageLayout.titleRows).toEqual({ first: 5, last: 5 });
  expect(here.anchors.map(({ from, to }) => [from.row, to?.row])).toEqual([
    [0, 8],
    [7, 8],
    [5, undefined],
  ]);
  excel.person.delete('8:8');
  expect(here.anchors[1]?.from).toEqual({ row: 7, column: 0, rowOffset: 0, columnOffset: 9 });
});

test('a header holds 255 characters and no more', async () => {
  const head = (length: number) =>
    excel.Excel.run(async (context) => {
      const { pageLayout } = context.workbook.worksheets.getItem('Sheet1');
      pageLayout.headersFooters.defaultForAllPages.centerHeader = 'x'.repeat(length);
      await context.sync();
    });
  await head(253);
  await expect(head(254)).rejects.toMatchObject({ code: 'InvalidArgument' });
});
