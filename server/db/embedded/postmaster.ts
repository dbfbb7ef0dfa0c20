import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import { runAs } from './account.ts';
import type { Home } from './home.ts';
import { until } from './until.ts';

export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly database: string;
}

export const USER = 'powertrackr';
export const DATABASE = 'powertrackr';
/** Recovery after a crash may replay a gigabyte of log. */
const RECOVERY_SECONDS = 120;

/** Where a running cluster answers; waits while it starts or recovers; null where none runs. */
export async function findRunning(home: Home): Promise<Connection | null> {
  const found = await until(RECOVERY_SECONDS, async () => {
    const file = await readLockFile(home);
    if (file === null || !(await isPostmaster(file.pid))) return null;
    if (file.host === '') return undefined;
    const connection = {
      host: file.host,
      port: file.port,
      username: USER,
      password: home.password,
      database: DATABASE,
    };
    const answer = await greet(connection);
    return { ready: connection, starting: undefined, refused: null }[answer];
  });
  return found ?? null;
}

/**
 * Postgres refuses to start beside a lock file whose process number lives, and after a crash of the
 * whole machine or container that number may be another program's. (Should processes of the old
 * cluster be left all the same, Postgres notices their shared memory.)
 */
export async function dropStaleLockFile(home: Home): Promise<void> {
  const file = await readLockFile(home);
  if (file === null || (await isPostmaster(file.pid))) return;
  await rm(join(home.cluster, 'postmaster.pid'), { force: true });
}

interface LockFile {
  readonly pid: number;
  readonly port: number;
  /** Socket folder or address; empty while it starts. */
  readonly host: string;
}

async function readLockFile(home: Home): Promise<LockFile | null> {
  const text = await readFile(join(home.cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port, socket, address] = text.split('\n').map((line) => line.trim());
  if (!pid) return null;
  return { pid: Number(pid), port: Number(port), host: socket || address || '' };
}

async function isPostmaster(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return true;
  if (process.platform === 'linux') {
    // Its name and state; what nobody has reaped yet is dead all the same.
    const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    return /^\d+ \(postgres\) [^ZX]/.test(status);
  }
  const status = await runAs(null, '/', 'ps', ['-o', 'stat=,comm=', '-p', String(pid)]).catch(
    () => '',
  );
  return /^[^Z].*postgres/.test(status.trim());
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

const STARTING = new Set([
  '57P03',
  'ECONNREFUSED',
  'ENOENT',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
]);

async function greet(connection: Connection): Promise<'ready' | 'starting' | 'refused'> {
  const sql = administrate(connection);
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

/** A single connection to the cluster itself, whatever databases it holds. */
export function administrate(connection: Connection): postgres.Sql {
  return postgres({
    ...connection,
    database: 'postgres',
    max: 1,
    connect_timeout: 5,
    onnotice: () => {},
  });
}
