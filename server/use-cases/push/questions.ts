/** Readings below the one before, and gaps: what derived figures say about rows of this push. */
import type { Action } from '../../../contract/problem.ts';
import type { Derived, Gap, Question } from '../../billing/derived.ts';
import { formatKwh } from '../../billing/energy.ts';
import type { Answer } from '../../billing/facts.ts';
import { withoutTrailingZeros } from './cells.ts';
import type { Run } from './run.ts';
import type { SheetRow } from './sheet.ts';

const ANSWERS = ['rolledOver', 'replaced', 'ranBackwards', 'typingError'] as const;

/** The rows of readings in a push that went in, by identity. */
type ReadingRows = ReadonlyMap<string, SheetRow>;

function readingRowsOf({ groups }: Run): ReadingRows {
  const rows = new Map<string, SheetRow>();
  for (const group of groups) {
    if (group.kind !== 'readings') continue;
    for (const row of group.rows) {
      if (row.identity !== null && !row.waits) rows.set(row.identity, row);
    }
  }
  return rows;
}

/** Gives readings the answers that the user chose. Returns whether any is new. */
export function answerReadings(run: Run, derived: Derived): boolean {
  const { choices } = run;
  if (!choices.mention('readings', ANSWERS)) return false;
  const rows = readingRowsOf(run);
  let isNew = false;
  const give = (identity: string, answer: Answer) => {
    const reading = run.ledger.readings.get(identity);
    if (reading === undefined || reading.answer === answer) return;
    isNew = true;
    run.ledger.readings.put({ ...reading, answer });
    const row = rows.get(identity);
    if (row !== undefined && row.table.report.outcomeOf(row) === 'unchanged') {
      row.table.report.outcome(row, 'changed');
    }
  };
  const open = derived.questions;
  const answered = new Set<Question>();
  const answerNamed = (identity: string, action: Action | undefined) => {
    const answer = ANSWERS.find((one) => one === action);
    if (answer === undefined) return;
    // Only a typing error may be in the earlier of the two: all else explains the later one.
    const of = open.find(({ readingId }) => readingId === identity);
    const before = open.find(({ earlierReadingId }) => earlierReadingId === identity);
    const target = of ?? (answer === 'typingError' ? undefined : before);
    for (const one of [of, before]) if (one !== undefined) answered.add(one);
    give(target?.readingId ?? identity, answer);
  };
  for (const [identity, { table, row }] of rows) {
    const asked = { kind: table.kind, source: table.source, row, key: identity };
    answerNamed(identity, choices.named(asked, ANSWERS)?.action);
  }
  for (const { key = '', action } of choices.keyed('readings')) {
    if (!rows.has(key)) answerNamed(key, action);
  }
  for (const question of open) {
    const row = rows.get(question.readingId) ?? rows.get(question.earlierReadingId);
    if (row === undefined || answered.has(question)) continue;
    const asked = { kind: 'readings', source: row.table.source, row: null, key: null } as const;
    const answer = choices.answer(asked, ANSWERS)?.action;
    const known = ANSWERS.find((one) => one === answer);
    if (known !== undefined) give(question.readingId, known);
  }
  return isNew;
}

export function tellAboutReadings(run: Run, derived: Derived): void {
  if (derived.questions.length + derived.gaps.length === 0) return;
  const rows = readingRowsOf(run);
  for (const question of derived.questions) tellQuestion(rows, question);
  for (const gap of derived.gaps) tellGap(rows, gap);
}

function tellQuestion(rows: ReadingRows, question: Question): void {
  const { readingId, earlierReadingId, dialWh, earlierDialWh, proposal } = question;
  const [now, before] = [dialText(dialWh), dialText(earlierDialWh)];
  const remedy = 'Nothing is billed across them until you say why.';
  const later = rows.get(readingId);
  if (later !== undefined) {
    const likeliest = proposal.readingId === readingId ? [proposal.answer] : [];
    const actions = [...new Set<Action>([...likeliest, ...ANSWERS])];
    const message = `${now} kWh is below the ${before} kWh before it. ${remedy}`;
    later.table.report.note(later, 'kwh', 'reading-in-question', message, actions);
  }
  const earlier = earlierReadingId === readingId ? undefined : rows.get(earlierReadingId);
  if (earlier === undefined) return;
  const message = `${before} kWh is above the ${now} kWh after it. ${remedy}`;
  const report = earlier.table.report;
  report.note(earlier, 'kwh', 'reading-in-question', message, ['typingError']);
}

function tellGap(rows: ReadingRows, { readingId, dialWh }: Gap): void {
  const row = rows.get(readingId);
  if (row === undefined) return;
  const size = dialText(dialWh < 0n ? -dialWh : dialWh);
  const side = dialWh < 0n ? 'below' : 'above';
  const message = `The previous reading is ${size} kWh ${side} the known dial: a gap. The known readings bill.`;
  row.table.report.note(row, 'previousKwh', 'gap', message);
}

function dialText(wh: bigint): string {
  return withoutTrailingZeros(formatKwh(wh));
}
