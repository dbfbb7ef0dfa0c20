import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { ARGON2 } from '../auth/password.ts';
import { CROWD } from '../../tests/setup/scale.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';

const { verifyEmail, signIn, signOut, signOutEverywhere, account } = ENDPOINTS;
const { listSessions, endSession, stepUp, securityLog } = ENDPOINTS;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PASSWORD = 'correct horse battery';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});

const newEmail = () => `${randomUUID()}@example.com`;

/** Signs in once more, from somewhere else. */
async function another({ email, password }: Person) {
  const client = server.client();
  client.token = (await client.call(signIn, { body: { email, password } })).token;
  return client;
}

const eventsOf = async ({ client }: Person) =>
  (await client.call(securityLog, {})).entries.map((one) => one.event);

describe('sign-in', () => {
  test('wrong password and unknown address are told alike', async () => {
    const { email } = await server.signedInUser();
    const body = { email, password: 'not the password' };
    const known = await server.client().refused(signIn, { body });
    const unknown = await server.client().refused(signIn, { body: { ...body, email: newEmail() } });
    expect(known).toEqual({ ...unknown, requestId: known.requestId });
    expect(known.code).toBe('wrong-credentials');
  });

  test('before the address is verified opens half a session and mails a new code', async () => {
    const { email, password, client } = await server.signedUpUser();
    server.pass(2 * MINUTE);
    const session = await client.call(signIn, { body: { email, password } });
    expect(session.next).toBe('verify-email');
    expect(await server.mailsTo(email)).toHaveLength(2);
    client.token = session.token;
    expect((await client.refused(account, {})).code).toBe('verify-email');
    const body = { email, password, code: await server.codeFor(email) };
    await client.call(verifyEmail, { body });
    expect((await client.refused(account, {})).code).toBe('unauthenticated');
  });

  test('after ten wrong passwords the right one is refused too, for a quarter of an hour', async () => {
    const { email, password } = await server.signedInUser();
    const guess = { body: { email, password: 'not the password' } };
    const guesses = await Promise.all(
      Array.from({ length: 10 }, () => server.client().request(signIn, guess)),
    );
    expect(guesses.map((one) => one.status)).toEqual(Array(10).fill(401));
    const locked = await server.client().request(signIn, { body: { email, password } });
    expect(locked.status).toBe(429);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(800);
    server.pass(15 * MINUTE);
    await server.client().call(signIn, { body: { email, password } });
  });

  test('right passwords never add up to a lock', async () => {
    const { email, password } = await server.signedInUser();
    for (let i = 0; i < 12; i += 1) {
      await server.client().call(signIn, { body: { email, password } });
    }
  });

  test('hashes the password anew where its parameters are no longer those of today', async () => {
    const { email, password, client } = await server.signedInUser();
    const { id } = await client.call(account, {});
    const { sql } = server.database;
    const old = await hash(password, { ...ARGON2, timeCost: 1 });
    await sql`update users set password_hash = ${old} where user_id = ${id}`;
    const body = { email, password };
    await Promise.all(Array.from({ length: 5 }, () => server.client().call(signIn, { body })));
    const [row] = await sql`select password_hash as kept from users where user_id = ${id}`;
    expect(row?.['kept']).toContain('t=2,p=1$');
    await server.client().call(signIn, { body });
  });

  test('one network address cannot try many accounts', async () => {
    const client = server.client();
    const answers = await Promise.all(
      Array.from({ length: 55 }, () =>
        client.request(signIn, { body: { email: newEmail(), password: PASSWORD } }),
      ),
    );
    expect(answers.filter((one) => one.status === 429)).toHaveLength(5);
  });

  test('a password hashed with other parameters is hashed anew with those in force', async () => {
    const { email, password, client } = await server.signedInUser();
    const { id } = await client.call(account, {});
    const { sql } = server.database;
    const weak = await hash(password, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
    await sql`update users set password_hash = ${weak} where user_id = ${id}`;
    const stored = async () => {
      const [row] = await sql`select password_hash as hash from users where user_id = ${id}`;
      return String(row?.['hash']);
    };
    await client.refused(signIn, { body: { email, password: 'not the password' } });
    expect(await stored()).toBe(weak);
    // Many at once: one writes it down, and none is told that a right password is wrong.
    await Promise.all(
      Array.from({ length: 6 }, () => server.client().call(signIn, { body: { email, password } })),
    );
    const strong = await stored();
    expect(strong).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await client.call(signIn, { body: { email, password } });
    expect(await stored()).toBe(strong);
  });

  test('sign-out ends this session and no other', async () => {
    const { email, password, client } = await server.signedInUser();
    const other = server.client((await client.call(signIn, { body: { email, password } })).token);
    await client.call(signOut, {});
    expect((await client.refused(account, {})).code).toBe('unauthenticated');
    await other.call(account, {});
  });
});

describe('the list of sessions', () => {
  const EDGE =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0';

  test('names device and place, this one first, then by last use; and no token', async () => {
    const person = await server.signedInUser();
    const { email, password, client } = person;
    server.pass(2 * 60 * MINUTE);
    const body = { email, password, place: 'excel-windows' as const };
    await server.client().request(signIn, { body }, { 'User-Agent': EDGE });
    server.pass(2 * 60 * MINUTE);
    const latest = await another(person);
    const { sessions } = await client.call(listSessions, {});
    expect(sessions.map(({ device, place, isThis }) => ({ device, place, isThis }))).toEqual([
      { device: null, place: null, isThis: true },
      { device: null, place: null, isThis: false },
      { device: 'Edge on Windows', place: 'excel-windows', isThis: false },
    ]);
    const hours = sessions.map((one) => Date.parse(one.lastUsedAt) - Date.parse(one.createdAt));
    expect(hours.map((ms) => Math.round(ms / (60 * MINUTE)))).toEqual([4, 0, 0]);
    expect((await latest.call(listSessions, {})).sessions[0]?.isThis).toBe(true);
  });

  test('has no session that has ended or is half, and none of others', async () => {
    const person = await server.signedInUser();
    await server.signedInUser();
    server.pass(29 * DAY);
    const used = await another(person);
    server.pass(2 * DAY);
    const { id } = await used.call(account, {});
    await server.database.sql`
      insert into sessions (token_hash, user_id, next) values (${randomUUID()}, ${id}, 'totp')`;
    expect((await used.call(listSessions, {})).sessions).toHaveLength(1);
  });

  test('one of it is ended, and is nobody else’s to end', async () => {
    const person = await server.signedInUser();
    const stranger = await server.signedInUser();
    const other = await another(person);
    const { sessions } = await person.client.call(listSessions, {});
    const sessionId = sessions.find((one) => !one.isThis)?.id ?? '';
    const refused = await stranger.client.refused(endSession, { params: { sessionId } });
    expect(refused).toMatchObject({ status: 404, code: 'not-found' });
    expect(await eventsOf(stranger)).not.toContain('session-ended');
    await other.call(account, {});
    await person.client.call(endSession, { params: { sessionId } });
    expect((await other.refused(account, {})).code).toBe('unauthenticated');
    expect((await person.client.refused(endSession, { params: { sessionId } })).code).toBe(
      'not-found',
    );
    expect((await eventsOf(person))[0]).toBe('session-ended');
  });

  test('of itself may be ended too', async () => {
    const { client } = await server.signedInUser();
    const sessionId = (await client.call(listSessions, {})).sessions[0]?.id ?? '';
    await client.call(endSession, { params: { sessionId } });
    expect((await client.refused(account, {})).code).toBe('unauthenticated');
  });
});

describe('sign-out everywhere', () => {
  test('ends every session, this one only where it is not to be kept, and none of others', async () => {
    const person = await server.signedInUser();
    const stranger = await server.signedInUser();
    const others = await Promise.all([another(person), another(person)]);
    await person.client.call(signOutEverywhere, { body: { keepThis: true } });
    const codes = await Promise.all(others.map((one) => one.refused(account, {})));
    expect(codes.map((one) => one.code)).toEqual(['unauthenticated', 'unauthenticated']);
    expect((await eventsOf(person))[0]).toBe('signed-out-everywhere');
    await person.client.call(signOutEverywhere, { body: { keepThis: false } });
    expect((await person.client.refused(account, {})).code).toBe('unauthenticated');
    await stranger.client.call(account, {});
  });
});

describe('step-up', () => {
  test('with the password makes another token of the same session; the old one is dead', async () => {
    const person = await server.signedInUser();
    const { client, password } = person;
    const before = client.token ?? '';
    const [session] = (await client.call(listSessions, {})).sessions;
    server.pass(11 * MINUTE);
    const { token, next } = await client.call(stepUp, { body: { password } });
    expect(next).toBe('done');
    expect((await client.refused(account, {})).code).toBe('unauthenticated');
    client.token = token;
    expect(token).not.toBe(before);
    const { sessions } = await client.call(listSessions, {});
    expect(sessions).toHaveLength(1);
    expect(sessions[0]).toMatchObject({ id: session?.id, createdAt: session?.createdAt });
    expect((await eventsOf(person))[0]).toBe('step-up');
  });

  test('many times at once succeeds once: the others’ token is dead by then', async () => {
    const { client, password } = await server.signedInUser();
    const answers = await Promise.all(
      Array.from({ length: CROWD }, () => client.request(stepUp, { body: { password } })),
    );
    const statuses = answers.map((one) => one.status);
    expect(statuses.filter((one) => one === 200)).toHaveLength(1);
    expect(statuses.every((one) => [200, 401, 429].includes(one))).toBe(true);
  });

  test('ten wrong passwords lock it, told once, and sign-in stays open', async () => {
    const person = await server.signedInUser();
    const { client, email, password } = person;
    const guess = { body: { password: 'not the password' } };
    const guesses = await Promise.all(
      Array.from({ length: 12 }, () => client.request(stepUp, guess)),
    );
    const statuses = guesses.map((one) => one.status).toSorted();
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
    expect((await client.refused(stepUp, { body: { password } })).code).toBe('too-many-requests');
    const locks = (await eventsOf(person)).filter((one) => one === 'sign-in-locked');
    expect(locks).toHaveLength(1);
    await client.call(signIn, { body: { email, password } });
    server.pass(15 * MINUTE);
    client.token = (await client.call(stepUp, { body: { password } })).token;
  });

  test('a wrong password is told and leaves the session as it is', async () => {
    const { client } = await server.signedInUser();
    const refused = await client.refused(stepUp, { body: { password: 'not the password' } });
    expect(refused.code).toBe('wrong-credentials');
    await client.call(account, {});
  });

  test('with a code where there is no second factor says so', async () => {
    const { client } = await server.signedInUser();
    const refused = await client.refused(stepUp, { body: { code: '123456' } });
    expect(refused.code).toBe('second-factor-off');
  });
});

describe('a session', () => {
  test('ends when it was not used for 30 days, and lives on when it was', async () => {
    const idle = await server.signedInUser();
    const used = await server.signedInUser();
    server.pass(20 * DAY);
    await used.client.call(account, {});
    server.pass(10 * DAY);
    expect((await idle.client.refused(account, {})).code).toBe('unauthenticated');
    await used.client.call(account, {});
  });

  test('ends after 180 days, used or not', async () => {
    const { client } = await server.signedInUser();
    for (let i = 0; i < 8; i += 1) {
      server.pass(20 * DAY);
      await client.call(account, {});
    }
    server.pass(20 * DAY);
    expect((await client.refused(account, {})).code).toBe('unauthenticated');
  });

  test('its last use is written down at most once an hour', async () => {
    const { client } = await server.signedInUser();
    const { id } = await client.call(account, {});
    const lastUsed = async () => {
      const [row] = await server.database.sql`
        select last_used_at from sessions where user_id = ${id}`;
      return String(row?.['last_used_at']);
    };
    const first = await lastUsed();
    server.pass(59 * MINUTE);
    await client.call(account, {});
    expect(await lastUsed()).toBe(first);
    server.pass(MINUTE);
    await client.call(account, {});
    expect(await lastUsed()).not.toBe(first);
  });
});
