import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { problem } from '../../contract/problem.ts';
import type { Answer } from '../../tests/setup/client.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';

let server: TestServer;
let owner: Person;
let propertyId: string;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
  propertyId = (await server.property(owner)).id;
});

function problemIn(answer: Answer) {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const document = problem.parse(answer.body);
  expect(document.status).toBe(answer.status);
  expect(document.requestId).toBe(answer.headers.get('x-request-id'));
  return document;
}

describe('a request id', () => {
  test('is made for every request, and in the log', async () => {
    const answer = await server.client().send('GET', '/healthz');
    const id = answer.headers.get('x-request-id') ?? '';
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(server.log()).toContain(id);
  });

  test('is kept where the caller sends one, unless it could forge the log', async () => {
    const send = (id: string) =>
      server.client().send('GET', '/healthz', { headers: { 'X-Request-Id': id } });
    expect((await send('pane-4711-abc')).headers.get('x-request-id')).toBe('pane-4711-abc');
    expect((await send('{"level":"fatal"}')).headers.get('x-request-id')).toMatch(
      /^[0-9a-f-]{36}$/,
    );
  });
});

describe('what is not there', () => {
  test('an unknown address is a problem document', async () => {
    expect(problemIn(await owner.client.send('GET', '/api/nothing')).code).toBe('not-found');
    expect(problemIn(await owner.client.send('GET', '/api/properties/%E0%A4%A')).status).toBe(400);
  });

  test('another method is refused and the right ones are named', async () => {
    const answer = await owner.client.send('PUT', '/api/properties');
    expect(problemIn(answer)).toMatchObject({ status: 405, code: 'method-not-allowed' });
    expect(answer.headers.get('allow')).toBe('GET, POST, HEAD');
  });
});

describe('a body', () => {
  const path = '/api/properties';

  test.each([
    ['not JSON', '{"name": ', 'not JSON'],
    ['a list', '[]', 'expected object'],
    ['null', 'null', 'JSON'],
    ['a number', '12', 'JSON'],
    ['nothing', '', '/body/name'],
    ['U+0000 in a text', '{"name":"a\\u0000b","currency":"USD"}', 'U+0000'],
    ['half a character', '{"name":"a\\ud83d b","currency":"USD"}', 'half a character'],
    ['the other half', '{"name":"a\\\\\\ude00","currency":"USD"}', 'half a character'],
    ['two halves the wrong way', '{"name":"\\uDE00\\uD83D","currency":"USD"}', 'half a character'],
    ['not UTF-8', Buffer.from('{"name":"\xff","currency":"USD"}', 'latin1'), 'UTF-8'],
    ['a field too many', '{"name":"a","currency":"USD","id":1}', '"id"'],
    ['__proto__', '{"name":"a","currency":"USD","__proto__":{"role":"owner"}}', '__proto__'],
    ['an empty name', '{"name":" ","currency":"USD"}', '/body/name'],
  ])('that is %s is a bad request that says so', async (_name, body, says) => {
    const document = problemIn(await owner.client.send('POST', path, { body }));
    expect(document).toMatchObject({ status: 400, code: 'bad-request' });
    expect(document.detail).toContain(says);
  });

  test('whose text holds a backslash before u0000 is a text like others', async () => {
    const body = '{"name":"a\\\\u0000b","currency":"USD"}';
    const answer = await owner.client.send('POST', path, { body });
    expect(answer.body).toMatchObject({ name: 'a\\u0000b' });
  });

  test('whose text holds a character in two escapes, or what looks like half of one, is taken', async () => {
    const body = '{"name":"\\uD83D\\uDE00 \\\\ud83d","currency":"USD"}';
    const answer = await owner.client.send('POST', path, { body });
    expect(answer.body).toMatchObject({ name: '\u{1f600} \\ud83d' });
  });

  test.each(['utf-16le', 'utf-16', 'utf-32', 'utf-7'])('in %s is refused', async (charset) => {
    const headers = { 'Content-Type': `application/json; charset=${charset}` };
    const text = '{"name":"a\\u0000b","currency":"USD"}';
    const body = Buffer.from(text, charset.startsWith('utf-16') ? 'utf16le' : 'latin1');
    const answer = await owner.client.send('POST', path, { body, headers });
    expect(problemIn(answer)).toMatchObject({ status: 400, code: 'bad-request' });
  });

  test('of another content type is refused with the right one', async () => {
    const headers = { 'Content-Type': 'text/plain' };
    const answer = await owner.client.send('POST', path, { body: '{}', headers });
    expect(problemIn(answer).detail).toContain('application/json');
    const latin = { 'Content-Type': 'application/json; charset=klingon' };
    expect(
      problemIn(await owner.client.send('POST', path, { body: '{}', headers: latin })).status,
    ).toBe(400);
  });

  test('larger than the endpoint takes is refused', async () => {
    const body = { name: 'x'.repeat(20_000), currency: 'USD' };
    const answer = await owner.client.send('POST', path, { body });
    expect(problemIn(answer)).toMatchObject({ status: 413, code: 'too-large' });
  });

  test('of 40 MB is refused, and the server goes on', async () => {
    const push = `/api/properties/${propertyId}/push`;
    const answer = await owner.client.send('POST', push, { body: Buffer.alloc(40_000_000, 32) });
    expect(problemIn(answer)).toMatchObject({ status: 413, code: 'too-large' });
    await owner.client.call(ENDPOINTS.account, {});
  });

  test('with very many faults names the first ones only', async () => {
    const push = `/api/properties/${propertyId}/push`;
    const cells = Array.from({ length: 100_000 }, () => 12);
    const tables = [{ kind: 'units', rows: cells, complete: true, columns: { unit: cells } }];
    const body = { workbookId: randomUUID(), pushId: randomUUID(), mode: 'preview', tables };
    const document = problemIn(await owner.client.send('POST', push, { body }));
    expect(document.code).toBe('bad-request');
    expect(document.errors).toHaveLength(20);
    expect(document.errors?.[0]?.pointer).toBe('/body/tables/0/columns/unit/0');
  });
});

test.each(['0000-01-01', '0001-01-01', '9999-12-31'])(
  'a day of %s, around which days cannot be counted, is a bad request',
  async (day) => {
    const path = `/api/properties/${propertyId}`;
    for (const query of [
      ...[`allocation?from=${day}`, `statements?to=${day}`, `reconciliation?from=${day}`],
      `statements/drafts?periodEnd=${day}`,
    ]) {
      expect(problemIn(await owner.client.send('GET', `${path}/${query}`)).status).toBe(400);
    }
    const log = await owner.client.send('GET', `/api/account/security-log?before=${day}T00:00:00Z`);
    expect(problemIn(log).status).toBe(400);
  },
);

test('a query that the contract does not know is a bad request', async () => {
  const path = `/api/properties/${propertyId}/allocation`;
  const document = problemIn(await owner.client.send('GET', `${path}?from=yesterday&x=1`));
  expect(document.errors?.map((one) => one.pointer)).toEqual(['/query/from', '/query']);
});

describe('unchanged results', () => {
  const path = () => `/api/properties/${propertyId}/allocation`;
  const unchanged = (tag: string) =>
    owner.client.send('GET', path(), { headers: { 'If-None-Match': tag } });
  const tagNow = async () => (await owner.client.send('GET', path())).headers.get('etag') ?? '';

  test.each(['*', 'W/*', '"7", *'])('If-None-Match: %s, * being the tag → 304', async (given) => {
    const tag = await tagNow();
    const answer = await unchanged(given.replace('*', tag));
    expect(answer).toMatchObject({ status: 304, body: null });
    expect(answer.headers.get('etag')).toBe(tag);
  });

  test('a stranger learns nothing from a tag that is right', async () => {
    const stranger = await server.signedInUser();
    const headers = { 'If-None-Match': await tagNow() };
    const answer = await stranger.client.send('GET', path(), { headers });
    expect(problemIn(answer).code).toBe('not-found');
  });
});

test('answers are not stored, framed or sniffed', async () => {
  const { headers } = await owner.client.send('GET', '/api/account');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('strict-transport-security')).toContain('max-age');
  expect(headers.get('x-powered-by')).toBeNull();
});

test('the server is alive and ready', async () => {
  expect(await server.client().call(ENDPOINTS.alive, {})).toEqual({ status: 'ok' });
  expect(await server.client().call(ENDPOINTS.ready, {})).toEqual({ status: 'ready' });
});

test('every request leaves one line of JSON in the log', async () => {
  const { headers } = await owner.client.send('GET', '/api/account?x=secret');
  const id = headers.get('x-request-id') ?? '';
  const lines = server
    .log()
    .split('\n')
    .filter((line) => line.includes(id));
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
    {
      level: 'info',
      time: expect.any(String),
      requestId: id,
      endpoint: 'account',
      userId: expect.any(String),
      code: 'bad-request',
      method: 'GET',
      status: 400,
      ms: expect.any(Number),
      msg: 'request',
    },
  ]);
});
