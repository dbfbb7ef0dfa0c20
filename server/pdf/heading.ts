/** Who bills whom, for when, and the total. */
import type { Printed } from './printed.ts';
import { ACCENT, GREY, LABEL, lineHeight } from './style.ts';

export function heading(printed: Printed): void {
  title(printed);
  sides(printed);
  totalBox(printed);
}

function title({ sheet, document }: Printed): void {
  const { issuer, property, kind, number } = document;
  const [name = '', ...address] = (issuer.trim() === '' ? property : issuer.trim()).split('\n');
  const width = sheet.width * 0.56;
  const right = { x: width + 12, width: sheet.width - width - 12, align: 'right' } as const;
  const what = kind === 'bill' ? 'Electricity bill' : 'Correction';
  sheet.beside(
    () => {
      sheet.row([{ text: what, ...right, font: 'bold', size: 20, color: ACCENT, tag: 'H1' }]);
      sheet.row([{ text: `No. ${number ?? ''}`, ...right, size: 11 }]);
    },
    () => {
      sheet.gap(4);
      sheet.row([{ text: name, x: 0, width, font: 'bold', size: 13 }]);
      sheet.row([{ text: address.join('\n'), x: 0, width, color: GREY }]);
    },
  );
  sheet.gap(12);
  sheet.rule(ACCENT, 1.25);
  sheet.gap(12);
}

/** To whom, and the dates beside it. */
function sides(printed: Printed): void {
  const { sheet } = printed;
  const left = sheet.width * 0.52;
  const [x, label] = [left + 12, 78];
  sheet.beside(
    () => billTo(printed, left),
    () => {
      for (const [name, value] of datesOf(printed)) {
        sheet.row([
          { text: name, x, width: label, color: GREY },
          { text: value, x: x + label, width: sheet.width - x - label, align: 'right' },
        ]);
      }
    },
  );
  sheet.gap(14);
}

function billTo({ sheet, document: { tenant, unit, property } }: Printed, width: number): void {
  const [name, ...rest] = tenant === null ? [unit, property] : [tenant, unit, property];
  sheet.row([{ text: 'Bill to', x: 0, width, ...LABEL }]);
  sheet.row([{ text: name, x: 0, width, font: 'bold', size: 11 }]);
  for (const text of rest) sheet.row([{ text, x: 0, width }]);
}

function datesOf({ document, writing: { day } }: Printed): (readonly [string, string])[] {
  const { issueDate, dueDate, periodStart, periodEnd, stayFrom, stayTo, days } = document;
  const isPart = stayFrom !== periodStart || stayTo !== periodEnd;
  const stay = `${day(stayFrom)} – ${day(stayTo)}, ${days} days`;
  return [
    ['Billing period', `${day(periodStart)} – ${day(periodEnd)}`],
    ...(isPart ? ([['Days billed', stay]] as const) : []),
    ['Issued', day(issueDate)],
    ...(dueDate === null ? [] : ([['Due', day(dueDate)]] as const)),
  ];
}

const BOX = 46;

function totalBox({ sheet, document, writing }: Printed): void {
  const { totalDue, dueDate } = document;
  const isCredit = totalDue.startsWith('-');
  const isNothing = /^[0.]+$/.test(totalDue);
  const label = isCredit ? 'Your credit' : 'Total due';
  const amount = isCredit ? totalDue.slice(1) : totalDue;
  const byWhen =
    isCredit || isNothing
      ? 'There is nothing to pay.'
      : dueDate === null
        ? ''
        : `Please pay by ${writing.day(dueDate)}.`;
  sheet.keep(BOX);
  sheet.tint(BOX);
  const [top, inner] = [sheet.y, { x: 14, width: sheet.width - 28 }];
  const size = 20;
  sheet.y = top + (BOX - lineHeight(size)) / 2;
  sheet.row([{ text: writing.money(amount), ...inner, size, font: 'bold', align: 'right' }]);
  const [first, second] = [lineHeight(12), byWhen === '' ? 0 : lineHeight()];
  sheet.y = top + (BOX - first - second) / 2;
  sheet.row([{ text: label, ...inner, size: 12, font: 'bold' }]);
  if (byWhen !== '') sheet.row([{ text: byWhen, ...inner, color: GREY }]);
  sheet.y = top + BOX;
}
