import { expect, test } from 'vitest';
import type { ResultTable } from './result-table.ts';
import type { Row } from './write-results.fixture.ts';
import { FEB, FOUR, JAN, TWO, charges, open, writer } from './write-results.fixture.ts';
import { writeResults } from './write-results.ts';

test.each(['1.9', '1.14', '1.17'])(
  'a new table has native formats, a total and nothing else (ExcelApi %s)',
  async (version) => {
    const excel = await open(version);
    const written = await writer(excel)(TWO);
    expect(written).toMatchObject({ sheet: 'Allocation', rows: 2, newRows: 2 });
    expect(excel.person.texts('Allocation!A1:D4')).toEqual([
      ['To', 'Unit', 'Charge', 'Remarks'],
      ['1/31/2025', '1A', '$10.00', ''],
      ['1/31/2025', '1B', '$20.50', 'estimated'],
      ['Total', '', '$30.50', ''],
    ]);
    expect(excel.person.formula('Allocation!C4')).toBe('SUBTOTAL(109,[Charge])');
  },
);

test.each(['1.9', '1.14', '1.17'])(
  'rows come and go, and what the user added stays with its row (ExcelApi %s)',
  async (version) => {
    const excel = await open(version);
    const { person } = excel;
    const write = writer(excel);
    await write(FOUR);
    person.addColumn('Allocation', 'Paid', '');
    person.addColumn('Allocation', 'Double', '', 'Remarks');
    person.type(
      'Allocation!D2',
      FOUR.map(() => ['=[@Charge]*2']),
    );
    person.type('Allocation!F3', 'by cheque');
    person.format('Allocation!C2:C5', '0.0');
    const written = await write([
      [JAN, '1A', '10.00'],
      [JAN, '1B', '22.00'],
      [JAN, '1C', '5.00'],
      [FEB, '1B', '21.00'],
      ['2025-03-31', '1B', '7.00'],
    ]);
    expect(written).toMatchObject({ rows: 5, newRows: 2, changedRows: 1, removedRows: 1 });
    expect(person.texts('Allocation!A1:F7')).toEqual([
      ['To', 'Unit', 'Charge', 'Double', 'Remarks', 'Paid'],
      ['1/31/2025', '1A', '10.0', '$20.00', '', ''],
      ['1/31/2025', '1B', '22.0', '$44.00', '', 'by cheque'],
      ['1/31/2025', '1C', '5.0', '$10.00', '', ''],
      ['2/28/2025', '1B', '21.0', '$42.00', '', ''],
      ['3/31/2025', '1B', '7.0', '$14.00', '', ''],
      ['Total', '', '$65.00', '', '', ''],
    ]);
  },
);

test('a row that is gone stays while the user typed beside it, without its figures', async () => {
  const excel = await open();
  const { person } = excel;
  const write = writer(excel);
  await write(FOUR);
  person.addColumn('Allocation', 'Paid', '');
  person.type('Allocation!E2', 'cash');
  const written = await write(FOUR.slice(2));
  expect(written).toMatchObject({ rows: 3, newRows: 0, removedRows: 1, keptRows: 1 });
  expect(person.texts('Allocation!A2:E5')).toEqual([
    ['1/31/2025', '1A', '', 'gone', 'cash'],
    ['2/28/2025', '1A', '$11.00', '', ''],
    ['2/28/2025', '1B', '$21.00', '', ''],
    ['Total', '', '$32.00', '', ''],
  ]);
  await write(FOUR);
  expect(person.texts('Allocation!A2:E4')).toEqual([
    ['1/31/2025', '1A', '$10.00', '', 'cash'],
    ['1/31/2025', '1B', '$20.50', 'estimated', ''],
    ['2/28/2025', '1A', '$11.00', '', ''],
  ]);
});

test('a filter and a sort order stay, and every figure lands on its own row', async () => {
  const excel = await open();
  const { person } = excel;
  const write = writer(excel);
  await write(FOUR);
  person.sort('Allocation', 'Charge', false);
  person.filter('Allocation', 'Unit', ['1B']);
  await write([
    [JAN, '1A', '30.00'],
    [JAN, '1B', '1.00'],
    [FEB, '1A', '11.00'],
    [FEB, '1B', '21.00'],
    ['2025-03-31', '1A', '25.00'],
  ]);
  expect(person.filterOf('Allocation')?.criteria[1]).toMatchObject({ values: ['1B'] });
  expect(person.texts('Allocation!A2:C6')).toEqual([
    ['1/31/2025', '1A', '$30.00'],
    ['3/31/2025', '1A', '$25.00'],
    ['2/28/2025', '1B', '$21.00'],
    ['2/28/2025', '1A', '$11.00'],
    ['1/31/2025', '1B', '$1.00'],
  ]);
  const hidden = [1, 2, 3, 4, 5].map((row) => excel.workbook.sheets[1]?.rows[row]?.hidden === true);
  expect(hidden).toEqual([true, true, false, true, false]);
});

test('a header with signs that mean something in formulas is added up', async () => {
  const excel = await open();
  await writeResults(excel, [charges(TWO, "Owner's share [#1]")], {});
  expect(excel.person.texts('Allocation!C4:C4')).toEqual([['$30.50']]);
  expect(excel.person.formula('Allocation!C4')).toBe("SUBTOTAL(109,[Owner''s share '['#1']])");
});

test.each(['1.9', '1.17'])(
  'a column that is new is added up as the others are, where there is a total row (ExcelApi %s)',
  async (apiVersion) => {
    const withKwh = (rows: readonly Row[]): ResultTable => {
      const table = charges(rows);
      const kwh = { key: 'kwh', header: 'Usage [kWh]', kind: 'number', format: '0.0' } as const;
      const values = rows.map(() => '2.5');
      return { ...table, columns: [...table.columns, { ...kwh, hasTotal: true, values }] };
    };
    const excel = await open(apiVersion);
    const { known } = await writeResults(excel, [charges(TWO)], {});
    await writeResults(excel, [withKwh(FOUR)], known);
    const { person } = excel;
    expect(person.values('Allocation!E1:E6').flat()).toEqual([
      'Usage [kWh]',
      ...[2.5, 2.5, 2.5, 2.5],
      10,
    ]);
    expect(person.texts('Allocation!E6')).toEqual([['10.0']]);
    expect(person.texts('Allocation!C6')).toEqual([['$62.50']]);

    // Whoever takes the total row out does not get it back.
    const other = await open(apiVersion);
    const made = await writeResults(other, [charges(TWO)], {});
    await other.Excel.run(async (context) => {
      context.workbook.tables.getItem('Allocation').showTotals = false;
      await context.sync();
    });
    await writeResults(other, [withKwh(TWO)], made.known);
    expect(other.person.values('Allocation!E1:E4').flat()).toEqual(['Usage [kWh]', 2.5, 2.5, '']);
  },
);

test('results that say the same write nothing', async () => {
  const excel = await open();
  const write = writer(excel);
  await write(FOUR);
  const events: string[] = [];
  await excel.Excel.run(async (context) => {
    context.workbook.worksheets.onChanged.add(async ({ address }) => void events.push(address));
    await context.sync();
  });
  expect(await write(FOUR)).toMatchObject({ rows: 4, newRows: 0, changedRows: 0 });
  await write([[JAN, '1A', '10.01'], ...FOUR.slice(1)]);
  await expect.poll(() => events).toEqual(['C2']);
});

test('texts stay texts: formulas, numbers, dates, TRUE', async () => {
  const excel = await open();
  const write = writer(excel);
  const labels = ['=1+1', '007', '1-2', 'TRUE', '+49', '@x', "'quoted", '2025-01-01'];
  const rows = labels.map((label): Row => [JAN, label, '1']);
  await write(rows);
  expect(excel.person.values('Allocation!B2:B9').flat()).toEqual(labels);
  expect(excel.person.formula('Allocation!B2')).toBeUndefined();
  expect(await write(rows)).toMatchObject({ newRows: 0, changedRows: 0, removedRows: 0 });
  await write([[FEB, '=2+2', '1'], ...rows]);
  expect(excel.person.values('Allocation!B2:B3').flat()).toEqual(['=2+2', '=1+1']);
});

test('no results, then some: the table keeps its one row until there is more', async () => {
  const excel = await open();
  const write = writer(excel);
  await write([]);
  expect(await write([])).toMatchObject({ rows: 1, newRows: 0, changedRows: 0, keptRows: 0 });
  expect(await write(TWO)).toMatchObject({ rows: 2, newRows: 2, changedRows: 0, removedRows: 0 });
  expect(excel.person.texts('Allocation!B2:C4')).toEqual([
    ['1A', '$10.00'],
    ['1B', '$20.50'],
    ['', '$30.50'],
  ]);
  expect(await write([[FEB, '9', '1']])).toMatchObject({ rows: 1, newRows: 1, removedRows: 1 });
  expect(excel.person.texts('Allocation!A2:C3')).toEqual([
    ['2/28/2025', '9', '$1.00'],
    ['Total', '', '$1.00'],
  ]);
});

test('renamed tables, sheets and columns are found, and a column taken out stays out', async () => {
  const excel = await open();
  const { person } = excel;
  const write = writer(excel);
  await write(TWO);
  person.renameTable('Allocation', 'Shares');
  person.renameSheet('Allocation', 'Who owes');
  person.type("'Who owes'!C1", 'Amount due');
  await excel.Excel.run(async (context) => {
    context.workbook.tables.getItem('Shares').columns.getItem('Remarks').delete();
    await context.sync();
  });
  expect(await write([[JAN, '1A', '9.00']])).toMatchObject({ sheet: 'Who owes', rows: 1 });
  expect(person.texts("'Who owes'!A1:D3")).toEqual([
    ['To', 'Unit', 'Amount due', ''],
    ['1/31/2025', '1A', '$9.00', ''],
    ['Total', '', '$9.00', ''],
  ]);
});

test("a table and a sheet of the user's with our names are not touched", async () => {
  const excel = await open();
  const { person } = excel;
  person.addSheet('Allocation');
  person.type('Allocation!A1', [
    ['Item', 'Share'],
    ['Roof', 5],
  ]);
  person.makeTable('Allocation!A1:B2', 'Allocation');
  const written = await writer(excel)(TWO);
  expect(written?.sheet).toBe('Allocation 2');
  expect(person.values('Allocation!A1:B2')).toEqual([
    ['Item', 'Share'],
    ['Roof', 5],
  ]);
});

test('a table that lost its memory is found by its name, and gets its columns back', async () => {
  const excel = await open();
  const { person } = excel;
  await writer(excel)(TWO);
  person.type('Allocation!C1', 'Amount due');
  const written = await writer(excel)(TWO);
  expect(written).toMatchObject({ sheet: 'Allocation', rows: 2 });
  expect(person.texts('Allocation!A1:E3')).toEqual([
    ['To', 'Unit', 'Amount due', 'Remarks', 'Charge'],
    ['1/31/2025', '1A', '$10.00', '', '$10.00'],
    ['1/31/2025', '1B', '$20.50', 'estimated', '$20.50'],
  ]);
});

test('a protected sheet is told in words, and nothing is written anywhere', async () => {
  const excel = await open();
  const write = writer(excel);
  await write(TWO);
  excel.person.protect('Allocation');
  await expect(write(FOUR)).rejects.toMatchObject({ name: 'HostProblem', code: 'protected' });
  expect(await write(TWO)).toMatchObject({ changedRows: 0 });
  excel.person.unprotect('Allocation');
  expect(await write(FOUR)).toMatchObject({ newRows: 2 });
});

test('making a table that is stopped half-way leaves nothing of it, and is done by the next', async () => {
  const excel = await open();
  const rows = Array.from({ length: 60_000 }, (_, i): Row => [JAN, `unit number ${i}`, `${i}.25`]);
  const stop = new AbortController();
  const results = [charges(rows)];
  const stopped = writeResults(
    excel,
    results,
    {},
    {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    },
  );
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
  expect(excel.workbook.sheets.map(({ name }) => name)).toEqual(['Sheet1']);
  const { tables } = await writeResults(excel, results, {});
  expect(tables).toMatchObject([{ sheet: 'Allocation', rows: 60_000 }]);
  expect(excel.person.values('Allocation!B60001:C60001')).toEqual([
    ['unit number 59999', 59999.25],
  ]);
  expect(excel.person.values('Allocation!A60002:B60003')).toEqual([
    ['Total', ''],
    ['', ''],
  ]);
}, 60_000);

test('notes stay with their row', async () => {
  const excel = await open();
  const write = writer(excel);
  await write(FOUR);
  const sheet = excel.workbook.sheets[1];
  sheet?.notes.push({ row: 3, column: 2, text: 'check', author: 'Ann' });
  await write([...FOUR.slice(1, 2), ['2025-02-01', 'x', '1'], ...FOUR.slice(2)]);
  const note = sheet?.notes[0];
  expect(
    excel.person.texts(`Allocation!A${(note?.row ?? 0) + 1}:B${(note?.row ?? 0) + 1}`),
  ).toEqual([['2/28/2025', '1A']]);
});

test('the number of syncs does not grow with rows', async () => {
  async function syncsFor(count: number) {
    const excel = await open();
    const write = writer(excel);
    const rows = Array.from({ length: count }, (_, i): Row => [JAN, `unit ${i}`, `${i}.25`]);
    const before = excel.requests.count;
    await write(rows);
    const made = excel.requests.count;
    await write(rows.map(([end, unit, charge]): Row => [end, unit, `${charge}1`]));
    return [made - before, excel.requests.count - made];
  }
  expect(await syncsFor(10_000)).toEqual(await syncsFor(10));
});

test('columns are as wide as the longest that stands in them, wherever in a long table', async () => {
  const excel = await open();
  const rows = Array.from({ length: 900 }, (_, i): Row => [
    i === 400 ? '2025-12-31' : '2025-01-01',
    i === 700 ? 'The flat above the bakery' : `Unit ${i}`,
    i === 500 ? '-123456.78' : '7.10',
    i === 899 ? 'a remark in the last row' : '',
  ]);
  await writer(excel)(rows);
  const widths = async (isAnew: boolean) =>
    excel.Excel.run(async (context) => {
      const whole = context.workbook.worksheets.getItem('Allocation').getRange('A1:D902');
      if (isAnew) whole.format.autofitColumns();
      const columns = [0, 1, 2, 3].map((i) => whole.getColumn(i).load('format/columnWidth'));
      await context.sync();
      return columns.map(({ format }) => format.columnWidth);
    });
  const given = await widths(false);
  expect(given).toEqual(await widths(true));
  // Wide enough for each of the rows that were made long.
  expect(new Set(given).size).toBe(4);
});
