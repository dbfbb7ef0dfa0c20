import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addSheet, createWorkbook, usCulture } from '../model/create.ts';
import { type OpenedExcel, openExcel } from '../node/open-excel.ts';

let excel: OpenedExcel;
beforeEach(async () => {
  excel = await openExcel();
});
afterEach(() => excel.close());

/** Runs a batch on the active sheet. */
function onSheet<Result>(
  act: (sheet: Excel.Worksheet, context: Excel.RequestContext) => Promise<Result>,
): Promise<Result> {
  return excel.Excel.run((context) =>
    act(context.workbook.worksheets.getActiveWorksheet(), context),
  );
}

interface Loadable {
  readonly context: OfficeExtension.ClientRequestContext;
  load(names: string): unknown;
}

async function load<T extends Loadable>(object: T, names: string): Promise<T> {
  object.load(names);
  await object.context.sync();
  return object;
}

describe('what is entered', () => {
  test.each([
    ['12.5', 12.5, 'General'],
    ['1,234', 1234, '#,##0'],
    ['50%', 0.5, '0%'],
    ['2025-01-31', 45_688, 'm/d/yyyy'],
    ['TRUE', true, 'General'],
    ['#N/A', '#N/A', 'General'],
    ["'0012", '0012', 'General'],
    ['=1+1', 2, 'General'],
    ['Z5-17', 'Z5-17', 'General'],
    ['-', '-', 'General'],
    ['+A1', 7, 'General'],
    ['-A1*2', -14, 'General'],
    ["'+A1", '+A1', 'General'],
  ])('%s becomes what Excel makes of it', async (typed, value, format) => {
    await onSheet(async (sheet) => {
      sheet.getRange('A1').values = [[7]];
      const range = sheet.getRange('B2');
      range.values = [[typed]];
      await load(range, 'values, numberFormat');
      expect([range.values, range.numberFormat]).toEqual([[[value]], [[format]]]);
    });
  });

  test('in a cell formatted as text everything is text', async () => {
    await onSheet(async (sheet) => {
      const range = sheet.getRange('A1:C1');
      range.numberFormat = [['@', '@', '@']];
      range.values = [['0012', 12, '=1+1']];
      await load(range, 'values, valueTypes');
      expect(range.values).toEqual([['0012', '12', '=1+1']]);
      expect(range.valueTypes).toEqual([['String', 'String', 'String']]);
    });
  });

  test('null leaves a cell, "" empties it, one bare value goes to all', async () => {
    excel.person.type('A1', [['a', 'b', 'c']]);
    await onSheet(async (sheet) => {
      const range = sheet.getRange('A1:C1');
      range.values = [[null, '', 'z']];
      await load(range, 'values, valueTypes');
      expect(range.values).toEqual([['a', '', 'z']]);
      expect(range.valueTypes[0]?.[1]).toBe('Empty');
      // The typings want an array; Excel also takes one value for all cells.
      Reflect.set(range, 'values', 7);
      await load(range, 'values');
      expect(range.values).toEqual([[7, 7, 7]]);
    });
  });

  test('a formula that cannot be one is refused, and so is a wrong shape', async () => {
    for (const values of [[['=SUM(']], [['=1+']], [[1, 2]], [[1], [2]]]) {
      await expect(
        onSheet(async (sheet, context) => {
          sheet.getRange('A1').values = values;
          await context.sync();
        }),
      ).rejects.toMatchObject({ code: 'InvalidArgument' });
    }
  });

  test('merged cells take a value in their first cell only', async () => {
    await onSheet(async (sheet) => {
      sheet.getRange('A1:B1').merge();
      const range = sheet.getRange('A1:B1');
      range.values = [['shown', 'lost']];
      await load(range, 'values');
      expect(range.values).toEqual([['shown', '']]);
    });
  });

  test('the text is what the cell shows; errors are their codes', async () => {
    await onSheet(async (sheet) => {
      const range = sheet.getRange('A1:C1');
      range.values = [[1234.5, '=1/0', 45_688]];
      range.numberFormat = [['#,##0.00', 'General', 'yyyy-mm-dd']];
      await load(range, 'text, values, valueTypes');
      expect(range.text).toEqual([['1,234.50', '#DIV/0!', '2025-01-31']]);
      expect(range.values).toEqual([[1234.5, '#DIV/0!', 45_688]]);
      expect(range.valueTypes).toEqual([['Double', 'Error', 'Double']]);
    });
  });

  test('whole columns have no values and take none, but take a format', async () => {
    await onSheet(async (sheet, context) => {
      const column = sheet.getRange('B:B');
      column.numberFormat = [['0.000']];
      const cell = sheet.getRange('B77');
      cell.values = [[1]];
      cell.load('text');
      await load(column, 'values, address, isEntireColumn, rowCount');
      expect(column.toJSON()).toMatchObject({ address: 'Sheet1!B:B', rowCount: 1_048_576 });
      expect([column.values, column.isEntireColumn, cell.text]).toEqual([null, true, [['1.000']]]);
      column.values = [[1]];
      await expect(context.sync()).rejects.toMatchObject({ code: 'InvalidArgument' });
    }).catch((error: unknown) => expect(error).toMatchObject({ code: 'InvalidArgument' }));
  });
});

describe('the culture of a workbook', () => {
  test('decides how typed numbers are read and shown, and is told to add-ins', async () => {
    excel.close();
    const german = {
      ...usCulture,
      name: 'de-DE',
      decimalSeparator: ',',
      thousandsSeparator: '.',
      dateSeparator: '.',
      shortDatePattern: 'dd.MM.yyyy',
    };
    const workbook = createWorkbook('Buch.xlsx', german);
    addSheet(workbook, 'Tabelle1');
    excel = await openExcel({ workbook });
    expect(excel.Office.context.contentLanguage).toBe('de-DE');
    await onSheet(async (sheet, context) => {
      const range = sheet.getRange('A1:B1');
      range.values = [['1.234,5', '31.01.2025']];
      const { cultureInfo } = context.application;
      cultureInfo.load(
        'name, numberFormat/numberDecimalSeparator, datetimeFormat/shortDatePattern',
      );
      await load(range, 'values, text');
      expect(range.values).toEqual([[1234.5, 45_688]]);
      expect(cultureInfo.toJSON()).toMatchObject({
        name: 'de-DE',
        numberFormat: { numberDecimalSeparator: ',' },
        datetimeFormat: { shortDatePattern: 'dd.MM.yyyy' },
      });
    });
  });

  test.each([
    [false, 36_526],
    [true, 35_064],
  ])('a workbook of 1904 (%s) is known by what DATE gives', async (date1904, serial) => {
    excel.workbook.date1904 = date1904;
    await onSheet(async (_sheet, context) => {
      const date = context.workbook.functions.date(2000, 1, 1);
      await load(date, 'value');
      expect(date.value).toBe(serial);
    });
  });
});

describe('getting from range to range', () => {
  const cases: [string, (range: Excel.Range) => Excel.Range, string][] = [
    ['getCell', (range) => range.getCell(1, 1), 'C3'],
    ['getCell outside', (range) => range.getCell(5, 0), 'B7'],
    ['getRow', (range) => range.getRow(1), 'B3:D3'],
    ['getColumn', (range) => range.getColumn(2), 'D2:D5'],
    ['getLastRow', (range) => range.getLastRow(), 'B5:D5'],
    ['getLastColumn', (range) => range.getLastColumn(), 'D2:D5'],
    ['getLastCell', (range) => range.getLastCell(), 'D5'],
    ['getOffsetRange', (range) => range.getOffsetRange(2, -1), 'A4:C7'],
    ['getResizedRange', (range) => range.getResizedRange(1, -2), 'B2:B6'],
    ['getAbsoluteResizedRange', (range) => range.getAbsoluteResizedRange(1, 5), 'B2:F2'],
    ['getEntireRow', (range) => range.getEntireRow(), '2:5'],
    ['getEntireColumn', (range) => range.getEntireColumn(), 'B:D'],
    ['getRowsAbove', (range) => range.getRowsAbove(1), 'B1:D1'],
    ['getRowsBelow', (range) => range.getRowsBelow(2), 'B6:D7'],
    ['getRowsBelow inside', (range) => range.getRowsBelow(-2), 'B4:D5'],
    ['getColumnsBefore', (range) => range.getColumnsBefore(), 'A2:A5'],
    ['getColumnsAfter', (range) => range.getColumnsAfter(2), 'E2:F5'],
    ['getBoundingRect', (range) => range.getBoundingRect('F1'), 'B1:F5'],
    ['getIntersection', (range) => range.getIntersection('A1:B3'), 'B2:B3'],
    ['getUsedRange', (range) => range.getUsedRange(true), 'C3:D4'],
    ['getSurroundingRegion', (range) => range.getCell(1, 1).getSurroundingRegion(), 'C3:D4'],
  ];
  test.each(cases)('%s', async (_name, go, wanted) => {
    excel.person.type('C3', [
      [1, 2],
      [3, 4],
    ]);
    await onSheet(async (sheet) => {
      const range = await load(go(sheet.getRange('B2:D5')), 'address');
      expect(range.address).toBe(`Sheet1!${wanted}`);
    });
  });

  test('names and "Table[Column]" are addresses too; those of other sheets are not', async () => {
    excel.person.type('A1', [
      ['Unit', 'kWh'],
      ['1A', 5],
    ]);
    excel.person.makeTable('A1:B2', 'Readings');
    excel.person.addSheet('Other');
    await excel.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem('Sheet1');
      context.workbook.names.add('rate', sheet.getRange('D1'));
      const found = ['rate', 'Readings[kWh]', 'Readings[#All]', 'Readings', "'Sheet1'!$A$2"].map(
        (address) => sheet.getRange(address).load('address'),
      );
      await context.sync();
      expect(found.map(({ address }) => address.replace('Sheet1!', ''))).toEqual([
        'D1',
        'B2',
        'A1:B2',
        'A2:B2',
        'A2',
      ]);
      sheet.getRange('Other!A1').load('address');
      await expect(context.sync()).rejects.toMatchObject({ code: 'InvalidArgument' });
    }).catch((error: unknown) => expect(error).toMatchObject({ code: 'InvalidArgument' }));
  });

  test('special cells are found in few rectangles', async () => {
    excel.person.type('A1', [
      [1, 2, ''],
      [3, '=A1', ''],
    ]);
    await onSheet(async (sheet) => {
      const range = sheet.getRange('A1:B3');
      const constants = range.getSpecialCells('Constants').load('address');
      const formulas = range.getSpecialCells('Formulas').load('address, cellCount');
      const none = sheet.getRange('A1').getSpecialCellsOrNullObject('Blanks').load('address');
      await sheet.context.sync();
      expect(constants.address).toBe('Sheet1!A1:B1,Sheet1!A2');
      expect([formulas.address, formulas.cellCount, none.isNullObject]).toEqual([
        'Sheet1!B2',
        1,
        true,
      ]);
    });
  });
});

describe('looks', () => {
  test('are what all cells share, or null', async () => {
    await onSheet(async (sheet) => {
      const range = sheet.getRange('A1:B2');
      sheet.getRange('A1').format.font.bold = true;
      range.format.fill.color = '#ff0000';
      range.format.horizontalAlignment = 'Center';
      range.format.wrapText = true;
      range.format.borders.getItem('EdgeBottom').style = 'Double';
      const edge = range.format.borders.getItem('EdgeBottom').load('style');
      const inner = range.format.borders.getItem('InsideVertical').load('style');
      range.load(
        'format/font/bold, format/fill/color, format/horizontalAlignment, format/wrapText',
      );
      await sheet.context.sync();
      const { font, fill, horizontalAlignment, wrapText } = range.format;
      expect([font.bold, fill.color, horizontalAlignment, wrapText]).toEqual([
        null,
        '#FF0000',
        'Center',
        true,
      ]);
      expect([edge.style, inner.style]).toEqual(['Double', 'None']);
      expect(excel.workbook.sheets[0]?.rows[1]?.cells[0]?.style.borders.bottom?.style).toBe(
        'Double',
      );
    });
  });

  test('of many cells are read and set in one call', async () => {
    await onSheet(async (sheet, context) => {
      const range = sheet.getRange('A1:B1');
      range.setCellProperties([
        [{ format: { font: { bold: true } } }, { format: { fill: { color: 'blue' } } }],
      ]);
      sheet
        .getRange('A1:A2')
        .setRowProperties([{ rowHidden: true }, { format: { rowHeight: 30 } }]);
      const cells = range.getCellProperties({
        address: true,
        format: { font: { bold: true }, fill: { color: true } },
      });
      const rows = sheet.getRange('A1:A2').getRowProperties({ rowHidden: true, rowIndex: true });
      await context.sync();
      expect(cells.value).toEqual([
        [
          { address: 'Sheet1!A1', format: { font: { bold: true }, fill: { color: '#FFFFFF' } } },
          { address: 'Sheet1!B1', format: { font: { bold: false }, fill: { color: '#0000FF' } } },
        ],
      ]);
      expect(rows.value).toEqual([
        { rowHidden: true, rowIndex: 0 },
        { rowHidden: false, rowIndex: 1 },
      ]);
    });
  });

  test('columns have widths in points, and fit their texts', async () => {
    await onSheet(async (sheet) => {
      const range = sheet.getRange('A1:B1');
      range.values = [['a long enough text', 'x']];
      range.format.columnWidth = 100;
      await load(range, 'format/columnWidth, width');
      expect([range.format.columnWidth, range.width]).toEqual([100, 200]);
      range.format.autofitColumns();
      await load(range, 'format/columnWidth');
      expect(range.format.columnWidth).toBeNull();
    });
  });
});

describe('inserting and deleting', () => {
  test('moves cells, formulas, names and merges along', async () => {
    excel.person.type('A1', [['head'], [10], [20], ['=SUM(A2:A3)']]);
    await onSheet(async (sheet, context) => {
      context.workbook.names.add('total', sheet.getRange('A4'));
      sheet.getRange('3:3').insert('Down');
      await context.sync();
      expect(excel.person.formula('A5')).toBe('SUM(A2:A4)');
      const name = context.workbook.names.getItem('total').load('formula, value, type');
      sheet.getRange('A:A').insert('Right');
      await context.sync();
      expect(name.toJSON()).toMatchObject({ formula: '=Sheet1!$A$5', type: 'Range' });
      expect(excel.person.formula('B5')).toBe('SUM(B2:B4)');
      sheet.getRange('2:4').delete('Up');
      await context.sync();
      expect(excel.person.formula('B2')).toBe('SUM(#REF!)');
      expect(excel.person.values('B1:B2')).toEqual([['head'], ['#REF!']]);
    });
  });

  test('of cells moves only what stands below or beside them', async () => {
    excel.person.type('A1', [
      [1, 'x'],
      [2, 'y'],
    ]);
    await onSheet(async (sheet, context) => {
      sheet.getRange('A1').insert('Down');
      await context.sync();
      expect(excel.person.values('A1:B3')).toEqual([
        ['', 'x'],
        [1, 'y'],
        [2, ''],
      ]);
      sheet.getRange('A1').delete('Left');
      await context.sync();
      expect(excel.person.values('A1:B1')).toEqual([['x', '']]);
    });
  });

  test('never pushes filled cells off the sheet', async () => {
    excel.person.type('A1048576', 'last');
    await expect(
      onSheet(async (sheet, context) => {
        sheet.getRange('1:1').insert('Down');
        await context.sync();
      }),
    ).rejects.toMatchObject({ code: 'NonBlankCellOffSheet' });
  });
});

describe('copying', () => {
  test('adapts formulas, repeats into larger ranges, and takes what it was told to', async () => {
    excel.person.type('A1', [[1, '=A1*2']]);
    excel.person.format('A1:B1', '0.0');
    await onSheet(async (sheet, context) => {
      sheet.getRange('A2:B3').copyFrom('A1:B1');
      sheet.getRange('D1').copyFrom('A1:B1', 'Values');
      sheet.getRange('D5').copyFrom('A1:B1', 'All', false, true);
      await context.sync();
    });
    expect(excel.person.formula('B3')).toBe('A3*2');
    expect(excel.person.texts('A3:B3')).toEqual([['1.0', '2.0']]);
    expect(excel.person.texts('D1:E1')).toEqual([['1', '2']]);
    expect(excel.person.values('D5:D6')[0]).toEqual([1]);
  });
});

describe('sorting a range', () => {
  test('leaves its headers where they are, and refuses merged cells', async () => {
    excel.person.type('A1', [
      ['n', 'x'],
      [3, 'c'],
      [1, 'a'],
      [2, 'b'],
    ]);
    await onSheet(async (sheet, context) => {
      sheet.getRange('A1:B4').sort.apply([{ key: 0, ascending: true }], false, true);
      await context.sync();
      expect(excel.person.values('A1:B4').flat()).toEqual(['n', 'x', 1, 'a', 2, 'b', 3, 'c']);
      sheet.getRange('A2:B2').merge();
      sheet.getRange('A1:B4').sort.apply([{ key: 0 }], false, true);
      await expect(context.sync()).rejects.toMatchObject({ code: 'MergedRangeConflict' });
    }).catch((error: unknown) => expect(error).toMatchObject({ code: 'MergedRangeConflict' }));
  });
});

describe('a protected sheet', () => {
  test('refuses what its protection does not allow, and takes its password', async () => {
    excel.person.type('A1', 'fixed');
    const { Excel } = excel;
    await Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem('Sheet1');
      sheet.getRange('B1').format.protection.locked = false;
      sheet.protection.protect({ allowInsertRows: true }, 'secret');
      sheet.getRange('B1').values = [['free']];
      sheet.getRange('1:1').insert('Down');
      await context.sync();
    });
    const refused: ((sheet: Excel.Worksheet) => void)[] = [
      (sheet) => (sheet.getRange('A2').values = [[1]]),
      (sheet) => sheet.getRange('A2').clear(),
      (sheet) => (sheet.getRange('A2').format.font.bold = true),
      (sheet) => sheet.getRange('A:A').insert('Right'),
      (sheet) => sheet.tables.add('A1:B1', true),
      (sheet) => sheet.protection.unprotect('guess'),
    ];
    for (const act of refused) {
      await expect(
        onSheet(async (sheet, context) => {
          act(sheet);
          await context.sync();
        }),
      ).rejects.toMatchObject({ code: 'AccessDenied' });
    }
    await onSheet(async (sheet, context) => {
      sheet.protection.unprotect('secret');
      sheet.getRange('A2').values = [[1]];
      sheet.load('protection/protected');
      await context.sync();
      expect(sheet.protection.protected).toBe(false);
    });
  });
});

describe('results that spill', () => {
  test('fill cells below what an add-in writes, and say so', async () => {
    excel.person.type('A1', [[1], [2], [3]]);
    await excel.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem('Sheet1');
      sheet.getRange('C1:D1').formulas = [['=A1:A3*2', '=SUM(A1:A3)']];
      const spilled = sheet.getRange('C1:C3').load('values, formulas, hasSpill');
      const single = sheet.getRange('D1').load('values, hasSpill');
      await context.sync();
      expect([spilled.values, spilled.formulas]).toEqual([
        [[2], [4], [6]],
        [['=A1:A3*2'], [4], [6]],
      ]);
      expect([spilled.hasSpill, single.hasSpill, single.values]).toEqual([true, false, [[6]]]);
    });
    excel.person.type('C2', 'in the way');
    expect(excel.person.values('C1:C3')).toEqual([['#SPILL!'], ['in the way'], ['']]);
    excel.person.erase('C2');
    expect(excel.person.values('C1:C3')).toEqual([[2], [4], [6]]);
  });
});

test('more than five million cells are not read at once', async () => {
  await expect(
    excel.Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Sheet1').getRange('A1:J600000').load('values');
      await context.sync();
    }),
  ).rejects.toMatchObject({ code: 'RangeExceedsLimit' });
});
