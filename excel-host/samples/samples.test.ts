import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { recalculate } from '../formulas/recalculate.ts';
import { isError } from '../model/value.ts';
import { openXlsx } from '../xlsx/open.ts';
import { saveXlsx } from '../xlsx/save.ts';
import { get } from '../xlsx/test-files.ts';
import { elmStreet } from './elm-street.ts';
import {
  billCents,
  knownWh,
  meters,
  months,
  shownDial,
  totalKwh,
  unitUsage,
  units,
} from './elm-street-figures.ts';
import {
  billOf as millBill,
  chargeCents as millCents,
  season,
  units as millUnits,
} from './mill-road-figures.ts';
import { millRoad } from './mill-road.ts';
import { share } from './share.ts';

const fileAt = (name: string): Uint8Array => readFileSync(new URL(name, import.meta.url));

describe.each([
  [
    'elm-street.xlsx',
    elmStreet,
    ['Readings', 'Electric bills', 'Tenants', 'Payments', 'Summary', 'Meter change'],
  ],
  ['mill-road.xlsx', millRoad, ['Meter readings', 'Invoices']],
] as const)('%s', (name, make, sheets) => {
  test('is the file that the script makes', () => {
    const workbook = make();
    recalculate(workbook);
    expect(Buffer.compare(saveXlsx(workbook), fileAt(name))).toBe(0);
  });

  test('calculates without errors, and to the values in the file', () => {
    const workbook = openXlsx(fileAt(name));
    const values = () =>
      workbook.sheets.map(({ rows }) => rows.map((row) => row?.cells.map((cell) => cell?.value)));
    const before = structuredClone(values());
    expect(before.flat(3).filter((value) => value !== undefined && isError(value))).toEqual([]);
    workbook.stale = true;
    recalculate(workbook);
    expect(values()).toEqual(before);
  });

  test('is read by exceljs', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(fileAt(name).slice().buffer);
    expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual(sheets);
  });
});

describe('Elm Street', () => {
  test('its bills hold what the meters counted and the common part', () => {
    for (const month of months) {
      const metered = units.reduce((sum, unit) => sum + unitUsage(unit, month), 0);
      expect(totalKwh(month) - metered).toBeGreaterThan(0);
    }
  });

  test('its dials count what each month used, over the change of a meter too', () => {
    const flat = meters.find(({ unit }) => unit === 'Apt 2A');
    expect(flat && [5, 6, 7, 8].map((month) => shownDial(flat, month))).toEqual([
      97_735, 97_960, 145, 400,
    ]);
  });

  test('what the ledger knows of the months adds up to what was used', () => {
    for (const unit of units) {
      const known = months.reduce((sum, month) => sum + knownWh(unit, month), 0);
      const used = months.reduce((sum, month) => sum + unitUsage(unit, month), 0);
      expect(known).toBe(used * 1000);
    }
    expect(knownWh('Apt 2B', 10)).toBe(132_140);
  });

  test('shares of a bill sum to the bill', () => {
    for (const month of months) {
      const weights = units.map((unit) => unitUsage(unit, month));
      expect(share(billCents(month), weights).reduce((sum, cents) => sum + cents, 0)).toBe(
        billCents(month),
      );
    }
  });

  test('the workbook shows them, with its mess', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(fileAt('elm-street.xlsx').slice().buffer);
    const bills = workbook.getWorksheet('Electric bills');
    expect(bills?.getCell('D14').result).toBe(
      months.reduce((sum, month) => sum + billCents(month), 0) / 100,
    );
    const readings = workbook.getWorksheet('Readings');
    const column = (at: number) => readings?.getColumn(at).values.slice(5) ?? [];
    expect(column(1)).toContain('Apt 1B ');
    expect(column(1)).toContain('Subtotal Q2');
    expect(column(4)).toContain('n/a');
    expect(column(4)).toContain('52,685');
    expect(column(5).filter((type) => type === 'final' || type === 'estimated')).toHaveLength(2);
    expect(readings?.getCell('A1').isMerged).toBe(true);
    expect(workbook.getWorksheet('Summary')?.getCell('C16').result).toBe(4129.43);
  });
});

test('Mill Road: what its units owe is never more than the bill', () => {
  for (const at of season.keys()) {
    const owed = millUnits.reduce((sum, unit) => sum + millCents(unit, at), 0);
    const { cents } = millBill(at);
    expect(owed).toBeGreaterThan(cents * 0.95);
    expect(owed).toBeLessThan(cents);
  }
});

test('Mill Road: each present reading is the next month’s previous one', () => {
  const [sheet] = openXlsx(fileAt('mill-road.xlsx')).sheets;
  const rows =
    sheet?.rows.slice(1).map((row) => row?.cells.map((cell) => cell?.value ?? null)) ?? [];
  const lastOf = new Map<string, unknown[]>();
  for (const row of rows) {
    const [, unit, meter, utility, before, previousDate, now, presentDate] = row ?? [];
    const key = JSON.stringify([unit, meter, utility]);
    const last = lastOf.get(key);
    if (last) expect([before, previousDate]).toEqual(last);
    lastOf.set(key, [now, presentDate]);
  }
  expect([rows.length, lastOf.size]).toEqual([144, 12]);
  expect(get(sheet, 'A2')?.style.numberFormat).toBe('mmm-yy');
});
