/** The days that readings are measured against: billing periods and their boundaries. */
import type { Day, GroupedFacts, PeriodName } from './facts.ts';
import type { BilledPeriod } from './periods.ts';

export interface Calendar {
  /** By end. */
  readonly periods: readonly BilledPeriod[];
  /** Of the periods, ascending. */
  readonly ends: readonly Day[];
  /** The ends of periods and the days before they start, ascending. */
  readonly boundaries: readonly Day[];
  readonly windowDays: number;
  /** Days that some bill covers, ascending; of periods that overlap once. */
  readonly covered: readonly { readonly from: Day; readonly to: Day }[];
  /** By reading: the boundary that an issued statement has it close. */
  readonly fixed: ReadonlyMap<string, Day>;
}

export function calendarOf(
  facts: Pick<GroupedFacts, 'settings' | 'fixedClosings'>,
  periods: readonly BilledPeriod[],
): Calendar {
  const days = boundaries(periods);
  const isBoundary = new Set(days);
  // A period that ends otherwise by now has no boundary there: the reading is free again.
  const fixed = facts.fixedClosings?.filter(({ boundary }) => isBoundary.has(boundary));
  return {
    periods,
    ends: periods.map(({ end }) => end),
    boundaries: days,
    windowDays: facts.settings.readingWindowDays,
    covered: coveredDays(periods),
    fixed: new Map(fixed?.map((one) => [one.readingId, one.boundary])),
  };
}

/** Whether readings are measured against the very same days. */
export function hasSameDays({ periods: some }: Calendar, { periods: others }: Calendar): boolean {
  return (
    some.length === others.length &&
    some.every(({ start, end }, i) => start === others[i]?.start && end === others[i]?.end)
  );
}

function boundaries(periods: readonly BilledPeriod[]): Day[] {
  const days = new Set<Day>();
  for (const { start, end } of periods) {
    days.add(end);
    if (start !== null && start <= end) days.add(start - 1);
  }
  return [...days].toSorted((a, b) => a - b);
}

function coveredDays(periods: readonly BilledPeriod[]): { from: Day; to: Day }[] {
  const spans: { readonly from: Day; to: Day }[] = [];
  const whole = periods.flatMap(({ start, end }) =>
    start === null || start > end ? [] : [{ from: start, to: end }],
  );
  for (const span of whole.toSorted((a, b) => a.from - b.from)) {
    const last = spans.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else spans.push(span);
  }
  return spans;
}

/** The period that a row names: the latest whose end lies within. */
export function namedPeriod(name: PeriodName, { periods, ends }: Calendar): BilledPeriod | null {
  const latest = periods[firstAtOrAfter(ends, name.to + 1) - 1];
  return latest !== undefined && latest.end >= name.from ? latest : null;
}

/** The day nearest to another, if within the window; equally near two: the earlier (Usage 1). */
export function nearestDay(day: Day, days: readonly Day[], windowDays: number): Day | null {
  const after = firstAtOrAfter(days, day);
  const [low, high] = [days[after - 1], days[after]];
  const nearest = high === undefined || (low !== undefined && day - low <= high - day) ? low : high;
  return nearest !== undefined && Math.abs(nearest - day) <= windowDays ? nearest : null;
}

/** The index of the first element not below `value`; of ascending elements. */
export function firstAtOrAfter(days: readonly Day[], value: Day): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
