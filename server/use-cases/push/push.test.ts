import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../../contract/endpoints.ts';
import { pushTable } from '../../../contract/push.ts';
import type { PushTable } from '../../../contract/push.ts';
import { testServer } from '../../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../../tests/setup/test-server.ts';
import { issuesOf, table, Workbook } from './workbook.fixture.ts';

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

async function newWorkbook(currency = 'USD'): Promise<Workbook> {
  const { id } = await server.property(owner, currency);
  return new Workbook(owner.client, id);
}

/** Another file of the same property. */
const another = ({ client, propertyId }: Workbook) => new Workbook(client, propertyId);

const units = table('units', [{ unit: 'A' }, { unit: 'B' }]);
const tenancies = table('tenancies', [
  { unit: 'A', tenant: 'Ann', email: null, movedIn: '2025-01-01' },
  { unit: 'B', tenant: 'Bob', email: 'bob@example.com', movedIn: '2025-01-01' },
]);
const bills = table('bills', [
  { periodStart: '2025-01-01', periodEnd: '2025-01-31', totalKwh: '300', amount: '90.00' },
]);
const readings = table('readings', [
  { unit: 'A', date: '2024-12-31', kwh: '100' },
  { unit: 'B', date: '2024-12-31', kwh: '50' },
  { unit: 'A', date: '2025-01-31', kwh: '200' },
  { unit: 'B', date: '2025-01-31', kwh: '250' },
]);
const payments = table('payments', [
  { date: '2025-02-03', amount: '20', unit: 'A', tenant: null, toUtility: null },
  { date: '2025-02-04', amount: '60', unit: null, tenant: 'Bob', toUtility: null },
  { date: '2025-02-05', amount: '90', unit: null, tenant: null, toUtility: true },
]);
const adjustments = table('adjustments', [
  { unit: 'B', date: '2025-02-10', amount: '-1.5', reason: 'A faulty lamp' },
]);
const whole: PushTable[] = [units, tenancies, bills, readings, payments, adjustments];

/** Every fact of a property, by the statements of backup: what the server would lose. */
async function stored({ propertyId }: Workbook): Promise<unknown> {
  const { sql } = server.database;
  const tables = [
    ...['properties', 'units', 'sub_meters', 'tenancies', 'bills', 'readings', 'payments'],
    ...['adjustments', 'workbooks', 'bases', 'change_sets'],
  ];
  return Promise.all(
    tables.map(
      (name) => sql`select * from ${sql(name)} where property_id = ${propertyId} order by 1, 2, 3`,
    ),
  );
}

describe('a first push', () => {
  test('takes rows of all six kinds, in whatever order their tables come', async () => {
    const workbook = await newWorkbook();
    const result = await workbook.commit(whole.toReversed());
    expect(issuesOf(result)).toEqual([]);
    expect(result.summary).toMatchObject({ new: 13, problem: 0 });
    expect(result.revision).toBe(1);
    expect(result.money).toEqual([
      { unit: 'A', tenant: 'Ann', periodEnd: '2025-01-31', before: null, after: '30.00' },
      { unit: 'A', tenant: 'Ann', periodEnd: null, before: null, after: '10.00' },
      { unit: 'B', tenant: 'Bob', periodEnd: '2025-01-31', before: null, after: '60.00' },
      { unit: 'B', tenant: 'Bob', periodEnd: null, before: null, after: '-1.50' },
    ]);
  });

  test('that is only a preview tells the same and keeps nothing', async () => {
    const workbook = await newWorkbook();
    const before = await stored(workbook);
    const preview = await workbook.preview(whole);
    expect(await stored(workbook)).toEqual(before);
    const commit = await workbook.commit(whole, { digest: preview.digest });
    const { revision, changeSetId, ...same } = commit;
    expect({ ...same, revision: 0 }).toEqual(preview);
    expect([revision, changeSetId]).toEqual([1, expect.any(String)]);
  });
});

describe('the same rows again', () => {
  test('change nothing', async () => {
    const workbook = await newWorkbook();
    await workbook.commit(whole);
    const again = await workbook.commit(whole);
    expect(again).toMatchObject({ revision: 1, summary: { unchanged: 13, new: 0 }, money: [] });
    expect(again.changeSetId).toBeUndefined();
  });

  test('change nothing after another workbook has pushed, nor in another order', async () => {
    const workbook = await newWorkbook();
    await workbook.commit(whole);
    const other = await another(workbook).commit(whole.slice(0, 4));
    expect(other).toMatchObject({ revision: 1, summary: { unchanged: 9 } });
    const reversed = whole.map((one) => reversedTable(one));
    const again = await workbook.commit(reversed);
    expect(again).toMatchObject({ revision: 1, summary: { unchanged: 13 }, money: [] });
  });

  test('under the same push id get the same answer', async () => {
    const workbook = await newWorkbook();
    const body = workbook.request(whole);
    const [first, second] = [
      await workbook.client.call(ENDPOINTS.push, { params: workbook.params, body }),
      await workbook.client.call(ENDPOINTS.push, { params: workbook.params, body }),
    ];
    expect(second).toEqual(first);
    const other = { ...body, tables: [units] };
    const refused = await workbook.client.refused(ENDPOINTS.push, {
      params: workbook.params,
      body: other,
    });
    expect(refused.code).toBe('push-reused');
  });
});

function reversedTable(one: PushTable): PushTable {
  const columns = Object.fromEntries(
    Object.entries(one.columns).map(([name, column]) => [name, column?.toReversed()]),
  );
  return pushTable.parse({ ...one, rows: one.rows.toReversed(), columns });
}
