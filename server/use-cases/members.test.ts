import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '../../contract/endpoint.ts';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { CROWD } from '../../tests/setup/scale.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { insertMember } from '../db/members.ts';
import { Workbook, outcomesOf, table } from './push/workbook.fixture.ts';

const { listMembers, changeMember, removeMember, leaveProperty, invite, listInvitations } =
  ENDPOINTS;

let server: TestServer;
let owner: Person;
let params: { propertyId: string };
beforeAll(async () => {
  server = await testServer();
});
beforeEach(async () => {
  owner = await server.signedInUser();
  params = { propertyId: (await server.property(owner)).id };
});

async function newMember(role: Role) {
  const person = await server.signedInUser();
  const { id } = await person.client.call(ENDPOINTS.account, {});
  await insertMember(server.database.sql, params.propertyId, id, role);
  return { ...person, userId: id };
}

const roles = async () => {
  const { members } = await owner.client.call(listMembers, { params });
  return Object.fromEntries(members.map(({ email, role }) => [email, role]));
};

const idOf = async ({ client }: Person) => (await client.call(ENDPOINTS.account, {})).id;

const eventsOf = async ({ client }: Person) => {
  const { entries } = await client.call(ENDPOINTS.securityLog, {});
  return entries.filter(({ event }) => /property/.test(event));
};

test('members are listed owners first, then by name, each told which one they are', async () => {
  const viewer = await newMember('viewer');
  const second = await newMember('owner');
  const rename = (email: string, name: string) =>
    server.database.sql`update users set name = ${name} where email = ${email}`;
  await rename(viewer.email, 'abel');
  await rename(second.email, 'Zoe');
  const { members } = await viewer.client.call(listMembers, { params });
  expect(members.map(({ name, role, isYou }) => [name, role, isYou])).toEqual([
    ['Ada', 'owner', false],
    ['Zoe', 'owner', false],
    ['abel', 'viewer', true],
  ]);
  expect(members[2]).toMatchObject({ email: viewer.email, userId: viewer.userId });
});

test('an owner gives another role, and from the next request on that one counts', async () => {
  const member = await newMember('viewer');
  const other = { params: { ...params, userId: member.userId } };
  const rename = { params, body: { settings: {} } };
  expect((await member.client.refused(ENDPOINTS.changeProperty, rename)).code).toBe('forbidden');
  const changed = await owner.client.call(changeMember, { ...other, body: { role: 'owner' } });
  expect(changed).toMatchObject({ email: member.email, role: 'owner', isYou: false });
  await member.client.call(ENDPOINTS.changeProperty, rename);
  await owner.client.call(changeMember, { ...other, body: { role: 'viewer' } });
  expect((await member.client.refused(ENDPOINTS.changeProperty, rename)).code).toBe('forbidden');
});

test('who is taken out sees nothing of the property any more, with the session that is open', async () => {
  const member = await newMember('editor');
  const seen = await member.client.request(ENDPOINTS.allocation, { params });
  await owner.client.call(removeMember, { params: { ...params, userId: member.userId } });
  const tag = { 'If-None-Match': seen.headers.get('etag') ?? '' };
  const answers = await Promise.all([
    member.client.request(ENDPOINTS.getProperty, { params }),
    member.client.request(ENDPOINTS.allocation, { params }, tag),
    member.client.request(listMembers, { params }),
    member.client.request(leaveProperty, { params }),
    member.client.request(ENDPOINTS.listChanges, { params }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  expect((await member.client.call(ENDPOINTS.listProperties, {})).properties).toEqual([]);
  expect(await eventsOf(member)).toMatchObject([
    { event: 'left-property', device: null, place: null, network: null },
  ]);
  expect(await eventsOf(owner)).toEqual([]);
});

test('who leaves is gone, and it stands in their own log', async () => {
  const member = await newMember('viewer');
  await member.client.call(leaveProperty, { params });
  expect(await roles()).toEqual({ [owner.email]: 'owner' });
  expect(await eventsOf(member)).toMatchObject([{ event: 'left-property' }]);
  expect((await eventsOf(member))[0]?.network).not.toBeNull();
});

test.each([
  ['leave', () => owner.client.refused(leaveProperty, { params })],
  [
    'take themselves out',
    (userId: string) => owner.client.refused(removeMember, { params: { ...params, userId } }),
  ],
  [
    'become an editor',
    (userId: string) =>
      owner.client.refused(changeMember, {
        params: { ...params, userId },
        body: { role: 'editor' },
      }),
  ],
] as const)('the last owner cannot %s', async (_, attempt) => {
  await newMember('editor');
  expect(await attempt(await idOf(owner))).toMatchObject({ status: 409, code: 'last-owner' });
  expect((await roles())[owner.email]).toBe('owner');
});

describe('a property is never without an owner', () => {
  const demote = (person: Person, userId: string) =>
    person.client.request(changeMember, {
      params: { ...params, userId },
      body: { role: 'viewer' },
    });
  const remove = (person: Person, userId: string) =>
    person.client.request(removeMember, { params: { ...params, userId } });

  test.each([
    ['demote', demote],
    ['take out', remove],
  ] as const)('when two owners %s each other at once', async (_, act) => {
    const other = await newMember('owner');
    const me = await idOf(owner);
    const answers = await Promise.all([act(owner, other.userId), act(other, me)]);
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    expect(await owners()).toBe(1);
  });

  test('when many owners leave at once', async () => {
    const all = await Promise.all(Array.from({ length: CROWD - 1 }, () => newMember('owner')));
    const answers = await Promise.all(
      [owner, ...all].map(({ client }) => client.request(leaveProperty, { params })),
    );
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(CROWD - 1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(1);
    expect(await owners()).toBe(1);
  });

  async function owners(): Promise<number> {
    const rows = await server.database.sql`
      select from members where property_id = ${params.propertyId} and role = 'owner'`;
    return rows.length;
  }
});

test('invitations of somebody who is taken out or no owner any more go with them', async () => {
  const other = await newMember('owner');
  const email = `${randomUUID()}@example.com`;
  const left = async () => (await owner.client.call(listInvitations, { params })).invitations;
  const target = { params: { ...params, userId: other.userId } };
  await other.client.call(invite, { params, body: { email, role: 'owner' } });
  await owner.client.call(changeMember, { ...target, body: { role: 'owner' } });
  expect(await left()).toHaveLength(1);
  await owner.client.call(changeMember, { ...target, body: { role: 'editor' } });
  expect(await left()).toEqual([]);

  await owner.client.call(changeMember, { ...target, body: { role: 'owner' } });
  await other.client.call(invite, { params, body: { email, role: 'owner' } });
  await owner.client.call(removeMember, target);
  expect(await left()).toEqual([]);
});

test('somebody who is no member is not found, nor is a member of another property', async () => {
  const stranger = await server.signedInUser();
  await server.property(stranger);
  const ids = [randomUUID(), await idOf(stranger)];
  const answers = await Promise.all(
    ids.flatMap((userId) => [
      owner.client.refused(removeMember, { params: { ...params, userId } }),
      owner.client.refused(changeMember, {
        params: { ...params, userId },
        body: { role: 'viewer' },
      }),
    ]),
  );
  expect(answers.map(({ code }) => code)).toEqual(Array(4).fill('not-found'));
});

describe('two members with a workbook each', () => {
  const bill = (periodEnd: string, amount: string) =>
    table('bills', [{ periodEnd, totalKwh: '100', amount }], { complete: false });

  test('push at once: both go in, one after the other, each under its own name', async () => {
    const editor = await newMember('editor');
    const [one, other] = [owner, editor].map(
      ({ client }) => new Workbook(client, params.propertyId),
    );
    const results = await Promise.all([
      one?.commit([bill('2025-01-31', '10.00')]),
      other?.commit([bill('2025-02-28', '20.00')]),
    ]);
    expect(results.map((result) => result?.revision).toSorted()).toEqual([1, 2]);
    const { changes } = await owner.client.call(ENDPOINTS.listChanges, { params });
    expect(changes.map(({ isYours }) => isYours).toSorted()).toEqual([false, true]);
  });

  test('do not overwrite one another: the later one is asked', async () => {
    const editor = await newMember('editor');
    const one = new Workbook(owner.client, params.propertyId);
    const other = new Workbook(editor.client, params.propertyId);
    await one.commit([bill('2025-01-31', '10.00')]);
    const theirs = await other.commit([bill('2025-01-31', '12.00')]);
    expect(outcomesOf(theirs)).toEqual(['conflict']);
    const mine = await one.preview([bill('2025-01-31', '10.00')]);
    expect(outcomesOf(mine)).toEqual(['unchanged']);
  });

  test('one that has become a viewer meanwhile pushes no more, and loses nothing', async () => {
    const editor = await newMember('editor');
    const workbook = new Workbook(editor.client, params.propertyId);
    await workbook.commit([bill('2025-01-31', '10.00')]);
    const target = { params: { ...params, userId: editor.userId } };
    await owner.client.call(changeMember, { ...target, body: { role: 'viewer' } });
    const push = [bill('2025-02-28', '20.00')];
    expect((await workbook.copy().refused(push)).code).toBe('forbidden');
    expect((await workbook.copy().refused(push, { mode: 'preview' })).code).toBe('forbidden');
    await owner.client.call(changeMember, { ...target, body: { role: 'editor' } });
    expect(outcomesOf(await workbook.commit(push))).toEqual(['new']);
  });
});
