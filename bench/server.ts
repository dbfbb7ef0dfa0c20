/** A private server on a folder of its own, over plain http, with a user who is signed in. */
import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENDPOINTS } from '../contract/endpoints.ts';
import { parseConfig } from '../server/config.ts';
import type { Database } from '../server/db/client.ts';
import { createLogger } from '../server/http/log.ts';
import { startServer } from '../server/start.ts';
import type { Services } from '../server/use-cases/context.ts';
import { TestClient } from '../tests/setup/client.ts';

export interface BenchServer {
  readonly url: string;
  readonly client: TestClient;
  readonly services: Services;
  readonly database: Database;
  readonly property: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

export const BENCH_USER = { email: 'ann@example.com', password: 'a long enough passphrase' };

export async function startBenchServer(): Promise<BenchServer> {
  const folder = await mkdtemp(join(tmpdir(), 'powertrackr-bench-'));
  await chmod(folder, 0o711);
  const config = parseConfig({ DATA_DIR: folder, PORT: '0', TLS: 'off', TRUST_PROXY: '1' });
  const server = await startServer(config, createLogger('silent'), () => {});
  const url = `http://127.0.0.1:${server.port}`;
  const client = new TestClient(url);
  await client.call(ENDPOINTS.signUp, { body: { ...BENCH_USER, name: 'Ann' } });
  await server.services.mailer.settled();
  const [mail = ''] = await readdir(join(folder, 'mail'));
  const code = /^Subject: (\d{6}) /m.exec(await readFile(join(folder, 'mail', mail), 'utf8'))?.[1];
  const body = { ...BENCH_USER, code: code ?? '' };
  client.token = (await client.call(ENDPOINTS.verifyEmail, { body })).token;
  return {
    url,
    client,
    services: server.services,
    database: server.services.database,
    property: async () => {
      const made = await client.call(ENDPOINTS.createProperty, {
        body: { name: 'Elm Street', currency: 'USD' },
      });
      return made.id;
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
