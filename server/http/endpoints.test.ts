import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { PROOF_MINUTES, ROLES } from '../../contract/endpoint.ts';
import type { Endpoint, Role } from '../../contract/endpoint.ts';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { problem } from '../../contract/problem.ts';
import { insertMember } from '../db/members.ts';
import type { TestClient } from '../../tests/setup/client.ts';
import { sampleOf } from '../../tests/setup/sample.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';

/** Who is let through is data in the contract: these tests are made from it, endpoint by endpoint. */
const ALL: readonly Endpoint[] = Object.values(ENDPOINTS);
const WITH_TOKEN = ALL.filter((one) => one.level !== 'public');
const WHOLE = ALL.filter((one) => one.level === 'full');
const WITH_PROOF = ALL.filter((one) => one.proof !== 'none');
const OF_PROPERTY = ALL.filter((one) => one.role !== null);
/** With a parameter that names something besides the property. */
const OF_THING = WITH_TOKEN.filter((one) => thingOf(one) !== undefined);

function thingOf({ path }: Endpoint): string | undefined {
  return [...path.matchAll(/\{(\w+)\}/g)]
    .map(([, name]) => name)
    .find((name) => name !== 'propertyId');
}

let server: TestServer;
let half: Person;
let stranger: Person;
let owner: Person;
let viewer: Person;
let editor: Person;
let formerEditor: Person;
let propertyId: string;
/** Things of the stranger, by the name of the parameter that would name them. */
let theirs: Readonly<Record<string, string>>;

beforeAll(async () => {
  server = await testServer();
  [stranger, owner, viewer, editor, formerEditor] = await Promise.all([
    server.signedInUser(),
    server.signedInUser(),
    server.signedInUser(),
    server.signedInUser(),
    server.signedInUser(),
  ]);
  half = await server.signedUpUser();
  const { email, password, client } = half;
  client.token = (await client.call(ENDPOINTS.signIn, { body: { email, password } })).token;
  propertyId = (await server.property(owner)).id;
  await becomes(viewer, 'viewer');
  await becomes(editor, 'editor');
  const params = { propertyId, userId: await becomes(formerEditor, 'editor') };
  await owner.client.call(ENDPOINTS.removeMember, { params });
  theirs = await thingsOf(stranger);
});

async function becomes({ client }: Person, role: Role): Promise<string> {
  const { id } = await client.call(ENDPOINTS.account, {});
  await insertMember(server.database.sql, propertyId, id, role);
  return id;
}

/** As full a household as one can have: what is not there could not be found by anybody. */
async function thingsOf({ client }: Person): Promise<Record<string, string>> {
  const params = { propertyId: (await server.property(stranger)).id };
  const settings = { readingWindowDays: 5 };
  await client.call(ENDPOINTS.changeProperty, { params, body: { settings } });
  const body = { email: 'guest@example.com', role: 'viewer' } as const;
  await client.call(ENDPOINTS.invite, { params, body });
  const { changes } = await client.call(ENDPOINTS.listChanges, { params });
  const { invitations } = await client.call(ENDPOINTS.listInvitations, { params });
  const { sessions } = await client.call(ENDPOINTS.listSessions, {});
  return {
    userId: (await client.call(ENDPOINTS.account, {})).id,
    sessionId: sessions[0]?.id ?? '',
    changeSetId: changes[0]?.id ?? '',
    invitationId: invitations[0]?.id ?? '',
    // Counted within each property: nobody's, where the property has none.
    number: '1',
  };
}

async function codeOf(
  client: TestClient,
  endpoint: Endpoint,
  property: string,
  thing: string = randomUUID(),
  body: unknown = {},
): Promise<string> {
  const path = endpoint.path.replace('{propertyId}', property).replace(/\{\w+\}/, thing);
  const sendsBody = endpoint.method === 'POST' || endpoint.method === 'PATCH';
  const answer = await client.send(endpoint.method, path, sendsBody ? { body } : {});
  if (answer.status < 400) return 'done';
  const { code, status } = problem.parse(answer.body);
  expect(status).toBe(answer.status);
  return `${status} ${code}`;
}

describe.each(WITH_TOKEN)('$name', (endpoint) => {
  test('without a token → 401', async () => {
    expect(await codeOf(server.client(), endpoint, propertyId)).toBe('401 unauthenticated');
  });

  test.each(['nonsense', 'A'.repeat(43), ''])('with the token %j → 401', async (token) => {
    expect(await codeOf(server.client(token), endpoint, propertyId)).toBe('401 unauthenticated');
  });
});

describe.each(WHOLE)('$name', (endpoint) => {
  test('before the address is verified → 403', async () => {
    expect(await codeOf(half.client, endpoint, propertyId)).toBe('403 verify-email');
  });

  test('before the second factor → 403', async () => {
    const { sql } = server.database;
    const client = server.client((await server.signedInUser()).client.token ?? '');
    const { id } = await client.call(ENDPOINTS.account, {});
    await sql`update sessions set next = 'totp' where user_id = ${id}`;
    expect(await codeOf(client, endpoint, propertyId)).toBe('403 totp-required');
  });
});

describe.each(OF_PROPERTY)('$name', (endpoint) => {
  test("another user's property → 404", async () => {
    expect(await codeOf(stranger.client, endpoint, propertyId)).toBe('404 not-found');
  });

  test.each(['00000000-0000-4000-8000-000000000000', 'nonsense', '%27%3B--'])(
    'the property %s → 404',
    async (property) => {
      expect(await codeOf(owner.client, endpoint, property)).toBe('404 not-found');
    },
  );

  test('somebody who was taken out, with the session of before → 404', async () => {
    expect(await codeOf(formerEditor.client, endpoint, propertyId)).toBe('404 not-found');
  });

  test('a role that is too low → 403', async () => {
    const least = ROLES.indexOf(endpoint.role ?? 'viewer');
    const members = { viewer, editor, owner };
    for (const role of ROLES.slice(0, least)) {
      expect(await codeOf(members[role].client, endpoint, propertyId)).toBe('403 forbidden');
    }
  });
});

describe.each(OF_THING)('$name', (endpoint) => {
  const name = thingOf(endpoint) ?? '';

  test(`somebody else's ${name} → 404`, async () => {
    const thing = theirs[name];
    if (thing === undefined || thing === '') throw new Error(`the stranger has no ${name} yet`);
    const body = sampleOf(endpoint.body);
    expect(await codeOf(owner.client, endpoint, propertyId, thing, body)).toBe('404 not-found');
  });

  test(`a ${name} that is none → 404`, async () => {
    const body = sampleOf(endpoint.body);
    for (const thing of ['nonsense', '%27%3B--', '..%2F..']) {
      expect(await codeOf(owner.client, endpoint, propertyId, thing, body)).toBe('404 not-found');
    }
  });
});

test('what asks for a proof asks for a whole session', () => {
  expect(WITH_PROOF.filter((one) => one.level !== 'full')).toEqual([]);
});

describe.each(WITH_PROOF)('$name', (endpoint) => {
  /** Somebody who signed in longer ago than a proof is good for, and a property of theirs. */
  async function somebody(hasSecondFactor: boolean) {
    const { sql } = server.database;
    const person = await server.signedInUser();
    const property = await server.property(person);
    const { id } = await person.client.call(ENDPOINTS.account, {});
    await sql`
      update sessions set proved_at = proved_at - make_interval(mins => ${PROOF_MINUTES})
      where user_id = ${id}`;
    if (hasSecondFactor) {
      await sql`update users set totp_secret = 'sealed' where user_id = ${id}`;
    }
    return codeOf(person.client, endpoint, property.id);
  }

  test('when the proof is too old → 403, also with a second factor', async () => {
    expect(await somebody(true)).toBe('403 step-up-required');
    const without = await somebody(false);
    if (endpoint.proof === 'recent') expect(without).toBe('403 step-up-required');
    else expect(without).not.toBe('403 step-up-required');
  });
});

test('every endpoint has a path and name of its own', () => {
  expect(new Set(ALL.map((one) => `${one.method} ${one.path}`)).size).toBe(ALL.length);
  expect(Object.keys(ENDPOINTS)).toEqual(ALL.map((one) => one.name));
});

test('nothing was changed by all these refusals', async () => {
  const property = await owner.client.call(ENDPOINTS.getProperty, { params: { propertyId } });
  expect(property).toMatchObject({ name: 'Elm Street 4', revision: 0, archivedAt: null });
  const { members } = await owner.client.call(ENDPOINTS.listMembers, { params: { propertyId } });
  expect(members.map(({ role }) => role).toSorted()).toEqual(['editor', 'owner', 'viewer']);

  const { properties } = await stranger.client.call(ENDPOINTS.listProperties, {});
  expect(properties).toMatchObject([{ role: 'owner', revision: 1 }]);
  const params = { propertyId: properties[0]?.id ?? '' };
  const { invitations } = await stranger.client.call(ENDPOINTS.listInvitations, { params });
  expect(invitations.map(({ id }) => id)).toEqual([theirs['invitationId']]);
});
