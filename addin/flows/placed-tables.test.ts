import { beforeAll, describe, expect, test } from 'vitest';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import { connectedDesk, savedCopy } from './flow.fixture.ts';
import { loadResults } from './load-results.ts';
import { placeTable } from './place-table.ts';
import { raiseFirstBill, sampleDesk } from './placed.fixture.ts';
import { forgetTable, listTables, refreshOnOpen, showTable } from './placed-tables.ts';
import { readLedger } from './read-ledger.ts';
import { refresh } from './refresh.ts';
import type { ResultKind } from './results/forms.ts';
import { FIRST_KINDS, RESULT_KINDS } from './results/forms.ts';

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

const sentDesk = (culture?: string) => sampleDesk(server, owner, culture);

const own = (kind: ResultKind) => ({ kind, at: 'own-sheet' }) as const;

test('a table of every kind can be placed, beside those that a first refresh makes', async () => {
  const desk = await sentDesk();
  await refresh(desk.ws);
  const beside = new Set<ResultKind>(FIRST_KINDS);
  for (const kind of RESULT_KINDS) {
    // oxlint-disable-next-line no-await-in-loop -- a person places one at a time
    const { placed, rows } = await placeTable(desk.ws, own(kind));
    expect(placed.name).toBe(beside.has(kind) ? `${kind}_2` : kind);
    expect(rows > 0).toBe(kind !== 'Statements');
  }
  const { tables } = await listTables(desk.ws);
  expect(tables.map(({ found }) => found.state)).toEqual(Array(12).fill('standing'));
  expect(await refresh(desk.ws)).toEqual({ status: 'unchanged', tables: [] });
  const { content } = await readLedger(desk.ws);
  expect(content.tables.map(({ sheet }) => sheet)).toContain('Readings');
  expect(content.tables.map(({ table }) => table)).not.toContain('Settlement');
});

test('columns, their order and the periods are as chosen, and stay so in a refresh', async () => {
  const desk = await sentDesk();
  const { person } = desk.excel;
  person.addSheet('Overview');
  person.type('Overview!A1', 'Who owes');
  const quarter = { from: '2025-01-01', to: '2025-03-31' };
  const columns = ['unit', 'charge', 'periodEnd', 'tenant'];
  const at = { sheet: 'Overview', row: 2, column: 1 };
  const { rows } = await placeTable(desk.ws, { kind: 'Allocation', columns, ...quarter, at });
  const { allocation } = await loadResults(desk.ws, quarter);
  expect(rows).toBe(allocation.columns.unit.length);
  expect(person.texts('Overview!B3:E3')).toEqual([['Unit', 'Charge', 'To', 'Tenant']]);
  const first = allocation.columns.charge[0];
  expect(person.values('Overview!C4:C4')).toEqual([[Number(first)]]);
  await raiseFirstBill(desk);
  const { tables } = await refresh(desk.ws);
  expect(tables).toMatchObject([{ table: 'Allocation', newRows: 0, removedRows: 0 }]);
  const moved = (await loadResults(desk.ws, quarter)).allocation.columns.charge;
  expect(moved[0]).not.toBe(first);
  expect(person.values(`Overview!C4:C${3 + rows}`).flat()).toEqual(moved.map(Number));
  expect(person.values('Overview!A1:A1')).toEqual([['Who owes']]);
});

describe('nothing is written over', () => {
  test('cells in the way are named, and nothing is written', async () => {
    const desk = await sentDesk();
    const { person } = desk.excel;
    person.addSheet('Overview');
    person.type('Overview!D9', 'mine');
    person.select('Overview!B3');
    const placing = placeTable(desk.ws, { kind: 'Balances', at: 'selection' });
    await expect(placing).rejects.toMatchObject({
      saying: { code: 'place-taken', sheet: 'Overview', taken: 'D9' },
    });
    expect(person.values('Overview!B3:C4').flat()).toEqual(['', '', '', '']);
    person.select('Overview!E3');
    expect(await placeTable(desk.ws, { kind: 'Balances', at: 'selection' })).toMatchObject({
      sheet: 'Overview',
    });
    expect(person.texts('Overview!E3:E3')).toEqual([['Unit']]);
  });

  test('an empty table and a protected sheet are in the way too', async () => {
    const desk = await sentDesk();
    const { person } = desk.excel;
    person.addSheet('Overview');
    person.makeTable('Overview!C6:D8', 'Empty');
    const at = { sheet: 'Overview', row: 0, column: 0 };
    const placing = placeTable(desk.ws, { kind: 'Balances', at });
    await expect(placing).rejects.toMatchObject({ saying: { code: 'place-taken' } });
    person.protect('Overview');
    await expect(
      placeTable(desk.ws, { kind: 'Balances', at: { ...at, column: 8 } }),
    ).rejects.toMatchObject({ name: 'HostProblem', code: 'protected' });
    expect((await listTables(desk.ws)).tables).toEqual([]);
  });
});

describe('what became of a table is told', () => {
  test('renamed and moved ones are found, and told once', async () => {
    const desk = await sentDesk();
    await refresh(desk.ws);
    desk.excel.person.renameTable('Balances', 'WhoOwes');
    const { tables } = await refresh(desk.ws);
    expect(tables).toMatchObject([
      { table: 'Balances', status: 'unchanged', renamedTo: 'WhoOwes' },
    ]);
    expect(await refresh(desk.ws)).toEqual({ status: 'unchanged', tables: [] });
  });

  test('one that was turned into a plain range is the user’s, and is left alone', async () => {
    const desk = await sentDesk();
    const { Excel, person } = desk.excel;
    await refresh(desk.ws);
    await Excel.run(async (context) => {
      context.workbook.tables.getItem('Balances').convertToRange();
      await context.sync();
    });
    const before = person.values('Balances!A1:G9');
    await raiseFirstBill(desk);
    const { tables } = await refresh(desk.ws);
    expect(tables.find(({ table }) => table === 'Balances')).toMatchObject({
      ...{ status: 'converted', sheet: 'Balances', rows: 0 },
    });
    expect(person.values('Balances!A1:G9')).toEqual(before);
    await refresh(desk.ws, { remake: ['Balances'] });
    expect(person.texts("'Balances 2'!A1:A1")).toEqual([['Unit']]);
  });

  test('without a column that rows are known by it is not written, and is whole once it is back', async () => {
    const desk = await sentDesk();
    const { Excel, person } = desk.excel;
    await refresh(desk.ws);
    await Excel.run(async (context) => {
      context.workbook.tables.getItem('Balances').columns.getItem('Tenant').delete();
      await context.sync();
    });
    await raiseFirstBill(desk);
    const { tables } = await refresh(desk.ws);
    expect(tables.at(-1)).toMatchObject({ table: 'Balances', status: 'keyless' });
    person.addColumn('Balances', 'Tenant', '');
    const again = await refresh(desk.ws);
    expect(again.status).toBe('written');
    const { units } = (await loadResults(desk.ws)).reconciliation;
    const closing = person.values(`Balances!F2:F${1 + units.columns.unit.length}`).flat();
    expect(closing).toEqual(units.columns.closing.map(Number));
  });

  test('when all are gone, a refresh makes those with sheets of their own again, opening does not', async () => {
    const desk = await sentDesk();
    const first = await refresh(desk.ws);
    for (const { sheet } of first.tables) desk.excel.person.deleteSheet(sheet ?? '');
    const opened = await refresh(desk.ws, { isOnOpening: true });
    expect(opened.tables.map(({ status }) => status)).toEqual(Array(4).fill('gone'));
    const { tables } = await refresh(desk.ws);
    expect(tables.map(({ status }) => status)).toEqual(Array(4).fill('made'));
  });
});

describe('forgetting', () => {
  test('a table that is forgotten is the user’s: no refresh touches it, and its name is taken', async () => {
    const desk = await sentDesk();
    const { person } = desk.excel;
    await refresh(desk.ws);
    await forgetTable(desk.ws, 'Balances', false);
    person.type('Balances!A2', 'mine');
    await raiseFirstBill(desk);
    const { tables } = await refresh(desk.ws);
    expect(tables.map(({ table }) => table)).not.toContain('Balances');
    expect(person.values('Balances!A2:A2')).toEqual([['mine']]);
    expect((await placeTable(desk.ws, own('Balances'))).placed.name).toBe('Balances_2');
  });

  test('taken out, its own sheet goes with it unless something of the user’s is there', async () => {
    const desk = await sentDesk();
    const { person, workbook } = desk.excel;
    await refresh(desk.ws);
    person.type('Balances!J2', 'note');
    await forgetTable(desk.ws, 'Balances', true);
    await forgetTable(desk.ws, 'UtilityAccount', true);
    expect(person.values('Balances!A1:A2').flat()).toEqual(['', '']);
    expect(person.values('Balances!J2:J2')).toEqual([['note']]);
    expect(workbook.sheets.map(({ name }) => name)).not.toContain('Utility account');
    expect((await listTables(desk.ws)).tables).toHaveLength(2);
  });
});

test('in another language headers, words and sheets are that language’s, and stay it', async () => {
  const desk = await sentDesk('de-DE');
  const { person } = desk.excel;
  await refresh(desk.ws);
  expect(person.texts('Salden!A1:B1')).toEqual([['Einheit', 'Mieter']]);
  expect(person.values('Versorgerkonto!B2:B2')).toEqual([['Rechnung']]);
  const workbook = savedCopy(desk);
  workbook.settings.delete('PowerTrackr.results');
  workbook.settings.delete('PowerTrackr.tables');
  workbook.culture = { ...workbook.culture, name: 'en-US' };
  const { propertyId } = JSON.parse(String(workbook.settings.get('PowerTrackr.workbook'))) as {
    propertyId: string;
  };
  const later = await connectedDesk(server, owner, propertyId, { workbook });
  const { tables } = await refresh(later.ws);
  expect(tables.map(({ newRows, removedRows }) => newRows + removedRows)).toEqual([0, 0, 0, 0]);
  expect(later.excel.person.texts('Salden!A1:B1')).toEqual([['Einheit', 'Mieter']]);
});

test('refreshing on opening is remembered in the file, and Excel is told', async () => {
  const desk = await sentDesk();
  await refresh(desk.ws);
  expect(await refreshOnOpen(desk.ws, true)).toBe(true);
  expect(await listTables(desk.ws)).toMatchObject({ refreshesOnOpen: true });
  expect(await desk.excel.Office.addin.getStartupBehavior()).toBe('Load');
  await refreshOnOpen(desk.ws, false);
  expect(await desk.excel.Office.addin.getStartupBehavior()).toBe('None');
  const [first] = (await listTables(desk.ws)).tables;
  expect(first && (await showTable(desk.ws, first))).toBe(true);
});
