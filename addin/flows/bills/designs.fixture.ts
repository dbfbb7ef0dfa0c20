/** For tests of bills: templates as people design them, written by exceljs. */
import ExcelJS from 'exceljs';
import type { Workbook } from '../../../excel-host/model/workbook.ts';
import { openXlsx } from '../../../excel-host/xlsx/open.ts';

export const DESIGNS = [
  'letter',
  'right-to-left',
  'picture',
  'sums',
  'merged',
  'wide',
  'conditional',
] as const;
export type Design = (typeof DESIGNS)[number];

/** A red dot. */
const DOT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

/** A workbook with that template on a sheet "Bill", beside a sheet of something else. */
export async function designed(design: Design): Promise<Workbook> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('Other').getCell('A1').value = 'not ours';
  const sheet = workbook.addWorksheet('Bill');
  DRAWN[design](sheet, workbook);
  const bytes = await workbook.xlsx.writeBuffer();
  return openXlsx(new Uint8Array(bytes), { name: `${design}.xlsx` });
}

type Draw = (sheet: ExcelJS.Worksheet, workbook: ExcelJS.Workbook) => void;

const DRAWN: Readonly<Record<Design, Draw>> = {
  letter: (sheet) => {
    sheet.getColumn(1).width = 72;
    sheet.addRows([
      ['{{issuer}}'],
      ['Dear {{Tenant}},'],
      [
        'for {{period}} you used {{usage}} kWh in {{unit}}. Please pay {{total due}} by {{due date}}.',
      ],
      ['{{note}}'],
      ['{{payment details}}'],
    ]);
    sheet.getCell('A3').font = { italic: true, size: 12 };
    sheet.pageSetup.printArea = 'A1:A5';
    sheet.headerFooter.oddFooter = '&L{{unit}}&RPage &P';
  },
  'right-to-left': (sheet) => {
    sheet.views = [{ rightToLeft: true, showGridLines: false }];
    sheet.addRows([
      ['חשבון חשמל', '{{number}}'],
      ['דייר', '{{tenant}}'],
      ['קריאה', '{{meter.openingReading}}', '{{meter.closingReading}}', '{{meter.usage}}'],
      ['תשלום {{payment.date}}', '', '', '{{payment.amount}}'],
      ['לתשלום', '', '', '{{totalDue}}'],
    ]);
    sheet.getCell('D5').numFmt = '#,##0.00 [$₪-40D]';
  },
  picture: (sheet, workbook) => {
    sheet.addRows([
      ['', '{{property}}'],
      ['Bill {{number}}', '{{tenant}}'],
      ['{{payment.date}}', '{{payment.amount}}'],
      ['Due', '{{totalDue}}'],
      ['Signed', ''],
    ]);
    const image = workbook.addImage({ base64: DOT, extension: 'png' });
    sheet.addImage(image, { tl: { col: 0, row: 0 }, ext: { width: 120, height: 40 } });
    // Below what repeats: it moves down with its row.
    sheet.addImage(image, { tl: { col: 1, row: 4 }, ext: { width: 60, height: 20 } });
    sheet.getRow(1).height = 42;
  },
  sums: (sheet) => {
    sheet.addRows([
      ['Paid on', 'Amount', 'So far'],
      ['{{payment.date}}', '{{payment.amount}}'],
      ['Sum'],
      ['Mean'],
      ['Payments'],
      ['Charge', '{{charge}}'],
      ['Before', '{{previousBalance}}'],
      ['Other', '{{adjustmentsTotal}}'],
      ['Due, here'],
      ['Due', '{{totalDue}}'],
    ]);
    const formulas = {
      ...{ C2: 'SUM(B$2:B2)', B3: 'SUM(B2:B2)', B4: 'AVERAGE(B2)', B5: 'COUNT(B2:B2)' },
      B9: 'B6+B7+B8-B3',
    };
    for (const [at, formula] of Object.entries(formulas)) sheet.getCell(at).value = { formula };
    for (let row = 2; row <= 10; row += 1) sheet.getCell(row, 2).numFmt = '0.000';
  },
  merged: (sheet) => {
    sheet.addRows([
      ['Bill for {{unit}}'],
      ['{{payment.date}}', '', '{{payment.amount}}'],
      ['Total', '', '{{totalDue}}'],
      ['{{paymentDetails}}'],
    ]);
    for (const area of ['A1:C1', 'A2:B2', 'A3:B3', 'A4:C5']) sheet.mergeCells(area);
    sheet.getCell('A1').fill = {
      ...{ type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF0F5C6E' } },
    };
  },
  wide: (sheet) => {
    sheet.pageSetup = { orientation: 'landscape', scale: 60, printArea: 'A1:Z6' };
    sheet.pageSetup.printTitlesRow = '1:1';
    for (let column = 1; column <= 26; column += 1) {
      sheet.getColumn(column).width = 4 + column / 2;
      sheet.getCell(1, column).value = `Column ${column}`;
    }
    sheet.getCell('A3').value = '{{tenant}}';
    sheet.getCell('M4').value = '{{payment.amount}}';
    sheet.getCell('Z5').value = '{{totalDue}}';
    sheet.getCell('Z6').value = { formula: 'SUM(M4:M4)+Z5' };
  },
  conditional: (sheet) => {
    sheet.addRows([
      ['{{if number}}Bill {{number}}'],
      ['{{if draft}}This is a draft.'],
      ['{{if previousBalance}}Before', '{{previousBalance}}'],
      ['{{if corrections}}Corrections'],
      ['{{correction.cause}}', '{{correction.amount}}'],
      ['{{unless corrections}}Nothing was corrected.'],
      ['{{if tenant}}{{tenant}}'],
      ['{{unless tenant}}To whom it may concern'],
      ['Total', '{{totalDue}}'],
    ]);
  },
};
