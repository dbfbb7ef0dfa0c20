import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../../contract/endpoints.ts';
import { PUSH_BODY_LIMIT } from '../../../contract/push.ts';
import { insertMember } from '../../db/members.ts';
import { testServer } from '../../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../../tests/setup/test-server.ts';
import { issuesOf, outcomesOf, table, Workbook } from './workbook.fixture.ts';

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

const good = { unit: 'A', date: '2025-01-31', kwh: '100' };
const next = { ...good, date: '2025-01-15' };
const createUnits = { createUnits: true };

describe('a cell with', () => {
  test.each([
    ['text in a number cell', { ...next, kwh: 'about 900' }, 'kwh', 'not-a-number'],
    ['a failed formula', { ...next, kwh: '#REF!' }, 'kwh', 'formula-error'],
    ['a failed formula as a label', { ...next, unit: '#N/A' }, 'unit', 'formula-error'],
    ['nothing where a key belongs', { ...good, date: '' }, 'date', 'empty'],
    ['no label at all', { ...next, unit: null }, 'unit', 'empty'],
    ['a date in the wrong order', { ...good, date: '31/01/2025' }, 'date', 'not-a-date'],
    ['a day that does not exist', { ...good, date: '2025-02-29' }, 'date', 'not-a-date'],
    ['a date of another century', { ...good, date: '0125-01-31' }, 'date', 'out-of-range'],
    ['15 digits', { ...next, kwh: '123456789012345' }, 'kwh', 'out-of-range'],
    [
      'a kind of reading that there is not',
      { ...next, kind: 'guess' },
      'kind',
      'not-a-reading-kind',
    ],
    ['a label beyond measure', { ...next, unit: 'A'.repeat(300) }, 'unit', 'too-long'],
  ])('%s is the problem of its row, and the others go in', async (_, bad, column, code) => {
    const workbook = await newWorkbook();
    const rows = [{ ...good, kind: null }, bad, { ...good, date: '2025-02-28', kwh: '101' }];
    const result = await workbook.commit([table('readings', rows)], createUnits);
    expect(outcomesOf(result)).toEqual(['new', 'problem', 'new']);
    const [issue] = result.tables[0]?.outcomes.issues ?? [];
    expect(issue).toMatchObject({ kind: 'readings', row: 3, column, code, severity: 'problem' });
    expect(issue?.message).toMatch(/\w+.*\.$/);
  });

  test('15 digits that the field holds is kept to the last of them', async () => {
    const workbook = await newWorkbook('JPY');
    const amount = '12345678901234';
    const bills = table('bills', [{ periodEnd: '2025-01-31', totalKwh: '1', amount }]);
    expect(outcomesOf(await workbook.commit([bills]))).toEqual(['new']);
    const more = table('bills', [{ periodEnd: '2025-01-31', totalKwh: '1', amount: '0' }]);
    const { tables } = await workbook.preview([more]);
    expect(tables[0]?.differences.server).toEqual([amount]);
  });

  test('more decimals than the field has is rounded, and the row says so every time', async () => {
    const workbook = await newWorkbook();
    const rows = table('readings', [{ ...good, kwh: '31491.8992225324' }]);
    for (const outcome of ['new', 'unchanged', 'unchanged']) {
      const result = await workbook.commit([rows], createUnits);
      expect(outcomesOf(result)).toEqual([outcome]);
      expect(issuesOf(result)).toEqual(['2 kwh rounded']);
      expect(result.tables[0]?.outcomes.issues[0]).toMatchObject({
        severity: 'note',
        message: expect.stringContaining('31491.899'),
      });
    }
  });
});

describe('rows that', () => {
  test('have the same key wait, each naming the other', async () => {
    const workbook = await newWorkbook();
    const rows = table('readings', [good, { ...good, unit: ' a ', kwh: '101' }]);
    const result = await workbook.commit([rows], createUnits);
    expect(outcomesOf(result)).toEqual(['problem', 'problem']);
    expect(issuesOf(result)).toEqual(['3 date duplicate-key', '2 date duplicate-key']);
    const [one, other] = result.tables[0]?.outcomes.issues ?? [];
    expect([one?.message, other?.message]).toEqual([
      expect.stringContaining('row 2'),
      expect.stringContaining('row 3'),
    ]);
    expect(result.revision).toBe(0);
  });

  test('have both a reading and a usage, or neither, wait', async () => {
    const workbook = await newWorkbook();
    const rows = [
      { ...good, usageKwh: '5' },
      { ...good, date: '2025-02-28', kwh: null, usageKwh: null },
    ];
    const result = await workbook.commit([table('readings', rows)], createUnits);
    expect(issuesOf(result)).toEqual(['2 usageKwh reading-or-usage', '3 kwh reading-or-usage']);
  });

  test('name a unit that nobody knows wait for an answer', async () => {
    const workbook = await newWorkbook();
    const rows = table('readings', [good, { ...good, unit: 'B' }]);
    const asked = await workbook.commit([rows]);
    expect(issuesOf(asked)).toEqual(['2 unit unknown-unit', '3 unit unknown-unit']);
    expect(asked.tables[0]?.outcomes.issues[0]).toMatchObject({
      severity: 'question',
      actions: ['createUnit'],
    });
    const choices = [{ kind: 'readings', row: 3, action: 'createUnit' } as const];
    const some = await workbook.commit([rows], { choices });
    expect(outcomesOf(some)).toEqual(['problem', 'new']);
    const all = [{ kind: 'readings', action: 'createUnit' } as const];
    expect(outcomesOf(await workbook.commit([rows], { choices: all }))).toEqual([
      'new',
      'unchanged',
    ]);
  });

  test('end before they start, or keep back more than the bill, wait', async () => {
    const workbook = await newWorkbook();
    const bill = { periodEnd: '2025-01-31', totalKwh: '10', amount: '5.00', notPassedOn: null };
    const rows = [
      { ...bill, periodStart: '2025-02-01' },
      { ...bill, periodStart: null, periodEnd: '2025-03-31', notPassedOn: '5.01' },
    ];
    const result = await workbook.commit(
      [
        table('bills', rows),
        table('tenancies', [
          { unit: 'A', tenant: 'Ann', movedIn: '2025-02-01', movedOut: '2025-01-31' },
        ]),
      ],
      createUnits,
    );
    expect(issuesOf(result)).toEqual([
      '2 periodStart ends-before-start',
      '3 notPassedOn not-passed-on-range',
      '2 movedOut ends-before-start',
    ]);
  });

  test('are without a required column wait, row by row', async () => {
    const workbook = await newWorkbook();
    const rows = table('bills', [{ periodEnd: '2025-01-31', totalKwh: '10' }]);
    expect(issuesOf(await workbook.commit([rows]))).toEqual(['2 amount empty']);
  });
});

describe('labels', () => {
  test.each([
    `'); drop table readings; --`,
    `A", "B`,
    `{NULL,"x"}`,
    `\\`,
    `=HYPERLINK("http://x")`,
    `\${jndi}`,
    `Ünï 甲 🏠`,
    'NULL',
  ])('like %s are only text', async (unit) => {
    const workbook = await newWorkbook();
    const rows = table('readings', [{ ...good, unit, note: unit, kwh: '1' }]);
    expect(outcomesOf(await workbook.commit([rows], createUnits))).toEqual(['new']);
    expect(outcomesOf(await workbook.commit([rows]))).toEqual(['unchanged']);
    const changed = table('readings', [{ ...good, unit, note: null, kwh: '1' }]);
    const { tables } = await workbook.preview([changed]);
    expect(tables[0]?.differences.server).toEqual([unit]);
    const { sql } = server.database;
    const [row] = await sql`select label from units where property_id = ${workbook.propertyId}`;
    expect(row).toMatchObject({ label: unit });
  });
});

describe('a push is refused', () => {
  test('with a column that the kind does not have', async () => {
    const workbook = await newWorkbook();
    const [rows] = [table('readings', [good])];
    const body = { ...workbook.request([]), tables: [{ ...rows, columns: { colour: ['red'] } }] };
    const path = `/api/properties/${workbook.propertyId}/push`;
    const answer = await workbook.client.send('POST', path, { body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'bad-request' } });
    expect(JSON.stringify(answer.body)).toContain('colour');
  });

  test('with columns that are not as long as the rows', async () => {
    const workbook = await newWorkbook();
    const rows = table('readings', [good]);
    const short = { ...rows, rows: [2, 3] };
    const refused = await workbook.refused([short]);
    expect(refused.code).toBe('bad-request');
    expect(refused.errors?.[0]?.pointer).toBe('/body/tables/0/columns/unit');
  });

  test('with 40 MB', async () => {
    const workbook = await newWorkbook();
    const path = `/api/properties/${workbook.propertyId}/push`;
    const body = `{"x":"${'x'.repeat(40 * 1024 * 1024)}"}`;
    expect(body.length).toBeGreaterThan(PUSH_BODY_LIMIT);
    const answer = await workbook.client.send('POST', path, { body });
    expect(answer).toMatchObject({ status: 413, body: { code: 'too-large' } });
  });

  test("for a property that is not there, or is another's", async () => {
    const workbook = await newWorkbook();
    const stranger = await server.signedInUser();
    const theirs = new Workbook(stranger.client, workbook.propertyId);
    expect((await theirs.refused([])).code).toBe('not-found');
    const nowhere = new Workbook(owner.client, randomUUID());
    expect((await nowhere.refused([])).code).toBe('not-found');
    const path = '/api/properties/1%20or%201=1/push';
    const answer = await owner.client.send('POST', path, { body: workbook.request([]) });
    expect(answer.status).toBe(404);
  });

  test('for one who may only look', async () => {
    const workbook = await newWorkbook();
    const viewer = await server.signedInUser();
    const { id } = await viewer.client.call(ENDPOINTS.account, {});
    await insertMember(server.database.sql, workbook.propertyId, id, 'viewer');
    const theirs = new Workbook(viewer.client, workbook.propertyId);
    expect((await theirs.refused([])).code).toBe('forbidden');
  });

  test('for an archived property', async () => {
    const workbook = await newWorkbook();
    const { client, params } = workbook;
    await client.call(ENDPOINTS.changeProperty, { params, body: { archived: true } });
    expect((await workbook.refused([])).code).toBe('archived');
  });

  test('with a token that has expired', async () => {
    const person = await server.signedInUser();
    const { id } = await server.property(person);
    server.pass(400 * 24 * 3_600_000);
    const refused = await new Workbook(person.client, id).refused([]);
    server.pass(-400 * 24 * 3_600_000);
    expect(refused.code).toBe('unauthenticated');
  });
});
