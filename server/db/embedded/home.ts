import { createHash } from 'node:crypto';
import { access, chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { OperatorError } from '../../operator-error.ts';
import { secretFile, secretPath } from '../../secret-file.ts';
import { clusterAccount, ownFolder, reachableBy, type Account } from './account.ts';

/** Where copies and clusters go that the unprivileged account could not reach in their own place. */
export const SHARED_HOME =
  process.platform === 'darwin' ? '/var/db/powertrackr' : '/var/lib/powertrackr';

/** Where an embedded cluster keeps what. */
export interface Home {
  /** Owned by the account, 0700: cluster, log and, where its path is short, the socket. */
  readonly folder: string;
  readonly cluster: string;
  readonly log: string;
  readonly socketFolder: string;
  readonly account: Account | null;
  readonly password: string;
}

/** A socket's address holds 103 bytes on macOS, of which Postgres takes `/.s.PGSQL.5432`. */
const LONGEST_SOCKET_FOLDER = 85;
/** Postgres reads a list there, with quotes and commas of its own. */
const PLAIN_PATH = /^[\w./ +@=~-]+$/;

const LOCATION = 'postgres-location';
const PASSWORD = 'postgres-password';

/** Makes what is missing of the folders around the cluster of `dataDir`, a real path; loosens no mode. */
export async function prepareHome(dataDir: string): Promise<Home> {
  const inside = join(dataDir, 'postgres');
  const told = await readLocation(dataDir);
  const account = await clusterAccount(told ?? inside);
  const folder = told ?? (await place(inside, account));
  await refuseLostPassword(dataDir, folder);
  const password = await secretFile(dataDir, PASSWORD);
  await ownFolder(folder, account);
  return {
    folder,
    cluster: join(folder, 'cluster'),
    log: join(folder, 'postgres.log'),
    socketFolder: await prepareSocketFolder(folder, account),
    account,
    password,
  };
}

/** Remembers a cluster that is not in its data folder, once it is there. */
export async function writeLocation(
  dataDir: string,
  home: Home,
  say: (line: string) => void,
): Promise<void> {
  if (dirname(home.folder) === dataDir) return;
  say(`${dataDir} is closed to the account that runs Postgres: its cluster is in ${home.folder}`);
  await writeFile(join(dataDir, LOCATION), `${home.folder}\n`);
}

async function readLocation(dataDir: string): Promise<string | null> {
  const told = await readFile(join(dataDir, LOCATION), 'utf8').catch(() => null);
  if (told === null) return null;
  const folder = told.trim();
  // A disk that is not there must not look like a ledger without data.
  await readFile(join(folder, 'cluster/PG_VERSION')).catch(() => {
    throw new OperatorError(
      `${join(dataDir, LOCATION)} says that the database is in ${folder}, but there is none. ` +
        `Put it back, or remove ${LOCATION} to begin with an empty one.`,
    );
  });
  return folder;
}

/** Who clears a data folder may not know that its cluster is elsewhere: another password opens nothing. */
async function refuseLostPassword(dataDir: string, folder: string): Promise<void> {
  const password = secretPath(dataDir, PASSWORD);
  if ((await isThere(password)) || !(await isThere(join(folder, 'cluster/PG_VERSION')))) return;
  throw new OperatorError(
    `The database in ${folder} opens with ${password}, which is gone. ` +
      `Put the data folder back as it was, or move ${folder} away to begin with an empty one.`,
  );
}

/** Beside the secrets, or in a shared place where the account cannot get through to them. */
async function place(inside: string, account: Account | null): Promise<string> {
  if (account === null || (await reachableBy(account, dirname(inside)))) return inside;
  await mkdir(SHARED_HOME, { recursive: true });
  await chmod(SHARED_HOME, 0o755);
  return join(SHARED_HOME, `cluster-${shortHash(inside)}`);
}

async function prepareSocketFolder(folder: string, account: Account | null): Promise<string> {
  const inside = join(folder, 'run');
  const temporary = `powertrackr-${shortHash(folder)}`;
  const fits = [inside, join(tmpdir(), temporary)].find(
    (path) => PLAIN_PATH.test(path) && Buffer.byteLength(path) <= LONGEST_SOCKET_FOLDER,
  );
  const path = fits ?? join('/tmp', temporary);
  await ownFolder(path, account);
  return path;
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
