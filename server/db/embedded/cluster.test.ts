import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { isFullScale } from '../../../tests/setup/scale.ts';
import { connect } from '../client.ts';
import { openCluster, type Cluster } from './cluster.ts';

const root = await mkdtemp(join(tmpdir(), 'powertrackr-cluster-'));
// Passable, as the folders above a data folder are; a closed one has a test of its own.
await chmod(root, 0o711);
const leftovers: string[] = [];
afterAll(async () => {
  await Promise.all([root, ...leftovers].map((path) => rm(path, { recursive: true, force: true })));
});

const isRoot = process.getuid?.() === 0;
const kills = isFullScale ? 10 : 1;
/** Made once: where a test needs no cluster of its own, it starts and stops this one. */
const USUAL = 'usual';

async function open(name: string, said: string[] = []): Promise<Cluster> {
  return openCluster(join(root, name), (line) => void said.push(line));
}

async function postmaster(cluster: Cluster): Promise<number> {
  const file = await readFile(join(cluster.folder, 'cluster/postmaster.pid'), 'utf8');
  return Number(file.split('\n')[0]);
}

async function ownerOf(path: string) {
  const { uid, gid } = await stat(path);
  return { uid, gid };
}

/** A process that inserts rows one by one and prints each number once it is acknowledged. */
function writer(dataDir: string) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('./writer.fixture.ts', import.meta.url)), dataDir],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const acknowledged: number[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => acknowledged.push(Number(line)));
  return { child, acknowledged };
}

async function countOf(cluster: Cluster): Promise<number> {
  const { sql, close } = connect(cluster.connection);
  const [row] = await sql`select count(*)::int as n from acknowledged`;
  await close();
  return Number(row?.['n']);
}

test.each(['the writer', 'the database'])(
  'what was acknowledged is there after kill -9 of %s',
  async (victim) => {
    let cluster = await open(USUAL);
    const { sql, close } = connect(cluster.connection);
    await sql`create table if not exists acknowledged (n serial primary key)`;
    await close();
    for (let round = 0; round < kills; round += 1) {
      const before = await countOf(cluster);
      const { child, acknowledged } = writer(join(root, USUAL));
      while (acknowledged.length < 20) await new Promise((done) => setTimeout(done, 10));
      if (victim === 'the writer') child.kill('SIGKILL');
      else process.kill(await postmaster(cluster), 'SIGKILL');
      await once(child, 'exit');
      cluster = await open(USUAL);
      expect(await countOf(cluster)).toBeGreaterThanOrEqual(before + acknowledged.length);
    }
    await cluster.stop();
  },
  300_000,
);

test('a cluster whose server was killed is adopted', async () => {
  const first = await open(USUAL);
  const second = await open(USUAL);
  expect([first.adopted, second.adopted]).toEqual([false, true]);
  await second.stop();
});

test('two starts at once end with one cluster that both can use', async () => {
  const clusters = await Promise.all([open('race'), open('race'), open('race')]);
  expect(clusters.filter((cluster) => !cluster.adopted).length).toBeGreaterThanOrEqual(1);
  expect(new Set(await Promise.all(clusters.map(postmaster))).size).toBe(1);
  await clusters[0]?.stop();
});

test('socket and cluster lie in folders that nobody else can open, secrets in files', async () => {
  const cluster = await open(USUAL);
  const modes = await Promise.all(
    [cluster.connection.host, cluster.folder, join(root, USUAL, 'secrets')].map((path) =>
      stat(path),
    ),
  );
  expect(modes.map(({ mode }) => mode & 0o777)).toEqual([0o700, 0o700, 0o700]);
  const password = await stat(join(root, USUAL, 'secrets/postgres-password'));
  expect(password.mode & 0o777).toBe(0o600);
  await cluster.stop();
});

test('a data folder below one that is closed works, and no mode is loosened', async () => {
  const closed = join(root, 'closed');
  await mkdir(closed, { mode: 0o700 });
  const said: string[] = [];
  const cluster = await open('closed/data', said);
  expect((await stat(closed)).mode & 0o777).toBe(0o700);
  // Only root hands the cluster to another account, which cannot get in there.
  expect(cluster.folder.startsWith(root)).toBe(!isRoot);
  expect(said.join().includes(cluster.folder)).toBe(isRoot);
  leftovers.push(cluster.folder);
  await cluster.stop();
  const again = await open('closed/data');
  expect(again.folder).toBe(cluster.folder);
  await again.stop();
});

test('a data folder in a long path that a shell would read otherwise works', async () => {
  const name = `${'long'.repeat(30)}/$HOME "quoted" \`it's\` ü`;
  const cluster = await open(name);
  const { sql, close } = connect(cluster.connection);
  const [row] = await sql`select current_setting('data_directory') as folder`;
  expect(row).toMatchObject({ folder: join(cluster.folder, 'cluster') });
  await close();
  await cluster.stop();
  leftovers.push(cluster.folder, cluster.connection.host);
});

test('a lock file whose process number is another program by now does not stop the start', async () => {
  const cluster = await open(USUAL);
  const lockFile = join(cluster.folder, 'cluster/postmaster.pid');
  const text = await readFile(lockFile, 'utf8');
  await cluster.stop();
  const other = spawn('sleep', ['60'], isRoot ? await ownerOf(cluster.folder) : {});
  await writeFile(lockFile, text.replace(/^\d+/, String(other.pid)));
  const again = await open(USUAL);
  expect(again.adopted).toBe(false);
  other.kill();
  await again.stop();
});

test('a tool leaves a cluster that somebody else uses, and stops its own', async () => {
  const tool = await open(USUAL);
  const server = connect((await open(USUAL)).connection);
  await server.sql`select 1`;
  await tool.leave();
  expect(await server.sql`select 1 as n`).toHaveLength(1);
  await server.close();
  await tool.leave();
  await expect(postmaster(tool)).rejects.toThrow('ENOENT');
});

test('a cluster that was kept elsewhere and is gone is not replaced by an empty one', async () => {
  const dataDir = join(root, 'told');
  await mkdir(dataDir);
  await writeFile(join(dataDir, 'postgres-location'), `${join(root, 'nowhere')}\n`);
  await expect(open('told')).rejects.toThrow(/the database is in .*nowhere, but there is none/);
});

test('a cluster whose password went with its data folder is refused in words, and waits for it', async () => {
  const password = join(root, USUAL, 'secrets/postgres-password');
  await (await open(USUAL)).stop();
  const kept = await readFile(password);
  await rm(password);
  await expect(open(USUAL)).rejects.toThrow(/postgres-password, which is gone.* move .* away/);
  await expect(readFile(password)).rejects.toThrow('ENOENT');
  await writeFile(password, kept, { mode: 0o600 });
  await (await open(USUAL)).stop();
});

test('another major version is refused in words', async () => {
  const cluster = await open(USUAL);
  await cluster.stop();
  await writeFile(join(cluster.folder, 'cluster/PG_VERSION'), '14\n');
  await expect(open(USUAL)).rejects.toThrow(/written by Postgres 14.*npm run backup/);
});
