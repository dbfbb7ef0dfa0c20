import type { BillRecord, KnownSheet } from '../../excel/bills/bill-records.ts';
import { readStandingSheets } from '../../excel/bills/standing-sheets.ts';
import { FlowProblem } from '../words.ts';
import type { FlowOptions, Workspace } from '../workspace.ts';
import { whileReading } from '../workspace.ts';
import type { PeriodBills, TenantBill } from './period-bills.ts';
import type { OpenTemplate } from './open-template.ts';
import { openTemplate } from './open-template.ts';
import { planOne } from './plan-one.ts';
import { billSheetName } from './sheet-names.ts';
import { hiddenWithin } from './row-record.ts';
import type { StandingSheet } from './template/plan.ts';
import type { Voice } from './template/texts.ts';

export interface BillsInput {
  /** Name or id of the sheet that is the template. */
  readonly template: string;
  /** Tenants with something to pay, or all; chosen ones by `isChosen`. */
  readonly who: 'all' | 'owing' | ((bill: TenantBill) => boolean);
  /** New sheets for bills that stand, in the looks that the template has by now. */
  readonly anew?: boolean;
}

/** What is going to be made; shown first, and then made as it is. */
export interface BillsPlan {
  readonly propertyId: string;
  readonly periodEnd: string;
  readonly opened: OpenTemplate;
  readonly voice: Voice;
  readonly bills: readonly PlannedBill[];
  /** Tenants whose bill cannot be made yet, and why. */
  readonly waiting: readonly TenantBill[];
  /** What has to be asked before, each once. */
  readonly asks: readonly Ask[];
}

/**
 * `undo`: new sheets are copies, and copying a sheet empties Excel's list of things to undo. `edited`:
 * fields of bills were typed over, or lines go beside which something was typed. `replaced`: sheets are
 * made anew, since the template changed or rows cannot be found again; what was typed there goes.
 */
export type Ask = 'undo' | 'edited' | 'replaced';

export interface PlannedBill {
  readonly bill: TenantBill & { readonly document: NonNullable<TenantBill['document']> };
  /** Name of the sheet, as it will be. */
  readonly sheet: string;
  readonly what: 'new' | 'again' | 'edited' | 'replaced' | 'protected';
  /** Cells of the user's that would be written over or go: "B7". */
  readonly edited: readonly string[];
  /** Of the bill that stands; null: it is new. */
  readonly sheetId: string | null;
  readonly standing: StandingSheet;
}

/**
 * Looks what making bills would do to the workbook. Nothing is changed.
 *
 * @throws FlowProblem, HostProblem
 */
export async function planBills(
  ws: Workspace,
  { propertyId, periodEnd, bills }: PeriodBills,
  { template, who, anew = false }: BillsInput,
  options: FlowOptions = {},
): Promise<BillsPlan> {
  const opened = await openTemplate(ws, template, options);
  const { faults, sheet } = opened.template;
  if (faults.length > 0) {
    throw new FlowProblem({ code: 'template-faults', sheet: sheet.name, count: faults.length });
  }
  const chosen = bills.filter(isWanted(who));
  const ready = chosen.filter((bill): bill is PlannedBill['bill'] => bill.document !== null);
  const sheets = standingOf(ready, opened.known.sheets, propertyId);
  const asked = sheets.flatMap((one) =>
    one?.bill ? [{ id: one.id, rows: hiddenWithin(one.bill) }] : [],
  );
  const contents = await readStandingSheets(ws.host, asked, whileReading(options));
  const nameOf = nameGiver(opened.known.sheets);
  const planned = ready.map((bill, i): PlannedBill => {
    const known = sheets[i] ?? null;
    const found = contents.find(({ id }) => id === known?.id) ?? null;
    return {
      bill,
      sheet: nameOf(bill, known),
      ...planOne(opened, bill.document, known, found, anew),
    };
  });
  const { host } = ws;
  const language = host.Office.context.contentLanguage;
  const voice = { ...opened.writing, language, currency: ready[0]?.document.currency ?? 'USD' };
  const waiting = chosen.filter(({ document }) => document === null);
  return { propertyId, periodEnd, opened, voice, bills: planned, waiting, asks: asksOf(planned) };
}

/** The sheet of each bill: the one of its number, else the one that has that tenant's bill of the period. */
function standingOf(
  bills: readonly PlannedBill['bill'][],
  known: readonly KnownSheet[],
  propertyId: string,
): (KnownSheet | null)[] {
  const free = new Set(known.filter(({ bill }) => bill !== null));
  const wanted = bills.map(({ document }) => whomOf({ ...document, propertyId }));
  const found = new Map<number, KnownSheet>();
  for (const isSame of [sameNumber, () => true]) {
    for (const [i, { document }] of bills.entries()) {
      const fits = ({ bill }: KnownSheet) =>
        bill !== null && whomOf(bill) === wanted[i] && isSame(bill, document);
      const sheet = found.has(i) ? undefined : [...free].find(fits);
      if (!sheet) continue;
      found.set(i, sheet);
      free.delete(sheet);
    }
  }
  return bills.map((_, i) => found.get(i) ?? null);
}

const sameNumber = (bill: BillRecord, document: { readonly number: number | null }): boolean =>
  bill.number === document.number;

function isWanted(who: BillsInput['who']): (bill: TenantBill) => boolean {
  if (who === 'all') return () => true;
  if (who === 'owing') return ({ document }) => document === null || Number(document.totalDue) > 0;
  return who;
}

/** Whose bill it is, of which period. */
function whomOf(
  bill: Pick<BillRecord, 'propertyId' | 'unit' | 'tenant' | 'movedIn' | 'kind' | 'periodEnd'>,
): string {
  const { propertyId, unit, tenant, movedIn, kind, periodEnd } = bill;
  return JSON.stringify([propertyId, unit, tenant, movedIn, kind, periodEnd]);
}

/** What new sheets are called: names that are not taken, each once; bills that stand keep theirs. */
function nameGiver(sheets: readonly KnownSheet[]) {
  const taken = new Set(sheets.map(({ name }) => name.toLowerCase()));
  return (bill: PlannedBill['bill'], standing: KnownSheet | null): string => {
    // A name that the user gave stays; ours says whether it is a draft.
    if (standing && standing.name !== standing.bill?.name) return standing.name;
    if (standing) taken.delete(standing.name.toLowerCase());
    const name = billSheetName(bill.document, (one) => taken.has(one.toLowerCase()));
    taken.add(name.toLowerCase());
    return name;
  };
}

function asksOf(bills: readonly PlannedBill[]): Ask[] {
  const is = (...what: PlannedBill['what'][]) => bills.some((bill) => what.includes(bill.what));
  return [
    ...(is('new', 'replaced') ? (['undo'] as const) : []),
    ...(is('edited') ? (['edited'] as const) : []),
    ...(is('replaced') ? (['replaced'] as const) : []),
  ];
}
