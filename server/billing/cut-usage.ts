import type { StayMeter } from './derived.ts';
import type { DialPoint } from './dial.ts';
import type { Day } from './facts.ts';
import { multiply } from './energy.ts';
import type { Stay } from './people.ts';
import { straightLine } from './positions.ts';
import type { Metered } from './usage.ts';

export interface CutUsage {
  /** Watt-hours of each stay; they sum to the unit's usage. */
  readonly usagesWh: readonly bigint[];
  readonly estimated: readonly boolean[];
  /** Of each stay; sub-meters that were not there yet are left out. */
  readonly meters: readonly (readonly StayMeter[])[];
}

/** A reading as it is shown; none where a straight line stands for it. */
type Shown = { readonly date: Day | null; readonly dialWh: bigint | null } | null;

const CUT_WINDOW_DAYS = 3;

/**
 * A unit's usage of a period by stay: each sub-meter is cut at the reading nearest to the day before
 * a change within three days, held between the period's two positions; else on the straight line,
 * estimated (DESIGN §3, People).
 */
export function cutUsage(metered: readonly Metered[], parts: readonly Stay[], end: Day): CutUsage {
  const usagesWh = parts.map(() => 0n);
  const estimated = parts.map(() => false);
  const meters = parts.map((): StayMeter[] => []);
  for (const one of metered) {
    for (const [index, meter] of cutMeter(one, parts, end).entries()) {
      usagesWh[index] = (usagesWh[index] ?? 0n) + meter.usageWh;
      if (meter.isEstimated) estimated[index] = true;
      meters[index]?.push(meter);
    }
  }
  return { usagesWh, estimated, meters };
}

/** One sub-meter's usage by stay; none where it was not there yet. */
function cutMeter(one: Metered, parts: readonly Stay[], end: Day): StayMeter[] {
  const usage = one.usages.get(end);
  if (usage === undefined || usage.usageWh === null) return [];
  const total = usage.usageWh;
  const isGiven = usage.flags.includes('given');
  let opening: Shown = { date: usage.openingDate, dialWh: usage.openingDialWh };
  let wasEstimated = false;
  let before = 0n;
  return parts.map((_, index) => {
    const isLast = index === parts.length - 1;
    const cut = isLast
      ? { wh: total, estimated: false, point: null }
      : cutOf(one, total, isGiven, parts, index, end);
    const wh = held(cut.wh, before, total);
    const at: Shown | null = wh === cut.wh ? cut.point : null;
    const closing = isLast ? { date: usage.closingDate, dialWh: usage.closingDialWh } : at;
    const meter = {
      subMeterId: one.subMeter.id,
      openingDate: opening?.date ?? null,
      openingDialWh: opening?.dialWh ?? null,
      closingDate: closing?.date ?? null,
      closingDialWh: closing?.dialWh ?? null,
      usageWh: wh - before,
      isEstimated: cut.estimated || wasEstimated,
    };
    [opening, wasEstimated, before] = [closing, cut.estimated, wh];
    return meter;
  });
}

/** Usage from the period's start to the end of a stay. */
function cutOf(
  { points, positions, multiplier }: Metered,
  total: bigint,
  isGiven: boolean,
  parts: readonly Stay[],
  index: number,
  end: Day,
): { wh: bigint; estimated: boolean; point: DialPoint | null } {
  const start = parts[0]?.from ?? end;
  const last = parts[index]?.to ?? end;
  const opening = positions.at(start - 1);
  const position = positions.at(last);
  if (isGiven || opening.state !== 'known' || position.state !== 'known') {
    const wh = straightLine(total, end - start + 1, last - start + 1);
    return { wh, estimated: true, point: null };
  }
  const near = nearestPoint(points, last);
  if (near === null) {
    return { wh: position.wh - opening.wh, estimated: position.estimated, point: null };
  }
  return { wh: multiply(near.sumWh, multiplier) - opening.wh, estimated: false, point: near };
}

/** The real reading nearest to a day within three days; ties: the later. */
function nearestPoint(points: readonly DialPoint[], day: Day): DialPoint | null {
  let best: { point: DialPoint; distance: number } | null = null;
  for (const point of points) {
    if (point.date === null || point.estimated) continue;
    const distance = Math.abs(point.date - day);
    if (distance <= CUT_WINDOW_DAYS && (best === null || distance <= best.distance)) {
      best = { point, distance };
    }
  }
  return best?.point ?? null;
}

/** Between what the stays before used and the usage of the period, whichever is larger. */
function held(wh: bigint, before: bigint, total: bigint): bigint {
  const [low, high] = before < total ? [before, total] : [total, before];
  if (wh < low) return low;
  return wh > high ? high : wh;
}
