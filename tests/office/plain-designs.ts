import type { Draw } from './draw.ts';
import { KWH, MONEY, dress, printOnePageWide, putRows, setWidths } from './draw.ts';

/** Labels and values, one under the other, with thin lines. */
export const list: Draw = (sheet) => {
  const rows = [
    ['Electricity bill', '{{number}}'],
    ['Property', '{{property}}'],
    ['Unit', '{{unit}}'],
    ['Tenant', '{{tenant}}'],
    ['Billing period', '{{period}}'],
    ['{{if meters}}Meter {{meter.label}}, {{meter.openingDate}}', '{{meter.openingReading}}'],
    ['{{if meters}}Meter {{meter.label}}, {{meter.closingDate}}', '{{meter.closingReading}}'],
    ['Usage in kWh', '{{usage}}'],
    ['Rate per kWh', '{{rate}}'],
    ['Charge of this period', '{{charge}}'],
    ['Balance before', '{{previousBalance}}'],
    ['{{if payments}}Payments received', '{{paymentsReceived}}'],
    ['To be paid by {{dueDate}}', '{{totalDue}}'],
  ];
  putRows(sheet, rows);
  setWidths(sheet, [40, 26]);
  const last = rows.length;
  dress(sheet, `A1:B${last}`, { line: { bottom: 'thin' } });
  dress(sheet, `B1:B${last}`, { align: 'right' });
  dress(sheet, 'A1:B1', { bold: true, size: 14 });
  dress(sheet, 'B6:B8', { format: KWH });
  dress(sheet, 'B9', { format: '0.0000' });
  dress(sheet, `B10:B${last}`, { format: MONEY });
  sheet.getRow(last).height = 21;
  dress(sheet, `A${last}:B${last}`, { bold: true, line: { top: 'medium', bottom: 'double' } });
  printOnePageWide(sheet, `A1:B${last}`);
};

/** Sentences under a letterhead. */
export const letter: Draw = (sheet) => {
  const rows = [
    ['{{issuer}}'],
    [''],
    ['', '', '', '', '{{issueDate}}'],
    ['{{tenant}}'],
    ['{{unit}}, {{property}}'],
    [''],
    ['Your electricity from {{stayFrom}} to {{stayTo}}'],
    [''],
    ['Dear {{tenant}},'],
    [
      'your sub-meters showed {{usage}} kWh in {{unit}} for the {{days}} days of this bill. The utility billed the building {{billAmount}} for {{billKwh}} kWh, which comes to {{rate}} per kWh. Your part is {{charge}}.',
    ],
    [
      '{{if previousBalance}}From before {{previousBalance}} were open; since then we received {{paymentsReceived}}, for which we thank you.',
    ],
    ['{{if dueDate}}Please pay {{totalDue}} by {{dueDate}}, in one of these ways:'],
    ['{{paymentDetails}}'],
    ['{{if note}}{{note}}'],
    [''],
    ['With kind regards'],
    [''],
    ['If you have any question: {{contact}}'],
  ];
  putRows(sheet, rows);
  setWidths(sheet, [22, 16, 16, 16, 16]);
  const high: Readonly<Record<number, number>> = { 1: 48, 10: 48, 11: 34, 12: 20, 13: 48, 14: 34 };
  for (const row of [1, 10, 11, 12, 13, 14]) {
    sheet.mergeCells(`A${row}:E${row}`);
    sheet.getRow(row).height = high[row] ?? 15;
    dress(sheet, `A${row}:E${row}`, { wrap: true });
  }
  dress(sheet, 'A1:E1', { align: 'right', ink: '7A1F2B', italic: true });
  dress(sheet, 'A1:E1', { line: { bottom: 'medium' } });
  dress(sheet, 'E3', { format: 'mmmm d, yyyy', align: 'right' });
  dress(sheet, 'A7:E7', { bold: true, size: 13, ink: '7A1F2B' });
  dress(sheet, 'A18:E18', { italic: true, size: 9, ink: '666666' });
  sheet.headerFooter.oddFooter = '&L&8{{property}}&C&8{{number}}&R&8Page &P of &N';
  printOnePageWide(sheet, 'A1:E18');
};

/** As narrow as the paper of a till. */
export const receipt: Draw = (sheet) => {
  const rows = [
    ['{{property}}'],
    ['{{unit}}'],
    ['{{period}}'],
    [''],
    ['{{meter.label}}'],
    ['  {{meter.openingReading}} to {{meter.closingReading}}', '{{meter.usage}}'],
    ['kWh', '{{usage}}'],
    ['at', '{{rate}}'],
    ['Charge', '{{charge}}'],
    ['{{if previousBalance}}Before', '{{previousBalance}}'],
    ['Paid {{payment.date}}', '{{payment.amount}}'],
    ['TOTAL', '{{totalDue}}'],
    ['{{if dueDate}}by {{dueDate}}'],
    [''],
    ['{{tenant}}, thank you!'],
  ];
  putRows(sheet, rows);
  setWidths(sheet, [25, 12]);
  for (const row of [1, 2, 3, 13, 15]) {
    sheet.mergeCells(`A${row}:B${row}`);
    dress(sheet, `A${row}:B${row}`, { align: 'center' });
  }
  dress(sheet, 'A1:B1', { bold: true, size: 12 });
  dress(sheet, 'A4:B4', { line: { top: 'dashed' } });
  dress(sheet, 'B6:B7', { format: KWH });
  dress(sheet, 'B8', { format: '0.000000' });
  dress(sheet, 'B9:B12', { format: '#,##0.00' });
  sheet.getRow(12).height = 21;
  dress(sheet, 'A12:B12', { bold: true, size: 13, line: { top: 'double', bottom: 'double' } });
  printOnePageWide(sheet, 'A1:B15', { horizontalCentered: false });
};
