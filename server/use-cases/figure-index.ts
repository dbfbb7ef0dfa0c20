import { balanceOf } from '../billing/accounts.ts';
import { dayFromIso } from '../billing/days.ts';
import type { Account, Charge, Period, SubMeterUsage } from '../billing/derived.ts';
import type { Day } from '../billing/facts.ts';
import { settle } from '../billing/settlement.ts';
import { matchKey } from './push/labels.ts';
import type { Results } from './results.ts';

/** Everything that single figures are looked up by: made once for a property's revision. */
export interface FigureIndex {
  /** By the key that labels match by. */
  readonly units: ReadonlyMap<string, string>;
  readonly periods: ReadonlyMap<Day, Period>;
  /** By month, "2025-03": the last period that ends in it. */
  readonly months: ReadonlyMap<string, Period>;
  /** By unit and period's end. */
  readonly usages: ReadonlyMap<string, readonly SubMeterUsage[]>;
  readonly charges: ReadonlyMap<string, readonly Charge[]>;
  /** By unit, in the order of their stay. */
  readonly accounts: ReadonlyMap<string, readonly Account[]>;
  /** What of a unit's charge for a period is settled, in minor units. */
  readonly paidFor: (unitId: string, periodEnd: Day) => bigint;
}

const known = new WeakMap<Results, FigureIndex>();

export function figureIndexOf(results: Results, monthOf: (day: Day) => string): FigureIndex {
  const index = known.get(results) ?? indexOf(results, monthOf);
  known.set(results, index);
  return index;
}

function indexOf({ derived, unitLabels }: Results, monthOf: (day: Day) => string): FigureIndex {
  const { periods, usages, charges } = derived;
  const accounts = grouped(derived.accounts, ({ unitId }) => unitId);
  const paid = new Map<string, Map<Day, bigint>>();
  return {
    units: new Map([...unitLabels].map(([id, label]) => [matchKey(label), id])),
    periods: new Map(periods.map((one) => [one.end, one])),
    months: new Map(periods.map((one) => [monthOf(one.end), one])),
    usages: grouped(usages, ({ unitId, periodEnd }) => placeOf(unitId, periodEnd)),
    charges: grouped(charges, ({ unitId, periodEnd }) => placeOf(unitId, periodEnd)),
    accounts,
    paidFor: (unitId, periodEnd) => {
      const ofUnit = paid.get(unitId) ?? settledOf(accounts.get(unitId) ?? []);
      paid.set(unitId, ofUnit);
      return ofUnit.get(periodEnd) ?? 0n;
    },
  };
}

export function placeOf(unitId: string, periodEnd: Day): string {
  return `${unitId} ${periodEnd}`;
}

function settledOf(accounts: readonly Account[]): Map<Day, bigint> {
  const sums = new Map<Day, bigint>();
  for (const { entries } of accounts) {
    for (const { debt, amount } of settle(entries).settled) {
      if (debt.kind !== 'charge') continue;
      sums.set(debt.date, (sums.get(debt.date) ?? 0n) + amount);
    }
  }
  return sums;
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** The period that a text names; null where it names none that was billed, undefined where it is no period. */
export function periodNamed(text: string, index: FigureIndex): Period | null | undefined {
  const month = /^(\d{4}-(?:0[1-9]|1[0-2]))(?:-(\d\d))?$/.exec(text);
  if (!month) return undefined;
  const [, name = '', day] = month;
  if (day === undefined) return index.months.get(name) ?? null;
  if (!isDay(text)) return undefined;
  const ends = index.periods.get(dayFromIso(text));
  // A heading "Mar 25" is the first of March to Excel.
  return ends ?? (day === '01' ? index.months.get(name) : undefined) ?? null;
}

export function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at) && sameDay(at, text);
}

/** "2025-02-30" is read as a day of March by some. */
function sameDay(at: number, text: string): boolean {
  return new Date(at).toISOString().startsWith(text);
}

export function balanceAt({ entries, balance }: Account, day: Day | null): bigint {
  return day === null ? balance : balanceOf(entries, day);
}
