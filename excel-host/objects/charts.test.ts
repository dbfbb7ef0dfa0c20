import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type OpenedExcel, openExcel } from '../node/open-excel.ts';

let excel: OpenedExcel;
beforeEach(async () => {
  excel = await openExcel();
  excel.person.type('Sheet1!A1', [
    ['Month', 'Shop', 'Flat'],
    ['Jan', 10, 20],
    ['Feb', 11, 21],
    ['Mar', 12, 22],
  ]);
});
afterEach(() => excel.close());

type Act<Result> = (sheet: Excel.Worksheet, context: Excel.RequestContext) => Promise<Result>;

const on = <Result>(act: Act<Result>): Promise<Result> =>
  excel.Excel.run((context) => act(context.workbook.worksheets.getItem('Sheet1'), context));

const addLine = () =>
  on(async (sheet, context) => {
    const chart = sheet.charts.add('LineMarkers', sheet.getRange('A1:C4'), 'Columns').load('id');
    await context.sync();
    return chart.id;
  });

/** What every series of the first chart draws. */
const drawn = () =>
  on(async (sheet, context) => {
    const series = sheet.charts.getItemAt(0).series.load('items/name');
    await context.sync();
    const asked = series.items.map((one) => ({
      name: one.name,
      values: one.getDimensionValues('Values'),
      categories: one.getDimensionValues('Categories'),
    }));
    await context.sync();
    return asked.map(({ name, values, categories }) => [name, values.value, categories.value]);
  });

const months = ['Jan', 'Feb', 'Mar'];

describe('a chart', () => {
  test('is made of a block of cells: names above, categories beside', async () => {
    const id = await addLine();
    expect(await drawn()).toEqual([
      ['Shop', [10, 11, 12], months],
      ['Flat', [20, 21, 22], months],
    ]);
    await on(async (sheet, context) => {
      const chart = sheet.charts.getItem(id).load('name, chartType, width, height');
      chart.title.load('text, visible');
      chart.legend.load('position, visible');
      const count = sheet.charts.getCount();
      const none = sheet.charts.getItemOrNullObject('none');
      await context.sync();
      expect(chart.toJSON()).toMatchObject({
        ...{ name: 'Chart 1', chartType: 'LineMarkers', width: 360, height: 216 },
        title: { text: 'Chart Title', visible: true },
        legend: { position: 'Bottom', visible: true },
      });
      expect([count.value, none.isNullObject]).toEqual([1, true]);
    });
  });

  test.each([
    ['A1:C4', 'Rows', [['Jan', [10, 20], ['Shop', 'Flat']]]],
    ['B2:C4', 'Auto', [['Series1', [10, 11, 12], []]]],
    ['B1:B4', 'Auto', [['Shop', [10, 11, 12], []]]],
    ['A1:C2', 'Auto', [['Jan', [10, 20], ['Shop', 'Flat']]]],
  ] as const)('of %s by %s begins with what Excel makes of it', async (address, by, first) => {
    await on(async (sheet, context) => {
      sheet.charts.add('ColumnStacked', sheet.getRange(address), by);
      await context.sync();
    });
    expect((await drawn()).slice(0, 1)).toEqual(first);
  });

  test('takes dates beside numbers for categories', async () => {
    excel.person.format('Sheet1!A2:A4', 'm/d/yyyy');
    excel.person.type('Sheet1!A1', [['To'], [45_688], [45_716], [45_747]]);
    await addLine();
    expect(await drawn()).toMatchObject([
      ['Shop', [10, 11, 12], [45_688, 45_716, 45_747]],
      ['Flat', [20, 21, 22], [45_688, 45_716, 45_747]],
    ]);
  });

  test('is found under its name, moved, and given other words and cells', async () => {
    await addLine();
    await on(async (sheet, context) => {
      const chart = sheet.charts.getItem('chart 1');
      chart.name = 'Usage';
      chart.title.text = 'kWh';
      chart.legend.position = 'Right';
      chart.setPosition('E2', 'H9');
      chart.setData(sheet.getRange('A1:B3'), 'Columns');
      await context.sync();
      const again = sheet.charts.getItem('Usage').load('left, top, width, height');
      again.title.load('text');
      const cells = sheet.getRange('E2:H9').load('left, top, width, height');
      await context.sync();
      expect(again.left).toBeCloseTo(cells.left, 2);
      expect(again.width).toBeCloseTo(cells.width, 2);
      expect([again.top, again.height]).toEqual([cells.top, cells.height]);
      expect(again.title.text).toBe('kWh');
      again.setPosition('B3');
      again.width = 200;
      await context.sync();
      again.load('left, top, width, height');
      await context.sync();
      expect(again).toMatchObject({ left: 47.99, top: 30, width: 200, height: 120 });
    });
    expect(await drawn()).toEqual([['Shop', [10, 11], ['Jan', 'Feb']]]);
  });

  test('gets and loses series one by one', async () => {
    await addLine();
    await on(async (sheet, context) => {
      const { series } = sheet.charts.getItemAt(0);
      series.getItemAt(0).delete();
      const made = series.add('Both');
      made.setValues(sheet.getRange('B2:B4'));
      made.setXAxisValues(sheet.getRange('A2:A4'));
      series.getItemAt(0).name = 'Home';
      await context.sync();
    });
    expect(await drawn()).toEqual([
      ['Home', [20, 21, 22], months],
      ['Both', [10, 11, 12], months],
    ]);
  });

  test('is gone once deleted, also by undoing what made it', async () => {
    const id = await addLine();
    await on(async (sheet, context) => {
      sheet.charts.getItem(id).delete();
      await context.sync();
      expect(excel.workbook.sheets[0]).toMatchObject({ charts: [], anchors: [] });
      sheet.charts.getItem(id).load('name');
      await expect(context.sync()).rejects.toMatchObject({ code: 'ItemNotFound' });
    });
  });

  test('needs leave on a protected sheet', async () => {
    excel.person.protect('Sheet1');
    await expect(addLine()).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  test('of a kind that the host does not make is refused by name', async () => {
    await expect(
      on(async (sheet, context) => {
        sheet.charts.add('Treemap', sheet.getRange('A1:C4'));
        await context.sync();
      }),
    ).rejects.toMatchObject({ code: 'ApiNotFound', message: expect.stringContaining('Treemap') });
  });

  test('is selected with its sheet in front, until cells are', async () => {
    const id = await addLine();
    excel.person.addSheet('Other');
    await on(async (sheet, context) => {
      sheet.charts.getItem(id).activate();
      await context.sync();
    });
    const [sheet] = excel.workbook.sheets;
    expect([excel.workbook.activeSheet, sheet?.selectedChart]).toEqual([sheet?.id, id]);
    excel.person.select('Sheet1!B2');
    expect(sheet?.selectedChart).toBeUndefined();
  });
});

describe("a chart's cells", () => {
  test('are followed when rows and columns come and go, and the sheet gets another name', async () => {
    await addLine();
    excel.person.insert('Sheet1!3:4');
    excel.person.insert('Sheet1!A:A');
    excel.person.delete('Sheet1!6:6');
    excel.person.type('Sheet1!C3', 10.5);
    excel.person.renameSheet('Sheet1', 'My sheet');
    const series = excel.workbook.sheets[0]?.charts[0]?.series[0];
    expect(series).toMatchObject({
      name: { formula: "'My sheet'!$C$1" },
      values: "'My sheet'!$C$2:$C$5",
      categories: "'My sheet'!$B$2:$B$5",
    });
    excel.person.renameSheet('My sheet', 'Sheet1');
    expect((await drawn())[0]).toEqual(['Shop', [10, 10.5, null, 11], ['Jan', null, null, 'Feb']]);
  });

  test('are not drawn where they are hidden', async () => {
    await addLine();
    excel.person.hideRows('Sheet1!3:3');
    expect((await drawn())[0]).toEqual(['Shop', [10, 12], ['Jan', 'Mar']]);
  });

  test('lie on the copy where a sheet was copied', async () => {
    await addLine();
    await on(async (sheet, context) => {
      sheet.copy('End');
      await context.sync();
    });
    const [source, copy] = excel.workbook.sheets.map(({ charts }) => charts[0]);
    expect(copy?.series.map(({ values }) => values)).toEqual([
      "'Sheet1 (2)'!$B$2:$B$4",
      "'Sheet1 (2)'!$C$2:$C$4",
    ]);
    expect(copy?.id).not.toBe(source?.id);
    expect(excel.workbook.sheets[1]?.anchors).toEqual([copy?.anchor]);
    excel.person.insert("'Sheet1 (2)'!1:2");
    expect(copy?.series[0]?.values).toBe("'Sheet1 (2)'!$B$4:$B$6");
    expect(source?.series[0]?.values).toBe('Sheet1!$B$2:$B$4');
    expect([source, copy].map((one) => one?.anchor.from.row)).toEqual([4, 6]);
  });

  test('are lost with their sheet', async () => {
    await addLine();
    excel.person.addSheet('Other');
    await on(async (sheet, context) => {
      const other = context.workbook.worksheets.getItem('Other');
      other.charts.add('Pie', sheet.getRange('A1:B4'));
      await context.sync();
    });
    excel.person.deleteSheet('Sheet1');
    expect(excel.workbook.sheets[0]?.charts[0]?.series[0]?.values).toBe('#REF!$B$2:$B$4');
  });
});
