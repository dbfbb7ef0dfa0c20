import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balanceOf } from './accounts.ts';
import { dayFromIso } from './days.ts';
import { derive } from './derive.ts';
import type { Bill, Facts, Reading, SubMeter } from './facts.ts';
import { formatMoney, parseMoney } from './money.ts';
import { parseKwh } from './energy.ts';
import { randomFacts } from './random-facts.fixture.ts';

const numRuns = process.env['TEST_SCALE'] === 'full' ? 5_000 : 300;
const d = dayFromIso;

const NOTHING: Facts = {
  settings: {
    currencyDecimals: 2,
    readingWindowDays: 10,
    commonPart: [{ from: null, split: 'owner' }],
  },
  units: [],
  subMeters: [],
  tenancies: [],
  bills: [],
  readings: [],
  payments: [],
  adjustments: [],
};

function bill(end: string, kwh: string, amount: string, start: string | null = null): Bill {
  return {
    ...{ id: `bill ${end}`, number: '', notPassedOn: 0n },
    ...{ periodStart: start === null ? null : d(start), periodEnd: d(end) },
    ...{ totalWh: parseKwh(kwh), amount: parseMoney(amount, 2) },
  };
}

function reading(subMeterId: string, date: string, kwh: string, more: Partial<Reading> = {}) {
  return {
    ...{ id: `${subMeterId} ${date} ${kwh}`, subMeterId, date: d(date), kind: 'regular' as const },
    ...{ dialWh: parseKwh(kwh), usageWh: null, previousDate: null, previousDialWh: null },
    ...{ period: null, answer: null },
    ...more,
  };
}

function meter(unitId: string, more: Partial<SubMeter> = {}): SubMeter {
  return { id: unitId, unitId, label: '', multiplier: '1', digits: null, ...more };
}

/** Units a, b, … with one sub-meter each. */
function building(ids: string[], more: Partial<Facts>): Facts {
  return {
    ...NOTHING,
    units: ids.map((id) => ({ id, label: id })),
    subMeters: ids.map((id) => meter(id)),
    ...more,
  };
}

const chargesOf = (facts: Facts) =>
  derive(facts).charges.map(({ usageCharge }) =>
    usageCharge === null ? null : formatMoney(usageCharge, 2),
  );

describe('a real estate, March 2023', () => {
  const named = { from: d('2023-03-01'), to: d('2023-03-31') };
  const row = (subMeterId: string, previous: string, present: string) =>
    reading(subMeterId, '2023-04-06', present, {
      previousDate: d('2023-03-09'),
      previousDialWh: parseKwh(previous),
      period: named,
    });
  const facts: Facts = {
    ...NOTHING,
    units: ['2', '7', '9', '10', '11', '12', '14', 'House 1'].map((id) => ({ id, label: id })),
    subMeters: [
      meter('2', { multiplier: '-1' }),
      ...['Office', 'Store'].map((label) => meter('7', { id: `7 ${label}`, label })),
      meter('9', { multiplier: '10' }),
      ...['Board 1', 'Board 2'].map((label) => meter('10', { id: `10 ${label}`, label })),
      meter('11'),
      meter('12'),
      ...['M1', 'M3', 'M4'].map((label) => meter('14', { id: `14 ${label}`, label })),
      ...['PR10', 'PR3'].map((label) =>
        meter('14', { id: `14 ${label}`, label, multiplier: '-1' }),
      ),
      meter('House 1'),
    ],
    bills: [bill('2023-03-31', '148787.48', '57360.05', '2023-03-01')],
    readings: [
      row('2', '400710', '402710'),
      row('7 Office', '444856', '449579'),
      row('7 Store', '766705', '771834'),
      row('9', '75471', '75772'),
      row('10 Board 1', '582576', '586719'),
      row('10 Board 2', '1342551', '1349705'),
      row('11', '3325082', '3348859'),
      row('12', '36162', '36853'),
      row('14 M1', '953553', '977762'),
      row('14 M3', '139214', '142365'),
      row('14 M4', '240871', '247882'),
      row('14 PR10', '8612', '12417'),
      row('14 PR3', '244980', '250627'),
      row('House 1', '89084', '89403'),
    ],
  };

  test('charges are the published ones within a cent, also with several sub-meters and multipliers', () => {
    const published = [
      -77_103n,
      379_811n,
      116_041n,
      435_518n,
      916_643n,
      26_639n,
      960_669n,
      12_298n,
    ];
    for (const [index, { usageCharge }] of derive(facts).charges.entries()) {
      const difference = (usageCharge ?? 0n) - (published[index] ?? 0n);
      expect(difference >= -1n && difference <= 1n).toBe(true);
    }
    expect(derive(facts).charges[6]?.usageWh).toBe(24_919_000n);
  });

  test('charges and the common part are the bill, and the rate is the published one', () => {
    const { periods, charges } = derive(facts);
    const sum = charges.reduce((total, one) => total + (one.usageCharge ?? 0n), 0n);
    expect(sum + (periods[0]?.common ?? 0n)).toBe(5_736_005n);
    expect(periods[0]?.rate).toBe('0.385517');
  });
});

describe('periods', () => {
  test('bills of one end are one period: amounts, kWh and what is not passed on are summed', () => {
    const credit = { ...bill('2025-01-31', '0', '-20.00', '2025-01-05'), id: 'x', number: 'cr' };
    const [period] = derive({
      ...NOTHING,
      bills: [{ ...bill('2025-01-31', '100', '50.00', '2025-01-01'), notPassedOn: 500n }, credit],
    }).periods;
    expect(period).toMatchObject({ start: d('2025-01-01'), billed: 3_000n, amount: 2_500n });
  });

  test('without a start a period begins the day after the one before; the first after readings', () => {
    const { periods } = derive(
      building(['a'], {
        bills: [bill('2025-01-31', '100', '50'), bill('2025-02-28', '100', '50')],
        readings: [reading('a', '2024-12-30', '5')],
      }),
    );
    expect(periods.map(({ start }) => start)).toEqual([d('2024-12-31'), d('2025-02-01')]);
  });

  test('a first bill without readings before it is only a baseline', () => {
    const [period] = derive({ ...NOTHING, bills: [bill('2025-01-31', '100', '50')] }).periods;
    expect(period).toMatchObject({ start: null, flags: ['baseline'], common: 5_000n });
  });

  test('periods that overlap wait for the user', () => {
    const { periods, charges } = derive(
      building(['a'], {
        bills: [
          bill('2025-01-31', '100', '50', '2025-01-01'),
          bill('2025-02-28', '100', '50', '2025-01-31'),
        ],
        readings: [reading('a', '2024-12-31', '0'), reading('a', '2025-02-28', '9')],
      }),
    );
    expect(periods.map(({ flags }) => flags.includes('overlaps'))).toEqual([true, true]);
    expect(charges.map(({ usageCharge }) => usageCharge)).toEqual([null, null]);
  });
});

describe('usage', () => {
  const january = [bill('2025-01-31', '1000', '100.00', '2025-01-01')];

  test('the reading nearest to a boundary closes it, two as near: the earlier boundary', () => {
    const { usages } = derive(
      building(['a'], {
        bills: january,
        readings: [
          ...[reading('a', '2024-12-25', '0'), reading('a', '2025-01-02', '10')],
          ...[reading('a', '2025-01-28', '200'), reading('a', '2025-02-01', '210')],
        ],
      }),
    );
    expect(usages[0]).toMatchObject({ usageWh: 200_000n, flags: [] });
  });

  test('a meter change leaves no seam', () => {
    const facts = building(['a'], {
      bills: january,
      readings: [
        ...[reading('a', '2024-12-31', '900'), reading('a', '2025-01-31', '40')],
        reading('a', '2025-01-15', '950', { kind: 'final' }),
        reading('a', '2025-01-15', '10', { kind: 'opening' }),
      ],
    });
    expect(derive(facts).usages[0]).toMatchObject({ usageWh: 80_000n, flags: [] });
  });

  test('a reading below the one before puts both in question, until it is answered', () => {
    const drop = (more: Partial<Reading> = {}) =>
      derive(
        building(['a'], {
          subMeters: [meter('a', { digits: 5 })],
          bills: january,
          readings: [reading('a', '2024-12-31', '99990'), reading('a', '2025-01-31', '15', more)],
        }),
      );
    expect(drop().usages[0]).toMatchObject({ usageWh: null, flags: ['inQuestion', 'missing'] });
    expect(drop().questions[0]?.proposal.answer).toBe('rolledOver');
    expect(drop({ answer: 'rolledOver' }).usages[0]?.usageWh).toBe(25_000n);
    expect(drop({ answer: 'replaced' }).usages[0]?.usageWh).toBe(0n);
    expect(drop({ answer: 'ranBackwards' }).usages[0]?.usageWh).toBe(-99_975_000n);
  });

  test('a real reading below an estimated one trues it up in its own period', () => {
    const { usages, questions } = derive(
      building(['a'], {
        bills: [...january, bill('2025-02-28', '1000', '100.00')],
        readings: [
          reading('a', '2024-12-31', '0'),
          reading('a', '2025-01-31', '300', { kind: 'estimated' }),
          reading('a', '2025-02-28', '280'),
        ],
      }),
    );
    expect(questions).toEqual([]);
    expect(usages.map(({ usageWh }) => usageWh)).toEqual([300_000n, -20_000n]);
  });

  test('a straight line over several periods adds up to the watt-hour', () => {
    const { usages } = derive(
      building(['a'], {
        bills: [...january, bill('2025-02-28', '1', '1'), bill('2025-03-31', '1', '1')],
        readings: [reading('a', '2024-12-31', '0'), reading('a', '2025-03-31', '100')],
      }),
    );
    expect(usages.map(({ usageWh }) => usageWh)).toEqual([34_451n, 31_108n, 34_441n]);
    expect(usages[1]?.flags).toEqual(['estimated']);
  });

  test('one missing sub-meter makes the unit missing, not zero; the others stand', () => {
    const facts = building(['a', 'b'], {
      bills: january,
      readings: [
        ...[reading('a', '2024-12-31', '0'), reading('a', '2025-01-31', '100')],
        reading('b', '2024-12-31', '0'),
      ],
    });
    expect(chargesOf(facts)).toEqual(['10.00', null]);
  });

  test('a final reading without an opening retires the sub-meter: nothing more is used', () => {
    const facts = building(['a'], {
      bills: [...january, bill('2025-02-28', '1000', '100.00')],
      readings: [
        reading('a', '2024-12-31', '0'),
        reading('a', '2025-01-31', '7', { kind: 'final' }),
      ],
    });
    expect(derive(facts).usages[1]).toMatchObject({ usageWh: 0n, flags: ['retired'] });
  });

  test('usage that the ledger gives is the usage', () => {
    const facts = building(['a'], {
      bills: january,
      readings: [reading('a', '2025-01-31', '0', { dialWh: null, usageWh: 123_000n })],
    });
    expect(derive(facts).usages[0]).toMatchObject({ usageWh: 123_000n, flags: ['given'] });
  });

  test('a previous reading that differs from the known dial is a gap, and the dial bills', () => {
    const facts = building(['a'], {
      bills: january,
      readings: [
        reading('a', '2024-12-31', '100'),
        reading('a', '2025-01-31', '150', { previousDialWh: parseKwh('110') }),
      ],
    });
    expect(derive(facts).gaps[0]?.usageWh).toBe(10_000n);
    expect(derive(facts).usages[0]?.usageWh).toBe(50_000n);
  });

  test('known usage in days that no bill covers is listed', () => {
    const facts = building(['a'], {
      bills: january,
      readings: [
        ...[reading('a', '2024-12-31', '0'), reading('a', '2025-01-31', '50')],
        reading('a', '2025-03-31', '80'),
      ],
    });
    expect(derive(facts).unbilled).toMatchObject([{ from: d('2025-02-01'), usageWh: 30_000n }]);
  });
});

describe('allocation', () => {
  const use = (amount: string, total: string, kwh: Record<string, string>, more = {}) =>
    derive(
      building(Object.keys(kwh), {
        bills: [bill('2025-01-31', total, amount, '2025-01-01')],
        readings: Object.entries(kwh).flatMap(([id, used]) => [
          reading(id, '2024-12-31', '0'),
          reading(id, '2025-01-31', used, { answer: 'ranBackwards' }),
        ]),
        ...more,
      }),
    );

  test('over-metered: shared by usage, never more than the bill', () => {
    const { periods, charges } = use('100.00', '90', { a: '50', b: '50' });
    expect(charges.map(({ usageCharge }) => usageCharge)).toEqual([5_000n, 5_000n]);
    expect(periods[0]).toMatchObject({
      common: 0n,
      overMeteredWh: 10_000n,
      flags: ['overMetered'],
    });
  });

  test('no kWh: all is the common part', () => {
    const { periods, charges } = use('100.00', '0', { a: '0' });
    expect(charges[0]?.usageCharge).toBe(0n);
    expect(periods[0]).toMatchObject({ common: 10_000n, flags: ['unallocatable'] });
  });

  test('a bill that a rounded rate would lose cents of is passed on whole', () => {
    const { charges, periods } = use('999.50', '8000', { a: '7999' });
    expect(charges[0]?.usageCharge).toBe(99_938n);
    expect(periods[0]?.common).toBe(12n);
  });

  test('the common part is split by usage or equally where the property says so', () => {
    const split = (how: 'usage' | 'equal') =>
      use(
        '100.00',
        '100',
        { a: '60', b: '20' },
        {
          settings: { ...NOTHING.settings, commonPart: [{ from: null, split: how }] },
        },
      ).charges.map(({ commonCharge }) => commonCharge);
    expect(split('usage')).toEqual([1_500n, 500n]);
    expect(split('equal')).toEqual([1_000n, 1_000n]);
  });
});

describe('people', () => {
  const moved: Partial<Facts> = {
    bills: [bill('2025-01-31', '310', '31.00', '2025-01-01')],
    tenancies: [
      {
        id: 'ann',
        unitId: 'a',
        tenant: 'Ann',
        movedIn: d('2024-06-01'),
        movedOut: d('2025-01-10'),
      },
      { id: 'ben', unitId: 'a', tenant: 'Ben', movedIn: d('2025-01-16'), movedOut: null },
    ],
  };

  test('a change inside a period is cut at the reading nearest to the day before it', () => {
    const { charges } = derive(
      building(['a'], {
        ...moved,
        readings: [
          ...[reading('a', '2024-12-31', '0'), reading('a', '2025-01-31', '310')],
          ...[reading('a', '2025-01-11', '200'), reading('a', '2025-01-15', '210')],
        ],
      }),
    );
    expect(charges.map(({ usageWh, vacant }) => [usageWh, vacant])).toEqual([
      [200_000n, false],
      [10_000n, true],
      [100_000n, false],
    ]);
    expect(charges.map(({ usageCharge }) => usageCharge)).toEqual([2_000n, 100n, 1_000n]);
  });

  test('without a reading nearby the cut lies on the straight line and is estimated', () => {
    const { charges } = derive(
      building(['a'], {
        ...moved,
        readings: [reading('a', '2024-12-31', '0'), reading('a', '2025-01-31', '310')],
      }),
    );
    expect(charges.map(({ usageWh }) => usageWh)).toEqual([100_000n, 50_000n, 160_000n]);
    expect(charges[0]?.flags).toContain('estimated');
  });

  test('a payment by date of an empty unit is of the one who lived there last', () => {
    const { attributions } = derive(
      building(['a'], {
        ...moved,
        payments: [
          {
            ...{ id: 'p', key: 'p', date: d('2025-01-12'), amount: 100n, toUtility: false },
            ...{ unitId: 'a', tenancyId: null, period: null },
          },
        ],
      }),
    );
    expect(attributions[0]).toMatchObject({ tenancyId: 'ann', by: 'date' });
  });
});

describe('laws', () => {
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
});
