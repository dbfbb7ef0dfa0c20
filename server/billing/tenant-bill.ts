/** What one tenant's bill says, as figures; previous balance and all that is told add up to what is due. */
import { newsOf, type News } from './corrections.ts';
import type { Charge, Period, SubMeterUsage } from './derived.ts';
import type { Day } from './facts.ts';
import { settle, type Settlement } from './settlement.ts';
import { balanceOfStated, isCounted, type Stated, type Teller, type Until } from './stated.ts';

/** A statement that was issued and not voided. */
export interface Standing {
  readonly number: number;
  readonly unitId: string;
  readonly tenancyId: string | null;
  readonly periodEnd: Day;
  readonly cutOff: Day;
  readonly stated: Stated;
}

export interface TenantBill extends News {
  /** The tenant's rows of the period, one for each stay in it; none: a correction. */
  readonly rows: readonly Charge[];
  /** Of the unit's sub-meters in the period. */
  readonly usages: readonly SubMeterUsage[];
  /** What was told last: its total, or where nothing was, the balance before the period. */
  readonly previousBalance: bigint;
  readonly totalDue: bigint;
  readonly cutOff: Day;
  readonly settlement: Settlement;
  /** All that has been told once this is issued. */
  readonly stated: Stated;
}

/** The day of issue for the latest period, else the period's end: what came since is the next one's. */
export function defaultCutOff(periods: readonly Period[], periodEnd: Day, issueDay: Day): Day {
  const isLatest = !periods.some(({ end }) => end > periodEnd && end <= issueDay);
  return isLatest ? Math.max(periodEnd, issueDay) : periodEnd;
}

/** What a bill is made from. */
export interface Source {
  readonly teller: Teller;
  readonly key: string;
  readonly period: Period;
  /** Of payments and adjustments, unless the statement before counted later ones. */
  readonly cutOff: Day;
}

export function billOf(
  source: Source,
  last: Standing | null,
  rows: readonly Charge[],
  usages: readonly SubMeterUsage[],
): TenantBill {
  const { teller, key, period } = source;
  const start = period.start ?? period.end;
  // Of a first bill what lies before its period is brought forward, as though it had been told.
  const before =
    last?.stated ?? teller.stated(key, { periodEnd: period.end - 1, cutOff: start - 1 });
  const until = { periodEnd: period.end, cutOff: cutOffOf(source, last) };
  return { ...told(source, before, until, period.end), rows, usages };
}

/** Only where something that was told is otherwise now: payments alone need no letter. */
export function correctionOf(source: Source, last: Standing): TenantBill | null {
  const until = { periodEnd: last.periodEnd, cutOff: cutOffOf(source, last) };
  const bill = told(source, last.stated, until, null);
  const isNeeded = bill.corrections.length > 0 || bill.adjustments.length > 0;
  return isNeeded ? { ...bill, rows: [], usages: [] } : null;
}

function cutOffOf({ cutOff, period }: Source, last: Standing | null): Day {
  return Math.max(cutOff, period.end, last?.cutOff ?? period.end);
}

function told(
  { teller, key }: Source,
  before: Stated,
  until: Until,
  billed: Day | null,
): Omit<TenantBill, 'rows' | 'usages'> {
  const stated = teller.stated(key, until);
  return {
    ...newsOf(before, stated, billed),
    ...{ previousBalance: balanceOfStated(before), totalDue: balanceOfStated(stated) },
    ...{ cutOff: until.cutOff, stated },
    settlement: settle(teller.entriesOf(key).filter((entry) => isCounted(entry, until))),
  };
}
