import type { Bill, Day, Reading } from './facts.ts';
import type { PeriodFlag } from './derived.ts';

/** The days and the sums of all bills with one period end. */
export interface BilledPeriod {
  /** Null: only a baseline. */
  readonly start: Day | null;
  readonly end: Day;
  readonly bills: readonly Bill[];
  readonly billed: bigint;
  readonly notPassedOn: bigint;
  readonly totalWh: bigint;
  readonly flags: readonly PeriodFlag[];
  /** Nothing is passed on: a baseline, or the user has to decide first. */
  readonly waits: boolean;
}

interface Span {
  start: Day | null;
  readonly end: Day;
  readonly bills: Bill[];
  readonly flags: PeriodFlag[];
}

/** Billing periods by end (DESIGN §3, Periods). */
export function billingPeriods(
  bills: readonly Bill[],
  readings: Iterable<readonly Reading[]>,
  windowDays: number,
): BilledPeriod[] {
  const spans = spansByEnd(bills);
  defaultStarts(spans, readings, windowDays);
  flagLong(spans);
  flagOverlaps(spans);
  return spans.map((span) => ({
    ...span,
    billed: sum(span.bills, (bill) => bill.amount),
    notPassedOn: sum(span.bills, (bill) => bill.notPassedOn),
    totalWh: sum(span.bills, (bill) => bill.totalWh),
    waits: span.flags.some((flag) => WAITING.has(flag)),
  }));
}

/** Of the very same bills, and with the same to be said of it. */
export function isSamePeriod(one: BilledPeriod, other: BilledPeriod): boolean {
  return (
    one.start === other.start &&
    one.end === other.end &&
    one.bills.length === other.bills.length &&
    one.bills.every((bill, i) => bill === other.bills[i]) &&
    String(one.flags) === String(other.flags)
  );
}

const WAITING: ReadonlySet<PeriodFlag> = new Set(['baseline', 'overlaps', 'startAfterEnd']);

function spansByEnd(bills: readonly Bill[]): Span[] {
  const byEnd = new Map<Day, Bill[]>();
  for (const bill of bills) {
    const group = byEnd.get(bill.periodEnd);
    if (group) group.push(bill);
    else byEnd.set(bill.periodEnd, [bill]);
  }
  return [...byEnd]
    .toSorted(([a], [b]) => a - b)
    .map(([end, group]) => {
      const starts = group.flatMap((bill) => bill.periodStart ?? []);
      return {
        start: starts.length === 0 ? null : Math.min(...starts),
        end,
        bills: group.toSorted((a, b) => compare(a.number, b.number) || compare(a.id, b.id)),
        flags: [],
      };
    });
}

function defaultStarts(
  spans: Span[],
  readings: Iterable<readonly Reading[]>,
  windowDays: number,
): void {
  for (const [index, span] of spans.entries()) {
    if (span.start === null) {
      const before = spans[index - 1];
      span.start = before ? before.end + 1 : firstStart(span.end, readings, windowDays);
      span.flags.push(span.start === null ? 'baseline' : 'startDefaulted');
    }
    if (span.start !== null && span.start > span.end) span.flags.push('startAfterEnd');
  }
}

/** The day after the latest day with readings that lies more than the window before the end. */
function firstStart(
  end: Day,
  readings: Iterable<readonly Reading[]>,
  windowDays: number,
): Day | null {
  let latest = -Infinity;
  const see = (day: Day | null) => {
    if (day !== null && day < end - windowDays && day > latest) latest = day;
  };
  for (const group of readings) {
    for (const { date, previousDate, answer } of group) {
      if (answer === 'typingError') continue;
      see(date);
      see(previousDate);
    }
  }
  return latest === -Infinity ? null : latest + 1;
}

/** A defaulted period longer than 1.5 × the median: a bill may be missing. */
function flagLong(spans: readonly Span[]): void {
  const lengthOf = (span: Span) => (span.start === null ? 0 : span.end - span.start + 1);
  const lengths = spans
    .map(lengthOf)
    .filter((length) => length > 0)
    .toSorted((a, b) => a - b);
  const [low = 0, high = 0] = [
    lengths[Math.floor((lengths.length - 1) / 2)],
    lengths[Math.floor(lengths.length / 2)],
  ];
  for (const span of spans) {
    // length > 1.5 × (low + high) / 2, in whole numbers
    const isLong = 4 * lengthOf(span) > 3 * (low + high);
    if (isLong && span.flags.includes('startDefaulted')) span.flags.push('longerThanUsual');
  }
}

function flagOverlaps(spans: readonly Span[]): void {
  const overlapping = new Set<Span>();
  // By start; the one that reaches furthest is the one that the next could run into.
  const whole = spans.filter(({ start, end }) => start !== null && start <= end);
  let furthest: Span | null = null;
  for (const span of whole.toSorted((a, b) => Number(a.start) - Number(b.start) || a.end - b.end)) {
    if (furthest !== null && Number(span.start) <= furthest.end) {
      overlapping.add(furthest).add(span);
    }
    if (furthest === null || span.end > furthest.end) furthest = span;
  }
  for (const span of overlapping) span.flags.push('overlaps');
}

function sum<T>(items: readonly T[], of: (item: T) => bigint): bigint {
  let total = 0n;
  for (const item of items) total += of(item);
  return total;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
