import { beforeAll, expect, test } from 'vitest';
import type { TestServer } from '../../tests/setup/test-server.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import { contentOf, day, tableOf } from './content.fixture.ts';
import {
  changeField,
  changeTable,
  letterOf,
  viewMapping,
  withTable,
  withoutTable,
} from './correct.ts';
import { openDesk, typeTable } from './flow.fixture.ts';
import { pickedColumn, watchCells, watchSelection } from './pick-column.ts';
import { readLedger } from './read-ledger.ts';

const LEDGER = tableOf('Ledger', [
  ['Flat', 'When', 'A', 'B', 'Kind'],
  ['1A', day(45022), 577, 12, 'E'],
  ['1B', day(45022), 600, 13, 'W'],
]);
const CONTENT = contentOf([LEDGER]);
const AT = { kind: 'readings', source: 'Ledger' } as const;

test('columns are named as the sheet names them', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(letterOf)).toEqual([
    ...['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'],
  ]);
});

test('a table that nothing was made of is taken in and corrected column by column', () => {
  const started = withTable(CONTENT, null, LEDGER, 'readings');
  expect(viewMapping(CONTENT, started)[0]?.faults).toContainEqual({
    ...{ code: 'one-of-needed', kind: 'readings', fields: ['kwh', 'usageKwh'] },
  });
  const withKwh = changeField(started, AT, 'kwh', { table: LEDGER, position: 2 });
  const withUnit = changeField(withKwh, AT, 'unit', { table: LEDGER, position: 0 });
  const dated = changeField(withUnit, AT, 'date', { table: LEDGER, position: 1 });
  const filtered = changeTable(dated, AT, { where: [{ column: 'Kind', equals: 'E' }] });
  const [view] = viewMapping(CONTENT, filtered);
  expect(view).toMatchObject({ sheet: 'Ledger', rows: 1, faults: [], problem: null });
  expect(view?.fields).toContainEqual({
    ...{ field: 'kwh', letter: 'C', header: 'A', samples: ['577'] },
  });
  const without = changeField(filtered, AT, 'kwh', null);
  expect(viewMapping(CONTENT, without)[0]?.faults).toHaveLength(1);
  expect(withoutTable(filtered, AT).tables).toEqual([]);
});

test('two tables of one kind get names of their own', () => {
  const once = withTable(CONTENT, null, LEDGER, 'readings');
  const twice = withTable(CONTENT, once, LEDGER, 'readings');
  expect(twice.tables.map(({ source }) => source)).toEqual(['Ledger', 'Ledger (2)']);
});

test('a table that is not there any more says so and leaves the others as they are', () => {
  const mapping = withTable(CONTENT, null, LEDGER, 'units');
  const gone = contentOf([]);
  expect(viewMapping(gone, mapping)).toMatchObject([
    { sheet: 'Ledger', rows: 0, problem: { code: 'table-missing' } },
  ]);
});

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});

test('a column is picked in the sheet, and the selection is followed', async () => {
  const desk = await openDesk(server);
  const { person } = desk.excel;
  typeTable(desk, 'Readings', [
    ['Unit', 'Read on', 'Rdg'],
    ['1A', '3/31/2025', 100],
    ['1B', '3/31/2025', 200],
  ]);
  const { content } = await readLedger(desk.ws);
  let moves = 0;
  const stop = await watchSelection(desk.ws, () => {
    moves += 1;
  });
  person.select('Readings!C2:C3');
  expect(await pickedColumn(desk.ws, content)).toMatchObject({ position: 2, header: 'Rdg' });
  person.select('Readings!C9');
  expect(await pickedColumn(desk.ws, content)).toBeNull();
  await stop();
  const seen = moves;
  expect(seen).toBeGreaterThan(0);
  person.select('Readings!A1');
  await pickedColumn(desk.ws, content);
  expect(moves).toBe(seen);
});

test('an edited cell is told', async () => {
  const desk = await openDesk(server);
  typeTable(desk, 'Readings', [['Unit'], ['1A']]);
  const told = new Promise<void>((resolve) => {
    void watchCells(desk.ws, resolve).then(() => desk.excel.person.type('Readings!A2', '1B'));
  });
  await expect(told).resolves.toBeUndefined();
});
