import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Endpoint } from '../../contract/endpoint.ts';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { problem } from '../../contract/problem.ts';
import { TestClient } from '../../tests/setup/client.ts';
import { searchedLog } from '../../tests/setup/searched-log.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { createApp } from './app.ts';
import { takesBody } from './broken-requests.fixture.ts';
import type { AppOptions } from './app.ts';
import { listen } from './listen.ts';

const ALL: readonly Endpoint[] = Object.values(ENDPOINTS);
const WITH_BODY = ALL.filter((one) => takesBody(one) && one.level !== 'totp');
const PUBLIC_URL = 'https://ledger.example.com';
const YEAR_SECONDS = 31_536_000;

let server: TestServer;
let owner: Person;
let propertyId: string;
const stops: (() => Promise<void>)[] = [];
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
  propertyId = (await server.property(owner)).id;
});
afterAll(async () => {
  for (const stop of stops) await stop();
});

/** The same application, on the same database, as it is set up elsewhere. */
async function appWith(given: Partial<Pick<AppOptions, 'trustProxy' | 'publicUrl'>> = {}) {
  const bundles = {
    page: () => Promise.resolve('<!doctype html><title>page</title>'),
    files: (_req: unknown, _res: unknown, next: () => void) => next(),
  };
  const { logger } = searchedLog();
  const usual = { logger, trustProxy: 0, publicUrl: PUBLIC_URL, enableTry: true, bundles };
  const app = createApp(server.services, { ...usual, ...given });
  const listening = await listen(() => app, { port: 0, host: '127.0.0.1', certificate: null });
  stops.push(listening.stop);
  return `http://127.0.0.1:${listening.port}`;
}

const pathOf = ({ path }: Endpoint) =>
  path
    .replace('{propertyId}', propertyId)
    .replace('{number}', '1')
    .replace(/\{\w+\}/, randomUUID());

test('beside the sample ledgers lies what makes them, and is not served', async () => {
  const url = await appWith();
  const status = async (path: string) => (await fetch(`${url}/try/samples/${path}`)).status;
  expect(await Promise.all(['elm-street.xlsx', 'mill-road.xlsx'].map(status))).toEqual([200, 200]);
  for (const path of [
    'build.ts',
    'elm-street.ts',
    'samples.test.ts',
    'elm-street.xlsx/../build.ts',
    'build%2ets',
  ]) {
    expect(await status(path)).toBe(404);
  }
});

describe('an answer of the API', () => {
  const others = [
    ['GET', '/api/openapi.json'],
    ['GET', '/api/nothing'],
    ['PUT', '/api/properties'],
    ['GET', '/nowhere'],
  ] as const;

  test.each([...ALL.map((one) => [one.method, one.path] as const), ...others])(
    '%s %s is not stored, framed, sniffed or asked for without https',
    async (method, path) => {
      const at = path.replace('{propertyId}', propertyId);
      const { headers } = await owner.client.send(method, at, { headers: { Authorization: '' } });
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-security-policy')?.split(';').toSorted()).toEqual(
        ['base-uri', 'default-src', 'form-action', 'frame-ancestors'].map((one) => `${one} 'none'`),
      );
      expect(headers.get('x-frame-options')).toBeNull();
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('strict-transport-security')).toBe(
        `max-age=${YEAR_SECONDS}; includeSubDomains`,
      );
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('set-cookie')).toBeNull();
      expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    },
  );

  test('on localhost does not ask browsers for https everywhere', async () => {
    const url = await appWith({ publicUrl: 'https://localhost:3000' });
    const { headers } = await new TestClient(url).send('GET', '/healthz');
    expect(headers.get('strict-transport-security')).toBeNull();
  });
});

describe('a page', () => {
  const office = [
    ...['officeapps.live.com', 'office.com', 'office365.com', 'microsoft.com'],
    ...['cloud.microsoft', 'sharepoint.com', 'live.com'],
  ].map((host) => `https://*.${host}`);

  test.each([
    ['/taskpane.html', ["'self'", ...office]],
    ['/try', ["'none'"]],
    ['/try/taskpane.html', ["'self'"]],
    ['/help.html', ["'none'"]],
  ])('%s may be framed by %j, and runs scripts of known origins only', async (path, framers) => {
    const { headers } = await new TestClient(await appWith()).send('GET', path);
    const directives = new Map(
      (headers.get('content-security-policy') ?? '').split('; ').map((one) => {
        const [name = '', ...sources] = one.split(' ');
        return [name, sources];
      }),
    );
    expect(directives.get('frame-ancestors')).toEqual(framers);
    for (const name of ['default-src', 'base-uri', 'form-action']) {
      expect(directives.get(name)).toEqual(["'none'"]);
    }
    const known = ["'self'", "'none'", 'https://appsforoffice.microsoft.com'];
    expect((directives.get('script-src') ?? []).filter((one) => !known.includes(one))).toEqual([]);
    expect(directives.get('object-src') ?? ["'none'"]).toEqual(["'none'"]);
    expect(headers.get('x-frame-options')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toContain(`max-age=${YEAR_SECONDS}`);
  });
});

describe.each(WITH_BODY)('$name', (endpoint) => {
  test('takes a body up to its limit and none above', async () => {
    const path = pathOf(endpoint);
    const sized = (bytes: number) =>
      owner.client.send(endpoint.method, path, { body: filled(bytes) });
    const { bodyLimit } = endpoint;
    const above = await sized(bodyLimit + 1);
    expect(problem.parse(above.body)).toMatchObject({ status: 413, code: 'too-large' });
    expect(problem.parse(above.body).detail).toContain(`${bodyLimit} bytes`);
    // In size it is in order, in shape it is not.
    expect(problem.parse((await sized(bodyLimit)).body).code).toBe('bad-request');
  });

  test('asks who it is before it waits for the body', async () => {
    if (endpoint.level === 'public') return;
    const headers = { 'Content-Type': 'application/json', 'Content-Length': 10_000 };
    const { method } = endpoint;
    const status = await new Promise((resolve, reject) => {
      const sent = request(server.url + pathOf(endpoint), { method, headers }, (res) => {
        resolve(res.statusCode);
        sent.destroy();
      });
      sent.on('error', reject).flushHeaders();
    });
    expect(status).toBe(401);
  });
});

/** `{"x":"      …"}` of so many bytes. */
function filled(bytes: number): string {
  const [before, after] = ['{"x":"', '"}'];
  return before + ' '.repeat(bytes - before.length - after.length) + after;
}

describe('the address that a request comes from', () => {
  async function networkSeen(trustProxy: number | string, forwarded: string): Promise<unknown> {
    const { email, password } = await server.signedInUser();
    const client = new TestClient(await appWith({ trustProxy }));
    const headers = { 'X-Forwarded-For': forwarded };
    const body = { email, password };
    const answer = await client.request(ENDPOINTS.signIn, { body }, headers);
    client.token = ENDPOINTS.signIn.output.parse(answer.body).token;
    const { entries } = await client.call(ENDPOINTS.securityLog, {});
    return entries[0]?.network;
  }

  test.each([
    ['without a proxy', 0, '9.9.9.9', '127.0.0.1'],
    ['of one proxy, what it adds to what was sent', 1, '6.6.6.6, 9.9.9.9', '9.9.9.9'],
    ['of two proxies, what the outer one adds', 2, '6.6.6.6, 9.9.9.9, 10.0.0.1', '9.9.9.9'],
    ['of a proxy by its address', 'loopback', '6.6.6.6, 9.9.9.9', '9.9.9.9'],
    ['of a proxy that is another', '10.0.0.0/8', '9.9.9.9', '127.0.0.1'],
  ])('%s is not what its sender says', async (_, trustProxy, forwarded, network) => {
    expect(await networkSeen(trustProxy, forwarded)).toBe(network);
  });
});
