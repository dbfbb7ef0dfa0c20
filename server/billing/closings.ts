import type { Day, FixedClosing, PeriodName } from './facts.ts';
import type { DialPoint } from './dial.ts';
import type { BilledPeriod } from './periods.ts';

/** The ends of periods and the days before they start, ascending. */
export function boundaries(periods: readonly BilledPeriod[]): Day[] {
  const days = new Set<Day>();
  for (const { start, end } of periods) {
    days.add(end);
    if (start !== null && start <= end) days.add(start - 1);
  }
  return [...days].toSorted((a, b) => a - b);
}

/** The period that a row names: the latest whose end lies within. */
export function namedPeriod(
  name: PeriodName,
  periods: readonly BilledPeriod[],
): BilledPeriod | null {
  return periods.findLast(({ end }) => end >= name.from && end <= name.to) ?? null;
}

/** The boundary nearest in days, if within the window; equally near two: the earlier. */
export function nearestBoundary(day: Day, days: readonly Day[], window: number): Day | null {
  const after = firstAtOrAfter(days, day);
  const [low, high] = [days[after - 1], days[after]];
  const nearest = high === undefined || (low !== undefined && day - low <= high - day) ? low : high;
  return nearest !== undefined && Math.abs(nearest - day) <= window ? nearest : null;
}

/** The index of the first element not below `value`. */
export function firstAtOrAfter(days: readonly Day[], value: Day): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Claim {
  readonly point: DialPoint;
  readonly index: number;
  /** 2: fixed by a statement, 1: named in the sheet, 0: near. */
  readonly force: 0 | 1 | 2;
  readonly distance: number;
}

/** Which point of the dial closes which boundary (DESIGN §3, Usage 1). */
export function closings(
  points: readonly DialPoint[],
  periods: readonly BilledPeriod[],
  days: readonly Day[],
  window: number,
  fixed: readonly FixedClosing[],
): Map<Day, DialPoint> {
  const claims = new Map<Day, Claim>();
  for (const [index, point] of points.entries()) {
    const claimed = claimOf(point, periods, days, window, fixed);
    if (claimed === null) continue;
    const claim = { point, index, ...claimed };
    const other = claims.get(claimed.boundary);
    if (other === undefined || stronger(claim, other)) claims.set(claimed.boundary, claim);
  }
  return new Map([...claims].map(([day, { point }]) => [day, point]));
}

function claimOf(
  point: DialPoint,
  periods: readonly BilledPeriod[],
  days: readonly Day[],
  window: number,
  fixed: readonly FixedClosing[],
): { boundary: Day; force: Claim['force']; distance: number } | null {
  const { reading, isPrevious, date } = point;
  if (!isPrevious) {
    const statement = fixed.find(({ readingId }) => readingId === reading.id);
    if (statement) return { boundary: statement.boundary, force: 2, distance: 0 };
  }
  const named = reading.period === null ? null : namedPeriod(reading.period, periods);
  if (named !== null) return namedClaim(point, named);
  const day = date ?? startOfRow(point, periods, days, window);
  if (day === null) return null;
  const boundary = nearestBoundary(day, days, window);
  return boundary === null ? null : { boundary, force: 0, distance: Math.abs(boundary - day) };
}

/** A row that names its period closes its end; its previous reading the day before its start. */
function namedClaim(
  point: DialPoint,
  period: BilledPeriod,
): { boundary: Day; force: Claim['force']; distance: number } | null {
  const boundary = point.isPrevious ? (period.start ?? 0) - 1 : period.end;
  if (point.isPrevious && period.start === null) return null;
  return { boundary, force: 1, distance: Math.abs(boundary - (point.date ?? boundary)) };
}

/** An undated previous reading belongs to the start of the period that its row closes. */
function startOfRow(
  point: DialPoint,
  periods: readonly BilledPeriod[],
  days: readonly Day[],
  window: number,
): Day | null {
  const end = nearestBoundary(point.reading.date, days, window);
  const start = periods.find((period) => period.end === end)?.start ?? null;
  return start === null ? null : start - 1;
}

/** Real before estimated, the nearest to the boundary, ties: the later. */
function stronger(claim: Claim, other: Claim): boolean {
  if (claim.force !== other.force) return claim.force > other.force;
  if (claim.point.estimated !== other.point.estimated) return other.point.estimated;
  if (claim.distance !== other.distance) return claim.distance < other.distance;
  return claim.index > other.index;
}
