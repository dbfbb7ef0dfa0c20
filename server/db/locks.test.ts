import { expect, test } from 'vitest';
import { testDatabase } from '../../tests/setup/test-database.ts';
import { LOCKS, lockServer } from './locks.ts';

const { connection, sql } = await testDatabase();

test('a second server on the same data is refused until the first has stopped', async () => {
  const lost: string[] = [];
  const lock = (name: string) => lockServer(connection, () => lost.push(name));
  const release = await lock('first');
  await expect(lock('second')).rejects.toThrow(/Another PowerTrackr server is running/);
  await release();
  const again = await lock('third');
  await again();
  expect(lost).toEqual([]);
});

test('a server whose session ends is told that it holds the lock no more', async () => {
  const lost = new Promise<void>((resolve) => void lockServer(connection, resolve));
  const holder = async () => {
    const [row] = await sql`
      select pid from pg_locks where locktype = 'advisory' and objid = ${LOCKS.server}
      and database = (select oid from pg_database where datname = current_database())`;
    return row === undefined ? undefined : Number(row['pid']);
  };
  let pid: number | undefined;
  while (pid === undefined) pid = await holder();
  await sql`select pg_terminate_backend(${pid})`;
  await lost;
  const release = await lockServer(connection, () => {});
  await release();
});
