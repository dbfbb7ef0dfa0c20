import { expect, test } from 'vitest';
import { billsOf } from './bill.ts';
import { someResults } from './results.fixture.ts';

test('the latest bill comes first, with its parts from the largest to what nobody is charged', () => {
  const [feb, jan] = billsOf(someResults());
  expect(feb).toMatchObject({ end: '2025-02-28', billed: '512.33', difference: '0.00' });
  expect(feb?.parts.map(({ what, unit, amount }) => [what, unit, amount])).toEqual([
    ['charge', 'Shop', '212.10'],
    ['charge', 'Apt 1A', '98.77'],
    ['charge', 'Apt 1B', null],
    ['common', '', '191.46'],
    ['notPassedOn', '', '10.00'],
  ]);
  expect(jan?.parts).toHaveLength(1);
});

test('the longest bar is the largest amount, and what is missing has none', () => {
  const [feb] = billsOf(someResults());
  expect(feb?.parts[0]?.share).toBe(1);
  expect(feb?.parts[1]?.share).toBeCloseTo(98.77 / 212.1);
  expect(feb?.parts[2]?.share).toBe(0);
});
