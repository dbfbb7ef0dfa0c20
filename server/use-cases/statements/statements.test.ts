import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../../contract/endpoints.ts';
import { testDatabase } from '../../../tests/setup/test-database.ts';
import { testServer, type Person, type TestServer } from '../../../tests/setup/test-server.ts';
import { writeBackup } from '../../db/backup.ts';
import { restoreBackup } from '../../db/restore.ts';
import { table } from '../push/workbook.fixture.ts';
import { newHouse, STATEMENT_SETTINGS, whole } from './house.fixture.ts';

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

const JANUARY = '2025-01-31';
const FEBRUARY = '2025-02-28';

describe('an issued statement', () => {
  test('never changes, byte for byte, whatever is pushed, undone, renamed or set afterwards', async () => {
    const house = await newHouse(server, owner);
    const { params, workbook } = house;
    await house.issue(JANUARY);
    const { sql } = server.database;
    const kept = () => sql`
      select number, document, stated, listed from statements
      where property_id = ${params.propertyId} order by number`;
    const sent = async () =>
      (await owner.client.send('GET', `/api/properties/${params.propertyId}/statements/1`)).body;
    const [before, shown] = [await kept(), await sent()];
    await workbook.commit([
      table('readings', [{ unit: 'Apt 1', date: '2025-01-29', kwh: '1150' }], { complete: false }),
    ]);
    await workbook.commit([
      table('bills', [{ periodEnd: JANUARY, totalKwh: '400', amount: '150' }], { complete: false }),
    ]);
    await workbook.commit(
      [table('tenancies', []), table('payments', []), table('readings', []), table('bills', [])],
      {
        choices: (['tenancies', 'payments', 'readings', 'bills'] as const).map((kind) => ({
          ...{ kind, action: 'delete' as const },
        })),
      },
    );
    await owner.client.call(ENDPOINTS.changeProperty, {
      params,
      body: {
        name: 'Oak Street 5',
        settings: { statements: { ...STATEMENT_SETTINGS, issuer: 'Else' }, readingWindowDays: 3 },
      },
    });
    await house.workbook.commit([table('adjustments', [])], {
      choices: [{ kind: 'adjustments', action: 'delete' }],
    });
    expect(await kept()).toEqual(before);
    expect(await sent()).toEqual(shown);
    // The ledger really is another one.
    const { columns } = await owner.client.call(ENDPOINTS.allocation, { params });
    expect(columns.charge).toEqual([]);
  });

  test('is told of in the history and cannot be undone there', async () => {
    const house = await newHouse(server, owner);
    const { params } = house;
    const { changeSetId } = await house.issue(JANUARY);
    const voided = await house.void(2);
    const { changes } = await owner.client.call(ENDPOINTS.listChanges, { params });
    expect(changes.slice(0, 2)).toMatchObject([
      { kind: 'void', rows: 0, moneyMoved: 0, statements: { first: 2, last: 2 } },
      { kind: 'issue', rows: 0, moneyMoved: 0, statements: { first: 1, last: 2 }, isYours: true },
    ]);
    for (const id of [changeSetId, voided.changeSetId]) {
      const undo = { params: { ...params, changeSetId: id } };
      expect((await owner.client.refused(ENDPOINTS.undoChange, undo)).code).toBe('not-undoable');
    }
  });

  test('does not hinder the undo of what it rests on: the next bill takes that back', async () => {
    const house = await newHouse(server, owner, whole.slice(0, 4));
    const { params, workbook } = house;
    const paid = await workbook.commit([
      table('payments', [{ date: '2025-01-20', amount: '15', unit: 'Apt 1', reference: 'R-1' }]),
    ]);
    await house.issue(JANUARY);
    const undo = { params: { ...params, changeSetId: paid.changeSetId ?? '' } };
    await owner.client.call(ENDPOINTS.undoChange, undo);
    expect((await house.draft(FEBRUARY)).document).toMatchObject({
      ...{ previousNumber: 1, previousBalance: '25.00', charge: '25.00', totalDue: '65.00' },
      corrections: [
        { cause: 'paymentWithdrawn', text: 'Payment of 15.00 removed', amount: '15.00' },
      ],
    });
  });

  test('of another property is not found', async () => {
    const [house, other] = [await newHouse(server, owner), await newHouse(server, owner)];
    await house.issue(JANUARY);
    const params = { ...other.params, number: '1' };
    const body = { reason: 'x' };
    const refusals = await Promise.all([
      owner.client.refused(ENDPOINTS.getStatement, { params }),
      owner.client.refused(ENDPOINTS.voidStatement, { params, body }),
    ]);
    expect(refusals.map(({ code }) => code)).toEqual(['not-found', 'not-found']);
  });

  test('survives a backup and its restore as it was', async () => {
    const house = await newHouse(server, owner);
    await house.issue(JANUARY);
    const folder = await mkdtemp(join(tmpdir(), 'powertrackr-statements-'));
    const file = join(folder, 'backup.gz');
    await writeBackup(server.database, file);
    const target = await testDatabase();
    await restoreBackup(target, file);
    await rm(folder, { recursive: true });
    const kept = ({ sql }: Pick<TestServer['database'], 'sql'>) => sql`
      select * from statements where property_id = ${house.params.propertyId} order by number`;
    expect(await kept(target)).toEqual(await kept(server.database));
  });
});

describe('voiding', () => {
  test('keeps number and words, and lets the period be billed anew', async () => {
    const house = await newHouse(server, owner);
    await house.issue(JANUARY);
    const { document } = await house.statement(1);
    await house.void(1, '  wrong address ');
    const after = await house.statement(1);
    expect(after.document).toEqual(document);
    expect(after.voided).toMatchObject({ reason: 'wrong address' });
    const { statements } = await house.issue(JANUARY);
    expect(statements).toEqual([{ ...document, number: 3 }]);
    expect(await house.numbers()).toEqual([1, 2, 3]);
  });

  test('is repeated without harm, and the first reason stays', async () => {
    const house = await newHouse(server, owner);
    await house.issue(JANUARY);
    const first = await house.void(1, 'one');
    expect(await house.void(1, 'two')).toEqual(first);
    expect((await house.statement(1)).voided?.reason).toBe('one');
  });

  test('goes from the last statement of a tenant backwards', async () => {
    const house = await newHouse(server, owner);
    await house.issue(JANUARY);
    await house.issue(FEBRUARY);
    const params = { ...house.params, number: '1' };
    const body = { reason: 'x' };
    const refusal = await owner.client.refused(ENDPOINTS.voidStatement, { params, body });
    expect([refusal.code, refusal.detail]).toEqual([
      'later-statement',
      'No. 3 of the same tenant rests on it. Void that one first.',
    ]);
    await house.void(3);
    await house.void(1);
    expect((await house.draft(JANUARY)).document?.previousBalance).toBe('5.00');
  });

  test('needs a reason', async () => {
    const house = await newHouse(server, owner);
    await house.issue(JANUARY);
    const params = { ...house.params, number: '1' };
    const body = { reason: '  ' };
    const refusal = await owner.client.refused(ENDPOINTS.voidStatement, { params, body });
    expect(refusal.code).toBe('bad-request');
  });
});

describe('lists of statements are asked for by revision', () => {
  test.each([ENDPOINTS.listStatements, ENDPOINTS.listStatementDocuments])(
    '$name: 304 while nothing moved; those of periods that end within the days asked for',
    async (endpoint) => {
      const house = await newHouse(server, owner);
      const { params } = house;
      await house.issue(JANUARY);
      const ask = (tag: string) =>
        owner.client.request(endpoint, { params }, { 'If-None-Match': tag });
      const tag = (await ask('')).headers.get('etag') ?? '';
      expect((await ask(tag)).status).toBe(304);
      await house.void(2);
      expect((await ask(tag)).status).toBe(200);
      const query = { from: '2025-02-01' };
      expect(JSON.stringify(await owner.client.call(endpoint, { params, query }))).not.toContain(
        'Apt',
      );
    },
  );

  test('an id that is none of the contract’s is refused', async () => {
    const house = await newHouse(server, owner);
    const params = { ...house.params, number: randomUUID() };
    const refusal = await owner.client.refused(ENDPOINTS.getStatement, { params });
    expect(refusal.code).toBe('not-found');
  });
});
