import { afterEach, describe, expect, test } from 'vitest';
import { type OpenedExcel, openExcel, type OpenOptions } from './open-excel.ts';

const open: OpenedExcel[] = [];
async function start(options?: OpenOptions): Promise<OpenedExcel> {
  const excel = await openExcel(options);
  open.push(excel);
  return excel;
}
afterEach(() => {
  for (const excel of open.splice(0)) excel.close();
});

const code = (wanted: string) => expect.objectContaining({ code: wanted });

describe('the real office.js in Node', () => {
  test('takes the host for Excel on the web', async () => {
    const { Office } = await start();
    expect(Office.context.host).toBe('Excel');
    expect(Office.context.platform).toBe('OfficeOnline');
    expect(Office.context.displayLanguage).toBe('en-US');
  });

  test('is a global while it is open, and leaves none behind', async () => {
    const before = Object.keys(globalThis).toSorted();
    const excel = await start();
    expect(Reflect.get(globalThis, 'Excel')).toBe(excel.Excel);
    excel.close();
    expect(Object.keys(globalThis).toSorted()).toEqual(before);
    expect('Excel' in globalThis).toBe(false);
  });

  test('may be open several times at once, each with its own workbook', async () => {
    const [one, other] = [await start(), await start()];
    expect(one.Excel).not.toBe(other.Excel);
    await Promise.all(
      [one, other].map((excel, index) =>
        excel.Excel.run(async (context) => {
          context.workbook.worksheets.getItem('Sheet1').getRange('A1').values = [[index]];
          await context.sync();
        }),
      ),
    );
    expect([one.person.values('A1'), other.person.values('A1')]).toEqual([[[0]], [[1]]]);
    one.useGlobals();
    expect(Reflect.get(globalThis, 'Excel')).toBe(one.Excel);
  });

  test('refuses to read what was not loaded, and what was loaded but not synced', async () => {
    const { Excel } = await start();
    await Excel.run(async (context) => {
      const range = context.workbook.worksheets.getActiveWorksheet().getRange('A1');
      range.load('address');
      expect(() => range.address).toThrow(code('PropertyNotLoaded'));
      await context.sync();
      expect(range.address).toBe('Sheet1!A1');
      expect(() => range.values).toThrow(code('PropertyNotLoaded'));
    });
  });

  test('gives errors that are instances of Error, with code and place', async () => {
    const { Excel } = await start();
    const failing = Excel.run(async (context) => {
      context.workbook.worksheets.getItem('nowhere').getRange('A1').values = [[1]];
      await context.sync();
    });
    await expect(failing).rejects.toBeInstanceOf(Error);
    await expect(failing).rejects.toMatchObject({
      code: 'ItemNotFound',
      debugInfo: { errorLocation: 'WorksheetCollection.getItem' },
    });
  });
});

describe('a batch', () => {
  test('stops at its first failure; what was done before stays done', async () => {
    const { Excel, person } = await start();
    await expect(
      Excel.run(async (context) => {
        const sheet = context.workbook.worksheets.getActiveWorksheet();
        sheet.getRange('A1').values = [['done']];
        sheet.getRange('A2:A3').values = [['wrong shape']];
        sheet.getRange('A4').values = [['never']];
        await context.sync();
      }),
    ).rejects.toMatchObject({ code: 'InvalidArgument' });
    expect(person.values('A1:A4').flat()).toEqual(['done', '', '', '']);
  });

  test('reads its own writes, formulas included', async () => {
    const { Excel } = await start();
    await Excel.run(async (context) => {
      const range = context.workbook.worksheets.getActiveWorksheet().getRange('A1:C1');
      range.values = [[2, 3, '=A1*B1']];
      range.load('values, formulas');
      await context.sync();
      expect(range.values).toEqual([[2, 3, 6]]);
      expect(range.formulas).toEqual([[2, 3, '=A1*B1']]);
    });
  });

  test('keeps ranges over several syncs, moves them with their cells, and lets go of them', async () => {
    const { Excel, host } = await start();
    await Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      const range = sheet.getRange('B2');
      range.values = [['here']];
      await context.sync();
      expect(host.keptCount()).toBeGreaterThan(0);
      sheet.getRange('1:2').insert('Down');
      range.load('address, values');
      await context.sync();
      expect(range.address).toBe('Sheet1!B4');
      expect(range.values).toEqual([['here']]);
      sheet.getRange('B4').delete('Up');
      await context.sync();
      range.values = [['gone']];
      await expect(context.sync()).rejects.toMatchObject({ code: 'InvalidReference' });
    }).catch((error: unknown) => expect(error).toMatchObject({ code: 'InvalidReference' }));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(host.keptCount()).toBe(0);
  });

  test('knows null objects by isNullObject, and does nothing to them', async () => {
    const { Excel, workbook } = await start();
    await Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItemOrNullObject('none');
      sheet.load('name');
      const used = sheet.getUsedRangeOrNullObject();
      sheet.delete();
      const real = context.workbook.worksheets.getItemOrNullObject('Sheet1');
      const empty = real.getUsedRangeOrNullObject(true);
      await context.sync();
      expect([sheet, used, real, empty].map((one) => one.isNullObject)).toEqual([
        true,
        true,
        false,
        true,
      ]);
    });
    expect(workbook.sheets).toHaveLength(1);
  });

  test('loads by path, by object and in collections', async () => {
    const { Excel } = await start();
    await Excel.run(async (context) => {
      const { worksheets } = context.workbook;
      worksheets.add('Second');
      worksheets.load('items/name, items/protection/protected');
      const range = worksheets.getItem('Sheet1').getRange('A1:B2');
      range.load({ address: true, format: { font: { bold: true }, fill: { color: true } } });
      const first = context.workbook.worksheets;
      first.load({ $top: 1, name: true });
      await context.sync();
      expect(range.format.font.bold).toBe(false);
      expect(range.format.fill.color).toBe('#FFFFFF');
      expect(first.items.map(({ name }) => name)).toEqual(['Sheet1']);
    });
    await Excel.run(async (context) => {
      const { worksheets } = context.workbook;
      worksheets.load('items/name, items/protection/protected');
      await context.sync();
      expect(worksheets.items.map((sheet) => [sheet.name, sheet.protection.protected])).toEqual([
        ['Sheet1', false],
        ['Second', false],
      ]);
    });
  });

  test('sets many properties at once', async () => {
    const { Excel } = await start();
    await Excel.run(async (context) => {
      const range = context.workbook.worksheets.getActiveWorksheet().getRange('A1:B1');
      range.set({ values: [[1, 2]], format: { font: { bold: true }, fill: { color: 'yellow' } } });
      range.load('values, format/font/bold, format/fill/color');
      await context.sync();
      expect([range.values, range.format.font.bold, range.format.fill.color]).toEqual([
        [[1, 2]],
        true,
        '#FFFF00',
      ]);
    });
  });
});

describe('limits', () => {
  test('a request of more than 5 MB is refused, and does nothing', async () => {
    const { Excel, person } = await start();
    const long = 'x'.repeat(30_000);
    await expect(
      Excel.run(async (context) => {
        const sheet = context.workbook.worksheets.getActiveWorksheet();
        sheet.getRange('A1:A200').values = Array.from({ length: 200 }, () => [long]);
        await context.sync();
      }),
    ).rejects.toMatchObject({ code: 'RequestPayloadSizeLimitExceeded' });
    expect(person.values('A1')).toEqual([['']]);
  });

  test('an answer of more than 5 MB is refused', async () => {
    const { Excel, person } = await start();
    const long = 'x'.repeat(30_000);
    person.type(
      'A1',
      Array.from({ length: 200 }, () => [long]),
    );
    await expect(
      Excel.run(async (context) => {
        context.workbook.worksheets.getActiveWorksheet().getRange('A1:A200').load('values');
        await context.sync();
      }),
    ).rejects.toMatchObject({ code: 'ResponsePayloadSizeLimitExceeded' });
  });

  test('while the person types into a cell nothing gets done', async () => {
    const { Excel, person } = await start();
    const write = () =>
      Excel.run(async (context) => {
        context.workbook.worksheets.getActiveWorksheet().getRange('A1').values = [[1]];
        await context.sync();
      });
    person.enterCell();
    await expect(write()).rejects.toMatchObject({ code: 'InvalidOperationInCellEditMode' });
    person.leaveCell();
    await write();
    expect(person.values('A1')).toEqual([[1]]);
  });

  test('50,000 cells are written in one sync and read in another', async () => {
    const { Excel, requests } = await start();
    const rows = Array.from({ length: 5000 }, (_, row) =>
      Array.from({ length: 10 }, (_column, column) => row * column),
    );
    await Excel.run(async (context) => {
      const range = context.workbook.worksheets.getActiveWorksheet().getRange('A1:J5000');
      range.values = rows;
      await context.sync();
      range.load('values');
      await context.sync();
      expect(range.values).toEqual(rows);
    });
    expect(requests.count).toBeLessThanOrEqual(4);
  });
});

describe('requirement sets', () => {
  test.each([
    ['1.17', [true, true, true]],
    ['1.14', [true, true, false]],
    ['1.9', [true, false, false]],
  ])('ExcelApi %s is what isSetSupported says', async (version, wanted) => {
    const { Office } = await start({ requirementSets: { ExcelApi: version } });
    const { requirements } = Office.context;
    const asked = ['1.9', '1.14', '1.17'].map((set) =>
      requirements.isSetSupported('ExcelApi', set),
    );
    expect(asked).toEqual(wanted);
    expect(requirements.isSetSupported('SharedRuntime', '1.1')).toBe(true);
  });

  test('members above the set are refused, by office.js or by the host', async () => {
    const { Excel } = await start({ requirementSets: { ExcelApi: '1.9' } });
    await expect(
      Excel.run(async (context) => {
        const { cultureInfo } = context.application;
        cultureInfo.load('name');
        await context.sync();
      }),
    ).rejects.toMatchObject({ code: 'ApiNotFound' });
    // office.js does not check this one by itself.
    await expect(
      Excel.run(async (context) => {
        context.application.load('decimalSeparator');
        await context.sync();
      }),
    ).rejects.toMatchObject({ code: 'ApiNotFound' });
  });

  test('retrieve answers as JSON where the runtime set is there', async () => {
    const { Excel } = await start({ requirementSets: { RichApiRuntime: '1.2' } });
    await Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      const retrieve: unknown = Reflect.get(sheet, 'retrieve');
      if (typeof retrieve !== 'function') throw new Error('no retrieve');
      const result: unknown = Reflect.apply(retrieve, sheet, ['name,visibility']);
      await context.sync();
      expect(result).toMatchObject({ name: 'Sheet1', visibility: 'Visible' });
    });
  });
});

describe('the runtime of batches', () => {
  const call = (object: object, name: string, argument: unknown): unknown => {
    const method: unknown = Reflect.get(object, name);
    if (typeof method !== 'function') throw new Error(`no ${name}`);
    return Reflect.apply(method, object, [argument]);
  };

  test('updates several properties in one action, and refuses when something has changed', async () => {
    const { Excel, person } = await start({ requirementSets: { RichApiRuntime: '1.2' } });
    const change = (unless: unknown) =>
      Excel.run(async (context) => {
        const range = context.workbook.worksheets.getActiveWorksheet().getRange('A1:B1');
        call(range, 'ensureUnchanged', { values: unless });
        call(range, 'update', { values: [[1, 2]], numberFormat: [['0.0', '0.0']] });
        await context.sync();
      });
    await change([['', '']]);
    expect(person.texts('A1:B1')).toEqual([['1.0', '2.0']]);
    await expect(change([['', '']])).rejects.toMatchObject({ code: 'InvalidOperation' });
  });
});

describe('what the host does not have', () => {
  const missing: [string, (context: Excel.RequestContext, sheet: Excel.Worksheet) => void][] = [
    ['Worksheet.shapes', (_, sheet) => sheet.shapes.addTextBox('x')],
    ['Chart.getImage', (_, sheet) => sheet.charts.add('Line', sheet.getRange('A1')).getImage()],
    ['Range.flashFill', (_, sheet) => sheet.getRange('A1').flashFill()],
    ['Range.formulasR1C1', (_, sheet) => sheet.getRange('A1').load('formulasR1C1')],
    ['Worksheet.enableCalculation', (_, sheet) => (sheet.enableCalculation = false)],
    ['Workbook.pivotTables', (context) => context.workbook.pivotTables.refreshAll()],
    ['Range.dataValidation', (_, sheet) => sheet.getRange('A1').dataValidation.clear()],
  ];
  test.each(missing)('fails by name: %s', async (name, act) => {
    const { Excel } = await start();
    await expect(
      Excel.run(async (context) => {
        act(context, context.workbook.worksheets.getActiveWorksheet());
        await context.sync();
      }),
    ).rejects.toMatchObject({ code: 'ApiNotFound', message: expect.stringContaining(name) });
  });

  test('older calls of Office fail too', async () => {
    const { Office } = await start();
    const result = await new Promise<Office.AsyncResult<unknown>>((resolve) => {
      Office.context.document.getSelectedDataAsync(Office.CoercionType.Text, resolve);
    });
    expect(result.status).toBe('failed');
  });
});

describe('settings', () => {
  test('of Office and of Excel are the same, and stay in the workbook', async () => {
    const { Excel, Office, workbook } = await start();
    Office.context.document.settings.set('id', { a: [1, null] });
    await new Promise((resolve) => Office.context.document.settings.saveAsync(resolve));
    expect(workbook.settings.get('id')).toEqual({ a: [1, null] });
    await Excel.run(async (context) => {
      const setting = context.workbook.settings.getItem('id');
      setting.load('value');
      context.workbook.settings.add('other', 'text');
      const none = context.workbook.settings.getItemOrNullObject('none');
      await context.sync();
      expect(setting.value).toEqual({ a: [1, null] });
      expect(none.isNullObject).toBe(true);
      setting.delete();
      await context.sync();
    });
    expect([...workbook.settings]).toEqual([['other', 'text']]);
    await new Promise((resolve) => Office.context.document.settings.refreshAsync(resolve));
    expect(Office.context.document.settings.get('other')).toBe('text');
    expect(Office.context.document.settings.get('id')).toBeNull();
  });

  test('are there when the file is opened again', async () => {
    const first = await start();
    first.workbook.settings.set('map', { columns: 3 });
    const again = await start({ workbook: first.workbook });
    expect(again.Office.context.document.settings.get('map')).toEqual({ columns: 3 });
  });
});
