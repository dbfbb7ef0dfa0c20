/**
 * Whether time tells who has an account: the same calls for addresses that have one and for such as
 * have none, in turn. A stranger who can tell them apart by the clock knows whom to write to.
 */
import { randomUUID } from 'node:crypto';
import { ENDPOINTS } from '../contract/endpoints.ts';
import { TestClient } from '../tests/setup/client.ts';
import { median, print, round, RUNS, time } from './measure.ts';
import { BENCH_USER, type BenchServer } from './server.ts';

const { invite, requestReset, resendCode, resetPassword, signIn, signUp, verifyEmail } = ENDPOINTS;

/** Medians may differ by so much, either way. */
const BAR = 1.15;
/** Of each, for every run: a single one takes some milliseconds, and the machine is not ours alone. */
const PAIRS_PER_RUN = 12;

const password = 'ledger lamp lantern';
const wrong = { code: '000000', password: 'nobody has this one' };

interface Asked {
  readonly email: string;
  readonly client: TestClient;
  /** Of a reset that was asked for with the address. */
  readonly ticket: string;
}

type Call = (asked: Asked) => Promise<unknown>;

export async function benchAccounts(server: BenchServer): Promise<void> {
  const params = { propertyId: await server.property() };
  const { client: owner } = server;
  const calls: Readonly<Record<string, Call>> = {
    'sign up': ({ client, email }) =>
      client.call(signUp, { body: { email, password, name: 'Eve' } }),
    'wrong password': ({ client, email }) =>
      client.refused(signIn, { body: { email, password: wrong.password } }),
    'wrong code of an address': ({ client, email }) =>
      client.refused(verifyEmail, { body: { email, ...wrong } }),
    'ask for a reset': ({ client, email }) => client.call(requestReset, { body: { email } }),
    'wrong code of a reset': ({ client, ticket }) =>
      client.refused(resetPassword, { body: { ticket, ...wrong } }),
    invite: ({ email }) => owner.call(invite, { params, body: { email, role: 'viewer' } }),
  };
  for (const [name, call] of Object.entries(calls)) await compare(server, name, call);
  const resend: Call = ({ client, email }) => client.call(resendCode, { body: { email } });
  await compare(server, 'ask for the code again', resend, waitingAddress);
}

async function compare(
  server: BenchServer,
  name: string,
  call: Call,
  addressOf = knownAddress,
): Promise<void> {
  const known: number[] = [];
  const unknown: number[] = [];
  for (let pair = 0; pair < RUNS * PAIRS_PER_RUN; pair += 1) {
    const both = [
      { times: known, asked: await asked(server, await addressOf(server)) },
      { times: unknown, asked: await asked(server, newAddress()) },
    ];
    // Limits are for tests to check: here the owner of one property invites hundreds.
    await server.database.sql`delete from rate_limits`;
    await server.services.mailer.settled();
    if (pair % 2 === 1) both.reverse();
    for (const one of both) {
      one.times.push(await time(() => call(one.asked)));
      await server.services.mailer.settled();
    }
  }
  const [knownMs, unknownMs] = [median(known), median(unknown)];
  const ratio = Math.max(knownMs, unknownMs) / Math.min(knownMs, unknownMs);
  print({
    name: `${name}: known and unknown address`,
    ...{ ratio: round(ratio, 3), bar: BAR, isMet: ratio <= BAR },
    ...{ knownMs: round(knownMs, 1), unknownMs: round(unknownMs, 1) },
  });
}

const newAddress = () => `${randomUUID()}@example.com`;

/** Of an account like any other, with the password of the user of all benches. */
async function knownAddress({ database: { sql } }: BenchServer): Promise<string> {
  const email = newAddress();
  await sql`
    insert into users (email, email_key, name, password_hash, email_verified_at)
    select ${email}, ${email}, name, password_hash, email_verified_at
    from users where email_key = ${BENCH_USER.email}`;
  return email;
}

/** Of a sign-up that waits for its code. */
async function waitingAddress(server: BenchServer): Promise<string> {
  const email = await knownAddress(server);
  await server.database.sql`update users set email_verified_at = null where email_key = ${email}`;
  return email;
}

async function asked({ url }: BenchServer, email: string): Promise<Asked> {
  const client = new TestClient(url);
  const { ticket } = await client.call(requestReset, { body: { email } });
  return { email, client, ticket };
}
