import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { switchedOn } from '../../tests/setup/second-factor.ts';
import { CROWD } from '../../tests/setup/scale.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';

const { account, changeAccount, changeEmail, confirmEmail, securityLog } = ENDPOINTS;
const { signIn, signUp, verifyEmail, requestReset, resetPassword } = ENDPOINTS;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});

const newEmail = () => `${randomUUID()}@example.com`;
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const eventsOf = async ({ client }: Person) =>
  (await client.call(securityLog, {})).entries.map((one) => one.event);
const lastMail = async (address: string) => (await server.mailsTo(address)).at(-1) ?? '';

/** Asks for another address. @returns the code that went there */
async function askFor(email: string, { client }: Person) {
  await client.call(changeEmail, { body: { email } });
  return server.codeFor(email);
}

test('an account says whether a second factor is on', async () => {
  const person = await server.signedInUser();
  expect(await person.client.call(account, {})).toMatchObject({ secondFactor: null });
  await switchedOn(server, person);
  expect(await person.client.call(account, {})).toMatchObject({
    secondFactor: { recoveryCodesLeft: 10 },
  });
});

test('another name is trimmed, shown, and written down once', async () => {
  const person = await server.signedInUser();
  const { client } = person;
  for (let i = 0; i < 2; i += 1) {
    const changed = await client.call(changeAccount, { body: { name: ' Grace Hopper ' } });
    expect(changed.name).toBe('Grace Hopper');
  }
  expect(await client.call(account, {})).toMatchObject({ name: 'Grace Hopper' });
  expect((await eventsOf(person)).filter((one) => one === 'name-changed')).toHaveLength(1);
});

describe('another address', () => {
  test('counts once its code is shown; the one before is told both times', async () => {
    const person = await server.signedInUser();
    const { email, password, client } = person;
    const wanted = newEmail();
    const code = await askFor(wanted, person);
    expect(await client.call(account, {})).toMatchObject({ email, pendingEmail: wanted });
    const warning = await lastMail(email);
    expect(warning).toContain('Subject: Your PowerTrackr address is about to change');
    expect(warning).toContain('change your password');

    const changed = await client.call(confirmEmail, { body: { code } });
    expect(changed).toMatchObject({ email: wanted, pendingEmail: null });
    expect(await lastMail(email)).toContain('Subject: Your PowerTrackr address was changed');
    expect((await eventsOf(person)).slice(0, 2)).toEqual(['email-changed', 'email-change-asked']);
    await client.call(signIn, { body: { email: wanted, password } });
    expect((await client.refused(signIn, { body: { email, password } })).code).toBe(
      'wrong-credentials',
    );
  });

  test('that is taken answers alike, shows as pending, and its holder gets a letter', async () => {
    const person = await server.signedInUser();
    const holder = await server.signedUpUser();
    const { email, password } = holder;
    const code = await server.codeFor(email);
    const { token } = await holder.client.call(verifyEmail, { body: { email, password, code } });
    holder.client.token = token;
    server.pass(2 * MINUTE);
    const free = newEmail();
    const taken = email.toUpperCase();
    const answers = [];
    for (const wanted of [free, taken]) {
      const asked = { body: { email: wanted } };
      const { status, body } = await person.client.request(changeEmail, asked);
      const { pendingEmail } = await person.client.call(account, {});
      answers.push({ status, body, isPending: pendingEmail === wanted });
    }
    const same = { status: 202, body: { status: 'accepted' }, isPending: true };
    expect(answers).toEqual([same, same]);
    expect(await lastMail(email)).toContain('You already have a PowerTrackr account');
    expect(await server.mailsTo(taken)).toEqual([]);
    expect(await server.codeFor(email)).toBe(code);
    expect((await person.client.refused(confirmEmail, { body: { code } })).code).toBe('wrong-code');
    await holder.client.call(account, {});
  });

  test('that somebody signed up with and never verified goes to who shows the code', async () => {
    const person = await server.signedInUser();
    const stranger = { email: newEmail(), password: 'ledger lamp lantern' };
    const client = server.client();
    await client.call(signUp, { body: { ...stranger, name: 'Eve' } });
    server.pass(2 * MINUTE);
    const code = await askFor(stranger.email, person);
    const changed = await person.client.call(confirmEmail, { body: { code } });
    expect(changed.email).toBe(stranger.email);
    expect((await client.refused(signIn, { body: stranger })).code).toBe('wrong-credentials');
    const { password } = person;
    await client.call(signIn, { body: { email: stranger.email, password } });
  });

  test('that another account has had verified meanwhile is refused, and says so', async () => {
    const person = await server.signedInUser();
    const wanted = newEmail();
    const code = await askFor(wanted, person);
    server.pass(2 * MINUTE);
    const quick = server.client();
    const chosen = { email: wanted, password: 'ledger lamp lantern' };
    await quick.call(signUp, { body: { ...chosen, name: 'Eve' } });
    const first = await server.codeFor(wanted);
    await quick.call(verifyEmail, { body: { ...chosen, code: first } });
    const refused = await person.client.refused(confirmEmail, { body: { code } });
    expect(refused).toMatchObject({ code: 'address-taken', status: 409 });
    expect(await person.client.call(account, {})).toMatchObject({
      email: person.email,
      pendingEmail: null,
    });
  });

  test('that is signed up with at the same moment belongs to one account, and nothing breaks', async () => {
    for (let i = 0; i < 5; i += 1) {
      const person = await server.signedInUser();
      const wanted = newEmail();
      const code = await askFor(wanted, person);
      server.pass(2 * MINUTE);
      const body = { email: wanted, password: 'ledger lamp lantern', name: 'Eve' };
      const answers = await Promise.all([
        server.client().request(signUp, { body }),
        person.client.request(confirmEmail, { body: { code } }),
      ]);
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      const [row] = await server.database.sql`
        select count(*)::int as count from users where email_key = ${wanted}`;
      expect(row).toEqual({ count: 1 });
    }
  });

  test('of the account itself is refused; spelt otherwise it is verified like any other', async () => {
    const person = await server.signedInUser();
    const { email, client } = person;
    const same = await client.refused(changeEmail, { body: { email } });
    expect(same).toMatchObject({ code: 'bad-request', errors: [{ pointer: '/body/email' }] });
    const spelt = email.replace(/^[^@]+/, (local) => local.toUpperCase());
    const code = await askFor(spelt, person);
    expect(await client.call(confirmEmail, { body: { code } })).toMatchObject({ email: spelt });
    // It is the same mailbox: the code told it.
    expect(await lastMail(email)).not.toContain('about to change');
  });

  test('takes five tries, at once or in turn', async () => {
    const person = await server.signedInUser();
    const code = await askFor(newEmail(), person);
    const guess = { body: { code: wrong(code) } };
    await Promise.all(Array.from({ length: 5 }, () => person.client.request(confirmEmail, guess)));
    expect((await person.client.refused(confirmEmail, { body: { code } })).code).toBe('wrong-code');
    expect(await person.client.call(account, {})).toMatchObject({ pendingEmail: null });
  });

  test('waits a quarter of an hour for its code', async () => {
    const person = await server.signedInUser();
    const code = await askFor(newEmail(), person);
    server.pass(15 * MINUTE);
    expect(await person.client.call(account, {})).toMatchObject({ pendingEmail: null });
    expect((await person.client.refused(confirmEmail, { body: { code } })).code).toBe('wrong-code');
  });

  test('many times at once is changed once', async () => {
    const person = await server.signedInUser();
    const code = await askFor(newEmail(), person);
    // From as many networks, so that it is not their limit that lets but one through.
    const clients = Array.from({ length: CROWD }, () => server.client(person.client.token ?? ''));
    const answers = await Promise.all(
      clients.map((client) => client.request(confirmEmail, { body: { code } })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      200,
      ...Array(CROWD - 1).fill(401),
    ]);
    expect((await eventsOf(person)).filter((one) => one === 'email-changed')).toHaveLength(1);
  });

  test('takes the place of one that was asked for before', async () => {
    const person = await server.signedInUser();
    const first = await askFor(newEmail(), person);
    const wanted = newEmail();
    const code = await askFor(wanted, person);
    const stale = await person.client.request(confirmEmail, { body: { code: first } });
    if (first !== code) expect(stale.status).toBe(401);
    const changed = await person.client.call(confirmEmail, { body: { code } });
    expect(changed.email).toBe(wanted);
  });

  test('makes codes that were mailed to the one before good for nothing', async () => {
    const person = await server.signedInUser();
    const { ticket } = await server.client().call(requestReset, { body: { email: person.email } });
    const reset = { ticket, code: await server.codeFor(person.email) };
    const code = await askFor(newEmail(), person);
    await person.client.call(confirmEmail, { body: { code } });
    const body = { ...reset, password: 'ledger lamp lantern' };
    expect((await server.client().refused(resetPassword, { body })).code).toBe('wrong-code');
  });

  test('is stopped by another password', async () => {
    const person = await server.signedInUser();
    const { email, password, client } = person;
    const thief = server.client((await client.call(signIn, { body: { email, password } })).token);
    const wanted = newEmail();
    await thief.call(changeEmail, { body: { email: wanted } });
    const body = { currentPassword: password, newPassword: 'ledger lamp lantern' };
    client.token = (await client.call(ENDPOINTS.changePassword, { body })).token;
    const shown = { body: { code: await server.codeFor(wanted) } };
    expect((await thief.refused(confirmEmail, shown)).code).toBe('unauthenticated');
    expect(await client.call(account, {})).toMatchObject({ email, pendingEmail: null });
  });

  test('is mailed to again after a wait that grows, and ten times a day', async () => {
    const { client } = await server.signedInUser();
    const email = newEmail();
    const asked = () => client.request(changeEmail, { body: { email } });
    expect((await asked()).status).toBe(202);
    expect((await asked()).status).toBe(429);
    for (let i = 1; i < 10; i += 1) {
      server.pass(HOUR);
      client.token = await stillProven(client.token ?? '');
      expect((await asked()).status).toBe(202);
    }
    server.pass(HOUR);
    client.token = await stillProven(client.token ?? '');
    expect((await asked()).status).toBe(429);
  });
});

/** As if the password had been shown just now. */
async function stillProven(token: string): Promise<string> {
  await server.database.sql`update sessions set proved_at = ${server.services.now().toISOString()}`;
  return token;
}
