import { beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../contract/endpoint.ts';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { isFullScale } from '../../tests/setup/scale.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { insertMember } from '../db/members.ts';
import { Workbook, table } from './push/workbook.fixture.ts';

const { account, accountDeletion, deleteAccount, createProperty, listProperties } = ENDPOINTS;
const { changeMember, listChanges, listMembers, leaveProperty, signIn } = ENDPOINTS;

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});

const idOf = async ({ client }: Person) => (await client.call(account, {})).id;

async function addMember(propertyId: string, person: Person, role: Role) {
  await insertMember(server.database.sql, propertyId, await idOf(person), role);
}

const shown = async ({ client }: Person) => (await client.call(accountDeletion, {})).properties;

/** Deletes what was shown. */
async function goodbye(person: Person) {
  const properties = (await shown(person)).map(({ id }) => id);
  await person.client.call(deleteAccount, { body: { properties } });
}

const isThere = async (propertyId: string) => {
  const rows = await server.database.sql`
    select from properties where property_id = ${propertyId}`;
  return rows.length > 0;
};

const ownerless = () =>
  server.database.sql`
    select property_id from properties where not exists (
      select from members
      where members.property_id = properties.property_id and role = 'owner'
    )`;

describe('deleting an account', () => {
  test('takes all that it alone owns, and says before what that is', async () => {
    const [ada, bob] = [await server.signedInUser(), await server.signedInUser()];
    const alone = (await server.property(ada)).id;
    const shared = (await server.property(ada)).id;
    const viewed = (await server.property(bob)).id;
    await addMember(alone, bob, 'editor');
    await addMember(shared, bob, 'owner');
    await addMember(viewed, ada, 'viewer');
    await new Workbook(ada.client, alone).commit([table('units', [{ unit: 'A' }])], {
      createUnits: true,
    });
    expect(await shown(ada)).toEqual([{ id: alone, name: 'Elm Street 4', otherMembers: 1 }]);
    await goodbye(ada);
    expect(await isThere(alone)).toBe(false);
    const { properties } = await bob.client.call(listProperties, {});
    expect(properties.map(({ id, role }) => [id, role])).toEqual(
      expect.arrayContaining([
        [shared, 'owner'],
        [viewed, 'owner'],
      ]),
    );
    expect(properties).toHaveLength(2);
  });

  test('leaves nothing of it: no session, no way in, no row; and a last letter', async () => {
    const ada = await server.signedInUser();
    const { email, password, client } = ada;
    const id = await idOf(ada);
    await client.call(ENDPOINTS.exportAccount, {});
    await goodbye(ada);
    expect((await client.refused(account, {})).code).toBe('unauthenticated');
    expect((await client.refused(signIn, { body: { email, password } })).code).toBe(
      'wrong-credentials',
    );
    const { sql } = server.database;
    const tables = ['users', 'sessions', 'members', 'email_codes', 'recovery_codes', 'downloads'];
    for (const name of [...tables, 'security_events', 'change_sets']) {
      expect(await sql`select from ${sql(name)} where user_id = ${id}`).toHaveLength(0);
    }
    const last = (await server.mailsTo(email)).at(-1);
    expect(last).toContain('Subject: Your PowerTrackr account is deleted');
  });

  test('frees its address', async () => {
    const ada = await server.signedInUser();
    await goodbye(ada);
    server.pass(120_000);
    const chosen = { email: ada.email, password: 'ledger lamp lantern' };
    const client = server.client();
    await client.call(ENDPOINTS.signUp, { body: { ...chosen, name: 'Ada again' } });
    const body = { ...chosen, code: await server.codeFor(ada.email) };
    const { token } = await client.call(ENDPOINTS.verifyEmail, { body });
    expect(await shown({ ...ada, client: server.client(token) })).toEqual([]);
  });

  test('leaves what it did in shared properties, without a name', async () => {
    const [ada, bob] = [await server.signedInUser(), await server.signedInUser()];
    const propertyId = (await server.property(ada)).id;
    await addMember(propertyId, bob, 'owner');
    const units = [table('units', [{ unit: 'A' }, { unit: 'B' }])];
    await new Workbook(ada.client, propertyId).commit(units, { createUnits: true });
    await goodbye(ada);
    const params = { propertyId };
    const { changes } = await bob.client.call(listChanges, { params });
    expect(changes).toMatchObject([{ kind: 'push', by: null, isYours: false, rows: 4 }]);
    expect((await bob.client.call(listMembers, { params })).members).toHaveLength(1);
    const changeSetId = changes[0]?.id ?? '';
    await bob.client.call(ENDPOINTS.undoChange, { params: { propertyId, changeSetId } });
  });

  test.each(['fewer', 'more', 'others'])('is refused where %s were shown', async (what) => {
    const ada = await server.signedInUser();
    const bob = await server.signedInUser();
    const [own, other] = [(await server.property(ada)).id, (await server.property(bob)).id];
    const properties = { fewer: [], more: [own, other], others: [other] }[what] ?? [];
    const refused = await ada.client.refused(deleteAccount, { body: { properties } });
    expect(refused.code).toBe('effect-changed');
    await ada.client.call(account, {});
    expect(await isThere(own)).toBe(true);
    await goodbye(ada);
    expect(await isThere(other)).toBe(true);
  });

  test('is refused where a co-owner left since it was shown', async () => {
    const [ada, bob] = [await server.signedInUser(), await server.signedInUser()];
    const propertyId = (await server.property(ada)).id;
    await addMember(propertyId, bob, 'owner');
    expect(await shown(ada)).toEqual([]);
    await bob.client.call(leaveProperty, { params: { propertyId } });
    const body = { properties: [] };
    expect((await ada.client.refused(deleteAccount, { body })).code).toBe('effect-changed');
    await goodbye(ada);
  });
});

describe('at the same moment', () => {
  const ROUNDS = isFullScale ? 8 : 3;

  test('a property that is created is either shown anew or not made', async () => {
    for (let i = 0; i < ROUNDS; i += 1) {
      const ada = await server.signedInUser();
      const created = { body: { name: 'Oak Street', currency: 'USD' } };
      const [deleted, ...made] = await Promise.all([
        ada.client.request(deleteAccount, { body: { properties: [] } }),
        ...Array.from({ length: 4 }, () => ada.client.request(createProperty, created)),
      ]);
      expect([204, 409]).toContain(deleted.status);
      for (const { status } of made) expect([201, 401]).toContain(status);
      if (deleted.status === 204) {
        expect(made.every(({ status }) => status === 401)).toBe(true);
      }
    }
    expect(await ownerless()).toHaveLength(0);
  });

  test('two owners who delete their accounts leave no property without an owner', async () => {
    for (let i = 0; i < ROUNDS; i += 1) {
      const [ada, bob] = [await server.signedInUser(), await server.signedInUser()];
      const propertyId = (await server.property(ada)).id;
      await addMember(propertyId, bob, 'owner');
      const answers = await Promise.all(
        [ada, bob].map(({ client }) => client.request(deleteAccount, { body: { properties: [] } })),
      );
      expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
      expect(await isThere(propertyId)).toBe(true);
    }
    expect(await ownerless()).toHaveLength(0);
  });

  test('a member who is made owner keeps the property, or is told that it is gone', async () => {
    for (let i = 0; i < ROUNDS; i += 1) {
      const [ada, bob] = [await server.signedInUser(), await server.signedInUser()];
      const propertyId = (await server.property(ada)).id;
      await addMember(propertyId, bob, 'editor');
      const params = { propertyId, userId: await idOf(bob) };
      const [deleted, promoted] = await Promise.all([
        ada.client.request(deleteAccount, { body: { properties: [propertyId] } }),
        ada.client.request(changeMember, { params, body: { role: 'owner' } }),
      ]);
      expect([204, 409]).toContain(deleted.status);
      expect([200, 401, 404]).toContain(promoted.status);
      expect(await isThere(propertyId)).toBe(deleted.status === 409);
    }
    expect(await ownerless()).toHaveLength(0);
  });

  test('a push that waits for the property meets no account and is refused', async () => {
    const [ada, bob] = [await server.signedInUser(), await server.signedInUser()];
    const propertyId = (await server.property(bob)).id;
    await addMember(propertyId, ada, 'editor');
    const workbook = new Workbook(ada.client, propertyId);
    const body = workbook.request([table('units', [{ unit: 'A' }])], { createUnits: true });
    const [deleted, ...pushed] = await Promise.all([
      ada.client.request(deleteAccount, { body: { properties: [] } }),
      ...Array.from({ length: 6 }, () =>
        ada.client.request(ENDPOINTS.push, { params: { propertyId }, body }),
      ),
    ]);
    expect(deleted.status).toBe(204);
    for (const { status } of pushed) expect([200, 401, 404]).toContain(status);
  });

  test('ten times is deleted once', async () => {
    const ada = await server.signedInUser();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        ada.client.request(deleteAccount, { body: { properties: [] } }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, ...Array(9).fill(401)]);
    expect(await server.mailsTo(ada.email)).toHaveLength(1);
  });
});
