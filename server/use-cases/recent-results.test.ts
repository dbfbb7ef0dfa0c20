import { expect, test } from 'vitest';
import { RecentResults } from './recent-results.ts';

const sized = () => new RecentResults<number>((size) => size, 10);

test('what is asked for while it is being made is made once', async () => {
  const recent = sized();
  let made = 0;
  const make = async () => (made += 1);
  expect(await Promise.all([recent.get('a', make), recent.get('a', make)])).toEqual([1, 1]);
  expect(await recent.get('a', make)).toBe(1);
});

test('above the sum of sizes those that were not used for longest go', async () => {
  const recent = sized();
  await recent.get('a', async () => 4);
  await recent.get('b', async () => 5);
  await recent.get('a', async () => 0);
  await recent.get('c', async () => 6);
  expect(await recent.get('a', async () => 1)).toBe(4);
  expect(await recent.get('b', async () => 2)).toBe(2);
});

test('a failure is not kept', async () => {
  const recent = sized();
  const fail = recent.get('a', () => Promise.reject(new Error('no database')));
  await expect(fail).rejects.toThrow('no database');
  expect(await recent.get('a', async () => 7)).toBe(7);
});
