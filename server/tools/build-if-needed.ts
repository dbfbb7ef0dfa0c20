/**
 * Builds the pages where `dist` is missing or older than what it is made of, so that `npm start` and
 * the tests work on a fresh clone. Several processes may ask at once: one builds, the others wait.
 */
import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { OperatorError } from '../operator-error.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** What the bundles are made of. */
const sources = ['addin', 'contract', 'excel-host', 'webpack.config.js', 'package-lock.json'];
const lock = join(root, 'node_modules/.cache/powertrackr-build');
const webpack = join(root, 'node_modules/webpack/bin/webpack.js');
/** What a build writes last, and writes always. */
const newest = join(root, 'dist/try.html');
const abandonedMs = 120_000;
const pollMs = 100;

/**
 * @returns whether it had to be built
 * @throws OperatorError where it cannot be built
 */
export async function buildIfNeeded(log: (line: string) => void = () => {}): Promise<boolean> {
  if (await isUpToDate()) return false;
  if ((await timeOf(webpack)) === 0 && (await timeOf(newest)) > 0) {
    log('The pages are older than their sources, and what builds them is not installed.');
    return false;
  }
  await mkdir(join(lock, '..'), { recursive: true });
  if (!(await take())) {
    await untilFree();
    return buildIfNeeded(log);
  }
  try {
    log('Building the pages, which takes a moment …');
    await build();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
  return true;
}

async function build(): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, [webpack, '--mode', 'production'], { cwd: root });
  } catch (error) {
    const printed = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
    throw new OperatorError(`The pages could not be built.\n${printed}`, { cause: error });
  }
}

async function isUpToDate(): Promise<boolean> {
  const built = await timeOf(newest);
  if (built === 0) return false;
  const times = await Promise.all(sources.map((name) => newestIn(join(root, name))));
  return Math.max(...times) <= built;
}

async function newestIn(path: string): Promise<number> {
  const info = await stat(path);
  if (!info.isDirectory()) return info.mtimeMs;
  const names = (await readdir(path)).filter((name) => !/\.test\.tsx?$/.test(name));
  const times = await Promise.all(names.map((name) => newestIn(join(path, name))));
  return Math.max(0, ...times);
}

async function timeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch {
    return 0;
  }
}

/** Making a folder succeeds for one only. One left behind by a build that was killed counts no more. */
async function take(): Promise<boolean> {
  const since = await timeOf(lock);
  if (since > 0 && Date.now() - since > abandonedMs)
    await rm(lock, { recursive: true, force: true });
  try {
    await mkdir(lock);
    return true;
  } catch {
    return false;
  }
}

async function untilFree(): Promise<void> {
  const deadline = Date.now() + abandonedMs;
  // Waiting is the point here.
  // oxlint-disable-next-line no-await-in-loop
  while ((await timeOf(lock)) > 0 && Date.now() < deadline) await sleep(pollMs);
}
