import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../../contract/endpoints.ts';
import type { Kind } from '../../../contract/kinds.ts';
import type { PushTable } from '../../../contract/push.ts';
import { testServer } from '../../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../../tests/setup/test-server.ts';
import { table, Workbook } from './workbook.fixture.ts';

const runs = process.env['TEST_SCALE'] === 'full' ? 40 : 5;

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

type Row = Record<string, string | null>;
type Ledger = Partial<Record<Kind, Row[]>>;

const UNITS = ['A', 'B', 'C'];
const unit = fc.constantFrom(...UNITS);
const day = fc
  .integer({ min: 0, max: 200 })
  .map((n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10));
const number = (max: number) => fc.integer({ min: 0, max }).map(String);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const rows = (shape: Record<string, fc.Arbitrary<string | null>>, keyOf: (row: Row) => string) =>
  fc.uniqueArray(fc.record(shape) as fc.Arbitrary<Row>, { maxLength: 8, selector: keyOf });

const ledger: fc.Arbitrary<Ledger> = fc.record({
  units: fc.constant(UNITS.map((label) => ({ unit: label, digits: '5' }))),
  tenancies: rows(
    {
      unit,
      tenant: fc.constantFrom('Ann', 'Bob'),
      movedIn: maybe(day),
      movedOut: fc.constant(null),
    },
    (row) => `${row['unit']}|${row['tenant']}|${row['movedIn']}`,
  ),
  bills: rows(
    { periodEnd: day, totalKwh: number(1_000), amount: number(500), number: maybe(number(3)) },
    (row) => `${row['periodEnd']}|${row['number']}`,
  ),
  readings: rows(
    { unit, date: day, kwh: number(9_000), kind: maybe(fc.constantFrom('final', 'estimated')) },
    (row) => `${row['unit']}|${row['date']}|${row['kind'] === 'final'}`,
  ),
  payments: rows(
    { unit, date: day, amount: number(90), note: maybe(number(9)) },
    (row) => `${row['unit']}|${row['date']}|${row['amount']}`,
  ),
  adjustments: rows(
    { unit, date: day, amount: number(90), reason: number(9), reference: number(1_000) },
    (row) => `${row['unit']}|${row['reference']}`,
  ),
});

/** Every row on its own, to be dealt out to pushes. */
const cards = (all: Ledger): { kind: Kind; row: Row }[] =>
  Object.entries(all).flatMap(([kind, list]) => list.map((row) => ({ kind: kind as Kind, row })));

function tablesOf(dealt: { kind: Kind; row: Row }[], complete: boolean): PushTable[] {
  const kinds = [...new Set(dealt.map(({ kind }) => kind))];
  return kinds.map((kind) =>
    table(
      kind,
      dealt.filter((card) => card.kind === kind).map(({ row }) => row),
      { complete },
    ),
  );
}

/** Facts as people see them: labels instead of ids. */
async function factsOf({ propertyId }: Workbook) {
  const { sql } = server.database;
  const where = sql`property_id = ${propertyId}`;
  const labelled = sql`units using (property_id, unit_id)`;
  return Promise.all([
    sql`select label from units where ${where} order by 1`,
    sql`select label, digits from sub_meters join (select property_id, unit_id, label as unit from units) u
        using (property_id, unit_id) where ${where} order by unit, 1`,
    sql`select label, tenant_key, moved_in from tenancies join ${labelled} where ${where} order by 1, 2, 3`,
    sql`select period_end, number_key, amount, total_kwh from bills where ${where} order by 1, 2`,
    sql`select units.label, date, role, estimated, kwh from readings
        join sub_meters using (property_id, sub_meter_id) join ${labelled}
        where ${where} order by 1, 2, 3`,
    sql`select label, date, amount, note from payments join ${labelled} where ${where} order by 1, 2, 3`,
    sql`select label, date, amount, reason, reference from adjustments join ${labelled}
        where ${where} order by 1, 5`,
  ]);
}

const figuresOf = async ({ client, params }: Workbook) => {
  const allocation = await client.call(ENDPOINTS.allocation, { params });
  const reconciliation = await client.call(ENDPOINTS.reconciliation, { params });
  return [allocation.columns, reconciliation.periods, reconciliation.units];
};

// A run is several pushes, each a transaction of its own.
describe('whatever the ledger', { timeout: 10_000 + runs * 5_000 }, () => {
  test('rows in any order and in any parts give the same facts and the same figures', async () => {
    await fc.assert(
      fc.asyncProperty(ledger, fc.infiniteStream(fc.nat()), async (all, random) => {
        const [whole, dealt] = [await newWorkbook(), await newWorkbook()];
        await whole.commit(tablesOf(cards(all), true));
        const shuffled = cards(all)
          .map((card) => ({ card, at: random.next().value % 1_000 }))
          .toSorted((a, b) => a.at - b.at);
        for (const part of [0, 1, 2]) {
          const some = shuffled.filter(({ at }) => at % 3 === part).map(({ card }) => card);
          await dealt.commit(tablesOf(some, false), { createUnits: true });
        }
        // The list of units says the digits, in whatever part it came.
        expect(await factsOf(dealt)).toEqual(await factsOf(whole));
        expect(await figuresOf(dealt)).toEqual(await figuresOf(whole));
      }),
      { numRuns: runs },
    );
  });

  test('a preview tells what the commit does, and the same again changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(ledger, ledger, async (first, second) => {
        const workbook = await newWorkbook();
        await workbook.commit(tablesOf(cards(first), true));
        const tables = tablesOf(cards(second), true);
        const preview = await workbook.preview(tables);
        const commit = await workbook.commit(tables, { digest: preview.digest });
        expect(commit.tables).toEqual(preview.tables);
        expect(commit.money).toEqual(preview.money);
        const again = await workbook.commit(tables);
        expect(again).toMatchObject({ revision: commit.revision, money: [] });
        expect(again.summary).toMatchObject({ new: 0, changed: 0, conflict: 0 });
      }),
      { numRuns: runs },
    );
  });

  test('an undo of everything, the last first, leaves nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(ledger, { minLength: 1, maxLength: 3 }), async (ledgers) => {
        const workbook = await newWorkbook();
        const states = [await factsOf(workbook)];
        const done: string[] = [];
        const choices = (['payments', 'readings'] as const).map(
          (kind) => ({ kind, action: 'delete' }) as const,
        );
        for (const one of ledgers) {
          const { changeSetId } = await workbook.commit(tablesOf(cards(one), true), { choices });
          if (changeSetId === undefined) continue;
          done.push(changeSetId);
          states.push(await factsOf(workbook));
        }
        for (const changeSetId of done.toReversed()) {
          expect(await factsOf(workbook)).toEqual(states.pop());
          const params = { ...workbook.params, changeSetId };
          await workbook.client.call(ENDPOINTS.undoChange, { params });
        }
        expect(await factsOf(workbook)).toEqual(states.pop());
      }),
      { numRuns: runs },
    );
  });
});
