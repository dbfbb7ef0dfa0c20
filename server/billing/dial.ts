import type { Answer, Day, Reading, SubMeter } from './facts.ts';
import type { Question } from './derived.ts';
import { compareText } from './natural-order.ts';

/** One point of a sub-meter's dial, in order. */
export interface DialPoint {
  /** Its place among the points. */
  readonly index: number;
  /** Null for a previous reading that its row does not date. */
  readonly date: Day | null;
  readonly dialWh: bigint;
  /** The reading, or the one whose row carries this as its previous reading. */
  readonly reading: Reading;
  /** The previous reading of the first row: the baseline, never a stored reading. */
  readonly isPrevious: boolean;
  readonly estimated: boolean;
  /** The dial added up from the first point on, before the multiplier. */
  readonly sumWh: bigint;
  /** How many unanswered questions lie before this point: a usage across one is unknown. */
  readonly questionsBefore: number;
  /** One of the two readings of an unanswered question: any usage that it bounds is unknown. */
  readonly inQuestion: boolean;
}

export interface Dial {
  readonly points: readonly DialPoint[];
  readonly questions: readonly Question[];
}

type Raw = Omit<DialPoint, 'sumWh' | 'questionsBefore' | 'inQuestion'>;

/** Adds up the readings of one sub-meter (DESIGN §3, Usage 2, 7 and 8). */
export function readDial(subMeter: SubMeter, readings: readonly Reading[]): Dial {
  const raw = orderedPoints(readings);
  const questions: Question[] = [];
  const questioned = new Set<Raw>();
  const added: { readonly sumWh: bigint; readonly questionsBefore: number }[] = [];
  let sumWh = 0n;
  let real: Raw | null = null;
  for (const point of raw) {
    const earlier = raw[point.index - 1];
    const begins = earlier === undefined || point.reading.kind === 'opening';
    if (!begins) {
      sumWh += stepOf(subMeter, earlier, point, real);
      if (isQuestion(point, real)) {
        const proposal = likeliest(subMeter, raw, real, point);
        questions.push({ ...questionOf(subMeter, real, point), proposal });
        questioned.add(real).add(point);
      }
    }
    added.push({ sumWh, questionsBefore: questions.length });
    if (begins || !point.estimated) real = point;
  }
  const points = raw.map((point, index) => ({
    // Named one by one: spreading takes ten times as long, and there is a point for every reading.
    index,
    date: point.date,
    dialWh: point.dialWh,
    reading: point.reading,
    isPrevious: point.isPrevious,
    estimated: point.estimated,
    sumWh: added[index]?.sumWh ?? 0n,
    questionsBefore: added[index]?.questionsBefore ?? 0,
    inQuestion: questioned.has(point),
  }));
  return { points, questions };
}

/** Typing errors and estimates beside a real reading of the same day are left out. */
function orderedPoints(readings: readonly Reading[]): Raw[] {
  const dials = readings.filter(
    (reading) => reading.dialWh !== null && reading.answer !== 'typingError',
  );
  const realDays = new Set(dials.flatMap(({ kind, date }) => (kind === 'estimated' ? [] : [date])));
  const counted = dials
    .filter(({ kind, date }) => kind !== 'estimated' || !realDays.has(date))
    .toSorted((a, b) => a.date - b.date || RANK[a.kind] - RANK[b.kind] || compareText(a.id, b.id));
  const before = baselineOf(counted[0]);
  const shift = before === null ? 0 : 1;
  const points = counted.map((reading, index) => ({
    index: index + shift,
    date: reading.date,
    dialWh: reading.dialWh ?? 0n,
    reading,
    isPrevious: false,
    estimated: reading.kind === 'estimated',
  }));
  return before === null ? points : [before, ...points];
}

/** On one day a final before an opening. */
const RANK = { estimated: 0, regular: 1, final: 2, opening: 3 } as const;

/** The previous reading on the first row: there is no earlier one (Usage 8). */
function baselineOf(first: Reading | undefined): Raw | null {
  if (first === undefined || first.previousDialWh === null || first.kind === 'opening') return null;
  const { previousDate: date, previousDialWh: dialWh } = first;
  if (date !== null && date >= first.date) return null;
  return { index: 0, date, dialWh, reading: first, isPrevious: true, estimated: false };
}

/** What a reading adds to the one before. An answer explains a fall of the dial and nothing else. */
function stepOf(subMeter: SubMeter, earlier: Raw, later: Raw, real: Raw | null): bigint {
  const difference = later.dialWh - earlier.dialWh;
  if (!fell(later, real)) return difference;
  const { answer } = later.reading;
  if (answer === 'replaced') return 0n;
  return answer === 'rolledOver' ? difference + dialSize(subMeter, earlier.dialWh) : difference;
}

/** Below the real reading before it; below an estimate it only trues that up. */
function fell(later: Raw, real: Raw | null): real is Raw {
  return real !== null && !real.estimated && !later.estimated && later.dialWh < real.dialWh;
}

function isQuestion(later: Raw, real: Raw | null): real is Raw {
  return fell(later, real) && later.reading.answer === null;
}

/** What the dial counts before it begins again: 10^digits kWh, and never less than it has shown. */
function dialSize(subMeter: SubMeter, dialWh: bigint): bigint {
  const shown = String(dialWh / 1_000n).length;
  return 10n ** BigInt(Math.max(subMeter.digits ?? 0, shown)) * 1_000n;
}

function questionOf(subMeter: SubMeter, earlier: Raw, later: Raw): Omit<Question, 'proposal'> {
  return {
    subMeterId: subMeter.id,
    readingId: later.reading.id,
    date: later.reading.date,
    dialWh: later.dialWh,
    earlierReadingId: earlier.reading.id,
    earlierDate: earlier.date,
    earlierDialWh: earlier.dialWh,
  };
}

/**
 * A reading that stands out above its neighbours is a typing error. Near the dial's end it rolled
 * over; after a final reading, or where the dial begins anew, it was replaced; else the lower
 * reading is the typing error.
 */
function likeliest(
  subMeter: SubMeter,
  raw: readonly Raw[],
  earlier: Raw,
  later: Raw,
): Question['proposal'] {
  const [before, after] = [raw[earlier.index - 1], raw[later.index + 1]];
  const standsOut =
    before !== undefined &&
    after !== undefined &&
    before.dialWh <= later.dialWh &&
    after.dialWh >= later.dialWh &&
    after.dialWh < earlier.dialWh;
  if (standsOut) return { readingId: earlier.reading.id, answer: 'typingError' };
  const size = dialSize(subMeter, earlier.dialWh);
  const isAnew = later.dialWh * 10n < earlier.dialWh;
  const isNearEnd = earlier.dialWh * 10n >= size * 9n && later.dialWh * 10n <= size;
  const say = (answer: Answer) => ({ readingId: later.reading.id, answer });
  if (earlier.reading.kind === 'final') return say('replaced');
  if (isNearEnd) return say('rolledOver');
  return say(isAnew ? 'replaced' : 'typingError');
}
