import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseUrl } from '../../tests/setup/database-url.ts';
import { overheard, searchedLog } from '../../tests/setup/searched-log.ts';
import { testDatabase } from '../../tests/setup/test-database.ts';
import { parseConfig } from '../config.ts';
import { startMailServer } from '../mail/mail-server.fixture.ts';
import { startServer } from '../start.ts';
import type { RunningServer } from '../start.ts';

const DATA_DIR = await mkdtemp(join(tmpdir(), 'powertrackr-outbox-'));
const ENCRYPTION_KEY = randomBytes(32).toString('base64');
overheard.note(ENCRYPTION_KEY);
/** Where the server and the tool beside it find everything. */
let shared: Record<'DATA_DIR' | 'DATABASE_URL' | 'ENCRYPTION_KEY', string>;
beforeAll(async () => {
  shared = { DATA_DIR, DATABASE_URL: await databaseUrl(await testDatabase()), ENCRYPTION_KEY };
});
const mailServer = await startMailServer();
let server: RunningServer;
afterAll(async () => {
  await server.stop();
  await mailServer.stop();
  await rm(DATA_DIR, { recursive: true, force: true });
});

let said: string[] = [];
const searched = searchedLog();
const log = searched.text;

async function start(): Promise<void> {
  said = [];
  const config = parseConfig({
    ...{ ...shared, PORT: '0', TLS: 'off', PUBLIC_URL: 'http://127.0.0.1:0' },
    ...{ SMTP_URL: mailServer.url, MAIL_FROM: 'PowerTrackr <no-reply@ledger.example.com>' },
  });
  server = await startServer(config, searched.logger, (line) => said.push(line));
}

const NPM_RUN = ['npm', 'run', '-s', 'mail', '--'];
const ENTRY = [process.execPath, '--import', 'tsx', 'server/tools/mail.ts'];

function mail(given: readonly string[] = [], [program = '', ...args] = ENTRY): Promise<string> {
  const env = { ...process.env, ...shared };
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  return new Promise((resolve) => {
    execFile(program, [...args, ...given], { cwd, env }, (_, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 50));
}

test('a mail that was given up is told, listed, and sent again while the server runs', async () => {
  mailServer.toRecipient = (address) => ({ code: 550, text: `<${address}> is blocked` });
  await start();
  const body = { email: 'lovelace@example.com', password: 'a long enough passphrase', name: 'Ada' };
  const answer = await fetch(`${server.publicUrl}/api/sign-up`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(202);
  await until(() => log().includes('mail given up'));
  const line =
    log()
      .split('\n')
      .find((one) => one.includes('mail given up')) ?? '';
  expect(JSON.parse(line)).toMatchObject({
    level: 'error',
    mailId: expect.stringMatching(/^[\da-f-]{36}$/),
    reason: '550 <(address)> is blocked',
  });
  expect(log()).not.toContain('lovelace');

  const { mailId } = JSON.parse(line) as { mailId: string };
  const listed = await mail([], NPM_RUN);
  expect(listed).toContain(`${mailId}  lovelace@example.com`);
  expect(listed).toContain('1 tries, given up; said: 550 <(address)> is blocked');

  await server.stop();
  await start();
  expect(said.join('\n')).toContain(
    '1 mail was given up. See which, and have them sent again: npm run mail',
  );

  mailServer.toRecipient = () => null;
  expect(await mail(['retry', 'nothing'])).toContain('0 of 1 in the outbox will be sent again');
  expect(await mail(['retry', mailId])).toContain('1 of 1 in the outbox will be sent again');
  await until(() => mailServer.received.length === 1);
  expect(mailServer.received[0]?.to).toEqual(['lovelace@example.com']);
  await server.services.mailer.settled();
  expect(await mail()).toContain('The outbox is empty');
  expect(await mail(['send'])).toContain('Usage: npm run mail');
}, 180_000);
