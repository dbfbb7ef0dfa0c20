import { randomUUID } from 'node:crypto';
import PostalMime from 'postal-mime';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '../../contract/endpoint.ts';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { CROWD } from '../../tests/setup/scale.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { insertMember } from '../db/members.ts';
import { housekeeping } from './housekeeping.ts';

const { invite, listInvitations, withdrawInvitation } = ENDPOINTS;
const { receivedInvitations, acceptInvitation, declineInvitation } = ENDPOINTS;
const DAY = 86_400_000;

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

const newEmail = () => `${randomUUID()}@example.com`;

const inviteTo = (email: string, role: Role = 'editor') =>
  owner.client.call(invite, { params, body: { email, role } });

/** The newest code that an address was invited with, as the letter has it. */
async function codeTo(email: string): Promise<string> {
  const mail = (await server.mailsTo(email)).findLast((one) => one.includes('invites you')) ?? '';
  const code = /^Your invitation code is (\S+)\r$/m.exec(mail)?.[1];
  if (code === undefined) throw new Error('no invitation was mailed');
  return code;
}

const sent = async () => (await owner.client.call(listInvitations, { params })).invitations;
const received = async ({ client }: Person) =>
  (await client.call(receivedInvitations, {})).invitations;

const joined = async (person: Person) =>
  (await person.client.call(ENDPOINTS.listProperties, {})).properties;

describe('an invitation', () => {
  test('tells who invites to what and how to accept, and is accepted by its code', async () => {
    const guest = await server.signedInUser();
    const email = newEmail();
    await inviteTo(email);
    const [mail = ''] = await server.mailsTo(email);
    expect(mail).toContain('Subject: Ada invites you to PowerTrackr\r\n');
    expect(mail).toContain(`Reply-To: ${owner.email}\r\n`);
    expect(mail.replaceAll('\r\n', ' ')).toContain('to the property "Elm Street 4"');
    expect(await sent()).toMatchObject([{ email, role: 'editor', by: 'Ada', isMailed: true }]);

    const code = (await codeTo(email)).toLowerCase().replaceAll('-', ' ');
    const property = await guest.client.call(acceptInvitation, { body: { code } });
    expect(property).toMatchObject({ id: params.propertyId, name: 'Elm Street 4', role: 'editor' });
    expect(await joined(guest)).toEqual([property]);
    expect(await sent()).toEqual([]);
    const { entries } = await guest.client.call(ENDPOINTS.securityLog, {});
    expect(entries[0]).toMatchObject({ event: 'joined-property' });
  });

  test('waits for whoever signs in with its address, also one who signs up later', async () => {
    const guest = await server.signedInUser();
    await inviteTo(guest.email.toUpperCase(), 'viewer');
    const [invitation] = await received(guest);
    expect(invitation).toMatchObject({ property: 'Elm Street 4', role: 'viewer', by: 'Ada' });
    const body = { id: invitation?.id ?? '' };
    expect(await guest.client.call(acceptInvitation, { body })).toMatchObject({ role: 'viewer' });
    expect(await received(guest)).toEqual([]);
    expect(await sent()).toEqual([]);
  });

  test('is seen and accepted by its id by nobody else', async () => {
    const guest = await server.signedInUser();
    const other = await server.signedInUser();
    await inviteTo(guest.email);
    const id = (await received(guest))[0]?.id ?? '';
    expect(await received(other)).toEqual([]);
    const accept = { body: { id } };
    expect((await other.client.refused(acceptInvitation, accept)).code).toBe('not-found');
    const decline = { params: { invitationId: id } };
    expect((await other.client.refused(declineInvitation, decline)).code).toBe('not-found');
    expect(await joined(other)).toEqual([]);
    await guest.client.call(acceptInvitation, accept);
  });

  test('is answered alike for known and unknown addresses, and mailed alike', async () => {
    const known = await server.signedInUser();
    const unknown = newEmail();
    const answers = await Promise.all(
      [known.email, unknown].map((email) =>
        owner.client.request(invite, { params, body: { email, role: 'viewer' } }),
      ),
    );
    expect(answers.map(({ status, body }) => ({ status, body }))).toEqual([
      { status: 202, body: { status: 'accepted' } },
      { status: 202, body: { status: 'accepted' } },
    ]);
    const mails = await Promise.all([known.email, unknown].map((one) => server.mailsTo(one)));
    const [first, second] = await Promise.all(
      mails.map(async (some) => {
        const { text = '' } = await PostalMime.parse(some.at(-1) ?? '');
        return text.replaceAll(/(\w{4}-){3}\w{4}/g, 'CODE');
      }),
    );
    expect(first).toContain('invites you');
    expect(second).toBe(first);
    expect((await sent()).map(({ isMailed }) => isMailed)).toEqual([true, true]);
  });

  test('takes the place of the one before', async () => {
    const guest = await server.signedInUser();
    await inviteTo(guest.email, 'owner');
    const [first, id] = [await codeTo(guest.email), (await received(guest))[0]?.id ?? ''];
    await inviteTo(guest.email, 'viewer');
    expect(await sent()).toHaveLength(1);
    const refusals = await Promise.all([
      guest.client.refused(acceptInvitation, { body: { code: first } }),
      guest.client.refused(acceptInvitation, { body: { id } }),
    ]);
    expect(refusals.map(({ code }) => code)).toEqual(['wrong-code', 'not-found']);
    const body = { code: await codeTo(guest.email) };
    expect((await guest.client.call(acceptInvitation, { body })).role).toBe('viewer');
  });

  test('many times at once makes one member, by one success', async () => {
    const guest = await server.signedInUser();
    await inviteTo(guest.email);
    const code = await codeTo(guest.email);
    const id = (await received(guest))[0]?.id ?? '';
    const answers = await Promise.all(
      Array.from({ length: CROWD }, (_, i) => {
        const client = server.client(guest.client.token ?? '');
        return client.request(acceptInvitation, { body: i % 2 === 0 ? { code } : { id } });
      }),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(await joined(guest)).toHaveLength(1);
  });

  test('of many who have its code one becomes a member', async () => {
    const email = newEmail();
    await inviteTo(email);
    const code = await codeTo(email);
    const [one, other] = [await server.signedInUser(), await server.signedInUser()];
    const answers = await Promise.all(
      Array.from({ length: CROWD }, (_, i) => {
        const client = server.client((i % 2 === 0 ? one : other).client.token ?? '');
        return client.request(acceptInvitation, { body: { code } });
      }),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const { members } = await owner.client.call(ENDPOINTS.listMembers, { params });
    expect(members).toHaveLength(2);
  });

  test('and another one at once for the same address: neither waits for the other for ever', async () => {
    const guest = await server.signedInUser();
    await inviteTo(guest.email);
    const code = await codeTo(guest.email);
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () =>
        owner.client.request(invite, { params, body: { email: guest.email, role: 'viewer' } }),
      ),
      guest.client.request(acceptInvitation, { body: { code } }),
    ]);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect((await sent()).length + (await joined(guest)).length).toBeGreaterThan(0);
  });
});

describe('is refused, and told why in one way,', () => {
  async function refusals(guest: Person, email: string, end: (id: string) => Promise<unknown>) {
    await inviteTo(email);
    const code = await codeTo(email);
    const id = (await sent())[0]?.id ?? '';
    await end(id);
    return [
      await guest.client.refused(acceptInvitation, { body: { code } }),
      await guest.client.refused(acceptInvitation, { body: { id } }),
    ];
  }

  test.each([
    ['once it was used', (guest: Person) => (id: string) => accept(guest, id)],
    [
      'once it was withdrawn',
      () => (invitationId: string) =>
        owner.client.call(withdrawInvitation, { params: { ...params, invitationId } }),
    ],
    [
      'once it was declined',
      (guest: Person) => (invitationId: string) =>
        guest.client.call(declineInvitation, { params: { invitationId } }),
    ],
    ['after fourteen days', () => async () => server.pass(14 * DAY)],
    ['once the property is deleted', () => () => deleteProperty()],
  ] as const)('%s', async (_, end) => {
    const guest = await server.signedInUser();
    const [byCode, byId] = await refusals(guest, guest.email, end(guest));
    expect([byCode?.code, byId?.code]).toEqual(['wrong-code', 'not-found']);
    expect(byCode?.detail).toBe(byId?.detail);
    expect(byCode?.detail).toContain('Ask for another');
    expect(await received(guest)).toEqual([]);
  });

  const accept = (guest: Person, id: string) =>
    guest.client.call(acceptInvitation, { body: { id } });

  async function deleteProperty() {
    await owner.client.call(ENDPOINTS.changeProperty, { params, body: { archived: true } });
    await owner.client.call(ENDPOINTS.deleteProperty, { params });
  }

  test('a code that never was one', async () => {
    const body = { code: 'K7QM-2XWD-9FTB-H4PZ' };
    expect((await owner.client.refused(acceptInvitation, { body })).code).toBe('wrong-code');
  });
});

test('the day before it ends it is good, and housekeeping deletes it when it has ended', async () => {
  const guest = await server.signedInUser();
  await inviteTo(guest.email);
  await inviteTo(newEmail());
  server.pass(14 * DAY - 60_000);
  await housekeeping(server.services);
  expect(await sent()).toHaveLength(2);
  const id = (await received(guest))[0]?.id ?? '';
  await guest.client.call(acceptInvitation, { body: { id } });
  server.pass(60_000);
  expect(await sent()).toEqual([]);
  const left = () =>
    server.database.sql`select from invitations where property_id = ${params.propertyId}`;
  expect(await left()).toHaveLength(1);
  await housekeeping(server.services);
  expect(await left()).toEqual([]);
});

test.each([
  ['owner', 'viewer', 'owner'],
  ['editor', 'editor', 'editor'],
  ['viewer', 'owner', 'owner'],
] as const)('%s who accepts an invitation as %s is %s', async (has, offered, then) => {
  const email = newEmail();
  await inviteTo(email, offered);
  const member = await server.signedInUser();
  const { id } = await member.client.call(ENDPOINTS.account, {});
  await insertMember(server.database.sql, params.propertyId, id, has);
  const body = { code: await codeTo(email) };
  expect((await member.client.call(acceptInvitation, { body })).role).toBe(then);
  const { members } = await owner.client.call(ENDPOINTS.listMembers, { params });
  expect(members.map(({ role }) => role).toSorted()).toEqual(['owner', then].toSorted());
});

test('who is a member already is not invited', async () => {
  const body = { email: owner.email.toUpperCase(), role: 'viewer' } as const;
  expect((await owner.client.refused(invite, { params, body })).code).toBe('already-member');
});

test('to an archived property nobody is invited; who was may come, and look', async () => {
  const guest = await server.signedInUser();
  await inviteTo(guest.email);
  await owner.client.call(ENDPOINTS.changeProperty, { params, body: { archived: true } });
  const body = { email: newEmail(), role: 'viewer' } as const;
  expect((await owner.client.refused(invite, { params, body })).code).toBe('archived');
  const id = (await received(guest))[0]?.id ?? '';
  const property = await guest.client.call(acceptInvitation, { body: { id } });
  expect(property.archivedAt).not.toBeNull();
});

describe('limits', () => {
  const status = async (client: Person['client'], propertyId: string, email: string) => {
    const body = { email, role: 'viewer' } as const;
    return (await client.request(invite, { params: { propertyId }, body })).status;
  };

  test('a mailbox gets twenty invitations a day, whoever sends them', async () => {
    const email = newEmail();
    const others = await Promise.all(Array.from({ length: 2 }, () => server.signedInUser()));
    const statuses: number[] = [];
    for (const person of [owner, ...others]) {
      const { id } = await server.property(person);
      for (let i = 0; i < 7; i += 1) {
        statuses.push(await status(person.client, id, email));
      }
    }
    expect(statuses).toEqual([...Array(20).fill(202), 429]);
    // Its owner's own codes are limited apart.
    await server.client().call(ENDPOINTS.resendCode, { body: { email } });
  });

  test('a property sends fifty a day', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 51 }, () => status(owner.client, params.propertyId, newEmail())),
    );
    expect(statuses.toSorted()).toEqual([...Array(50).fill(202), 429]);
  });
});

test('neither database nor log holds a code that could be used', async () => {
  const email = newEmail();
  await inviteTo(email);
  const code = await codeTo(email);
  const { sql } = server.database;
  const [row] = await sql`select json_agg(i)::text as all from invitations i`;
  for (const text of [String(row?.['all']), server.log()]) {
    expect(text).not.toContain(code);
    expect(text).not.toContain(code.replaceAll('-', ''));
  }
  expect(server.log()).not.toContain(email);
});

test('until its mail could be handed over an invitation says so, and its mail goes with it', async () => {
  const email = newEmail();
  await inviteTo(email);
  await server.mailsTo(email);
  const { sql } = server.database;
  // As it is while the mail server does not answer.
  const waiting = (isDead: boolean) => sql`
    insert into outbox (mail_id, sealed, created_at, due_at, dead_at)
    select mail_id, 'sealed', now(), now() + interval '1 year', case when ${isDead} then now() end
    from invitations where property_id = ${params.propertyId}
    on conflict (mail_id) do update set dead_at = excluded.dead_at`;
  await waiting(false);
  expect((await sent())[0]?.isMailed).toBeNull();
  await waiting(true);
  expect((await sent())[0]?.isMailed).toBe(false);
  const invitationId = (await sent())[0]?.id ?? '';
  await owner.client.call(withdrawInvitation, { params: { ...params, invitationId } });
  expect(await sql`select from outbox`).toHaveLength(0);
});
