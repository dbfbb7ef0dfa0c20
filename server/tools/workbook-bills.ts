/** Bills of a period for `npm run workbook`: the add-in's flows with the answers of somebody who is away. */
import { randomUUID } from 'node:crypto';
import { issueBills } from '../../addin/flows/bills/issue-bills.ts';
import type { MadeBills } from '../../addin/flows/bills/make-bills.ts';
import { makeBills } from '../../addin/flows/bills/make-bills.ts';
import { listPeriods, loadBills, periodNamed } from '../../addin/flows/bills/period-bills.ts';
import type { BillsPlan } from '../../addin/flows/bills/plan-bills.ts';
import { planBills } from '../../addin/flows/bills/plan-bills.ts';
import { addSampleTemplate } from '../../addin/flows/bills/sample-template.ts';
import { whyLeft, whyNone } from '../../addin/flows/bills/told.ts';
import { sentenceOf } from '../../addin/flows/words.ts';
import type { Workspace } from '../../addin/flows/workspace.ts';
import { OperatorError } from '../operator-error.ts';
import type { Say } from './tool.ts';
import { tableLines, wrapped } from './workbook-lines.ts';

export interface BillsTask {
  /** Name of the sheet that is the template; null: a sample is put into the workbook. */
  readonly template: string | null;
  /** "2025-01" or "2025-01-31"; null: the latest. */
  readonly period: string | null;
  /** The day on the bills, up to which payments count; null: today. */
  readonly dated: string | null;
  readonly issue: boolean;
}

export interface DoneBills {
  readonly template: string;
  readonly plan: BillsPlan;
  readonly made: MadeBills;
}

/**
 * Makes all bills of the period. Nobody is there to be asked: what was typed into fields stays, and so
 * does a sheet that could only be replaced. Nothing is issued unless bills can be made.
 */
export async function billsFor(
  ws: Workspace,
  { template: named, period, dated, issue }: BillsTask,
  say: Say,
): Promise<DoneBills> {
  const ends = await listPeriods(ws);
  const periodEnd = periodNamed(period ?? ends[0] ?? '', ends);
  const drafts = await loadBills(ws, { periodEnd, issueDate: dated ?? undefined });
  const template = named ?? (await addSampleTemplate(ws)).name;
  const input = { template, who: 'all' } as const;
  say(`Making bills from the sheet "${template}" …`);
  const planned = await planBills(ws, drafts, input);
  const wish = { issueId: randomUUID(), bills: drafts.bills };
  const plan = issue ? await planBills(ws, await issueBills(ws, drafts, wish), input) : planned;
  const made = await makeBills(ws, plan, { undo: true, edited: 'keep' });
  if (made.stopped !== null) throw new OperatorError(stopWords(made));
  return { template, plan, made };
}

function stopWords({ stopped, bills }: MadeBills): string {
  const why = stopped?.from === 'excel' ? ` ${stopped.sentence}` : '';
  return `Only ${bills.length} bills were made, then it stopped.${why} No file was written.`;
}

/** What was made, what was left, and who has no bill yet. */
export function describeBills({ template, plan, made }: DoneBills): string[] {
  const dues = new Map(plan.bills.map(({ sheet, bill }) => [sheet, bill.document]));
  const rows = made.bills.map(({ sheet, number }) => [
    sheet,
    number === null ? 'draft' : `No. ${number}`,
    dues.get(sheet)?.totalDue ?? '',
  ]);
  const heads = [{ head: 'Sheet' }, { head: 'Bill' }, { head: 'Total due', isNumber: true }];
  return [
    '',
    `Bills for the period to ${plan.periodEnd}, from the sheet "${template}"`,
    ...(rows.length === 0 ? ['  none'] : tableLines(heads, rows)),
    ...notMade({ plan, made }).flatMap((sentence) => wrapped(sentence, 2)),
  ];
}

function notMade({ plan, made }: Pick<DoneBills, 'plan' | 'made'>): string[] {
  const waiting = plan.waiting.flatMap((bill) => whyNone(bill) ?? []);
  return [...made.left.map(whyLeft), ...waiting].map(sentenceOf);
}

/** The same for `--json`. */
export function billsDocument({ template, plan, made }: DoneBills) {
  return {
    template,
    periodEnd: plan.periodEnd,
    made: made.bills.map(({ sheet, unit, tenant, number }) => ({ sheet, unit, tenant, number })),
    notMade: notMade({ plan, made }),
  };
}
