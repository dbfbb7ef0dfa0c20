/**
 * Which payment settled which charge (DESIGN §3, Payments and balances). Nothing of it is stored: it
 * follows from an account's entries, so that it never depends on the order in which rows came.
 */
import { inOrder } from './accounts.ts';
import type { Entry } from './derived.ts';
import type { Day } from './facts.ts';

/** A part of a debt that was settled. Amounts here are positive minor units. */
export interface Settled {
  /** A charge, an adjustment, or a refund. */
  readonly debt: Entry;
  /** A payment, or a negative charge or adjustment. */
  readonly by: Entry;
  readonly amount: bigint;
}

/** What of an entry is not settled or not used up; more than 0. */
export interface Rest {
  readonly entry: Entry;
  readonly amount: bigint;
}

export interface Settlement {
  readonly settled: readonly Settled[];
  /** Debts still owed, oldest first. */
  readonly open: readonly Rest[];
  /** Payments that found nothing to settle: the tenant's credit, oldest first. */
  readonly credit: readonly Rest[];
}

interface Side {
  readonly entry: Entry;
  left: bigint;
}

/**
 * Settles the entries of one account. Payments that name a period settle its charge first; then all
 * the rest, by date and key, settles what is owed, oldest period end first; what remains is credit.
 * Negative charges and adjustments act as payments, refunds as charges.
 */
export function settle(entries: readonly Entry[]): Settlement {
  const debts: Side[] = [];
  const funds: Side[] = [];
  for (const entry of inOrder(entries)) {
    const owed = entry.kind === 'payment' ? -entry.amount : entry.amount;
    if (owed > 0n) debts.push({ entry, left: owed });
    if (owed < 0n) funds.push({ entry, left: -owed });
  }
  const settled: Settled[] = [];
  settleNamed(debts, funds, settled);
  settleByDate(debts, funds, settled);
  return { settled, open: debts.flatMap(restOf), credit: funds.flatMap(restOf) };
}

function settleNamed(debts: readonly Side[], funds: readonly Side[], settled: Settled[]): void {
  const charges = new Map<Day, Side>();
  for (const debt of debts) if (debt.entry.kind === 'charge') charges.set(debt.entry.date, debt);
  for (const fund of funds) {
    const { kind, periodEnd } = fund.entry;
    if (kind !== 'payment' || periodEnd === null) continue;
    const charge = charges.get(periodEnd);
    if (charge !== undefined) pay(charge, fund, settled);
  }
}

function settleByDate(debts: readonly Side[], funds: readonly Side[], settled: Settled[]): void {
  let next = 0;
  for (const fund of funds) {
    while (fund.left > 0n) {
      const debt = debts[next];
      if (debt === undefined) return;
      pay(debt, fund, settled);
      if (debt.left === 0n) next += 1;
    }
  }
}

function pay(debt: Side, fund: Side, settled: Settled[]): void {
  const amount = debt.left < fund.left ? debt.left : fund.left;
  if (amount === 0n) return;
  debt.left -= amount;
  fund.left -= amount;
  settled.push({ debt: debt.entry, by: fund.entry, amount });
}

function restOf({ entry, left }: Side): Rest[] {
  return left > 0n ? [{ entry, amount: left }] : [];
}
