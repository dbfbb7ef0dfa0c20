import type { Gap } from './derived.ts';
import type { DialPoint } from './dial.ts';
import { multiply, type Multiplier } from './energy.ts';
import type { Day, SubMeter } from './facts.ts';

/**
 * The previous reading on a row against the dial on its day, where there is a reading of that day,
 * else against the reading before (Usage 8). A meter's opening reading has none before it.
 */
export function gapsOf(
  subMeter: SubMeter,
  multiplier: Multiplier,
  points: readonly DialPoint[],
): Gap[] {
  const gaps: Gap[] = [];
  for (const { index, isPrevious, reading } of points) {
    const { previousDate, previousDialWh, id, kind } = reading;
    const before = points[index - 1];
    if (isPrevious || previousDialWh === null || before === undefined || kind === 'opening')
      continue;
    if (before.reading === reading) continue;
    const known = previousDate === null ? before : (lastOn(previousDate, before, points) ?? before);
    const dialWh = previousDialWh - known.dialWh;
    if (dialWh === 0n) continue;
    gaps.push({
      ...{ subMeterId: subMeter.id, readingId: id, dialWh },
      usageWh: multiply(dialWh, multiplier),
    });
  }
  return gaps;
}

/** The last point of a day, from a later one back. */
function lastOn(day: Day, from: DialPoint, points: readonly DialPoint[]): DialPoint | null {
  let point: DialPoint | undefined = from;
  while (point !== undefined && point.date !== null && point.date > day) {
    point = points[point.index - 1];
  }
  return point?.date === day ? point : null;
}
