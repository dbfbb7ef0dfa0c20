import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { certificateFor } from './certificate.ts';

const DAY = 86_400_000;
const URL_ = 'https://ledger.example.com';
let folder: string;
beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'powertrackr-cert-')), 'certificates');
});
afterAll(() => rm(join(folder, '..'), { recursive: true, force: true }));

test('is made once, is trusted through its authority, and its key is closed to others', async () => {
  const made = await certificateFor(folder, URL_, new Date());
  expect(made.isNew).toBe(true);
  expect((await stat(join(folder, 'localhost.key'))).mode & 0o777).toBe(0o600);
  expect((await readdir(folder)).toSorted()).toEqual(['ca.crt', 'localhost.crt', 'localhost.key']);
  expect(await readdir(join(folder, '..'))).toEqual(['certificates']);
  expect(await certificateFor(folder, URL_, new Date())).toEqual({ ...made, isNew: false });

  const server = createServer(made, (_req, res) => res.end('hello'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const ca = await readFile(made.authorityFile);
  const status = await new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', servername: 'localhost', port, ca }, (res) => {
      res.resume();
      resolve(res.statusCode);
    }).on('error', reject);
  });
  expect(status).toBe(200);
  server.close();
  server.closeAllConnections();
});

test('is made anew before it ends, for another host, and when it is broken', async () => {
  await certificateFor(folder, URL_, new Date());
  const isNew = async (url: string, now = new Date()) =>
    (await certificateFor(folder, url, now)).isNew;
  expect(await isNew('https://localhost:3000')).toBe(false);
  expect(await isNew(URL_, new Date(Date.now() + 780 * DAY))).toBe(false);
  expect(await isNew(URL_, new Date(Date.now() + 790 * DAY))).toBe(true);
  expect(await isNew('https://other.example.com')).toBe(true);
  await chmod(join(folder, 'localhost.key'), 0o600);
  await writeFile(join(folder, 'localhost.key'), 'nonsense');
  expect(await isNew('https://other.example.com')).toBe(true);
});
