import * as fc from 'fast-check';
import { reading } from './building.fixture.ts';
import { grouped } from './derive.ts';
import type { Facts, GroupedFacts, Reading } from './facts.ts';
import { randomFacts } from './random-facts.fixture.ts';
import { randomLedger } from './random-ledger.fixture.ts';

/**
 * Of a kind of facts: one row goes, or one of another ledger comes in its place. `between`: a reading in
 * the midst of a period, about where the tenant changes.
 */
const change = fc.record({
  kind: fc.constantFrom(
    ...(['readings', 'readings', 'readings', 'bills', 'payments', 'adjustments'] as const),
    ...(['tenancies', 'settings', 'between', 'between'] as const),
  ),
  at: fc.nat(29),
  isRemoved: fc.boolean(),
});
type Change = typeof change extends fc.Arbitrary<infer One> ? One : never;

/**
 * A ledger from moment to moment. What no change touched is the very same object at both, as whoever
 * keeps facts from one moment to the next has it.
 */
export const randomChanges: fc.Arbitrary<readonly GroupedFacts[]> = fc
  .oneof(fc.tuple(randomFacts, randomFacts), fc.tuple(randomLedger, randomLedger))
  .chain(([first, other]) =>
    fc.array(change, { minLength: 1, maxLength: 6 }).map((changes) => {
      const moments = [{ facts: first, groups: grouped(first) }];
      for (const one of changes) {
        const last = moments.at(-1) ?? { facts: first, groups: grouped(first) };
        const facts = changed(last.facts, other, one);
        moments.push({ facts, groups: regrouped(facts, last.groups) });
      }
      return moments.map(({ groups }) => groups);
    }),
  );

function changed(facts: Facts, other: Facts, { kind, at, isRemoved }: Change): Facts {
  if (kind === 'settings') return { ...facts, settings: other.settings };
  if (kind === 'between') return { ...facts, readings: withOneBetween(facts.readings, at) };
  const rows: readonly { readonly id: string }[] = facts[kind];
  const [comes] = isRemoved ? [] : other[kind].slice(at, at + 1);
  const others = rows.filter(({ id }, i) => i !== at && id !== comes?.id);
  return { ...facts, [kind]: comes === undefined ? others : [...others, comes] };
}

function withOneBetween(readings: readonly Reading[], at: number): Reading[] {
  const one = reading('a', '2025-02-14', String(110 + at), { id: 'between' });
  return [...readings.filter(({ id }) => id !== 'between'), one];
}

function regrouped(facts: Facts, { readingsOf: before }: GroupedFacts): GroupedFacts {
  const groups = grouped(facts);
  const kept = [...groups.readingsOf].map(([id, now]) => {
    const was = before.get(id) ?? [];
    const isSame = now.length === was.length && now.every((one, i) => one === was[i]);
    return [id, isSame ? was : now] as const;
  });
  return { ...groups, readingsOf: new Map(kept) };
}
