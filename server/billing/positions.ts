import type { Day } from './facts.ts';
import type { DialPoint } from './dial.ts';
import { multiply, type Multiplier } from './energy.ts';
import { firstAtOrAfter } from './closings.ts';

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

/**
 * A straight line by days in whole watt-hours: each day its equal part rounded down, what is left
 * over one each to the earlier days, so that days always add up to the line (Usage 4).
 */
function between(low: Known, high: Known, day: Day): Position {
  const total = high.wh - low.wh;
  const [days, passed] = [BigInt(high.day - low.day), BigInt(day - low.day)];
  const magnitude = total < 0n ? -total : total;
  const left = magnitude % days;
  const part = passed * (magnitude / days) + (passed < left ? passed : left);
  return {
    state: 'known',
    wh: low.wh + (total < 0n ? -part : part),
    estimated: true,
    at: null,
    low: low.point,
    high: high.point,
    retired: false,
  };
}

function knownPositions(
  points: readonly DialPoint[],
  closed: ReadonlyMap<Day, DialPoint>,
  multiplier: Multiplier,
): Known[] {
  const dayClosedBy = new Map([...closed].map(([day, point]) => [point, day]));
  const spans = [...closed].flatMap(([day, { date }]) =>
    date === null ? [] : [{ from: Math.min(day, date), to: Math.max(day, date) }],
  );
  const known: Known[] = [];
  for (const point of points) {
    const closes = dayClosedBy.get(point);
    const day = closes ?? point.date;
    if (day === null || (closes === undefined && isWithin(day, spans))) continue;
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

/** Taken between a boundary and the reading that closes it: no position of its own. */
function isWithin(day: Day, spans: readonly { from: Day; to: Day }[]): boolean {
  return spans.some(({ from, to }) => day >= from && day <= to);
}
