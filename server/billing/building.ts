import type { GroupedFacts, SubMeter, Unit } from './facts.ts';
import { groupBy } from './group-by.ts';
import { inNaturalOrder } from './natural-order.ts';
import { stays, type Stay } from './people.ts';

/** Whom and what there is, whatever was read and billed. */
export interface Building {
  /** In natural order, as are the sub-meters of each. */
  readonly units: readonly Unit[];
  readonly subMetersOf: ReadonlyMap<string, readonly SubMeter[]>;
  readonly staysOf: (unitId: string) => readonly Stay[];
}

export function buildingOf(facts: GroupedFacts): Building {
  const tenanciesOf = groupBy(facts.tenancies, ({ unitId }) => unitId);
  const units = inNaturalOrder(facts.units);
  const staysByUnit = new Map(units.map(({ id }) => [id, stays(tenanciesOf.get(id) ?? [])]));
  return {
    units,
    subMetersOf: groupBy(inNaturalOrder(facts.subMeters), ({ unitId }) => unitId),
    staysOf: (unitId) => staysByUnit.get(unitId) ?? [],
  };
}
