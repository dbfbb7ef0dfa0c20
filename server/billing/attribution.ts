import { namedPeriod, type Calendar } from './calendar.ts';
import type { Attribution } from './derived.ts';
import type { Day, GroupedFacts, Payment, Tenancy } from './facts.ts';
import type { Stay } from './people.ts';

/** Whom a payment was given to, and who lived there before them. */
export interface Recipient {
  readonly unitId: string;
  readonly tenancyId: string | null;
  readonly by: Exclude<Attribution['by'], 'nobody'>;
  /** The end of the period that the payment names, where there is such a one. */
  readonly periodEnd: Day | null;
  /** Only where the date decided: the account of the one who lived there before. */
  readonly predecessor: { readonly tenancyId: string | null } | null;
}

/**
 * To the tenant that it names, else to the named period's tenancy, else to the one who lives there on
 * its date (DESIGN §3, Payments and balances). Null where it names no unit or tenant that exists.
 */
export function recipients(
  facts: Pick<GroupedFacts, 'units' | 'tenancies'>,
  calendar: Calendar,
  staysOf: (unitId: string) => readonly Stay[],
): (payment: Payment) => Recipient | null {
  const tenancies = new Map(facts.tenancies.map((one): [string, Tenancy] => [one.id, one]));
  const units = new Set(facts.units.map(({ id }) => id));
  return (payment) => {
    const { unitId: paidFor, period, date } = payment;
    const named = tenancies.get(payment.tenancyId ?? '');
    const unitId = named?.unitId ?? paidFor;
    if (unitId === null || !units.has(unitId)) return null;
    const periodEnd = period === null ? null : (namedPeriod(period, calendar)?.end ?? null);
    if (named !== undefined) {
      return { unitId, tenancyId: named.id, by: 'tenant', periodEnd, predecessor: null };
    }
    const all = staysOf(unitId);
    if (period !== null) {
      const tenancyId = livingOn(all, periodEnd ?? period.to)?.tenancyId ?? null;
      return { unitId, tenancyId, by: 'period', periodEnd, predecessor: null };
    }
    const stay = livingOn(all, date);
    const tenancyId = stay?.tenancyId ?? null;
    return { unitId, tenancyId, by: 'date', periodEnd, predecessor: stay && before(all, stay) };
  };
}

/** Who lived there before a stay, if it was somebody else. */
function before(all: readonly Stay[], stay: Stay): Stay | null {
  let index = all.indexOf(stay) - 1;
  while (all[index]?.vacant === true) index -= 1;
  const found = all[index];
  return found === undefined || found.tenancyId === stay.tenancyId ? null : found;
}

/** Who lives there on a day; in an empty unit the one who did last. */
export function livingOn(all: readonly Stay[], day: Day): Stay | null {
  const index = all.findIndex(({ to }) => to >= day);
  const stay = all[index];
  return (stay?.vacant === true ? all[index - 1] : stay) ?? null;
}
