/** What a statement tells of an account: its entries as they are at that moment, remembered for good. */
import type { Charge, Derived, Entry, Period } from './derived.ts';
import type { Adjustment, Day } from './facts.ts';
import { groupBy } from './group-by.ts';

export interface StatedCharge {
  readonly periodEnd: Day;
  readonly amount: bigint;
  /** What it came from, to say later why it is another one. */
  readonly usageWh: bigint;
  readonly days: number;
  /** Of the utility's bill: what is passed on, and the energy that it counts. */
  readonly billAmount: bigint;
  readonly billWh: bigint;
}

export interface StatedPayment {
  readonly id: string;
  readonly date: Day;
  readonly amount: bigint;
}

export interface StatedAdjustment extends StatedPayment {
  readonly reason: string;
}

export interface Stated {
  readonly charges: readonly StatedCharge[];
  readonly payments: readonly StatedPayment[];
  readonly adjustments: readonly StatedAdjustment[];
}

/** charges + adjustments − payments, in minor units. */
export function balanceOfStated({ charges, payments, adjustments }: Stated): bigint {
  let balance = 0n;
  for (const { amount } of charges) balance += amount;
  for (const { amount } of adjustments) balance += amount;
  for (const { amount } of payments) balance -= amount;
  return balance;
}

export function accountKey(unitId: string, tenancyId: string | null): string {
  return tenancyId === null ? unitId : `${unitId}-${tenancyId}`;
}

/** The last days of which charges, and payments and adjustments, count. */
export interface Until {
  readonly periodEnd: Day;
  readonly cutOff: Day;
}

export function isCounted(entry: Entry, { periodEnd, cutOff }: Until): boolean {
  return entry.date <= (entry.kind === 'charge' ? periodEnd : cutOff);
}

/** What there is to tell of any account today. */
export function tellerOf(derived: Derived, adjustments: readonly Adjustment[]) {
  const periods = new Map(derived.periods.map((one) => [one.end, one]));
  const reasons = new Map(adjustments.map(({ id, reason }) => [id, reason]));
  const entries = new Map(
    derived.accounts.map((one) => [accountKey(one.unitId, one.tenancyId), one.entries]),
  );
  const owed = derived.charges.filter(({ vacant }) => !vacant);
  const charges = groupBy(owed, ({ unitId, tenancyId }) => accountKey(unitId, tenancyId));
  const entriesOf = (key: string) => entries.get(key) ?? [];
  const chargesOf = (key: string) => charges.get(key) ?? [];
  const stated = (key: string, until: Until): Stated => {
    const counted = entriesOf(key).filter((entry) => isCounted(entry, until));
    const rows = groupBy(chargesOf(key), ({ periodEnd }) => String(periodEnd));
    return {
      charges: counted.flatMap((entry) =>
        entry.kind === 'charge'
          ? [statedCharge(entry, rows.get(String(entry.date)) ?? [], periods.get(entry.date))]
          : [],
      ),
      payments: counted.flatMap(({ kind, id, date, amount }) =>
        kind === 'payment' ? [{ id, date, amount }] : [],
      ),
      adjustments: counted.flatMap(({ kind, id, date, amount }) =>
        kind === 'adjustment' ? [{ id, date, amount, reason: reasons.get(id) ?? '' }] : [],
      ),
    };
  };
  return { entriesOf, chargesOf, stated };
}

export type Teller = ReturnType<typeof tellerOf>;

function statedCharge(
  { date, amount }: Entry,
  rows: readonly Charge[],
  period: Period | undefined,
): StatedCharge {
  let usageWh = 0n;
  let days = 0;
  for (const row of rows) {
    usageWh += row.usageWh ?? 0n;
    days += row.days;
  }
  const [billAmount, billWh] = [period?.amount ?? 0n, period?.totalWh ?? 0n];
  return { periodEnd: date, amount, usageWh, days, billAmount, billWh };
}
