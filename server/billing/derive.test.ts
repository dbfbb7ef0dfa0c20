import { describe, expect, test } from 'vitest';
import { bill, d, meter, NOTHING, reading } from './building.fixture.ts';
import type { Facts } from './facts.ts';
import { derive } from './derive.ts';
import { parseKwh } from './energy.ts';

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
