import type { Day, Tenancy } from './facts.ts';
import type { Metered } from './usage.ts';
import { compareText } from './natural-order.ts';

/** Someone's (or nobody's) days in a unit. */
export interface Stay {
  /** Null without `vacant`: the unnamed tenant. */
  readonly tenancyId: string | null;
  readonly vacant: boolean;
  readonly from: Day;
  readonly to: Day;
}

const EVER = Number.MAX_SAFE_INTEGER;

/**
 * Who lives in a unit, from ever to ever without a gap (DESIGN §3, People): a day claimed by two
 * belongs to the one moving in; before the first an unnamed tenant; between and after, vacant.
 */
export function stays(tenancies: readonly Tenancy[]): Stay[] {
  const unnamed = { tenancyId: null, vacant: false };
  const sorted = tenancies.toSorted(
    (a, b) => startOf(a) - startOf(b) || endOf(a) - endOf(b) || compareText(a.id, b.id),
  );
  const found: Stay[] = [];
  let next: Day = -EVER;
  for (const [index, tenancy] of sorted.entries()) {
    const follower = sorted[index + 1];
    const from = Math.max(startOf(tenancy), next);
    const to = Math.min(endOf(tenancy), follower ? startOf(follower) - 1 : EVER);
    if (to < from) continue;
    if (from > next) {
      const empty = found.length === 0 ? unnamed : { tenancyId: null, vacant: true };
      found.push({ ...empty, from: next, to: from - 1 });
    }
    found.push({ tenancyId: tenancy.id, vacant: false, from, to });
    next = to + 1;
  }
  if (next <= EVER) {
    const rest = found.length === 0 ? unnamed : { tenancyId: null, vacant: true };
    found.push({ ...rest, from: next, to: EVER });
  }
  return found;
}

const startOf = (tenancy: Tenancy) => tenancy.movedIn ?? -EVER;
const endOf = (tenancy: Tenancy) => tenancy.movedOut ?? EVER;

/** The stays within a period, cut to it. */
export function staysWithin(all: readonly Stay[], start: Day, end: Day): Stay[] {
  return all
    .filter(({ from, to }) => from <= end && to >= start)
    .map((stay) => ({ ...stay, from: Math.max(stay.from, start), to: Math.min(stay.to, end) }));
}

export interface CutUsage {
  readonly usagesWh: readonly bigint[];
  readonly estimated: readonly boolean[];
}

const CUT_WINDOW_DAYS = 3;

/**
 * A unit's usage of a period by stay: each sub-meter is cut at the reading nearest to the day before
 * a change, held between the period's two positions; else on the straight line, estimated.
 */
export function cutUsage(metered: readonly Metered[], parts: readonly Stay[], end: Day): CutUsage {
  const usagesWh = parts.map(() => 0n);
  const estimated = parts.map(() => false);
  for (const one of metered) {
    const total = one.usages.get(end)?.usageWh ?? 0n;
    let before = 0n;
    for (const index of parts.keys()) {
      const isLast = index === parts.length - 1;
      const cut = isLast ? { wh: total, estimated: false } : cutAt(one, parts, index, end, before);
      usagesWh[index] = (usagesWh[index] ?? 0n) + cut.wh - before;
      if (cut.estimated) {
        estimated[index] = true;
        estimated[index + 1] = true;
      }
      before = cut.wh;
    }
  }
  return { usagesWh, estimated };
}

/** Usage from the period's start to the end of a stay. */
function cutAt(
  metered: Metered,
  parts: readonly Stay[],
  index: number,
  end: Day,
  before: bigint,
): { wh: bigint; estimated: boolean } {
  const usage = metered.usages.get(end);
  const total = usage?.usageWh ?? 0n;
  const start = parts[0]?.from ?? end;
  const last = parts[index]?.to ?? end;
  const opening = metered.positions.at(start - 1);
  if (usage?.flags.includes('given') === true || opening.state !== 'known') {
    const [days, passed] = [BigInt(end - start + 1), BigInt(last - start + 1)];
    return { wh: held((total * passed) / days, before, total), estimated: true };
  }
  const near = nearestPoint(metered, last);
  if (near !== null) return { wh: held(near - opening.wh, before, total), estimated: false };
  const position = metered.positions.at(last);
  if (position.state !== 'known') return { wh: before, estimated: true };
  const wh = held(position.wh - opening.wh, before, total);
  return { wh, estimated: position.estimated };
}

/** The energy at the reading nearest to a day within three days; ties: the later. */
function nearestPoint({ positions }: Metered, day: Day): bigint | null {
  let best: { wh: bigint; distance: number } | null = null;
  for (const { point, wh } of positions.known) {
    if (point.date === null || point.estimated) continue;
    const distance = Math.abs(point.date - day);
    if (distance <= CUT_WINDOW_DAYS && (best === null || distance <= best.distance)) {
      best = { wh, distance };
    }
  }
  return best?.wh ?? null;
}

/** Between what the stays before used and the usage of the period, whichever is larger. */
function held(wh: bigint, before: bigint, total: bigint): bigint {
  const [low, high] = before < total ? [before, total] : [total, before];
  if (wh < low) return low;
  return wh > high ? high : wh;
}
