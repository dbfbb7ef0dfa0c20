import { get } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';

const PANE_KB = 250;
const FOR_A_YEAR = 'public, max-age=31536000, immutable';

let server: TestServer;
let person: Person;
beforeAll(async () => {
  server = await testServer({ isBrowsed: true });
  person = await server.signedInUser();
}, 120_000);

interface Transferred {
  readonly headers: IncomingHttpHeaders;
  /** As they came, compressed or not. */
  readonly bytes: Buffer;
}

function transfer(path: string, headers: Record<string, string> = {}): Promise<Transferred> {
  const { url, address } = person.client;
  const asking = { 'Accept-Encoding': 'gzip', 'X-Forwarded-For': address, ...headers };
  return new Promise((resolve, reject) => {
    get(url + path, { headers: asking }, (res) => {
      const parts: Buffer[] = [];
      res.on('data', (part: Buffer) => parts.push(part));
      res.on('end', () => resolve({ headers: res.headers, bytes: Buffer.concat(parts) }));
      res.on('error', reject);
    }).on('error', reject);
  });
}

async function scriptsOf(page: string): Promise<string[]> {
  const { bytes } = await transfer(page, { 'Accept-Encoding': 'identity' });
  return [...String(bytes).matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)].flatMap(([, path]) =>
    path === undefined ? [] : [path],
  );
}

test('the pane comes compressed: page and scripts are no larger than 250 kB on their way', async () => {
  const scripts = await scriptsOf('/taskpane.html');
  expect(scripts).not.toEqual([]);
  const all = await Promise.all(['/taskpane.html', ...scripts].map((path) => transfer(path)));
  expect(all.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThan(PANE_KB * 1000);
  const plain = await transfer(scripts[0] ?? '', { 'Accept-Encoding': 'identity' });
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(gunzipSync(all[1]?.bytes ?? '')).toEqual(plain.bytes);
});

test('what has the hash of its content in its name is kept for a year, a page is asked for anew', async () => {
  for (const page of ['/taskpane.html', '/try', '/try/taskpane.html', '/help.html']) {
    expect((await transfer(page)).headers['cache-control']).toBe('no-cache');
  }
  for (const script of await scriptsOf('/try')) {
    expect(script).toMatch(/\.[\da-f]{12}\.(js|css)$/);
    const { headers } = await transfer(script);
    expect([headers['cache-control'], headers.vary]).toEqual([FOR_A_YEAR, 'Accept-Encoding']);
  }
});

test('answers of the API are never compressed: their length would tell about secrets in them', async () => {
  for (let i = 0; i < 12; i += 1) await server.property(person);
  const headers = { Authorization: `Bearer ${person.client.token ?? ''}` };
  for (const path of [ENDPOINTS.listProperties.path, '/api/openapi.json', '/api/nothing']) {
    const answer = await transfer(path, headers);
    expect(answer.headers['content-encoding']).toBeUndefined();
  }
  // Long enough that anything else would be.
  expect((await transfer(ENDPOINTS.listProperties.path, headers)).bytes.length).toBeGreaterThan(
    2048,
  );
});
