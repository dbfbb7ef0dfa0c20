import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { expect, test } from 'vitest';
import { testCertificate } from '../../tests/setup/test-certificate.ts';
import { listen } from './listen.ts';

const CHUNKED = 'Transfer-Encoding: chunked';
const timeouts = { headersMs: 300, requestMs: 600, stopMs: 5_000 };

function start(app: RequestListener) {
  return listen(() => app, { port: 0, host: '127.0.0.1', certificate: null, timeouts });
}

test('stopping answers what is in flight and takes nothing new', async () => {
  let begun = () => {};
  const isBegun = new Promise<void>((resolve) => (begun = resolve));
  let finish = () => {};
  const server = await start((_req, res) => {
    begun();
    finish = () => res.end('done');
  });
  const url = `http://127.0.0.1:${server.port}`;
  const inFlight = fetch(url);
  await isBegun;
  const stopped = server.stop();
  await wait(50);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
  finish();
  expect(await (await inFlight).text()).toBe('done');
  await stopped;
});

test('stopping does not wait for connections that are only kept alive', async () => {
  const server = await start((_req, res) => res.end('done'));
  await (await fetch(`http://127.0.0.1:${server.port}`)).text();
  const start_ = performance.now();
  await server.stop();
  expect(performance.now() - start_).toBeLessThan(1_000);
});

test('stopping does not wait for connections that a browser opened ahead and never used', async () => {
  const options = { port: 0, host: '127.0.0.1' };
  const app = () => (_req: IncomingMessage, res: ServerResponse) => void res.end();
  const plain = await listen(app, { ...options, certificate: null });
  const secure = await listen(app, { ...options, certificate: await testCertificate() });
  const opened = [connect(plain.port, '127.0.0.1'), connect(secure.port, '127.0.0.1')];
  const encrypted = connectTls({ port: secure.port, host: '127.0.0.1', rejectUnauthorized: false });
  await Promise.all([
    ...opened.map((one) => once(one, 'connect')),
    once(encrypted, 'secureConnect'),
  ]);
  const closed = [...opened, encrypted].map(answerUntilClosed);
  const begun = performance.now();
  await Promise.all([plain.stop(), secure.stop(), ...closed]);
  expect(performance.now() - begun).toBeLessThan(1_000);
});

/** How long a limit may be overrun: it is looked at once a second, and this machine may be busy. */
const LATE_MS = 10_000;

function answerUntilClosed(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (bytes) => (text += bytes.toString()));
    // Written to after it was closed: closed is what is waited for.
    socket.on('error', () => {}).on('close', () => resolve(text));
  });
}

test.each([
  ['head', 'GET / HTTP/1.1\r\nHost: x\r\n', ''],
  ['body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc', ''],
  ['head, a line now and then,', 'GET / HTTP/1.1\r\nHost: x\r\n', 'X-A: b\r\n'],
  ['body, a byte now and then,', 'POST / HTTP/1.1\r\nContent-Length: 9999\r\nHost: x\r\n\r\n', 'a'],
  ['body, a chunk now and then,', `POST / HTTP/1.1\r\n${CHUNKED}\r\nHost: x\r\n\r\n`, '1\r\na\r\n'],
])('a request whose %s never ends is closed', async (_part, sent, trickle) => {
  const server = await start((req) => void req.resume());
  const begun = performance.now();
  const socket = connect(server.port, '127.0.0.1');
  socket.write(sent);
  const trickling = setInterval(() => socket.write(trickle), 50);
  expect(await answerUntilClosed(socket)).toMatch(/^HTTP\/1.1 408 /);
  expect(performance.now() - begun).toBeLessThan(timeouts.requestMs + LATE_MS);
  clearInterval(trickling);
  await server.stop();
});

test('a connection that says nothing is closed, also before it is encrypted', async () => {
  const certificate = await testCertificate();
  const options = { port: 0, host: '127.0.0.1', timeouts };
  const [plain, secure] = await Promise.all([
    listen(() => (_req, res) => res.end(), { ...options, certificate: null }),
    listen(() => (_req, res) => res.end(), { ...options, certificate }),
  ]);
  const begun = performance.now();
  const sockets = [plain, secure].map(({ port }) => connect(port, '127.0.0.1'));
  await Promise.all(sockets.map(answerUntilClosed));
  expect(performance.now() - begun).toBeLessThan(timeouts.requestMs + LATE_MS);
  await Promise.all([plain.stop(), secure.stop()]);
});

test('an answer that nobody reads is given up', async () => {
  let given = (_at: number) => {};
  const isGivenUp = new Promise<number>((resolve) => (given = resolve));
  const server = await start((_req, res) => {
    res.once('close', () => given(performance.now()));
    res.end(Buffer.alloc(100_000_000));
  });
  const begun = performance.now();
  const socket = connect(server.port, '127.0.0.1').pause();
  socket.on('error', () => {}).write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  expect((await isGivenUp) - begun).toBeLessThan(timeouts.requestMs + LATE_MS);
  socket.destroy();
  await server.stop();
});
