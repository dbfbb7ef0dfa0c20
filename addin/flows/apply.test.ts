import { expect, test } from 'vitest';
import { pushRequest } from '../../contract/push.ts';
import type { FoundTable, WorkbookContent } from '../excel/find-tables.ts';
import { applyMapping } from './apply.ts';
import type { FixtureCell } from './content.fixture.ts';
import { contentOf, day, tableOf } from './content.fixture.ts';
import { readMapping } from './mapping.ts';
import { FlowProblem } from './words.ts';

const HEADERS = ['Unit', 'Read on', 'Rdg', 'Kind'];
const readings = {
  source: 'Readings',
  kind: 'readings',
  from: { sheet: 'Ledger' },
  fields: { unit: { column: 'Unit' }, date: { column: 'Read on' }, kwh: { column: 'Rdg' } },
};

function apply(table: FoundTable, mapped: object, more: Partial<WorkbookContent> = {}) {
  const applied = applyMapping(contentOf([table], more), readMapping({ tables: [mapped] }));
  const sent = {
    workbookId: crypto.randomUUID(),
    pushId: crypto.randomUUID(),
    mode: 'preview',
    tables: applied.tables,
  };
  expect(pushRequest.safeParse(sent).error).toBeUndefined();
  return { ...applied, table: applied.tables[0] };
}

function ledger(...rows: readonly (readonly FixtureCell[])[]): FoundTable {
  return tableOf('Ledger', [HEADERS, ...rows]);
}

test('numbers travel as decimal text, serials as dates, labels as shown', () => {
  const { table } = apply(
    ledger(
      [{ value: 12, text: '012', format: '000' }, day(45022), 31491.8992225324],
      [' House 1\n', '2023-04-06', '1,234.50'],
      [{ value: 7, text: '##' }, 45022, 1e-7],
    ),
    readings,
  );
  expect(table).toEqual({
    kind: 'readings',
    source: 'Readings',
    complete: true,
    rows: [2, 3, 4],
    columns: {
      unit: ['012', 'House 1', '7'],
      date: ['2023-04-06', '2023-04-06', '2023-04-06'],
      kwh: ['31491.8992225324', '1234.50', '0.0000001'],
    },
  });
});

test('a workbook that counts from 1904 gives the same days', () => {
  const { table } = apply(ledger(['1A', day(43560), 5]), readings, { date1904: true });
  expect(table?.columns).toMatchObject({ date: ['2023-04-06'] });
});

test('what cannot be read travels as it is shown, for the server to say so', () => {
  const { table } = apply(
    ledger(
      ['1A', '3/9/23', 'n/a'],
      ['1B', day(45022), '#REF!'],
      ['', 'soon', 'est. 120'],
      ['1C', 2023, 7],
    ),
    readings,
  );
  expect(table?.columns).toEqual({
    unit: ['1A', '1B', null, '1C'],
    date: ['3/9/23', '2023-04-06', 'soon', '2023'],
    kwh: ['n/a', '#REF!', 'est. 120', '7'],
  });
});

test('text dates are read in the order that the mapping says', () => {
  const { table } = apply(ledger(['1A', '3/9/23', 1]), { ...readings, dateOrder: 'MDY' });
  expect(table?.columns).toMatchObject({ date: ['2023-03-09'] });
});

test('blank rows, headings and totals are left out, the last two with a note', () => {
  const { table, notes } = apply(
    ledger(
      ['2024'],
      ['1A', day(45022), 100],
      [],
      ['Total Wines', day(45022), 40],
      ['Total', '', { value: 140, formula: '=SUM(C3:C5)' }],
      ['', '', { value: 140, formula: '=SUBTOTAL(9,C3:C5)' }],
      ['', 'Total 2024', 140],
    ),
    readings,
  );
  expect(table?.columns).toMatchObject({ unit: ['1A', 'Total Wines'] });
  expect(notes.map((note) => note.row)).toEqual([2, 6, 7, 8]);
});

test('filters take only the rows that they name, numbers however they are shown', () => {
  const table = tableOf('Ledger', [
    ['Site', 'Utility', 'Read on', 'Rdg'],
    [16, 'E', day(45022), 1],
    [{ value: 4, text: '4.00', format: '0.00' }, 'e ', day(45022), 2],
    ['5', 'Gas', day(45022), 3],
    ['', 'E', day(45022), 4],
  ]);
  const fields = { ...readings.fields, unit: { column: 'Site' } };
  const where = [
    { column: 'Utility', equals: 'E' },
    { column: 'Site', notEquals: '16' },
    { column: 'Site', notEmpty: true },
  ];
  expect(apply(table, { ...readings, fields, where })).toMatchObject({
    table: { rows: [3], columns: { unit: ['4.00'] } },
    filteredOut: 3,
  });
  const only = (filter: object) =>
    apply(table, { ...readings, fields, where: [filter] }).table?.rows;
  expect(only({ column: 'Site', in: [4, '5'] })).toEqual([3, 4]);
  expect(only({ column: 'Site', notIn: [4, '16'] })).toEqual([4, 5]);
});

test('constants, maps of values and months', () => {
  const table = tableOf('Bills', [
    ['Month', 'kWh', 'Net'],
    [day(44986, 'mmm-yy'), 148787.48, 57360.05],
    ['Feb 2024', 10, 5],
    [{ value: 'later' }, 10, 5],
  ]);
  const { table: bills } = apply(table, {
    source: 'Bills',
    kind: 'bills',
    from: { sheet: 'Bills' },
    fields: {
      periodStart: { column: 'Month', month: 'firstDay' },
      periodEnd: { column: 'Month', month: 'lastDay' },
      totalKwh: { column: 'kWh' },
      amount: { column: 'Net' },
      number: { constant: '1098' },
    },
  });
  expect(bills?.columns).toEqual({
    periodStart: ['2023-03-01', '2024-02-01', 'later'],
    periodEnd: ['2023-03-31', '2024-02-29', 'later'],
    totalKwh: ['148787.48', '10', '10'],
    amount: ['57360.05', '5', '5'],
    number: ['1098', '1098', '1098'],
  });
});

test('a period is a month where its cell shows one, else a day', () => {
  const table = tableOf('Ledger', [
    ['Unit', 'Read on', 'Rdg', 'Period'],
    ['1A', day(45022), 1, day(44986, 'mmm-yy')],
    ['1B', day(45022), 1, day(45016)],
    ['1C', day(45022), 1, 'Mar-23'],
  ]);
  const fields = { ...readings.fields, period: { column: 'Period' } };
  expect(apply(table, { ...readings, fields }).table?.columns).toMatchObject({
    period: ['2023-03', '2023-03-31', '2023-03'],
  });
});

test('units that stand on every reading are sent once, with the multiplier that a column means', () => {
  const table = tableOf('Ledger', [
    ['Site', 'Sub', 'Flow'],
    [14, 'M1', false],
    [14, 'PR10', true],
    [14, 'pr10 ', true],
    [9, 0, false],
  ]);
  const { table: units } = apply(table, {
    source: 'Meters',
    kind: 'units',
    from: { sheet: 'Ledger' },
    distinct: true,
    fields: {
      unit: { column: 'Site' },
      subMeter: { column: 'Sub', values: { '0': '' } },
      multiplier: { column: 'Flow', values: { TRUE: '-1', FALSE: '' } },
    },
  });
  expect(units).toMatchObject({
    rows: [2, 3, 5],
    columns: {
      unit: ['14', '14', '9'],
      subMeter: ['M1', 'PR10', null],
      multiplier: [null, '-1', null],
    },
  });
});

test('yes and no travel as such; anything else is said to be neither', () => {
  const table = tableOf('Money', [
    ['Date', 'Paid', 'To utility'],
    [day(45022), 5, true],
    [day(45022), 6, 'no'],
    [day(45022), 7, 'x'],
    [day(45022), 8, 'perhaps'],
  ]);
  const { table: payments, notes } = apply(table, {
    source: 'Money',
    kind: 'payments',
    from: { sheet: 'Money' },
    fields: {
      date: { column: 'Date' },
      amount: { column: 'Paid' },
      toUtility: { column: 'To utility' },
    },
  });
  expect(payments?.columns).toMatchObject({ toUtility: [true, false, true, null] });
  expect(notes).toMatchObject([{ row: 5, field: 'toUtility' }]);
});

test('a text too long to travel is cut, and said to be', () => {
  const { table, notes } = apply(ledger(['x'.repeat(1_500), day(45022), 1]), readings);
  expect(table?.columns).toMatchObject({ unit: ['x'.repeat(1_000)] });
  expect(notes).toHaveLength(1);
});

test('a table or column that is gone stops everything: rows would seem removed', () => {
  const stops = (mapped: object) => () => apply(ledger(['1A', day(45022), 1]), mapped);
  expect(stops({ ...readings, from: { table: 'Readings' } })).toThrow(FlowProblem);
  expect(stops({ ...readings, from: { sheet: 'Other' } })).toThrow(
    /"Other" is not in this workbook/,
  );
  expect(stops({ ...readings, fields: { ...readings.fields, kwh: { column: 'Dial' } } })).toThrow(
    /column "Dial"/,
  );
  expect(stops({ ...readings, where: [{ column: 'Utility', equals: 'E' }] })).toThrow(/"Utility"/);
});

test('a column that is not needed is left out when it is gone, and said to be', () => {
  const fields = { ...readings.fields, note: { column: 'Remarks' } };
  const { table, notes } = apply(ledger(['1A', day(45022), 1]), { ...readings, fields });
  expect(table?.columns).not.toHaveProperty('note');
  expect(notes).toMatchObject([{ field: 'note', row: null }]);
});

test('equal headers are told apart, and a renamed column found, by position', () => {
  const table = tableOf('Ledger', [
    ['Unit', 'Date', 'Date', ''],
    ['1A', day(44991), day(45022), 577],
  ]);
  const fields = {
    unit: { column: 'Unit' },
    date: { column: 'Date', position: 2 },
    previousDate: { column: 'Date', position: 1 },
    kwh: { column: 'Reading', position: 3 },
  };
  const { table: sent, notes } = apply(table, { ...readings, fields });
  expect(sent?.columns).toMatchObject({
    date: ['2023-04-06'],
    previousDate: ['2023-03-06'],
    kwh: ['577'],
  });
  expect(notes).toMatchObject([{ field: 'kwh', row: null }]);
});

test('a mapping that cannot work is refused in words', () => {
  const refused = (table: object) => () => readMapping({ tables: [table] });
  expect(refused({ ...readings, fields: { unit: { column: 'Unit' } } })).toThrow(
    /readings need "date"/,
  );
  expect(refused({ ...readings, fields: { ...readings.fields, colour: { column: 'X' } } })).toThrow(
    /no field "colour"/,
  );
  expect(() => readMapping({ tables: [readings, readings] })).toThrow(/there twice/);
  expect(() => readMapping('x')).toThrow(FlowProblem);
});
