import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { SECURITY_EVENTS } from '../../contract/security-log.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { recordEvent } from './security-log.ts';
import { housekeeping } from './housekeeping.ts';

const { signIn, signOut, securityLog, account, signUp, verifyEmail } = ENDPOINTS;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const EDGE =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});

const entriesOf = async ({ client }: Person) => (await client.call(securityLog, {})).entries;
const eventsOf = async (person: Person) => (await entriesOf(person)).map((one) => one.event);

describe('the security log', () => {
  test('tells what happened, newest first, with device, place and network', async () => {
    const person = await server.signedInUser();
    const { email, password, client } = person;
    const body = { email, password, place: 'excel-windows' as const };
    const answer = await server.client().request(signIn, { body }, { 'User-Agent': EDGE });
    const other = server.client(signIn.output.parse(answer.body).token);
    await other.send('POST', signOut.path, { headers: { 'User-Agent': EDGE } });
    const entries = await entriesOf(person);
    expect(entries.map((one) => one.event)).toEqual([
      ...['signed-out', 'signed-in', 'signed-in', 'email-verified', 'signed-up'],
    ]);
    const { device, place, network } = entries[0] ?? {};
    expect({ device, place, network }).toEqual({
      device: 'Edge on Windows',
      place: 'excel-windows',
      network: other.address,
    });
    expect(entries[2]).toMatchObject({ device: null, place: null, network: client.address });
  });

  test('of a lock says so once, and once more for the next', async () => {
    const person = await server.signedInUser();
    const { email, password } = person;
    const guess = { body: { email, password: 'not the password' } };
    const lock = () =>
      Promise.all(Array.from({ length: 15 }, () => server.client().request(signIn, guess)));
    const locks = async () =>
      (await eventsOf(person)).filter((one) => one === 'sign-in-locked').length;
    await Promise.all(Array.from({ length: 9 }, () => server.client().request(signIn, guess)));
    await server.client().call(signIn, { body: { email, password } });
    expect(await locks()).toBe(0);
    await lock();
    expect(await locks()).toBe(1);
    await server.client().refused(signIn, { body: { email, password } });
    server.pass(15 * MINUTE);
    await lock();
    expect(await locks()).toBe(2);
  });

  test('of a lock whose last try was right says nothing', async () => {
    const person = await server.signedInUser();
    const { email, password } = person;
    const guess = { body: { email, password: 'not the password' } };
    for (let i = 0; i < 9; i += 1) await server.client().request(signIn, guess);
    await server.client().call(signIn, { body: { email, password } });
    expect(await eventsOf(person)).not.toContain('sign-in-locked');
  });

  test('half a session leaves no trace in it', async () => {
    const person = await server.signedUpUser();
    const { email, password, client } = person;
    client.token = (await client.call(signIn, { body: { email, password } })).token;
    await client.call(signOut, {});
    server.pass(2 * MINUTE);
    await client.call(signUp, { body: { email, password, name: 'Ada' } });
    const code = await server.codeFor(email);
    const body = { email, password, code };
    client.token = (await client.call(verifyEmail, { body })).token;
    expect(await eventsOf(person)).toEqual([
      ...['signed-in', 'email-verified', 'signed-up', 'signed-up'],
    ]);
  });

  test("is the account's own", async () => {
    const [one, other] = await Promise.all([server.signedInUser(), server.signedInUser()]);
    await one.client.call(signIn, { body: { email: one.email, password: one.password } });
    expect(await eventsOf(one)).toHaveLength(4);
    expect(await eventsOf(other)).toHaveLength(3);
  });

  test('comes in pages that leave nothing out, also where many events bear one time', async () => {
    const { client } = await server.signedInUser();
    const { id } = await client.call(account, {});
    const who = { userId: id, address: '192.0.2.1', device: null, place: null };
    const now = server.services.now().getTime();
    // Sixteen instants of as many events each as the list knows.
    const all = Array.from({ length: 16 }, (_, i) =>
      SECURITY_EVENTS.map((event) => ({ at: new Date(now + i), event })),
    ).flat();
    await Promise.all(all.map(({ at, event }) => recordEvent(server.database.sql, at, who, event)));
    const read = async (before?: string): Promise<string[]> => {
      const query = before === undefined ? {} : { before };
      const { entries, hasMore } = await client.call(securityLog, { query });
      const page = entries.map((one) => `${one.at} ${one.event}`);
      expect(page.length).toBeLessThan(100 + SECURITY_EVENTS.length);
      return hasMore ? [...page, ...(await read(entries.at(-1)?.at))] : page;
    };
    const expected = all.toReversed().map(({ at, event }) => `${at.toISOString()} ${event}`);
    expect((await read()).slice(0, all.length)).toEqual(expected);
    const { entries } = await client.call(securityLog, {
      query: { before: '2000-01-01T00:00:00Z' },
    });
    expect(entries).toEqual([]);
  });

  test('forgets after thirteen months, and not before', async () => {
    const person = await server.signedInUser();
    const { email, password, client } = person;
    const signInAgain = async () => {
      client.token = (await client.call(signIn, { body: { email, password } })).token;
    };
    server.pass(300 * DAY);
    await signInAgain();
    server.pass(90 * DAY);
    await signInAgain();
    await housekeeping(server.services);
    expect(await eventsOf(person)).toHaveLength(5);
    server.pass(8 * DAY);
    await housekeeping(server.services);
    expect(await eventsOf(person)).toHaveLength(2);
  });
});
