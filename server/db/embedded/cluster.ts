/**
 * The embedded Postgres: made, started, adopted and stopped. Holds no SQL of ours; the rest of
 * server/db sees only where to connect.
 *
 * Every step may be repeated and may race with another process doing the same: initdb works on a
 * draft that is renamed, Postgres's own lock file decides who starts, the other one adopts.
 */
import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { access, chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { OperatorError } from '../../operator-error.ts';
import { prepareBinaries, type Binaries } from './binaries.ts';
import { prepareHome, type Home } from './home.ts';

const run = promisify(execFile);
const START_SECONDS = 60;
/** How long the processes of a killed cluster may take to leave. */
const RETRY_SECONDS = 15;
const USER = 'powertrackr';
const DATABASE = 'powertrackr';

export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly database: string;
}

export interface Cluster {
  readonly connection: Connection;
  /** It was running before: somebody else's, or an orphan of a server that was killed. */
  readonly adopted: boolean;
  readonly folder: string;
  /** Fast and clean: sessions are ended, everything committed is on disk. */
  readonly stop: () => Promise<void>;
}

/** @throws OperatorError where this machine cannot run it, with the remedy. */
export async function openCluster(dataDir: string, say: (line: string) => void): Promise<Cluster> {
  const home = await prepareHome(dataDir, say);
  const binaries = await prepareBinaries(home.account, say);
  await initialise(home, binaries);
  await refuseOtherMajor(home, binaries);
  const adopted = await reach(home);
  const connection = adopted ?? (await start(home, binaries));
  await createDatabase(connection);
  return {
    connection,
    adopted: adopted !== null,
    folder: home.folder,
    stop: async () => {
      await asAccount(home, binaries.program('pg_ctl'), [
        ...['stop', '-D', home.cluster, '-m', 'fast', '-w', '-t', String(START_SECONDS)],
      ]);
    },
  };
}

async function initialise(home: Home, binaries: Binaries): Promise<void> {
  if (await exists(join(home.cluster, 'PG_VERSION'))) return;
  const draft = `${home.cluster}.${randomUUID()}`;
  const passwordFile = `${draft}.password`;
  await rm(draft, { recursive: true, force: true });
  await writeFile(passwordFile, home.password, { mode: 0o600 });
  if (home.account) await chown(passwordFile, home.account.uid, home.account.gid);
  try {
    await asAccount(home, binaries.program('initdb'), [
      ...['-D', draft, '-U', USER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
      ...['--encoding=UTF8', '--locale=C', '--data-checksums', '--no-instructions'],
    ]);
    await rename(draft, home.cluster).catch(async (error: unknown) => {
      if (!(await exists(join(home.cluster, 'PG_VERSION')))) throw error;
    });
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
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
  const deadline = Date.now() + RETRY_SECONDS * 1000;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each try waits for the one before
    const failure = await asAccount(home, binaries.program('pg_ctl'), [
      ...['start', '-D', home.cluster, '-l', home.log, '-w', '-t', String(START_SECONDS)],
    ]).then(
      () => null,
      (error: unknown) => error,
    );
    // A start that failed may have lost against another one; or a killed cluster's processes are
    // still leaving and hold its shared memory.
    // oxlint-disable-next-line no-await-in-loop -- as above
    const connection = await reach(home);
    if (connection !== null) return connection;
    if (Date.now() > deadline) {
      throw new OperatorError(
        `The embedded Postgres did not start. Its log is ${home.log}. ${String(failure)}`,
      );
    }
    // oxlint-disable-next-line no-await-in-loop -- as above
    await wait(500);
  }
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

/** Where a running cluster answers; waits while it starts or recovers; null where none runs. */
async function reach(home: Home): Promise<Connection | null> {
  const deadline = Date.now() + START_SECONDS * 1000;
  while (Date.now() < deadline) {
    // oxlint-disable-next-line no-await-in-loop -- polling
    const lock = await readFile(join(home.cluster, 'postmaster.pid'), 'utf8').catch(() => null);
    const [pid, , , port, socket, address] = (lock ?? '').split('\n').map((line) => line.trim());
    if (!pid || !alive(Number(pid))) return null;
    if (port && (socket || address)) {
      const connection: Connection = {
        host: socket || address || '127.0.0.1',
        port: Number(port),
        username: USER,
        password: home.password,
        database: DATABASE,
      };
      // oxlint-disable-next-line no-await-in-loop -- polling
      const answer = await greet(connection);
      if (answer === 'ready') return connection;
      if (answer === 'refused') return null;
    }
    // oxlint-disable-next-line no-await-in-loop -- polling
    await wait(50);
  }
  return null;
}

const STARTING = new Set([
  '57P03',
  'ECONNREFUSED',
  'ENOENT',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
]);

async function greet(connection: Connection): Promise<'ready' | 'starting' | 'refused'> {
  const sql = connect(connection);
  try {
    await sql`select 1`;
    return 'ready';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return STARTING.has(code) ? 'starting' : 'refused';
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function createDatabase(connection: Connection): Promise<void> {
  const sql = connect(connection);
  try {
    const found = await sql`select 1 from pg_database where datname = ${connection.database}`;
    if (found.length > 0) return;
    await sql.unsafe(`create database ${connection.database}`).catch((error: unknown) => {
      // 42P04, 23505: another start made it meanwhile.
      const code = error instanceof Error && 'code' in error ? error.code : '';
      if (code !== '42P04' && code !== '23505') throw error;
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function connect(connection: Connection): postgres.Sql {
  return postgres({
    ...connection,
    database: 'postgres',
    max: 1,
    connect_timeout: 5,
    onnotice: () => {},
  });
}

/** Output goes to nowhere we would wait for: pg_ctl's child inherits it. */
async function asAccount(home: Home, program: string, args: string[]): Promise<void> {
  const identity = home.account ?? {};
  const starts = args[0] === 'start';
  if (!starts) {
    await run(program, args, { cwd: home.folder, env: environment(), ...identity });
    return;
  }
  await new Promise<void>((done, failed) => {
    const child = spawn(program, args, {
      cwd: home.folder,
      env: environment(),
      stdio: 'ignore',
      detached: true,
      windowsHide: true,
      ...identity,
    });
    child.on('error', failed);
    child.on('exit', (code) =>
      code === 0 ? done() : failed(new Error(`pg_ctl ended with ${code}`)),
    );
  });
}

/** Nothing of the caller's: PGDATA, PGPORT or a locale must not lead Postgres elsewhere. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMPDIR } = process.env;
  return { PATH, SystemRoot, TEMP, TMPDIR, LC_ALL: 'C', TZ: 'UTC' };
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
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
