import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Endpoint } from '../../contract/endpoint.ts';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { problem } from '../../contract/problem.ts';
import { arbitraryOf } from '../../tests/setup/arbitrary.ts';
import { digestOf } from '../../tests/setup/digest.ts';
import type { Exempt } from '../../tests/setup/digest.ts';
import { sampleOf } from '../../tests/setup/sample.ts';
import { Sender } from '../../tests/setup/sender.ts';
import type { RawAnswer, RawRequest } from '../../tests/setup/sender.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { hashToken } from '../auth/token.ts';
import { insertMember } from '../db/members.ts';
import { newHouse } from '../use-cases/statements/house.fixture.ts';
import { brokenRequests, takesBody } from './broken-requests.fixture.ts';
import type { Broken } from './broken-requests.fixture.ts';

/**
 * Requests made from the contract and then broken, sent by an owner of real data: never a 500, never
 * no answer, never a row changed by what was refused.
 */
const ALL: readonly Endpoint[] = Object.values(ENDPOINTS);
/** Whose body or query can say something. */
const TALKATIVE = ALL.filter(({ query, body }) => [query, body].some((one) => !isEmpty(one)));

const isFull = process.env['TEST_SCALE'] === 'full';
const BATCH = 8;
/** For each endpoint. */
const RUNS = isFull ? { brokenBatches: 40, strange: 100 } : { brokenBatches: 1, strange: 3 };
const PATIENCE_MS = 180_000;

function isEmpty(schema: Endpoint['body']): boolean {
  return 'shape' in schema && Object.keys(schema.shape as object).length === 0;
}

let server: TestServer;
let sender: Sender;
let owner: Person;
/** Has shown the password and still has to show the second factor. */
let half: Person;
let things: Readonly<Record<string, string>>;
let ownersToken: string;

beforeAll(async () => {
  server = await testServer();
  sender = new Sender(server.url);
  [owner, half] = await Promise.all([server.signedInUser(), server.signedInUser()]);
  const [ownerId, guestId] = await Promise.all([owner, half].map(idOf));
  await server.database.sql`update sessions set next = 'totp' where user_id = ${guestId ?? ''}`;
  const house = await newHouse(server, owner);
  const { propertyId } = house.params;
  await insertMember(server.database.sql, propertyId, guestId ?? '', 'viewer');
  await house.issue('2025-01-31');
  // Named nowhere below: so nobody names all that would go with the account, and it stays.
  await server.property(owner);
  const { params } = house;
  const { client } = owner;
  await client.call(ENDPOINTS.invite, {
    params,
    body: { email: 'guest@example.com', role: 'editor' },
  });
  const { changes } = await client.call(ENDPOINTS.listChanges, { params });
  const { invitations } = await client.call(ENDPOINTS.listInvitations, { params });
  const { sessions } = await client.call(ENDPOINTS.listSessions, {});
  things = {
    propertyId,
    ...{ userId: guestId ?? '', ownerId: ownerId ?? '', number: '1' },
    changeSetId: changes[0]?.id ?? '',
    invitationId: invitations[0]?.id ?? '',
    sessionId: sessions[0]?.id ?? '',
    token: 'A'.repeat(43),
  };
  ownersToken = client.token ?? '';
  await server.services.mailer.settled();
});
afterAll(() => sender.close());

const idOf = async ({ client }: Person) => (await client.call(ENDPOINTS.account, {})).id;

/** Of real things, sent by whom the endpoint lets through. */
function requestTo(
  endpoint: Endpoint,
  broken: Broken | null,
  rest: Partial<RawRequest> = {},
): RawRequest {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    broken?.part === 'params' && broken.name === name
      ? broken.text
      : (things[name] ?? randomUUID()),
  );
  const { token } = (endpoint.level === 'totp' ? half : owner).client;
  const body =
    broken?.part === 'body'
      ? broken.bytes
      : takesBody(endpoint)
        ? Buffer.from(JSON.stringify(sampleOf(endpoint.body)))
        : null;
  return {
    method: endpoint.method,
    path: broken?.part === 'query' ? `${path}?${broken.search}` : path,
    body,
    ...rest,
    headers: {
      'X-Forwarded-For': '10.9.8.7',
      ...(endpoint.level === 'public' ? {} : { Authorization: `Bearer ${token}` }),
      ...(broken?.part === 'body' ? broken.headers : { 'Content-Type': 'application/json' }),
      ...(body === null ? {} : { 'Content-Length': String(body.length) }),
      ...rest.headers,
    },
  };
}

const EXPECTED = { body: [400], query: [400], params: [400, 404] } as const;

function refusalIn({ status, text }: RawAnswer): number {
  const document = problem.parse(JSON.parse(text));
  expect(document.status).toBe(status);
  return status;
}

describe.each(ALL)('$name', (endpoint) => {
  test(
    'whatever is broken is refused as such, and changes nothing at all',
    async () => {
      // Not even a count of attempts: it is refused before anything is done.
      const digest = await digestOf(server.database.sql);
      const before = await digest();
      const valid = arbitraryOf(endpoint.body, Object.values(things));
      const batch = fc.array(brokenRequests(endpoint, valid), {
        minLength: BATCH,
        maxLength: BATCH,
      });
      await fc.assert(
        fc.asyncProperty(batch, async (all) => {
          const answers = await Promise.all(
            all.map((one) => sender.send(requestTo(endpoint, one))),
          );
          for (const [i, one] of all.entries()) {
            const status = refusalIn(answers[i] ?? { status: 0, text: '' });
            const isTooLarge = one.part === 'body' && one.bytes.length > endpoint.bodyLimit;
            expect(isTooLarge ? [400, 413] : EXPECTED[one.part]).toContain(status);
          }
          expect(await digest()).toEqual(before);
        }),
        { numRuns: RUNS.brokenBatches },
      );
    },
    PATIENCE_MS,
  );
});

/** What a request that is in order may change though it is refused: tries count, or nobody could be stopped. */
const COUNTED: readonly Exempt[] = [
  { table: 'rate_limits' },
  { table: 'email_codes', columns: ['tries_left'] },
  { table: 'security_events', rows: "event = 'sign-in-locked'" },
];

describe.each(TALKATIVE)('$name', (endpoint) => {
  test(
    'whatever is said in the right shape is done, or refused and nothing is changed',
    async () => {
      const digest = await digestOf(server.database.sql, COUNTED);
      const ids = Object.values(things);
      let before = await digest();
      await fc.assert(
        fc.asyncProperty(
          arbitraryOf(endpoint.body, ids),
          arbitraryOf(endpoint.query, ids) as fc.Arbitrary<Record<string, string>>,
          async (body, query) => {
            // What others tried is not to be why this is refused.
            await server.database.sql`delete from rate_limits`;
            const search = new URLSearchParams(query).toString();
            const bytes = Buffer.from(JSON.stringify(body));
            const said: Broken = {
              part: 'body',
              headers: { 'Content-Type': 'application/json' },
              bytes,
            };
            const request = requestTo(endpoint, said);
            const answer = await sender.send({ ...request, path: `${request.path}?${search}` });
            expect(answer.status).toBeLessThan(500);
            if (answer.status >= 400) {
              refusalIn(answer);
              expect(await digest()).toEqual(before);
            } else {
              await restore();
              before = await digest();
            }
          },
        ),
        { numRuns: RUNS.strange },
      );
    },
    PATIENCE_MS,
  );
});

/** After something was done: the next request is again one of somebody signed in, who owns a property in use. */
async function restore(): Promise<void> {
  const { sql } = server.database;
  const { propertyId = '', ownerId = '' } = things;
  await server.services.mailer.settled();
  owner.client.token = ownersToken;
  await sql`
    insert into sessions (token_hash, user_id, next) values (${hashToken(ownersToken)}, ${ownerId}, 'done')
    on conflict (token_hash) do update set next = 'done', proved_at = now()`;
  await sql`update properties set archived_at = null where property_id = ${propertyId}`;
  await sql`update members set role = 'owner' where property_id = ${propertyId} and user_id = ${ownerId}`;
}

test('that were many requests', () => {
  expect(sender.sent).toBeGreaterThan(isFull ? 20_000 : 400);
});
