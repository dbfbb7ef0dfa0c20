import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balanceOf } from './accounts.ts';
import { meter, reading } from './building.fixture.ts';
import { derive } from './derive.ts';
import type { Facts } from './facts.ts';
import { randomFacts } from './random-facts.fixture.ts';
import { reconcileAccount, reconcilePeriod } from './reconciliation.ts';
import { settle } from './settlement.ts';

const numRuns = process.env['TEST_SCALE'] === 'full' ? 5_000 : 150;

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

  test('tenants and owner together bear the common part', () => {
    check((facts) => {
      for (const { common, commonCharged } of derive(facts).periods) {
        expect(common < 0n ? commonCharged >= common : commonCharged <= common).toBe(true);
      }
    });
  });

  test('the order of rows never matters', () => {
    check((facts) => {
      const reversed: Facts = {
        ...facts,
        units: facts.units.toReversed(),
        subMeters: facts.subMeters.toReversed(),
        tenancies: facts.tenancies.toReversed(),
        bills: facts.bills.toReversed(),
        readings: facts.readings.toReversed(),
        payments: facts.payments.toReversed(),
        adjustments: facts.adjustments.toReversed(),
      };
      expect(derive(reversed)).toEqual(derive(facts));
    });
  });

  test('a unit without usage changes no one’s charge', () => {
    fc.assert(
      fc.property(randomFacts, (facts) => {
        const known: Facts = {
          ...facts,
          settings: { ...facts.settings, commonPart: [{ from: null, split: 'usage' }] },
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
