/** A server for one command: its data lies in a temporary folder and goes with it. */
import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '../config.ts';
import { createLogger } from '../http/log.ts';
import { startServer } from '../start.ts';

export interface PrivateServer {
  readonly url: string;
  /** The newest code that it mailed to anybody. */
  readonly mailedCode: () => Promise<string>;
  /** Ends it and removes its data. */
  readonly stop: () => Promise<void>;
}

export async function startPrivateServer(): Promise<PrivateServer> {
  const folder = await mkdtemp(join(tmpdir(), 'powertrackr-workbook-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    // Its own temporary folder, opened so that Postgres stays inside of it where root runs this.
    await chmod(folder, 0o711);
    const config = parseConfig({
      DATA_DIR: join(folder, 'data'),
      PORT: '0',
      TLS: 'off',
      PUBLIC_URL: 'http://127.0.0.1:0',
      ENABLE_TRY: 'false',
    });
    const server = await startServer(config, createLogger('silent'), () => {});
    let stopped: Promise<void> | null = null;
    // Once, whether the work ends or the person ends it: neither takes the folder from under the other.
    const stop = () => (stopped ??= server.stop().then(remove));
    const interrupted = () => void stop().finally(() => process.exit(130));
    process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
    return {
      url: server.publicUrl,
      mailedCode: async () => {
        await server.services.mailer.settled();
        return newestCode(join(config.dataDir, 'mail'));
      },
      stop: async () => {
        await stop();
        process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function newestCode(folder: string): Promise<string> {
  const names = (await readdir(folder)).toSorted();
  const mails = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const codes = mails.map((mail) => /^Subject: (\d{6}) /m.exec(mail)?.[1]);
  const code = codes.findLast((one) => one !== undefined);
  if (code === undefined) throw new Error('no code was mailed');
  return code;
}
