import type { BillRecord } from '../../excel/bills/bill-records.ts';
import { remembered } from '../../excel/bills/bill-records.ts';
import type { Contents, MadeSheet, SheetOrder } from '../../excel/bills/make-sheets.ts';
import { makeSheets, takeOutUnfinished } from '../../excel/bills/make-sheets.ts';
import type { Failure } from '../failure.ts';
import { failureOf } from '../failure.ts';
import type { FlowOptions, Workspace } from '../workspace.ts';
import { whileWriting } from '../workspace.ts';
import { cellDigest } from './digest.ts';
import { valuesOf } from './fields.ts';
import type { TenantBill } from './period-bills.ts';
import type { Ask, BillsPlan, PlannedBill } from './plan-bills.ts';
import { printRows } from './row-record.ts';
import type { BillPlan } from './template/plan.ts';
import { planBill } from './template/plan.ts';

/** What the user said to what a plan asks. Without an answer nothing is done that it would be asked for. */
export interface Answers {
  /** That Excel cannot undo anything then. */
  readonly undo?: boolean;
  /** `keep`: their cells stay, and the rest of the bill is written; rows that would go take the bill along. */
  readonly edited?: 'keep' | 'overwrite';
  readonly replaced?: boolean;
}

export interface MadeBills {
  readonly bills: readonly MadeBill[];
  /** Bills that were left as they are. */
  readonly left: readonly LeftBill[];
  /** Why it stopped before the end; what was made until then is whole and stands. */
  readonly stopped: Failure | null;
}

export interface MadeBill {
  readonly bill: TenantBill;
  readonly sheet: string;
  readonly sheetId: string;
  readonly unit: string;
  readonly tenant: string | null;
  readonly what: 'new' | 'again' | 'replaced';
  /** null: a draft. */
  readonly number: number | null;
  /** Something in the page's header or footer was too long and was cut. */
  readonly isCut: boolean;
}

export interface LeftBill extends Pick<PlannedBill, 'sheet' | 'edited'> {
  /** `unfinished`: it may be half old and half new, and is to be made again. */
  readonly why: Ask | 'protected' | 'unfinished' | 'stopped';
}

/** Tabs of drafts; issued bills have the template's. */
const DRAFT_COLOR = '#FFC000';

/**
 * Makes what was planned, some bills with each trip to Excel. Every bill is whole or not there: what fails
 * half-way is taken out again.
 *
 * @throws HostProblem before anything is made
 */
export async function makeBills(
  { host }: Workspace,
  plan: BillsPlan,
  answers: Answers = {},
  options: FlowOptions = {},
): Promise<MadeBills> {
  const decided = plan.bills.map((bill) => ({ bill, why: hindrance(bill, answers) }));
  const going = decided.flatMap(({ bill, why }) =>
    why === null ? [orderOf(plan, bill, answers)] : [],
  );
  const left = decided.flatMap(({ bill, why }) => (why === null ? [] : [leftBill(bill, why)]));
  if (going.length === 0) return { bills: [], left, stopped: null };
  const during = whileWriting(options);
  await takeOutUnfinished(host, during);
  const { sheet } = plan.opened.template;
  const orders = going.map(({ order }) => order);
  const done = await makeSheets(host, sheet, orders, {
    ...during,
    forget: plan.opened.known.stale,
  });
  const unfinished = new Set(done.unfinished);
  return {
    bills: done.made.flatMap((made, i) => (going[i] ? [madeBill(going[i], made)] : [])),
    left: [
      ...left,
      ...going.slice(done.made.length).map(({ bill }) => {
        const isHalf = bill.sheetId !== null && unfinished.has(bill.sheetId);
        return leftBill(bill, isHalf ? 'unfinished' : 'stopped');
      }),
    ],
    stopped: done.stoppedBy === null ? null : failureOf(done.stoppedBy),
  };
}

function leftBill({ sheet, edited }: PlannedBill, why: LeftBill['why']): LeftBill {
  return { sheet, edited, why };
}

/** Why a bill is left as it is; null where it is made. */
function hindrance(
  { what, edited, standing }: PlannedBill,
  answers: Answers,
): LeftBill['why'] | null {
  if (what === 'protected') return 'protected';
  if ((what === 'new' || what === 'replaced') && !answers.undo) return 'undo';
  if (what === 'replaced' && !answers.replaced) return 'replaced';
  if (what !== 'edited' || answers.edited === 'overwrite') return null;
  // Where rows would go with what was typed beside them, keeping it is leaving the bill.
  const losesRows = edited.length > standing.spared.size;
  return answers.edited === 'keep' && !losesRows ? null : 'edited';
}

interface Going {
  readonly bill: PlannedBill;
  readonly plan: BillPlan;
  readonly order: SheetOrder;
}

function orderOf(plan: BillsPlan, bill: PlannedBill, { edited }: Answers): Going {
  const { template } = plan.opened;
  const standing =
    edited === 'overwrite' ? { ...bill.standing, spared: new Set<string>() } : bill.standing;
  const made = planBill(template, valuesOf(bill.bill.document), plan.voice, standing);
  const isNew = bill.standing.isFresh;
  const isDraft = bill.bill.document.number === null;
  return {
    bill,
    plan: made,
    order: {
      again: isNew ? null : bill.sheetId,
      expected: bill.standing.cells,
      replaces: isNew ? bill.sheetId : null,
      name: bill.sheet,
      tabColor: isDraft ? DRAFT_COLOR : template.sheet.tabColor,
      plan: made.sheet,
      isRight: (contents) => holdsFields(made, contents),
      remember: (sheet) => remembered(sheet.id, recordOf(plan, bill, made, sheet)),
    },
  };
}

/** Whether the cells that were written hold what was written. */
function holdsFields({ sheet }: BillPlan, contents: Contents): boolean {
  return sheet.cells.every((line, row) =>
    line.every((entry, column) => {
      const isFormula = typeof entry === 'string' && entry.startsWith('=');
      if (entry === null || isFormula) return true;
      return cellDigest(contents[row]?.[column] ?? '') === cellDigest(entry);
    }),
  );
}

function recordOf(
  { propertyId, periodEnd, opened }: BillsPlan,
  { bill }: PlannedBill,
  { layout, fields }: BillPlan,
  sheet: MadeSheet,
): BillRecord {
  const { unit, tenant, movedIn, kind, number } = bill.document;
  return {
    version: 1,
    ...{ propertyId, unit, tenant, movedIn, kind, periodEnd, number },
    name: sheet.name,
    templateId: opened.template.sheet.id,
    template: opened.digest,
    rows: printRows(layout.rows),
    cells: fields.map(({ entry }) => cellDigest(entry)).join(''),
  };
}

function madeBill({ bill, plan }: Going, { id, name }: MadeSheet): MadeBill {
  const { unit, tenant, number } = bill.bill.document;
  const what = bill.what === 'edited' || bill.what === 'protected' ? 'again' : bill.what;
  return {
    bill: bill.bill,
    sheet: name,
    sheetId: id,
    unit,
    tenant,
    what,
    number,
    isCut: plan.isCut,
  };
}
