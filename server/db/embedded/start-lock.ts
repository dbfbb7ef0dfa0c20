import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:net';
import { OperatorError } from '../../operator-error.ts';
import { until } from './until.ts';

/** First start on a slow disk, or recovery after a crash, of the process that came first. */
const PATIENCE_SECONDS = 180;

type Unlock = () => Promise<void>;

/**
 * Does `work` while no other process of this machine works under the same name, which is a path.
 * The lock is the kernel's, so a process that is killed leaves none behind.
 *
 * @throws OperatorError when the other one takes minutes
 */
export async function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  const unlock = await until(PATIENCE_SECONDS, () => tryLock(name));
  if (unlock === undefined) {
    throw new OperatorError(`Another process has been starting or stopping ${name} for minutes.`);
  }
  try {
    return await work();
  } finally {
    await unlock();
  }
}

function tryLock(name: string): Promise<Unlock | undefined> {
  const id = `powertrackr-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
  if (process.platform === 'win32') return listenOn(`\\\\.\\pipe\\${id}`);
  // An abstract socket: no file. Filled up to the size of an address, as Node 20 does and 24 does not.
  if (process.platform === 'linux') return listenOn(`\0${id}`.padEnd(108, '-'));
  return lockFile(`${name}.lock`);
}

function listenOn(path: string): Promise<Unlock | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(path, () =>
      resolve(() => new Promise((done) => void server.close(() => done()))),
    );
  });
}

/** macOS and the BSDs lock a file as they open it. */
async function lockFile(path: string): Promise<Unlock | undefined> {
  const O_EXLOCK = 0x20;
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | O_EXLOCK;
  try {
    const file = await open(path, flags, 0o600);
    return () => file.close();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return undefined;
    throw error;
  }
}
