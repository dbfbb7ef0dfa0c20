import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { ARGON2 } from '../auth/password.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { TestServer } from '../../tests/setup/test-server.ts';

const { verifyEmail, signIn, signOut, account } = ENDPOINTS;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PASSWORD = 'correct horse battery';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});

const newEmail = () => `${randomUUID()}@example.com`;

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
    await client.call(verifyEmail, { body: { email, code: await server.codeFor(email) } });
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

  test('sign-out ends this session and no other', async () => {
    const { email, password, client } = await server.signedInUser();
    const other = server.client((await client.call(signIn, { body: { email, password } })).token);
    await client.call(signOut, {});
    expect((await client.refused(account, {})).code).toBe('unauthenticated');
    await other.call(account, {});
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
