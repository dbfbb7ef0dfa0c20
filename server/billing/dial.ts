import type { Answer, Day, Reading, SubMeter } from './facts.ts';
import type { Question } from './derived.ts';
import { compareText } from './natural-order.ts';

/** One point of a sub-meter's dial, in order. */
export interface DialPoint {
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
  const questioned = new Set<number>();
  const sums: bigint[] = [];
  const before: number[] = [];
  for (const [index, point] of raw.entries()) {
    const earlier = raw[index - 1];
    const step = earlier === undefined ? { addsWh: 0n } : stepBetween(subMeter, earlier, point);
    if (step.question) {
      questions.push(step.question);
      questioned.add(index - 1).add(index);
    }
    sums.push((sums[index - 1] ?? 0n) + step.addsWh);
    before.push(questions.length);
  }
  const points = raw.map((point, index) => ({
    ...point,
    sumWh: sums[index] ?? 0n,
    questionsBefore: before[index] ?? 0,
    inQuestion: questioned.has(index),
  }));
  return { points, questions };
}

/** Typing errors and estimates beside a real reading of the same day are left out. */
function orderedPoints(readings: readonly Reading[]): Raw[] {
  const dials = readings.filter(
    (reading) => reading.dialWh !== null && reading.answer !== 'typingError',
  );
  const realDays = new Set(dials.flatMap(({ kind, date }) => (kind === 'estimated' ? [] : [date])));
  const points = dials
    .filter(({ kind, date }) => kind !== 'estimated' || !realDays.has(date))
    .toSorted((a, b) => a.date - b.date || RANK[a.kind] - RANK[b.kind] || compareText(a.id, b.id))
    .map((reading) => ({
      date: reading.date,
      dialWh: reading.dialWh ?? 0n,
      reading,
      isPrevious: false,
      estimated: reading.kind === 'estimated',
    }));
  const first = points[0]?.reading;
  if (first === undefined || first.previousDialWh === null || first.kind === 'opening')
    return points;
  const { previousDate: date, previousDialWh: dialWh } = first;
  if (date !== null && date >= first.date) return points;
  return [{ date, dialWh, reading: first, isPrevious: true, estimated: false }, ...points];
}

/** On one day a final before an opening. */
const RANK = { estimated: 0, regular: 1, final: 2, opening: 3 } as const;

interface Step {
  readonly addsWh: bigint;
  readonly question?: Question;
}

function stepBetween(subMeter: SubMeter, earlier: Raw, later: Raw): Step {
  const difference = later.dialWh - earlier.dialWh;
  const { kind, answer } = later.reading;
  if (kind === 'opening' || answer === 'replaced') return { addsWh: 0n };
  if (difference >= 0n || answer === 'ranBackwards') return { addsWh: difference };
  if (answer === 'rolledOver') return { addsWh: difference + dialSize(subMeter, earlier.dialWh) };
  if (later.estimated || earlier.estimated) return { addsWh: difference };
  return { addsWh: difference, question: questionOf(subMeter, earlier, later) };
}

/** What the dial counts before it begins again; where its digits are not told, as many as it showed. */
function dialSize(subMeter: SubMeter, dialWh: bigint): bigint {
  const kwh = dialWh / 1_000n;
  return 10n ** BigInt(subMeter.digits ?? String(kwh).length) * 1_000n;
}

function questionOf(subMeter: SubMeter, earlier: Raw, later: Raw): Question {
  return {
    subMeterId: subMeter.id,
    readingId: later.reading.id,
    date: later.reading.date,
    dialWh: later.dialWh,
    earlierReadingId: earlier.reading.id,
    earlierDate: earlier.date,
    earlierDialWh: earlier.dialWh,
    proposal: { readingId: later.reading.id, answer: likeliest(subMeter, earlier, later) },
  };
}

/** Near the dial's end it rolled over; a dial that begins anew was replaced; else a typing error. */
function likeliest(subMeter: SubMeter, earlier: Raw, later: Raw): Answer {
  const size = dialSize(subMeter, earlier.dialWh);
  if (earlier.dialWh * 10n >= size * 9n && later.dialWh * 10n <= size) return 'rolledOver';
  if (later.dialWh * 10n < earlier.dialWh) return 'replaced';
  return 'typingError';
}
