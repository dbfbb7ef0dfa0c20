import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { DEFAULT_SETTINGS } from '../../contract/properties.ts';
import { insertMember } from '../db/members.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';

const { listProperties, createProperty, getProperty, changeProperty, deleteProperty } = ENDPOINTS;

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

async function newProperty(currency = 'USD') {
  const { id } = await server.property(owner, currency);
  return { propertyId: id };
}

describe('a property', () => {
  test('belongs to whoever created it, and to nobody else', async () => {
    const [person, other] = await Promise.all([server.signedInUser(), server.signedInUser()]);
    const created = await person.client.call(createProperty, {
      body: { name: '  Elm Street 4 ', currency: 'PHP' },
    });
    expect(created).toEqual({
      id: expect.any(String),
      name: 'Elm Street 4',
      currency: 'PHP',
      role: 'owner',
      revision: 0,
      settings: DEFAULT_SETTINGS,
      archivedAt: null,
    });
    const params = { propertyId: created.id };
    expect(await person.client.call(getProperty, { params })).toEqual(created);
    expect(await person.client.call(listProperties, {})).toEqual({ properties: [created] });
    expect(await other.client.call(listProperties, {})).toEqual({ properties: [] });
  });

  test('is listed by name, archived ones last', async () => {
    const { client } = await server.signedInUser();
    for (const name of ['beta', 'Alpha', 'Gone', 'gamma']) {
      const { id } = await client.call(createProperty, { body: { name, currency: 'USD' } });
      if (name !== 'Gone') continue;
      await client.call(changeProperty, { params: { propertyId: id }, body: { archived: true } });
    }
    const { properties } = await client.call(listProperties, {});
    expect(properties.map((one) => one.name)).toEqual(['Alpha', 'beta', 'gamma', 'Gone']);
  });

  test.each(['XYZ', 'QQQ'])('in the currency %s is refused', async (currency) => {
    const refused = await owner.client.refused(createProperty, {
      body: { name: 'Elm', currency },
    });
    expect(refused).toMatchObject({ code: 'bad-request', detail: expect.stringContaining('USD') });
  });

  test('is renamed without a change set', async () => {
    const params = await newProperty();
    const body = { name: "O'Hara; drop table properties;--" };
    const renamed = await owner.client.call(changeProperty, { params, body });
    expect(renamed).toMatchObject({ name: body.name, revision: 0 });
    expect(await owner.client.call(getProperty, { params })).toEqual(renamed);
  });
});

describe('settings', () => {
  test('make a change set with what was before and after', async () => {
    const params = await newProperty();
    const commonPart = [
      { from: null, split: 'owner' as const },
      { from: '2025-01-01', split: 'usage' as const },
    ];
    const body = { settings: { commonPart } };
    const changed = await owner.client.call(changeProperty, { params, body });
    const after = { ...DEFAULT_SETTINGS, commonPart };
    expect(changed).toMatchObject({ revision: 1, settings: after });
    const [row] = await server.database.sql`
      select kind, revision, document from change_sets where property_id = ${params.propertyId}`;
    expect(row).toMatchObject({ kind: 'settings', revision: 1 });
    expect(JSON.parse(String(row?.['document']))).toEqual({
      settings: { before: DEFAULT_SETTINGS, after },
    });
  });

  test('that say what stands already change nothing', async () => {
    const params = await newProperty();
    const body = { settings: { readingWindowDays: 10 } };
    const same = await owner.client.call(changeProperty, { params, body });
    expect(same.revision).toBe(0);
  });

  test('stored before there were others have those by default', async () => {
    const params = await newProperty();
    await server.database.sql`
      update properties set settings = settings - 'statements'
      where property_id = ${params.propertyId}`;
    const { settings } = await owner.client.call(getProperty, { params });
    expect(settings).toEqual(DEFAULT_SETTINGS);
    const body = { settings: { readingWindowDays: 11 } };
    const changed = await owner.client.call(changeProperty, { params, body });
    expect(changed.settings).toEqual({ ...DEFAULT_SETTINGS, readingWindowDays: 11 });
  });

  test('changed by many at once each make a revision of their own', async () => {
    const params = await newProperty();
    const days = Array.from({ length: 10 }, (_, i) => i + 20);
    const answers = await Promise.all(
      days.map((readingWindowDays) =>
        owner.client.call(changeProperty, { params, body: { settings: { readingWindowDays } } }),
      ),
    );
    const revisions = answers.map((one) => one.revision).toSorted((a, b) => a - b);
    expect(revisions).toEqual(days.map((_, i) => i + 1));
  });
});

describe('the currency', () => {
  test('may change while there is no money', async () => {
    const params = await newProperty('USD');
    const changed = await owner.client.call(changeProperty, { params, body: { currency: 'JPY' } });
    expect(changed.currency).toBe('JPY');
  });

  test('is fixed once an amount is recorded', async () => {
    const params = await newProperty('USD');
    const { sql } = server.database;
    await sql`
      insert into bills (property_id, period_end, number, number_key, total_kwh, amount)
      values (${params.propertyId}, '2025-01-31', '', '', 100, 20)`;
    const change = { params, body: { currency: 'JPY' } };
    expect((await owner.client.refused(changeProperty, change)).code).toBe('currency-fixed');
    const same = { params, body: { currency: 'USD', name: 'New' } };
    expect((await owner.client.call(changeProperty, same)).name).toBe('New');
  });
});

describe('archiving and deleting', () => {
  test('an archived property cannot be changed until it is restored', async () => {
    const params = await newProperty();
    const archived = await owner.client.call(changeProperty, { params, body: { archived: true } });
    expect(archived.archivedAt).not.toBeNull();
    const again = await owner.client.call(changeProperty, { params, body: { archived: true } });
    expect(again.archivedAt).toBe(archived.archivedAt);
    const rename = { params, body: { name: 'New' } };
    expect((await owner.client.refused(changeProperty, rename)).code).toBe('archived');
    const body = { archived: false, name: 'New' };
    expect(await owner.client.call(changeProperty, { params, body })).toMatchObject({
      name: 'New',
      archivedAt: null,
    });
  });

  test('only an archived property can be deleted', async () => {
    const params = await newProperty();
    expect((await owner.client.refused(deleteProperty, { params })).code).toBe('not-archived');
    await owner.client.call(getProperty, { params });
  });

  test('a deleted property leaves no row of its own, and every row of others', async () => {
    const params = await newProperty();
    const other = await newProperty();
    await fill(params.propertyId);
    await fill(other.propertyId);
    const filled = await rowsOf(params.propertyId);
    expect(Object.entries(filled).filter(([, rows]) => rows === 0)).toEqual([]);

    await owner.client.call(changeProperty, { params, body: { archived: true } });
    await owner.client.call(deleteProperty, { params });
    expect(Object.values(await rowsOf(params.propertyId)).every((rows) => rows === 0)).toBe(true);
    expect(await rowsOf(other.propertyId)).toEqual(filled);
    expect((await owner.client.refused(getProperty, { params })).code).toBe('not-found');
  });

  test('an editor may neither rename, archive nor delete', async () => {
    const params = await newProperty();
    const editor = await server.signedInUser();
    const { id } = await editor.client.call(ENDPOINTS.account, {});
    await insertMember(server.database.sql, params.propertyId, id, 'editor');
    const body = { archived: true };
    expect((await editor.client.refused(changeProperty, { params, body })).code).toBe('forbidden');
    expect((await editor.client.refused(deleteProperty, { params })).code).toBe('forbidden');
  });
});

/** One row in every table that holds facts of a property. */
async function fill(propertyId: string): Promise<void> {
  const { sql } = server.database;
  const [workbook, push] = [randomUUID(), randomUUID()];
  await sql`insert into units values (${propertyId}, 1, 'A', 'a')`;
  await sql`insert into sub_meters (property_id, sub_meter_id, unit_id, label, label_key)
    values (${propertyId}, 2, 1, '', '')`;
  await sql`insert into tenancies (property_id, tenancy_id, unit_id, tenant, tenant_key)
    values (${propertyId}, 3, 1, 'T', 't')`;
  await sql`insert into bills (property_id, period_end, number, number_key, total_kwh, amount)
    values (${propertyId}, '2025-01-31', '', '', 1, 1)`;
  await sql`insert into readings (property_id, sub_meter_id, date, role, kwh)
    values (${propertyId}, 2, '2025-01-31', '', 5)`;
  await sql`insert into payments (property_id, payment_id, key, date, amount, unit_id)
    values (${propertyId}, 4, 'k', '2025-01-31', 1, 1)`;
  await sql`insert into adjustments (property_id, adjustment_id, key, unit_id, date, amount, reason)
    values (${propertyId}, 5, 'k', 1, '2025-01-31', 1, 'r')`;
  await sql`insert into workbooks
    (property_id, workbook_id, last_push_id, last_push_hash, last_answer)
    values (${propertyId}, ${workbook}, ${push}, '', '')`;
  await sql`insert into bases (property_id, workbook_id, kind, source, document)
    values (${propertyId}, ${workbook}, 'units', '', '')`;
  await sql`insert into change_sets
    (property_id, change_set_id, revision, kind, rows, money_moved, document)
    values (${propertyId}, ${push}, 1, 'push', 1, 0, '')`;
  await sql`insert into invitations
      (property_id, email, email_key, role, code_hash, created_at, expires_at)
    values (${propertyId}, 'i@example.com', 'i@example.com', 'viewer', ${push}, now(), now())`;
  await sql`insert into statements (property_id, number, change_set_id, unit_id, kind, period_end,
      cut_off, listed, document, stated)
    values (${propertyId}, 1, ${push}, 1, 'bill', '2025-01-31', '2025-01-31', '', '', '')`;
  await sql`insert into statement_closings values
    (${propertyId}, 1, 2, '2025-01-31', '2025-01-31', '')`;
  await sql`insert into statement_mails (property_id, number, mailing_id, mail_id, email, at, state)
    values (${propertyId}, 1, ${push}, ${push}, 't@example.com', now(), 'sent')`;
}

async function rowsOf(propertyId: string): Promise<Record<string, number>> {
  const { sql } = server.database;
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.columns
    where column_name = 'property_id' and table_schema = 'public'`;
  const counted = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await sql`
        select count(*)::int as n from ${sql(name)} where property_id = ${propertyId}`;
      return [name, Number(row?.['n'])] as const;
    }),
  );
  return Object.fromEntries(counted);
}
