import { areaOf } from '../model/area.ts';
import { addSheet, createWorkbook } from '../model/create.ts';
import type { Workbook } from '../model/workbook.ts';
import { addTable, as, type Content, putRow, serial, setWidths, styles } from './build.ts';
import { billOf, dayRead, gatehouse, meters, season, usageOf, year } from './mill-road-figures.ts';

const date = as('dd/mm/yyyy');
const month = as('mmm-yy');
/** 'Meter readings': each row has its reading before and its reading now. */
function addReadings(workbook: Workbook): void {
  const sheet = addSheet(workbook, 'Meter readings');
  const headers = [
    ...['Month', 'Unit', 'Meter', 'Utility', 'Previous reading', 'Previous date'],
    ...['Present reading', 'Present date', 'Used', 'Remarks'],
  ];
  putRow(sheet, 0, headers, styles.header);
  const dials = meters.map(({ start }) => start);
  let row = 1;
  season.forEach((_swing, at) => {
    const previousDate = serial(year, at + 1, dayRead[at] ?? 8);
    const presentDate = serial(year, at + 2, dayRead[at + 1] ?? 8);
    meters.forEach((meter, i) => {
      const used = usageOf(meter, at);
      const before = dials[i] ?? 0;
      const now = Math.round((before + used) * 100) / 100;
      dials[i] = now;
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
}

/** The ledger of a small estate, in the other layout; its bills are named by month. */
export function millRoad(): Workbook {
  const workbook = createWorkbook('mill-road.xlsx');
  addReadings(workbook);
  const sheet = addSheet(workbook, 'Invoices');
  const rows = season.flatMap((_swing, at) =>
    ([undefined, gatehouse] as const).map((unit) => {
      const { supply, kwh, cents } = billOf(at, unit);
      return [serial(year, at + 1, 1), supply, kwh, cents / 100, '=[@[Net amount]]*1.2'];
    }),
  );
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
