import { expect, test } from 'vitest';
import { RecentResults } from './recent-results.ts';

const sized = () => new RecentResults<number>((size) => size, 10);

test('what is asked for while it is being made is made once', async () => {
  const recent = sized();
  let made = 0;
  const make = async () => (made += 1);
  const both = [recent.get('a', '1', make), recent.get('a', '1', make)];
  expect(await Promise.all(both)).toEqual([1, 1]);
  expect(await recent.get('a', '1', make)).toBe(1);
});

test('the next version is made from the last one, and takes its room', async () => {
  const recent = sized();
  const more = async (before: number | null) => (before ?? 0) + 3;
  expect(await recent.get('a', '1', more)).toBe(3);
  expect(await recent.get('b', '1', async () => 4)).toBe(4);
  expect(await recent.get('a', '2', more)).toBe(6);
  expect(await recent.get('b', '1', async () => 0)).toBe(4);
  expect(await recent.get('a', '3', more)).toBe(9);
  // Now b had to go.
  expect(await recent.get('b', '1', async () => 1)).toBe(1);
  expect(await recent.get('a', '3', async () => 0)).toBe(9);
});

test('above the sum of sizes those that were not used for longest go', async () => {
  const recent = sized();
  await recent.get('a', '1', async () => 4);
  await recent.get('b', '1', async () => 5);
  await recent.get('a', '1', async () => 0);
  await recent.get('c', '1', async () => 6);
  expect(await recent.get('a', '1', async () => 1)).toBe(4);
  expect(await recent.get('b', '1', async () => 2)).toBe(2);
});

test('a failure is not kept, and the next one is made without it', async () => {
  const recent = sized();
  const fail = recent.get('a', '1', () => Promise.reject(new Error('no database')));
  const next = recent.get('a', '2', async (before) => before ?? 7);
  await expect(fail).rejects.toThrow('no database');
  expect(await next).toBe(7);
  expect(await recent.get('a', '2', async () => 8)).toBe(7);
});
