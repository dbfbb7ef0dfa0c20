import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, test } from 'vitest';
import { workbookDocument, workbookFolder } from './setup/run-workbook.ts';
import type { WorkbookDocument } from './setup/run-workbook.ts';

/*
 * The real ledger of a landlord with twenty metered sites, and the charges that they published. It
 * stays where it is: its figures are read when the test runs.
 */
const DATA = join(process.env['POWERTRACKR_DATA'] ?? '../shared/data', 'recharging');
const isThere = existsSync(DATA);
if (!isThere) {
  process.stderr.write(
    `The real ledger is not at ${DATA} (POWERTRACKR_DATA): published charges are not compared.\n`,
  );
}

type Row = Readonly<Record<string, string>>;

/** No cell of these files holds a comma or a quote. */
function read(name: string): { headers: string[]; rows: Row[] } {
  const text = readFileSync(join(DATA, `${name}.csv`), 'utf8').replace(/^\ufeff/, '');
  const [headers = [], ...cells] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const rows = cells.map((row) =>
    Object.fromEntries(row.map((cell, i) => [headers[i] ?? '', cell])),
  );
  return { headers, rows };
}

/** As a spreadsheet opens a CSV file; short dates of another country stay texts. */
function cellOf(text: string): string | number | boolean | Date | null {
  if (text === '') return null;
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return new Date(`${text}T00:00:00Z`);
  if (/^(TRUE|FALSE)$/.test(text)) return text === 'TRUE';
  return Number.isFinite(Number(text)) ? Number(text) : text;
}

interface Published {
  readonly site: string;
  readonly kwh: number;
  readonly charge: number;
  /** 0 where the dial counts kWh. */
  readonly multiplier: number;
}

const SUPPLY = '1098';

function published(): Published[] {
  const rows = ['expected_commercial_charges', 'expected_resident_charges'].flatMap(
    (name) => read(name).rows,
  );
  return rows
    .filter((row) => row['Utility/Meter'] === 'E' && row['MPAN/MPR'] === SUPPLY)
    .map((row) => ({
      site: row['Residential/Commercial site'] ?? '',
      kwh: Number(row['Corrected consumption (kWh)']),
      charge: Number(row['Net charge (GBP)']),
      multiplier: Number(row['Reading multiplier']),
    }));
}

/** Readings and invoices as they are, beside them what the dials that count otherwise count. */
async function writeLedger(file: string): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  for (const [sheet, name] of [
    ['Readings', 'tenant_readings'],
    ['Invoices', 'electric_invoice'],
  ] as const) {
    const { headers, rows } = read(name);
    const cells = rows.map((row) => headers.map((header) => cellOf(row[header] ?? '')));
    workbook.addWorksheet(sheet).addRows([headers, ...cells]);
  }
  const others = published().filter(({ multiplier }) => multiplier !== 0);
  workbook
    .addWorksheet('Dials')
    .addRows([
      ['Site', 'Multiplier'],
      ...others.map(({ site, multiplier }) => [cellOf(site), multiplier]),
    ]);
  await workbook.xlsx.writeFile(file);
}

const electricity = [
  { column: 'Utility/Meter', equals: 'E' },
  // On a supply of its own.
  { column: 'Site', notEquals: '16' },
];
const unit = { column: 'Site' };
const subMeter = { column: 'Sub Utility', values: { '0': '' } };
const MAPPING = {
  tables: [
    {
      source: 'Dials',
      kind: 'units',
      from: { sheet: 'Dials' },
      fields: { unit, multiplier: { column: 'Multiplier' } },
    },
    {
      source: 'Taken off',
      kind: 'units',
      from: { sheet: 'Readings' },
      where: [...electricity, { column: 'Flow', equals: 'TRUE' }],
      fields: { unit, subMeter, multiplier: { column: 'Flow', values: { TRUE: '-1' } } },
      distinct: true,
    },
    {
      source: 'Readings',
      kind: 'readings',
      from: { sheet: 'Readings' },
      where: electricity,
      dateOrder: 'MDY',
      fields: {
        ...{ unit, subMeter },
        date: { column: 'Present meter reading date' },
        kwh: { column: 'Present meter reading' },
        previousDate: { column: 'Previous meter reading date' },
        previousKwh: { column: 'Previous meter reading' },
        period: { column: 'Datetime', month: 'name' },
      },
    },
    {
      source: 'Invoices',
      kind: 'bills',
      from: { sheet: 'Invoices' },
      where: [{ column: 'MPAN/MPR', equals: SUPPLY }],
      fields: {
        periodStart: { column: 'Date', month: 'firstDay' },
        periodEnd: { column: 'Date', month: 'lastDay' },
        totalKwh: { column: 'Total Adjusted Energy Consumption (kWh)' },
        amount: { column: 'Total Net (GBP)' },
      },
    },
  ],
};

const cents = (text: string | null | undefined) => Math.round(Number(text) * 100);
const MARCH = '2023-03-31';

describe.skipIf(!isThere)('the real ledger, through npm run workbook', { timeout: 120_000 }, () => {
  let answer: WorkbookDocument;

  beforeAll(async () => {
    const folder = await workbookFolder();
    const [file, mapping] = [join(folder, 'ledger.xlsx'), join(folder, 'mapping.json')];
    await Promise.all([writeLedger(file), writeFile(mapping, JSON.stringify(MAPPING))]);
    answer = await workbookDocument(file, '--push', '--mapping', mapping, '--currency', 'GBP');
  }, 120_000);

  function march() {
    const { columns } = answer.allocation;
    return columns.unit.flatMap((site, i) =>
      columns.periodEnd[i] === MARCH
        ? [{ site, kwh: columns.usageKwh[i] ?? null, charge: columns.charge[i] ?? null }]
        : [],
    );
  }

  test('every row goes in; what was rounded is said', () => {
    expect(answer.summary).toMatchObject({ problem: 0, conflict: 0, changed: 0, removed: 0 });
    const issues = answer.tables.flatMap(({ outcomes }) => outcomes.issues);
    expect(new Set(issues.map(({ code, severity }) => `${severity} ${code}`))).toEqual(
      new Set(['note rounded']),
    );
  });

  test('the published sites are charged, each by what was published, and no other', () => {
    const charged = new Map(march().map((one) => [one.site, one]));
    expect([...charged.keys()].toSorted()).toEqual(
      published()
        .map(({ site }) => site)
        .toSorted(),
    );
    for (const { site, kwh, charge } of published()) {
      const ours = charged.get(site);
      expect(Number(ours?.kwh), `kWh of site ${site}`).toBe(kwh);
      // Ours are whole cents, theirs have six decimals: each lies within a cent of the other.
      expect(Math.abs(Number(ours?.charge) - charge), `charge of site ${site}`).toBeLessThan(0.01);
    }
  });

  test('among them a dial that counts tens, one that ran backwards, several sub-meters', () => {
    const charged = new Map(march().map((one) => [one.site, one]));
    const usage = ['9', '2', '14'].map((site) => Number(charged.get(site)?.kwh));
    // As the ledger's README names them.
    expect(usage).toEqual([3010, -2000, 24_919]);
    expect(published().map(({ multiplier }) => multiplier)).toEqual(
      expect.arrayContaining([10, -1]),
    );
  });

  test('charges and the common part are the bill, to the cent', () => {
    const { columns } = answer.reconciliation.periods;
    const at = columns.periodEnd.indexOf(MARCH);
    const invoice = read('electric_invoice').rows.find(
      (row) => row['MPAN/MPR'] === SUPPLY && row['Date'] === '2023-03-01',
    );
    const sum = march().reduce((total, { charge }) => total + cents(charge), 0);
    expect(cents(columns.billed[at])).toBe(cents(invoice?.['Total Net (GBP)']));
    expect(cents(columns.charges[at])).toBe(sum);
    expect(sum + cents(columns.ownerShare[at])).toBe(cents(columns.billed[at]));
    expect(columns.difference[at]).toBe('0.00');
  });
});
