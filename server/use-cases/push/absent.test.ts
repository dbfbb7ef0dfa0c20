import { beforeAll, describe, expect, test } from 'vitest';
import type { Choice } from '../../../contract/push.ts';
import { testServer } from '../../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../../tests/setup/test-server.ts';
import { differencesOf, issuesOf, outcomesOf, table, Workbook } from './workbook.fixture.ts';

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

const another = ({ client, propertyId }: Workbook) => new Workbook(client, propertyId);

const bill = (periodEnd: string, amount = '50.00', note: string | null = null) => ({
  ...{ periodEnd, totalKwh: '100', amount, note },
});
const [january, february, march] = [
  bill('2025-01-31', '10.00'),
  bill('2025-02-28', '20.00'),
  bill('2025-03-31', '30.00'),
];

async function billsOf({ propertyId }: Workbook): Promise<string[]> {
  const rows = await server.database.sql<{ day: string }[]>`
    select period_end::text as day from bills where property_id = ${propertyId} order by 1`;
  return rows.map(({ day }) => day);
}

/** Outcomes of rows that are not in the sheet, by key. */
function absentOf(result: Awaited<ReturnType<Workbook['commit']>>): Record<string, string> {
  const pairs = result.tables.flatMap(({ outcomes: { key, outcome } }) =>
    key.flatMap((one, i) => (one === null ? [] : [[one, outcome[i] ?? '']])),
  );
  return Object.fromEntries(pairs);
}

describe('a row that is missing in the sheet', () => {
  test('is listed as removed until the user says what to do', async () => {
    const workbook = await newWorkbook();
    await workbook.commit([table('bills', [january, february])]);
    for (const result of [
      await workbook.commit([table('bills', [january])]),
      await workbook.commit([table('bills', [january])]),
    ]) {
      expect(result).toMatchObject({ revision: 1, summary: { unchanged: 1, removed: 1 } });
      expect(absentOf(result)).toEqual({ '2025-02-28|': 'removed' });
      expect(result.tables[0]?.outcomes.issues).toMatchObject([
        {
          ...{ row: null, code: 'removed', severity: 'question', value: '2025-02-28|' },
          actions: ['delete', 'bringBack', 'keep'],
          message: expect.stringContaining('period ending 2025-02-28'),
        },
      ]);
    }
    expect(await billsOf(workbook)).toEqual(['2025-01-31', '2025-02-28']);
  });

  test('is deleted where the user says so', async () => {
    const workbook = await newWorkbook();
    await workbook.commit([table('bills', [january, february])]);
    const choices: Choice[] = [{ kind: 'bills', key: '2025-02-28|', action: 'delete' }];
    const result = await workbook.commit([table('bills', [january])], { choices });
    expect(result).toMatchObject({ revision: 2, summary: { removed: 1 } });
    expect(issuesOf(result)).toEqual([]);
    expect(await billsOf(workbook)).toEqual(['2025-01-31']);
    const again = await workbook.commit([table('bills', [january])]);
    expect(again.summary).toMatchObject({ unchanged: 1, removed: 0 });
  });

  test('is told cell by cell where the user wants it back', async () => {
    const workbook = await newWorkbook();
    await workbook.commit([table('bills', [january, february])]);
    const choices: Choice[] = [{ kind: 'bills', action: 'bringBack' }];
    const result = await workbook.commit([table('bills', [january])], { choices });
    expect(absentOf(result)).toEqual({ '2025-02-28|': 'newerOnServer' });
    expect(differencesOf(result)).toEqual([
      'null periodEnd newerOnServer: null | 2025-02-28',
      'null totalKwh newerOnServer: null | 100',
      'null amount newerOnServer: null | 20.00',
    ]);
    const back = await workbook.commit([table('bills', [january, february])]);
    expect(back.summary).toMatchObject({ unchanged: 2, removed: 0 });
  });

  test('is kept on the server and not asked for again where the user says so', async () => {
    const workbook = await newWorkbook();
    await workbook.commit([table('bills', [january, february])]);
    const choices: Choice[] = [{ kind: 'bills', action: 'keep' }];
    await workbook.commit([table('bills', [january])], { choices });
    const again = await workbook.commit([table('bills', [january])]);
    expect(again.summary).toMatchObject({ unchanged: 1, removed: 0 });
    expect(await billsOf(workbook)).toHaveLength(2);
  });

  test('is not missed where only a part of the rows was sent', async () => {
    const workbook = await newWorkbook();
    await workbook.commit([table('bills', [january, february])]);
    const part = table('bills', [january], { complete: false });
    expect((await workbook.commit([part])).summary).toMatchObject({ unchanged: 1, removed: 0 });
    const whole = table('bills', [january]);
    expect((await workbook.commit([whole])).summary).toMatchObject({ removed: 1 });
  });

  test('is not missed by another source, another workbook, or a copy', async () => {
    const workbook = await newWorkbook();
    await workbook.commit([table('bills', [january])]);
    const old = workbook.copy();
    await workbook.commit([table('bills', [january, february])]);
    const source = table('bills', [march], { source: 'Sheet2' });
    expect((await another(workbook).commit([source])).summary).toMatchObject({ removed: 0 });
    expect((await workbook.commit([{ ...source, source: 'Sheet3' }])).summary).toMatchObject({
      removed: 0,
    });
    expect((await old.commit([table('bills', [january])])).summary).toMatchObject({ removed: 0 });
    expect(await billsOf(workbook)).toHaveLength(3);
  });

  test('is not missed where its key cannot be read any more', async () => {
    const workbook = await newWorkbook();
    await workbook.commit([table('bills', [january, february])]);
    const result = await workbook.commit([
      table('bills', [january, { ...february, periodEnd: 'soon' }]),
    ]);
    expect(result.summary).toMatchObject({ unchanged: 1, problem: 1, removed: 0 });
    expect((await workbook.commit([table('bills', [january, february])])).summary).toMatchObject({
      unchanged: 2,
    });
  });

  test('cannot be deleted while others refer to it', async () => {
    const workbook = await newWorkbook();
    const units = (...names: string[]) =>
      table(
        'units',
        names.map((unit) => ({ unit })),
      );
    const readings = (...rows: string[]) =>
      table(
        'readings',
        rows.map((unit) => ({ unit, date: '2025-01-31', kwh: '1' })),
      );
    await workbook.commit([units('A', 'B'), readings('A', 'B')]);
    const choices: Choice[] = [
      { kind: 'units', action: 'delete' },
      { kind: 'readings', action: 'delete' },
    ];
    const refused = await workbook.commit([units('B')], { choices });
    expect(issuesOf(refused)).toEqual(['null null in-use']);
    expect(refused.revision).toBe(1);
    // With what refers to it, it goes.
    const gone = await workbook.commit([units('B'), readings('B')], { choices });
    expect(gone.summary).toMatchObject({ removed: 2, unchanged: 2 });
    const { sql } = server.database;
    const rows = await sql`select label from units where property_id = ${workbook.propertyId}`;
    expect([...rows]).toEqual([{ label: 'B' }]);
    expect((await workbook.commit([units('A', 'B')])).summary).toMatchObject({ new: 1 });
  });
});

describe('a row whose key was corrected', () => {
  const corrected = bill('2025-02-27', '20.00');

  test.each([
    ['in the same row of the sheet', [january, { ...corrected, amount: '21.00' }], 3],
    ['elsewhere but alike in all else', [corrected, january], 2],
  ])('%s waits for an answer', async (_, rows, row) => {
    const workbook = await newWorkbook();
    await workbook.commit([table('bills', [january, february])]);
    const asked = await workbook.commit([table('bills', rows)]);
    expect(asked).toMatchObject({ revision: 1, summary: { unchanged: 1, problem: 1, removed: 0 } });
    expect(asked.tables[0]?.outcomes.issues).toMatchObject([
      {
        ...{ row, code: 'key-corrected', severity: 'question', value: '2025-02-28|' },
        actions: ['sameRow', 'differentRow'],
      },
    ]);
    expect(await billsOf(workbook)).toEqual(['2025-01-31', '2025-02-28']);
    const choices: Choice[] = [{ kind: 'bills', row, action: 'sameRow' }];
    const same = await workbook.commit([table('bills', rows)], { choices });
    expect(same.summary).toMatchObject({ changed: 1, unchanged: 1 });
    expect(differencesOf(same)[0]).toBe(`${row} periodEnd update: 2025-02-27 | 2025-02-28`);
    expect(await billsOf(workbook)).toEqual(['2025-01-31', '2025-02-27']);
    const again = await workbook.commit([table('bills', rows)]);
    expect(again.summary).toMatchObject({ unchanged: 2, removed: 0 });
  });

  test('is another row where the user says so, and the old one is missing', async () => {
    const workbook = await newWorkbook();
    await workbook.commit([table('bills', [january, february])]);
    const choices: Choice[] = [{ kind: 'bills', row: 3, action: 'differentRow' }];
    const result = await workbook.commit([table('bills', [january, corrected])], { choices });
    expect(result.summary).toMatchObject({ unchanged: 1, new: 1, removed: 1 });
    expect(await billsOf(workbook)).toHaveLength(3);
  });

  test('keeps what the server knows of it', async () => {
    const workbook = await newWorkbook();
    const two = another(workbook);
    const stays = (movedIn: string | null) =>
      table('tenancies', [{ unit: 'A', tenant: 'Ann', movedIn }]);
    const create = { createUnits: true };
    await workbook.commit([stays('2025-01-01')], create);
    await two.commit([
      table('tenancies', [{ unit: 'A', tenant: 'Ann', movedIn: '2025-01-01', email: 'a@b.de' }]),
    ]);
    const choices: Choice[] = [{ kind: 'tenancies', action: 'sameRow' }];
    const result = await workbook.commit([stays('2025-01-02')], { choices });
    expect(outcomesOf(result)).toEqual(['changed']);
    const { sql } = server.database;
    const rows = await sql`
      select email, moved_in::text as day from tenancies where property_id = ${workbook.propertyId}`;
    expect([...rows]).toEqual([{ email: 'a@b.de', day: '2025-01-02' }]);
  });
});
