import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balanceOf } from './accounts.ts';
import type { Entry } from './derived.ts';
import { settle } from './settlement.ts';

const numRuns = process.env['TEST_SCALE'] === 'full' ? 20_000 : 500;

const charge = (date: number, amount: bigint): Entry => ({
  ...{ kind: 'charge', id: '', key: '', date, amount, periodEnd: date },
});
const adjustment = (id: string, date: number, amount: bigint): Entry => ({
  ...{ kind: 'adjustment', id, key: '', date, amount, periodEnd: null },
});
const payment = (
  id: string,
  date: number,
  amount: bigint,
  period: number | null = null,
): Entry => ({
  ...{ kind: 'payment', id, key: id, date, amount, periodEnd: period },
});

/** "who paid → what: how much", and what is left on either side. */
function told(entries: readonly Entry[]) {
  const { settled, open, credit } = settle(entries);
  const name = ({ id, kind, date }: Entry) => (id === '' ? `${kind} ${date}` : id);
  return {
    settled: settled.map(({ debt, by, amount }) => `${name(by)} → ${name(debt)}: ${amount}`),
    open: open.map(({ entry, amount }) => `${name(entry)}: ${amount}`),
    credit: credit.map(({ entry, amount }) => `${name(entry)}: ${amount}`),
  };
}

describe('settlement', () => {
  test('payments settle the oldest period end first, by date', () => {
    const entries = [
      charge(31, 100n),
      charge(59, 100n),
      payment('b', 70, 30n),
      payment('a', 60, 80n),
    ];
    expect(told(entries)).toEqual({
      settled: ['a → charge 31: 80', 'b → charge 31: 20', 'b → charge 59: 10'],
      open: ['charge 59: 90'],
      credit: [],
    });
  });

  test('of two payments on a day the key decides', () => {
    const entries = [
      charge(31, 10n),
      charge(59, 10n),
      payment('y', 60, 10n),
      payment('x', 60, 10n),
    ];
    expect(told(entries).settled).toEqual(['x → charge 31: 10', 'y → charge 59: 10']);
  });

  test('a payment that names a period settles it before all others, its excess joins the rest', () => {
    const entries = [charge(31, 100n), charge(59, 50n), payment('early', 40, 60n)];
    const named = payment('named', 80, 70n, 59);
    expect(told([...entries, named])).toEqual({
      settled: ['named → charge 59: 50', 'early → charge 31: 60', 'named → charge 31: 20'],
      open: ['charge 31: 20'],
      credit: [],
    });
  });

  test('a payment that names a period without a charge joins the rest', () => {
    expect(told([charge(31, 10n), payment('p', 40, 10n, 59)]).settled).toEqual([
      'p → charge 31: 10',
    ]);
  });

  test('what finds nothing to settle is credit', () => {
    expect(told([charge(31, 10n), payment('p', 40, 25n)])).toMatchObject({ credit: ['p: 15'] });
  });

  test('a negative charge and a negative adjustment act as payments, a refund as a charge', () => {
    const entries = [
      ...[charge(31, 100n), charge(59, -40n), adjustment('goodwill', 61, -10n)],
      ...[payment('paid', 70, 65n), payment('refund', 75, -5n)],
    ];
    expect(told(entries)).toEqual({
      settled: [
        'charge 59 → charge 31: 40',
        'goodwill → charge 31: 10',
        'paid → charge 31: 50',
        'paid → refund: 5',
      ],
      open: [],
      credit: ['paid: 10'],
    });
  });

  test('an opening balance is a debt of its date', () => {
    const entries = [charge(31, 10n), adjustment('opening', 0, 7n), payment('p', 40, 8n)];
    expect(told(entries).settled).toEqual(['p → opening: 7', 'p → charge 31: 1']);
  });
});

describe('laws of settlement', { timeout: 600_000 }, () => {
  const day = fc.integer({ min: 0, max: 6 });
  const amount = fc.bigInt(-50n, 100n);
  const anyEntries = fc
    .record({
      charges: fc.uniqueArray(fc.tuple(day, amount), { selector: ([on]) => on, maxLength: 5 }),
      adjustments: fc.array(fc.tuple(day, amount), { maxLength: 3 }),
      payments: fc.array(fc.tuple(day, amount, fc.option(day, { nil: null })), { maxLength: 6 }),
    })
    .map(({ charges, adjustments, payments }) => [
      ...charges.map(([date, sum]) => charge(date, sum)),
      ...adjustments.map(([date, sum], i) => adjustment(`a${i}`, date, sum)),
      ...payments.map(([date, sum, period], i) => payment(`p${i}`, date, sum, period)),
    ]);
  const sum = (parts: readonly { readonly amount: bigint }[]) =>
    parts.reduce((total, one) => total + one.amount, 0n);

  test('as much is settled as is owed or paid, whichever is less, and the rest is the balance', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const owed = entries.map((one) => (one.kind === 'payment' ? -one.amount : one.amount));
        const debts = owed.reduce((total, one) => (one > 0n ? total + one : total), 0n);
        const funds = owed.reduce((total, one) => (one < 0n ? total - one : total), 0n);
        const { settled, open, credit } = settle(entries);
        expect(sum(settled)).toBe(debts < funds ? debts : funds);
        expect(sum(open) - sum(credit)).toBe(balanceOf(entries));
        expect(open.length === 0 || credit.length === 0).toBe(true);
      }),
      { numRuns },
    );
  });

  test('nothing is settled twice', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const { settled } = settle(entries);
        for (const entry of entries) {
          const size = entry.amount < 0n ? -entry.amount : entry.amount;
          const parts = settled.filter(({ debt, by }) => debt === entry || by === entry);
          expect(sum(parts) <= size).toBe(true);
        }
      }),
      { numRuns },
    );
  });

  test('the order of rows never matters', () => {
    const shuffled = anyEntries.chain((entries) =>
      fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })),
    );
    fc.assert(
      fc.property(shuffled, ([entries, other]) => {
        expect(settle(other)).toEqual(settle(entries));
      }),
      { numRuns },
    );
  });
});
