import type { StatementDocument } from '../../../contract/statement-document.ts';

/** Excel takes no more in the name of a sheet, and not these signs. */
const LONGEST = 31;
const FORBIDDEN = /[:\\/?*[\]]|\p{Cc}/gu;
const DRAFT = 'draft';

/** "Apt 1A Ann Miller 2025-01", a draft with the word behind it; another one where it is taken. */
export function billSheetName(bill: StatementDocument, isTaken: (name: string) => boolean): string {
  const month = bill.periodEnd.slice(0, 7);
  const ends = [month, ...(bill.number === null ? [DRAFT] : [])].join(' ');
  for (let count = 1; ; count += 1) {
    const end = count === 1 ? ` ${ends}` : ` ${ends} ${count}`;
    const name = whole(`${bill.unit} ${bill.tenant ?? ''}`, end);
    if (!isTaken(name)) return name;
  }
}

function whole(start: string, end: string): string {
  const clean = start.replace(FORBIDDEN, '-').replace(/\s+/gu, ' ').trim();
  const room = LONGEST - end.length;
  const cut = clean.length <= room ? clean : withoutHalves(clean.slice(0, room));
  return `${cut.trim()}${end}`.replace(/^[' ]+/, '');
}

/** A letter of two halves goes whole. */
function withoutHalves(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, '');
}
