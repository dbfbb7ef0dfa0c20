import { namedPeriod, nearestDay, type Calendar } from './calendar.ts';
import type { DialPoint } from './dial.ts';
import type { Day } from './facts.ts';
import type { BilledPeriod } from './periods.ts';

/** Why a reading closes a boundary, the stronger reason the greater. */
const FORCE = { estimated: 0, near: 1, named: 2, fixed: 3 } as const;

interface Claim {
  readonly point: DialPoint;
  readonly boundary: Day;
  readonly force: number;
  /** Days between the reading and the boundary. */
  readonly distance: number;
}

/** Which point of the dial closes which boundary (DESIGN §3, Usage 1). */
export function closings(points: readonly DialPoint[], calendar: Calendar): Map<Day, DialPoint> {
  const claims = new Map<Day, Claim>();
  for (const point of points) {
    const claim = claimOf(point, calendar);
    if (claim === null) continue;
    const other = claims.get(claim.boundary);
    if (other === undefined || stronger(claim, other)) claims.set(claim.boundary, claim);
  }
  return new Map([...claims].map(([day, { point }]) => [day, point]));
}

function claimOf(point: DialPoint, calendar: Calendar): Claim | null {
  const { reading, isPrevious } = point;
  const fixed = isPrevious ? undefined : calendar.fixed.get(reading.id);
  if (fixed !== undefined) return { point, boundary: fixed, force: FORCE.fixed, distance: 0 };
  const named = reading.period === null ? null : namedPeriod(reading.period, calendar);
  if (named !== null) return namedClaim(point, named);
  const day = point.date ?? startOfRow(point, calendar);
  if (day === null) return null;
  const boundary = nearestDay(day, calendar.boundaries, calendar.windowDays);
  if (boundary === null) return null;
  const force = point.estimated ? FORCE.estimated : FORCE.near;
  return { point, boundary, force, distance: Math.abs(boundary - day) };
}

/** A row that names its period closes its end; its previous reading the day before its start. */
function namedClaim(point: DialPoint, { start, end }: BilledPeriod): Claim | null {
  if (point.isPrevious && start === null) return null;
  const boundary = point.isPrevious ? Number(start) - 1 : end;
  const force = point.estimated ? FORCE.estimated : FORCE.named;
  return { point, boundary, force, distance: Math.abs(boundary - (point.date ?? boundary)) };
}

/** An undated previous reading belongs to the start of the period that its row closes. */
function startOfRow(point: DialPoint, { periods, boundaries, windowDays }: Calendar): Day | null {
  const end = nearestDay(point.reading.date, boundaries, windowDays);
  const start = periods.find((period) => period.end === end)?.start ?? null;
  return start === null ? null : start - 1;
}

/** Real before estimated, the nearest to the boundary, ties: the later. */
function stronger(claim: Claim, other: Claim): boolean {
  if (claim.force !== other.force) return claim.force > other.force;
  if (claim.distance !== other.distance) return claim.distance < other.distance;
  return claim.point.index > other.point.index;
}
