import { areaOf } from '../model/area.ts';
import { addSheet } from '../model/create.ts';
import type { Workbook } from '../model/workbook.ts';
import { as, putRow, serial, setWidths, styles } from './build.ts';
import { months, replaced, units } from './elm-street-figures.ts';

const first = 3;
const head = first + months.length + 3;

/** The landlord's own page, with formulas over the other sheets. */
export function addSummary(workbook: Workbook): void {
  const sheet = addSheet(workbook, 'Summary');
  const name = { comment: 'average of last year', visible: true };
  workbook.names.push({ name: 'Rate_2024', sheet: undefined, formula: '0.1975', ...name });
  putRow(sheet, 0, ['2025 at a glance'], styles.title);
  const columns = ['Month', 'Bill kWh', 'Bill', '¢/kWh', 'vs 2024', 'Paid by tenants'];
  putRow(sheet, first - 1, columns, styles.header);
  const looks = [
    as('mmm yyyy'),
    as('#,##0'),
    as('$#,##0.00'),
    as('0.00'),
    as('+0.0%;-0.0%'),
    as('$#,##0.00'),
  ];
  months.forEach((_month, i) => {
    const row = first + i;
    const at = row + 1;
    const month = i === 0 ? serial(2025, 1, 31) : `=EOMONTH(A${row},1)`;
    putRow(
      sheet,
      row,
      [
        month,
        `=SUMIFS(ElectricBills[Total kWh],ElectricBills[Period to],A${at})`,
        `=SUMIFS(ElectricBills[Amount],ElectricBills[Period to],A${at})`,
        `=IF(B${at}=0,"",C${at}/B${at}*100)`,
        `=IF(B${at}=0,"",C${at}/B${at}/Rate_2024-1)`,
        `=SUMIFS(Payments[Amount],Payments[Date],">"&EOMONTH(A${at},-1),Payments[Date],"<="&A${at})`,
      ],
      looks,
    );
  });
  const last = first + months.length;
  const sum = (column: string): string => `=SUM(${column}${first + 1}:${column}${last})`;
  const total = ['2025', sum('B'), sum('C'), `=C${last + 1}/B${last + 1}*100`, undefined, sum('F')];
  putRow(
    sheet,
    last,
    total,
    looks.map((look, i) => as(i === 0 ? 'General' : look.numberFormat, styles.total)),
  );

  putRow(sheet, head - 1, ['Unit', 'Tenant now', 'Used kWh', 'Paid'], styles.header);
  units.forEach((unit, i) => {
    const row = head + i;
    const at = row + 1;
    const read = (date: string): string =>
      `SUMIFS(Readings!$D:$D,Readings!$A:$A,A${at},Readings!$C:$C,${date})`;
    const change = unit === replaced.unit ? `+'Meter change'!B3` : '';
    putRow(
      sheet,
      row,
      [
        unit,
        `=XLOOKUP(A${at},Tenants[Unit],Tenants[Tenant],"vacant",0,-1)`,
        `=${read('DATE(2025,12,31)')}-${read('DATE(2024,12,31)')}${change}`,
        `=SUMIFS(Payments[Amount],Payments[Unit],A${at})`,
      ],
      [undefined, undefined, as('#,##0'), as('$#,##0.00')],
    );
  });
  setWidths(sheet, [12, 20, 12, 12, 10, 16]);
  sheet.pageLayout.printArea = [areaOf(0, 0, head + units.length, 6)];
  sheet.pageLayout.orientation = 'Landscape';
  sheet.pageLayout.zoom = { horizontalFitToPages: 1 };
  sheet.tabColor = '#70AD47';

  const change = addSheet(workbook, 'Meter change');
  change.visibility = 'Hidden';
  putRow(change, 0, [
    `${replaced.unit}: kWh that the old meter counted, less where the new one began`,
  ]);
  putRow(change, 1, ['old meter, last reading', `=SUMIFS(Readings!$D:$D,Readings!$E:$E,"final")`]);
  putRow(change, 2, ['to add', `=B2-${replaced.newStart}`]);
}
