/**
 * Billing: what units and tenants owe, derived from the facts of one property (README.md). Pure:
 * imports nothing but itself, knows no clock, no database and no floating point. Money in minor
 * units, energy in watt-hours (both bigint), dates as day numbers. The order of rows never matters.
 */
import { accountsOf, utilityOf, type KnownAccounts } from './accounts.ts';
import { buildingOf, type Building } from './building.ts';
import { calendarOf, hasSameDays, type Calendar } from './calendar.ts';
import type { Derived, DerivedPeriod } from './derived.ts';
import type { Facts, GroupedFacts } from './facts.ts';
import { groupBy } from './group-by.ts';
import { meterAll, type MeteredBuilding } from './metered-building.ts';
import { periodCharges } from './period-charges.ts';
import { billingPeriods, isSamePeriod, type BilledPeriod } from './periods.ts';

/** Everything that follows from the facts, computed anew from the first reading on. */
export function derive(facts: Facts): Derived {
  return deriveFrom(grouped(facts)).derived;
}

export function grouped({ readings, ...facts }: Facts): GroupedFacts {
  return { ...facts, readingsOf: groupBy(readings, ({ subMeterId }) => subMeterId) };
}

/** What is derived, with the steps on the way: a next derivation may stand on it. */
export interface Derivation {
  readonly facts: GroupedFacts;
  readonly building: Building;
  readonly billed: readonly BilledPeriod[];
  readonly calendar: Calendar;
  readonly metered: MeteredBuilding;
  readonly derived: Derived;
}

/**
 * The same as `derive`, in time that follows what moved: what stands on the very same facts (the same
 * objects, not equal ones) is taken over from `before`. Where units, people, settings or the days of
 * periods moved, all is computed anew.
 */
export function deriveFrom(facts: GroupedFacts, before: Derivation | null = null): Derivation {
  const { readingWindowDays } = facts.settings;
  const billed = billingPeriods(facts.bills, facts.readingsOf.values(), readingWindowDays);
  const calendar = calendarOf(facts, billed);
  const base = before !== null && standsOn(before, facts, calendar) ? before : null;
  const building = base?.building ?? buildingOf(facts);
  const metered = meterAll(building, facts, calendar, base);
  const byPeriod = billed.map((one, index): DerivedPeriod => {
    const [was, known] = [base?.billed[index], base?.derived.byPeriod[index]];
    const stays = !metered.moved.has(one.end) && was !== undefined && isSamePeriod(one, was);
    return stays && known !== undefined ? known : periodOf(one, building, metered, facts);
  });
  const charges = together(byPeriod.map((one) => one.charges));
  const { accounts, attributions } = accountsOf(
    ...([facts, building.units, calendar, charges, building.staysOf] as const),
    base && knownAccounts(base, facts, byPeriod),
  );
  const isSameUtility = base?.facts.bills === facts.bills && base.facts.payments === facts.payments;
  const derived: Derived = {
    byPeriod,
    periods: byPeriod.map(({ period }) => period),
    charges,
    usages: together(byPeriod.map(({ usages }) => usages)),
    questions: metered.all.flatMap(({ questions }) => questions),
    gaps: metered.all.flatMap(({ gaps }) => gaps),
    unbilled: metered.all.flatMap(({ unbilled }) => unbilled),
    ...{ accounts, attributions },
    utility: isSameUtility ? base.derived.utility : utilityOf(facts),
  };
  return { facts, building, billed, calendar, metered, derived };
}

function standsOn({ facts: was, calendar: days }: Derivation, facts: GroupedFacts, now: Calendar) {
  return (
    was.settings === facts.settings &&
    was.units === facts.units &&
    was.subMeters === facts.subMeters &&
    was.tenancies === facts.tenancies &&
    was.fixedClosings === facts.fixedClosings &&
    hasSameDays(days, now)
  );
}

function periodOf(
  billed: BilledPeriod,
  { staysOf }: Building,
  { units, all }: MeteredBuilding,
  { settings }: GroupedFacts,
): DerivedPeriod {
  const { period, charges } = periodCharges(billed, units, staysOf, settings);
  return { period, charges, usages: all.flatMap(({ usages }) => usages.get(billed.end) ?? []) };
}

/** null: money moved otherwise than by charges. */
function knownAccounts(
  { facts: was, derived }: Derivation,
  facts: GroupedFacts,
  byPeriod: readonly DerivedPeriod[],
): KnownAccounts | null {
  if (was.payments !== facts.payments || was.adjustments !== facts.adjustments) return null;
  const moved = new Set<string>();
  for (const [index, { charges }] of byPeriod.entries()) {
    const old = derived.byPeriod[index]?.charges ?? [];
    if (old === charges) continue;
    // The same people in the same days: row for row.
    for (const [at, { unitId, usageCharge, commonCharge }] of charges.entries()) {
      const one = old[at];
      if (one?.usageCharge !== usageCharge || one.commonCharge !== commonCharge) moved.add(unitId);
    }
  }
  return { ...derived, moved };
}

/** `flat` takes many times as long. */
function together<Row>(parts: readonly (readonly Row[])[]): readonly Row[] {
  return ([] as Row[]).concat(...parts);
}
