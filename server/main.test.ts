import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { overheard, searchedLog } from '../tests/setup/searched-log.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
let folder: string;
const started: ChildProcess[] = [];
const log = searchedLog();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'powertrackr-main-'));
  await chmod(folder, 0o711);
});
afterAll(async () => {
  for (const child of started) child.kill('SIGTERM');
  const mails = await readdir(join(folder, 'mail'));
  for (const name of mails) overheard.noteMail(await readFile(join(folder, 'mail', name), 'utf8'));
  await rm(folder, { recursive: true, force: true });
});

function startServer(variables: Record<string, string> = {}, entry = 'server/main.ts') {
  const own = { DATA_DIR: folder, PORT: '0', DATABASE_URL: '', SMTP_URL: '', LOG_LEVEL: 'trace' };
  const env = { ...process.env, ...own, ...variables };
  const [program, ...args] =
    entry === 'npm start' ? ['npm', 'start'] : [process.execPath, '--import', 'tsx', entry];
  const child = spawn(program ?? '', args, { cwd: root, env });
  started.push(child);
  let said = '';
  let logged = '';
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
  child.stdout.on('data', (bytes: Buffer) => (logged += bytes.toString()));
  for (const output of [child.stderr, child.stdout]) {
    output.on('data', (bytes: Buffer) => log.write(bytes.toString()));
  }
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

async function get(port: number, path: string): Promise<{ status?: number; text: string }> {
  const ca = await readFile(join(folder, 'certificates', 'ca.crt'));
  return new Promise((resolve, reject) => {
    const asked = request({ host: 'localhost', port, path, ca }, (res) => {
      let text = '';
      res.on('data', (bytes: Buffer) => (text += bytes.toString()));
      res.on('end', () => resolve({ status: res.statusCode ?? 0, text }));
    });
    asked.on('error', reject).end();
  });
}

async function post(port: number, path: string, body: unknown): Promise<number | undefined> {
  const ca = await readFile(join(folder, 'certificates', 'ca.crt'));
  const json = JSON.stringify(body);
  overheard.noteSent(json);
  const headers = { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = request({ host: 'localhost', port, path, ca, headers, method: 'POST' }, (res) => {
      let text = '';
      res.on('data', (bytes: Buffer) => (text += bytes.toString()));
      res.on('end', () => {
        overheard.noteAnswered(text);
        resolve(res.statusCode);
      });
    });
    sent.on('error', reject).end(json);
  });
}

/** Of the database, while it runs; it begins with the number of its process. */
const lockFile = () => readFile(join(folder, 'postgres/cluster/postmaster.pid'), 'utf8');

/** By a signal to npm, which leads to the server and its database. */
async function stopByNpm({ child, said }: ReturnType<typeof startServer>): Promise<void> {
  // Not before every process that writes there has ended.
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
  expect(said()).toContain('Stopping: ');
  await expect(lockFile()).rejects.toThrow('ENOENT');
}

test('starts on an empty folder, says where everything is, and stops when npm is told to', async () => {
  const server = startServer({}, 'npm start');
  const port = await server.port;
  const body = { email: 'ada@example.com', password: 'a long enough passphrase', name: 'Ada' };
  expect(await post(port, '/api/sign-up', body)).toBe(202);
  expect((await get(port, '/try')).text).toContain('<html');
  expect((await get(port, '/manifest.xml')).text).toContain(
    `https://localhost:${port}/taskpane.html`,
  );
  await stopByNpm(server);

  expect(server.said()).toContain(`Try it without Excel:  https://localhost:${port}/try`);
  expect(server.said()).toContain(`save https://localhost:${port}/manifest.xml`);
  expect(server.said()).toContain(`Data: ${folder}`);
  expect(server.said()).toContain(`Mail: ${join(folder, 'mail')}`);
  const [mail = ''] = await readdir(join(folder, 'mail'));
  expect(server.logged()).toContain(mail);
  expect(await readFile(join(folder, 'mail', mail), 'utf8')).toMatch(/^Your code is \d{6}\r$/m);
  expect(server.logged() + server.said()).not.toMatch(/ada@example|passphrase|Error/);
}, 180_000);

describe('started again on the same folder', { timeout: 180_000 }, () => {
  let server: ReturnType<typeof startServer>;
  beforeAll(async () => {
    server = startServer();
    await server.port;
  }, 180_000);

  test('it knows who signed up', async () => {
    const { email, password } = { email: 'ada@example.com', password: 'a long enough passphrase' };
    expect(await post(await server.port, '/api/sign-in', { email, password })).toBe(200);
  });

  test('a second one beside it is refused', async () => {
    const second = startServer();
    await expect(second.port).rejects.toThrow('Another PowerTrackr server is running');
    expect(await second.ended).toBe(1);
  });

  test('a database that is killed under it is started anew, with what was acknowledged', async () => {
    const port = await server.port;
    const body = { email: 'eve@example.com', password: 'a long enough passphrase', name: 'Eve' };
    expect(await post(port, '/api/sign-up', body)).toBe(202);
    process.kill(Number((await lockFile()).split('\n')[0]), 'SIGKILL');
    await expect.poll(server.said, { timeout: 60_000 }).toContain('The database is back');
    const { email, password } = body;
    expect(await post(port, '/api/sign-in', { email, password })).toBe(200);
  });

  test('Ctrl+C ends it', async () => {
    server.child.kill('SIGINT');
    expect(await server.ended).toBe(0);
    expect(server.logged()).not.toContain('broken');
  });
});

test.skipIf(process.platform === 'win32')(
  'a signal to npm while the server still starts stops it too',
  async () => {
    const server = startServer({}, 'npm start');
    // It ends before it says where it listens, or just after: either will do.
    server.port.catch(() => {});
    await expect.poll(() => lockFile().then(() => true), { timeout: 60_000 }).toBe(true);
    await stopByNpm(server);
  },
  180_000,
);

test('what it cannot start with is refused in words, at once', async () => {
  const server = startServer({ PORT: '70000' });
  await expect(server.port).rejects.toThrow('it did not start');
  expect(await server.ended).toBe(1);
  expect(server.said()).toBe('The configuration cannot be used:\n  PORT: must be a port number\n');
  expect(server.logged()).toBe('');
}, 180_000);

test('the server for development bundles in memory and stops at once', async () => {
  const server = startServer({}, 'server/tools/dev.ts');
  const port = await server.port;
  expect((await get(port, '/try')).text).toContain('<html');
  const script = /src="(\/static\/taskpane[^"]*)"/.exec(
    (await get(port, '/taskpane.html')).text,
  )?.[1];
  expect(await get(port, script ?? '')).toMatchObject({ status: 200 });
  server.child.kill('SIGINT');
  expect(await server.ended).toBe(0);
}, 180_000);
