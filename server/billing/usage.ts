import { firstAtOrAfter, namedPeriod, nearestDay, type Calendar } from './calendar.ts';
import { closings } from './closings.ts';
import type { Day, Reading, SubMeter } from './facts.ts';
import type { Gap, Question, SubMeterUsage, Unbilled, UsageFlag } from './derived.ts';
import { readDial, type DialPoint } from './dial.ts';
import { parseMultiplier, type Multiplier } from './energy.ts';
import { gapsOf } from './gaps.ts';
import { compareText } from './natural-order.ts';
import { positionsOf, type Known, type Position, type Positions } from './positions.ts';

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

/** The usage of one sub-meter in every period (DESIGN §3, Usage). */
export function meter(
  subMeter: SubMeter,
  readings: readonly Reading[],
  calendar: Calendar,
): Metered {
  const multiplier = parseMultiplier(subMeter.multiplier);
  const { points, questions } = readDial(subMeter, readings);
  const positions = positionsOf(points, closings(points, calendar), multiplier);
  const given = givenUsages(readings, calendar);
  const usages = new Map<Day, SubMeterUsage>();
  const gaps = gapsOf(subMeter, multiplier, points);
  const gapRows = new Set(gaps.map(({ readingId }) => readingId));
  for (const period of calendar.periods) {
    if (period.start === null || period.start > period.end) continue;
    const usage = usageOf(subMeter, period.start, period.end, positions, points, gapRows);
    const own = given.byEnd.get(period.end);
    usages.set(period.end, own === undefined ? usage : { ...usage, ...own });
  }
  const unbilled = [
    ...unbilledOf(subMeter, positions, calendar),
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
  points: readonly DialPoint[],
  gapRows: ReadonlySet<string>,
): SubMeterUsage {
  const [opening, closing] = [positions.at(start - 1), positions.at(end)];
  const flags: UsageFlag[] = [];
  const usageWh = difference(opening, closing, positions.known[0], flags);
  const from = opening.state === 'known' ? openingPoint(opening.at, points) : null;
  const to =
    closing.state === 'known' && !closing.retired ? closingPoint(closing.at, points) : null;
  if (to !== null && gapRows.has(to.reading.id)) flags.push('gap');
  return {
    periodEnd: end,
    unitId: subMeter.unitId,
    subMeterId: subMeter.id,
    openingReadingId: from?.reading.id ?? null,
    openingDate: from?.date ?? null,
    openingDialWh: from?.dialWh ?? null,
    closingReadingId: to?.reading.id ?? null,
    closingDate: to?.date ?? null,
    closingDialWh: to?.dialWh ?? null,
    closerId: closerOf(closing),
    usageWh,
    flags,
  };
}

/** A previous reading on a row is no reading that could be told to close anything. */
function closerOf(closing: Position): string | null {
  const known = closing.state === 'known' && !closing.retired ? closing.at : null;
  return known?.closes === true && !known.point.isPrevious ? known.point.reading.id : null;
}

/** Where a meter was changed at a boundary, the new one opens the period after it. */
function openingPoint(known: Known | null, points: readonly DialPoint[]): DialPoint | null {
  const next = known && points[known.point.index + 1];
  return next && isChange(known.point, next) ? next : (known?.point ?? null);
}

/** And the old one closes the period before it. */
function closingPoint(known: Known | null, points: readonly DialPoint[]): DialPoint | null {
  const before = known && points[known.point.index - 1];
  return before && isChange(before, known.point) ? before : (known?.point ?? null);
}

function isChange(old: DialPoint, next: DialPoint): boolean {
  return old.reading.kind === 'final' && next.reading.kind === 'opening' && old.date === next.date;
}

function difference(
  opening: Position,
  closing: Position,
  first: Known | undefined,
  flags: UsageFlag[],
): bigint | null {
  if (opening.state === 'beforeFirst') {
    flags.push('noBaseline');
    // Wholly before its first reading the sub-meter is not there yet; else some of its usage is lost.
    const isThere =
      closing.state !== 'beforeFirst' && !(closing.state === 'known' && closing.at === first);
    if (isThere) flags.push('missing');
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
  unbilled.sort((a, b) => a.date - b.date || compareText(a.id, b.id));
  return { byEnd, unbilled };
}

/** Named, or the nearest end within the window, or the period that the date lies in. */
function periodEndOf({ period, date }: Reading, calendar: Calendar): Day | null {
  const { periods, ends, windowDays } = calendar;
  if (period !== null) return namedPeriod(period, calendar)?.end ?? null;
  const near = nearestDay(date, ends, windowDays);
  if (near !== null) return near;
  const next = periods[firstAtOrAfter(ends, date)];
  return next !== undefined && next.start !== null && next.start <= date ? next.end : null;
}

/** Known usage in days that no bill covers. */
function unbilledOf(subMeter: SubMeter, positions: Positions, calendar: Calendar): Unbilled[] {
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
  for (const { from, to } of calendar.covered) {
    leave(Math.min(from - 1, last.day));
    covered = Math.max(covered, to);
  }
  leave(last.day);
  return found;
}
