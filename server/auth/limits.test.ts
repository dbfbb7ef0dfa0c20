import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../tests/setup/test-database.ts';
import type { TestDatabase } from '../../tests/setup/test-database.ts';
import { attempt, forget, lockOut, network, takeMailTurn } from './limits.ts';

const limit = { name: 'test', attempts: 3, windowMs: 60_000 };
const start = new Date('2025-01-01T00:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1_000);

let database: TestDatabase;
const waitOf = async (...given: Parameters<typeof attempt>) => (await attempt(...given)).wait;
beforeAll(async () => {
  database = await testDatabase();
});

describe('a limit', () => {
  test('of many attempts at once lets through as many as it allows', async () => {
    const waits = await Promise.all(
      Array.from({ length: 20 }, () =>
        waitOf(database.sql, [{ limit, subject: 'at once' }], start),
      ),
    );
    expect(waits.filter((wait) => wait === 0)).toHaveLength(3);
  });

  test('opens again when its window ends, however often was tried meanwhile', async () => {
    const one = [{ limit, subject: 'window' }];
    for (const second of [0, 10, 20])
      expect(await waitOf(database.sql, one, after(second))).toBe(0);
    expect(await waitOf(database.sql, one, after(30))).toBe(30);
    expect(await waitOf(database.sql, one, after(59))).toBe(1);
    expect(await waitOf(database.sql, one, after(60))).toBe(0);
  });

  test('counts each subject, and all limits of a request together', async () => {
    const wide = { name: 'wide', attempts: 4, windowMs: 120_000 };
    const from = (subject: string) => [
      { limit, subject },
      { limit: wide, subject: 'shared' },
    ];
    expect(await waitOf(database.sql, from('a'), start)).toBe(0);
    expect(await waitOf(database.sql, from('b'), start)).toBe(0);
    expect(await waitOf(database.sql, from('c'), start)).toBe(0);
    expect(await waitOf(database.sql, from('d'), start)).toBe(0);
    expect(await waitOf(database.sql, from('e'), start)).toBe(120);
  });

  test('tells one attempt that it is the last, and locked is closed for a whole window', async () => {
    const one = { limit, subject: 'last' };
    const counted = await Promise.all(
      Array.from({ length: 5 }, () => attempt(database.sql, [one], start)),
    );
    expect(counted.filter(({ last }) => last.includes(one))).toHaveLength(1);
    expect(await lockOut(database.sql, one, after(50))).toBe(true);
    expect(await waitOf(database.sql, [one], after(60))).toBe(50);
    expect(await lockOut(database.sql, one, after(110))).toBe(false);
    expect(await waitOf(database.sql, [one], after(110))).toBe(0);
  });

  test('that a right attempt opened meanwhile is not locked by a wrong one before', async () => {
    const one = { limit, subject: 'opened' };
    for (let i = 0; i < 3; i += 1) await attempt(database.sql, [one], start);
    await forget(database.sql, one);
    await attempt(database.sql, [one], start);
    expect(await lockOut(database.sql, one, start)).toBe(false);
  });

  test('is forgotten after a success', async () => {
    const one = { limit, subject: 'forgotten' };
    for (let i = 0; i < 3; i += 1) await attempt(database.sql, [one], start);
    await forget(database.sql, one);
    expect(await waitOf(database.sql, [one], start)).toBe(0);
  });
});

test('the wait for a mail doubles up to an hour, and is forgotten after a day', async () => {
  const waits: number[] = [];
  let now = 0;
  for (let i = 0; i < 9; i += 1) {
    expect(await takeMailTurn(database.sql, 'mailbox', after(now))).toBe(0);
    const wait = await takeMailTurn(database.sql, 'mailbox', after(now));
    waits.push(wait / 60);
    now += wait;
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  now += 24 * 3600;
  expect(await takeMailTurn(database.sql, 'mailbox', after(now))).toBe(0);
  expect(await takeMailTurn(database.sql, 'mailbox', after(now))).toBe(60);
});

test('of many who want to mail at once one gets the turn', async () => {
  const waits = await Promise.all(
    Array.from({ length: 20 }, () => takeMailTurn(database.sql, 'many', start)),
  );
  expect(waits.filter((wait) => wait === 0)).toHaveLength(1);
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:0001:0002::9', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['', ''],
])('the network of %s is %s', (address, expected) => {
  expect(network(address)).toBe(expected);
});
