import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { connect } from './client.ts';
import { openCluster, type Cluster } from './embedded/cluster.ts';
import { keepCluster } from './keep-cluster.ts';
import { lockServer } from './locks.ts';

const root = await mkdtemp(join(tmpdir(), 'powertrackr-keep-'));
await chmod(root, 0o711);
afterAll(() => rm(root, { recursive: true, force: true }));

/** Made once, and stopped by each test. */
const open = () => openCluster(join(root, 'data'), () => {});

async function kill(cluster: Cluster): Promise<void> {
  const file = await readFile(join(cluster.folder, 'cluster/postmaster.pid'), 'utf8');
  process.kill(Number(file.split('\n')[0]), 'SIGKILL');
}

async function answers(cluster: Cluster): Promise<boolean> {
  const { sql, close } = connect({ ...cluster.connection, connect_timeout: 2 });
  const answered = await sql`select 1`.then(
    () => true,
    () => false,
  );
  await close();
  return answered;
}

test('a database that is killed under its server is started anew, and still no second server works on it', async () => {
  const cluster = await open();
  const said: string[] = [];
  const kept = await keepCluster(cluster, open, (line) => said.push(line));
  for (const round of [1, 2]) {
    await kill(cluster);
    await expect.poll(() => said.length, { timeout: 60_000 }).toBe(2 * round);
    await expect(lockServer(cluster.connection, () => {})).rejects.toThrow(/Another .* server/);
  }
  expect(said.slice(0, 2).join(' ')).toMatch(/has ended.*is back/);
  await kept.stop();
  expect(await answers(cluster)).toBe(false);
}, 180_000);

test('a server that lost the database to another one says so and leaves it to that one', async () => {
  const cluster = await open();
  const kept = await keepCluster(
    cluster,
    async () => {
      const again = await open();
      await lockServer(again.connection, () => {});
      return again;
    },
    () => {},
  );
  await kill(cluster);
  expect(String(await kept.lost)).toContain('Another PowerTrackr server is running');
  await kept.stop();
  expect(await answers(cluster)).toBe(true);
  await cluster.stop();
}, 180_000);
