import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FoundTable } from '../excel/find-tables.ts';
import { applyMapping } from './apply.ts';
import type { FixtureCell } from './content.fixture.ts';
import { contentOf, day, tableOf } from './content.fixture.ts';
import { serialOfIso } from './dates.ts';
import { mapping as mappingSchema } from './mapping.ts';
import { propose } from './propose.ts';

/** By kind: field → header (and what its map of values or month rule says). */
function found(...tables: readonly FoundTable[]) {
  const proposal = propose(contentOf(tables));
  if (proposal.mapping) expect(mappingSchema.safeParse(proposal.mapping).error).toBeUndefined();
  const shapes = (proposal.mapping?.tables ?? []).map(({ kind, fields, where }) => ({
    kind,
    fields: Object.fromEntries(
      Object.entries(fields).map(([field, source]) => [
        field,
        'column' in source
          ? [source.column, source.month, source.values && JSON.stringify(source.values)]
              .filter((part) => part !== undefined)
              .join(' ')
          : source.constant,
      ]),
    ),
    ...(where ? { where: where.map((filter) => ({ ...filter, position: undefined })) } : {}),
  }));
  return { ...proposal, shapes };
}

test('readings one below the other, bills, tenants and payments in plain English', () => {
  const { shapes, unused } = found(
    tableOf('Meters', [
      ['Apt', 'Read on', 'Rdg', 'Notes'],
      ['1A', day(45022), 577, 'est.'],
    ]),
    tableOf('PG&E', [
      ['From', 'To', 'kWh', 'Amount due', 'Due date', 'Invoice no'],
      [day(44986), day(45016), 2100, 512.33, day(45030), 'A-1'],
    ]),
    tableOf('People', [
      ['Unit', 'Tenant', 'E-mail', 'Moved in', 'Moved out'],
      ['1A', 'Ann', 'ann@example.org', day(44000), ''],
    ]),
    tableOf('Money', [
      ['Date', 'Who', 'Apt', 'Paid', 'Ref'],
      [day(45040), 'Ann', '1A', 98.77, 'x1'],
    ]),
    tableOf('Rates', [
      ['Tier', 'Price'],
      ['one', 0.2],
    ]),
  );
  expect(shapes).toEqual([
    { kind: 'readings', fields: { unit: 'Apt', date: 'Read on', kwh: 'Rdg', note: 'Notes' } },
    {
      kind: 'bills',
      fields: {
        periodStart: 'From',
        periodEnd: 'To',
        totalKwh: 'kWh',
        amount: 'Amount due',
        dueDate: 'Due date',
        number: 'Invoice no',
      },
    },
    {
      kind: 'tenancies',
      fields: {
        unit: 'Unit',
        tenant: 'Tenant',
        email: 'E-mail',
        movedIn: 'Moved in',
        movedOut: 'Moved out',
      },
    },
    {
      kind: 'payments',
      fields: { date: 'Date', tenant: 'Who', unit: 'Apt', amount: 'Paid', reference: 'Ref' },
    },
  ]);
  expect(unused.map((table) => table.sheet)).toEqual(['Rates']);
});

test('German, Spanish and French headers', () => {
  const { shapes } = found(
    tableOf('Zähler', [
      ['Wohnung', 'Ablesedatum', 'Zählerstand'],
      ['EG', day(45022, 'dd.mm.yyyy'), 577],
    ]),
    tableOf('Facturas', [
      ['Desde', 'Hasta', 'Consumo', 'Importe'],
      [day(44986), day(45016), 2100, 512.33],
    ]),
    tableOf('Relevés', [
      ['Logement', 'Date', 'Index précédent', 'Nouvel index'],
      ['2e', day(45022), 5, 9],
    ]),
  );
  expect(shapes.map(({ kind, fields }) => [kind, fields])).toEqual([
    ['readings', { unit: 'Wohnung', date: 'Ablesedatum', kwh: 'Zählerstand' }],
    ['bills', { periodStart: 'Desde', periodEnd: 'Hasta', totalKwh: 'Consumo', amount: 'Importe' }],
    [
      'readings',
      { unit: 'Logement', date: 'Date', previousKwh: 'Index précédent', kwh: 'Nouvel index' },
    ],
  ]);
});

test('months that name a period, of bills and of usage', () => {
  const { shapes, remarks } = found(
    tableOf('Bills', [
      ['Month', 'Total kWh', 'Total'],
      [day(44986, 'mmm-yy'), 2100, 512.33],
      [day(45017, 'mmm-yy'), 2000, 500],
    ]),
    tableOf('Usage', [
      ['Month', 'Unit', 'Used kWh'],
      ['Mar-23', '1A', 200],
    ]),
  );
  expect(shapes).toEqual([
    {
      kind: 'bills',
      fields: {
        periodStart: 'Month firstDay',
        periodEnd: 'Month lastDay',
        totalKwh: 'Total kWh',
        amount: 'Total',
      },
    },
    {
      kind: 'readings',
      fields: { unit: 'Unit', usageKwh: 'Used kWh', period: 'Month name', date: 'Month lastDay' },
    },
  ]);
  expect(remarks.map(({ saying }) => saying)).toContainEqual({
    code: 'month-is-period',
    column: 'Month',
  });
});

test('a reading on the first of each month is a date and no name of a month', () => {
  const { shapes } = found(
    tableOf('Readings', [
      ['Unit', 'Date', 'Reading'],
      ['1A', day(44986), 5],
      ['1A', day(45017), 9],
    ]),
  );
  expect(shapes[0]?.fields).toEqual({ unit: 'Unit', date: 'Date', kwh: 'Reading' });
});

test('what somebody computed from the dials is not pushed beside them', () => {
  const { shapes, unused } = found(
    tableOf('Readings', [
      ['Unit', 'Date', 'Reading'],
      ['1A', day(44986), 5],
    ]),
    tableOf('Charges', [
      ['Unit', 'Date', 'Consumption', 'Charge'],
      ['1A', day(44986), 5, 1.2],
    ]),
  );
  expect(shapes).toHaveLength(1);
  expect(unused.map(({ sheet }) => sheet)).toEqual(['Charges']);
});

test('a summary in formulas is not pushed beside what it sums up', () => {
  const formula = (value: string | number, text: string) => ({ value, formula: text });
  const { shapes, unused } = found(
    tableOf('Bills', [
      ['Period to', 'kWh', 'Amount'],
      [day(44985), 900, 180],
      [day(45016), 800, 170.5],
    ]),
    tableOf('Tenants', [
      ['Unit', 'Tenant', 'Moved in'],
      ['1A', 'Ann', day(44000)],
    ]),
    tableOf('Summary', [
      ['Month', 'kWh', 'Amount'],
      [day(45016, 'mmm yy'), formula(800, '=SUM(C3)'), formula(170.5, '=SUM(D3)')],
    ]),
    tableOf('Now', [
      ['Unit', 'Tenant now'],
      ['1A', formula('Ann', '=XLOOKUP(A2,Tenants!A:A,Tenants!B:B)')],
    ]),
  );
  expect(shapes.map(({ kind }) => kind)).toEqual(['bills', 'tenancies']);
  expect(unused.map(({ sheet }) => sheet)).toEqual(['Summary', 'Now']);
});

test('kinds of readings as they were typed', () => {
  const { shapes } = found(
    tableOf('Readings', [
      ['Unit', 'Date', 'Reading', 'Type'],
      ['1A', day(44986), 5, 'A'],
      ['1A', day(45017), 9, 'Est'],
    ]),
  );
  expect(shapes[0]?.fields['kind']).toBe('Type {"A":"regular","Est":"estimated"}');
});

test('one tenant a unit stands on the readings; several are left out with a word', () => {
  const rows = (second: string): FixtureCell[][] => [
    ['Unit', 'Tenant', 'Date', 'Reading'],
    ['1A', 'Ann', day(44986), 5],
    ['1A', second, day(45017), 9],
  ];
  expect(found(tableOf('Ledger', rows('Ann'))).shapes).toMatchObject([
    { kind: 'tenancies', fields: { unit: 'Unit', tenant: 'Tenant' } },
    { kind: 'readings' },
  ]);
  const changing = found(tableOf('Ledger', rows('Bob')));
  expect(changing.shapes.map(({ kind }) => kind)).toEqual(['readings']);
  expect(changing.remarks).toHaveLength(1);
});

test('units that readings name besides do not contradict a list of units', () => {
  const readings = tableOf('Readings', [
    ['Site', 'Sub meter', 'Flow', 'Date', 'Reading'],
    [14, 'PR10', true, day(44986), 5],
    [9, '', false, day(44986), 5],
  ]);
  const list = (...rows: FixtureCell[][]) =>
    tableOf('Units', [['Site', 'Sub meter', 'Multiplier'], ...rows]);
  const units = (...tables: FoundTable[]) =>
    found(...tables).shapes.filter(({ kind }) => kind === 'units');
  expect(units(readings)).toMatchObject([
    { fields: { multiplier: 'Flow {"TRUE":"-1","FALSE":"1"}' } },
  ]);
  expect(units(readings)[0]).not.toHaveProperty('where');
  expect(units(readings, list([9, '', 10]))).toMatchObject([
    { where: [{ column: 'Flow', equals: 'TRUE' }] },
    { fields: { multiplier: 'Multiplier' } },
  ]);
  expect(units(readings, list([14, 'PR10', -1]))).toMatchObject([
    { fields: { multiplier: 'Multiplier' } },
  ]);
});

test('text dates: the order that the column proves, else a question', () => {
  const sheet = (...dates: string[]) =>
    tableOf('Readings', [['Unit', 'Date', 'Reading'], ...dates.map((date, i) => ['1A', date, i])]);
  const proven = propose(contentOf([sheet('3/9/23', '3/19/23')]));
  expect(proven.mapping?.tables[0]?.dateOrder).toBe('MDY');
  const open = propose(contentOf([sheet('3/9/23', '4/6/23')]));
  expect(open.mapping?.tables[0]?.dateOrder).toBeUndefined();
  expect(open.remarks[0]?.saying).toEqual({ code: 'which-date-order', example: '3/9/23' });
});

test('a workbook without anything like a ledger gives no mapping', () => {
  expect(
    found(
      tableOf('Recipes', [
        ['Dish', 'Spoons'],
        ['Soup', 2],
      ]),
    ).mapping,
  ).toBeNull();
  expect(found().mapping).toBeNull();
});

const DATA = join(process.env['POWERTRACKR_DATA'] ?? '../shared/data', 'recharging');
const isThere = existsSync(DATA);
if (!isThere)
  process.stderr.write(`The real ledger is not at ${DATA}: its proposal is not tested.\n`);

describe.skipIf(!isThere)('the real ledger', () => {
  /** As Excel opens a CSV file in the United States. */
  function sheetOf(name: string): FoundTable {
    const lines = readFileSync(join(DATA, `${name}.csv`), 'utf8')
      .trim()
      .split(/\r?\n/);
    const cells = lines.map((line) =>
      line
        .replace(/^\ufeff/, '')
        .split(',')
        .map(opened),
    );
    return tableOf(name, cells);
  }

  function opened(text: string): FixtureCell {
    const us = /^(\d+)\/(\d+)\/(\d\d)$/.exec(text);
    const iso = us ? `20${us[3]}-${us[1]?.padStart(2, '0')}-${us[2]?.padStart(2, '0')}` : text;
    if (/^\d{4}-\d\d-\d\d$/.test(iso)) return day(serialOfIso(iso, false));
    if (/^(TRUE|FALSE)$/.test(text)) return text === 'TRUE';
    return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  }

  test('electricity only, the one supply, month periods, previous and present on one row', () => {
    const { shapes, mapping } = found(sheetOf('tenant_readings'), sheetOf('electric_invoice'));
    const electric = { column: 'Utility/Meter', equals: 'E' };
    expect(shapes).toEqual([
      {
        kind: 'units',
        fields: {
          unit: 'Site',
          subMeter: 'Sub Utility {"0":""}',
          multiplier: 'Flow {"TRUE":"-1","FALSE":"1"}',
        },
        where: [electric],
      },
      {
        kind: 'readings',
        fields: {
          unit: 'Site',
          subMeter: 'Sub Utility {"0":""}',
          date: 'Present meter reading date',
          kwh: 'Present meter reading',
          previousDate: 'Previous meter reading date',
          previousKwh: 'Previous meter reading',
          period: 'Datetime name',
        },
        where: [electric],
      },
      {
        kind: 'bills',
        fields: {
          periodStart: 'Date firstDay',
          periodEnd: 'Date lastDay',
          totalKwh: 'Total Adjusted Energy Consumption (kWh)',
          amount: 'Total Net (GBP)',
        },
        where: [{ column: 'MPAN/MPR', equals: '1098' }],
      },
    ]);
    const content = contentOf([sheetOf('tenant_readings'), sheetOf('electric_invoice')]);
    const [units, readings, bills] = mapping ? applyMapping(content, mapping).tables : [];
    expect([units?.rows.length, readings?.rows.length, bills?.rows.length]).toEqual([26, 26, 12]);
    expect(readings?.columns).toMatchObject({ period: Array<string>(26).fill('2023-03') });
  });
});
