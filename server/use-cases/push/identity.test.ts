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

const reading = (unit: string | null, kwh = '100', more: Record<string, string | null> = {}) => ({
  ...{ unit, date: '2025-01-31', kwh },
  ...more,
});

/** Units and their sub-meters as "unit/sub-meter". */
async function metersOf({ propertyId }: Workbook): Promise<string[]> {
  const rows = await server.database.sql<{ name: string }[]>`
    select units.label || '/' || sub_meters.label as name
    from sub_meters join units using (property_id, unit_id)
    where property_id = ${propertyId} order by 1`;
  return rows.map(({ name }) => name);
}

async function countOf({ propertyId }: Workbook, name: string): Promise<number> {
  const { sql } = server.database;
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from ${sql(name)} where property_id = ${propertyId}`;
  return row?.n ?? 0;
}

describe('labels', () => {
  test('match after trimming, white space, case and width', async () => {
    const workbook = await newWorkbook();
    await workbook.commit([table('units', [{ unit: 'Apt 1' }])]);
    const again = await workbook.commit([table('units', [{ unit: '  ＡＰＴ   1 ' }])]);
    expect(outcomesOf(again)).toEqual(['unchanged']);
    expect(await metersOf(workbook)).toEqual(['Apt 1/']);
  });

  test('that are near misses are offered, never assumed, though units may be made', async () => {
    const workbook = await newWorkbook();
    await workbook.commit([table('units', [{ unit: 'Z5 017' }])]);
    const rows = table('readings', [reading('Z5-17')]);
    const asked = await workbook.commit([rows], { createUnits: true });
    expect(issuesOf(asked)).toEqual(['2 unit near-unit']);
    expect(asked.tables[0]?.outcomes.issues[0]).toMatchObject({
      ...{ severity: 'question', value: 'Z5 017', actions: ['useUnit', 'createUnit'] },
    });
    const choices: Choice[] = [{ kind: 'readings', row: 2, action: 'useUnit', value: 'Z5 017' }];
    expect(outcomesOf(await workbook.commit([rows], { choices }))).toEqual(['new']);
    // The answer stays with the workbook.
    const again = await workbook.commit([rows]);
    expect([outcomesOf(again), issuesOf(again)]).toEqual([['unchanged'], []]);
    expect(await metersOf(workbook)).toEqual(['Z5 017/']);
  });

  test('of a first push are not near misses of one another', async () => {
    const workbook = await newWorkbook();
    const rows = ['Unit A', 'Unit B', 'North 1', 'North 2'].map((unit) => reading(unit));
    const result = await workbook.commit([table('readings', rows)], { createUnits: true });
    expect(issuesOf(result)).toEqual([]);
    const more = table('units', [{ unit: 'Unit C' }]);
    expect(outcomesOf(await workbook.commit([more]))).toEqual(['new']);
  });
});

describe('sub-meters', () => {
  const meters = table('units', [
    { unit: 'A', subMeter: 'main', multiplier: '10' },
    { unit: 'A', subMeter: 'solar', multiplier: '-1' },
    { unit: 'B', subMeter: null, multiplier: null },
  ]);

  test('are named by their label alone where it is one unit’s', async () => {
    const workbook = await newWorkbook();
    await workbook.commit([meters]);
    const rows = table('readings', [reading(null, '1', { subMeter: 'Solar' }), reading('B', '2')]);
    expect(outcomesOf(await workbook.commit([rows]))).toEqual(['new', 'new']);
    expect(outcomesOf(await workbook.commit([rows]))).toEqual(['unchanged', 'unchanged']);
  });

  test('must be named where the unit has several', async () => {
    const workbook = await newWorkbook();
    await workbook.commit([meters]);
    const result = await workbook.commit([table('readings', [reading('A')])]);
    expect(issuesOf(result)).toEqual(['2 subMeter sub-meter-needed']);
    expect(result.tables[0]?.outcomes.issues[0]?.message).toContain('“main”, “solar”');
  });

  test('that nobody knows are asked for, or made with units', async () => {
    const workbook = await newWorkbook();
    await workbook.commit([meters]);
    const rows = table('readings', [reading('B', '1', { subMeter: 'attic' })]);
    expect(issuesOf(await workbook.commit([rows]))).toEqual(['2 subMeter unknown-unit']);
    expect(outcomesOf(await workbook.commit([rows], { createUnits: true }))).toEqual(['new']);
    expect(await metersOf(workbook)).toEqual(['A/main', 'A/solar', 'B/', 'B/attic']);
  });

  test('mean the same in whatever order the rows come', async () => {
    const rows = [reading('A', '1', { subMeter: 'main' }), reading('A', '2', { subMeter: null })];
    for (const ordered of [rows, rows.toReversed()]) {
      const workbook = await newWorkbook();
      const dates = ordered.map((row) => ({
        ...row,
        date: row.kwh === '1' ? '2025-01-01' : row.date,
      }));
      await workbook.commit([table('readings', dates)], { createUnits: true });
      expect(await metersOf(workbook)).toEqual(['A/main']);
    }
  });
});

describe('renamed units', () => {
  const two = (first: string, second: string) =>
    table('units', [{ unit: first }, { unit: second }]);
  const readings = (unit: string) => table('readings', [reading(unit), reading('B')]);
  const same: Choice[] = [{ kind: 'units', row: 2, action: 'sameRow' }];

  test('keep their history, and other workbooks are offered the new name', async () => {
    const one = await newWorkbook();
    const other = another(one);
    await one.commit([two('A', 'B'), readings('A')]);
    await other.commit([two('A', 'B'), readings('A')]);
    const asked = await one.commit([two('Attic', 'B'), readings('Attic')]);
    expect(issuesOf(asked)).toContain('2 null key-corrected');
    const renamed = await one.commit([two('Attic', 'B'), readings('Attic')], { choices: same });
    expect(outcomesOf(renamed)).toEqual(['changed', 'unchanged', 'unchanged', 'unchanged']);
    expect(differencesOf(renamed)).toEqual(['2 unit update: Attic | A']);
    expect(await metersOf(one)).toEqual(['Attic/', 'B/']);
    for (const result of [
      await other.commit([two('A', 'B'), readings('A')]),
      await other.commit([two('A', 'B'), readings('A')]),
    ]) {
      expect(outcomesOf(result)).toEqual([
        'newerOnServer',
        'unchanged',
        'newerOnServer',
        'unchanged',
      ]);
      expect(differencesOf(result)).toEqual([
        '2 unit newerOnServer: A | Attic',
        '2 unit newerOnServer: A | Attic',
      ]);
    }
    const taken = await other.commit([two('Attic', 'B'), readings('Attic')]);
    expect(taken.summary).toMatchObject({ unchanged: 4 });
    expect(await metersOf(one)).toEqual(['Attic/', 'B/']);
  });

  test('in a table that is no list of units keep their history too, once the user says so', async () => {
    const one = await newWorkbook();
    const create = { createUnits: true };
    const paid = table('payments', [{ unit: 'A', date: '2025-02-01', amount: '5' }]);
    await one.commit([readings('A'), paid], create);
    const asked = await one.commit([readings('Attic')], create);
    expect(issuesOf(asked)).toEqual(['2 unit key-corrected']);
    expect(asked.summary).toMatchObject({ problem: 1, unchanged: 1, removed: 0 });
    const choices: Choice[] = [{ kind: 'readings', row: 2, action: 'sameRow' }];
    const renamed = await one.commit([readings('Attic')], { choices });
    expect(outcomesOf(renamed)).toEqual(['changed', 'unchanged']);
    expect(differencesOf(renamed)).toEqual(['2 unit update: Attic | A']);
    expect(await metersOf(one)).toEqual(['Attic/', 'B/']);
    // The other table still says the old name: it means the same unit.
    expect(outcomesOf(await one.commit([paid]))).toEqual(['newerOnServer']);
    expect((await one.commit([readings('Attic')])).summary).toMatchObject({ unchanged: 2 });
  });

  test('and a new unit of the old name are two', async () => {
    const one = await newWorkbook();
    await one.commit([two('A', 'B'), readings('A')]);
    await one.commit([two('Attic', 'B'), readings('Attic')], { choices: same });
    const three = table('units', [{ unit: 'Attic' }, { unit: 'B' }, { unit: 'A' }]);
    expect(outcomesOf(await one.commit([three]))).toEqual(['unchanged', 'unchanged', 'new']);
    expect(await metersOf(one)).toEqual(['A/', 'Attic/', 'B/']);
  });
});

describe('payments', () => {
  const paid = (rows: Record<string, string | boolean | null>[]) =>
    table(
      'payments',
      rows.map((row) => ({
        date: '2025-02-01',
        amount: '20.00',
        unit: 'A',
        reference: null,
        ...row,
      })),
    );
  const units = table('units', [{ unit: 'A' }, { unit: 'B' }]);

  test('without a reference are told apart by their ordinal among equals', async () => {
    const workbook = await newWorkbook();
    const rows = paid([{}, {}, { unit: 'B' }]);
    expect((await workbook.commit([units, rows])).summary).toMatchObject({ new: 5 });
    expect((await workbook.commit([units, rows])).summary).toMatchObject({ unchanged: 5 });
    expect(await countOf(workbook, 'payments')).toBe(3);
  });

  test('alike in unit, date and amount keep their notes when the sheet is sorted', async () => {
    const workbook = await newWorkbook();
    const [one, two, three] = [{ note: 'one' }, { note: 'two' }, { note: 'three' }];
    await workbook.commit([units, paid([one, two, three])]);
    const sorted = await workbook.commit([paid([three, two, one])]);
    expect(sorted.summary).toMatchObject({ unchanged: 3 });
    const fewer = await workbook.commit([paid([three, one])]);
    expect(fewer.summary).toMatchObject({ unchanged: 2, removed: 1 });
    const edited = await workbook.commit([paid([three, { note: 'two!' }, one])]);
    expect(edited.summary).toMatchObject({ unchanged: 2, changed: 1, removed: 0 });
  });

  test('that name a tenant whom the unit does not know say so', async () => {
    const workbook = await newWorkbook();
    const stays = table('tenancies', [{ unit: 'A', tenant: 'Ann', movedIn: '2025-01-01' }]);
    const rows = paid([
      { tenant: 'Ann' },
      { tenant: 'Bob', amount: '1' },
      { unit: 'B', tenant: 'Cyd' },
    ]);
    const result = await workbook.commit([units, stays, rows]);
    expect(issuesOf(result)).toEqual(['3 tenant unknown-tenant']);
    expect(result.summary).toMatchObject({ new: 6 });
  });

  test('with a copied reference wait', async () => {
    const workbook = await newWorkbook();
    const rows = paid([{ reference: 'r1' }, { reference: 'R1', amount: '30.00' }]);
    const result = await workbook.commit([units, rows]);
    expect(issuesOf(result)).toEqual(['3 reference duplicate-key', '2 reference duplicate-key']);
  });

  test('keep their identity where amount or date are corrected, by the reference', async () => {
    const workbook = await newWorkbook();
    await workbook.commit([units, paid([{ reference: 'r1' }])]);
    const result = await workbook.commit([paid([{ reference: 'r1', amount: '21.00' }])]);
    expect(outcomesOf(result)).toEqual(['changed']);
    expect(await countOf(workbook, 'payments')).toBe(1);
  });

  test.each([
    ['sameRow', 1, ['unchanged']],
    ['differentRow', 2, ['new']],
  ] as const)('equal to another workbook’s wait; %s makes %i', async (action, count, outcomes) => {
    const one = await newWorkbook();
    const other = another(one);
    await one.commit([units, paid([{}])]);
    const asked = await other.commit([paid([{}])]);
    expect(issuesOf(asked)).toEqual(['2 null same-payment']);
    const choices: Choice[] = [{ kind: 'payments', row: 2, action }];
    expect(outcomesOf(await other.commit([paid([{}])], { choices }))).toEqual(outcomes);
    const again = await other.commit([paid([{}])]);
    expect([outcomesOf(again), issuesOf(again)]).toEqual([['unchanged'], []]);
    expect(await countOf(one, 'payments')).toBe(count);
  });

  test('with two references are two payments', async () => {
    const one = await newWorkbook();
    await one.commit([units, paid([{ reference: 'r1' }])]);
    const other = await another(one).commit([paid([{ reference: 'r2' }])]);
    expect(outcomesOf(other)).toEqual(['new']);
  });

  test('of two tables of one workbook are two, together or one after the other', async () => {
    const [first, second] = [
      { ...paid([{}]), source: 'one' },
      { ...paid([{}]), source: 'two' },
    ];
    const together = await newWorkbook();
    await together.commit([units, first, second]);
    expect(outcomesOf(await together.commit([second]))).toEqual(['unchanged']);
    const apart = await newWorkbook();
    await apart.commit([units, first]);
    expect(outcomesOf(await apart.commit([second]))).toEqual(['new']);
    expect((await apart.commit([first, second])).summary).toMatchObject({ unchanged: 2 });
    expect([await countOf(together, 'payments'), await countOf(apart, 'payments')]).toEqual([2, 2]);
  });

  test('may name the tenant alone, where it is clear who that is', async () => {
    const workbook = await newWorkbook();
    const stay = (unit: string, tenant: string, movedIn: string, movedOut: string | null) => ({
      ...{ unit, tenant, movedIn, movedOut },
    });
    const tenancies = table('tenancies', [
      stay('A', 'Ann', '2025-01-01', '2025-01-31'),
      stay('B', 'Ann', '2025-02-01', null),
      stay('A', 'Bob', '2025-02-01', null),
    ]);
    await workbook.commit([units, tenancies]);
    const by = (tenant: string, date: string) => ({ unit: null, tenant, date });
    const rows = paid([
      by('Ann', '2025-01-15'),
      by('ann ', '2025-02-15'),
      by('Ann', '2024-12-15'),
      by('Cyd', '2025-02-15'),
      { unit: null, tenant: null },
      { unit: 'A', tenant: null, toUtility: true },
      { unit: null, tenant: null, toUtility: true },
    ]);
    const result = await workbook.commit([rows]);
    expect(issuesOf(result)).toEqual([
      '4 tenant ambiguous-tenant',
      '5 tenant unknown-tenant',
      '6 unit payer-needed',
      '7 toUtility payer-needed',
    ]);
    expect(result.summary).toMatchObject({ new: 3, problem: 4 });
  });
});

describe('a kind of row', () => {
  test('told apart on one day: a final and an opening reading', async () => {
    const workbook = await newWorkbook();
    const rows = table('readings', [
      reading('A', '900', { kind: 'final' }),
      reading('A', '0', { kind: 'opening' }),
    ]);
    expect((await workbook.commit([rows], { createUnits: true })).summary).toMatchObject({
      new: 2,
    });
    expect((await workbook.commit([rows])).summary).toMatchObject({ unchanged: 2 });
  });

  test('is what it is by default: regular', async () => {
    const workbook = await newWorkbook();
    const rows = table('readings', [reading('A', '900', { kind: 'Regular' })]);
    await workbook.commit([rows], { createUnits: true });
    const plain = table('readings', [reading('A', '900', { kind: null })]);
    expect(outcomesOf(await workbook.commit([plain]))).toEqual(['unchanged']);
    const estimated = table('readings', [reading('A', '900', { kind: 'estimated' })]);
    expect(outcomesOf(await workbook.commit([estimated]))).toEqual(['changed']);
  });

  test('without a column for a part of its key means the only row there is', async () => {
    const workbook = await newWorkbook();
    const bill = { periodEnd: '2025-01-31', totalKwh: '100', amount: '50.00' };
    const stay = { unit: 'A', tenant: 'Ann' };
    await workbook.commit([
      table('units', [{ unit: 'A' }]),
      table('bills', [{ ...bill, number: '17' }]),
      table('tenancies', [{ ...stay, movedIn: '2025-01-01' }]),
      table('readings', [reading('A', '900', { kind: 'final' })]),
    ]);
    const result = await another(workbook).commit([
      table('bills', [bill]),
      table('tenancies', [stay]),
      table('readings', [reading('A', '900')]),
    ]);
    expect(result.summary).toMatchObject({ unchanged: 3, new: 0 });
  });
});
