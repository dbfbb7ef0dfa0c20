import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
let folder: string;
const started: ChildProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'powertrackr-main-'));
  await chmod(folder, 0o711);
});
afterAll(async () => {
  for (const child of started) child.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

function startServer() {
  const env = { ...process.env, DATA_DIR: folder, PORT: '0', DATABASE_URL: '', SMTP_URL: '' };
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], { cwd: root, env });
  started.push(child);
  let said = '';
  let logged = '';
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
  child.stdout.on('data', (bytes: Buffer) => (logged += bytes.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const port = new Promise<number>((resolve, reject) => {
    child.stderr.on('data', () => {
      const found = /listens on https:\/\/localhost:(\d+) /.exec(said)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    child.on('exit', () => reject(new Error(`it did not start: ${said}`)));
  });
  return { child, port, ended, said: () => said, logged: () => logged };
}

async function post(port: number, path: string, body: unknown): Promise<number | undefined> {
  const ca = await readFile(join(folder, 'certificates', 'ca.crt'));
  const headers = { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = request({ host: 'localhost', port, path, ca, headers, method: 'POST' }, (res) => {
      res.resume();
      res.on('end', () => resolve(res.statusCode));
    });
    sent.on('error', reject).end(JSON.stringify(body));
  });
}

test('starts on an empty folder, says where everything is, and stops when told to', async () => {
  const server = startServer();
  const port = await server.port;
  const body = { email: 'ada@example.com', password: 'a long enough passphrase', name: 'Ada' };
  expect(await post(port, '/api/sign-up', body)).toBe(202);
  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);

  expect(server.said()).toContain(`Data: ${folder}`);
  expect(server.said()).toContain(`Mail: ${join(folder, 'mail')}`);
  const [mail = ''] = await readdir(join(folder, 'mail'));
  expect(server.logged()).toContain(mail);
  expect(await readFile(join(folder, 'mail', mail), 'utf8')).toMatch(/^Your code is \d{6}\r$/m);
  expect(server.logged() + server.said()).not.toMatch(/ada@example|passphrase|Error/);
}, 60_000);

test('starts again on the same folder, once at a time', async () => {
  const first = startServer();
  await first.port;
  const second = startServer();
  await expect(second.port).rejects.toThrow('Another PowerTrackr server is running');
  expect(await second.ended).toBe(1);
  const { email, password } = { email: 'ada@example.com', password: 'a long enough passphrase' };
  expect(await post(await first.port, '/api/sign-in', { email, password })).toBe(200);
  first.child.kill('SIGINT');
  expect(await first.ended).toBe(0);
}, 60_000);
