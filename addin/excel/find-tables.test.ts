import { expect, test } from 'vitest';
import { openExcel } from '../../excel-host/node/open-excel.ts';
import { whenTestDone } from '../../tests/setup/when-done.ts';
import { NONE_OF_OURS, readTables } from './find-tables.ts';

type Row = readonly (string | number | boolean)[];

async function excelWith(rows: readonly Row[], apiVersion = '1.17') {
  const excel = await openExcel({
    requirementSets: { ExcelApi: apiVersion, SharedRuntime: '1.1' },
  });
  whenTestDone(() => excel.close());
  await excel.Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem('Sheet1');
    const width = Math.max(...rows.map((row) => row.length));
    const range = sheet.getRangeByIndexes(0, 0, rows.length, width);
    range.values = rows.map((row) => Array.from({ length: width }, (_, i) => row[i] ?? ''));
    await context.sync();
  });
  return excel;
}

function shapeOf(content: Awaited<ReturnType<typeof readTables>>) {
  return content.tables.map(({ headerRow, left, headers, rows }) => ({
    headerRow,
    left,
    headers,
    rows,
  }));
}

test.each(['1.9', '1.14', '1.17'])(
  'titles, blank rows and tables beside one another (ExcelApi %s)',
  async (version) => {
    const excel = await excelWith(
      [
        ['Elm Street 12'],
        ['Landlord', 'J. Smith'],
        [],
        ['Unit', 'Date', 'kWh', '', 'Date', 'Paid', 'Who'],
        ['1A', 45000, 100, '', 45001, 20.5, 'Ann'],
        ['1B', 45000, 200, '', 45002, 30, 'Bob'],
        [],
        ['1A', 45031, 150],
        ['1B', 45031, 260],
        [],
        ['Unit', 'Date', 'kWh'],
        ['1A', 45061, 199],
      ],
      version,
    );
    const content = await readTables(excel, NONE_OF_OURS);
    expect(shapeOf(content)).toEqual([
      { headerRow: 4, left: 0, headers: ['Unit', 'Date', 'kWh'], rows: [5, 6, 8, 9, 12] },
      { headerRow: 4, left: 4, headers: ['Date', 'Paid', 'Who'], rows: [5, 6] },
    ]);
    expect(content).toMatchObject({
      date1904: false,
      culture: { decimalSeparator: '.', dateOrder: 'MDY' },
    });
    expect(content.tables[0]?.cells.values[2]).toEqual(['1A', 45031, 150]);
  },
);

test('a row is found once, though a column is blank within its part of the table', async () => {
  const excel = await excelWith([
    ['Unit', 'Date', 'kWh', 'Type', 'Note'],
    ['1A', 45000, 100, 'opening', 'new'],
    [],
    ['1A', 45031, 150, '', 'late'],
    ['1B', 45031, 260],
  ]);
  const content = await readTables(excel, NONE_OF_OURS);
  expect(shapeOf(content).map(({ rows }) => rows)).toEqual([[2, 4, 5]]);
});

test("Excel's tables are found without their totals, and ours are left out", async () => {
  const excel = await excelWith([
    ['Unit', 'kWh', '', 'Period', 'Charge'],
    ['1A', 5, '', 45000, 1],
    ['1B', 7, '', 45000, 2],
  ]);
  await excel.Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem('Sheet1');
    const readings = sheet.tables.add('A1:B3', true);
    readings.name = 'Readings';
    readings.showTotals = true;
    sheet.tables.add('D1:E3', true).name = 'Allocation';
    await context.sync();
  });
  const period = { key: 'periodEnd', header: 'Period', kind: 'date', isKey: true } as const;
  const content = await readTables(excel, {
    ids: [],
    forms: [{ name: 'Allocation', sheet: '', total: '', gone: '', columns: [period] }],
  });
  expect(content.tables).toHaveLength(1);
  expect(content.tables[0]).toMatchObject({ table: 'Readings', headerRow: 1, rows: [2, 3] });
});

test('a second header with other words begins another table', async () => {
  const excel = await excelWith([
    ['Unit', 'Date', 'kWh'],
    ['1A', 45000, 100],
    [],
    ['From', 'To', 'Amount'],
    [45000, 45030, 512.33],
  ]);
  const content = await readTables(excel, NONE_OF_OURS);
  expect(content.tables.map((table) => table.headers)).toEqual([
    ['Unit', 'Date', 'kWh'],
    ['From', 'To', 'Amount'],
  ]);
});

test('the number of syncs does not grow with rows within 5 MB', async () => {
  const syncs: number[] = [];
  for (const count of [10, 10_000]) {
    const rows = Array.from({ length: count }, (_, i) => [
      `Unit ${i % 100}`,
      40_000 + i,
      i * 1.5,
      i,
    ]);
    const excel = await excelWith([['Unit', 'Date', 'kWh', 'Previous'], ...rows]);
    const before = excel.requests.count;
    const content = await readTables(excel, NONE_OF_OURS);
    expect(content.tables[0]?.rows).toHaveLength(count);
    syncs.push(excel.requests.count - before);
  }
  expect(syncs[1]).toBe(syncs[0]);
});

test('what is more than 5 MB is read in parts', async () => {
  const long = 'x'.repeat(400);
  const rows = Array.from({ length: 3_000 }, (_, i) => [`${i} ${long}`, i, long]);
  const excel = await excelWith([['Name', 'Number', 'Note'], ...rows.slice(0, 1_500)]);
  await excel.Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem('Sheet1');
    sheet.getRangeByIndexes(1_501, 0, 1_500, 3).values = rows.slice(1_500);
    await context.sync();
  });
  const seen: number[] = [];
  const content = await readTables(excel, NONE_OF_OURS, { onProgress: (read) => seen.push(read) });
  expect(content.tables[0]?.cells.values).toEqual(rows);
  expect(seen.length).toBeGreaterThan(1);
  expect(seen.at(-1)).toBe(3_001);
});
