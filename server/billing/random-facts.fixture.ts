import * as fc from 'fast-check';
import type { Facts } from './facts.ts';

const day = fc.integer({ min: 19_000, max: 19_400 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 3 });
const oneOf = <T>(items: readonly T[]) => fc.constantFrom(...items);

const UNITS = ['u1', 'u2', 'u3'];
const METERS = ['m1', 'm2', 'm3', 'm4'];
const TENANCIES = ['t1', 't2', 't3'];

const periodName = fc.tuple(day, fc.integer({ min: 0, max: 31 })).map(([from, length]) => ({
  from,
  to: from + length,
}));

const reading = fc.record({
  subMeterId: oneOf(METERS),
  date: day,
  kind: oneOf(['regular', 'regular', 'regular', 'opening', 'final', 'estimated'] as const),
  dialWh: fc.bigInt(0n, 10_000_000n),
  /** Takes the place of the dial. */
  usageWh: oneOf([null, null, null, 0n, -1_000n, 1_000_000n]),
  previousDate: maybe(day),
  previousDialWh: maybe(fc.bigInt(0n, 10_000_000n)),
  period: maybe(periodName),
  answer: maybe(oneOf(['rolledOver', 'replaced', 'ranBackwards', 'typingError'] as const)),
});

const bill = fc.record({
  number: oneOf(['', 'a', 'b']),
  periodStart: maybe(day),
  periodEnd: day,
  totalWh: oneOf([0n, 1n, 1_000n, 1_000_000n, 90_000_000n, -5_000n]),
  amount: fc.bigInt(-1_000_000n, 10_000_000n),
  /** Tenths of a positive amount that are not passed on. */
  kept: oneOf([0n, 0n, 1n, 10n]),
});

const withIds = <T>(prefix: string, items: T[]) =>
  items.map((item, index) => ({ id: `${prefix}${index}`, ...item }));

/** Any facts, however odd: rows of all kinds in conflict with one another. */
export const randomFacts: fc.Arbitrary<Facts> = fc
  .record({
    split: oneOf(['owner', 'usage', 'equal'] as const),
    multipliers: fc.tuple(...METERS.map(() => oneOf(['1', '10', '-1', '0.5']))),
    digits: maybe(fc.integer({ min: 3, max: 6 })),
    bills: fc.array(bill, { maxLength: 8 }),
    readings: fc.array(reading, { maxLength: 30 }),
    tenancies: fc.array(
      fc.record({ unitId: oneOf(UNITS), movedIn: maybe(day), movedOut: maybe(day) }),
      { maxLength: 3 },
    ),
    payments: fc.array(
      fc.record({
        date: day,
        amount: fc.bigInt(-50_000n, 500_000n),
        toUtility: fc.boolean(),
        unitId: maybe(oneOf(UNITS)),
        tenancyId: maybe(oneOf(TENANCIES)),
        period: maybe(periodName),
      }),
      { maxLength: 8 },
    ),
    adjustments: fc.array(
      fc.record({
        unitId: oneOf(UNITS),
        date: day,
        amount: fc.bigInt(-9_000n, 9_000n),
        reason: oneOf(['x']),
      }),
      { maxLength: 3 },
    ),
  })
  .map((random) => ({
    settings: {
      currencyDecimals: 2,
      readingWindowDays: 10,
      commonPart: [{ from: null, split: random.split }],
    },
    units: UNITS.map((id, index) => ({ id, label: `Unit ${index + 1}` })),
    subMeters: METERS.map((id, index) => ({
      id,
      unitId: UNITS[Math.min(index, 2)] ?? 'u1',
      label: index === 3 ? 'b' : '',
      multiplier: random.multipliers[index] ?? '1',
      digits: random.digits,
    })),
    tenancies: random.tenancies.map((one, index) => ({
      id: TENANCIES[index] ?? 't1',
      tenant: `Tenant ${index}`,
      ...one,
    })),
    bills: withIds('b', random.bills).map(({ kept, ...one }) => ({
      ...one,
      notPassedOn: one.amount > 0n ? (one.amount * kept) / 10n : 0n,
    })),
    readings: withIds('r', random.readings).map((one) => ({
      ...one,
      dialWh: one.usageWh === null ? one.dialWh : null,
    })),
    payments: withIds('p', random.payments).map((one) => ({ ...one, key: one.id })),
    adjustments: withIds('a', random.adjustments).map((one) => ({ ...one, tenancyId: null })),
  }));
