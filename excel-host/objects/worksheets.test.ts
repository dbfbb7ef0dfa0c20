import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type OpenedExcel, openExcel } from '../node/open-excel.ts';

let excel: OpenedExcel;
beforeEach(async () => {
  excel = await openExcel();
});
afterEach(() => excel.close());

const names = () => excel.workbook.sheets.map(({ name }) => name);

describe('sheets', () => {
  test('are added at the end, by name or by number, and found whatever the capitals', async () => {
    await excel.Excel.run(async (context) => {
      const { worksheets } = context.workbook;
      worksheets.add('Data');
      worksheets.add();
      const found = worksheets.getItem('dAtA').load('name, position, id');
      const count = worksheets.getCount();
      await context.sync();
      expect([found.name, found.position, count.value]).toEqual(['Data', 1, 3]);
      const [next, previous] = [found.getNext(), found.getPreviousOrNullObject()];
      const none = next.getNextOrNullObject();
      next.load('name');
      previous.load('name');
      await context.sync();
      expect([next.name, previous.name, none.isNullObject]).toEqual(['Sheet3', 'Sheet1', true]);
    });
  });

  test.each([
    ['', 'InvalidArgument'],
    ['a'.repeat(32), 'InvalidArgument'],
    ['a/b', 'InvalidArgument'],
    ['[x]', 'InvalidArgument'],
    ["'x", 'InvalidArgument'],
    ['History', 'InvalidArgument'],
    ['sheet1', 'ItemAlreadyExists'],
  ])('refuse the name %j', async (name, code) => {
    await expect(
      excel.Excel.run(async (context) => {
        context.workbook.worksheets.add('Free').name = name;
        await context.sync();
      }),
    ).rejects.toMatchObject({ code });
  });

  test('take formulas and names along when they are renamed, and leave #REF! when deleted', async () => {
    excel.person.addSheet('My data');
    excel.person.type("'My data'!A1", 5);
    excel.person.type('Sheet1!A1', "='My data'!A1*2");
    await excel.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem('My data');
      context.workbook.names.add('five', sheet.getRange('A1'));
      sheet.name = 'Plain';
      await context.sync();
      expect(excel.person.formula('Sheet1!A1')).toBe('Plain!A1*2');
      expect(excel.workbook.names[0]?.formula).toBe('Plain!$A$1');
      sheet.delete();
      await context.sync();
    });
    expect(excel.person.values('Sheet1!A1')).toEqual([['#REF!']]);
    expect(names()).toEqual(['Sheet1']);
  });

  test('never leave the workbook without a visible one', async () => {
    for (const act of [
      (sheet: Excel.Worksheet) => sheet.delete(),
      (sheet: Excel.Worksheet) => (sheet.visibility = 'Hidden'),
    ]) {
      await expect(
        excel.Excel.run(async (context) => {
          act(context.workbook.worksheets.getItem('Sheet1'));
          await context.sync();
        }),
      ).rejects.toMatchObject({ code: 'InvalidOperation' });
    }
  });

  test('are moved, hidden and activated', async () => {
    excel.person.addSheet('Two');
    await excel.Excel.run(async (context) => {
      const { worksheets } = context.workbook;
      const two = worksheets.getItem('Two');
      two.position = 0;
      two.visibility = 'Hidden';
      worksheets.load('items/name, items/visibility');
      const active = worksheets.getActiveWorksheet().load('name');
      const visible = worksheets.getCount(true);
      await context.sync();
      expect(worksheets.items.map(({ name, visibility }) => [name, visibility])).toEqual([
        ['Two', 'Hidden'],
        ['Sheet1', 'Visible'],
      ]);
      expect([active.name, visible.value]).toEqual(['Sheet1', 1]);
      two.activate();
      await expect(context.sync()).rejects.toMatchObject({ code: 'InvalidOperation' });
    }).catch((error: unknown) => expect(error).toMatchObject({ code: 'InvalidOperation' }));
  });

  test('are copied with tables under new names, and formulas that stay at home', async () => {
    excel.person.type('A1', [['n'], [1], [2]]);
    excel.person.makeTable('A1:A3', 'Numbers');
    excel.person.type('C1', '=SUM(Numbers[n])');
    await excel.Excel.run(async (context) => {
      const copy = context.workbook.worksheets.getItem('Sheet1').copy('End');
      copy.load('name');
      const table = copy.tables.getItemAt(0).load('name');
      copy.getRange('A2').values = [[10]];
      const sum = copy.getRange('C1').load('values, formulas');
      await context.sync();
      expect([copy.name, table.name]).toEqual(['Sheet1 (2)', 'Numbers1']);
      expect([sum.values, sum.formulas]).toEqual([[[12]], [['=SUM(Numbers1[n])']]]);
    });
    expect(excel.person.values('Sheet1!C1')).toEqual([[3]]);
  });

  test('of which a copy is made keep their names; the copy has its own of the same name', async () => {
    excel.person.type('A1', [[5], ['=rate*2']]);
    await excel.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem('Sheet1');
      context.workbook.names.add('rate', sheet.getRange('A1'));
      const copy = sheet.copy('End');
      const own = copy.names.getItem('rate').load('formula');
      const shared = context.workbook.names.getItem('rate').load('formula');
      copy.getRange('A1').values = [[7]];
      const result = copy.getRange('A2').load('values');
      await context.sync();
      expect(own.formula).toBe("='Sheet1 (2)'!$A$1");
      expect(shared.formula).toBe('=Sheet1!$A$1');
      expect(result.values).toEqual([[14]]);
    });
    expect(excel.person.values('Sheet1!A2')).toEqual([[10]]);
  });

  test('find cells that say a text, in formulas too', async () => {
    excel.person.addSheet('Found');
    excel.person.type('Found!B2', [
      ['Dear {{tenant}}', 12],
      ['=1+1', 'TENANT'],
    ]);
    await excel.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem('Found');
      const find = (text: string, criteria: Excel.WorksheetSearchCriteria = {}) =>
        sheet.findAllOrNullObject(text, criteria).load('address');
      const [some, cased] = [find('tenant'), find('tenant', { matchCase: true })];
      const [formula, whole] = [find('+1'), find('tenant', { completeMatch: true })];
      const none = find('owner');
      await context.sync();
      expect([some, cased, formula, whole].map(({ address }) => address)).toEqual([
        ...['Found!B2,Found!C3', 'Found!B2', 'Found!B3', 'Found!C3'],
      ]);
      expect(none.isNullObject).toBe(true);
    });
  });

  test('have panes, a print layout, lines and a colour', async () => {
    await excel.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem('Sheet1');
      sheet.freezePanes.freezeRows(2);
      sheet.showGridlines = false;
      sheet.tabColor = '#00ff00';
      sheet.pageLayout.orientation = 'Landscape';
      sheet.pageLayout.setPrintArea('A1:C9');
      sheet.pageLayout.setPrintMargins('Inches', { top: 1 });
      sheet.pageLayout.zoom = { horizontalFitToPages: 1 };
      const frozen = sheet.freezePanes.getLocationOrNullObject().load('address');
      const area = sheet.pageLayout.getPrintArea().load('address');
      sheet.load('showGridlines, tabColor');
      sheet.pageLayout.load('orientation, topMargin, zoom');
      await context.sync();
      expect([frozen.address, area.address]).toEqual(['Sheet1!1:2', 'Sheet1!A1:C9']);
      expect([sheet.showGridlines, sheet.tabColor]).toEqual([false, '#00FF00']);
      const { orientation, topMargin, zoom } = sheet.pageLayout;
      expect([orientation, topMargin, zoom]).toEqual([
        'Landscape',
        72,
        { horizontalFitToPages: 1 },
      ]);
    });
  });
});

describe('names', () => {
  test('of the workbook and of sheets stand for ranges and constants', async () => {
    await excel.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem('Sheet1');
      const { names } = context.workbook;
      names.add('area', sheet.getRange('A1:B2'), 'where it is');
      names.add('rate', '=0.25');
      sheet.names.add('own', '=Sheet1!$C$3');
      names.load('items/name, items/type, items/value, items/comment, items/scope');
      const range = names.getItem('area').getRange().load('address');
      const own = sheet.names.getItem('own').getRangeOrNullObject().load('address');
      const none = names.getItem('rate').getRangeOrNullObject();
      const absent = names.getItemOrNullObject('own');
      await context.sync();
      expect(names.items.map((name) => name.toJSON())).toMatchObject([
        { name: 'area', type: 'Range', value: 'Sheet1!$A$1:$B$2', comment: 'where it is' },
        { name: 'rate', type: 'Double', value: 0.25, scope: 'Workbook' },
      ]);
      expect([range.address, own.address]).toEqual(['Sheet1!A1:B2', 'Sheet1!C3']);
      expect([none.isNullObject, absent.isNullObject]).toEqual([true, true]);
      names.getItem('rate').formula = '=Sheet1!$A$1';
      names.getItem('area').delete();
      await context.sync();
    });
    expect(excel.workbook.names.map(({ name, formula }) => [name, formula])).toEqual([
      ['rate', 'Sheet1!$A$1'],
      ['own', 'Sheet1!$C$3'],
    ]);
  });

  test('that are none, or taken, are refused', async () => {
    const add = (name: string) =>
      excel.Excel.run(async (context) => {
        context.workbook.names.add(name, '=1');
        await context.sync();
      });
    await add('once');
    await expect(add('ONCE')).rejects.toMatchObject({ code: 'ItemAlreadyExists' });
    await expect(add('B7')).rejects.toMatchObject({ code: 'InvalidArgument' });
    await expect(add('1x')).rejects.toMatchObject({ code: 'InvalidArgument' });
  });
});

describe('what is kept in the file', () => {
  test('custom XML parts are found by namespace', async () => {
    await excel.Excel.run(async (context) => {
      const parts = context.workbook.customXmlParts;
      parts.add('<a xmlns="urn:one">1</a>');
      parts.add('<?xml version="1.0"?><x:b xmlns:x="urn:two"/>');
      const scoped = parts.getByNamespace('urn:one');
      const only = scoped.getOnlyItemOrNullObject().load('id, namespaceUri');
      const none = parts.getByNamespace('urn:none').getOnlyItemOrNullObject();
      const xml = scoped.getOnlyItem().getXml();
      await context.sync();
      expect([only.namespaceUri, xml.value, none.isNullObject]).toEqual([
        'urn:one',
        '<a xmlns="urn:one">1</a>',
        true,
      ]);
      parts.getItem(only.id).setXml('<a xmlns="urn:one">2</a>');
      await context.sync();
    });
    expect(excel.workbook.customXmlParts.map(({ xml }) => xml)[0]).toContain('2');
  });

  test('properties of the file are read and written', async () => {
    await excel.Excel.run(async (context) => {
      const { properties } = context.workbook;
      properties.title = 'Ledger';
      properties.load('title, author');
      context.workbook.load('name, isDirty');
      await context.sync();
      expect([properties.title, context.workbook.name]).toEqual(['Ledger', 'Book1.xlsx']);
      expect(context.workbook.isDirty).toBe(true);
    });
  });
});

test('calculation may be manual: then results wait until they are asked for', async () => {
  excel.person.type('A1', [[1, '=A1+1']]);
  await excel.Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem('Sheet1');
    context.application.calculationMode = 'Manual';
    sheet.getRange('A1').values = [[5]];
    const result = sheet.getRange('B1').load('values');
    context.application.load('calculationMode, calculationState');
    await context.sync();
    expect([result.values, context.application.calculationState]).toEqual([[[2]], 'Pending']);
    context.application.calculate('Recalculate');
    result.load('values');
    await context.sync();
    expect(result.values).toEqual([[6]]);
  });
});
