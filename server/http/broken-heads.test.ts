import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Endpoint } from '../../contract/endpoint.ts';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { problem } from '../../contract/problem.ts';
import { digestOf } from '../../tests/setup/digest.ts';
import { Sender } from '../../tests/setup/sender.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';

const READING: readonly Endpoint[] = Object.values(ENDPOINTS).filter(
  ({ method, level, path }: Endpoint) =>
    method === 'GET' && level === 'full' && !path.replace('{propertyId}', '').includes('{'),
);
const runs = process.env['TEST_SCALE'] === 'full' ? 2_000 : 60;
const PATIENCE_MS = 120_000;

let server: TestServer;
let sender: Sender;
let owner: Person;
let propertyId: string;
beforeAll(async () => {
  server = await testServer();
  sender = new Sender(server.url);
  owner = await server.signedInUser();
  propertyId = (await server.property(owner)).id;
});
afterAll(() => sender.close());

function read(endpoint: Endpoint, headers: Record<string, string>) {
  const path = endpoint.path.replace('{propertyId}', propertyId);
  const own = { Authorization: `Bearer ${owner.client.token}`, ...headers };
  return sender.send({ method: 'GET', path, headers: own, body: null });
}

/** Heads of requests that no library would send. */
const HEADS: readonly string[] = [
  'GET /healthz HTTP/1.1\r\n\r\n',
  'GET /healthz\r\n\r\n',
  'GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n',
  'TRACE /healthz HTTP/1.1\r\nHost: x\r\n\r\n',
  'CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET http://example.com/healthz HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET //example.com/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET /assets/..%2f..%2fpackage.json HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET /assets/%00 HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET /static/%E0%A4%A HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n',
  'GET /healthz HTTP/1.1\r\nHost: x\r\nNo colon\r\n\r\n',
  'GET /healthz HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n',
  `GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`,
  `GET /healthz HTTP/1.1\r\nHost: x\r\n${'X: a\r\n'.repeat(3_000)}\r\n`,
  `GET /${'a'.repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
  'POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
  'POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
  'POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}',
  'POST /api/sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n',
  'POST /api/sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: klingon, chunked\r\n\r\n0\r\n\r\n',
  'POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nExpect: 200-ok\r\nContent-Length: 2\r\n\r\n{}',
];
const AUTHORIZATIONS = [
  ...[
    '',
    'Bearer',
    'Bearer ',
    'Basic YTpi',
    `Bearer ${'A'.repeat(5_000)}`,
    'Bearer A A',
    'Bearer \xff\xfe',
  ],
  ...[
    "Bearer ' or 1=1",
    `bearer ${'-'.repeat(43)}`,
    `Token ${'A'.repeat(43)}`,
    'null',
    'Bearer __proto__',
  ],
];
const NAMES = [
  'X-Request-Id',
  'X-Forwarded-For',
  'X-Forwarded-Proto',
  'User-Agent',
  'If-None-Match',
  'Accept',
  'Cookie',
  'Origin',
  'Range',
  'X-HTTP-Method-Override',
  'Accept-Encoding',
  'Connection',
];
const headerValue = fc.string({
  unit: fc
    .integer({ min: 0x20, max: 0xff })
    .filter((code) => code !== 0x7f)
    .map((code) => String.fromCodePoint(code)),
  maxLength: 200,
});

const STRANGE = [
  ...['', '*', 'DELETE', '::1', 'bytes=0-', 'null', ',,,'],
  ...[`"${'9'.repeat(400)}"`, 'x'.repeat(3_000)],
];

test(
  'a head with strange headers is answered all the same',
  async () => {
    const digest = await digestOf(server.database.sql);
    const before = await digest();
    const headers = fc.dictionary(
      fc.constantFrom(...NAMES),
      fc.oneof(headerValue, fc.constantFrom(...STRANGE)),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...READING), headers, async (endpoint, given) => {
        expect([200, 304, 400]).toContain((await read(endpoint, given)).status);
      }),
      { numRuns: runs },
    );
    expect(await digest()).toEqual(before);
  },
  PATIENCE_MS,
);

test.each(AUTHORIZATIONS)('an authorization like %.30j signs nobody in', async (Authorization) => {
  const { status, text } = await read(ENDPOINTS.account, { Authorization });
  expect([status, problem.parse(JSON.parse(text)).code]).toEqual([401, 'unauthenticated']);
});

test(
  'what is no HTTP is refused or cut off, and the server goes on',
  async () => {
    const noise = Array.from({ length: runs / 20 }, () => randomBytes(300).toString('latin1'));
    const answers = await Promise.all([...HEADS, ...noise].map(answerTo));
    for (const [i, answer] of answers.entries()) {
      expect(answer, HEADS[i] ?? 'noise').toMatch(/^(HTTP\/1\.1 (200|204|4\d\d|501|505) [^]*)?$/);
    }
    await owner.client.call(ENDPOINTS.account, {});
  },
  PATIENCE_MS,
);

/** What comes back until the server closes, or has nothing more to say for a while. */
function answerTo(head: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => {
      socket.write(Buffer.from(head, 'latin1'));
    });
    socket.setTimeout(1_000, () => socket.end());
    socket.on('data', (bytes) => (text += bytes.toString('latin1')));
    socket.on('close', () => resolve(text));
    socket.on('error', (error) =>
      'code' in error && error.code === 'ECONNRESET' ? resolve(text) : reject(error),
    );
  });
}
