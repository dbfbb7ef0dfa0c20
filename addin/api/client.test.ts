import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../../contract/properties.ts';
import { createApi } from './client.ts';
import type { ApiOptions } from './client.ts';
import { ApiProblem, BadAnswer, Unreachable } from './problems.ts';

const propertyId = '0b6cf4a5-52a5-4f0b-8d0c-2f3f7e3a9d11';
const property = {
  id: propertyId,
  name: 'Elm Street 12',
  currency: 'USD',
  role: 'owner',
  revision: 3,
  settings: DEFAULT_SETTINGS,
  archivedAt: null,
};
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

type Answer = (req: IncomingMessage, res: ServerResponse, body: string) => void;

async function apiOn(answer: Answer, options: Partial<ApiOptions> = {}) {
  const server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    req.on('end', () => answer(req, res, body));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return createApi({ baseUrl: `http://127.0.0.1:${port}`, token: () => 'secret', ...options });
}

function json(res: ServerResponse, status: number, value: unknown, headers = {}) {
  res.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  res.end(JSON.stringify(value));
}

function problem(status: number, code: string, more = {}) {
  return { type: 'about:blank', title: 't', status, code, detail: 'why', requestId: 'r', ...more };
}

test('path, query, body and token go where the contract says', async () => {
  const seen: unknown[] = [];
  const api = await apiOn((req, res, body) => {
    seen.push([req.method, req.url, req.headers.authorization, body]);
    json(res, 201, property);
  });
  await api.createProperty({ body: { name: 'Elm Street 12', currency: 'USD' } });
  await expect(
    api.listChanges({ params: { propertyId }, query: { limit: '5' } }),
  ).rejects.toBeInstanceOf(BadAnswer);
  expect(seen).toEqual([
    ['POST', '/api/properties', 'Bearer secret', '{"name":"Elm Street 12","currency":"USD"}'],
    ['GET', `/api/properties/${propertyId}/changes?limit=5`, 'Bearer secret', ''],
  ]);
});

test('a public call carries no token', async () => {
  const api = await apiOn((req, res) =>
    json(res, 200, { token: String(req.headers.authorization), next: 'done' }),
  );
  const { token } = await api.signIn({ body: { email: 'a@b.example', password: 'x' } });
  expect(token).toBe('undefined');
});

test('a refusal keeps its code, its issues and when to come back', async () => {
  const api = await apiOn((_, res) =>
    json(res, 429, problem(429, 'too-many-requests', { retryAfterSeconds: 30 })),
  );
  const refused = await api.account({}).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ApiProblem);
  expect(refused).toMatchObject({
    code: 'too-many-requests',
    status: 429,
    retryAfterSeconds: 30,
    issues: [],
  });
});

test('an unknown session is told once, wrong credentials are not a lost session', async () => {
  const onSignedOut = vi.fn<() => void>();
  const api = await apiOn(
    (req, res) =>
      json(
        res,
        401,
        problem(401, req.url === '/api/account' ? 'unauthenticated' : 'wrong-credentials'),
      ),
    { onSignedOut },
  );
  await expect(api.signIn({ body: { email: 'a@b.example', password: 'x' } })).rejects.toMatchObject(
    {
      code: 'wrong-credentials',
    },
  );
  expect(onSignedOut).not.toHaveBeenCalled();
  await expect(api.account({})).rejects.toMatchObject({ code: 'unauthenticated' });
  expect(onSignedOut).toHaveBeenCalledOnce();
});

test('bad JSON, another page and an unknown shape are told from a refusal', async () => {
  const page = await apiOn((_, res) => res.writeHead(502).end('<html>Bad gateway'));
  await expect(page.account({})).rejects.toMatchObject({ name: 'BadAnswer', status: 502 });
  const shape = await apiOn((_, res) => json(res, 200, { hello: 1 }));
  await expect(shape.account({})).rejects.toMatchObject({ name: 'BadAnswer', status: 200 });
  const notJson = await apiOn((_, res) => res.writeHead(200).end('ok'));
  await expect(notJson.account({})).rejects.toMatchObject({ name: 'BadAnswer', status: 200 });
});

test('no answer is unreachable: closed, cut in the middle, too slow', async () => {
  const cut = await apiOn((_, res) => {
    res.writeHead(200, { 'Content-Length': '100' }).write('{');
    res.destroy();
  });
  await expect(cut.account({})).rejects.toBeInstanceOf(Unreachable);
  const slow = await apiOn(() => {}, { timeoutMs: 50 });
  await expect(slow.account({})).rejects.toBeInstanceOf(Unreachable);
  const closed = createApi({ baseUrl: 'http://127.0.0.1:1', token: () => null });
  await expect(closed.account({})).rejects.toBeInstanceOf(Unreachable);
});

test('an aborted call ends with the abort and not as unreachable', async () => {
  const api = await apiOn(() => {});
  const aborter = new AbortController();
  const call = api.account({}, { signal: aborter.signal });
  setTimeout(() => aborter.abort(), 20);
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  await expect(api.account({}, { signal: aborter.signal })).rejects.toMatchObject({
    name: 'AbortError',
  });
});

test('unchanged results are an answer', async () => {
  const empty = {
    periodStart: [],
    periodEnd: [],
    unit: [],
    subMeter: [],
    openingDate: [],
    openingReading: [],
  };
  const columns = {
    ...empty,
    closingDate: [],
    closingReading: [],
    multiplier: [],
    usageKwh: [],
    flags: [],
  };
  const api = await apiOn((req, res) => {
    if (req.headers['if-none-match'] === '"7"') return res.writeHead(304, { ETag: '"7"' }).end();
    return json(res, 200, { revision: 7, columns }, { ETag: '"7"' });
  });
  const input = { params: { propertyId } };
  expect(await api.revised('subMeterAllocation', input)).toEqual({
    status: 'changed',
    etag: '"7"',
    value: { revision: 7, columns },
  });
  expect(await api.revised('subMeterAllocation', input, { etag: '"7"' })).toEqual({
    status: 'unchanged',
  });
});

test('an answer without content is null', async () => {
  const api = await apiOn((_, res) => res.writeHead(204).end());
  expect(await api.signOut({})).toBeNull();
});

test('a file comes as its bytes, under the name that the server gave it', async () => {
  const bytes = new Uint8Array([0x50, 0x4b, 0, 0xff]);
  const names = [
    ['attachment; filename="Elm \\"4\\".zip"', 'Elm "4".zip'],
    ['attachment; filename="?.zip"; filename*=UTF-8\'\'%C3%89lan%204.zip', 'Élan 4.zip'],
    ['attachment', 'PowerTrackr'],
  ] as const;
  const seen: unknown[] = [];
  for (const [disposition] of names) {
    const api = await apiOn((req, res) => {
      seen.push([req.url, req.headers.authorization]);
      res.writeHead(200, {
        ...{ 'Content-Type': 'application/zip', 'Content-Disposition': disposition },
      });
      res.end(bytes);
    });
    const file = await api.download({ params: { token: 'A'.repeat(43) } });
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
    seen.push([file.name, file.type]);
  }
  expect(seen).toEqual(
    names.flatMap(([, name]) => [
      [`/api/downloads/${'A'.repeat(43)}`, undefined],
      [name, 'application/zip'],
    ]),
  );
});

test('a refusal in place of a file is a refusal', async () => {
  const api = await apiOn((_, res) => json(res, 404, problem(404, 'not-found')));
  const refused = await api
    .download({ params: { token: 'A'.repeat(43) } })
    .catch((e: unknown) => e);
  expect(refused).toBeInstanceOf(ApiProblem);
});
