/**
 * Measurements, one JSON line each. Figures of one machine and hour mean little: what counts is the
 * ratio to a floor that was measured in turn with it.
 */
import { parseArgs } from 'node:util';

export interface Measured {
  readonly name: string;
  readonly ms: number;
  readonly floor: string;
  readonly floorMs: number;
  /** The most times of the floor that it may take; null: told for comparison only. */
  readonly bar: number | null;
}

export const { positionals: wanted, values: options } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '5' } },
});
export const RUNS = Math.max(1, Number(options.runs));

export function print(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

export function printMeasured({ name, ms, floor, floorMs, bar }: Measured): void {
  const ratio = round(ms / floorMs, 2);
  const isMet = bar === null ? {} : { bar, isMet: ratio <= bar };
  print({ name, ratio, ...isMet, ms: round(ms, 1), floor, floorMs: round(floorMs, 1) });
}

export async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Of an odd or even number of runs: the lower middle one, so that one slow run says nothing. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}

export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
