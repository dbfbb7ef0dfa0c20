import type { Change } from '../../../contract/changes.ts';
import type { Formats } from '../format.ts';
import { isolated } from '../format.ts';
import { words } from '../words.ts';

const said = words.historyView;

/** What somebody did and what it did to money, in one sentence. Pure. */
export function sentenceOf(change: Change, known: readonly Change[], formats: Formats): string {
  const moved =
    change.moneyMoved > 0 ? said.moved(formats.count(change.moneyMoved)) : said.nothingMoved;
  return `${deedOf(change, known, formats)}: ${moved}.`;
}

function undone({ undoes }: Change, known: readonly Change[]): Change | undefined {
  return known.find(({ id }) => id === undoes);
}

function deedOf(change: Change, known: readonly Change[], formats: Formats): string {
  const who = nameOf(change);
  if (change.kind === 'undo') return undoOf(who, change, known, formats);
  if (change.kind === 'settings') return said.changed(who, settingsOf(change, formats));
  if (change.kind === 'issue') return said.issued(who, billsOf(change));
  if (change.kind === 'void') return said.voided(who, billsOf(change));
  const { summary, rows } = change;
  const workbook = change.workbook === null ? said.noName : isolated(change.workbook);
  const sent = (summary?.new ?? 0) + (summary?.changed ?? 0);
  return sent > 0
    ? said.sent(who, formats.count(sent), workbook)
    : said.settled(who, formats.count(rows), workbook);
}

function nameOf({ isYours, by }: Change): string {
  if (isYours) return said.you;
  return by === null ? said.somebody : isolated(by);
}

/** Tells what was done at first, however often it was taken back and done again since. */
function undoOf(who: string, change: Change, known: readonly Change[], formats: Formats): string {
  let first = undone(change, known);
  let isAgain = false;
  while (first?.kind === 'undo') {
    first = undone(first, known);
    isAgain = !isAgain;
  }
  if (first === undefined) return said.undidEarlier(who);
  const deed = deedOf(first, known, formats);
  return isAgain ? said.redid(who, deed) : said.undid(who, deed);
}

function billsOf({ statements }: Change): string {
  const [first, last] = [String(statements?.first ?? ''), String(statements?.last ?? '')];
  return first === last ? said.bill(first) : said.bills(first, last);
}

/** A bill that was issued is voided under Bills, with a reason; it is never undone. */
export function canBeUndone({ kind }: Change): boolean {
  return kind !== 'issue' && kind !== 'void';
}

function settingsOf({ settings }: Change, { count }: Formats): string {
  if (settings === null) return said.settings;
  const { before, after } = settings;
  const changes = [
    ...(before.readingWindowDays === after.readingWindowDays
      ? []
      : [said.window(count(before.readingWindowDays), count(after.readingWindowDays))]),
    ...(JSON.stringify(before.commonPart) === JSON.stringify(after.commonPart)
      ? []
      : [said.commonPart]),
    ...(JSON.stringify(before.statements) === JSON.stringify(after.statements)
      ? []
      : [said.onBills]),
  ];
  return changes.length === 0 ? said.settings : changes.join(said.and);
}
