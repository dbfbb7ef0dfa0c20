import type { Day } from './facts.ts';
import type { DialPoint } from './dial.ts';
import { multiply, type Multiplier } from './energy.ts';
import { firstAtOrAfter } from './calendar.ts';

/** A known position: energy after the multiplier, counted from the first reading. */
export interface Known {
  readonly day: Day;
  readonly wh: bigint;
  readonly point: DialPoint;
  readonly closes: boolean;
}

/** The position of a sub-meter at the end of a day. */
export type Position =
  | {
      readonly state: 'known';
      readonly wh: bigint;
      readonly estimated: boolean;
      /** The reading that stands for it; null on a straight line. */
      readonly at: Known | null;
      readonly low: DialPoint;
      readonly high: DialPoint;
      readonly retired: boolean;
    }
  | { readonly state: 'beforeFirst' }
  | { readonly state: 'afterLast' };

export interface Positions {
  readonly known: readonly Known[];
  readonly at: (day: Day) => Position;
}

/** The position on any day, from the dial and what closes which boundary (DESIGN §3, Usage 3). */
export function positionsOf(
  points: readonly DialPoint[],
  closed: ReadonlyMap<Day, DialPoint>,
  multiplier: Multiplier,
): Positions {
  const known = knownPositions(points, closed, multiplier);
  const days = known.map(({ day }) => day);
  const last = known.at(-1);
  const retired = points.at(-1)?.reading.kind === 'final';
  const at = (day: Day): Position => {
    const index = firstAtOrAfter(days, day);
    const high = known[index];
    if (high?.day === day) return exactly(high, false);
    const low = known[index - 1];
    if (low === undefined) return { state: 'beforeFirst' };
    if (high !== undefined) return between(low, high, day);
    return retired && last !== undefined ? exactly(last, true) : { state: 'afterLast' };
  };
  return { known, at };
}

function exactly(known: Known, retired: boolean): Position {
  const { wh, point } = known;
  return {
    state: 'known',
    wh,
    estimated: point.estimated,
    at: known,
    low: point,
    high: point,
    retired,
  };
}

/** On the straight line between two known positions. */
function between(low: Known, high: Known, day: Day): Position {
  const wh = low.wh + straightLine(high.wh - low.wh, high.day - low.day, day - low.day);
  return {
    state: 'known',
    wh,
    estimated: true,
    at: null,
    low: low.point,
    high: high.point,
    retired: false,
  };
}

/**
 * Usage of the first `passed` of `days` days in whole watt-hours: each day its equal part rounded
 * down, what is left over one each to the earlier days, so that days always add up to the total
 * (largest remainder, ties: earlier first; Usage 4).
 */
export function straightLine(totalWh: bigint, days: number, passed: number): bigint {
  const magnitude = totalWh < 0n ? -totalWh : totalWh;
  const [each, left] = [magnitude / BigInt(days), magnitude % BigInt(days)];
  const part = BigInt(passed) * each + (BigInt(passed) < left ? BigInt(passed) : left);
  return totalWh < 0n ? -part : part;
}

function knownPositions(
  points: readonly DialPoint[],
  closed: ReadonlyMap<Day, DialPoint>,
  multiplier: Multiplier,
): Known[] {
  const dayClosedBy = new Map([...closed].map(([day, point]) => [point, day]));
  const isTaken = takenDays(closed);
  const known: Known[] = [];
  for (const point of points) {
    const closes = dayClosedBy.get(point);
    const day = closes ?? point.date;
    if (day === null || (closes === undefined && isTaken(day))) continue;
    known.push({ day, wh: multiply(point.sumWh, multiplier), point, closes: closes !== undefined });
  }
  // Of two on a day the one that closes it counts, else the later; sorting is stable.
  const byDay = new Map<Day, Known>();
  for (const one of known) {
    const other = byDay.get(one.day);
    if (other === undefined || one.closes || !other.closes) byDay.set(one.day, one);
  }
  return [...byDay.values()].toSorted((a, b) => a.day - b.day);
}

/**
 * Whether a day lies between a boundary and the reading that closes it, both included: a reading of
 * such a day is no position of its own.
 */
function takenDays(closed: ReadonlyMap<Day, DialPoint>): (day: Day) => boolean {
  const spans: { readonly from: Day; to: Day }[] = [];
  const sorted = [...closed].flatMap(([day, { date }]) =>
    date === null ? [] : [{ from: Math.min(day, date), to: Math.max(day, date) }],
  );
  for (const span of sorted.toSorted((a, b) => a.from - b.from)) {
    const last = spans.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else spans.push(span);
  }
  const ends = spans.map(({ to }) => to);
  return (day) => {
    const span = spans[firstAtOrAfter(ends, day)];
    return span !== undefined && span.from <= day;
  };
}
