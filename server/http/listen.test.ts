import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import { listen } from './listen.ts';

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

test.each([
  ['head', 'GET / HTTP/1.1\r\nHost: x\r\n'],
  ['body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc'],
])('a request whose %s never ends is closed', async (_part, sent) => {
  const server = await start((req) => void req.resume());
  const socket = connect(server.port, '127.0.0.1');
  socket.write(sent);
  const answer = await new Promise<string>((resolve, reject) => {
    let text = '';
    socket.on('data', (bytes) => (text += bytes.toString()));
    socket.on('close', () => resolve(text)).on('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1.1 408 /);
  await server.stop();
});
