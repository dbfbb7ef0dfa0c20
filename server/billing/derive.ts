/**
 * Billing: what units and tenants owe, derived from the facts of one property (README.md). Pure:
 * imports nothing but itself, knows no clock, no database and no floating point. Money in minor
 * units, energy in watt-hours (both bigint), dates as day numbers. The order of rows never matters.
 */
import { accountsOf, utilityOf } from './accounts.ts';
import { calendarOf } from './calendar.ts';
import type { Derived } from './derived.ts';
import type { Facts } from './facts.ts';
import { groupBy } from './group-by.ts';
import { inNaturalOrder } from './natural-order.ts';
import { stays } from './people.ts';
import { periodCharges } from './period-charges.ts';
import { billingPeriods } from './periods.ts';
import { meter } from './usage.ts';

/** Everything that follows from the facts, computed anew from the first reading on. */
export function derive(facts: Facts): Derived {
  const billed = billingPeriods(facts.bills, facts.readings, facts.settings.readingWindowDays);
  const calendar = calendarOf(facts, billed);
  const readingsOf = groupBy(facts.readings, ({ subMeterId }) => subMeterId);
  const subMetersOf = groupBy(inNaturalOrder(facts.subMeters), ({ unitId }) => unitId);
  const tenanciesOf = groupBy(facts.tenancies, ({ unitId }) => unitId);
  const units = inNaturalOrder(facts.units);
  const staysByUnit = new Map(units.map(({ id }) => [id, stays(tenanciesOf.get(id) ?? [])]));
  const staysOf = (unitId: string) => staysByUnit.get(unitId) ?? [];
  const meteredUnits = units.flatMap((unit) => {
    const subMeters = subMetersOf.get(unit.id) ?? [];
    if (subMeters.length === 0) return [];
    const metered = subMeters.map((one) => meter(one, readingsOf.get(one.id) ?? [], calendar));
    return [{ unit, metered }];
  });
  const all = meteredUnits.flatMap(({ metered }) => metered);
  const settled = billed.map((one) => periodCharges(one, meteredUnits, staysOf, facts.settings));
  const charges = settled.flatMap((one) => one.charges);
  return {
    periods: settled.map(({ period }) => period),
    usages: billed.flatMap(({ end }) => all.flatMap(({ usages }) => usages.get(end) ?? [])),
    charges,
    questions: all.flatMap(({ questions }) => questions),
    gaps: all.flatMap(({ gaps }) => gaps),
    unbilled: all.flatMap(({ unbilled }) => unbilled),
    ...accountsOf(facts, units, calendar, charges, staysOf),
    utility: utilityOf(facts),
  };
}
