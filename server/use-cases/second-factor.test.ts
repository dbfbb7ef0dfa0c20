import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import type { TestClient } from '../../tests/setup/client.ts';
import { authenticatorOf, switchedOn } from '../../tests/setup/second-factor.ts';
import type { Authenticator } from '../../tests/setup/second-factor.ts';
import { CROWD, isFullScale } from '../../tests/setup/scale.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';

const { account, signIn, signInTotp, stepUp, securityLog, listSessions } = ENDPOINTS;
const { startSecondFactor, confirmSecondFactor } = ENDPOINTS;
const { renewRecoveryCodes, removeSecondFactor } = ENDPOINTS;
const MINUTE = 60_000;
const STEP = 30_000;

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});

const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

async function protectedUser(): Promise<Person & { authenticator: Authenticator }> {
  const person = await server.signedInUser();
  return { ...person, authenticator: await switchedOn(server, person) };
}

/** A client that has shown the password and not yet the second factor. */
async function half({ email, password }: Person) {
  const client = server.client();
  const { token, next } = await client.call(signIn, { body: { email, password } });
  expect(next).toBe('totp');
  client.token = token;
  return client;
}

/** In turns: so many at once would be held for guesses at the password. */
async function halves(person: Person, count: number): Promise<TestClient[]> {
  if (count <= 0) return [];
  const some = await Promise.all(Array.from({ length: Math.min(count, 8) }, () => half(person)));
  return [...some, ...(await halves(person, count - some.length))];
}

/** Subjects of the mails that told the account's owner of something, the oldest first; codes left out. */
async function told({ email }: Pick<Person, 'email'>): Promise<string[]> {
  const mails = await server.mailsTo(email);
  const subjects = mails.map((mail) => /^Subject: (.*)\r$/m.exec(mail)?.[1] ?? '');
  return subjects.filter((subject) => !/^\d{6} /.test(subject));
}
const ON = 'A second step now protects your PowerTrackr account';
const OFF = 'Your PowerTrackr account is signed in to by the password alone';
const RENEWED = 'Your PowerTrackr recovery codes were replaced';
const USED = 'A recovery code of your PowerTrackr account was used';

const eventsOf = async ({ client }: Person) =>
  (await client.call(securityLog, {})).entries.map((one) => one.event);

describe('switching it on', () => {
  test('counts for nothing until a right code is shown', async () => {
    const { client, email, password } = await server.signedInUser();
    const { secret, uri } = await client.call(startSecondFactor, {});
    expect(uri).toContain(`secret=${secret}`);
    expect(await client.call(account, {})).toMatchObject({ secondFactor: null });
    expect((await client.call(signIn, { body: { email, password } })).next).toBe('done');
    const code = authenticatorOf(server, secret).code();
    const refused = await client.refused(confirmSecondFactor, { body: { code: wrong(code) } });
    expect(refused.code).toBe('wrong-code');
    expect(await client.call(account, {})).toMatchObject({ secondFactor: null });
  });

  test('ends the other sessions, makes this one another one, and gives ten codes', async () => {
    const person = await server.signedInUser();
    const { client, email, password } = person;
    const other = server.client((await client.call(signIn, { body: { email, password } })).token);
    const before = client.token ?? '';
    const { recoveryCodes } = await switchedOn(server, person);
    expect(new Set(recoveryCodes).size).toBe(10);
    expect((await other.refused(account, {})).code).toBe('unauthenticated');
    expect((await server.client(before).refused(account, {})).code).toBe('unauthenticated');
    const { secondFactor } = await client.call(account, {});
    expect(secondFactor).toEqual({ recoveryCodesLeft: 10 });
    expect((await client.call(listSessions, {})).sessions).toHaveLength(1);
    expect((await eventsOf(person))[0]).toBe('second-factor-on');
  });

  test('is told by mail, and so is a start of it by nothing', async () => {
    const person = await server.signedInUser();
    await person.client.call(startSecondFactor, {});
    expect(await told(person)).toEqual([]);
    await switchedOn(server, person);
    expect(await told(person)).toEqual([ON]);
    const mail = (await server.mailsTo(person.email)).at(-1) ?? '';
    expect(mail).toMatch(/choose\s+"Forgot\s+your\s+password\?"/);
    expect(mail).not.toMatch(/[A-Z2-7]{32}/);
  });

  test('takes the secret that was shown last, and none where none was shown', async () => {
    const { client } = await server.signedInUser();
    const none = await client.refused(confirmSecondFactor, { body: { code: '123456' } });
    expect(none.code).toBe('second-factor-off');
    const first = await client.call(startSecondFactor, {});
    const second = await client.call(startSecondFactor, {});
    const confirm = (secret: string) =>
      client.request(confirmSecondFactor, {
        body: { code: authenticatorOf(server, secret).code() },
      });
    expect((await confirm(first.secret)).status).toBe(401);
    expect((await confirm(second.secret)).status).toBe(200);
  });

  test('many times at once succeeds once', async () => {
    const person = await server.signedInUser();
    const { client } = person;
    const { secret } = await client.call(startSecondFactor, {});
    const body = { code: authenticatorOf(server, secret).code() };
    const answers = await Promise.all(
      Array.from({ length: CROWD }, () => client.request(confirmSecondFactor, { body })),
    );
    expect(answers.filter((one) => one.status === 200)).toHaveLength(1);
    expect(await told(person)).toEqual([ON]);
    expect(answers.filter((one) => one.status >= 500)).toEqual([]);
  });

  test('a second time is refused: it is on', async () => {
    const { client, authenticator } = await protectedUser();
    const start = await client.refused(startSecondFactor, {});
    const confirm = await client.refused(confirmSecondFactor, {
      body: { code: authenticator.code() },
    });
    expect([start.code, confirm.code]).toEqual(['second-factor-on', 'second-factor-on']);
  });

  test('the code that confirmed it signs nobody in', async () => {
    const person = await protectedUser();
    const client = await half(person);
    const body = { code: person.authenticator.code(-1) };
    expect((await client.refused(signInTotp, { body })).code).toBe('wrong-code');
  });
});

describe('signing in with it', () => {
  test('takes a code and makes the half session another one, whole', async () => {
    const person = await protectedUser();
    const client = await half(person);
    expect((await client.refused(account, {})).code).toBe('totp-required');
    const { token, next } = await client.call(signInTotp, {
      body: { code: person.authenticator.code() },
    });
    expect(next).toBe('done');
    expect((await client.refused(account, {})).code).toBe('unauthenticated');
    await server.client(token).call(account, {});
    expect((await eventsOf(person))[0]).toBe('signed-in');
    const again = await server.client(token).refused(signInTotp, { body: { code: '123456' } });
    expect(again.code).toBe('forbidden');
  });

  test('the same code from many sessions at once succeeds exactly once', async () => {
    const person = await protectedUser();
    const clients = await halves(person, CROWD);
    const body = { code: person.authenticator.code() };
    const answers = await Promise.all(clients.map((one) => one.request(signInTotp, { body })));
    const statuses = answers.map((one) => one.status);
    expect(statuses.filter((one) => one === 200)).toHaveLength(1);
    expect(statuses.every((one) => [200, 401, 429].includes(one))).toBe(true);
    server.pass(15 * MINUTE);
    const late = await half(person);
    expect((await late.refused(signInTotp, { body })).code).toBe('wrong-code');
  });

  test('a code of the step before one that was taken counts no more', async () => {
    const person = await protectedUser();
    server.pass(2 * STEP);
    const [first, second] = [await half(person), await half(person)];
    await first.call(signInTotp, { body: { code: person.authenticator.code() } });
    const older = { body: { code: person.authenticator.code(-1) } };
    expect((await second.refused(signInTotp, older)).code).toBe('wrong-code');
  });

  test('of many guesses ten are compared, and the right code is refused too', async () => {
    const person = await protectedUser();
    const client = await half(person);
    const right = person.authenticator.code();
    const near = [-1, 0, 1, 2].map((steps) => person.authenticator.code(steps));
    const guesses = Array.from({ length: isFullScale ? 1_000 : 150 }, (_, i) =>
      String(i).padStart(6, '0'),
    );
    const statuses = new Map<number, number>();
    for (let from = 0; from < guesses.length; from += 50) {
      // From many networks: the limit on one would close long before.
      const spread = guesses.slice(from, from + 50).filter((one) => !near.includes(one));
      // oxlint-disable-next-line no-await-in-loop -- so many at once are enough for the machine
      const answers = await Promise.all(
        spread.map((code) =>
          server.client(client.token ?? '').request(signInTotp, { body: { code } }),
        ),
      );
      for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(statuses.get(401)).toBe(10);
    expect([...statuses.keys()].toSorted()).toEqual([401, 429]);
    const refused = await server
      .client(client.token ?? '')
      .request(signInTotp, { body: { code: right } });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
    expect((await eventsOf(person)).filter((one) => one === 'sign-in-locked')).toHaveLength(1);
    server.pass(15 * MINUTE);
    await client.call(signInTotp, { body: { code: person.authenticator.code() } });
  });

  test('guesses of a whole day are limited too, whatever the breaks between them', async () => {
    const person = await protectedUser();
    for (let round = 0; round < 5; round += 1) {
      const client = await half(person);
      const body = { code: wrong(wrong(person.authenticator.code())) };
      const guesses = await Promise.all(
        Array.from({ length: 10 }, () => client.request(signInTotp, { body })),
      );
      expect(guesses.map((one) => one.status)).toEqual(Array(10).fill(401));
      server.pass(15 * MINUTE);
    }
    const client = await half(person);
    const locked = await client.request(signInTotp, {
      body: { code: person.authenticator.code() },
    });
    expect(locked.status).toBe(429);
    // Whoever has a recovery code is not locked out by others who guess.
    const [code = ''] = person.authenticator.recoveryCodes;
    const { token } = await client.call(signInTotp, { body: { code } });
    await server.client(token).call(account, {});
  });

  test('right codes never add up to a lock', async () => {
    const person = await protectedUser();
    for (let i = 0; i < 12; i += 1) {
      server.pass(STEP);
      const client = await half(person);
      await client.call(signInTotp, { body: { code: person.authenticator.code() } });
    }
  });

  test('half a session is good for an hour', async () => {
    const person = await protectedUser();
    const client = await half(person);
    server.pass(60 * MINUTE);
    const body = { code: person.authenticator.code() };
    expect((await client.refused(signInTotp, { body })).code).toBe('unauthenticated');
  });

  test('a code of somebody else’s authenticator is wrong', async () => {
    const [one, other] = await Promise.all([protectedUser(), protectedUser()]);
    const client = await half(one);
    const body = { code: other.authenticator.code() };
    expect((await client.refused(signInTotp, { body })).code).toBe('wrong-code');
  });
});

describe('a recovery code', () => {
  test('signs in once, typed as one likes, and the log says so', async () => {
    const person = await protectedUser();
    const [code = ''] = person.authenticator.recoveryCodes;
    const typed = ` ${code.toLowerCase().replace('-', ' ')}`;
    const client = await half(person);
    await client.call(signInTotp, { body: { code: typed } });
    expect((await eventsOf(person)).slice(0, 2)).toEqual(['recovery-code-used', 'signed-in']);
    const { secondFactor } = await person.client.call(account, {});
    expect(secondFactor).toEqual({ recoveryCodesLeft: 9 });
    expect(await told(person)).toEqual([ON, USED]);
    expect((await server.mailsTo(person.email)).at(-1)).toMatch(/9\s+are\s+left/);
    const again = await half(person);
    expect((await again.refused(signInTotp, { body: { code } })).code).toBe('wrong-code');
  });

  test('of many at once succeeds exactly once', async () => {
    const person = await protectedUser();
    const [code = ''] = person.authenticator.recoveryCodes;
    const clients = await halves(person, CROWD);
    const answers = await Promise.all(
      clients.map((one) => one.request(signInTotp, { body: { code } })),
    );
    const statuses = answers.map((one) => one.status);
    expect(statuses.filter((one) => one === 200)).toHaveLength(1);
    expect(statuses.every((one) => [200, 401, 429].includes(one))).toBe(true);
    expect(await told(person)).toEqual([ON, USED]);
  });

  test('of somebody else is wrong, and ten wrong ones lock, the authenticator apart', async () => {
    const [one, other] = await Promise.all([protectedUser(), protectedUser()]);
    const client = await half(one);
    for (const code of other.authenticator.recoveryCodes) {
      expect((await client.refused(signInTotp, { body: { code } })).code).toBe('wrong-code');
    }
    const [code = ''] = one.authenticator.recoveryCodes;
    expect((await client.refused(signInTotp, { body: { code } })).code).toBe('too-many-requests');
    await client.call(signInTotp, { body: { code: one.authenticator.code() } });
  });

  test('is good no more once new ones are made', async () => {
    const person = await protectedUser();
    const [old = ''] = person.authenticator.recoveryCodes;
    const { recoveryCodes } = await person.client.call(renewRecoveryCodes, {});
    expect(recoveryCodes).not.toContain(old);
    const client = await half(person);
    expect((await client.refused(signInTotp, { body: { code: old } })).code).toBe('wrong-code');
    await client.call(signInTotp, { body: { code: recoveryCodes[9] ?? '' } });
    expect(await eventsOf(person)).toContain('recovery-codes-renewed');
    expect(await told(person)).toEqual([ON, RENEWED, USED]);
    const mails = (await server.mailsTo(person.email)).join('\n');
    for (const one of [old, ...recoveryCodes]) expect(mails).not.toContain(one);
  });

  test('made anew many times at once, there are ten', async () => {
    const { client } = await protectedUser();
    await Promise.all(Array.from({ length: 5 }, () => client.call(renewRecoveryCodes, {})));
    const { secondFactor } = await client.call(account, {});
    expect(secondFactor).toEqual({ recoveryCodesLeft: 10 });
  });
});

describe('step-up with it', () => {
  test('takes a code or a recovery code, and not the password', async () => {
    const { client, password, authenticator } = await protectedUser();
    const refused = await client.refused(stepUp, { body: { password } });
    expect(refused.code).toBe('second-factor-on');
    server.pass(11 * MINUTE);
    expect((await client.refused(renewRecoveryCodes, {})).code).toBe('step-up-required');
    client.token = (await client.call(stepUp, { body: { code: authenticator.code() } })).token;
    await client.call(renewRecoveryCodes, {});
    server.pass(11 * MINUTE);
    const [code = ''] = authenticator.recoveryCodes;
    expect((await client.refused(stepUp, { body: { code } })).code).toBe('wrong-code');
  });

  test('a code of a sign-in is not good for it again', async () => {
    const { client, authenticator } = await protectedUser();
    const body = { code: authenticator.code() };
    client.token = (await client.call(stepUp, { body })).token;
    expect((await client.refused(stepUp, { body })).code).toBe('wrong-code');
  });
});

describe('switching it off', () => {
  test('ends the other sessions and halves, makes this one another one, and forgets the codes', async () => {
    const person = await protectedUser();
    const { client, email, password, authenticator } = person;
    const waiting = await half(person);
    const other = await half(person);
    const code = authenticator.code();
    other.token = (await other.call(signInTotp, { body: { code } })).token;
    const before = client.token ?? '';
    client.token = (await client.call(removeSecondFactor, {})).token;
    for (const token of [before, waiting.token ?? '', other.token]) {
      // oxlint-disable-next-line no-await-in-loop -- three
      expect((await server.client(token).refused(account, {})).code).toBe('unauthenticated');
    }
    expect(await client.call(account, {})).toMatchObject({ secondFactor: null });
    expect((await client.call(signIn, { body: { email, password } })).next).toBe('done');
    expect(await eventsOf(person)).toContain('second-factor-off');
    const { id } = await client.call(account, {});
    const left = await server.database.sql`select from recovery_codes where user_id = ${id}`;
    expect(left).toHaveLength(0);
    expect(await told(person)).toEqual([ON, OFF]);
  });

  test('where there is none says so, and so do new recovery codes', async () => {
    const person = await server.signedInUser();
    const { client } = person;
    expect((await client.refused(removeSecondFactor, {})).code).toBe('second-factor-off');
    expect((await client.refused(renewRecoveryCodes, {})).code).toBe('second-factor-off');
    expect(await told(person)).toEqual([]);
  });
});

test('a session that is opened while it is switched on waits for its code, or is ended', async () => {
  const person = await server.signedInUser();
  const { client, email, password } = person;
  const { secret } = await client.call(startSecondFactor, {});
  const body = { code: authenticatorOf(server, secret).code() };
  const [confirmed, ...opened] = await Promise.all([
    client.call(confirmSecondFactor, { body }),
    ...Array.from({ length: 8 }, () => server.client().call(signIn, { body: { email, password } })),
  ]);
  const whole = await Promise.all(
    opened.map(async ({ token }) => (await server.client(token).request(account, {})).status),
  );
  expect(whole.filter((status) => status === 200)).toEqual([]);
  await server.client(confirmed.token).call(account, {});
});

test('neither database nor log holds a secret, code or recovery code in clear', async () => {
  const person = await protectedUser();
  const { secret, recoveryCodes } = person.authenticator;
  const code = person.authenticator.code();
  const client = await half(person);
  await client.call(signInTotp, { body: { code } });
  const tables = ['users', 'sessions', 'recovery_codes', 'rate_limits', 'security_events'];
  const dumps = await Promise.all(
    tables.map(
      (table) => server.database.sql`
      select row_to_json(t)::text as row from ${server.database.sql(table)} t`,
    ),
  );
  const kept = JSON.stringify(dumps) + server.log();
  for (const one of [secret, ...recoveryCodes, ...recoveryCodes.map((c) => c.replace('-', ''))]) {
    expect(kept).not.toContain(one);
  }
  expect(server.log()).not.toMatch(new RegExp(`\\b${code}\\b`));
});
