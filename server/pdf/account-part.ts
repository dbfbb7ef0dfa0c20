/** From the bill before to the total of this one, line by line; and what of it is owed for what. */
import type { CorrectionLine, StatementDocument } from '../../contract/statement-document.ts';
import { GREY } from './style.ts';
import type { Printed } from './printed.ts';
import { headRow, section, sumRow, tableRow } from './table.ts';
import { isZero, negated } from './usage-part.ts';

interface Line {
  readonly day: string;
  readonly text: string;
  readonly amount: string;
}

export function accountPart(printed: Printed): void {
  const { sheet, document, writing } = printed;
  section(sheet, 'Your account', 90);
  const [day, amount] = [sheet.width * 0.19, sheet.width * 0.26];
  const cells = (line: Line) => [
    { text: line.day, x: 0, width: day - 8, color: GREY },
    { text: line.text, x: day, width: sheet.width - day - amount - 8 },
    {
      ...{ text: writing.money(line.amount), x: sheet.width - amount, width: amount },
      align: 'right' as const,
    },
  ];
  sheet.within('Table', () => {
    for (const line of linesOf(document, writing.day)) tableRow(sheet, cells(line));
    const isCredit = document.totalDue.startsWith('-');
    const text = isCredit ? 'Total due (your credit)' : 'Total due';
    sumRow(sheet, cells({ day: '', text, amount: document.totalDue }));
  });
  const upTo = `Payments and adjustments are counted up to ${writing.day(document.cutOff)}.`;
  sheet.row([{ text: upTo, x: 0, width: sheet.width, size: 8, color: GREY }]);
  openPart(printed);
}

function linesOf(document: StatementDocument, day: (iso: string) => string): Line[] {
  const { previousNumber, previousBalance, kind, charge } = document;
  const before =
    previousNumber === null ? 'Balance before' : `Balance of bill No. ${previousNumber}`;
  return [
    ...(previousNumber === null && isZero(previousBalance)
      ? []
      : [{ day: '', text: before, amount: previousBalance }]),
    ...(kind === 'bill' ? [{ day: '', text: 'Charge of this period', amount: charge }] : []),
    ...document.payments.map(({ date, reference, amount }) => ({
      day: day(date),
      text: reference === null ? paid(amount) : `${paid(amount)}, ${reference}`,
      amount: negated(amount),
    })),
    ...document.adjustments.map(({ date, reason, amount }) => ({
      ...{ day: day(date), text: `Adjustment: ${reason}`, amount },
    })),
    ...document.corrections.map((line) => correctionLine(line, day)),
  ];
}

function paid(amount: string): string {
  return amount.startsWith('-') ? 'Refund' : 'Payment received, thank you';
}

function correctionLine(line: CorrectionLine, day: (iso: string) => string): Line {
  const { text, periodEnd, date, amount } = line;
  const of = periodEnd === null ? '' : ` (period to ${day(periodEnd)})`;
  return { day: date === null ? '' : day(date), text: `Correction: ${text}${of}`, amount };
}

const ENTRIES = { charge: 'Charge of the period to', adjustment: 'Adjustment', refund: 'Refund' };

/** Where the total is of more than one thing. */
function openPart({ sheet, document, writing }: Printed): void {
  const { openItems, credit } = document;
  if (openItems.length < 2) return;
  const w = sheet.width;
  const columns = [
    { x: 0, width: w * 0.5 },
    { x: w * 0.52, width: w * 0.22, align: 'right' as const },
    { x: w * 0.76, width: w * 0.24, align: 'right' as const },
  ];
  const row = (...texts: [string, string, string]) =>
    columns.map((column, n) => ({ ...column, text: texts[n] ?? '' }));
  section(sheet, 'What is still to be paid', 80);
  sheet.within('Table', () => {
    headRow(sheet, row('For', 'Amount', 'Open'));
    for (const { entry, date, reason, amount, open } of openItems) {
      const day = writing.day(date);
      const what = entry === 'charge' ? `${ENTRIES.charge} ${day}` : `${ENTRIES[entry]}, ${day}`;
      const text = reason === null ? what : `${what}: ${reason}`;
      tableRow(sheet, row(text, writing.money(amount), writing.money(open)));
    }
    if (!isZero(credit)) tableRow(sheet, row('Your credit', '', writing.money(negated(credit))));
  });
}
