import { describe, expect, test } from 'vitest';
import { bill, building, d, NOTHING, reading } from './building.fixture.ts';
import type { Facts, Reading } from './facts.ts';
import { derive } from './derive.ts';

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

  test('of two who claim the same days the name decides, whichever was written down first', () => {
    const claims = (first: string, second: string) => {
      const both = [first, second].map((tenant, index) => ({
        ...{ id: `t${index}`, unitId: 'a', tenant, movedIn: null, movedOut: null },
      }));
      const readings = [reading('a', '2024-12-31', '0'), reading('a', '2025-01-31', '310')];
      const { accounts } = derive(building(['a'], { ...moved, tenancies: both, readings }));
      return accounts.map(({ tenant, balance }) => [tenant, balance]);
    };
    expect(claims('Ann', 'Bob')).toEqual(claims('Bob', 'Ann'));
    expect(claims('Ann', 'Bob')).toHaveLength(2);
  });

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

  const charged = (tenancies: Facts['tenancies'], readings: Reading[], more = {}) =>
    derive(building(['a'], { ...moved, tenancies, readings, ...more })).charges;
  const stay = (id: string, movedIn: string | null, movedOut: string | null) => ({
    ...{ id, unitId: 'a', tenant: id },
    movedIn: movedIn === null ? null : d(movedIn),
    movedOut: movedOut === null ? null : d(movedOut),
  });
  const whole = [reading('a', '2024-12-31', '0'), reading('a', '2025-01-31', '310')];

  test('a day claimed by two belongs to the one moving in; before the first it is an unnamed tenant’s', () => {
    const rows = charged(
      [stay('ann', '2025-01-11', '2025-01-21'), stay('ben', '2025-01-21', null)],
      whole,
    );
    expect(rows.map(({ tenancyId, vacant, days }) => [tenancyId, vacant, days])).toEqual([
      [null, false, 10],
      ['ann', false, 10],
      ['ben', false, 11],
    ]);
  });

  test('after the last tenancy the unit is vacant, and its charge the owner’s', () => {
    const facts = building(['a'], { ...moved, readings: whole });
    const { periods } = derive({ ...facts, tenancies: [stay('ann', null, '2025-01-10')] });
    expect(periods[0]).toMatchObject({ usageCharged: 1_000n, usageVacant: 2_100n });
  });

  test('a tenancy goes on after a shorter one within it', () => {
    const rows = charged(
      [stay('ann', '2024-01-01', '2025-12-31'), stay('sub', '2025-01-11', '2025-01-20')],
      whole,
    );
    expect(rows.map(({ tenancyId }) => tenancyId)).toEqual(['ann', 'sub', 'ann']);
    const { accounts } = derive(
      building(['a'], {
        ...moved,
        readings: whole,
        tenancies: [
          stay('ann', '2024-01-01', '2025-12-31'),
          stay('sub', '2025-01-11', '2025-01-20'),
        ],
      }),
    );
    expect(accounts.map(({ entries }) => entries.map(({ amount }) => amount))).toEqual([
      [2_100n],
      [1_000n],
    ]);
  });

  test('of two readings as near to a change the later cuts, four days away none does', () => {
    const tenancies = [stay('ann', null, '2025-01-10'), stay('ben', '2025-01-11', null)];
    const at = (...dates: [string, string][]) =>
      charged(tenancies, [...whole, ...dates.map(([on, kwh]) => reading('a', on, kwh))])[0];
    expect(at(['2025-01-08', '70'], ['2025-01-12', '90'])).toMatchObject({
      ...{ usageWh: 90_000n, closingDate: d('2025-01-12'), flags: ['partOfPeriod'] },
    });
    expect(at(['2025-01-06', '60'])?.flags).toContain('estimated');
  });

  test('the common part is shared by days, and the vacant days’ part stays the owner’s', () => {
    const settings = { ...NOTHING.settings, commonPart: [{ from: null, split: 'equal' as const }] };
    const bills = [bill('2025-01-31', '620', '62.00', '2025-01-01')];
    const rows = charged([stay('ann', null, '2025-01-10')], whole, { settings, bills });
    expect(rows.map(({ commonCharge }) => commonCharge)).toEqual([1_000n, 0n]);
  });

  const paid = (date: string, more: object = {}) => ({
    ...{ id: date, key: date, date: d(date), amount: 100n, toUtility: false },
    ...{ unitId: 'a', tenancyId: null, period: null, ...more },
  });
  const recipientsOf = (payments: Facts['payments']) =>
    derive(building(['a'], { ...moved, readings: whole, payments })).attributions.map(
      ({ tenancyId, by, predecessorOwes }) => [tenancyId, by, predecessorOwes],
    );

  test('a payment is the named tenant’s, else the named period’s, else of who lives there', () => {
    const december = { from: d('2024-12-01'), to: d('2024-12-31') };
    expect(
      recipientsOf([
        paid('2025-02-01', { tenancyId: 'ann' }),
        paid('2025-02-02', { period: december }),
        paid('2025-02-03'),
        paid('2025-02-04', { unitId: null }),
      ]),
    ).toEqual([
      ['ann', 'tenant', false],
      ['ann', 'period', false],
      ['ben', 'date', true],
      [null, 'nobody', false],
    ]);
  });

  test('the predecessor no longer owes once they have paid', () => {
    const all = paid('2025-02-01', { tenancyId: 'ann', amount: 100_000n });
    expect(recipientsOf([all, paid('2025-02-03')])[1]).toEqual(['ben', 'date', false]);
  });

  test('a balance is charges and adjustments less payments, of the tenancy', () => {
    const { accounts } = derive(
      building(['a'], {
        ...moved,
        readings: whole,
        payments: [paid('2025-02-03')],
        adjustments: [
          {
            id: 'x',
            unitId: 'a',
            tenancyId: null,
            date: d('2025-02-01'),
            amount: -50n,
            reason: 'r',
          },
        ],
      }),
    );
    expect(accounts.map(({ tenant, balance }) => [tenant, balance])).toEqual([
      ['Ann', 1_000n],
      ['Ben', 1_450n],
    ]);
  });
});
