import { readFileSync } from 'node:fs';
import type { Draw } from './draw.ts';
import { DAY, KWH, MONEY, dress, printOnePageWide, putRows, setWidths } from './draw.ts';

const LOGO = new URL('../../addin/assets/icon-128.png', import.meta.url);

/** A logo, readings on the left, amounts on the right. */
export const columns: Draw = (sheet, workbook) => {
  const rows = [
    ['', '', '', '', '', 'BILL {{number}}'],
    ['', '', '', '', '', '{{issueDate}}'],
    [''],
    ['{{tenant}}', '', '', '', '{{issuer}}'],
    ['{{unit}}'],
    [''],
    ['Readings', '', '', '', 'Account'],
    ['From {{periodStart}}', '', '', '', 'Before', '{{previousBalance}}'],
    ['to {{periodEnd}}', '', '', '', 'Paid', '{{paymentsReceived}}'],
    ['Meter', 'Dial', 'kWh', '', 'Charge', '{{charge}}'],
    ['{{meter.label}}', '{{meter.closingReading}}', '{{meter.usage}}'],
    ['Together', '', '=SUM(C11:C11)', '', 'To pay', '{{totalDue}}'],
    [''],
    ['{{paymentDetails}}', '', '', '', '{{if dueDate}}Due {{dueDate}}'],
    ['Signed'],
  ];
  putRows(sheet, rows);
  setWidths(sheet, [24, 12, 10, 4, 22, 16]);
  sheet.getRow(1).height = 40;
  for (const area of ['E4:F5', 'A14:C14']) {
    sheet.mergeCells(area);
    dress(sheet, area, { wrap: true });
  }
  sheet.getRow(14).height = 46;
  sheet.getRow(15).height = 30;
  dress(sheet, 'F1', { bold: true, size: 18, align: 'right', ink: '1B4F8A' });
  dress(sheet, 'F2', { format: DAY, align: 'right' });
  dress(sheet, 'A4', { bold: true, size: 13 });
  dress(sheet, 'E4', { align: 'right' });
  for (const area of ['A7:C7', 'E7:F7'])
    dress(sheet, area, { bold: true, fill: '1B4F8A', ink: 'FFFFFF' });
  dress(sheet, 'A10:C10', { bold: true, line: { bottom: 'thin' } });
  dress(sheet, 'B10:C12', { align: 'right', format: KWH });
  dress(sheet, 'F8:F12', { format: MONEY, align: 'right' });
  for (const area of ['A12:C12', 'E12:F12'])
    dress(sheet, area, { bold: true, line: { top: 'medium' } });
  const image = workbook.addImage({ buffer: bytesOf(readFileSync(LOGO)), extension: 'png' });
  sheet.addImage(image, { tl: { col: 0.1, row: 0.1 }, ext: { width: 60, height: 60 } });
  // Below what repeats: it moves down with its row.
  sheet.addImage(image, { tl: { col: 1, row: 14 }, ext: { width: 30, height: 30 } });
  printOnePageWide(sheet, 'A1:F15');
};

/** exceljs's own name for bytes. */
const bytesOf = ({ buffer, byteOffset, length }: Uint8Array) =>
  buffer.slice(byteOffset, byteOffset + length) as ArrayBuffer;

/** Hebrew, from right to left. */
export const hebrew: Draw = (sheet) => {
  const rows = [
    ['חשבון חשמל', '', '', '{{number}}'],
    ['דייר', '{{tenant}}'],
    ['יחידה', '{{unit}}'],
    ['תקופה', '{{period}}'],
    [''],
    ['מונה', 'קריאה קודמת', 'קריאה נוכחית', 'קוט״ש'],
    ['{{meter.label}}', '{{meter.openingReading}}', '{{meter.closingReading}}', '{{meter.usage}}'],
    ['סך הכול', '', '', '=SUM(D7:D7)'],
    [''],
    ['חיוב לתקופה', '', '', '{{charge}}'],
    ['{{if previousBalance}}יתרה קודמת', '', '', '{{previousBalance}}'],
    ['תשלום {{payment.date}}', '', '', '{{payment.amount}}'],
    ['לתשלום עד {{dueDate}}', '', '', '{{totalDue}}'],
  ];
  putRows(sheet, rows);
  setWidths(sheet, [26, 20, 18, 16]);
  sheet.views = [{ rightToLeft: true, showGridLines: false }];
  for (const row of [2, 3, 4]) sheet.mergeCells(`B${row}:D${row}`);
  dress(sheet, 'A1:D1', { bold: true, size: 18, ink: '00695C' });
  dress(sheet, 'A2:A4', { bold: true });
  dress(sheet, 'B2:D4', { align: 'right' });
  dress(sheet, 'A6:D6', { bold: true, fill: 'E0F2F1', line: { top: 'thin', bottom: 'thin' } });
  dress(sheet, 'A7:D7', { line: { bottom: 'hair' } });
  dress(sheet, 'A7', { align: 'right' });
  dress(sheet, 'B7:D8', { format: KWH });
  dress(sheet, 'A8:D8', { bold: true });
  dress(sheet, 'D10:D13', { format: MONEY });
  sheet.getRow(13).height = 21;
  dress(sheet, 'A13:D13', { bold: true, size: 13, fill: '00695C', ink: 'FFFFFF' });
  printOnePageWide(sheet, 'A1:D13', { paperSize: 9 });
};

const GRID = { top: 'thin', bottom: 'thin', left: 'thin', right: 'thin' } as const;

/** Tables of everything that there is to tell, headings and all left out where there is nothing. */
export const tables: Draw = (sheet) => {
  const heading = (...texts: string[]) => texts;
  const rows = [
    ['Statement of electricity, {{property}}', '', '', '', '', '{{number}}'],
    ['{{tenant}}, {{unit}}: {{period}}'],
    [''],
    heading('{{if meters}}Meter', 'Read on', 'Dial', 'Read on', 'Dial', 'kWh'),
    [
      ...['{{meter.label}}', '{{meter.openingDate}}', '{{meter.openingReading}}'],
      ...['{{meter.closingDate}}', '{{meter.closingReading}}', '{{meter.usage}}'],
    ],
    ['{{if meter.remarks}}  {{meter.label}}: {{meter.remarks}}'],
    ['{{if meters}}Used', '', '', '', '', '=SUM(F5:F5)'],
    ['{{if meters}}'],
    heading('{{if payments}}Payment', 'On', '', '', '', 'Amount'),
    ['{{payment.reference}}', '{{payment.date}}', '', '', '', '{{payment.amount}}'],
    ['{{if payments}}'],
    heading('{{if adjustments}}Adjustment', 'On', '', '', '', 'Amount'),
    ['{{adjustment.reason}}', '{{adjustment.date}}', '', '', '', '{{adjustment.amount}}'],
    ['{{if adjustments}}'],
    heading('{{if corrections}}Correction', 'Of', '', 'Stated', 'Now', 'Difference'),
    [
      ...['{{correction.cause}}', '{{correction.date}}', '', '{{correction.stated}}'],
      ...['{{correction.now}}', '{{correction.amount}}'],
    ],
    ['{{if corrections}}'],
    heading('{{if settlement}}Still open', 'Of', '', '', 'Amount', 'Open'),
    [
      ...['{{settlement.entry}}', '{{settlement.date}}', '', ''],
      ...['{{settlement.amount}}', '{{settlement.open}}'],
    ],
    ['{{if settlement}}'],
    ['Balance before', '', '', '', '', '{{previousBalance}}'],
    ['Payments', '', '', '', '', '{{paymentsReceived}}'],
    ['Adjustments and corrections', '', '', '', '{{adjustmentsTotal}}', '{{correctionsTotal}}'],
    ['Charge', '', '', '', '', '{{charge}}'],
    ['Total due, worked out', '', '', '', '', '=F21-F22+E23+F23+F24'],
    ['Total due', '', '', '', '', '{{totalDue}}'],
    ['{{unless credit}}Please pay by {{dueDate}}.'],
    ['{{if credit}}You have a credit of {{credit}}; nothing is to be paid.'],
  ];
  putRows(sheet, rows);
  setWidths(sheet, [34, 14, 12, 14, 12, 14]);
  dress(sheet, 'A1:F1', { bold: true, size: 15, line: { bottom: 'thick' } });
  for (const row of [4, 9, 12, 15, 18]) {
    dress(sheet, `A${row}:F${row}`, { bold: true, fill: 'D9D9D9', line: GRID });
    dress(sheet, `B${row}:F${row}`, { align: 'right' });
  }
  for (const row of [5, 10, 13, 16, 19]) dress(sheet, `A${row}:F${row}`, { line: GRID });
  dress(sheet, 'C5:F7', { format: KWH });
  for (const area of ['B5:B19', 'D5']) dress(sheet, area, { format: DAY, align: 'right' });
  for (const area of ['F10', 'F13', 'D16:F16', 'E19:F19', 'E21:F26']) {
    dress(sheet, area, { format: MONEY });
  }
  dress(sheet, 'A6', { italic: true, size: 9 });
  dress(sheet, 'A7:F7', { bold: true });
  sheet.getRow(26).height = 20;
  dress(sheet, 'A26:F26', { bold: true, size: 13, line: { top: 'thin', bottom: 'double' } });
  sheet.headerFooter.oddHeader = '&R{{unit}}';
  printOnePageWide(sheet, 'A1:F28');
};
