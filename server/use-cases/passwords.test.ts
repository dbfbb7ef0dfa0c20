import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { switchedOn } from '../../tests/setup/second-factor.ts';
import { CROWD } from '../../tests/setup/scale.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';

const { account, changePassword, requestReset, resetPassword, securityLog } = ENDPOINTS;
const { exportAccount, signIn, signInTotp, changeEmail, confirmEmail, verifyEmail } = ENDPOINTS;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NEXT = 'ledger lamp lantern';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});

const newEmail = () => `${randomUUID()}@example.com`;
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const eventsOf = async ({ client }: Pick<Person, 'client'>) =>
  (await client.call(securityLog, {})).entries.map((one) => one.event);
const subjects = async (address: string) =>
  (await server.mailsTo(address)).map((mail) => /^Subject: (.*?)\r$/m.exec(mail)?.[1]);

async function asked(email: string, client = server.client()) {
  const { ticket } = await client.call(requestReset, { body: { email } });
  return { ticket, code: await server.codeFor(email), client };
}

/** Ten wrong passwords, from as many networks. */
async function lockSignIn(email: string) {
  const guess = { body: { email, password: 'not the password' } };
  await Promise.all(Array.from({ length: 10 }, () => server.client().request(signIn, guess)));
}

describe('another password', () => {
  test('ends every other session, makes this one another one, and is told by mail', async () => {
    const { email, password, client } = await server.signedInUser();
    const before = client.token ?? '';
    const other = server.client((await client.call(signIn, { body: { email, password } })).token);
    const body = { currentPassword: password, newPassword: NEXT };
    const session = await client.call(changePassword, { body });
    expect(session.next).toBe('done');
    for (const ended of [other, server.client(before)]) {
      expect((await ended.refused(account, {})).code).toBe('unauthenticated');
    }
    client.token = session.token;
    await client.call(account, {});
    expect(await eventsOf({ client })).toContain('password-changed');
    expect(await subjects(email)).toContain('Your PowerTrackr password was changed');
    expect((await client.refused(signIn, { body: { email, password } })).code).toBe(
      'wrong-credentials',
    );
    await client.call(signIn, { body: { email, password: NEXT } });
  });

  test('asks for the right one, and after ten wrong ones for a quarter of an hour no more', async () => {
    const { password, client } = await server.signedInUser();
    const refused = (currentPassword: string) =>
      client.refused(changePassword, { body: { currentPassword, newPassword: NEXT } });
    for (let i = 0; i < 10; i += 1) {
      expect((await refused('not the password')).code).toBe('wrong-credentials');
    }
    expect((await refused(password)).code).toBe('too-many-requests');
    expect(await eventsOf({ client })).toContain('sign-in-locked');
    server.pass(15 * MINUTE);
    await client.call(changePassword, { body: { currentPassword: password, newPassword: NEXT } });
  });

  test.each([
    ['password1!', 'guess first'],
    ['a\u0301bcdefg', 'at least 8'],
    ['a long enough passphrase', 'your password already'],
  ])('is refused where it is %j, and nothing changes', async (newPassword, why) => {
    const { email, password, client } = await server.signedInUser();
    const body = { currentPassword: password, newPassword };
    const refused = await client.refused(changePassword, { body });
    expect(refused).toMatchObject({ code: 'password-refused' });
    expect(refused.detail).toContain(why);
    await server.client().call(signIn, { body: { email, password } });
  });

  test('with a second factor asks for that too', async () => {
    const person = await server.signedInUser();
    const authenticator = await switchedOn(server, person);
    server.pass(11 * MINUTE);
    const { client, password } = person;
    const body = { currentPassword: password, newPassword: NEXT };
    expect((await client.refused(changePassword, { body })).code).toBe('step-up-required');
    const shown = { body: { code: authenticator.code() } };
    client.token = (await client.call(ENDPOINTS.stepUp, shown)).token;
    const { token, next } = await client.call(changePassword, { body });
    expect(next).toBe('done');
    client.token = token;
    await client.call(account, {});
  });

  test('leaves nothing that was prepared before: no code, no link', async () => {
    const { email, password, client } = await server.signedInUser();
    const { ticket, code } = await asked(email);
    const wanted = newEmail();
    await client.call(changeEmail, { body: { email: wanted } });
    const { url } = await client.call(exportAccount, {});
    const body = { currentPassword: password, newPassword: NEXT };
    client.token = (await client.call(changePassword, { body })).token;
    const reset = { body: { ticket, code, password: 'of somebody else entirely' } };
    expect((await client.refused(resetPassword, reset)).code).toBe('wrong-code');
    const change = { body: { code: await server.codeFor(wanted) } };
    expect((await client.refused(confirmEmail, change)).code).toBe('wrong-code');
    expect((await client.send('GET', new URL(url).pathname)).status).toBe(404);
  });

  test('ten times at once succeeds once', async () => {
    const { client, password } = await server.signedInUser();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        client.request(changePassword, {
          body: { currentPassword: password, newPassword: `${NEXT} ${i}` },
        }),
      ),
    );
    expect(answers.filter((one) => one.status === 200)).toHaveLength(1);
    expect(answers.filter((one) => one.status >= 500)).toEqual([]);
  });
});

describe('a reset is asked for', () => {
  test('alike for a known and an unknown address; only the mail differs', async () => {
    const { email } = await server.signedInUser();
    const unknown = newEmail();
    const [known, other] = await Promise.all(
      [email, unknown].map((one) =>
        server.client().request(requestReset, { body: { email: one } }),
      ),
    );
    const shape = { status: 202, body: { ticket: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) } };
    expect(known).toMatchObject(shape);
    expect(other).toMatchObject(shape);
    expect(await server.codeFor(email)).toMatch(/^\d{6}$/);
    expect(await server.mailsTo(unknown)).toEqual([]);
    const [row] = await server.database.sql`select count(*)::int as left from outbox`;
    expect(row).toEqual({ left: 0 });
  });

  test('again after a wait that grows, in one network', async () => {
    const { email } = await server.signedInUser();
    const client = server.client();
    await client.call(requestReset, { body: { email } });
    for (const minutes of [1, 2, 4]) {
      expect((await client.refused(requestReset, { body: { email } })).code).toBe(
        'too-many-requests',
      );
      server.pass(minutes * MINUTE);
      await client.call(requestReset, { body: { email } });
    }
  });

  test('by strangers everywhere at most five times an hour, twenty a day, known or not', async () => {
    const { email } = await server.signedInUser();
    for (const one of [email, newEmail()]) {
      const ask = () => server.client().request(requestReset, { body: { email: one } });
      const within = async (count: number) => {
        const answers = await Promise.all(Array.from({ length: count }, ask));
        return answers.filter(({ status }) => status === 202).length;
      };
      expect(await within(8)).toBe(5);
      for (let i = 0; i < 3; i += 1) {
        server.pass(HOUR);
        expect(await within(6)).toBe(5);
      }
      server.pass(HOUR);
      expect(await within(6)).toBe(0);
    }
  });

  test('in a network where the account was signed in, whatever strangers have used up', async () => {
    const { email, client } = await server.signedInUser();
    for (let i = 0; i < 5; i += 1) await server.client().call(requestReset, { body: { email } });
    expect((await server.client().refused(requestReset, { body: { email } })).code).toBe(
      'too-many-requests',
    );
    const { ticket, code } = await asked(email, client);
    const { next } = await client.call(resetPassword, { body: { ticket, code, password: NEXT } });
    expect(next).toBe('done');
  });
});

describe('a reset', () => {
  test('opens a whole session, ends all others, and is told by mail and in the log', async () => {
    const { email, password, client: before } = await server.signedInUser();
    const { ticket, code, client } = await asked(email);
    const body = { ticket, code, password: NEXT, place: 'excel-web' } as const;
    const { token, next } = await client.call(resetPassword, { body });
    expect(next).toBe('done');
    client.token = token;
    expect(await client.call(account, {})).toMatchObject({ email });
    expect((await before.refused(account, {})).code).toBe('unauthenticated');
    expect((await client.refused(signIn, { body: { email, password } })).code).toBe(
      'wrong-credentials',
    );
    expect((await eventsOf({ client })).slice(0, 2)).toEqual(['signed-in', 'password-reset']);
    expect(await subjects(email)).toContain('Your PowerTrackr password was changed');
    expect((await client.refused(resetPassword, { body })).code).toBe('wrong-code');
  });

  test('lets in an owner whom wrong passwords of others have locked out', async () => {
    const { email, password } = await server.signedInUser();
    await lockSignIn(email);
    const locked = await server.client().refused(signIn, { body: { email, password } });
    expect(locked.code).toBe('too-many-requests');
    const { ticket, code, client } = await asked(email);
    await client.call(resetPassword, { body: { ticket, code, password: NEXT } });
    await server.client().call(signIn, { body: { email, password: NEXT } });
  });

  test('takes the code only with its ticket: guesses of others use up no tries', async () => {
    const { email } = await server.signedInUser();
    const mine = await asked(email);
    const theirs = await server.client().call(requestReset, { body: { email } });
    const guess = { body: { ...theirs, code: mine.code, password: NEXT } };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => server.client().request(resetPassword, guess)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(401));
    const { ticket, code, client } = mine;
    await client.call(resetPassword, { body: { ticket, code, password: NEXT } });
  });

  test('allows five wrong codes, at once or in turn', async () => {
    const { email } = await server.signedInUser();
    const { ticket, code, client } = await asked(email);
    const guess = { body: { ticket, code: wrong(code), password: NEXT } };
    await Promise.all(Array.from({ length: 5 }, () => client.request(resetPassword, guess)));
    const right = { body: { ticket, code, password: NEXT } };
    expect((await client.refused(resetPassword, right)).code).toBe('wrong-code');
  });

  test('is over after fifteen minutes', async () => {
    const { email } = await server.signedInUser();
    const { ticket, code, client } = await asked(email);
    server.pass(15 * MINUTE);
    const body = { ticket, code, password: NEXT };
    expect((await client.refused(resetPassword, { body })).code).toBe('wrong-code');
  });

  test('many times at once succeeds once', async () => {
    const { email } = await server.signedInUser();
    const { ticket, code } = await asked(email);
    const body = { ticket, code, password: NEXT };
    const answers = await Promise.all(
      Array.from({ length: CROWD }, () => server.client().request(resetPassword, { body })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      200,
      ...Array(CROWD - 1).fill(401),
    ]);
  });

  test('by two tickets at once: one succeeds, and nobody waits for ever', async () => {
    const { email } = await server.signedInUser();
    const tickets = [];
    for (let i = 0; i < 4; i += 1) tickets.push(await asked(email));
    const answers = await Promise.all(
      tickets.map(({ ticket, code, client }) =>
        client.request(resetPassword, { body: { ticket, code, password: NEXT } }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401, 401]);
  });

  test('of a password that is refused leaves the code good; the name is not told without it', async () => {
    const { email } = await server.signedInUser();
    const { ticket, code, client } = await asked(email);
    const weak = (password: string, with_ = code) =>
      client.refused(resetPassword, { body: { ticket, code: with_, password } });
    expect((await weak('password1!')).code).toBe('password-refused');
    const own = email.split('@')[0] ?? '';
    expect((await weak(own, wrong(code))).code).toBe('wrong-code');
    expect(await weak(own)).toMatchObject({
      code: 'password-refused',
      detail: expect.stringContaining('own name or address'),
    });
    await client.call(resetPassword, { body: { ticket, code, password: NEXT } });
  });

  test('of an account with a second factor still asks for that', async () => {
    const person = await server.signedInUser();
    const authenticator = await switchedOn(server, person);
    const { ticket, code, client } = await asked(person.email);
    const body = { ticket, code, password: NEXT };
    const { token, next } = await client.call(resetPassword, { body });
    expect(next).toBe('totp');
    client.token = token;
    expect((await client.refused(account, {})).code).toBe('totp-required');
    const shown = { body: { code: authenticator.code() } };
    client.token = (await client.call(signInTotp, shown)).token;
    await client.call(account, {});
  });

  test('verifies the address of an account that waited for it', async () => {
    const { email, password } = await server.signedUpUser();
    const first = await server.codeFor(email);
    const { ticket, code, client } = await asked(email);
    const { token, next } = await client.call(resetPassword, {
      body: { ticket, code, password: NEXT },
    });
    expect(next).toBe('done');
    client.token = token;
    expect(await eventsOf({ client })).toEqual([
      ...['signed-in', 'password-reset', 'email-verified', 'signed-up'],
    ]);
    const stale = { body: { email, password, code: first } };
    expect((await client.refused(verifyEmail, stale)).code).toBe('wrong-code');
  });

  test('beside the verification of the same address does not stand in its way', async () => {
    const { email, password } = await server.signedUpUser();
    const first = await server.codeFor(email);
    const { ticket, code } = await asked(email);
    const answers = await Promise.all([
      server.client().request(verifyEmail, { body: { email, password, code: first } }),
      server.client().request(resetPassword, { body: { ticket, code, password: NEXT } }),
    ]);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    await server.client().call(signIn, { body: { email, password: NEXT } });
  });

  test('opens no session beside it with the password before', async () => {
    const { email, password } = await server.signedInUser();
    const { ticket, code } = await asked(email);
    const body = { email, password };
    const [reset, ...signedIn] = await Promise.all([
      server.client().call(resetPassword, { body: { ticket, code, password: NEXT } }),
      ...Array.from({ length: 8 }, () => server.client().request(signIn, { body })),
    ]);
    await server.client(reset.token).call(account, {});
    for (const { body } of signedIn) {
      const token = (body as { token?: string }).token ?? 'none';
      expect((await server.client(token).refused(account, {})).code).toBe('unauthenticated');
    }
  });
});

test('neither database nor log holds a ticket or a code', async () => {
  const { email } = await server.signedInUser();
  const { ticket, code } = await asked(email);
  const { sql } = server.database;
  const dump = JSON.stringify(await sql`select row_to_json(t)::text as row from email_codes t`);
  for (const secret of [ticket, `"${code}"`]) expect(dump).not.toContain(secret);
  expect(server.log()).not.toContain(ticket);
});
