import { describe, expect, test } from 'vitest';
import { bill, building, chargesOf, d, NOTHING, reading } from './building.fixture.ts';
import { derive } from './derive.ts';

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

  test('of bills of one end the earliest start counts, and all but one may have no kWh', () => {
    const network = { ...bill('2025-01-31', '0', '30.00', '2024-12-28'), id: 'n', number: 'net' };
    const [period] = derive({
      ...NOTHING,
      bills: [bill('2025-01-31', '100', '50.00', '2025-01-01'), network],
    }).periods;
    expect(period).toMatchObject({ start: d('2024-12-28'), billed: 8_000n, totalWh: 100_000n });
  });

  test('a rebill and a credit note that cancel leave nothing to pass on', () => {
    const credit = { ...bill('2025-01-31', '-100', '-50.00'), id: 'c', number: 'credit' };
    const again = { ...bill('2025-01-31', '90', '45.00'), id: 'r', number: 'rebill' };
    const facts = building(['a'], {
      bills: [bill('2025-01-31', '100', '50.00', '2025-01-01'), credit, again],
      readings: [reading('a', '2024-12-31', '0'), reading('a', '2025-01-31', '45')],
    });
    expect(derive(facts).periods[0]).toMatchObject({ billed: 4_500n, totalWh: 90_000n });
    expect(chargesOf(facts)).toEqual(['22.50']);
  });

  test('the first start looks past the reading window, and past typing errors', () => {
    const start = (date: string, more = {}) =>
      derive(
        building(['a'], {
          bills: [bill('2025-01-31', '100', '50')],
          readings: [reading('a', '2024-12-20', '1'), reading('a', date, '5', more)],
        }),
      ).periods[0]?.start;
    expect(start('2025-01-20')).toBe(d('2025-01-21'));
    expect(start('2025-01-21')).toBe(d('2024-12-21'));
    expect(start('2025-01-05', { answer: 'typingError' })).toBe(d('2024-12-21'));
  });

  test('a defaulted period longer than 1.5 × the median is flagged: a bill may be missing', () => {
    const ends = ['2025-01-31', '2025-02-28', '2025-03-31', '2025-05-31'];
    const bills = ends.map((end, i) => bill(end, '1', '1', i === 0 ? '2025-01-01' : null));
    const flags = derive({ ...NOTHING, bills }).periods.map((one) => one.flags);
    expect(flags).toEqual([
      [],
      ['startDefaulted'],
      ['startDefaulted'],
      ['startDefaulted', 'longerThanUsual'],
    ]);
  });

  test('a period that begins after its end waits for the user', () => {
    const { periods } = derive({ ...NOTHING, bills: [bill('2025-01-31', '1', '1', '2025-02-01')] });
    expect(periods[0]?.flags).toContain('startAfterEnd');
  });
});
