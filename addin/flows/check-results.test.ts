import { beforeAll, expect, test } from 'vitest';
import { table, Workbook } from '../../server/use-cases/push/workbook.fixture.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import type { Desk } from './flow.fixture.ts';
import { connectedDesk } from './flow.fixture.ts';
import { forgetTable } from './placed-tables.ts';
import { refresh } from './refresh.ts';

/* A table of 2,400 rows: of such ones only the rows that moved are looked at first, and all of it later. */

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

const [UNITS, MONTHS] = [120, 20];
const ends = Array.from({ length: MONTHS + 1 }, (_, i) =>
  new Date(Date.UTC(2020, i + 1, 0)).toISOString().slice(0, 10),
);
const units = Array.from({ length: UNITS }, (_, i) => `Unit ${i + 1}`);

interface House {
  readonly desk: Desk;
  /** A reading of the last unit and month, of which nothing but its own charge depends. */
  readonly correct: (kwh: number) => Promise<unknown>;
}

async function house(): Promise<House> {
  const { id } = await server.property(owner);
  const workbook = new Workbook(owner.client, id);
  const bills = ends
    .slice(1)
    .map((periodEnd) => ({ periodEnd, totalKwh: '100000', amount: '10000' }));
  const readings = units.flatMap((unit) =>
    ends.map((date, i) => ({ unit, date, kwh: String(100 * i) })),
  );
  await workbook.commit([table('bills', bills), table('readings', readings)], {
    createUnits: true,
  });
  const last = { unit: `Unit ${UNITS}`, date: ends.at(-1) ?? '' };
  const correct = (kwh: number) => {
    const row = { ...last, kwh: String(100 * MONTHS + kwh) };
    return workbook.commit([table('readings', [row], { complete: false })]);
  };
  return { desk: await connectedDesk(server, owner, id), correct };
}

const LAST = UNITS * MONTHS + 1;
const usage = ({ desk: { excel } }: House, row: number) =>
  excel.person.values(`Allocation!I${row}:I${row}`)[0]?.[0];

test('what was typed over elsewhere in a large table is put right after the rows that moved, and told', async () => {
  const one = await house();
  const { ws, excel } = one.desk;
  await refresh(ws);
  await one.correct(5);
  excel.person.type('Allocation!I3', 4711);
  const { tables, putRight } = await refresh(ws);
  expect(tables).toContainEqual(
    expect.objectContaining({ table: 'Allocation', status: 'written', changedRows: 1 }),
  );
  expect([usage(one, LAST), usage(one, 3)]).toEqual([105, 4711]);
  expect(await putRight).toMatchObject([{ table: 'Allocation', changedRows: 1 }]);
  expect([usage(one, LAST), usage(one, 3)]).toEqual([105, 100]);
  expect(await refresh(ws)).toEqual({ status: 'unchanged', tables: [] });
});

test('the next refresh stops the look at the rest, and makes up for it', async () => {
  const one = await house();
  const { ws, excel } = one.desk;
  await refresh(ws);
  await one.correct(5);
  excel.person.type('Allocation!I3', 4711);
  const first = await refresh(ws);
  const second = await refresh(ws);
  expect(await first.putRight).toBeNull();
  expect(await second.putRight).toMatchObject([{ table: 'Allocation', changedRows: 1 }]);
  expect([usage(one, LAST), usage(one, 3)]).toEqual([105, 100]);
});

test('stopped by other work, the look is due still, although nothing moves any more', async () => {
  const one = await house();
  const { ws, excel } = one.desk;
  await refresh(ws);
  await one.correct(5);
  excel.person.type('Allocation!I3', 4711);
  const { putRight } = await refresh(ws);
  await forgetTable(ws, 'Balances', false);
  expect(await putRight).toBeNull();
  expect(usage(one, 3)).toBe(4711);
  await (
    await refresh(ws)
  ).putRight;
  expect(usage(one, 3)).toBe(100);
});

test('who asks for all of it to be written again waits for that', async () => {
  const one = await house();
  const { ws, excel } = one.desk;
  await refresh(ws);
  excel.person.type('Allocation!I3', 4711);
  const { putRight } = await refresh(ws, { anew: true });
  expect(putRight).toBeUndefined();
  expect(usage(one, 3)).toBe(100);
});

test('rows that come and go in a large table are written at once, with all else', async () => {
  const one = await house();
  const { ws, excel } = one.desk;
  await refresh(ws);
  excel.person.type('Allocation!I3', 4711);
  excel.person.insert('Allocation!5:5');
  await one.correct(7);
  const { putRight } = await refresh(ws);
  expect(putRight).toBeUndefined();
  expect([usage(one, LAST), usage(one, 3)]).toEqual([107, 100]);
});
