import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balanceOf } from './accounts.ts';
import { allocate } from './allocation.ts';
import { meter, reading } from './building.fixture.ts';
import { derive, deriveFrom, type Derivation } from './derive.ts';
import type { Facts } from './facts.ts';
import { randomChanges } from './random-changes.fixture.ts';
import { randomFacts } from './random-facts.fixture.ts';
import { reconcileAccount, reconcilePeriod } from './reconciliation.ts';
import { settle } from './settlement.ts';

const numRuns = process.env['TEST_SCALE'] === 'full' ? 5_000 : 75;

// Thousands of properties take their time on a small machine.
describe('laws', { timeout: 600_000 }, () => {
  const check = (law: (facts: Facts) => void) =>
    fc.assert(fc.property(randomFacts, law), { numRuns });

  test('charges + common part + not passed on = the bill, for any facts', () => {
    check((facts) => {
      for (const period of derive(facts).periods) {
        const parts = period.usageCharged + period.usageVacant + period.common;
        expect(parts + period.notPassedOn).toBe(period.billed);
      }
    });
  });

  test('no part is a minor unit or more from its exact share, and a reversal cancels', () => {
    const usage = fc.option(fc.bigInt(-5_000_000n, 90_000_000n), { nil: null, freq: 9 });
    const [amount, total] = [fc.bigInt(-9_999_999n, 9_999_999n), fc.bigInt(-9n, 200_000_000n)];
    fc.assert(
      fc.property(amount, total, fc.array(usage, { maxLength: 12 }), (a, t, usages) => {
        const { charges, common, unitsWh } = allocate(a, t, usages);
        expect(charges.reduce<bigint>((sum, one) => sum + (one ?? 0n), common)).toBe(a);
        for (const [index, usageWh] of usages.entries()) {
          if (usageWh === null || t <= 0n) continue;
          const whole = unitsWh > t ? unitsWh : t;
          const off = (charges[index] ?? 0n) * whole - usageWh * a;
          expect(off < whole && off > -whole).toBe(true);
        }
        const back = allocate(-a, t, usages);
        expect([...back.charges, back.common].map((one) => one && -one)).toEqual([
          ...charges,
          common,
        ]);
      }),
      { numRuns },
    );
  });

  test('tenants and owner together bear the common part', () => {
    check((facts) => {
      for (const { common, commonCharged } of derive(facts).periods) {
        expect(common < 0n ? commonCharged >= common : commonCharged <= common).toBe(true);
      }
    });
  });

  test('the order of rows never matters', () => {
    const inAnyOrder = randomFacts.chain((facts) => {
      const shuffled = <T>(rows: readonly T[]) =>
        fc.shuffledSubarray([...rows], { minLength: rows.length });
      const other: fc.Arbitrary<Facts> = fc.record({
        settings: fc.constant(facts.settings),
        units: shuffled(facts.units),
        subMeters: shuffled(facts.subMeters),
        tenancies: shuffled(facts.tenancies),
        bills: shuffled(facts.bills),
        readings: shuffled(facts.readings),
        payments: shuffled(facts.payments),
        adjustments: shuffled(facts.adjustments),
      });
      return fc.tuple(fc.constant(facts), other);
    });
    fc.assert(
      fc.property(inAnyOrder, ([facts, other]) => {
        expect(derive(other)).toEqual(derive(facts));
      }),
      { numRuns },
    );
  });

  test('derived from what was derived before, all is as though it were derived anew', () => {
    fc.assert(
      fc.property(randomChanges, (moments) => {
        let last: Derivation | null = null;
        for (const facts of moments) {
          last = deriveFrom(facts, last);
          expect(last.derived).toEqual(deriveFrom(facts).derived);
        }
      }),
      { numRuns },
    );
  });

  test('a unit without usage changes no one’s charge', () => {
    const owners = fc.constantFrom('owner' as const, 'usage' as const);
    fc.assert(
      fc.property(randomFacts, owners, (facts, split) => {
        const known: Facts = {
          ...facts,
          settings: { ...facts.settings, commonPart: [{ from: null, split }] },
          units: [...facts.units, { id: 'z', label: 'Annex' }],
          subMeters: [...facts.subMeters, meter('z')],
          readings: [
            ...facts.readings,
            ...facts.bills.flatMap(({ periodEnd, id }) => ({
              ...reading('z', '2020-01-01', '0'),
              ...{ id: `z ${id}`, date: periodEnd, dialWh: null, usageWh: 0n },
              period: { from: periodEnd, to: periodEnd },
            })),
          ],
        };
        // Only readings decide where a first period without a start begins: give the same days.
        const without = {
          ...known,
          units: facts.units,
          subMeters: facts.subMeters,
        };
        const others = derive(known).charges.filter(({ unitId }) => unitId !== 'z');
        expect(others).toEqual(derive(without).charges);
      }),
      { numRuns },
    );
  });

  test('a balance is the sum of its entries, and one range begins where the other ended', () => {
    check((facts) => {
      for (const { entries, balance } of derive(facts).accounts) {
        const middle = 19_200;
        const later = entries.filter(({ date }) => date > middle);
        expect(balanceOf(entries, middle) + balanceOf(later)).toBe(balance);
      }
    });
  });

  test('what an account owes and has paid is settled as far as it goes', () => {
    check((facts) => {
      for (const { entries, balance } of derive(facts).accounts) {
        const { open, credit } = settle(entries);
        const left = (rests: typeof open) => rests.reduce((sum, one) => sum + one.amount, 0n);
        expect(left(open) - left(credit)).toBe(balance);
      }
    });
  });

  test('the reconciliation of any range adds up, and no difference is left in any period', () => {
    check((facts) => {
      const { periods, accounts } = derive(facts);
      for (const period of periods) expect(reconcilePeriod(period).difference).toBe(0n);
      for (const { entries } of accounts) {
        const [early, late] = [
          reconcileAccount(entries, -Infinity, 19_200),
          reconcileAccount(entries, 19_201, Infinity),
        ];
        expect(late.opening).toBe(early.closing);
        expect(late.closing).toBe(balanceOf(entries));
      }
    });
  });
});
