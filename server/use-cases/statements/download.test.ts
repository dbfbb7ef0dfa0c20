import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../../contract/endpoints.ts';
import { testServer, type Person, type TestServer } from '../../../tests/setup/test-server.ts';
import { insertMember } from '../../db/members.ts';
import { readPdf } from '../../pdf/read-pdf.fixture.ts';
import { copyStatements } from './copies.fixture.ts';
import { newHouse, type House } from './house.fixture.ts';

const { account, download, downloadStatements, removeMember } = ENDPOINTS;

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

const JANUARY = '2025-01-31';

async function billedHouse(): Promise<House> {
  const house = await newHouse(server, owner);
  await house.issue(JANUARY);
  return house;
}

async function linkTo({ params }: House, numbers: number[], locale?: string, person = owner) {
  const body = { numbers, ...(locale === undefined ? {} : { locale }) };
  const { url } = await person.client.call(downloadStatements, { params, body });
  return { token: url.split('/').at(-1) ?? '' };
}

/** Opens a link as a browser does: without the token of the session. */
const open = (params: { token: string }) => server.client().call(download, { params });

const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer());

describe('a statement', () => {
  test('is downloaded as PDF by a link that works once', async () => {
    const house = await billedHouse();
    const params = await linkTo(house, [1], 'de-DE');
    const file = await open(params);
    expect([file.name, file.type]).toEqual(['Bill 1 Apt 1 Ann.pdf', 'application/pdf']);
    const { text, language } = await readPdf(await bytesOf(file));
    expect(language).toBe('de-DE');
    expect(text).toContain('Own usage, 200 kWh 40,00 $');
    expect(text).toContain('Payment received, thank you, R-1 -15,00 $');
    expect(text).toContain('Elm Street Ltd 4 Elm Street');
    expect((await server.client().refused(download, { params })).code).toBe('not-found');
  });

  test('is the same file each time, whatever is pushed or set meanwhile; void once it is', async () => {
    const house = await billedHouse();
    const get = async () => bytesOf(await open(await linkTo(house, [1])));
    const before = await get();
    const body = { name: 'Oak Street', settings: { readingWindowDays: 3 } };
    await owner.client.call(ENDPOINTS.changeProperty, { params: house.params, body });
    server.pass(86_400_000);
    expect(await get()).toEqual(before);
    await house.void(1, 'Wrong tenant');
    const { text } = await readPdf(await get());
    expect(text).toMatch(/^Void since .* Reason: Wrong tenant/);
  });
});

describe('several statements', () => {
  test('come in a zip that holds each once, as it comes alone', async () => {
    const house = await billedHouse();
    await copyStatements(server.database.sql, house.params.propertyId, 60);
    const numbers = Array.from({ length: 60 }, (_, i) => 60 - i);
    const file = await open(await linkTo(house, [...numbers, 1, 60]));
    expect([file.name, file.type]).toEqual(['Bills Elm Street 4.zip', 'application/zip']);
    const entries = unzipSync(await bytesOf(file));
    const names = Object.keys(entries);
    expect(names).toHaveLength(60);
    expect(names.slice(0, 3)).toEqual([
      ...['Bill 1 Apt 1 Ann.pdf', 'Bill 2 Apt 2.pdf', 'Bill 3 Apt 1 Ann.pdf'],
    ]);
    for (const number of [1, 2, 60]) {
      const alone = await open(await linkTo(house, [number]));
      expect(Buffer.from(entries[alone.name] ?? []).equals(await bytesOf(alone))).toBe(true);
    }
  });

  test('are not gone on with once whoever asked has gone, and that is no error', async () => {
    const house = await billedHouse();
    await copyStatements(server.database.sql, house.params.propertyId, 400);
    const numbers = Array.from({ length: 400 }, (_, i) => i + 1);
    const { token } = await linkTo(house, numbers);
    const stop = new AbortController();
    const { body } = await fetch(`${server.url}/api/downloads/${token}`, { signal: stop.signal });
    await body?.getReader().read();
    stop.abort();
    const isLogged = () =>
      server.log().includes('"endpoint":"download","method":"GET","status":"aborted"');
    await expect.poll(isLogged, { timeout: 20_000 }).toBe(true);
    expect(server.log()).not.toContain('"msg":"failed"');
  });

  test('that break off half way are an incomplete download, never a short zip', async () => {
    const house = await billedHouse();
    const { propertyId } = house.params;
    const { sql } = server.database;
    await copyStatements(sql, propertyId, 60);
    const link = await linkTo(
      house,
      Array.from({ length: 60 }, (_, i) => i + 1),
    );
    await sql`
      update statements set document = '{' where property_id = ${propertyId} and number = 59`;
    await expect(open(link)).rejects.toThrow('terminated');
  });
});

describe('a link is given and good for members only', () => {
  test('a viewer gets one; who was taken out since finds nothing behind it', async () => {
    const house = await billedHouse();
    const viewer = await server.signedInUser();
    const { id: userId } = await viewer.client.call(account, {});
    await insertMember(server.database.sql, house.params.propertyId, userId, 'viewer');
    expect((await open(await linkTo(house, [1], undefined, viewer))).size).toBeGreaterThan(1_000);
    const links = [
      await linkTo(house, [1], undefined, viewer),
      await linkTo(house, [1, 2], undefined, viewer),
    ];
    await owner.client.call(removeMember, { params: { ...house.params, userId } });
    for (const params of links) {
      expect((await server.client().refused(download, { params })).code).toBe('not-found');
    }
  });

  test('statements that are not there, or are another property’s, are not found', async () => {
    const [house, stranger] = [await billedHouse(), await server.signedInUser()];
    const { params } = house;
    const ask = async (numbers: number[], { client } = owner) =>
      (await client.refused(downloadStatements, { params, body: { numbers } })).code;
    expect(await ask([1, 3])).toBe('not-found');
    expect(await ask([999_999_999])).toBe('not-found');
    expect(await ask([1], stranger)).toBe('not-found');
    expect(await ask([2_147_483_648])).toBe('bad-request');
  });
});
