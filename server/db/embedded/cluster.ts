/**
 * The embedded Postgres: made, started, adopted and stopped. Holds no SQL of ours but the making of
 * the database; the rest of server/db sees only where to connect.
 *
 * Starting and stopping one cluster is done by one process at a time, and every step may be repeated
 * after a kill: initdb works on a draft that is renamed, Postgres's own lock file has the last word.
 */
import { access, chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, relative } from 'node:path';
import { prepareDataDir } from '../../data-dir.ts';
import { OperatorError } from '../../operator-error.ts';
import { isPlainInShell, launchAs, runAs } from './account.ts';
import { prepareBinaries, type Binaries } from './binaries.ts';
import { prepareHome, writeLocation, type Home } from './home.ts';
import {
  DATABASE,
  USER,
  administrate,
  dropStaleLockFile,
  findRunning,
  type Connection,
} from './postmaster.ts';
import { exclusively } from './start-lock.ts';
import { until } from './until.ts';

export type { Connection } from './postmaster.ts';

const START_SECONDS = 120;
/** How long the processes of a killed cluster may take to leave. */
const RETRY_SECONDS = 15;

export interface Cluster {
  readonly connection: Connection;
  /** It was running before: somebody else's, or an orphan of a server that was killed. */
  readonly adopted: boolean;
  readonly folder: string;
  /** Fast and clean: sessions are ended, everything committed is on disk. */
  readonly stop: () => Promise<void>;
  /** The same, where this process started it and nobody else has connected meanwhile. */
  readonly leave: () => Promise<void>;
}

/** @throws OperatorError where this machine cannot run it, with the remedy. */
export async function openCluster(dataDir: string, say: (line: string) => void): Promise<Cluster> {
  const folder = await prepareDataDir(dataDir);
  return exclusively(folder, () => open(folder, say));
}

async function open(dataDir: string, say: (line: string) => void): Promise<Cluster> {
  const home = await prepareHome(dataDir);
  const binaries = await prepareBinaries(home, say);
  await initialise(home, binaries);
  await refuseOtherMajor(home, binaries);
  await writeLocation(dataDir, home, say);
  const running = await findRunning(home);
  const connection = running ?? (await start(home, binaries));
  await createDatabase(connection);

  const stop = async () => {
    await runAs(home.account, home.folder, binaries.program('pg_ctl'), [
      ...['stop', '-D', home.cluster, '-m', 'fast', '-w', '-t', String(START_SECONDS)],
    ]);
  };
  const leave = async () => {
    if (running === null && !(await isUsed(connection))) await stop();
  };
  return {
    connection,
    adopted: running !== null,
    folder: home.folder,
    stop: () => exclusively(dataDir, stop),
    leave: () => exclusively(dataDir, leave),
  };
}

async function initialise(home: Home, binaries: Binaries): Promise<void> {
  if (await exists(join(home.cluster, 'PG_VERSION'))) return;
  const draft = `${home.cluster}.part`;
  const passwordFile = `${draft}.password`;
  await rm(draft, { recursive: true, force: true });
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, home.password, { mode: 0o600 });
  if (home.account) await chown(passwordFile, home.account.uid, home.account.gid);
  try {
    await runAs(home.account, home.folder, binaries.program('initdb'), [
      ...['-D', draft, '-U', USER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
      ...['--encoding=UTF8', '--locale=C', '--data-checksums', '--no-instructions'],
    ]);
    await rename(draft, home.cluster);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new OperatorError(`The database could not be made in ${home.folder}: ${said}`, {
      cause: error,
    });
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function refuseOtherMajor(home: Home, binaries: Binaries): Promise<void> {
  const found = (await readFile(join(home.cluster, 'PG_VERSION'), 'utf8')).trim();
  if (found === binaries.major) return;
  throw new OperatorError(
    `${home.cluster} was written by Postgres ${found}; this version brings Postgres ${binaries.major}. ` +
      'Run "npm run backup FILE" with the version of PowerTrackr that wrote it, move the folder away, ' +
      'and run "npm run restore FILE" with this one.',
  );
}

async function start(home: Home, binaries: Binaries): Promise<Connection> {
  await configure(home);
  // It starts in that folder; the whole path tells in a list of processes whose database it is.
  const within = (path: string) => (isPlainInShell(path) ? path : relative(home.folder, path));
  const place = ['-D', within(home.cluster), '-l', within(home.log)];
  let failure: unknown = null;
  const connection = await until(RETRY_SECONDS, async () => {
    await dropStaleLockFile(home);
    try {
      await launchAs(home.account, home.folder, binaries.program('pg_ctl'), [
        ...['start', ...place, '-w', '-t', String(START_SECONDS)],
      ]);
    } catch (error) {
      // Processes of a killed cluster may be leaving still and hold its shared memory: once more.
      failure = error;
    }
    return (await findRunning(home)) ?? undefined;
  });
  if (connection !== undefined) return connection;
  const log = await readFile(home.log, 'utf8').catch(() => '');
  const lastWords = log.trimEnd().split('\n').slice(-3).join('\n');
  throw new OperatorError(
    `The embedded Postgres did not start: ${String(failure)}. The end of its log, ${home.log}:\n${lastWords}`,
  );
}

/** The whole postgresql.conf is ours and written at each start. */
async function configure(home: Home): Promise<void> {
  const tcp = process.platform === 'win32';
  const settings = {
    listen_addresses: tcp ? '127.0.0.1' : '',
    unix_socket_directories: tcp ? '' : home.socketFolder,
    unix_socket_permissions: '0700',
    port: tcp ? String(await freePort()) : '5432',
    max_connections: '100',
    shared_buffers: '128MB',
    effective_cache_size: '512MB',
    work_mem: '16MB',
    max_wal_size: '1GB',
    checkpoint_completion_target: '0.9',
    password_encryption: 'scram-sha-256',
    log_timezone: 'UTC',
    timezone: 'UTC',
    lc_messages: 'C',
    dynamic_shared_memory_type: tcp ? 'windows' : 'posix',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`);
  const file = join(home.cluster, 'postgresql.conf');
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  if (home.account) await chown(file, home.account.uid, home.account.gid);
}

async function createDatabase(connection: Connection): Promise<void> {
  const sql = administrate(connection);
  try {
    const found = await sql`select 1 from pg_database where datname = ${DATABASE}`;
    if (found.length === 0) await sql`create database ${sql(DATABASE)}`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function isUsed(connection: Connection): Promise<boolean> {
  const sql = administrate(connection);
  try {
    const others = await sql`
      select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;
    return others.length > 0;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
