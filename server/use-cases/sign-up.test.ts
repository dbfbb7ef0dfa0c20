import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { CROWD } from '../../tests/setup/scale.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { TestServer } from '../../tests/setup/test-server.ts';

const { signUp, resendCode, verifyEmail, signIn, account } = ENDPOINTS;
const MINUTE = 60_000;
const PASSWORD = 'correct horse battery';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});

const newEmail = () => `${randomUUID()}@example.com`;
const shown = (email: string, code: string) => ({ body: { email, code, password: PASSWORD } });
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

async function signUpAs(email: string, password = PASSWORD) {
  const client = server.client();
  await client.call(signUp, { body: { email, password, name: 'Ada' } });
  return client;
}

describe('sign-up', () => {
  test('answers alike whether or not the address is known, and only the mail differs', async () => {
    const known = await server.signedInUser();
    const fresh = newEmail();
    const answers = await Promise.all(
      [known.email, fresh].map((email) =>
        server.client().request(signUp, { body: { email, password: PASSWORD, name: 'Eve' } }),
      ),
    );
    expect(answers.map(({ status, body }) => ({ status, body }))).toEqual([
      { status: 202, body: { status: 'accepted' } },
      { status: 202, body: { status: 'accepted' } },
    ]);
    const [mail = '', ...others] = await server.mailsTo(known.email);
    expect(others).toEqual([]);
    expect(mail).toContain('Subject: You already have a PowerTrackr account');
    expect(mail).not.toMatch(/\d{6} is your/);
    expect(await server.codeFor(fresh)).toMatch(/^\d{6}$/);
    const { email, password } = known;
    await known.client.call(signIn, { body: { email, password } });
  });

  test('an address differs by more than its case', async () => {
    const { email } = await server.signedInUser();
    server.pass(2 * MINUTE);
    await signUpAs(email.toUpperCase());
    const { next } = await server
      .client()
      .call(signIn, { body: { email: email.toUpperCase(), password: 'a long enough passphrase' } });
    expect(next).toBe('done');
  });

  test('of an address that was never verified takes the place of the one before', async () => {
    const email = newEmail();
    const first = await signUpAs(email, 'the password of a stranger');
    const half = { email, password: 'the password of a stranger' };
    first.token = (await first.call(signIn, { body: half })).token;
    const oldCode = await server.codeFor(email);
    server.pass(2 * MINUTE);
    await signUpAs(email, PASSWORD);
    expect((await first.refused(account, {})).code).toBe('unauthenticated');
    const code = await server.codeFor(email);
    if (code !== oldCode) {
      const stale = await first.refused(verifyEmail, shown(email, oldCode));
      expect(stale.code).toBe('wrong-code');
    }
    await first.call(verifyEmail, shown(email, code));
    expect((await first.refused(signIn, { body: half })).code).toBe('wrong-credentials');
  });

  test('many at once for one address make one account', async () => {
    const email = newEmail();
    const body = { email, password: PASSWORD, name: 'Ada' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => server.client().request(signUp, { body })),
    );
    expect(answers.map((one) => one.status).toSorted()).toEqual([202, ...Array(9).fill(429)]);
    expect(await server.mailsTo(email)).toHaveLength(1);
  });

  test.each([
    ['password1!', 'guess first'],
    ['Grace Hopper', 'name'],
    ['a\u0301bcdefg', '7'],
    ['x'.repeat(129), '129'],
  ])('refuses the password %j and says why', async (password, why) => {
    const refused = await server
      .client()
      .refused(signUp, { body: { email: newEmail(), password, name: 'Grace Hopper' } });
    expect(refused.code).toBe('password-refused');
    expect(refused.detail).toContain(why);
  });

  test('that is refused counts too: a password is judged at a price', async () => {
    const client = server.client();
    const body = { email: newEmail(), password: 'password1!', name: 'Grace Hopper' };
    const codes: string[] = [];
    for (let i = 0; i < 21; i += 1) codes.push((await client.refused(signUp, { body })).code);
    expect(codes).toEqual([...Array(20).fill('password-refused'), 'too-many-requests']);
  });

  test('a password typed as other code points is the same password', async () => {
    const email = newEmail();
    const client = await signUpAs(email, 'cafe\u0301 in the corner');
    await client.call(signIn, { body: { email, password: 'caf\u00e9 in the corner' } });
  });
});

describe('verify-email', () => {
  test('the code opens a whole session, once', async () => {
    const email = newEmail();
    const client = await signUpAs(email);
    const code = await server.codeFor(email);
    const session = await client.call(verifyEmail, shown(email, code));
    expect(session.next).toBe('done');
    client.token = session.token;
    expect(await client.call(account, {})).toMatchObject({ email, name: 'Ada' });
    expect((await client.refused(verifyEmail, shown(email, code))).code).toBe('wrong-code');
  });

  test('with it the password is shown that counts from then on, whoever else signed up meanwhile', async () => {
    const email = newEmail();
    const client = await signUpAs(email);
    server.pass(2 * MINUTE);
    // Somebody who cannot read the mail waits for its owner to show the code for them.
    const password = 'the password of a stranger';
    const stranger = await signUpAs(email, password);
    const code = await server.codeFor(email);
    const alone = await client.send('POST', verifyEmail.path, { body: { email, code } });
    expect(alone).toMatchObject({ status: 400, body: { code: 'bad-request' } });
    const weak = { email, code, password: 'password1!' };
    expect((await client.refused(verifyEmail, { body: weak })).code).toBe('password-refused');
    await client.call(verifyEmail, shown(email, code));
    const refused = await stranger.refused(signIn, { body: { email, password } });
    expect(refused.code).toBe('wrong-credentials');
    const { next } = await client.call(signIn, { body: { email, password: PASSWORD } });
    expect(next).toBe('done');
  });

  test('the same code many times at once succeeds exactly once', async () => {
    const email = newEmail();
    await signUpAs(email);
    const code = await server.codeFor(email);
    const answers = await Promise.all(
      Array.from({ length: CROWD }, () => server.client().request(verifyEmail, shown(email, code))),
    );
    expect(answers.filter((one) => one.status === 200)).toHaveLength(1);
  });

  test('five wrong tries at once or in turn use the code up', async () => {
    const email = newEmail();
    const client = await signUpAs(email);
    const code = await server.codeFor(email);
    const guess = shown(email, wrong(code));
    await Promise.all(Array.from({ length: 5 }, () => client.request(verifyEmail, guess)));
    expect((await client.refused(verifyEmail, shown(email, code))).code).toBe('wrong-code');
  });

  test('guesses are limited over all codes of an account', async () => {
    const email = newEmail();
    await signUpAs(email);
    const guess = shown(email, wrong(await server.codeFor(email)));
    const answers = await Promise.all(
      Array.from({ length: 25 }, () => server.client().request(verifyEmail, guess)),
    );
    expect(answers.filter((one) => one.status === 429)).toHaveLength(5);
  });

  test('a code is refused after fifteen minutes', async () => {
    const email = newEmail();
    const client = await signUpAs(email);
    const code = await server.codeFor(email);
    server.pass(15 * MINUTE);
    expect((await client.refused(verifyEmail, shown(email, code))).code).toBe('wrong-code');
  });

  test('a new code may be asked for after a wait that grows, known address or not', async () => {
    const email = newEmail();
    const client = await signUpAs(email);
    const first = await server.codeFor(email);
    const refused = await client.request(resendCode, { body: { email } });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    for (const minutes of [1, 2, 4]) {
      server.pass(minutes * MINUTE);
      await client.call(resendCode, { body: { email } });
      expect((await client.refused(resendCode, { body: { email } })).code).toBe(
        'too-many-requests',
      );
    }
    expect(await server.mailsTo(email)).toHaveLength(4);
    const code = await server.codeFor(email);
    if (first !== code) {
      const stale = await client.refused(verifyEmail, shown(email, first));
      expect(stale.code).toBe('wrong-code');
    }
    await client.call(verifyEmail, shown(email, code));

    const nobody = newEmail();
    await client.call(resendCode, { body: { email: nobody } });
    expect((await client.refused(resendCode, { body: { email: nobody } })).code).toBe(
      'too-many-requests',
    );
    expect(await server.mailsTo(nobody)).toEqual([]);
  });
});

test('neither database nor log holds a password, token, code or address in clear', async () => {
  const email = newEmail();
  const client = await signUpAs(email);
  const code = await server.codeFor(email);
  const { token } = await client.call(verifyEmail, shown(email, code));
  await client.request(signIn, { body: { email, password: 'a wrong password' } });
  await server.client(token).send('GET', `/api/account?email=${email}`);
  await server.client(token).send('GET', `/nowhere/${email}/${token}`);
  const log = server.log();
  for (const secret of [email, PASSWORD, 'a wrong password', token, 'Bearer']) {
    expect(log).not.toContain(secret);
  }
  expect(log).not.toMatch(new RegExp(`\\b${code}\\b`));
  const tables = ['users', 'sessions', 'email_codes', 'rate_limits', 'security_events'];
  const { sql } = server.database;
  const dumps = await Promise.all(
    tables.map((table) => sql`select row_to_json(t)::text as row from ${sql(table)} t`),
  );
  const dump = JSON.stringify(dumps);
  for (const secret of [PASSWORD, token, `"${code}"`]) expect(dump).not.toContain(secret);
  expect(JSON.stringify(dumps[3])).not.toContain(email);
});
