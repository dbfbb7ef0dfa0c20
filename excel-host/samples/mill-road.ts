import { areaOf } from '../model/area.ts';
import { addSheet, createWorkbook } from '../model/create.ts';
import type { Workbook } from '../model/workbook.ts';
import { addTable, as, type Content, putRow, serial, setWidths, styles } from './build.ts';

const date = as('dd/mm/yyyy');
const month = as('mmm-yy');
const year = 2025;

interface Meter {
  readonly unit: string;
  readonly meter: string;
  readonly utility: 'E' | 'W' | 'G';
  readonly start: number;
  /** What it counts in a month; months differ from it by the season. */
  readonly usual: number;
}

const meters: readonly Meter[] = [
  { unit: 'Unit 1', meter: 'Main', utility: 'E', start: 120_455, usual: 1840 },
  { unit: 'Unit 1', meter: '', utility: 'W', start: 882.4, usual: 6.2 },
  { unit: 'Unit 2', meter: 'Board 1', utility: 'E', start: 30_218, usual: 2410 },
  { unit: 'Unit 2', meter: 'Board 2', utility: 'E', start: 88_007, usual: 655 },
  { unit: 'Unit 2', meter: '', utility: 'G', start: 15_320, usual: 140 },
  { unit: 'Unit 2', meter: '', utility: 'W', start: 2210.15, usual: 11.3 },
  { unit: 'Unit 3', meter: 'Main', utility: 'E', start: 5590, usual: 720 },
  { unit: 'Unit 4', meter: 'Workshop', utility: 'E', start: 61_874, usual: 3120 },
  { unit: 'Unit 4', meter: 'Office', utility: 'E', start: 9911, usual: 405 },
  { unit: 'Unit 4', meter: '', utility: 'W', start: 417.08, usual: 3.9 },
  { unit: 'Unit 5', meter: 'Main', utility: 'E', start: 44_630, usual: 980 },
  { unit: 'Gatehouse', meter: 'Main', utility: 'E', start: 7320, usual: 265 },
];

/** By how much a month is above or below the usual, in percent; gas has its own winter. */
const season = [18, 14, 8, -2, -9, -13, -15, -14, -6, 3, 10, 16];
const dayRead = [9, 7, 8, 8, 7, 9, 8, 7, 9, 8, 7, 8, 9];

function usageOf({ utility, usual }: Meter, index: number, at: number): number {
  const swing = (season[at] ?? 0) * (utility === 'G' ? 4 : 1);
  const jitter = ((index * 7 + at * 11) % 9) - 4;
  const used = usual * (1 + Math.max(swing + jitter, -95) / 100);
  return utility === 'W' ? Math.round(used * 100) / 100 : Math.round(used);
}

/** 'Meter readings': each row has its reading before and its reading now. */
function addReadings(workbook: Workbook): { mainKwh: number[]; gateKwh: number[] } {
  const sheet = addSheet(workbook, 'Meter readings');
  const headers = [
    ...['Month', 'Unit', 'Meter', 'Utility', 'Previous reading', 'Previous date'],
    ...['Present reading', 'Present date', 'Used', 'Remarks'],
  ];
  putRow(sheet, 0, headers, styles.header);
  const dials = meters.map(({ start }) => start);
  const mainKwh: number[] = [];
  const gateKwh: number[] = [];
  let row = 1;
  season.forEach((_swing, at) => {
    const previousDate = serial(year, at + 1, dayRead[at] ?? 8);
    const presentDate = serial(year, at + 2, dayRead[at + 1] ?? 8);
    meters.forEach((meter, i) => {
      const used = usageOf(meter, i, at);
      const before = dials[i] ?? 0;
      const now = Math.round((before + used) * 100) / 100;
      dials[i] = now;
      if (meter.utility === 'E') {
        const sums = meter.unit === 'Gatehouse' ? gateKwh : mainKwh;
        sums[at] = (sums[at] ?? 0) + used;
      }
      const remark = meter.unit === 'Unit 3' && at === 6 ? 'shut for two weeks' : undefined;
      const contents: Content[] = [
        ...[serial(year, at + 1, 1), meter.unit, meter.meter || undefined, meter.utility],
        ...[before, previousDate, now, presentDate, `=G${row + 1}-E${row + 1}`, remark],
      ];
      const number = as(meter.utility === 'W' ? '0.00' : '0');
      const looks = [month, undefined, undefined, undefined, number, date, number, date, number];
      putRow(sheet, row, contents, looks);
      row += 1;
    });
  });
  setWidths(sheet, [9, 12, 11, 8, 16, 13, 15, 13, 9, 22]);
  sheet.freeze = { rows: 1, columns: 2 };
  sheet.autoFilter = { area: areaOf(0, 0, row, headers.length), criteria: [] };
  return { mainKwh, gateKwh };
}

/** The ledger of a small estate, in the other layout; its bills are named by month. */
export function millRoad(): Workbook {
  const workbook = createWorkbook('mill-road.xlsx');
  const { mainKwh, gateKwh } = addReadings(workbook);
  const sheet = addSheet(workbook, 'Invoices');
  const rows = mainKwh.flatMap((kwh, at) => {
    // Yard lights and losses are on no sub-meter; the supplier adjusts its figures by a factor.
    const main = Math.round(kwh * 1.043 * 100) / 100;
    const gate = gateKwh[at] ?? 0;
    const price = 0.2685 + (season[at] ?? 0) / 1000;
    const net = (total: number, standing: number): number =>
      Math.round((total * price + standing) * 100) / 100;
    return [
      [serial(year, at + 1, 1), '1600 4417', main, net(main, 41.2), '=[@[Net amount]]*1.2'],
      [serial(year, at + 1, 1), '1600 9052', gate, net(gate, 12.4), '=[@[Net amount]]*1.2'],
    ];
  });
  const money = as('£#,##0.00');
  const headers = ['Date', 'Supply number', 'Total kWh', 'Net amount', 'With VAT'];
  addTable(workbook, sheet, 'Invoices', 0, headers, rows, [
    month,
    undefined,
    as('#,##0.00'),
    money,
    money,
  ]);
  setWidths(sheet, [9, 15, 12, 13, 13]);
  Object.assign(workbook.properties, { title: 'Mill Road estate', created: Date.UTC(2025, 0, 2) });
  workbook.stale = true;
  return workbook;
}
