import type { Account, Attribution, Charge, Entry } from './derived.ts';
import type { Adjustment, Day, Facts, Payment, PeriodName, Unit } from './facts.ts';
import { namedPeriod } from './closings.ts';
import { compareText } from './natural-order.ts';
import type { Stay } from './people.ts';
import type { BilledPeriod } from './periods.ts';

interface Draft {
  readonly unitId: string;
  readonly tenancyId: string | null;
  readonly entries: Entry[];
}

/** Accounts of tenancies and whom each payment was given to (DESIGN §3, Payments and balances). */
export function accountsOf(
  facts: Facts,
  units: readonly Unit[],
  periods: readonly BilledPeriod[],
  charges: readonly Charge[],
  staysOf: (unitId: string) => readonly Stay[],
): { accounts: Account[]; attributions: Attribution[] } {
  const drafts = new Drafts(facts);
  for (const charge of charges) {
    if (charge.vacant || charge.usageCharge === null) continue;
    drafts.of(charge.unitId, charge.tenancyId).entries.push({
      ...{ kind: 'charge', id: '', key: '', date: charge.periodEnd, periodEnd: charge.periodEnd },
      amount: charge.usageCharge + charge.commonCharge,
    });
  }
  for (const one of facts.adjustments) {
    const tenancyId = one.tenancyId ?? livingOn(staysOf(one.unitId), one.date).tenancyId;
    drafts.of(one.unitId, tenancyId).entries.push(adjustmentEntry(one));
  }
  const attributions = facts.payments
    .filter((payment) => !payment.toUtility)
    .toSorted((a, b) => a.date - b.date || compareText(a.key, b.key) || compareText(a.id, b.id))
    .map((payment) => attribute(payment, facts, periods, staysOf, drafts));
  return { accounts: drafts.accounts(units), attributions };
}

class Drafts {
  private readonly byKey = new Map<string, Draft>();
  private readonly facts: Facts;

  constructor(facts: Facts) {
    this.facts = facts;
  }

  of(unitId: string, tenancyId: string | null): Draft {
    const key = JSON.stringify([unitId, tenancyId]);
    const found = this.byKey.get(key) ?? { unitId, tenancyId, entries: [] };
    this.byKey.set(key, found);
    return found;
  }

  entriesOf(unitId: string, tenancyId: string | null): readonly Entry[] {
    return this.byKey.get(JSON.stringify([unitId, tenancyId]))?.entries ?? [];
  }

  /** Units in natural order; within one the unnamed tenant, then tenancies by their stay. */
  accounts(units: readonly Unit[]): Account[] {
    for (const tenancy of this.facts.tenancies) this.of(tenancy.unitId, tenancy.id);
    const place = new Map(units.map(({ id }, index) => [id, index]));
    const tenancies = new Map(this.facts.tenancies.map((tenancy) => [tenancy.id, tenancy]));
    const movedIn = ({ tenancyId }: Draft) =>
      (tenancyId === null ? null : tenancies.get(tenancyId)?.movedIn) ?? -Infinity;
    return [...this.byKey.values()]
      .toSorted(
        (a, b) =>
          (place.get(a.unitId) ?? 0) - (place.get(b.unitId) ?? 0) ||
          Number(a.tenancyId !== null) - Number(b.tenancyId !== null) ||
          compareNumbers(movedIn(a), movedIn(b)) ||
          compareText(a.tenancyId ?? '', b.tenancyId ?? ''),
      )
      .map(({ unitId, tenancyId, entries }) => ({
        unitId,
        tenancyId,
        tenant: (tenancyId === null ? null : tenancies.get(tenancyId)?.tenant) ?? '',
        entries: inOrder(entries),
        balance: balanceOf(entries),
      }));
  }
}

function compareNumbers(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const ENTRY_RANK = { charge: 0, adjustment: 1, payment: 2 } as const;

export function inOrder(entries: readonly Entry[]): Entry[] {
  return entries.toSorted(
    (a, b) =>
      a.date - b.date ||
      ENTRY_RANK[a.kind] - ENTRY_RANK[b.kind] ||
      compareText(a.key, b.key) ||
      compareText(a.id, b.id),
  );
}

/** charges + adjustments − payments, of the entries up to a day. */
export function balanceOf(entries: readonly Entry[], until = Infinity): bigint {
  let balance = 0n;
  for (const { kind, amount, date } of entries) {
    if (date <= until) balance += kind === 'payment' ? -amount : amount;
  }
  return balance;
}

/** Who lives there on a day; in an empty unit the one who did last. */
function livingOn(all: readonly Stay[], day: Day): Stay {
  const index = all.findIndex(({ to }) => to >= day);
  const stay = all[index];
  if (stay?.vacant === true) return all[index - 1] ?? stay;
  return stay ?? { tenancyId: null, vacant: false, from: day, to: day };
}

function attribute(
  payment: Payment,
  facts: Facts,
  periods: readonly BilledPeriod[],
  staysOf: (unitId: string) => readonly Stay[],
  drafts: Drafts,
): Attribution {
  const named = facts.tenancies.find(({ id }) => id === payment.tenancyId);
  const unitId = named?.unitId ?? payment.unitId;
  if (unitId === null || !facts.units.some(({ id }) => id === unitId)) {
    const nobody = { unitId: null, tenancyId: null, by: 'nobody', predecessorOwes: false } as const;
    return { paymentId: payment.id, ...nobody };
  }
  const end = periodEndOf(payment.period, periods);
  const all = staysOf(unitId);
  const stay = livingOn(all, end ?? payment.date);
  const tenancyId = named?.id ?? stay.tenancyId;
  const by = named ? 'tenant' : end === null ? 'date' : 'period';
  const before = all.slice(0, Math.max(all.indexOf(stay), 0)).findLast(({ vacant }) => !vacant);
  const predecessorOwes =
    by === 'date' &&
    before !== undefined &&
    balanceOf(drafts.entriesOf(unitId, before.tenancyId), payment.date) > 0n;
  drafts.of(unitId, tenancyId).entries.push({
    ...{ kind: 'payment', id: payment.id, key: payment.key, date: payment.date },
    ...{ amount: payment.amount, periodEnd: end },
  });
  return { paymentId: payment.id, unitId, tenancyId, by, predecessorOwes };
}

function periodEndOf(name: PeriodName | null, periods: readonly BilledPeriod[]): Day | null {
  return name === null ? null : (namedPeriod(name, periods)?.end ?? null);
}

function adjustmentEntry({ id, date, amount }: Adjustment): Entry {
  return { kind: 'adjustment', id, key: '', date, amount, periodEnd: null };
}
