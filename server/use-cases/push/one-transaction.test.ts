import { expect, test } from 'vitest';
import { ENDPOINTS } from '../../../contract/endpoints.ts';
import { DEFAULT_SETTINGS } from '../../../contract/properties.ts';
import { connect, type Database } from '../../db/client.ts';
import { push } from './push.ts';
import { testServer } from '../../../tests/setup/test-server.ts';
import { table, Workbook } from './workbook.fixture.ts';

const server = await testServer();
const owner = await server.signedInUser();

async function newWorkbook(): Promise<Workbook> {
  const { id } = await server.property(owner);
  return new Workbook(owner.client, id);
}

const units = Array.from({ length: 10 }, (_, i) => `Unit ${i + 1}`);

function rowsOf(count: number, add: number) {
  return Array.from({ length: count }, (_, i) => {
    const date = new Date(Date.UTC(2020, 0, 1 + Math.floor(i / 10))).toISOString().slice(0, 10);
    return { unit: units[i % 10] ?? '', date, kwh: String(i + add) };
  });
}

const tables = (count: number, add = 0) => [
  table(
    'units',
    units.map((unit) => ({ unit })),
  ),
  table('readings', rowsOf(count, add)),
  table(
    'payments',
    rowsOf(count, add).map(({ unit, date, kwh }) => ({ unit, date, amount: kwh })),
  ),
];

test('a push of any size takes the same few statements', async () => {
  const counts: number[][] = [];
  for (const size of [10, 1_000]) {
    const workbook = await newWorkbook();
    const count = { n: 0 };
    const debug = (_: number, query: string) => {
      // Types are looked up once per connection; that is no statement of ours.
      if (!query.includes('pg_catalog')) count.n += 1;
    };
    const database = connect({ ...server.database.connection, debug });
    const caller = {
      ...({ address: '', device: null, place: null, hasSecondFactor: false } as const),
      ...({ tokenHash: '', sessionId: '', next: 'done', role: 'owner', currency: 'USD' } as const),
      ...{ propertyId: workbook.propertyId, revision: 0, changeSetId: null, archived: false },
      userId: (await owner.client.call(ENDPOINTS.account, {})).id,
      settings: DEFAULT_SETTINGS,
    };
    const services = { ...server.services, database };
    const run = async (add: number) => {
      count.n = 0;
      const body = workbook.request(tables(size, add));
      workbook.sent = body.pushId;
      await push(services, caller, { params: workbook.params, query: {}, body });
      return count.n;
    };
    counts.push([await run(0), await run(0), await run(1)]);
    await database.close();
  }
  expect(counts[1]).toEqual(counts[0]);
  expect(Math.max(...(counts[0] ?? []))).toBeLessThan(40);
});

test('a push that is cut off in the middle leaves nothing half', async () => {
  const workbook = await newWorkbook();
  await workbook.commit([table('units', [{ unit: 'Unit 1' }])]);
  const before = await everything(workbook, server.database);
  const { sql } = server.database;
  const blocker = connect(server.database.connection);
  // Somebody holds the table of readings: the push gets there with units and deletions behind it.
  const hold = await blocker.sql.reserve();
  await hold`begin`;
  await hold`lock table readings in share mode`;
  const pushed = workbook.client.request(ENDPOINTS.push, {
    params: workbook.params,
    body: workbook.request(tables(50)),
  });
  const pid = await backendThatWaits();
  await sql`select pg_terminate_backend(${pid})`;
  const answer = await pushed;
  expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  await hold`rollback`;
  hold.release();
  expect(await everything(workbook, blocker)).toEqual(before);
  await blocker.close();
  // And the same push goes through afterwards, for one who tries again as the answer asks.
  const body = workbook.request(tables(50));
  const send = () => workbook.client.request(ENDPOINTS.push, { params: workbook.params, body });
  await expect.poll(async () => (await send()).status).toBe(200);
  expect((await send()).body).toMatchObject({ summary: { new: 109, unchanged: 1 } });
});

async function backendThatWaits(): Promise<number> {
  const { sql } = server.database;
  for (;;) {
    const [row] = await sql<{ pid: number }[]>`
      select pid from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' limit 1`;
    if (row !== undefined) return row.pid;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function everything({ propertyId }: Workbook, { sql }: Database): Promise<unknown> {
  const names = [
    ...['properties', 'units', 'sub_meters', 'tenancies', 'bills', 'readings', 'payments'],
    ...['adjustments', 'workbooks', 'bases', 'change_sets'],
  ];
  return Promise.all(
    names.map((name) => sql`select * from ${sql(name)} where property_id = ${propertyId}`),
  );
}

test('pushes of one property wait for one another; none is lost', async () => {
  const workbook = await newWorkbook();
  const files = Array.from({ length: 8 }, () => new Workbook(workbook.client, workbook.propertyId));
  const results = await Promise.all(
    files.map((file, i) =>
      file.commit([
        table('bills', [{ periodEnd: `2025-0${i + 1}-28`, totalKwh: '1', amount: '1' }]),
      ]),
    ),
  );
  const revisions = results.map(({ revision }) => revision).toSorted((a, b) => a - b);
  expect(revisions).toEqual(files.map((_, i) => i + 1));
});
