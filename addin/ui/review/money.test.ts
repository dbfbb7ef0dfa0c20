import { expect, test } from 'vitest';
import { moneyByTenant } from './money.ts';

const effect = (unit: string, tenant: string | null, periodEnd: string | null) => ({
  ...{ unit, tenant, periodEnd },
  ...{ before: null, after: '1.00' },
});

test('what moves is told by tenant: the charges, and the balance that comes of them', () => {
  const [jan, feb, balance, vacant] = [
    effect('1A', 'Ann', '2025-01-31'),
    effect('1A', 'Ann', '2025-02-28'),
    effect('1A', 'Ann', null),
    effect('1A', null, null),
  ];
  expect(moneyByTenant([jan, feb, balance, vacant])).toEqual([
    { unit: '1A', tenant: 'Ann', charges: [jan, feb], balance },
    { unit: '1A', tenant: null, charges: [], balance: vacant },
  ]);
});

test('a charge may move while the balance stays', () => {
  const jan = effect('1A', 'Ann', '2025-01-31');
  expect(moneyByTenant([jan])).toEqual([
    { unit: '1A', tenant: 'Ann', charges: [jan], balance: null },
  ]);
});
