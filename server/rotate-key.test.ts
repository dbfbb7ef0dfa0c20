import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ENDPOINTS } from '../contract/endpoints.ts';
import { TestClient } from '../tests/setup/client.ts';
import { databaseUrl } from '../tests/setup/database-url.ts';
import { switchedOn } from '../tests/setup/second-factor.ts';
import { overheard, searchedLog } from '../tests/setup/searched-log.ts';
import { testDatabase } from '../tests/setup/test-database.ts';
import type { TestDatabase } from '../tests/setup/test-database.ts';
import { parseConfig } from './config.ts';
import { startServer } from './start.ts';

const { signUp, verifyEmail, signIn, signInTotp } = ENDPOINTS;
const EMAIL = 'ada@example.com';
const PASSWORD = 'ledger lamp lantern';
const [old = '', fresh = ''] = [0, 1].map(() => randomBytes(32).toString('base64'));

let database: TestDatabase;
let url: string;
let folder: string;
const log = searchedLog();
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  database = await testDatabase();
  url = await databaseUrl(database);
  folder = await mkdtemp(join(tmpdir(), 'powertrackr-keys-'));
  await chmod(folder, 0o711);
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
  await rm(folder, { recursive: true, force: true });
});

/** A server as `npm start` makes it, on the one external database. */
async function serverWith(key: string, previous = '') {
  const config = parseConfig({
    ...{ DATABASE_URL: url, DATA_DIR: folder, PORT: '0', TLS: 'off', TRUST_PROXY: '1' },
    ...{ ENCRYPTION_KEY: key, ENCRYPTION_KEY_PREVIOUS: previous },
  });
  const said: string[] = [];
  const server = await startServer(config, log.logger, (line) => said.push(line));
  stops.push(server.stop);
  const client = () => new TestClient(`http://127.0.0.1:${server.port}`);
  return { ...server, client, said: () => said.join('\n') };
}

type Server = Awaited<ReturnType<typeof serverWith>>;

async function signedUp(server: Server) {
  const client = server.client();
  await client.call(signUp, { body: { email: EMAIL, password: PASSWORD, name: 'Ada' } });
  const mail = join(folder, 'mail');
  const code = async () => {
    const [file = ''] = await readdir(mail).catch(() => []);
    return /^Subject: (\d{6}) /m.exec(
      await readFile(join(mail, file), 'utf8').catch(() => ''),
    )?.[1];
  };
  await expect.poll(code, { timeout: 10_000 }).toMatch(/^\d{6}$/);
  overheard.note(old);
  overheard.note(fresh);
  const body = { email: EMAIL, password: PASSWORD, code: (await code()) ?? '' };
  client.token = (await client.call(verifyEmail, { body })).token;
  return { email: EMAIL, password: PASSWORD, client };
}

test('the key is changed while servers run, and second factors work at every step', async () => {
  const first = await serverWith(old);
  const authenticator = await switchedOn(first, await signedUp(first));
  const { sql } = database;
  const sealed = async () => {
    const [row] = await sql`select totp_secret as sealed from users`;
    return String(row?.['sealed']);
  };
  /** Shows the password, then the authenticator's code or the one given. */
  const signedIn = async (server: Server, code = authenticator.code()) => {
    // Time is real here: rather than to wait for the next code, the one before is forgotten.
    await sql`update users set totp_last_step = null`;
    const client = server.client();
    const body = { email: EMAIL, password: PASSWORD };
    client.token = (await client.call(signIn, { body })).token;
    return (await client.request(signInTotp, { body: { code } })).status;
  };
  expect(await signedIn(first)).toBe(200);
  const sealedByOld = await sealed();

  // Every server is told the new key first, as one that it may meet.
  const knowing = await serverWith(old, fresh);
  expect(await sealed()).toBe(sealedByOld);
  expect([await signedIn(first), await signedIn(knowing)]).toEqual([200, 200]);

  // Then one after the other seals with it.
  const moved = await serverWith(fresh, old);
  const sealedByNew = await sealed();
  expect(sealedByNew).not.toBe(sealedByOld);
  expect(moved.said()).toContain('Every secret is sealed with ENCRYPTION_KEY.');
  expect([await signedIn(knowing), await signedIn(moved)]).toEqual([200, 200]);

  // One that was forgotten says so, and a recovery code still lets its owner in.
  expect(await signedIn(first)).toBe(503);
  expect(await signedIn(first, authenticator.recoveryCodes[0])).toBe(200);
  expect((await serverWith(old)).said()).toContain(
    '1 secret was sealed with a key that is not given',
  );

  const last = await serverWith(fresh);
  expect(last.said()).not.toContain('ENCRYPTION_KEY_PREVIOUS');
  expect(await sealed()).toBe(sealedByNew);
  expect(await signedIn(last)).toBe(200);
}, 120_000);
