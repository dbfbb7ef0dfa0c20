import { livingOn, recipients } from './attribution.ts';
import type { Calendar } from './calendar.ts';
import type { Account, Attribution, Charge, Entry, UtilityAccount } from './derived.ts';
import type { Day, GroupedFacts, Payment, Tenancy, Unit } from './facts.ts';
import { groupBy } from './group-by.ts';
import { compareLabels, compareText } from './natural-order.ts';
import type { Stay } from './people.ts';

export interface Accounts {
  readonly accounts: readonly Account[];
  readonly attributions: readonly Attribution[];
}

/** Accounts that were made of the same tenancies, adjustments and payments. */
export interface KnownAccounts extends Accounts {
  /** Units that have other charges since: only theirs are made again. */
  readonly moved: ReadonlySet<string>;
}

/** Accounts of tenancies and whom each payment was given to (DESIGN §3, Payments and balances). */
export function accountsOf(
  facts: Pick<GroupedFacts, 'units' | 'tenancies' | 'payments' | 'adjustments'>,
  units: readonly Unit[],
  calendar: Calendar,
  charges: readonly Charge[],
  staysOf: (unitId: string) => readonly Stay[],
  known: KnownAccounts | null = null,
): Accounts {
  const isMade = (unitId: string) => known === null || known.moved.has(unitId);
  const open = new OpenAccounts();
  for (const { unitId, id } of facts.tenancies) if (isMade(unitId)) open.of(unitId, id);
  for (const { unitId, tenancyId, vacant, periodEnd, usageCharge, commonCharge } of charges) {
    if (vacant || usageCharge === null || !isMade(unitId)) continue;
    open.of(unitId, tenancyId).charge(periodEnd, usageCharge + commonCharge);
  }
  for (const { id, unitId, tenancyId, date, amount } of facts.adjustments) {
    if (!isMade(unitId)) continue;
    const living = tenancyId ?? livingOn(staysOf(unitId), date)?.tenancyId ?? null;
    open.of(unitId, living).adjust(id, date, amount);
  }
  const recipientOf = recipients(facts, calendar, staysOf);
  const attributions = paymentsTo(facts.payments, known)
    .toSorted((a, b) => a.date - b.date || compareText(a.key, b.key) || compareText(a.id, b.id))
    .map((payment): Attribution => {
      const to = recipientOf(payment);
      const paymentId = payment.id;
      if (to === null) {
        return { paymentId, unitId: null, tenancyId: null, by: 'nobody', predecessorOwes: false };
      }
      const { unitId, tenancyId, by, predecessor, periodEnd } = to;
      const before = predecessor && open.known(unitId, predecessor.tenancyId);
      const predecessorOwes = before !== null && before.balanceAt(payment.date) > 0n;
      open.of(unitId, tenancyId).pay(payment, periodEnd);
      return { paymentId, unitId, tenancyId, by, predecessorOwes };
    });
  const made = { accounts: open.closed(units, facts.tenancies), attributions };
  return known === null ? made : withKnown(units, made, known);
}

/** Payments to the owner; of those that are attributed already, the ones to units that moved. */
function paymentsTo(payments: readonly Payment[], known: KnownAccounts | null): Payment[] {
  if (known === null) return payments.filter(({ toUtility }) => !toUtility);
  const { attributions, moved } = known;
  const ids = attributions.flatMap(({ paymentId, unitId }) =>
    unitId !== null && moved.has(unitId) ? [paymentId] : [],
  );
  const wanted = new Set(ids);
  return wanted.size === 0 ? [] : payments.filter(({ id }) => wanted.has(id));
}

/** What was made, and of all other units what is known. */
function withKnown(units: readonly Unit[], made: Accounts, known: KnownAccounts): Accounts {
  const [fresh, old] = [byUnit(made), byUnit(known)];
  const again = new Map(made.attributions.map((one) => [one.paymentId, one]));
  return {
    accounts: units.flatMap(({ id }) => (known.moved.has(id) ? fresh : old).get(id) ?? []),
    attributions: known.attributions.map((one) => again.get(one.paymentId) ?? one),
  };
}

function byUnit({ accounts }: Accounts): ReadonlyMap<string, readonly Account[]> {
  return groupBy(accounts, ({ unitId }) => unitId);
}

/** An account while it is being filled: first charges and adjustments, then payments by date. */
class OpenAccount {
  readonly unitId: string;
  readonly tenancyId: string | null;
  readonly #claims: Entry[] = [];
  readonly #payments: Entry[] = [];
  /** What `balanceAt` has counted so far; it is asked in the order of dates. */
  #counted: { sorted: readonly Entry[]; next: number; sum: bigint } | null = null;
  #paid = 0n;

  constructor(unitId: string, tenancyId: string | null) {
    this.unitId = unitId;
    this.tenancyId = tenancyId;
  }

  /** A tenant who came back within a period still has one charge for it. */
  charge(periodEnd: Day, amount: bigint): void {
    const last = this.#claims.at(-1);
    const same = last?.periodEnd === periodEnd ? this.#claims.pop() : undefined;
    const whole = amount + (same?.amount ?? 0n);
    this.#claims.push({
      kind: 'charge',
      id: '',
      key: '',
      date: periodEnd,
      amount: whole,
      periodEnd,
    });
  }

  adjust(id: string, date: Day, amount: bigint): void {
    this.#claims.push({ kind: 'adjustment', id, key: '', date, amount, periodEnd: null });
  }

  pay({ id, key, date, amount }: Payment, periodEnd: Day | null): void {
    this.#payments.push({ kind: 'payment', id, key, date, amount, periodEnd });
    this.#paid += amount;
  }

  /** Of a day, no earlier than the last one asked for, and without payments still to come. */
  balanceAt(day: Day): bigint {
    this.#counted ??= { sorted: inOrder(this.#claims), next: 0, sum: 0n };
    const { sorted } = this.#counted;
    for (let entry = sorted[this.#counted.next]; entry !== undefined && entry.date <= day;) {
      this.#counted.sum += entry.amount;
      this.#counted.next += 1;
      entry = sorted[this.#counted.next];
    }
    return this.#counted.sum - this.#paid;
  }

  entries(): Entry[] {
    return inOrder([...this.#claims, ...this.#payments]);
  }
}

class OpenAccounts {
  readonly #byUnit = new Map<string, Map<string | null, OpenAccount>>();

  known(unitId: string, tenancyId: string | null): OpenAccount | null {
    return this.#byUnit.get(unitId)?.get(tenancyId) ?? null;
  }

  of(unitId: string, tenancyId: string | null): OpenAccount {
    const known = this.known(unitId, tenancyId);
    if (known !== null) return known;
    const account = new OpenAccount(unitId, tenancyId);
    const unit = this.#byUnit.get(unitId);
    if (unit) unit.set(tenancyId, account);
    else this.#byUnit.set(unitId, new Map([[tenancyId, account]]));
    return account;
  }

  /** Units in natural order; within one the unnamed tenant, then tenancies by their stay. */
  closed(units: readonly Unit[], tenancies: readonly Tenancy[]): Account[] {
    const named = new Map(tenancies.map((one) => [one.id, one]));
    const known = (id: string | null) => (id === null ? undefined : named.get(id));
    return units.flatMap(({ id }) =>
      [...(this.#byUnit.get(id)?.values() ?? [])]
        .map((account) => ({ account, tenancy: known(account.tenancyId) }))
        .toSorted(
          (a, b) =>
            Number(a.account.tenancyId !== null) - Number(b.account.tenancyId !== null) ||
            since(a.tenancy) - since(b.tenancy) ||
            compareLabels(a.tenancy?.tenant ?? '', b.tenancy?.tenant ?? ''),
        )
        .map(({ account, tenancy }): Account => {
          const { unitId, tenancyId } = account;
          const entries = account.entries();
          const tenant = tenancy?.tenant ?? '';
          return { unitId, tenancyId, tenant, entries, balance: balanceOf(entries) };
        }),
    );
  }
}

/** Finite, so that differences are numbers. */
function since(tenancy: Tenancy | undefined): Day {
  return tenancy?.movedIn ?? Number.MIN_SAFE_INTEGER;
}

const ENTRY_RANK = { charge: 0, adjustment: 1, payment: 2 } as const;

/** Entries by date; of one day charges, then adjustments, then payments by their key. */
export function inOrder(entries: readonly Entry[]): Entry[] {
  return entries.toSorted(
    (a, b) =>
      a.date - b.date ||
      ENTRY_RANK[a.kind] - ENTRY_RANK[b.kind] ||
      compareText(a.key, b.key) ||
      compareText(a.id, b.id),
  );
}

/** charges + adjustments − payments in minor units, of the entries up to a day. */
export function balanceOf(entries: readonly Entry[], until: Day = Infinity): bigint {
  let balance = 0n;
  for (const { kind, amount, date } of entries) {
    if (date <= until) balance += kind === 'payment' ? -amount : amount;
  }
  return balance;
}

/** The account with the utility: bills are charges from their period end. */
export function utilityOf(facts: Pick<GroupedFacts, 'bills' | 'payments'>): UtilityAccount {
  const bills = facts.bills.map((bill): Entry => ({
    ...{ kind: 'charge', id: bill.id, key: bill.number, date: bill.periodEnd },
    ...{ amount: bill.amount, periodEnd: bill.periodEnd },
  }));
  const payments = facts.payments
    .filter(({ toUtility }) => toUtility)
    .map(({ id, key, date, amount }): Entry => ({
      ...{ kind: 'payment', id, key, date, amount, periodEnd: null },
    }));
  const entries = inOrder([...bills, ...payments]);
  return { entries, balance: balanceOf(entries) };
}
