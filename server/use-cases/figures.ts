/** Figures of results as the wire has them; null where there is none. */
import type { QueryOf } from '../../contract/endpoint.ts';
import type { ENDPOINTS } from '../../contract/endpoints.ts';
import type { Day } from '../billing/facts.ts';
import { dayFromIso, isoFromDay } from '../billing/days.ts';
import { formatKwh } from '../billing/energy.ts';
import { formatMoney } from '../billing/money.ts';

/** Few days occur in many rows. */
const DAY_TEXTS = new Map<Day, string>();
const MOST_DAYS = 20_000;

export function dayText(day: Day): string {
  const known = DAY_TEXTS.get(day);
  if (known !== undefined) return known;
  if (DAY_TEXTS.size >= MOST_DAYS) DAY_TEXTS.clear();
  const text = isoFromDay(day);
  DAY_TEXTS.set(day, text);
  return text;
}

export function dayTextOrNull(day: Day | null): string | null {
  return day === null ? null : dayText(day);
}

/** "1234.5": as many decimals as it has. */
export function kwhText(wh: bigint): string {
  return formatKwh(wh).replace(/\.?0+$/, '');
}

export function kwhTextOrNull(wh: bigint | null): string | null {
  return wh === null ? null : kwhText(wh);
}

/** Exactly the currency's decimals. */
export function moneyWriter(decimals: number): (minor: bigint) => string {
  return (minor) => formatMoney(minor, decimals);
}

export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** Both days included; open where none is asked for. */
export function rangeOf({ from, to }: QueryOf<(typeof ENDPOINTS)['allocation']>): DayRange {
  return {
    from: from === undefined ? -Infinity : dayFromIso(from),
    to: to === undefined ? Infinity : dayFromIso(to),
  };
}

export function isWithin(day: Day, { from, to }: DayRange): boolean {
  return from <= day && day <= to;
}
