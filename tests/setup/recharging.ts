/**
 * The real ledger of a landlord with twenty metered sites, and the charges that they published. It stays
 * where it is: its figures are read when a test runs.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';

const DATA = join(process.env['POWERTRACKR_DATA'] ?? '../shared/data', 'recharging');
/** Where it is not, tests that need it are skipped, and say so. */
export const isThere = existsSync(DATA);
if (!isThere) {
  process.stderr.write(
    `The real ledger is not at ${DATA} (POWERTRACKR_DATA): published charges are not compared.\n`,
  );
}

type Row = Readonly<Record<string, string>>;

/** No cell of these files holds a comma or a quote. */
export function read(name: string): { headers: string[]; rows: Row[] } {
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

export interface Published {
  readonly site: string;
  readonly kwh: number;
  readonly charge: number;
  /** 0 where the dial counts kWh. */
  readonly multiplier: number;
}

export const SUPPLY = '1098';

export function published(): Published[] {
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
export function rechargingLedger(): ExcelJS.Workbook {
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
  return workbook;
}

const electricity = [
  { column: 'Utility/Meter', equals: 'E' },
  // On a supply of its own.
  { column: 'Site', notEquals: '16' },
];
const unit = { column: 'Site' };
const subMeter = { column: 'Sub Utility', values: { '0': '' } };
export const MAPPING = {
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

/** The end of the month whose charges were published. */
export const MARCH = '2023-03-31';
