import { execFile, spawn } from 'node:child_process';
import { chown, lstat, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { OperatorError } from '../../operator-error.ts';

/** The unprivileged account that Postgres runs as when we are root (Postgres refuses to be root). */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * null: we are not root and run Postgres as ourselves. An existing cluster keeps its owner;
 * otherwise `postgres` where the system has it, else `nobody` (initdb asks for a name).
 */
export async function clusterAccount(home: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(home).catch(() => null);
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const entry =
    lines.find(([name]) => name === 'postgres') ?? lines.find(([name]) => name === 'nobody');
  const uid = Number(entry?.[2]);
  if (entry === undefined || !Number.isInteger(uid) || uid === 0) {
    throw new OperatorError(
      'Postgres cannot run as root, and this system has neither a user "postgres" nor "nobody". ' +
        'Start as an ordinary user, or set DATABASE_URL.',
    );
  }
  return { uid, gid: Number(entry[3]) };
}

/** Runs a program as the account and gives its output; fails with what it said. */
export async function runAs(
  account: Account | null,
  cwd: string,
  program: string,
  args: readonly string[],
): Promise<string> {
  const options = { cwd, env: environment(), windowsHide: true, ...account };
  const { stdout } = await promisify(execFile)(program, args, options);
  return stdout;
}

/** As `runAs`, for a program whose children stay: they must not hold a pipe that we wait for. */
export function launchAs(
  account: Account | null,
  cwd: string,
  program: string,
  args: readonly string[],
): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(program, args, {
      cwd,
      env: environment(),
      stdio: 'ignore',
      detached: true,
      windowsHide: true,
      ...account,
    });
    child.on('error', failed);
    child.on('exit', (code) =>
      code === 0 ? done() : failed(new Error(`${program} ended with ${code}`)),
    );
  });
}

/** Nothing of the caller's: PGDATA, PGPORT or a locale must not lead Postgres elsewhere. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMPDIR } = process.env;
  return { PATH, SystemRoot, TEMP, TMPDIR, LC_ALL: 'C', TZ: 'UTC' };
}

/** Postgres's own programs hand paths to a shell, in double quotes. */
export function isPlainInShell(path: string): boolean {
  return process.platform === 'win32' || !/["$`\\]/.test(path);
}

/** Whether `account` may pass every folder above `path` and enter it, by modes alone. */
export async function reachableBy(account: Account, path: string): Promise<boolean> {
  const { mode, uid, gid } = await stat(path);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  if (((mode >> shift) & 1) === 0) return false;
  const parent = dirname(path);
  return parent === path || reachableBy(account, parent);
}

/**
 * A 0700 folder of the account's own. One that is there already must be just that: a folder that
 * somebody else made in a shared place is refused.
 */
export async function ownFolder(path: string, account: Account | null): Promise<void> {
  await mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  if (process.platform === 'win32') return;
  const found = await lstat(path);
  const owner = account?.uid ?? process.getuid?.();
  const trusted = found.uid === owner || found.uid === process.getuid?.();
  if (found.isDirectory() && trusted && (found.mode & 0o077) === 0) {
    if (account !== null) await chown(path, account.uid, account.gid);
    return;
  }
  throw new OperatorError(
    `${path} must be a folder that only the account of Postgres (uid ${owner}) can open. ` +
      'Start as the user that made it, move it away, or set DATA_DIR to another folder.',
  );
}
