import type { Building } from './building.ts';
import type { Calendar } from './calendar.ts';
import type { SubMeterUsage } from './derived.ts';
import type { Day, GroupedFacts } from './facts.ts';
import { staysWithin, type Stay } from './people.ts';
import type { MeteredUnit } from './unit-charges.ts';
import { meter, type Metered } from './usage.ts';

/** All sub-meters of a building. */
export interface MeteredBuilding {
  /** Units that have some. */
  readonly units: readonly MeteredUnit[];
  readonly all: readonly Metered[];
  readonly byId: ReadonlyMap<string, Metered>;
  /** Ends of periods in which some usage moved, or may have been cut elsewhere. */
  readonly moved: ReadonlySet<Day>;
}

type Readings = Pick<GroupedFacts, 'readingsOf'>;

/**
 * Meters every sub-meter; those that have the very same readings as before are taken over.
 * @param before of the same building and the same days
 */
export function meterAll(
  { units, subMetersOf, staysOf }: Building,
  { readingsOf }: Readings,
  calendar: Calendar,
  before: { readonly facts: Readings; readonly metered: MeteredBuilding } | null,
): MeteredBuilding {
  const byId = new Map<string, Metered>();
  const moved = new Set<Day>();
  const metered = units.flatMap((unit): MeteredUnit[] => {
    const subMeters = subMetersOf.get(unit.id) ?? [];
    if (subMeters.length === 0) return [];
    const all = subMeters.map((one) => {
      const readings = readingsOf.get(one.id);
      const known = before?.metered.byId.get(one.id);
      if (known && before?.facts.readingsOf.get(one.id) === readings) return known;
      const now = meter(one, readings ?? [], calendar);
      return known ? withKnownUsages(now, known, staysOf(unit.id), calendar, moved) : now;
    });
    for (const one of all) byId.set(one.subMeter.id, one);
    return [{ unit, metered: all }];
  });
  return { units: metered, all: metered.flatMap((one) => one.metered), byId, moved };
}

/** Usages that are what they were stay the same objects; the ends of the others are told. */
function withKnownUsages(
  now: Metered,
  known: Metered,
  stays: readonly Stay[],
  { periods }: Calendar,
  moved: Set<Day>,
): Metered {
  const usages = new Map(now.usages);
  for (const { start, end } of periods) {
    const [is, was] = [now.usages.get(end), known.usages.get(end)];
    if (is === undefined) continue;
    // Where somebody moved in or out, readings between the boundaries count too.
    const isCut = start !== null && staysWithin(stays, start, end).length > 1;
    if (was !== undefined && isSameUsage(is, was)) usages.set(end, was);
    else moved.add(end);
    if (isCut) moved.add(end);
  }
  return { ...now, usages };
}

function isSameUsage(one: SubMeterUsage, other: SubMeterUsage): boolean {
  return (Object.keys(one) as (keyof SubMeterUsage)[]).every((key) =>
    key === 'flags' ? String(one.flags) === String(other.flags) : one[key] === other[key],
  );
}
