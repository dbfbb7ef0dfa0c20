import type { BillHere } from '../../flows/bills/open-bills.ts';
import type { TenantBill } from '../../flows/bills/period-bills.ts';
import { size } from '../results/bill.ts';

/** A bill that there is, and not only the reason why there is none. */
export type Ready = BillHere & {
  readonly bill: TenantBill & { readonly document: NonNullable<TenantBill['document']> };
};

export function isReady(one: BillHere): one is Ready {
  return one.bill.document !== null;
}

/** Whose it is: the same before and after it is issued. */
export function keyOf({ bill: { unit, tenant, document, draft } }: BillHere): string {
  const own = document ? [document.movedIn, document.kind] : [draft?.key ?? null];
  return JSON.stringify([unit, tenant, ...own]);
}

export function owes({ bill }: Ready): boolean {
  return size(bill.document.totalDue) > 0;
}

export const isDraft = ({ bill }: Ready): boolean => bill.document.number === null;

/** A bill that was issued, and whose it is. */
export interface Mailable {
  readonly number: number;
  readonly tenant: string | null;
  readonly unit: string;
}

/** What comes next for the chosen bills, and for which of them. */
export interface NextStep {
  readonly what: 'make' | 'issue' | 'send';
  readonly bills: readonly Ready[];
}

/**
 * Bills whose sheet does not show them as they are come first; then drafts are issued, by those who may;
 * and when all are issued they go out.
 */
export function nextStep(chosen: readonly Ready[], canIssue: boolean): NextStep {
  const open = chosen.filter(({ state }) => state !== 'issued');
  const isAnyUnmade = open.some(({ state }) => state === 'unmade');
  const drafts = open.filter(isDraft);
  if (isAnyUnmade || (drafts.length > 0 && !canIssue)) return { what: 'make', bills: open };
  if (drafts.length > 0) return { what: 'issue', bills: drafts };
  return { what: chosen.length > 0 ? 'send' : 'make', bills: chosen };
}

/** Sum of amounts of one currency, exact: "98.77" + "-5.00". */
export function sumOf(amounts: readonly string[]): string {
  const decimals = Math.max(0, ...amounts.map((one) => one.split('.')[1]?.length ?? 0));
  const sum = amounts.reduce((total, one) => {
    const [whole = '0', part = ''] = one.replace('-', '').split('.');
    const units = BigInt(whole + part.padEnd(decimals, '0'));
    return one.startsWith('-') ? total - units : total + units;
  }, 0n);
  const digits = String(sum < 0n ? -sum : sum).padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return sum < 0n ? `-${text}` : text;
}
