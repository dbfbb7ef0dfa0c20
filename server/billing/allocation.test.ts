import { describe, expect, test } from 'vitest';
import { bill, building, d, NOTHING, reading } from './building.fixture.ts';
import { derive } from './derive.ts';

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

  test('a reversal cancels, to the minor unit and unit by unit', () => {
    const kwh = { a: '1', b: '1', c: '1' };
    const amounts = (amount: string) =>
      use(amount, '3', kwh).charges.map(({ usageCharge }) => usageCharge);
    expect(amounts('1.00')).toEqual([34n, 33n, 33n]);
    expect(amounts('-1.00')).toEqual([-34n, -33n, -33n]);
  });

  test('minor units left over go to the largest remainders, ties by label, the common part last', () => {
    const { charges, periods } = use('0.02', '3', { 'Unit 10': '1', 'Unit 2': '1' });
    expect(charges.map(({ unitId }) => unitId)).toEqual(['Unit 2', 'Unit 10']);
    expect(charges.map(({ usageCharge }) => usageCharge)).toEqual([1n, 1n]);
    expect(periods[0]?.common).toBe(0n);
  });

  test('what may not be passed on is the owner’s', () => {
    const bills = [{ ...bill('2025-01-31', '100', '50.00', '2025-01-01'), notPassedOn: 1_000n }];
    const { periods, charges } = use('0', '0', { a: '50' }, { bills });
    expect(charges[0]?.usageCharge).toBe(2_000n);
    expect(periods[0]).toMatchObject({ amount: 4_000n, rate: '0.400000' });
  });

  test('the common part stays the owner’s while a unit is missing, and from a date on is split', () => {
    const from = (day: string | null) => ({
      settings: {
        ...NOTHING.settings,
        commonPart: [
          { from: null, split: 'owner' as const },
          { from: day === null ? null : d(day), split: 'equal' as const },
        ],
      },
    });
    const kwh = { a: '60', b: '20' };
    const shares = (more: object) =>
      use('100.00', '100', kwh, more).charges.map(({ commonCharge }) => commonCharge);
    expect(shares(from('2025-02-01'))).toEqual([0n, 0n]);
    expect(shares(from('2025-01-31'))).toEqual([1_000n, 1_000n]);
    const late = [
      ...['a', 'b'].map((id) => reading(id, '2024-12-31', '0')),
      reading('a', '2025-01-31', '60'),
    ];
    expect(shares({ ...from(null), readings: late })).toEqual([0n, 0n]);
  });

  test('by usage, a unit that used less than nothing bears none of the common part', () => {
    const settings = { ...NOTHING.settings, commonPart: [{ from: null, split: 'usage' as const }] };
    const { charges } = use('100.00', '100', { a: '60', b: '-10' }, { settings });
    expect(charges.map(({ commonCharge }) => commonCharge)).toEqual([5_000n, 0n]);
  });
});
