import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { clusterAccount, ownFolder, reachableBy, type Account } from './account.ts';
import { SHARED_HOME } from './binaries.ts';

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

/** Makes what is missing of the folders around the cluster of `dataDir`; loosens no mode. */
export async function prepareHome(dataDir: string, say: (line: string) => void): Promise<Home> {
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  const password = await secret(dataDir, 'postgres-password');
  const inside = join(await realpath(dataDir), 'postgres');
  const told = await readFile(join(dataDir, 'postgres-location'), 'utf8').catch(() => null);
  const account = await clusterAccount(told?.trim() ?? inside);
  const folder = told?.trim() ?? (await place(dataDir, inside, account, say));
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

/** Beside the secrets, or in a shared place where the account cannot get through to them. */
async function place(
  dataDir: string,
  inside: string,
  account: Account | null,
  say: (line: string) => void,
): Promise<string> {
  if (account === null || (await reachableBy(account, dirname(inside)))) return inside;
  const folder = join(SHARED_HOME, `cluster-${shortHash(inside)}`);
  await mkdir(SHARED_HOME, { recursive: true, mode: 0o755 });
  await writeFile(join(dataDir, 'postgres-location'), `${folder}\n`);
  say(`${dataDir} is closed to the account that runs Postgres: its cluster is in ${folder}`);
  return folder;
}

async function prepareSocketFolder(folder: string, account: Account | null): Promise<string> {
  const inside = join(folder, 'run');
  const short =
    Buffer.byteLength(inside) <= LONGEST_SOCKET_FOLDER
      ? inside
      : join(tmpdir(), `powertrackr-${shortHash(folder)}`);
  await ownFolder(short, account);
  return short;
}

/** A secret of the installation, made once; of two starts at once the first one's counts. */
export async function secret(dataDir: string, name: string): Promise<string> {
  const folder = join(dataDir, 'secrets');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, name);
  await writeFile(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  return (await readFile(file, 'utf8')).trim();
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
