import { describe, expect, test } from 'vitest';
import type { Row } from './write-results.fixture.ts';
import { FOUR, JAN, TWO, open, writer } from './write-results.fixture.ts';

/** A workbook in which merged cells reach further than the results above them. */
async function aboveMergedCells(apiVersion?: string) {
  const excel = await open(apiVersion);
  const write = writer(excel);
  await write(FOUR);
  excel.person.type('Allocation!B9', 'Repairs of the year');
  await excel.Excel.run(async (context) => {
    context.workbook.worksheets.getItem('Allocation').getRange('B9:F9').merge();
    await context.sync();
  });
  return { excel, person: excel.person, write };
}

/** A workbook in which a table of the user's reaches further than the results above it. */
async function aboveAWideTable(apiVersion?: string) {
  const excel = await open(apiVersion);
  const { person } = excel;
  const write = writer(excel);
  await write(FOUR);
  person.type('Allocation!B10', [
    ['Item', 'Share', 'Paid', 'By', 'When'],
    ['Roof', 5, 'yes', 'Ann', 'May'],
  ]);
  person.makeTable('Allocation!B10:F11', 'Repairs');
  const wide = () => person.values('Repairs[#All]').flat().join(' ');
  return { excel, person, write, wide };
}

describe('above a table that reaches further, of which Excel lets no cells be shifted', () => {
  const MAR = '2025-03-31';
  const NEXT: readonly Row[] = [
    ...TWO.slice(1),
    [JAN, '1C', '5.00'],
    ...FOUR.slice(2),
    [MAR, '1A', '9.00'],
  ];

  test.each([true, false])(
    'rows come with those of the sheet, and none goes (with a total row: %s)',
    async (hasTotals) => {
      const { excel, person, write, wide } = await aboveAWideTable();
      await excel.Excel.run(async (context) => {
        context.workbook.tables.getItem('Allocation').showTotals = hasTotals;
        await context.sync();
      });
      person.addColumn('Allocation', 'Double', '=[@Charge]*2');
      person.type('Allocation!A8', 'below');
      const written = await write(NEXT);
      expect(written).toMatchObject({ rows: 6, newRows: 2, removedRows: 0, keptRows: 1 });
      const rows = [
        ['1/31/2025', '1A', '', 'gone', '0'],
        ['1/31/2025', '1B', '$20.50', 'estimated', '41'],
        ['1/31/2025', '1C', '$5.00', '', '10'],
        ['2/28/2025', '1A', '$11.00', '', '22'],
        ['2/28/2025', '1B', '$21.00', '', '42'],
        ['3/31/2025', '1A', '$9.00', '', '18'],
      ];
      expect(person.texts('Allocation[#All]')).toEqual([
        ['To', 'Unit', 'Charge', 'Remarks', 'Double'],
        ...rows,
        ...(hasTotals ? [['Total', '', '$66.50', '', '']] : []),
      ]);
      expect(wide()).toBe('Item Share Paid By When Roof 5 yes Ann May');
      expect(person.texts('Allocation!A10')).toEqual([['below']]);
      person.delete('Allocation!12:13');
      // Nothing is in the way any more.
      expect(await write(NEXT)).toMatchObject({ rows: 5, removedRows: 1 });
      expect(person.texts('Allocation[#Data]')).toEqual(rows.slice(1));
    },
  );

  test('figures alone are written whatever stands around', async () => {
    const { person, write } = await aboveAWideTable();
    person.type('Allocation!G3', 'beside');
    const written = await write([[JAN, '1A', '10.50'], ...FOUR.slice(1)]);
    expect(written).toMatchObject({ changedRows: 1 });
  });

  test('what stands beside a row goes with it, a note on a blank cell too', async () => {
    const { excel, person, write } = await aboveAWideTable();
    const sheet = excel.workbook.sheets[1];
    person.type('Allocation!G2', 'beside 1A');
    sheet?.notes.push({ row: 2, column: 7, text: 'about 1B', author: 'Ann' });
    const written = await write([[JAN, '1', '5.00'], ...FOUR.slice(1)]);
    expect(written).toMatchObject({ newRows: 1, keptRows: 1 });
    expect(person.texts('Allocation!B2:G4')).toEqual([
      ['1', '$5.00', '', '', '', ''],
      ['1A', '', 'gone', '', '', 'beside 1A'],
      ['1B', '$20.50', 'estimated', '', '', ''],
    ]);
    expect(sheet?.notes).toMatchObject([{ row: 3, column: 7 }]);
  });

  test('the blank row of a table without results takes the first that comes', async () => {
    const { person, write } = await aboveAWideTable();
    person.delete('Allocation!2:5');
    expect(person.texts('Allocation[#Data]')).toEqual([['', '', '', '']]);
    expect(await write(FOUR)).toMatchObject({ rows: 4, newRows: 4, keptRows: 0 });
    expect(person.texts('Allocation[Unit]').flat()).toEqual(['1A', '1B', '1A', '1B']);
  });

  test.each([
    ['a table stands beside', '1.17', 'Allocation!G3:H4'],
    ['this Excel cannot say how far a table reaches', '1.12', null],
  ])('where %s, it is refused before anything is written', async (_why, version, beside) => {
    const { excel, person, write } = await aboveAWideTable(version);
    person.filter('Allocation', 'Unit', ['1A']);
    if (beside !== null) person.type(beside.split(':')[0] ?? '', 'beside');
    if (beside !== null) person.makeTable(beside, 'Keys');
    const before = person.texts('Allocation!A1:I14');
    await expect(write(NEXT)).rejects.toMatchObject({ name: 'HostProblem', code: 'no-room' });
    expect(person.texts('Allocation!A1:I14')).toEqual(before);
    expect(person.filterOf('Allocation')?.criteria[1]).toMatchObject({ values: ['1A'] });
    expect(excel.workbook.sheets[1]?.rows[2]?.hidden).toBe(true);
  });

  test('merged cells below are not torn either', async () => {
    const { excel, person, write } = await aboveMergedCells();
    expect(await write(NEXT)).toMatchObject({ rows: 6, newRows: 2, keptRows: 1 });
    expect(person.texts('Allocation!B11')).toEqual([['Repairs of the year']]);
    expect(excel.workbook.sheets[1]?.merges).toEqual([{ top: 10, left: 1, bottom: 10, right: 5 }]);
  });

  test('of merged cells that this Excel does not tell of it refuses, and filters are on again', async () => {
    const { person, write } = await aboveMergedCells('1.12');
    person.filter('Allocation', 'Unit', ['1A']);
    const before = person.texts('Allocation!A1:F14');
    await expect(write(NEXT)).rejects.toMatchObject({ name: 'HostProblem', code: 'merged' });
    expect(person.texts('Allocation!A1:F14')).toEqual(before);
    expect(person.filterOf('Allocation')?.criteria[1]).toMatchObject({ values: ['1A'] });
  });

  test('where no row can come or go, those that are gone stay and the others are written', async () => {
    const { person, write } = await aboveAWideTable('1.12');
    expect(await write(FOUR.slice(1))).toMatchObject({ rows: 4, keptRows: 1, removedRows: 0 });
    expect(person.texts('Allocation!B2:D2')).toEqual([['1A', '', 'gone']]);
  });
});
