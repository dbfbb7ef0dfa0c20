import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addSheet, createWorkbook } from '../model/create.ts';
import { changeStyle, defaultStyle, type Style } from '../model/style.ts';
import { type CellValue, errorValue } from '../model/value.ts';
import type { Cell, Sheet, Workbook } from '../model/workbook.ts';
import { openXlsx } from './open.ts';
import { saveXlsx } from './save.ts';
import { area, get, put, tableOf } from './test-files.ts';

const runs = process.env['TEST_SCALE'] === 'full' ? 1000 : 30;

/** What only the reader and writer know is left out. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return [...(value as unknown[])].map(bare);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, part]) => part !== undefined && !['kept', 'source', 'id'].includes(key),
  );
  return Object.fromEntries(entries.map(([key, part]) => [key, bare(part)]));
}

const sameLook = (one: Style, other: Style): boolean =>
  JSON.stringify(bare(one)) === JSON.stringify(bare(other));

/** Everything of a sheet that a file holds: cells that say no more than their row or column are none. */
function contentOf({ rows, columns, ...rest }: Sheet): unknown {
  const cells = rows.flatMap((row, at) =>
    (row?.cells ?? []).flatMap((cell, over) => {
      if (!cell) return [];
      const isPlain = cell.value === null && cell.formula === undefined && !cell.hyperlink;
      const usual = row?.style ?? columns[over]?.style ?? defaultStyle;
      return isPlain && sameLook(cell.style, usual) ? [] : [[at, over, cell]];
    }),
  );
  const lines = rows.flatMap((row, at) => {
    const { height, hidden, style } = row ?? {};
    return height === undefined && !hidden && !style ? [] : [{ at, height, hidden, style }];
  });
  const widths = columns.flatMap((column, at) => (column ? [{ at, ...column }] : []));
  return bare({ ...rest, cells, lines, widths });
}

function contentOfBook(workbook: Workbook) {
  const { sheets, names, settings, properties, customXmlParts, date1904, calculationMode } =
    workbook;
  const nameOf = (id: string | undefined): string | undefined =>
    sheets.find((sheet) => sheet.id === id)?.name;
  return {
    sheets: sheets.map(contentOf),
    active: nameOf(workbook.activeSheet),
    names: names.map((name) => ({ ...name, sheet: nameOf(name.sheet) })),
    ...{ settings, properties, customXmlParts, date1904, calculationMode },
  };
}

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '=A1',
    "'quoted'",
    ' edges ',
    'a\nb',
    'a\r\nb',
    '\t',
    '_x000D_',
    '_x005F_',
    '<&>"',
    ']]>',
    '0123',
  ),
);
const value: fc.Arbitrary<CellValue> = fc.oneof(
  { weight: 3, arbitrary: text.filter((one) => one !== '') },
  {
    weight: 3,
    arbitrary: fc.double({ noDefaultInfinity: true, noNaN: true }).map((one) => one + 0),
  },
  fc.integer({ min: -1000, max: 1_000_000 }),
  fc.boolean(),
  fc.constantFrom('#N/A', '#REF!', '#DIV/0!', '#VALUE!').map((code) => errorValue(code) ?? null),
  fc.constant(null),
);
const color = fc
  .integer({ min: 0, max: 0xffffff })
  .map((one) => `#${one.toString(16).padStart(6, '0').toUpperCase()}`);
const border = fc.record({
  style: fc.constantFrom('Continuous' as const, 'Dash' as const, 'DashDot' as const),
  weight: fc.constantFrom('Thin' as const, 'Medium' as const),
  color,
});
const style: fc.Arbitrary<Style> = fc
  .record(
    {
      numberFormat: fc.constantFrom(
        '0.00',
        'yyyy-mm-dd',
        '@',
        '#,##0.00 "kWh"',
        'm/d/yyyy',
        '[Red]-0;0',
      ),
      font: fc.record(
        {
          bold: fc.boolean(),
          italic: fc.boolean(),
          size: fc.integer({ min: 6, max: 40 }),
          color,
          name: fc.constantFrom('Arial', 'Calibri'),
        },
        { requiredKeys: [] },
      ),
      fill: color.map((one) => ({ color: one, pattern: 'Solid' })),
      borders: fc.record({ top: border, left: border, diagonalUp: border }, { requiredKeys: [] }),
      alignment: fc.record(
        {
          horizontal: fc.constantFrom('Center' as const, 'Right' as const),
          vertical: fc.constantFrom('Top' as const, 'Center' as const),
          wrapText: fc.boolean(),
          textOrientation: fc.constantFrom(0, 45, -90, 180),
          indent: fc.nat(3),
        },
        { requiredKeys: [] },
      ),
      locked: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  .map((change) => changeStyle(defaultStyle, change));
const formula = fc.constantFrom(
  'A1+1',
  'SUM(A1:B9)',
  "'It''s'!A1",
  'XLOOKUP(1,A:A,B:B)',
  '"<&>"&A1',
  'LET(x,1,x+A1)',
);
const cell: fc.Arbitrary<Cell> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ value, style: fc.oneof(fc.constant(defaultStyle), style) }) },
  fc.record({
    value: value.filter((one) => one !== null),
    formula,
    style: fc.constant(defaultStyle),
  }),
  fc.record({ value: text.filter((one) => one !== ''), quotePrefix: fc.constant(true), style }),
);
const sheetName = fc.constantFrom('Data', "It's", 'Übersicht 2025', 'A1', '<&>');

const book = fc
  .record({
    date1904: fc.boolean(),
    sheets: fc.uniqueArray(sheetName, { minLength: 1, maxLength: 3 }),
    cells: fc.array(fc.tuple(fc.nat(2), fc.nat(12), fc.nat(6), cell), { maxLength: 40 }),
    hidden: fc.array(fc.nat(12), { maxLength: 3 }),
    height: fc.integer({ min: 5, max: 100 }),
    widths: fc.array(fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 60 })), { maxLength: 3 }),
    settings: fc.dictionary(
      fc.string({ minLength: 1 }),
      fc.jsonValue().map((one) => JSON.parse(JSON.stringify(one)) as unknown),
      { maxKeys: 3, noNullPrototype: true },
    ),
    freeze: fc.option(fc.record({ rows: fc.integer({ min: 1, max: 4 }), columns: fc.nat(3) }), {
      nil: undefined,
    }),
  })
  .map(({ date1904, sheets, cells, hidden, height, widths, settings, freeze }) => {
    const workbook = createWorkbook();
    workbook.date1904 = date1904;
    workbook.settings = new Map(Object.entries(settings));
    for (const name of sheets) addSheet(workbook, name);
    for (const [on, row, column, content] of cells) {
      const sheet = workbook.sheets[on % workbook.sheets.length];
      if (!sheet) continue;
      (sheet.rows[row] ??= { cells: [] }).cells[column] = content;
    }
    const [first] = workbook.sheets;
    if (!first) return workbook;
    for (const row of hidden) (first.rows[row] ??= { cells: [] }).hidden = true;
    (first.rows[3] ??= { cells: [] }).height = height;
    for (const [column, width] of widths) first.columns[column] = { width };
    first.freeze = freeze;
    return workbook;
  });

describe('a workbook saved and opened again', { timeout: 300_000 }, () => {
  test('is the same, whatever is in its cells', () => {
    fc.assert(
      fc.property(book, (workbook) => {
        const opened = openXlsx(saveXlsx(workbook));
        expect(contentOfBook(opened)).toEqual(contentOfBook(workbook));
      }),
      { numRuns: runs },
    );
  });

  test('and saved again is the same file, byte by byte', () => {
    fc.assert(
      fc.property(book, (workbook) => {
        const saved = saveXlsx(openXlsx(saveXlsx(workbook)));
        expect(saveXlsx(openXlsx(saved))).toEqual(saved);
      }),
      { numRuns: runs / 5 },
    );
  });

  test('has its tables, names, notes, links, rules, print settings and protection', () => {
    const workbook = createWorkbook('Ledger.xlsx');
    const bills = addSheet(workbook, 'Bills 2025');
    const other = addSheet(workbook, 'Other');
    put(bills, 'A1', { value: 'kWh\nused' });
    put(bills, 'B1', { value: 'Cost' });
    put(bills, 'A2', { value: 5 });
    put(bills, 'B2', { value: 10, formula: '[@[kWh\nused]]*rate' });
    put(bills, 'A3', { value: 'Total' });
    put(bills, 'B3', { value: 10, formula: 'SUBTOTAL(109,[Cost])' });
    const table = tableOf(workbook, 'Bills', 'A1:B3', ['kWh\nused', 'Cost']);
    Object.assign(table, { showTotals: true, showBandedColumns: true, style: 'TableStyleLight1' });
    Object.assign(table.columns[0] ?? {}, { totalsLabel: 'Total' });
    Object.assign(table.columns[1] ?? {}, {
      calculatedFormula: '[@[kWh\nused]]*rate',
      totalsFunction: 'sum',
    });
    table.filter = {
      area: area('A1:B2'),
      criteria: [
        { filterOn: 'Values', values: ['5', { date: '2025-01', specificity: 'Month' }, ''] },
      ],
    };
    table.filter.criteria[0] = {
      filterOn: 'Values',
      values: ['5', { date: '2025-01-01', specificity: 'Month' }, ''],
    };
    table.sort = { fields: [{ key: 1, ascending: false }], matchCase: false };
    bills.tables.push(table);
    other.autoFilter = {
      area: area('C1:D9'),
      criteria: [
        undefined,
        { filterOn: 'Custom', criterion1: '>=5', criterion2: '<>7', operator: 'And' },
      ],
    };
    const shared = { comment: '', visible: true };
    workbook.names = [
      {
        name: 'rate',
        sheet: undefined,
        formula: "'Bills 2025'!$A$2",
        ...shared,
        comment: 'per kWh',
      },
      { name: 'rate', sheet: other.id, formula: '0.25', ...shared },
      { name: 'secret', sheet: undefined, formula: 'ROWS(Bills)', comment: '', visible: false },
    ];
    other.notes.push({ row: 0, column: 2, author: 'Ann', text: ' two\nlines ' });
    put(other, 'A1', {
      value: 'site',
      hyperlink: { address: 'https://example.com/?a=1&b=2', screenTip: 'to\nus' },
    });
    put(other, 'A2', { value: 'cell', hyperlink: { documentReference: "'Bills 2025'!A1" } });
    other.validations.push(
      {
        areas: [area('E1:E9'), area('G1')],
        rule: { list: { inCellDropDown: true, source: 'a,"b"' } },
      },
      {
        areas: [area('F1')],
        rule: { decimal: { formula1: 0, formula2: '=A1', operator: 'Between' } },
      },
      { areas: [area('F2')], rule: { custom: { formula: '=XOR(A1,A2)' } } },
    );
    other.merges.push(area('A5:C6'));
    other.visibility = 'VeryHidden';
    bills.tabColor = '#00FF00';
    bills.showGridlines = false;
    bills.selection = { areas: [area('B2:C3'), area('F1')], activeRow: 2, activeColumn: 2 };
    Object.assign(bills.pageLayout, {
      ...{
        orientation: 'Landscape',
        paperSize: 'A4',
        centerHorizontally: true,
        printGridlines: true,
      },
      printArea: [area('A1:B3'), area('D:E')],
      titleRows: { first: 0, last: 1 },
      titleColumns: { first: 0, last: 0 },
      zoom: { horizontalFitToPages: 1 },
    });
    bills.pageLayout.headerFooter.leftHeader = 'Elm & Co &&';
    bills.pageLayout.headerFooter.centerFooter = '&P of &N';
    workbook.activeSheet = bills.id;
    workbook.calculationMode = 'Manual';
    workbook.customXmlParts = [
      {
        id: '{11111111-2222-3333-4444-555555555555}',
        namespace: 'urn:x',
        xml: '<x xmlns="urn:x"/>',
      },
    ];
    Object.assign(workbook.properties, {
      title: 'Ledger',
      author: 'Ann <a>',
      company: 'Co',
      created: Date.UTC(2025, 0, 2),
    });
    const opened = openXlsx(saveXlsx(workbook));
    expect(contentOfBook(opened)).toEqual(contentOfBook(workbook));
    const ids = workbook.sheets.map(({ id, tables }) => [id, tables.map((one) => one.id)]);
    expect(opened.sheets.map(({ id, tables }) => [id, tables.map((one) => one.id)])).toEqual(ids);
  });

  test('lets its protection be known, but not its password', () => {
    const workbook = createWorkbook();
    const [open, locked] = [addSheet(workbook, 'Open'), addSheet(workbook, 'Locked')];
    open.protection = { options: { allowSort: true, selectionMode: 'Unlocked' } };
    locked.protection = { options: {}, password: 'secret' };
    const [one, two] = openXlsx(saveXlsx(workbook)).sheets;
    expect(one?.protection?.options).toMatchObject({
      allowSort: true,
      allowFormatCells: false,
      selectionMode: 'Unlocked',
    });
    expect(one?.protection?.kept).toBeUndefined();
    expect(two?.protection?.kept).toContain('password="DAA7"');
    expect(two?.protection?.password).toBeUndefined();
  });

  test('knows formulas that spill from array formulas of the older kind', () => {
    const workbook = createWorkbook();
    const sheet = addSheet(workbook, 'S');
    const spilledFrom = { row: 0, column: 0 };
    put(sheet, 'A1', {
      value: 1,
      formula: 'SEQUENCE(2)',
      spill: { area: area('A1:A2'), legacy: false },
    });
    put(sheet, 'A2', { value: 2, spilledFrom });
    put(sheet, 'B1', {
      value: 1,
      formula: 'A1:A2*2',
      spill: { area: area('B1:B2'), legacy: true },
    });
    put(sheet, 'B2', { value: 4, spilledFrom: { row: 0, column: 1 } });
    const [opened] = openXlsx(saveXlsx(workbook)).sheets;
    for (const at of ['A1', 'A2', 'B1', 'B2'])
      expect(get(opened, at)).toMatchObject(get(sheet, at) ?? {});
  });
});
