import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { insertMember } from '../db/members.ts';
import { table, Workbook } from './push/workbook.fixture.ts';

const { listChanges, undoChange, changeProperty } = ENDPOINTS;

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

async function newWorkbook(): Promise<Workbook> {
  const { id } = await server.property(owner);
  return new Workbook(owner.client, id);
}

const bills = (amount: string, note = 'x') =>
  table('bills', [
    { periodStart: '2025-01-01', periodEnd: '2025-01-31', totalKwh: '100', amount, note },
  ]);
const readings = (last: string) =>
  table('readings', [
    { unit: 'A', date: '2024-12-31', kwh: '100' },
    { unit: 'A', date: '2025-01-31', kwh: last },
  ]);
const payments = table('payments', [{ date: '2025-02-01', amount: '20.00', unit: 'A' }]);

const undo = ({ client, params }: Workbook, changeSetId = '') =>
  client.call(undoChange, { params: { ...params, changeSetId } });
const undoRefused = ({ client, params }: Workbook, changeSetId = '') =>
  client.refused(undoChange, { params: { ...params, changeSetId } });
const history = async ({ client, params }: Workbook, query = {}) =>
  (await client.call(listChanges, { params, query })).changes;

/** All rows of facts, without what only counts. */
async function facts({ propertyId }: Workbook) {
  const { sql } = server.database;
  const tables = [
    ...['units', 'sub_meters', 'tenancies', 'bills', 'readings', 'payments', 'adjustments'],
  ];
  return Promise.all(
    tables.map(
      (name) => sql`select * from ${sql(name)} where property_id = ${propertyId} order by 2, 3`,
    ),
  );
}

describe('history', () => {
  test('tells who changed what, newest first', async () => {
    const workbook = await newWorkbook();
    const first = await workbook.commit([bills('50.00'), readings('160')], {
      createUnits: true,
      workbookName: 'Elm.xlsx',
    });
    await workbook.commit([bills('60.00')]);
    const [second, one] = await history(workbook);
    expect(one).toEqual({
      ...{ id: first.changeSetId, revision: 1, by: 'Ada', kind: 'push', workbook: 'Elm.xlsx' },
      ...{ at: expect.any(String), rows: 5, moneyMoved: 1, undoes: null, undoneBy: null },
      ...{ isYours: true, workbookId: workbook.workbookId, settings: null, statements: null },
      summary: { ...first.summary, new: 3 },
    });
    expect(second).toMatchObject({ revision: 2, rows: 1, workbook: null });
    expect(await history(workbook, { before: '2' })).toEqual([one]);
    expect(await history(workbook, { limit: '1' })).toEqual([second]);
  });

  test('tells each member what was theirs', async () => {
    const workbook = await newWorkbook();
    await workbook.commit([bills('50.00')]);
    const other = await server.signedInUser();
    const { id } = await other.client.call(ENDPOINTS.account, {});
    await insertMember(server.database.sql, workbook.propertyId, id, 'viewer');
    const { changes } = await other.client.call(listChanges, { params: workbook.params });
    expect(changes.map(({ isYours, by }) => [isYours, by])).toEqual([[false, 'Ada']]);
  });

  test('tells what settings were and are, and how many that moved', async () => {
    const workbook = await newWorkbook();
    const { client, params } = workbook;
    await workbook.commit([bills('50.00'), readings('160')], { createUnits: true });
    const commonPart = [{ from: null, split: 'usage' as const }];
    await client.call(changeProperty, { params, body: { settings: { commonPart } } });
    const [change] = await history(workbook);
    expect(change).toMatchObject({
      ...{ kind: 'settings', rows: 0, moneyMoved: 1, workbook: null, summary: null },
      settings: { before: { readingWindowDays: 10 }, after: { readingWindowDays: 10, commonPart } },
    });
  });

  test('does not tell of another property', async () => {
    const [mine, other] = [await newWorkbook(), await newWorkbook()];
    const { changeSetId } = await mine.commit([bills('50.00')]);
    expect(await history(other)).toEqual([]);
    expect((await undoRefused(other, changeSetId)).code).toBe('not-found');
  });
});

describe('an undo', () => {
  test('restores what a push changed, and can itself be undone', async () => {
    const workbook = await newWorkbook();
    const tables = [bills('50.00'), readings('160'), payments];
    const first = await workbook.commit(tables, { createUnits: true });
    const before = await facts(workbook);
    const second = await workbook.commit([bills('55.50', 'y'), readings('170')]);
    const after = await facts(workbook);
    const undone = await undo(workbook, second.changeSetId);
    expect(undone.revision).toBe(3);
    expect(await facts(workbook)).toEqual(before);
    const again = await undo(workbook, undone.changeSetId);
    expect(await facts(workbook)).toEqual(after);
    const changes = await history(workbook);
    expect(changes.map(({ id, undoes, undoneBy }) => [id, undoes, undoneBy])).toEqual([
      [again.changeSetId, undone.changeSetId, null],
      [undone.changeSetId, second.changeSetId, again.changeSetId],
      [second.changeSetId, null, null],
      [first.changeSetId, null, null],
    ]);
    expect(changes[1]).toMatchObject({ kind: 'undo', rows: 2, moneyMoved: 1, workbook: null });
  });

  test('of a first push leaves nothing, and the sheet hears of it', async () => {
    const workbook = await newWorkbook();
    const { changeSetId } = await workbook.commit([bills('50.00'), payments], {
      createUnits: true,
    });
    await undo(workbook, changeSetId);
    expect((await facts(workbook)).flat()).toEqual([]);
    const next = await workbook.preview([bills('50.00')]);
    expect(next.summary).toMatchObject({ newerOnServer: 1, new: 0 });
  });

  test('is refused where later changes touched the same rows', async () => {
    const workbook = await newWorkbook();
    const first = await workbook.commit([bills('50.00')]);
    await workbook.commit([bills('60.00')]);
    const refused = await undoRefused(workbook, first.changeSetId);
    expect(refused.code).toBe('later-changes');
    expect(refused.detail).toContain('1 of its utility bills');
  });

  test('is refused where later changes refer to its rows', async () => {
    const workbook = await newWorkbook();
    const first = await workbook.commit([table('units', [{ unit: 'A' }])]);
    await workbook.commit([payments]);
    const refused = await undoRefused(workbook, first.changeSetId);
    expect(refused.code).toBe('later-changes');
    expect(refused.detail).toContain('payments');
  });

  test('is done once', async () => {
    const workbook = await newWorkbook();
    const { changeSetId } = await workbook.commit([bills('50.00')]);
    await undo(workbook, changeSetId);
    const refused = await undoRefused(workbook, changeSetId);
    expect(refused).toMatchObject({
      code: 'later-changes',
      detail: expect.stringContaining('already'),
    });
  });

  test('restores settings', async () => {
    const workbook = await newWorkbook();
    const { client, params } = workbook;
    await client.call(changeProperty, { params, body: { settings: { readingWindowDays: 20 } } });
    const [change] = await history(workbook);
    await undo(workbook, change?.id);
    const property = await client.call(ENDPOINTS.getProperty, { params });
    expect(property).toMatchObject({ revision: 2, settings: { readingWindowDays: 10 } });
  });
});
