/** Proof that kWh and money add up (DESIGN §2, reconciliation). Money in minor units, energy in Wh. */
import type { Entry, Period } from './derived.ts';
import type { Day } from './facts.ts';

export interface ReconciledPeriod {
  /** total − units: negative where the units used more than the bill says. */
  readonly commonWh: bigint;
  /** What tenants owe, by usage and of the common part. */
  readonly charges: bigint;
  /** What stays with the owner of what is passed on: vacant days and the rest of the common part. */
  readonly ownerShare: bigint;
  /** billed − notPassedOn − charges − ownerShare: 0 where it adds up. */
  readonly difference: bigint;
}

export function reconcilePeriod(period: Period): ReconciledPeriod {
  const charges = period.usageCharged + period.commonCharged;
  const ownerShare = period.usageVacant + period.common - period.commonCharged;
  return {
    commonWh: period.totalWh - period.unitsWh,
    charges,
    ownerShare,
    difference: period.billed - period.notPassedOn - charges - ownerShare,
  };
}

export interface ReconciledAccount {
  /** The balance before the first day. */
  readonly opening: bigint;
  readonly charges: bigint;
  readonly adjustments: bigint;
  readonly payments: bigint;
  /** opening + charges + adjustments − payments. */
  readonly closing: bigint;
}

/** What moved an account from `from` to `to`, both days included; a charge counts from its period end. */
export function reconcileAccount(entries: readonly Entry[], from: Day, to: Day): ReconciledAccount {
  let opening = 0n;
  const moved = { charge: 0n, adjustment: 0n, payment: 0n };
  for (const { kind, date, amount } of entries) {
    if (date < from) opening += kind === 'payment' ? -amount : amount;
    else if (date <= to) moved[kind] += amount;
  }
  const { charge, adjustment, payment } = moved;
  return {
    opening,
    charges: charge,
    adjustments: adjustment,
    payments: payment,
    closing: opening + charge + adjustment - payment,
  };
}

/** The balance after each entry, in their order. */
export function runningBalance(entries: readonly Entry[]): bigint[] {
  let balance = 0n;
  return entries.map(({ kind, amount }) => (balance += kind === 'payment' ? -amount : amount));
}
