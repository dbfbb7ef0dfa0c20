/**
 * A statement as PDF, made of nothing but its document and where it was issued for: the same statement
 * gives the same bytes. Knows the contract's document, pdfkit and fonts; nothing of the database, HTTP or
 * mail. Its words are English, as the whole product's; amounts, dates and paper follow the locale.
 */
import type { StatementDocument } from '../../contract/statement-document.ts';
import type { Statement } from '../../contract/statements.ts';
import { accountPart } from './account-part.ts';
import { heading } from './heading.ts';
import { chargePart, metersPart } from './usage-part.ts';
import type { Printed } from './printed.ts';
import { MARGIN, Sheet } from './sheet.ts';
import { GREY, LABEL, RED } from './style.ts';
import { NOT_FROM_UTILITY } from './words.ts';
import { writingFor } from './writing.ts';

/** @param locale BCP 47: how amounts and dates are written, and the paper */
export async function statementPdf(
  { document, voided }: Statement,
  locale?: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const writing = writingFor(locale, document.currency);
  const { language, paper } = writing;
  const date = new Date(`${document.issueDate}T00:00:00Z`);
  const sheet = new Sheet({ title: titleOf(document), language, paper, date });
  const printed = { sheet, document, writing };
  if (voided !== null) voidBand(printed, voided);
  heading(printed);
  if (document.kind === 'bill') {
    metersPart(printed);
    chargePart(printed);
  }
  accountPart(printed);
  closing(printed);
  if (voided !== null) voidStamp(sheet);
  footer(printed);
  return sheet.end();
}

export function titleOf({ kind, number, unit, tenant }: StatementDocument): string {
  const what = kind === 'bill' ? 'Electricity bill' : 'Correction of electricity bills';
  return `${what} No. ${number ?? ''}, ${tenant === null ? unit : `${unit}, ${tenant}`}`;
}

function voidBand({ sheet, writing }: Printed, { at, reason }: NonNullable<Statement['voided']>) {
  const text = `Void since ${writing.day(at.slice(0, 10))}. Nothing is owed by this bill. Reason: ${reason}`;
  sheet.row([{ text, x: 0, width: sheet.width, font: 'bold', color: RED }]);
  sheet.gap(10);
}

function voidStamp(sheet: Sheet): void {
  sheet.onEveryPage(() => {
    const { doc } = sheet;
    const { width, height } = doc.page;
    doc.save().rotate(-35, { origin: [width / 2, height / 2] });
    doc.fillOpacity(0.1);
    sheet.place('VOID', width / 2 - 190, height / 2 - 120, { font: 'bold', size: 170, color: RED });
    doc.restore();
    doc.fillOpacity(1);
  });
}

/** How to pay, whom to ask, and what else there is to say. */
function closing({ sheet, document }: Printed): void {
  const { paymentDetails, contact, note } = document;
  const half = sheet.width / 2 - 12;
  const blocks = [
    ...(paymentDetails.trim() === '' ? [] : [{ title: 'How to pay', text: paymentDetails }]),
    ...(contact.trim() === '' ? [] : [{ title: 'Questions about this bill', text: contact }]),
  ];
  if (blocks.length > 0) {
    sheet.gap(16);
    sheet.keep(60);
    const columns = blocks.map((block, n) => ({ ...block, x: n * (half + 24), width: half }));
    sheet.row(columns.map(({ title, x, width }) => ({ text: title, x, width, ...LABEL })));
    sheet.row(columns.map(({ text, x, width }) => ({ text: text.trim(), x, width })));
  }
  if (note.trim() !== '') {
    sheet.gap(12);
    sheet.row([{ text: note.trim(), x: 0, width: sheet.width }]);
  }
  sheet.gap(12);
  sheet.row([{ text: NOT_FROM_UTILITY, x: 0, width: sheet.width, size: 8, color: GREY }]);
}

function footer({ sheet, document }: Printed): void {
  const { number, unit, tenant, currency } = document;
  const who = tenant === null ? unit : `${unit} · ${tenant}`;
  const left = `No. ${number ?? ''} · ${who} · Amounts in ${currency}`;
  sheet.onEveryPage((page, pages) => {
    const y = sheet.doc.page.height - 44;
    const style = { size: 8, color: GREY };
    sheet.place(shortened(left), MARGIN, y, style);
    if (pages === 1) return;
    const right = sheet.doc.page.width - MARGIN;
    sheet.place(`Page ${page} of ${pages}`, right, y, { ...style, align: 'right' });
  });
}

const LONGEST_FOOTER = 90;

function shortened(text: string): string {
  return text.length <= LONGEST_FOOTER ? text : `${text.slice(0, LONGEST_FOOTER - 1)}…`;
}
