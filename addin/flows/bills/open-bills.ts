import type { Property } from '../../../contract/properties.ts';
import { readKnownSheets } from '../../excel/bills/bill-records.ts';
import { lackingToOpenApart } from '../../excel/hand-on/open-apart.ts';
import { readState } from '../../excel/workbook-state.ts';
import type { Failure } from '../failure.ts';
import { failureOf } from '../failure.ts';
import { FlowProblem } from '../words.ts';
import type { FlowOptions, Workspace } from '../workspace.ts';
import { whileReading } from '../workspace.ts';
import type { CheckedTemplate } from './check-template.ts';
import { checkTemplate } from './check-template.ts';
import { listTemplates } from './palette.ts';
import type { PeriodBills, TenantBill } from './period-bills.ts';
import { loadBills } from './period-bills.ts';
import type { BillsPlan, PlannedBill } from './plan-bills.ts';
import { planBills } from './plan-bills.ts';

/** Where the bills of a period stand: on the server, and in this workbook. */
export interface OpenedBills {
  /** With the role of the one who asks. */
  readonly property: Property;
  /** The latest first. */
  readonly periods: readonly BillingPeriod[];
  readonly templates: readonly TemplateHere[];
  readonly template: TemplateHere | null;
  /** null: there is none, or it cannot be read, see `unreadable`. */
  readonly checked: CheckedTemplate | null;
  readonly unreadable: Failure | null;
  /** null: there is no period yet. */
  readonly period: PeriodBills | null;
  readonly bills: readonly BillHere[];
  /** What this Excel lacks to open bills as a new workbook, as "CompressedFile 1.1"; null: nothing. */
  readonly apartLacks: string | null;
}

export interface BillingPeriod {
  readonly start: string | null;
  readonly end: string;
}

export interface TemplateHere {
  readonly id: string;
  readonly name: string;
}

export interface BillHere {
  readonly bill: TenantBill;
  /** The sheet that it has in this workbook; null: none. */
  readonly sheet: { readonly id: string; readonly name: string } | null;
  /**
   * `waiting`: there can be no bill yet. `unmade`: no sheet holds it as it is, a draft's or, once it is
   * issued, the numbered one. `draft`: its sheet is made. `issued`: and stamped.
   */
  readonly state: 'waiting' | 'unmade' | 'draft' | 'issued';
}

export interface BillsChoice {
  /** Of the billing period; else the latest one. */
  readonly periodEnd?: string | null;
  /** Id of the template's sheet; else the one that bills were made from, or the first. */
  readonly template?: string | null;
}

/** Looks where the bills of a period stand. Nothing is changed. @throws FlowProblem, HostProblem, ApiProblem, Unreachable */
export async function openBills(
  ws: Workspace,
  choice: BillsChoice = {},
  options: FlowOptions = {},
): Promise<OpenedBills> {
  const { propertyId } = await readState(ws.host, whileReading(options));
  if (propertyId === null) throw new FlowProblem({ code: 'not-connected' });
  options.onProgress?.({ step: 'asking' });
  const params = { propertyId };
  const { signal } = options;
  const [property, reconciliation] = await Promise.all([
    ws.api.getProperty({ params }, { signal }),
    ws.api.reconciliation({ params }, { signal }),
  ]);
  const { periodStart, periodEnd } = reconciliation.periods.columns;
  const periods = periodEnd
    .map((end, i): BillingPeriod => ({ start: periodStart[i] ?? null, end }))
    .toReversed();
  const chosen = periods.find(({ end }) => end === choice.periodEnd) ?? periods[0];
  const period = chosen ? await loadBills(ws, { periodEnd: chosen.end }, options) : null;
  const templates = await listTemplates(ws, options);
  const template = await chosenTemplate(ws, templates, choice.template ?? null, options);
  const looked = await lookAt(ws, template, period, options);
  return {
    ...{ property, periods, templates, template, period },
    ...{ checked: looked.checked, unreadable: looked.unreadable },
    bills: (period?.bills ?? []).map((bill) => billHere(bill, looked.plan)),
    apartLacks: lackingToOpenApart(ws.host),
  };
}

async function chosenTemplate(
  { host }: Workspace,
  templates: readonly TemplateHere[],
  wanted: string | null,
  options: FlowOptions,
): Promise<TemplateHere | null> {
  const found = templates.find(({ id }) => id === wanted);
  if (found || templates.length < 2) return found ?? templates[0] ?? null;
  const { sheets } = await readKnownSheets(host, whileReading(options));
  const last = sheets.findLast(({ bill }) => bill !== null)?.bill?.templateId;
  return templates.find(({ id }) => id === last) ?? templates[0] ?? null;
}

interface Looked extends Pick<OpenedBills, 'checked' | 'unreadable'> {
  readonly plan: BillsPlan | null;
}

/** A template with mistakes is shown with them; bills wait until it has none. */
async function lookAt(
  ws: Workspace,
  template: TemplateHere | null,
  period: PeriodBills | null,
  options: FlowOptions,
): Promise<Looked> {
  const nothing = { checked: null, unreadable: null, plan: null };
  if (template === null) return nothing;
  try {
    const checked = await checkTemplate(ws, template.id, options);
    if (checked.mistakes.length > 0 || period === null) return { ...nothing, checked };
    const input = { template: template.id, who: 'all' } as const;
    return { checked, unreadable: null, plan: await planBills(ws, period, input, options) };
  } catch (error) {
    if (!(error instanceof FlowProblem)) throw error;
    return { ...nothing, unreadable: failureOf(error) };
  }
}

function billHere(bill: TenantBill, plan: BillsPlan | null): BillHere {
  if (bill.document === null) return { bill, sheet: null, state: 'waiting' };
  const planned = plan?.bills.find((one) => one.bill === bill) ?? null;
  const known = plan?.opened.known.sheets.find(({ id }) => id === planned?.sheetId) ?? null;
  const sheet = known && { id: known.id, name: known.name };
  const { number } = bill.document;
  const isMade = planned !== null && isStanding(planned) && known?.bill?.number === number;
  const state = isMade ? (number === null ? 'draft' : 'issued') : 'unmade';
  return { bill, sheet, state };
}

function isStanding({ what }: PlannedBill): boolean {
  return what === 'again' || what === 'edited' || what === 'protected';
}
