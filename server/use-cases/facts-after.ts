/** The facts after some changes, from those of before: what did not change is the very same object. */
import type { GroupedFacts, Reading } from '../billing/facts.ts';
import { groupBy } from '../billing/group-by.ts';
import type { FactReader } from './facts.ts';
import type { Changes, RowChange } from './ledger.ts';

/**
 * Null where more moves than some rows: units, sub-meters and tenancies, to which other rows refer, or a
 * sub-meter that had no readings or has none now, and so may or may not measure.
 */
export function factsAfter(
  facts: GroupedFacts,
  changes: Changes,
  read: FactReader,
): GroupedFacts | null {
  const { units, subMeters, tenancies } = changes;
  if (units.length + subMeters.length + tenancies.length > 0) return null;
  const readingsOf = readingsAfter(facts.readingsOf, moved(changes.readings, read.readings));
  if (readingsOf === null) return null;
  return {
    ...facts,
    readingsOf,
    bills: after(facts.bills, moved(changes.bills, read.bills)),
    payments: after(facts.payments, moved(changes.payments, read.payments)),
    adjustments: after(facts.adjustments, moved(changes.adjustments, read.adjustments)),
  };
}

/** Rows that went, those that became others among them, and rows that came. */
interface Moved<Fact> {
  readonly gone: readonly Fact[];
  readonly came: readonly Fact[];
}

function moved<Row, Fact>(
  changes: readonly RowChange<Row>[],
  read: (row: Row) => Fact,
): Moved<Fact> {
  const facts = (rows: readonly (Row | null)[]) =>
    rows.flatMap((row) => (row === null ? [] : [read(row)]));
  return {
    gone: facts(changes.map(({ before }) => before)),
    came: facts(changes.map((change) => change.after)),
  };
}

function after<Fact extends { readonly id: string }>(
  facts: readonly Fact[],
  { gone, came }: Moved<Fact>,
): readonly Fact[] {
  if (gone.length === 0 && came.length === 0) return facts;
  const ids = new Set(gone.map(({ id }) => id));
  return [...facts.filter(({ id }) => !ids.has(id)), ...came];
}

function readingsAfter(
  readingsOf: GroupedFacts['readingsOf'],
  { gone, came }: Moved<Reading>,
): GroupedFacts['readingsOf'] | null {
  const [going, coming] = [bySubMeter(gone), bySubMeter(came)];
  const now = new Map(readingsOf);
  for (const id of new Set([...going.keys(), ...coming.keys()])) {
    const all = { gone: going.get(id) ?? [], came: coming.get(id) ?? [] };
    const was = readingsOf.get(id);
    const is = after(was ?? [], all);
    if (was === undefined || is.length === 0) return null;
    now.set(id, is);
  }
  return now;
}

function bySubMeter(readings: readonly Reading[]): ReadonlyMap<string, readonly Reading[]> {
  return groupBy(readings, ({ subMeterId }) => subMeterId);
}
