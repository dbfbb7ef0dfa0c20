import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type OpenedExcel, openExcel } from '../node/open-excel.ts';

let excel: OpenedExcel;
beforeEach(async () => {
  excel = await openExcel();
  excel.person.type('B2', [
    ['Unit', 'kWh', 'Cost'],
    ['1A', 5, ''],
    ['1B', 7, ''],
    ['Shop', 30, ''],
  ]);
  excel.person.makeTable('B2:D5', 'Readings');
  excel.person.type('D3', '=[@kWh]*2');
});
afterEach(() => excel.close());

function onTable<Result>(
  act: (table: Excel.Table, context: Excel.RequestContext) => Promise<Result>,
): Promise<Result> {
  return excel.Excel.run((context) => act(context.workbook.tables.getItem('Readings'), context));
}

/** The code with which Excel refuses. */
async function refusal(
  act: (table: Excel.Table, context: Excel.RequestContext) => void,
): Promise<unknown> {
  try {
    await onTable(async (table, context) => {
      act(table, context);
      await context.sync();
    });
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
  return undefined;
}

/** Leaves a cell as it is, as Excel documents it; the typings of rows forget to say so. */
const asIs: string = JSON.parse('null');

const tableArea = (): string | undefined => {
  const area = excel.workbook.sheets[0]?.tables.find(({ name }) => name === 'Readings')?.area;
  return area && `${area.top},${area.left},${area.bottom},${area.right}`;
};

describe('a table', () => {
  test('is found by name, id and place, and knows its parts', async () => {
    await onTable(async (table, context) => {
      table.load('id, name, showTotals, showFilterButton, style');
      table.columns.load('items/id, items/name, items/index, count');
      table.rows.load('count');
      const parts = [table.getRange(), table.getHeaderRowRange(), table.getDataBodyRange()];
      for (const part of parts) part.load('address');
      await context.sync();
      expect(table.toJSON()).toMatchObject({
        name: 'Readings',
        showTotals: false,
        showFilterButton: true,
        style: 'TableStyleMedium2',
      });
      expect(parts.map(({ address }) => address)).toEqual([
        'Sheet1!B2:D5',
        'Sheet1!B2:D2',
        'Sheet1!B3:D5',
      ]);
      expect(table.columns.items.map(({ name, index }) => [name, index])).toEqual([
        ['Unit', 0],
        ['kWh', 1],
        ['Cost', 2],
      ]);
      expect([table.columns.count, table.rows.count]).toEqual([3, 3]);
      const byId = context.workbook.tables.getItem(table.id).load('name');
      const sheetTables = context.workbook.worksheets.getItem('Sheet1').tables.load('items/name');
      const none = context.workbook.tables.getItemOrNullObject('None');
      const column = table.columns.getItem('kWh').getDataBodyRange().load('values');
      await context.sync();
      expect([byId.name, sheetTables.items.length, none.isNullObject]).toEqual([
        'Readings',
        1,
        true,
      ]);
      expect(column.values).toEqual([[5], [7], [30]]);
      table.getTotalRowRange().load('address');
      await expect(context.sync()).rejects.toMatchObject({ code: 'ItemNotFound' });
    }).catch((error: unknown) => expect(error).toMatchObject({ code: 'ItemNotFound' }));
  });

  test('is made with headers of its own, or of the first row; names are made different', async () => {
    await excel.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.add('New');
      sheet.getRange('A1:C1').values = [['a', 'a', 2025]];
      const table = sheet.tables.add('A1:C1', true);
      const header = table.getHeaderRowRange().load('values');
      table.load('name');
      table.rows.load('count');
      const bare = sheet.tables.add('F1:G2', false);
      const all = bare.getRange().load('address, values');
      await context.sync();
      expect(header.values).toEqual([['a', 'a2', '2025']]);
      // A table without rows shows a blank one that does not count.
      expect([table.name, table.rows.count]).toEqual(['Table1', 0]);
      expect(all.address).toBe('New!F1:G3');
      expect(all.values[0]).toEqual(['Column1', 'Column2']);
      table.rows.add(undefined, [[1, 2, 3]]);
      const body = table.getRange().load('address, values');
      await context.sync();
      expect([body.address, body.values[1]]).toEqual(['New!A1:C2', [1, 2, 3]]);
    });
  });

  test('refuses names that are no names, or are taken', async () => {
    expect(await refusal((table) => (table.name = 'two words'))).toBe('InvalidArgument');
    expect(await refusal((table) => (table.name = 'A1'))).toBe('InvalidArgument');
    expect(
      await refusal((table, context) => {
        context.workbook.names.add('taken', table.getRange());
        table.name = 'Taken';
      }),
    ).toBe('ItemAlreadyExists');
  });

  test('takes formulas along when it, its columns or its headers are renamed', async () => {
    excel.person.type('G1', '=SUM(Readings[kWh])');
    await onTable(async (table, context) => {
      table.name = 'Usage';
      table.columns.getItem('kWh').name = 'Energy';
      await context.sync();
    });
    expect(excel.person.formula('G1')).toBe('SUM(Usage[Energy])');
    expect(excel.person.formula('D3')).toBe('[@Energy]*2');
    excel.person.type('C2', 'kWh');
    expect(excel.person.formula('G1')).toBe('SUM(Usage[kWh])');
    excel.person.type('C2', 'Unit');
    expect(excel.person.values('B2:D2')).toEqual([['Unit', 'Unit2', 'Cost']]);
    expect(excel.person.values('G1')).toEqual([[42]]);
  });
});

describe('rows of a table', () => {
  test('are added at the end or between, with the formulas of their columns', async () => {
    await onTable(async (table, context) => {
      table.rows.add(undefined, [['2A', 1, asIs]]);
      table.rows.add(0, [['0', 2, asIs]]);
      const body = table.getDataBodyRange().load('values, address');
      const first = table.rows.getItemAt(0).load('values, index');
      await context.sync();
      expect(body.address).toBe('Sheet1!B3:D7');
      expect(body.values).toEqual([
        [0, 2, 4],
        ['1A', 5, 10],
        ['1B', 7, 14],
        ['Shop', 30, 60],
        ['2A', 1, 2],
      ]);
      expect([first.index, first.values]).toEqual([0, [[0, 2, 4]]]);
    });
  });

  test('push what stands below them, and stay out of a table that they would tear', async () => {
    await onTable(async (table, context) => {
      table.worksheet.getRange('B6').values = [['below']];
      table.rows.add(undefined, [['2A', 1, asIs]]);
      await context.sync();
    });
    expect(excel.person.values('B6:B7')).toEqual([['2A'], ['below']]);
    excel.person.type('A9', [['x', 'y']]);
    excel.person.makeTable('A9:B10', 'Wide');
    expect(await refusal((table) => table.rows.add(0, [['n', 1, asIs]]))).toBe(
      'InsertDeleteConflict',
    );
    expect(tableArea()).toBe('1,1,5,3');
  });

  test('added at the end push down even blank cells, unless told to take them', async () => {
    excel.person.type('B9', 'below');
    await onTable(async (table, context) => {
      table.rows.add(undefined, [['2A', 1, asIs]]);
      await context.sync();
    });
    expect(excel.person.values('B10')).toEqual([['below']]);
    excel.person.type('A12', [['x', 'y']]);
    excel.person.makeTable('A12:B13', 'Wide');
    // However many blank rows lie between (office-js-snippet-explorer #20).
    expect(await refusal((table) => table.rows.add(undefined, [['n', 1, asIs]]))).toBe(
      'InsertDeleteConflict',
    );
    await onTable(async (table, context) => {
      table.rows.add(undefined, [['2B', 1, asIs]], false);
      await context.sync();
    });
    expect(excel.person.values('B7:B10')).toEqual([['2B'], [''], [''], ['below']]);
    expect(tableArea()).toBe('1,1,6,3');
  });

  test('of which all are deleted leave one blank row that does not count', async () => {
    await onTable(async (table, context) => {
      table.getDataBodyRange().delete('Up');
      table.rows.load('count');
      const all = table.getRange().load('address, values');
      await context.sync();
      expect([all.address, table.rows.count]).toEqual(['Sheet1!B2:D3', 0]);
      expect(all.values[1]).toEqual(['', '', '']);
      table.rows.add(undefined, [['new', 3, asIs]]);
      table.getRange().load('address');
      await context.sync();
    });
    expect(tableArea()).toBe('1,1,2,3');
  });

  test('grow with rows inserted into the sheet; its header row cannot be deleted', async () => {
    excel.person.insert('4:5');
    expect(tableArea()).toBe('1,1,6,3');
    expect(excel.person.formula('D4')).toBe('[@kWh]*2');
    expect(() => excel.person.delete('2:2')).toThrow(/headers/);
    excel.person.delete('2:7');
    expect(excel.workbook.sheets[0]?.tables).toEqual([]);
  });
});

describe('columns of a table', () => {
  test('are added with values and a name, and deleted with what mentions them', async () => {
    excel.person.type('G1', '=SUM(Readings[kWh])');
    await onTable(async (table, context) => {
      table.columns.add(-1, [['Note'], ['a'], ['b'], ['c']]);
      table.columns.add(1, undefined, 'Meter');
      await context.sync();
      const all = table.getRange().load('values');
      await context.sync();
      expect(all.values[0]).toEqual(['Unit', 'Meter', 'kWh', 'Cost', 'Note']);
      expect(all.values[1]).toEqual(['1A', '', 5, 10, 'a']);
      table.columns.getItem('kWh').delete();
      await context.sync();
    });
    expect(excel.person.formula('G1')).toBe('SUM(#REF!)');
    expect(excel.person.values('B2:E2')).toEqual([['Unit', 'Meter', 'Cost', 'Note']]);
  });

  test('are put in before the first one, too; filter and order stay with theirs', async () => {
    excel.person.sort('Readings', 'kWh', false);
    excel.person.filter('Readings', 'kWh', ['30', '7']);
    await onTable(async (table, context) => {
      table.columns.add(0, undefined, 'Floor');
      table.columns.add(2, undefined, 'Phone');
      await context.sync();
    });
    expect(excel.person.values('B2:F2')).toEqual([['Floor', 'Unit', 'Phone', 'kWh', 'Cost']]);
    expect(tableArea()).toBe('1,1,4,5');
    const [table] = excel.workbook.sheets[0]?.tables ?? [];
    expect(table?.sort?.fields).toEqual([{ key: 3, ascending: false }]);
    expect(table?.filter).toMatchObject({
      area: { left: 1 },
      criteria: { 3: { filterOn: 'Values' } },
    });
    expect(excel.person.formula('F3')).toBe('[@kWh]*2');
  });

  test('come with columns inserted into the sheet', () => {
    excel.person.insert('C:C');
    expect(excel.person.values('B2:E2')).toEqual([['Unit', 'Column1', 'kWh', 'Cost']]);
    excel.person.delete('C:C');
    expect(excel.person.values('B2:D2')).toEqual([['Unit', 'kWh', 'Cost']]);
    expect(excel.person.formula('D3')).toBe('[@kWh]*2');
  });
});

describe('resizing', () => {
  test('takes cells in or leaves them out, and fills the formulas of new rows', async () => {
    excel.person.type('B8', [['note', 'of the user']]);
    await onTable(async (table, context) => {
      table.resize('B2:D7');
      await context.sync();
      expect(excel.person.formula('D7')).toBe('[@kWh]*2');
      table.resize('B2:C4');
      table.columns.load('items/name');
      await context.sync();
      expect(table.columns.items.map(({ name }) => name)).toEqual(['Unit', 'kWh']);
    });
    expect(excel.person.values('B8:C8')).toEqual([['note', 'of the user']]);
    expect(excel.person.values('B5')).toEqual([['Shop']]);
  });

  test('is refused onto another table, off the header row, or without rows', async () => {
    excel.person.type('B9', [['x', 'y']]);
    excel.person.makeTable('B9:C10', 'Other');
    expect(await refusal((table) => table.resize('B2:D9'))).toBe('InvalidArgument');
    expect(await refusal((table) => table.resize('B3:D6'))).toBe('InvalidArgument');
    expect(await refusal((table) => table.resize('B2:D2'))).toBe('InvalidArgument');
  });

  test('happens by itself when a person types below or beside a table', () => {
    excel.person.type('B6', [['2A', 3]]);
    expect(tableArea()).toBe('1,1,5,3');
    expect(excel.person.values('D6')).toEqual([[6]]);
    excel.person.type('E2', 'Note');
    expect(tableArea()).toBe('1,1,5,4');
  });

  test.each([
    [false, '1,1,4,3'],
    [true, '1,1,5,3'],
  ])(
    'happens when an add-in writes there where AutoCorrect does so (%s)',
    async (grows, wanted) => {
      excel.close();
      const { workbook } = excel;
      excel = await openExcel({ workbook, growsTables: grows });
      await excel.Excel.run(async (context) => {
        context.workbook.worksheets.getItem('Sheet1').getRange('B6:C6').values = [['2A', 3]];
        await context.sync();
      });
      expect(tableArea()).toBe(wanted);
    },
  );
});

describe('the total row', () => {
  test('sums the last column at first, moves with new rows, and goes again', async () => {
    await onTable(async (table, context) => {
      table.showTotals = true;
      const totals = table.getTotalRowRange().load('values, formulas, address');
      await context.sync();
      expect(totals.address).toBe('Sheet1!B6:D6');
      expect(totals.values).toEqual([['Total', '', 84]]);
      expect(totals.formulas[0]?.[2]).toBe('=SUBTOTAL(109,[Cost])');
      table.rows.add(undefined, [['2A', 8, asIs]]);
      const moved = table.getTotalRowRange().load('values, address');
      const body = table.getDataBodyRange().load('address');
      await context.sync();
      expect([moved.address, moved.values[0]?.[2], body.address]).toEqual([
        'Sheet1!B7:D7',
        100,
        'Sheet1!B3:D6',
      ]);
      table.showTotals = false;
      const all = table.getRange().load('address');
      await context.sync();
      expect(all.address).toBe('Sheet1!B2:D6');
    });
    expect(excel.person.values('B7:D7')).toEqual([['', '', '']]);
  });
});

describe('filters', () => {
  const hidden = () =>
    [3, 4, 5].filter((row) => excel.workbook.sheets[0]?.rows[row - 1]?.hidden === true);

  test('hide rows by values, comparison, rank; the visible view shows the rest', async () => {
    await onTable(async (table, context) => {
      const column = table.columns.getItem('kWh');
      column.filter.applyValuesFilter(['5', '30']);
      const view = table.getDataBodyRange().getVisibleView().load('values, rowCount');
      table.autoFilter.load('isDataFiltered, criteria');
      await context.sync();
      expect(hidden()).toEqual([4]);
      expect([view.rowCount, view.values.map((row) => row[0])]).toEqual([2, ['1A', 'Shop']]);
      expect(table.autoFilter.isDataFiltered).toBe(true);
      expect(table.autoFilter.criteria[1]).toMatchObject({
        filterOn: 'Values',
        values: ['5', '30'],
      });
      column.filter.applyCustomFilter('>=6', '<20', 'And');
      await context.sync();
      expect(hidden()).toEqual([3, 5]);
      column.filter.applyTopItemsFilter(1);
      await context.sync();
      expect(hidden()).toEqual([3, 4]);
      table.columns.getItem('Unit').filter.applyCustomFilter('1*');
      await context.sync();
      expect(hidden()).toEqual([3, 4, 5]);
      column.filter.clear();
      await context.sync();
      expect(hidden()).toEqual([5]);
      table.clearFilters();
      await context.sync();
      expect(hidden()).toEqual([]);
    });
  });

  test('of a sheet work alike, and go with remove', async () => {
    excel.person.addSheet('Plain');
    excel.person.type('A1', [['Unit'], ['x'], ['y']]);
    await excel.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem('Plain');
      sheet.autoFilter.apply('A1:A3', 0, { filterOn: 'Values', values: ['y'] });
      const range = sheet.getRange('A1:A3').load('rowHidden');
      await context.sync();
      expect(range.rowHidden).toBeNull();
      sheet.autoFilter.remove();
      sheet.autoFilter.load('enabled');
      range.load('rowHidden');
      await context.sync();
      expect([sheet.autoFilter.enabled, range.rowHidden]).toEqual([false, false]);
    });
  });

  test('are a trap: a write over hidden rows lands on the wrong rows', async () => {
    excel.person.filter('Readings', 'Unit', ['1A', 'Shop']);
    await onTable(async (table, context) => {
      table.columns.getItem('Unit').getDataBodyRange().values = [['a'], ['b'], ['c']];
      await context.sync();
    });
    // Hidden rows keep what they had; each visible one got the first row of the array.
    expect(excel.person.values('B3:B5')).toEqual([['a'], ['1B'], ['a']]);
  });

  test('refuse rows put in between, until they are cleared', async () => {
    excel.person.filter('Readings', 'Unit', ['1A']);
    expect(await refusal((table) => table.rows.add(0, [['n', 1, asIs]]))).toBe(
      'FilteredRangeConflict',
    );
    expect(await refusal((table) => table.getRange().getRow(2).delete('Up'))).toBe(
      'FilteredRangeConflict',
    );
    await onTable(async (table, context) => {
      table.clearFilters();
      table.rows.add(0, [['n', 1, asIs]]);
      await context.sync();
    });
    expect(excel.person.values('B3')).toEqual([['n']]);
  });

  test('cleared, written under and put back are safe', async () => {
    excel.person.filter('Readings', 'Unit', ['1A']);
    await onTable(async (table, context) => {
      table.autoFilter.load('criteria');
      await context.sync();
      const [criteria] = table.autoFilter.criteria;
      table.clearFilters();
      table.columns.getItem('kWh').getDataBodyRange().values = [[1], [2], [3]];
      if (criteria) table.columns.getItemAt(0).filter.apply(criteria);
      await context.sync();
    });
    expect(excel.person.values('C3:C5')).toEqual([[1], [2], [3]]);
    expect(hidden()).toEqual([4, 5]);
  });
});

describe('sorting', () => {
  test('orders numbers, text, booleans, blanks; formulas read their own row', async () => {
    excel.person.type('C3', [['b'], [''], [30]]);
    await onTable(async (table, context) => {
      table.sort.apply([{ key: 1, ascending: true }]);
      table.sort.load('fields, matchCase');
      await context.sync();
      expect(table.sort.fields).toMatchObject([{ key: 1, ascending: true }]);
    });
    expect(excel.person.values('B3:C5')).toEqual([
      ['Shop', 30],
      ['1A', 'b'],
      ['1B', ''],
    ]);
    expect(excel.person.formula('D3')).toBe('[@kWh]*2');
    excel.person.sort('Readings', 'Unit', false);
    expect(excel.person.values('B3:B5')).toEqual([['Shop'], ['1B'], ['1A']]);
  });
});

describe('what formulas say of a table', () => {
  test('is said by address once it is plain cells, and #REF! once it is deleted', async () => {
    excel.person.type('J1', [
      ['n', 'twice'],
      [1, ''],
      [2, ''],
    ]);
    excel.person.makeTable('J1:K3', 'Numbers');
    excel.person.type('K2', '=[@n]*2');
    excel.person.type('N1', '=SUM(Numbers[twice])');
    await excel.Excel.run(async (context) => {
      context.workbook.tables.getItem('Numbers').convertToRange();
      await context.sync();
    });
    expect(['K2', 'N1'].map((at) => excel.person.formula(at))).toEqual(['$J2*2', 'SUM($K$2:$K$3)']);
    excel.person.type('J2', 10);
    expect(excel.person.values('N1')).toEqual([[24]]);
    excel.person.makeTable('J1:K3', 'Numbers');
    excel.person.type('N1', '=SUM(Numbers[twice])');
    await excel.Excel.run(async (context) => {
      context.workbook.tables.getItem('Numbers').delete();
      await context.sync();
    });
    expect(excel.person.values('N1')).toEqual([['#REF!']]);
  });

  test('stays true in cells that the table leaves', async () => {
    excel.person.type('J1', [
      ['n', 'twice'],
      [1, ''],
      [2, ''],
    ]);
    excel.person.makeTable('J1:K3', 'Numbers');
    excel.person.type('K2', '=[@n]*2');
    await excel.Excel.run(async (context) => {
      context.workbook.tables.getItem('Numbers').resize('J1:J3');
      await context.sync();
    });
    expect(excel.person.formula('K2')).toBe('Numbers[@n]*2');
    excel.person.type('J2', 4);
    expect(excel.person.values('K2')).toEqual([[8]]);
  });
});

describe('leaving', () => {
  test('a table converted to a range leaves its cells, a deleted one does not', async () => {
    await onTable(async (table, context) => {
      const range = table.convertToRange().load('address');
      await context.sync();
      expect(range.address).toBe('Sheet1!B2:D5');
    });
    expect(excel.person.values('B3')).toEqual([['1A']]);
    excel.person.makeTable('B2:D5', 'Again');
    await excel.Excel.run(async (context) => {
      context.workbook.tables.getItem('Again').delete();
      await context.sync();
    });
    expect(excel.person.values('B2:B5')).toEqual([[''], [''], [''], ['']]);
  });
});
