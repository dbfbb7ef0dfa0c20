import { areaOf } from '../model/area.ts';
import { addSheet, createWorkbook } from '../model/create.ts';
import type { Sheet, Workbook } from '../model/workbook.ts';
import { addTable, as, type Content, putRow, serial, setWidths, styleOf, styles } from './build.ts';
import {
  billCents,
  dialAt,
  guessed,
  meters,
  months,
  moved,
  replaced,
  shownDial,
  skipped,
  totalKwh,
  units,
  year,
} from './elm-street-figures.ts';
import { addPayments, addTenants } from './elm-street-people.ts';
import { addSummary } from './elm-street-summary.ts';

const date = as('m/d/yyyy');
const money = as('$#,##0.00');
const kwh = as('#,##0');

type Reading = readonly Content[];
const marked = (color: string) => styleOf({ fill: { color, pattern: 'Solid' } });
const noteColors: Readonly<Record<string, string>> = {
  estimated: '#FFF2CC',
  final: '#FCE4D6',
  opening: '#E2EFDA',
};

/** The rows of a month's end, meter by meter, with what was out of the ordinary. */
function readingsOf(month: number): Reading[] {
  const end = serial(year, month + 1, 0);
  return meters.flatMap((meter): Reading[] => {
    const { unit, label } = meter;
    const dial = shownDial(meter, month);
    const row = (on: number, shown: Content, type?: string, note?: string): Reading => [
      ...[unit, label, on, shown, type, note],
    ];
    if (month === 0) return [row(end, dial, 'opening', 'start of this book')];
    if (unit === 'Apt 1B' && month === 3)
      return [row(end + 2, dial, undefined, 'read late, was ill')];
    if (unit === 'Apt 1B' && month === 6) return [['Apt 1B ', label, end, dial]];
    if (unit === skipped.unit && month === skipped.month) return [];
    if (unit === guessed.unit && month === guessed.month) {
      return [
        row(end - 1, 'n/a', undefined, 'nobody home'),
        row(end, dial - guessed.short, 'estimated', 'as last August'),
      ];
    }
    if (unit === 'Office' && month === 4) return [row(end, dial.toLocaleString('en-US'))];
    if (unit === moved.unit && month === moved.month) {
      const on = serial(year, month, moved.day);
      return [
        row(on, dialAt(meter, month - 1) + moved.usedBefore, undefined, 'Dan out'),
        row(end, dial),
      ];
    }
    if (unit === replaced.unit && month === replaced.month) {
      const on = serial(year, month, replaced.day);
      const last = dialAt(meter, month - 1) + replaced.usedBefore;
      return [
        row(on, last, 'final', 'old meter no. 5512073'),
        row(on, replaced.newStart, 'opening', 'new meter no. 8810466'),
        row(end, dial),
      ];
    }
    return [row(end, dial)];
  });
}

function addReadings(workbook: Workbook): Sheet {
  const sheet = addSheet(workbook, 'Readings');
  putRow(sheet, 0, ['Elm Street 12 – electricity sub-meters 2025'], styles.title);
  putRow(sheet, 1, ['dials as read at the end of the month, in kWh'], styles.remark);
  sheet.merges.push(areaOf(0, 0, 1, 6));
  putRow(sheet, 3, ['Unit', 'Meter', 'Date', 'kWh reading', 'Type', 'Note'], styles.header);
  let row = 4;
  for (const month of [0, ...months]) {
    for (const reading of readingsOf(month)) {
      const [, , , , type] = reading;
      const color = typeof type === 'string' ? noteColors[type] : undefined;
      const look = color === undefined ? styles.plain : marked(color);
      putRow(sheet, row, reading, [undefined, undefined, date, kwh, look, look]);
      row += 1;
    }
    if (month === 6) {
      const bought =
        '=SUMIFS(ElectricBills[Total kWh],ElectricBills[Period to],">="&DATE(2025,4,1),ElectricBills[Period to],"<="&DATE(2025,6,30))';
      putRow(
        sheet,
        row,
        ['Subtotal Q2', undefined, undefined, bought],
        [styles.total, undefined, undefined, as('#,##0', styles.total)],
      );
      row += 1;
    }
    if (month > 0 && month % 3 === 0) row += 1;
  }
  setWidths(sheet, [12, 11, 11, 13, 11, 26]);
  sheet.freeze = { rows: 4, columns: 0 };
  const source = units.join(',');
  sheet.validations.push({
    areas: [areaOf(4, 0, row - 4)],
    rule: { list: { inCellDropDown: true, source } },
  });
  sheet.notes.push({
    row: 3,
    column: 2,
    author: 'Jim',
    text: 'Read on the last day.\nLate ones: write the real day.',
  });
  return sheet;
}

function addBills(workbook: Workbook): void {
  const sheet = addSheet(workbook, 'Electric bills');
  const headers = [
    'Period from',
    'Period to',
    'Total kWh',
    'Amount',
    'Invoice no.',
    'Due date',
    '$/kWh',
  ];
  const rows = months.map((month) => [
    serial(year, month, 1),
    serial(year, month + 1, 0),
    totalKwh(month),
    billCents(month) / 100,
    `TP-${year}-${String(4410 + month * 37)}`,
    serial(year, month + 1, 21),
    '=[@Amount]/[@[Total kWh]]',
  ]);
  const looks = [date, date, kwh, money, undefined, date, as('0.0000')];
  const table = addTable(workbook, sheet, 'ElectricBills', 0, headers, rows, looks);
  const last = rows.length + 1;
  putRow(
    sheet,
    last,
    ['Total', undefined, '=SUBTOTAL(109,[Total kWh])', '=SUBTOTAL(109,[Amount])'],
    [undefined, undefined, kwh, money],
  );
  table.area = areaOf(0, 0, last + 1, headers.length);
  table.showTotals = true;
  const [first, , total, amount] = table.columns;
  if (first) first.totalsLabel = 'Total';
  for (const column of [total, amount]) if (column) column.totalsFunction = 'sum';
  setWidths(sheet, [12, 12, 11, 12, 15, 12, 9]);
}

/** The ledger of a house with six units, in the long layout: a row for each reading. */
export function elmStreet(): Workbook {
  const workbook = createWorkbook('elm-street.xlsx');
  addReadings(workbook);
  addBills(workbook);
  addTenants(workbook);
  addPayments(workbook);
  addSummary(workbook);
  Object.assign(workbook.properties, { title: 'Elm Street 12', created: Date.UTC(2025, 0, 2) });
  workbook.stale = true;
  return workbook;
}
