import { cutUsage, type CutUsage } from './cut-usage.ts';
import type { Charge, ChargeFlag, StayMeter, SubMeterUsage } from './derived.ts';
import { distribute } from './distribute.ts';
import type { Day, Unit } from './facts.ts';
import type { Stay } from './people.ts';
import type { Metered } from './usage.ts';

/** A unit that can be charged: it has at least one sub-meter. */
export interface MeteredUnit {
  readonly unit: Unit;
  readonly metered: readonly Metered[];
}

/** What a unit used in a period, all its sub-meters together. */
export interface UnitUsage {
  readonly usages: readonly SubMeterUsage[];
  /** Null: missing, or not measured yet. */
  readonly wh: bigint | null;
  /** Wholly before the first reading of all its sub-meters: as though they were not there. */
  readonly isAbsent: boolean;
}

/** The sum over the sub-meters; one that is missing makes the unit missing (Usage 5). */
export function unitUsage({ metered }: MeteredUnit, end: Day): UnitUsage {
  const usages: SubMeterUsage[] = [];
  let wh: bigint | null = 0n;
  let isAbsent = true;
  for (const one of metered) {
    const usage = one.usages.get(end);
    if (usage === undefined) continue;
    usages.push(usage);
    if (usage.usageWh === null && !usage.flags.includes('missing')) continue;
    isAbsent = false;
    wh = wh === null || usage.usageWh === null ? null : wh + usage.usageWh;
  }
  return { usages, wh: isAbsent ? null : wh, isAbsent };
}

export interface UnitShare {
  /** By usage; null: no charge. */
  readonly charge: bigint | null;
  /** Of the common part. */
  readonly common: bigint;
  /** The period waits for the user. */
  readonly waits: boolean;
}

/**
 * A unit's charge of one period by stay: by usage with the usages of the stays as weights, its share
 * of the common part by their days (DESIGN §3, People). Vacant days are the owner's.
 */
export function unitCharges(
  one: MeteredUnit,
  usage: UnitUsage,
  parts: readonly Stay[],
  end: Day,
  share: UnitShare,
): Charge[] {
  const isCut = parts.length > 1;
  const cut = isCut && usage.wh !== null ? cutUsage(one.metered, parts, end) : null;
  const usages = cut?.usagesWh ?? parts.map(() => (isCut ? null : usage.wh));
  const { charge } = share;
  const amounts =
    charge === null || !isCut
      ? parts.map(() => charge)
      : distribute(
          charge,
          usages.map((wh) => wh ?? 0n),
        );
  const days = parts.map(({ from, to }) => to - from + 1);
  const commons = isCut ? distribute(share.common, days.map(BigInt)) : [share.common];
  const only = one.metered.length === 1 ? usage.usages[0] : undefined;
  return parts.map(({ tenancyId, vacant, from, to }, index) => {
    const shown = shownOf(only, cut, index, parts.length);
    // Named one by one: spreading takes ten times as long, and there are many rows.
    return {
      periodEnd: end,
      unitId: one.unit.id,
      tenancyId,
      vacant,
      from,
      to,
      days: days[index] ?? 0,
      usageWh: usages[index] ?? null,
      usageCharge: amounts[index] ?? null,
      commonCharge: vacant ? 0n : (commons[index] ?? 0n),
      openingDate: shown?.openingDate ?? null,
      openingDialWh: shown?.openingDialWh ?? null,
      closingDate: shown?.closingDate ?? null,
      closingDialWh: shown?.closingDialWh ?? null,
      meters: cut?.meters[index] ?? null,
      flags: flagsOf(usage, vacant, isCut, cut?.estimated[index] ?? false, share.waits),
    };
  });
}

type Shown = Pick<StayMeter, 'openingDate' | 'openingDialWh' | 'closingDate' | 'closingDialWh'>;

/** What bounds a stay, where the unit has one sub-meter: the period's readings, or those at which it was cut. */
function shownOf(
  only: SubMeterUsage | undefined,
  cut: CutUsage | null,
  index: number,
  count: number,
): Shown | null {
  if (only === undefined) return null;
  const meter = cut?.meters[index]?.[0];
  if (meter !== undefined) return meter;
  const [isFirst, isLast] = [index === 0, index === count - 1];
  return {
    openingDate: isFirst ? only.openingDate : null,
    openingDialWh: isFirst ? only.openingDialWh : null,
    closingDate: isLast ? only.closingDate : null,
    closingDialWh: isLast ? only.closingDialWh : null,
  };
}

/** Those of all sub-meters, and what is to be said of the stay. */
function flagsOf(
  { usages }: UnitUsage,
  isVacant: boolean,
  isCut: boolean,
  isEstimated: boolean,
  waits: boolean,
): readonly ChargeFlag[] {
  const first = usages[0];
  if (usages.length === 1 && first && !isVacant && !isCut && !waits) return first.flags;
  const flags = new Set<ChargeFlag>();
  for (const usage of usages) for (const flag of usage.flags) flags.add(flag);
  if (isEstimated) flags.add('estimated');
  if (isVacant) flags.add('vacant');
  if (waits) flags.add('waiting');
  if (isCut) flags.add('partOfPeriod');
  return [...flags];
}
