import * as fc from 'fast-check';
import { bill, building, d, reading } from './building.fixture.ts';
import type { Facts } from './facts.ts';

const UNITS = ['a', 'b'];
const BOUNDARIES = ['2024-12-31', '2025-01-31', '2025-02-28', '2025-03-31', '2025-04-30'];
const mostly = fc.integer({ min: 0, max: 9 }).map((n) => n > 0);
const oneOf = <T>(items: readonly T[]) => fc.constantFrom(...items);

const readings = fc.tuple(
  ...UNITS.flatMap((unit) =>
    BOUNDARIES.map((boundary, index) =>
      fc.record({
        unit: fc.constant(unit),
        there: mostly,
        day: fc.integer({ min: -3, max: 3 }).map((days) => d(boundary) + days),
        kwh: fc.integer({ min: 0, max: 30 }).map((more) => String(index * 100 + more)),
      }),
    ),
  ),
);

const bills = fc.tuple(
  ...BOUNDARIES.slice(1).map((end, index) =>
    fc.record({
      there: mostly,
      amount: oneOf(['100.00', '100.00', '99.97', '-20.00']),
      kwh: oneOf(['500', '500', '230', '0']),
      end: fc.constant(end),
      start: fc.constant(`2025-0${index + 1}-01`),
    }),
  ),
);

const money = <Extra extends object>(extra: fc.Arbitrary<Extra>, ids: readonly string[]) =>
  fc.tuple(
    ...ids.map((id) =>
      fc.tuple(
        mostly,
        extra,
        fc.record({
          id: fc.constant(id),
          unitId: oneOf(UNITS),
          date: fc.integer({ min: d('2024-12-01'), max: d('2025-06-30') }),
          amount: oneOf([2_000n, 2_000n, 1n, -500n]),
          tenancyId: oneOf([null, null, 't', 's']),
        }),
      ),
    ),
  );

/** Who lives in unit a: nobody named, one, or two after another, also within a period. */
const tenancies = oneOf<readonly (readonly [string, string | null])[]>([
  [],
  [['t', null]],
  [['t', '2025-02-28']],
  [
    ['t', '2025-02-14'],
    ['s', null],
  ],
]);

/** An ordinary ledger of four months at some moment: two of them differ as after a few corrections. */
export const randomLedger: fc.Arbitrary<Facts> = fc
  .record({
    ...{ readings, bills, tenancies },
    split: oneOf(['owner', 'usage', 'equal'] as const),
    payments: money(fc.record({ toUtility: fc.constant(false) }), ['p', 'q', 'r', 'x']),
    adjustments: money(fc.record({ reason: oneOf(['x', 'y']) }), ['f', 'g']),
  })
  .map((random) =>
    building(UNITS, {
      settings: {
        ...{ currencyDecimals: 2, readingWindowDays: 10 },
        commonPart: [{ from: null, split: random.split }],
      },
      bills: random.bills
        .filter(({ there }) => there)
        .map(({ end, kwh, amount, start }) => bill(end, kwh, amount, start)),
      readings: random.readings
        .filter(({ there }) => there)
        .map(({ unit, kwh, day }) => ({
          ...reading(unit, '2025-01-01', kwh),
          ...{ id: `${unit} ${day}`, date: day },
        })),
      tenancies: random.tenancies.map(([id, last], index) => ({
        ...{ id, unitId: 'a', tenant: id, movedOut: last === null ? null : d(last) },
        movedIn: index === 0 ? null : d('2025-02-15'),
      })),
      payments: random.payments.flatMap(([there, extra, one]) =>
        there ? [{ ...one, ...extra, key: one.id, period: null }] : [],
      ),
      adjustments: random.adjustments.flatMap(([there, extra, one]) =>
        there ? [{ ...one, ...extra }] : [],
      ),
    }),
  );
