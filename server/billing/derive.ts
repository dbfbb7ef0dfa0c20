/**
 * Billing: what units and tenants owe, derived from the facts of one property. Pure: imports nothing
 * but itself, knows no clock, no database and no floating point. Money in minor units, energy in
 * watt-hours (both bigint), dates as day numbers. The order of rows never matters.
 */
import { accountsOf, balanceOf, inOrder } from './accounts.ts';
import { allocate, shareCommon } from './allocation.ts';
import { distribute } from './distribute.ts';
import type {
  Charge,
  ChargeFlag,
  Derived,
  Entry,
  Period,
  PeriodFlag,
  SubMeterUsage,
} from './derived.ts';
import type { CommonSplit, Day, Facts, Settings, Unit } from './facts.ts';
import { displayRate } from './money.ts';
import { inNaturalOrder } from './natural-order.ts';
import { cutUsage, stays, staysWithin, type Stay } from './people.ts';
import { billingPeriods, type BilledPeriod } from './periods.ts';
import { calendarOf, meter, type Metered } from './usage.ts';

/** A unit that can be charged: it has at least one sub-meter. */
interface MeteredUnit {
  readonly unit: Unit;
  readonly metered: readonly Metered[];
}

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
  const settled = billed.map((period) => settle(period, meteredUnits, staysOf, facts.settings));
  const charges = settled.flatMap((one) => one.charges);
  return {
    periods: settled.map((one) => one.period),
    usages: billed.flatMap(({ end }) => all.flatMap(({ usages }) => usages.get(end) ?? [])),
    charges,
    questions: all.flatMap(({ questions }) => questions),
    gaps: all.flatMap(({ gaps }) => gaps),
    unbilled: all.flatMap(({ unbilled }) => unbilled),
    ...accountsOf(facts, units, billed, charges, staysOf),
    utility: utilityOf(facts),
  };
}

/** One period: allocation, the common part, and who lived there. */
function settle(
  billed: BilledPeriod,
  units: readonly MeteredUnit[],
  staysOf: (unitId: string) => readonly Stay[],
  settings: Settings,
): { period: Period; charges: Charge[] } {
  const { start, end } = billed;
  const present = units.filter(({ metered }) => isPresent(metered, end));
  const usages = present.map(({ metered }) => unitUsage(metered, end));
  const amount = billed.billed - billed.notPassedOn;
  const allocation = billed.waits ? null : allocate(amount, billed.totalWh, usages);
  const common = allocation?.common ?? amount;
  const split = allocation ? splitAt(settings, end) : 'owner';
  const { shares, split: commonSplit } = shareCommon(common, split, usages);
  const charges =
    start === null || start > end
      ? []
      : units.flatMap((one) => {
          const index = present.indexOf(one);
          const charge = allocation?.charges[index] ?? null;
          const parts = staysWithin(staysOf(one.unit.id), start, end);
          return unitCharges(one, parts, end, charge, shares[index] ?? 0n, billed.waits);
        });
  const unitsWh = allocation?.unitsWh ?? usages.reduce<bigint>((sum, wh) => sum + (wh ?? 0n), 0n);
  const overMeteredWh = unitsWh > billed.totalWh ? unitsWh - billed.totalWh : 0n;
  const flags = [...billed.flags];
  const flag = (name: PeriodFlag, holds: boolean) => void (holds && flags.push(name));
  flag('unallocatable', allocation?.unallocatable ?? false);
  flag('overMetered', overMeteredWh > 0n && !billed.waits);
  flag('missingUsage', usages.includes(null));
  flag(
    'estimated',
    charges.some((charge) => charge.flags.includes('estimated')),
  );
  const sumOf = (of: (charge: Charge) => bigint) => charges.reduce((sum, one) => sum + of(one), 0n);
  const period: Period = {
    ...{ start, end, billIds: billed.bills.map(({ id }) => id) },
    ...{ billed: billed.billed, notPassedOn: billed.notPassedOn, amount },
    ...{ totalWh: billed.totalWh, unitsWh, overMeteredWh, common, commonSplit, flags },
    commonWh: billed.totalWh > unitsWh ? billed.totalWh - unitsWh : 0n,
    rate: displayRate(amount, billed.totalWh, unitsWh, settings.currencyDecimals),
    usageCharged: sumOf((one) => (one.vacant ? 0n : (one.usageCharge ?? 0n))),
    usageVacant: sumOf((one) => (one.vacant ? (one.usageCharge ?? 0n) : 0n)),
    commonCharged: sumOf((one) => one.commonCharge),
  };
  return { period, charges };
}

/** Whether any sub-meter of a unit had begun to measure; those that had not are not there yet. */
function isPresent(metered: readonly Metered[], end: Day): boolean {
  return metered.some(({ usages }) => measures(usages.get(end)));
}

function measures(usage: SubMeterUsage | undefined): usage is SubMeterUsage {
  return usage !== undefined && (usage.usageWh !== null || usage.flags.includes('missing'));
}

/** Null: one of its sub-meters is missing, and so is the unit (Usage 5). */
function unitUsage(metered: readonly Metered[], end: Day): bigint | null {
  const counted = metered.map(({ usages }) => usages.get(end)).filter(measures);
  let sum = 0n;
  for (const { usageWh } of counted) {
    if (usageWh === null) return null;
    sum += usageWh;
  }
  return counted.length === 0 ? null : sum;
}

/** The setting with the latest effect at or before a period's end. */
function splitAt(settings: Settings, end: Day): CommonSplit {
  let found: { from: number; split: CommonSplit } = { from: -Infinity, split: 'owner' };
  for (const { from, split } of settings.commonPart) {
    const day = from ?? -Infinity;
    if (day <= end && day >= found.from) found = { from: day, split };
  }
  return found.split;
}

/** A unit's charge of one period, by stay. */
function unitCharges(
  { unit, metered }: MeteredUnit,
  parts: readonly Stay[],
  end: Day,
  charge: bigint | null,
  share: bigint,
  waits: boolean,
): Charge[] {
  const total = unitUsage(metered, end);
  const whole = parts.length === 1;
  const cut = total === null || whole ? null : cutUsage(metered, parts, end);
  const usages = cut?.usagesWh ?? parts.map(() => (whole ? total : null));
  const amounts = shareCharge(charge, usages);
  const days = parts.map(({ from, to }) => to - from + 1);
  const commons = distribute(share, days.map(BigInt));
  const common = usageFlags(metered, end);
  const only = metered.length === 1 ? metered[0]?.usages.get(end) : undefined;
  return parts.map((part, index) => {
    const flags = new Set<ChargeFlag>(common);
    if (cut?.estimated[index] === true) flags.add('estimated');
    if (part.vacant) flags.add('vacant');
    if (waits) flags.add('waiting');
    if (!whole) flags.add('partOfPeriod');
    return {
      ...{ periodEnd: end, unitId: unit.id, tenancyId: part.tenancyId, vacant: part.vacant },
      ...{ from: part.from, to: part.to, days: days[index] ?? 0 },
      usageWh: usages[index] ?? null,
      usageCharge: amounts[index] ?? null,
      commonCharge: part.vacant ? 0n : (commons[index] ?? 0n),
      openingDate: only?.openingDate ?? null,
      openingDialWh: only?.openingDialWh ?? null,
      closingDate: only?.closingDate ?? null,
      closingDialWh: only?.closingDialWh ?? null,
      flags: [...flags],
    };
  });
}

/** By usage; where usages cancel to nothing, so does the charge. */
function shareCharge(
  charge: bigint | null,
  usages: readonly (bigint | null)[],
): readonly (bigint | null)[] {
  if (charge === null) return usages.map(() => null);
  return distribute(
    charge,
    usages.map((usage) => usage ?? 0n),
  );
}

function usageFlags(metered: readonly Metered[], end: Day): ChargeFlag[] {
  return [...new Set(metered.flatMap(({ usages }) => usages.get(end)?.flags ?? []))];
}

function utilityOf(facts: Facts): Derived['utility'] {
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

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
