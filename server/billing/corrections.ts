/**
 * What has to be told of an account since it was told of last (DESIGN §3, Payments and balances): the
 * difference between what was stated then and what is derived now, each part of it with its cause. The
 * parts add up to the difference of the balances, whatever happened in between.
 */
import type { Day } from './facts.ts';
import type { Stated, StatedAdjustment, StatedCharge, StatedPayment } from './stated.ts';

/** Why a charge is another one. The first counts; the others are told besides. */
export type ChargeCause = 'usage' | 'stay' | 'bill' | 'shares';

/** `amount` is what it adds to the balance; `before` null: not stated, `after` null: gone. */
export type Correction = { readonly amount: bigint } & (
  | {
      readonly of: 'charge';
      readonly before: StatedCharge | null;
      readonly after: StatedCharge | null;
      /** Of one that was and is. */
      readonly causes: readonly ChargeCause[];
    }
  | {
      readonly of: 'payment';
      readonly before: StatedPayment;
      readonly after: StatedPayment | null;
    }
  | {
      readonly of: 'adjustment';
      readonly before: StatedAdjustment;
      readonly after: StatedAdjustment | null;
    }
);

export interface News {
  /** Of the period that is billed; null where that has none. */
  readonly charge: StatedCharge | null;
  readonly payments: readonly StatedPayment[];
  readonly adjustments: readonly StatedAdjustment[];
  readonly corrections: readonly Correction[];
}

/** @param billed the end of the period that is billed now; null: none is */
export function newsOf(before: Stated, now: Stated, billed: Day | null): News {
  const payments = compared(before.payments, now.payments);
  const adjustments = compared(before.adjustments, now.adjustments);
  return {
    charge: now.charges.find(({ periodEnd }) => periodEnd === billed) ?? null,
    payments: payments.added,
    adjustments: adjustments.added,
    corrections: [
      ...chargeCorrections(before.charges, now.charges, billed),
      ...payments.changed.map(([was, is]): Correction => ({
        ...{ of: 'payment', before: was, after: is },
        amount: was.amount - (is?.amount ?? 0n),
      })),
      ...adjustments.changed.map(([was, is]): Correction => ({
        ...{ of: 'adjustment', before: was, after: is },
        amount: (is?.amount ?? 0n) - was.amount,
      })),
    ],
  };
}

function chargeCorrections(
  before: readonly StatedCharge[],
  now: readonly StatedCharge[],
  billed: Day | null,
): Correction[] {
  const [was, is] = [byPeriod(before), byPeriod(now)];
  const days = [...new Set([...was.keys(), ...is.keys()])].toSorted((a, b) => a - b);
  return days.flatMap((day): Correction[] => {
    const [old, current] = [was.get(day) ?? null, is.get(day) ?? null];
    const amount = (current?.amount ?? 0n) - (old?.amount ?? 0n);
    if (amount === 0n || (day === billed && old === null)) return [];
    const causes = old === null || current === null ? [] : causesOf(old, current);
    return [{ of: 'charge', before: old, after: current, causes, amount }];
  });
}

function byPeriod(charges: readonly StatedCharge[]): Map<Day, StatedCharge> {
  return new Map(charges.map((one) => [one.periodEnd, one]));
}

function causesOf(before: StatedCharge, after: StatedCharge): ChargeCause[] {
  const causes: ChargeCause[] = [];
  if (before.days !== after.days) causes.push('stay');
  else if (before.usageWh !== after.usageWh) causes.push('usage');
  const sameBill = before.billAmount === after.billAmount && before.billWh === after.billWh;
  if (!sameBill) causes.push('bill');
  return causes.length === 0 ? ['shares'] : causes;
}

type Compared<One> = { readonly added: One[]; readonly changed: [One, One | null][] };

/**
 * Entries known by id; and where one was taken out and brought in again under another id (an undo, a
 * row deleted and typed anew), by day and amount.
 */
function compared<One extends StatedPayment>(
  before: readonly One[],
  now: readonly One[],
): Compared<One> {
  const present = new Map(now.map((one) => [one.id, one]));
  const known = new Set(before.map(({ id }) => id));
  const likes = new Map<string, One[]>();
  for (const one of now) {
    if (known.has(one.id)) continue;
    const like = likes.get(likeness(one));
    if (like === undefined) likes.set(likeness(one), [one]);
    else like.push(one);
  }
  const again = new Set<One>();
  const changed: [One, One | null][] = [];
  for (const was of before) {
    const is = present.get(was.id) ?? likes.get(likeness(was))?.shift() ?? null;
    if (is !== null) again.add(is);
    if (is?.amount !== was.amount && (is !== null || was.amount !== 0n)) changed.push([was, is]);
  }
  return { added: now.filter((one) => !again.has(one)), changed };
}

function likeness({ date, amount }: StatedPayment): string {
  return `${date} ${amount}`;
}
