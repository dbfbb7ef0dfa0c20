import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OutputOf } from '../../contract/endpoint.ts';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { switchedOn } from '../../tests/setup/second-factor.ts';
import { CROWD } from '../../tests/setup/scale.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { hashToken } from '../auth/token.ts';
import { insertMember } from '../db/members.ts';
import { csvRows } from './export/csv.fixture.ts';
import { Workbook, outcomesOf, table } from './push/workbook.fixture.ts';
import { newHouse } from './statements/house.fixture.ts';

const { account, download, exportAccount, securityLog, signIn } = ENDPOINTS;
const MINUTE = 60_000;

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});

const tokenIn = ({ url }: OutputOf<typeof exportAccount>) => url.split('/').at(-1) ?? '';

/** Asks for a link and opens it, as a browser does: without the token of the session. */
async function exported({ client }: Person) {
  const params = { token: tokenIn(await client.call(exportAccount, {})) };
  const file = await server.client().call(download, { params });
  const files = unzipSync(new Uint8Array(await file.arrayBuffer()));
  const texts = Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]),
  );
  return { file, texts, everything: JSON.parse(texts['everything.json'] ?? 'null') as Everything };
}

interface Everything {
  readonly account: object;
  readonly memberships: readonly object[];
  readonly properties: readonly { readonly name: string; readonly statements: object[] }[];
}

async function becomes(person: Person, propertyId: string, role: 'viewer' | 'owner') {
  const { id } = await person.client.call(account, {});
  await insertMember(server.database.sql, propertyId, id, role);
}

describe('a link to a file', () => {
  test('leads to the public address, works once, and is written into the log', async () => {
    const { client } = await server.signedInUser();
    const link = await client.call(exportAccount, {});
    expect(link.url).toMatch(/^https:\/\/ledger\.example\.com\/api\/downloads\/[A-Za-z0-9_-]{43}$/);
    const params = { token: tokenIn(link) };
    const answer = await server.client().request(download, { params });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="PowerTrackr \d{4}-\d{2}-\d{2}\.zip"$/,
    );
    const again = await server.client().refused(download, { params });
    expect(again).toMatchObject({ code: 'not-found', detail: expect.stringContaining('used') });
    const { entries } = await client.call(securityLog, {});
    expect(entries[0]?.event).toBe('exported');
  });

  test('opened many times at once is good once', async () => {
    const { client } = await server.signedInUser();
    const params = { token: tokenIn(await client.call(exportAccount, {})) };
    const answers = await Promise.all(
      Array.from({ length: CROWD }, () => server.client().request(download, { params })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      200,
      ...Array(CROWD - 1).fill(404),
    ]);
  });

  test('is good for ten minutes', async () => {
    const { client } = await server.signedInUser();
    const link = await client.call(exportAccount, {});
    expect(Date.parse(link.expiresAt) - server.services.now().getTime()).toBeLessThanOrEqual(
      10 * MINUTE,
    );
    server.pass(10 * MINUTE);
    const params = { token: tokenIn(link) };
    expect((await server.client().refused(download, { params })).code).toBe('not-found');
  });

  test('is not spent by who only looks whether it is there', async () => {
    const { client } = await server.signedInUser();
    const { pathname } = new URL((await client.call(exportAccount, {})).url);
    const looked = await server.client().send('HEAD', pathname);
    expect(looked.status).toBe(200);
    expect((await server.client().send('GET', pathname)).status).toBe(200);
  });

  test('that is good no more tells a person so in a sentence, and a program by its code', async () => {
    const path = `/api/downloads/${'A'.repeat(43)}`;
    const headers = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    const answer = await server.client().send('GET', path, { headers });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(answer.body).toMatch(/^This link was used already, or is older than 10 minutes\./);
    expect((await server.client().send('GET', path)).body).toMatchObject({ code: 'not-found' });
  });

  test('is nowhere but in the answer: neither in the database nor in the log', async () => {
    const { client } = await server.signedInUser();
    const token = tokenIn(await client.call(exportAccount, {}));
    const dump = JSON.stringify(await server.database.sql`select * from downloads`);
    expect(dump).toContain(hashToken(token));
    expect(dump).not.toContain(token);
    await server.client().call(download, { params: { token } });
    await server.client().refused(download, { params: { token } });
    expect(server.log()).not.toContain(token);
  });

  test('is made ten times an hour', async () => {
    const { client } = await server.signedInUser();
    const ask = () => client.request(exportAccount, {});
    const answers = await Promise.all(Array.from({ length: 12 }, ask));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(2);
  });

  test('leads nowhere once all sessions were ended', async () => {
    const { client } = await server.signedInUser();
    const params = { token: tokenIn(await client.call(exportAccount, {})) };
    await client.call(ENDPOINTS.signOutEverywhere, { body: { keepThis: true } });
    expect((await server.client().refused(download, { params })).code).toBe('not-found');
  });

  test('leads nowhere once the account is deleted', async () => {
    const { client } = await server.signedInUser();
    const params = { token: tokenIn(await client.call(exportAccount, {})) };
    await client.call(ENDPOINTS.deleteAccount, { body: { properties: [] } });
    expect((await server.client().refused(download, { params })).code).toBe('not-found');
  });
});

describe('an export of an account', () => {
  test('holds the account, and every property that it owns, but none that it only sees', async () => {
    const [ada, bob] = [await server.signedInUser(), await server.signedInUser()];
    await server.property(ada);
    await server.property(ada);
    const seen = (await server.property(bob)).id;
    await becomes(ada, seen, 'viewer');
    const { texts, everything } = await exported(ada);
    expect(everything.account).toMatchObject({ email: ada.email, name: 'Ada' });
    expect(everything.memberships).toHaveLength(3);
    expect(everything.properties).toHaveLength(2);
    const folders = new Set(Object.keys(texts).map((name) => name.split('/').slice(0, -1).join()));
    expect(folders).toEqual(new Set(['', 'Elm Street 4', 'Elm Street 4 (2)']));
    expect(csvRows(texts['account.csv'])).toMatchObject([{ email: ada.email, name: 'Ada' }]);
    expect(csvRows(texts['security log.csv']).map(({ event }) => event)).toContain('exported');
  });

  test('holds no secret: no password, no token, no second factor, no code', async () => {
    const ada = await server.signedInUser();
    const { recoveryCodes } = await switchedOn(server, ada);
    const { email, password, client } = ada;
    await server.client().call(ENDPOINTS.requestReset, { body: { email } });
    await server.client().call(signIn, { body: { email, password } });
    const text = Object.values((await exported(ada)).texts).join('\n');
    const { id } = await client.call(account, {});
    const { sql } = server.database;
    const secrets = await sql<{ secret: string }[]>`
      select password_hash as secret from users where user_id = ${id}
      union all select totp_secret from users where user_id = ${id}
      union all select token_hash from sessions where user_id = ${id}
      union all select code_hash from recovery_codes where user_id = ${id}
      union all select code_hash from email_codes where user_id = ${id}
      union all select ticket_hash from email_codes where user_id = ${id}`;
    expect(secrets).toHaveLength(16);
    for (const { secret } of secrets) expect(text).not.toContain(secret);
    for (const secret of [password, client.token ?? '', ...recoveryCodes]) {
      expect(text).not.toContain(secret);
    }
  });

  test('gives a property back: its tables, pushed into a new one, bill the same', async () => {
    const ada = await server.signedInUser();
    const house = await newHouse(server, ada);
    const { texts } = await exported(ada);
    const kinds = ['units', 'tenancies', 'bills', 'readings', 'payments', 'adjustments'] as const;
    const tables = kinds.map((kind) => table(kind, csvRows(texts[`Elm Street 4/${kind}.csv`])));
    const other = new Workbook(ada.client, (await server.property(ada)).id);
    const result = await other.commit(tables);
    expect(new Set(outcomesOf(result))).toEqual(new Set(['new']));
    const resultsOf = async (params: { propertyId: string }) => {
      const { columns } = await ada.client.call(ENDPOINTS.allocation, { params });
      const { units } = await ada.client.call(ENDPOINTS.reconciliation, { params });
      return { columns, units };
    };
    expect(await resultsOf(other.params)).toEqual(await resultsOf(house.params));
  });

  test('holds statements as they were issued, and what every change did', async () => {
    const ada = await server.signedInUser();
    const house = await newHouse(server, ada);
    await house.issue('2025-01-31');
    const statement = await house.statement(1);
    const { texts, everything } = await exported(ada);
    const [property] = everything.properties;
    expect(property?.statements[0]).toEqual(statement);
    expect(property).toMatchObject({
      changeSets: [
        { kind: 'issue', by: 'Ada' },
        { kind: 'push', document: { tables: { bills: { inserted: { count: 2 } } } } },
        { kind: 'settings' },
      ],
      facts: { readings: expect.arrayContaining([expect.objectContaining({ kwh: '1200' })]) },
    });
    expect(csvRows(texts['Elm Street 4/statements.csv'])[0]).toMatchObject({
      ...{ number: '1', unit: 'Apt 1', tenant: 'Ann', periodEnd: '2025-01-31', voidedAt: null },
    });
    const changes = csvRows(texts['Elm Street 4/changes.csv']);
    expect(changes.map(({ kind }) => kind)).toEqual(['issue', 'push', 'settings']);
  });

  test('runs nothing in Excel: what begins like a formula is a text', async () => {
    const ada = await server.signedInUser();
    const workbook = new Workbook(ada.client, (await server.property(ada)).id);
    const note = '=HYPERLINK("https://evil.example","a, b")\nnext line';
    await workbook.commit([
      table('units', [
        { unit: '@SUM(1)', note },
        { unit: '-5', note: '+49 30 1234' },
      ]),
    ]);
    const { texts } = await exported(ada);
    expect(csvRows(texts['Elm Street 4/units.csv'])).toMatchObject([
      { unit: '-5', note: "'+49 30 1234" },
      { unit: "'@SUM(1)", note: `'${note}` },
    ]);
  });

  test('names folders as every system takes them', async () => {
    const ada = await server.signedInUser();
    for (const name of ['../../etc', 'a/b:c*?', 'con.', '...']) {
      const body = { name, currency: 'USD' };
      await ada.client.call(ENDPOINTS.createProperty, { body });
    }
    const { texts } = await exported(ada);
    const folders = new Set(
      Object.keys(texts).flatMap((name) => (name.includes('/') ? [name.split('/')[0]] : [])),
    );
    expect(folders).toEqual(new Set(['etc', 'a b c', 'con (property)', 'Property']));
  });
});
