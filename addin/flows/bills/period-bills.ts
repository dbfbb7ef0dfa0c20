import type { StatementDocument } from '../../../contract/statement-document.ts';
import type { Statement, StatementDraft } from '../../../contract/statements.ts';
import { readState } from '../../excel/workbook-state.ts';
import { FlowProblem } from '../words.ts';
import type { FlowOptions, Workspace } from '../workspace.ts';
import { whileReading } from '../workspace.ts';

/** What a tenant is to be billed for a period: as it was issued, else as it would be. */
export interface TenantBill extends Pick<
  StatementDraft,
  'unit' | 'tenant' | 'email' | 'missing' | 'number'
> {
  /** Names the account when statements are issued; null where one was issued already. */
  readonly draft: { readonly key: string; readonly digest: string | null } | null;
  /** null: there can be none yet, see `reason`. */
  readonly document: StatementDocument | null;
  readonly reason: StatementDraft['reason'];
}

export interface PeriodBills {
  readonly propertyId: string;
  readonly periodEnd: string;
  readonly issueDate: string;
  readonly cutOff: string;
  /** Of all that can be issued. */
  readonly digest: string;
  readonly bills: readonly TenantBill[];
}

export interface PeriodInput {
  /** Of the billing period. */
  readonly periodEnd: string;
  /** The day on drafts; without it today. */
  readonly issueDate?: string | undefined;
  /** Payments and adjustments count up to this day; without it as the server sees fit. */
  readonly cutOff?: string | undefined;
}

/** Ends of the billing periods, the latest first. @throws FlowProblem, ApiProblem, Unreachable */
export async function listPeriods(ws: Workspace, options: FlowOptions = {}): Promise<string[]> {
  const propertyId = await connected(ws, options);
  options.onProgress?.({ step: 'asking' });
  const { signal } = options;
  const { periods } = await ws.api.reconciliation({ params: { propertyId } }, { signal });
  return periods.columns.periodEnd.toReversed();
}

/**
 * The period that is meant by "2025-01" or "2025-01-31": of a month the one that ends in it.
 *
 * @throws FlowProblem `no-period`
 */
export function periodNamed(name: string, ends: readonly string[]): string {
  const found = ends.find((end) => end === name) ?? ends.find((end) => end.startsWith(`${name}-`));
  if (found === undefined) throw new FlowProblem({ code: 'no-period', name, ends });
  return found;
}

/**
 * Asks for the bills of a period: those that were issued as they were, and of the others what they would
 * say. Nothing is issued and nothing is written.
 *
 * @throws FlowProblem `not-connected`, ApiProblem, Unreachable
 */
export async function loadBills(
  ws: Workspace,
  { periodEnd, issueDate = today(), cutOff }: PeriodInput,
  options: FlowOptions = {},
): Promise<PeriodBills> {
  const propertyId = await connected(ws, options);
  options.onProgress?.({ step: 'asking' });
  const { signal } = options;
  const params = { propertyId };
  const query = { periodEnd, issueDate, ...(cutOff === undefined ? {} : { cutOff }) };
  const range = { from: periodEnd, to: periodEnd };
  const [drafts, issued] = await Promise.all([
    ws.api.listDrafts({ params, query }, { signal }),
    ws.api.listStatementDocuments({ params, query: range }, { signal }),
  ]);
  return {
    ...{ propertyId, periodEnd, issueDate: drafts.issueDate },
    ...{ cutOff: drafts.cutOff, digest: drafts.digest },
    bills: billsOf(drafts.drafts, issued.statements),
  };
}

/** Whose bill it is, the same before and after it is issued. */
export function billKey({ unit, tenant, document }: TenantBill): string {
  return JSON.stringify([unit, tenant, document?.movedIn ?? null, document?.kind ?? null]);
}

/** In the order of the server's units and tenants; what was issued for accounts that are gone comes last. */
function billsOf(
  drafts: readonly StatementDraft[],
  issued: readonly Statement[],
): readonly TenantBill[] {
  const standing = new Map(
    issued.flatMap(({ voided, document }) =>
      voided === null ? [[document.number, document] as const] : [],
    ),
  );
  const ofDrafts = drafts.flatMap((draft): TenantBill[] => {
    const { unit, tenant, email, missing, number, key, digest, reason, document } = draft;
    const known = { unit, tenant, email, missing, number };
    if (reason !== 'issued') return [{ ...known, draft: { key, digest }, document, reason }];
    const found = standing.get(number);
    standing.delete(number);
    return found ? [{ ...known, draft: null, document: found, reason: null }] : [];
  });
  const others = [...standing.values()].map((document): TenantBill => ({
    ...{ unit: document.unit, tenant: document.tenant, email: null, missing: [] },
    ...{ number: document.number, draft: null, document, reason: null },
  }));
  return [...ofDrafts, ...others];
}

async function connected({ host }: Workspace, options: FlowOptions): Promise<string> {
  const { propertyId } = await readState(host, whileReading(options));
  if (propertyId === null) throw new FlowProblem({ code: 'not-connected' });
  return propertyId;
}

const two = (part: number): string => String(part).padStart(2, '0');

/** By the person's own clock: a bill that is written in the evening is of that day. */
function today(): string {
  const now = new Date();
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
