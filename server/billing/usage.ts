import type { Day, Facts, Reading, SubMeter } from './facts.ts';
import type { Gap, Question, SubMeterUsage, Unbilled, UsageFlag } from './derived.ts';
import { boundaries, closings, namedPeriod, nearestBoundary } from './closings.ts';
import { readDial, type DialPoint } from './dial.ts';
import { multiply, parseMultiplier, type Multiplier } from './energy.ts';
import type { BilledPeriod } from './periods.ts';
import { positionsOf, type Position, type Positions } from './positions.ts';

/** All that the readings of one sub-meter say. */
export interface Metered {
  readonly subMeter: SubMeter;
  readonly multiplier: Multiplier;
  readonly points: readonly DialPoint[];
  readonly positions: Positions;
  /** By period end. */
  readonly usages: ReadonlyMap<Day, SubMeterUsage>;
  readonly questions: readonly Question[];
  readonly gaps: readonly Gap[];
  readonly unbilled: readonly Unbilled[];
}

/** What every sub-meter is measured against. */
export interface Calendar {
  readonly periods: readonly BilledPeriod[];
  readonly boundaries: readonly Day[];
  readonly windowDays: number;
  readonly fixedClosings: NonNullable<Facts['fixedClosings']>;
}

export function calendarOf(facts: Facts, periods: readonly BilledPeriod[]): Calendar {
  return {
    periods,
    boundaries: boundaries(periods),
    windowDays: facts.settings.readingWindowDays,
    fixedClosings: facts.fixedClosings ?? [],
  };
}

/** The usage of one sub-meter in every period (DESIGN §3, Usage). */
export function meter(
  subMeter: SubMeter,
  readings: readonly Reading[],
  calendar: Calendar,
): Metered {
  const multiplier = parseMultiplier(subMeter.multiplier);
  const { points, questions } = readDial(subMeter, readings);
  const fixed = calendar.fixedClosings.filter(({ subMeterId }) => subMeterId === subMeter.id);
  const closed = closings(
    points,
    calendar.periods,
    calendar.boundaries,
    calendar.windowDays,
    fixed,
  );
  const positions = positionsOf(points, closed, multiplier);
  const given = givenUsages(readings, calendar);
  const usages = new Map<Day, SubMeterUsage>();
  const gaps = gapsOf(subMeter, multiplier, points);
  const gapRows = new Set(gaps.map(({ readingId }) => readingId));
  for (const period of calendar.periods) {
    if (period.start === null || period.start > period.end) continue;
    const usage = usageOf(subMeter, period.start, period.end, positions, gapRows);
    const own = given.byEnd.get(period.end);
    usages.set(period.end, own === undefined ? usage : { ...usage, ...own });
  }
  const unbilled = [
    ...unbilledOf(subMeter, positions, calendar.periods),
    ...given.unbilled.map(({ date, usageWh }) => ({
      ...{ unitId: subMeter.unitId, subMeterId: subMeter.id, from: null, to: date },
      ...{ usageWh: usageWh ?? 0n, estimated: false },
    })),
  ];
  return { subMeter, multiplier, points, positions, usages, questions, gaps, unbilled };
}

function usageOf(
  subMeter: SubMeter,
  start: Day,
  end: Day,
  positions: Positions,
  gapRows: ReadonlySet<string>,
): SubMeterUsage {
  const [opening, closing] = [positions.at(start - 1), positions.at(end)];
  const flags: UsageFlag[] = [];
  const usageWh = difference(opening, closing, flags);
  const from = opening.state === 'known' ? opening.at : null;
  const to = closing.state === 'known' && !closing.retired ? closing.at : null;
  if (to !== null && gapRows.has(to.point.reading.id)) flags.push('gap');
  return {
    periodEnd: end,
    unitId: subMeter.unitId,
    subMeterId: subMeter.id,
    openingReadingId: from?.point.reading.id ?? null,
    openingDate: from?.point.date ?? null,
    openingDialWh: from?.point.dialWh ?? null,
    closingReadingId: to?.point.reading.id ?? null,
    closingDate: to?.point.date ?? null,
    closingDialWh: to?.point.dialWh ?? null,
    usageWh,
    flags,
  };
}

function difference(opening: Position, closing: Position, flags: UsageFlag[]): bigint | null {
  if (opening.state === 'beforeFirst') {
    flags.push('noBaseline');
    // Wholly before its first reading the sub-meter is not there yet; else some of its usage is lost.
    if (closing.state !== 'beforeFirst') flags.push('missing');
    return null;
  }
  if (opening.state === 'afterLast' || closing.state !== 'known') {
    flags.push('missing');
    return null;
  }
  if (isQuestioned(opening, closing)) {
    flags.push('inQuestion', 'missing');
    return null;
  }
  if (opening.estimated || closing.estimated) flags.push('estimated');
  if (closing.retired) flags.push('retired');
  return closing.wh - opening.wh;
}

type KnownPosition = Extract<Position, { state: 'known' }>;

/** Bounded by a reading in question, or with an unanswered question in between. */
function isQuestioned(opening: KnownPosition, closing: KnownPosition): boolean {
  const bounds = [opening.low, opening.high, closing.low, closing.high];
  return (
    closing.high.questionsBefore !== opening.low.questionsBefore ||
    bounds.some((point) => point.inQuestion)
  );
}

/** Usage that the ledger gives itself: it is the usage of the period that it names or closes. */
function givenUsages(readings: readonly Reading[], calendar: Calendar) {
  const byEnd = new Map<Day, { usageWh: bigint; flags: UsageFlag[] }>();
  const unbilled: Reading[] = [];
  for (const reading of readings) {
    if (reading.usageWh === null || reading.answer === 'typingError') continue;
    const end = periodEndOf(reading, calendar);
    if (end === null) unbilled.push(reading);
    else {
      const usageWh = (byEnd.get(end)?.usageWh ?? 0n) + reading.usageWh;
      const estimated = reading.kind === 'estimated' || byEnd.get(end)?.flags.includes('estimated');
      byEnd.set(end, { usageWh, flags: estimated ? ['given', 'estimated'] : ['given'] });
    }
  }
  return { byEnd, unbilled };
}

/** Named, or the nearest end within the window, or the period that the date lies in. */
function periodEndOf(reading: Reading, { periods, windowDays }: Calendar): Day | null {
  if (reading.period !== null) return namedPeriod(reading.period, periods)?.end ?? null;
  const ends = periods.map(({ end }) => end);
  const near = nearestBoundary(reading.date, ends, windowDays);
  if (near !== null) return near;
  const within = periods.find(
    ({ start, end }) => start !== null && start <= reading.date && reading.date <= end,
  );
  return within?.end ?? null;
}

/** The previous reading on a row against the known dial of that day (Usage 8). */
function gapsOf(subMeter: SubMeter, multiplier: Multiplier, points: readonly DialPoint[]): Gap[] {
  return points.flatMap((point, index) => {
    const { previousDate, previousDialWh, id } = point.reading;
    const earlier = points[index - 1];
    if (point.isPrevious || previousDialWh === null || earlier === undefined) return [];
    if (earlier.isPrevious && earlier.reading === point.reading) return [];
    const sameDay = points.findLast(
      (one, at) => at < index && previousDate !== null && one.date === previousDate,
    );
    const dialWh = previousDialWh - (sameDay ?? earlier).dialWh;
    if (dialWh === 0n) return [];
    const usageWh = multiply(dialWh, multiplier);
    return [{ subMeterId: subMeter.id, readingId: id, dialWh, usageWh }];
  });
}

/** Known usage in days that no bill covers. */
function unbilledOf(
  subMeter: SubMeter,
  positions: Positions,
  periods: readonly BilledPeriod[],
): Unbilled[] {
  const [first, last] = [positions.known[0], positions.known.at(-1)];
  if (first === undefined || last === undefined) return [];
  const found: Unbilled[] = [];
  let covered = first.day;
  const leave = (until: Day) => {
    const [low, high] = [positions.at(covered), positions.at(until)];
    if (until <= covered || low.state !== 'known' || high.state !== 'known') return;
    if (high.wh === low.wh || isQuestioned(low, high)) return;
    found.push({
      ...{ unitId: subMeter.unitId, subMeterId: subMeter.id, from: covered + 1, to: until },
      ...{ usageWh: high.wh - low.wh, estimated: low.estimated || high.estimated },
    });
  };
  for (const { start, end } of periods) {
    if (start === null || start > end) continue;
    leave(Math.min(start - 1, last.day));
    covered = Math.max(covered, end);
  }
  leave(last.day);
  return found;
}
