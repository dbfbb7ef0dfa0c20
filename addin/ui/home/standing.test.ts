import { expect, test } from 'vitest';
import { someResults } from '../results/results.fixture.ts';
import { standingOf } from './standing.ts';

test('the latest period tells how many of its units are read', () => {
  const standing = standingOf(someResults());
  expect(standing).toMatchObject({ units: 3, unitsRead: 2, bill: { end: '2025-02-28' } });
});

test('who owes most comes first, credit last, and who owes nothing not at all', () => {
  expect(standingOf(someResults()).balances).toEqual([
    { unit: 'Apt 1A', tenant: 'Ann', amount: '98.77', isCredit: false },
    { unit: 'Apt 1B', tenant: null, amount: '-5.00', isCredit: true },
  ]);
});
