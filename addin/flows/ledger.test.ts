import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import type { Workbook } from '../../excel-host/model/workbook.ts';
import { openXlsx } from '../../excel-host/xlsx/open.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import { connect, disconnect, readConnection } from './connect.ts';
import { viewMapping } from './correct.ts';
import type { Desk } from './flow.fixture.ts';
import { connectedDesk, openDesk } from './flow.fixture.ts';
import { loadResults } from './load-results.ts';
import type { Preview } from './preview.ts';
import { preview } from './preview.ts';
import { createProperty, listProperties } from './properties.ts';
import { push } from './push.ts';
import { confirmMapping, readLedger } from './read-ledger.ts';
import { lastRefresh, refresh } from './refresh.ts';
import { isSignedIn, readSession } from './session.ts';
import { showCell } from './show-cell.ts';
import { signIn, signOut } from './sign-in.ts';
import { chosenPassword, signUp, verifyEmail } from './sign-up.ts';
import type { Progress } from './workspace.ts';

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

function sample(name: 'elm-street' | 'mill-road'): Workbook {
  return openXlsx(readFileSync(new URL(`../../excel-host/samples/${name}.xlsx`, import.meta.url)));
}

async function sampleDesk(name: 'elm-street' | 'mill-road', apiVersion?: string): Promise<Desk> {
  const { id } = await server.property(owner);
  const options = { workbook: sample(name), ...(apiVersion ? { apiVersion } : {}) };
  return connectedDesk(server, owner, id, options);
}

/** What a person does who agrees with what is proposed and shown. */
async function sendAll({ ws }: Desk): Promise<Preview> {
  const { mapping } = await readLedger(ws);
  if (mapping === null) throw new Error('nothing was proposed');
  await confirmMapping(ws, mapping);
  const shown = await preview(ws, { createUnits: true });
  const pushed = await push(ws, shown);
  expect(pushed.status).toBe('sent');
  return shown;
}

function sumOf(values: readonly (string | null)[]): number {
  return values.reduce((sum, value) => sum + Math.round(Number(value ?? 0) * 100), 0) / 100;
}

test('from an unknown person with a workbook to charges in it', async () => {
  const { ws, excel } = await openDesk(server, { workbook: sample('elm-street') });
  // Before anybody signs in: what is read of this workbook.
  const ledger = await readLedger(ws);
  expect(ledger.isConfirmed).toBe(false);
  const views = viewMapping(ledger.content, ledger.mapping ?? { tables: [] });
  expect(views.map(({ kind, rows }) => [kind, rows])).toEqual([
    ['readings', 94],
    ['bills', 12],
    ['tenancies', 7],
    ['payments', 64],
  ]);
  const kwh = views[0]?.fields.find(({ field }) => field === 'kwh');
  expect(kwh).toMatchObject({ letter: 'D', header: 'kWh reading' });
  expect(kwh?.samples.slice(0, 2)).toEqual(['18240', '7655']);

  const email = `${randomUUID()}@example.com`;
  const password = 'a long enough passphrase';
  const waiting = await signUp(ws, { email, password, name: 'Ada' });
  expect(waiting).toMatchObject({ email, next: 'verify-email' });
  // Somebody else signs up with the address too: the code comes to its owner, and so does the password.
  server.pass(120_000);
  const stranger = { email, password: 'the password of a stranger', name: 'Eve' };
  await server.client().call(ENDPOINTS.signUp, { body: stranger });
  const code = await server.codeFor(email);
  expect(chosenPassword(ws, email)).toBe(password);
  expect(chosenPassword(ws, `another.${email}`)).toBeNull();
  expect(isSignedIn(await verifyEmail(ws, { email, code, password }))).toBe(true);
  expect(chosenPassword(ws, email)).toBeNull();
  await server.client().call(ENDPOINTS.signIn, { body: { email, password } });

  expect(await lastRefresh(ws)).toBeNull();
  const property = await createProperty(ws, { name: 'Elm Street 12', currency: 'USD' });
  expect((await listProperties(ws)).map(({ name }) => name)).toEqual(['Elm Street 12']);
  expect(await connect(ws, property.id)).toMatchObject({ propertyId: property.id });
  const steps: Progress[] = [];
  await sendAll({ ws, excel });
  const refreshed = await refresh(ws, {}, { onProgress: (step) => steps.push(step) });
  expect(refreshed.tables.map(({ table }) => table)).toEqual([
    'Allocation',
    'Reconciliation',
    'Balances',
    'UtilityAccount',
  ]);
  expect(steps.map(({ step }) => step)).toContain('writing');
  expect(await lastRefresh(ws)).toEqual({
    at: expect.any(String),
    sheets: refreshed.tables.map(({ sheet }) => sheet),
  });

  // The file goes to others: what it remembers says nothing of who is signed in.
  const { token } = readSession(ws.store);
  expect(JSON.stringify([...excel.workbook.settings])).toContain('PowerTrackr.workbook');
  expect(JSON.stringify([...excel.workbook.settings])).not.toContain(token);

  await signOut(ws);
  expect(readSession(ws.store)).toMatchObject({ email, token: null });
  expect(isSignedIn(await signIn(ws, { email, password }))).toBe(true);
  await disconnect(ws);
  expect(await readConnection(ws)).toMatchObject({ propertyId: null, hasMapping: true });
});

describe.each(['elm-street', 'mill-road'] as const)('%s', (name) => {
  test.each(['1.9', '1.14', '1.17'])(
    'goes all the way and adds up (ExcelApi %s)',
    async (version) => {
      const desk = await sampleDesk(name, version);
      const { ws, excel } = desk;
      await sendAll(desk);
      await refresh(ws);
      const { allocation, reconciliation } = await loadResults(ws);
      const { difference, charges } = reconciliation.periods.columns;
      expect(difference.every((one) => Number(one) === 0)).toBe(true);
      expect(sumOf(allocation.columns.charge)).toBe(sumOf(charges));

      const rows = allocation.columns.unit.length;
      const cells = excel.person.values(`Allocation!A1:M${rows + 2}`);
      expect(cells[0]?.[10]).toBe('Charge');
      expect(cells.slice(1, -1).map((row) => row[2])).toEqual(allocation.columns.unit);
      expect(cells.slice(1, -1).map((row) => (row[10] === '' ? null : row[10]))).toEqual(
        allocation.columns.charge.map((one) => (one === null ? null : Number(one))),
      );
      expect(cells.at(-1)?.[10]).toBeCloseTo(sumOf(allocation.columns.charge), 2);
    },
    60_000,
  );

  test('results are not taken for a part of the ledger, and nothing moves', async () => {
    const desk = await sampleDesk(name);
    const shown = await sendAll(desk);
    await refresh(desk.ws);
    const again = await preview(desk.ws, { createUnits: true });
    expect(again.applied.tables).toEqual(shown.applied.tables);
    expect(again.result.summary).toMatchObject({ new: 0, changed: 0, removed: 0, conflict: 0 });
    expect(await refresh(desk.ws)).toEqual({ status: 'unchanged', tables: [] });
  });
});

test('refresh after a correction writes only the cells that moved', async () => {
  const desk = await sampleDesk('elm-street');
  const { ws, excel } = desk;
  await sendAll(desk);
  await refresh(ws);
  const bills = excel.person.values("'Electric bills'!D2:D2")[0]?.[0];
  excel.person.type("'Electric bills'!D2", Number(bills) + 10);
  await sendAll(desk);
  const written = new Set<string>();
  await excel.Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem('Allocation');
    sheet.onChanged.add(async ({ address }) => void written.add(address));
    await context.sync();
  });
  const { status, tables } = await refresh(ws);
  expect(status).toBe('written');
  expect(tables.map(({ newRows, removedRows }) => newRows + removedRows)).toEqual([0, 0, 0, 0]);
  expect(tables.map(({ changedRows }) => changedRows > 0)).toEqual([true, true, true, true]);
  // Rate, charge and common share of the first period's rows.
  expect([...written].toSorted()).toEqual(['J2:J7', 'K2:K7']);
});

test('a deleted sheet of results is told, and made again when it is asked for', async () => {
  const desk = await sampleDesk('elm-street');
  await sendAll(desk);
  await refresh(desk.ws);
  desk.excel.person.deleteSheet('Balances');
  const told = await refresh(desk.ws);
  expect(told.status).toBe('unchanged');
  expect(told.tables).toMatchObject([{ table: 'Balances', status: 'gone', sheet: 'Balances' }]);
  const { tables } = await refresh(desk.ws, { remake: ['Balances'] });
  expect(tables.find(({ table }) => table === 'Balances')).toMatchObject({ status: 'made' });
  expect(desk.excel.person.values('Balances!A1:A1')).toEqual([['Unit']]);
  expect(await refresh(desk.ws)).toEqual({ status: 'unchanged', tables: [] });
});

test('what was typed over is written again when everything is', async () => {
  const desk = await sampleDesk('elm-street');
  await sendAll(desk);
  await refresh(desk.ws);
  desk.excel.person.type('Allocation!K2', 1);
  expect((await refresh(desk.ws, { anew: true })).tables[0]?.changedRows).toBe(1);
});

test('a workbook that is connected to another property begins anew there', async () => {
  const desk = await sampleDesk('elm-street');
  await sendAll(desk);
  await refresh(desk.ws);
  const other = await server.property(owner, 'EUR');
  expect(await connect(desk.ws, other.id)).toMatchObject({
    ...{ propertyId: other.id, hasMapping: true, hasPushed: false },
  });
  const shown = await sendAll(desk);
  expect(shown.result.summary).toMatchObject({ changed: 0, conflict: 0, removed: 0 });
  expect(shown.result.summary.new).toBeGreaterThan(100);
  const { status, tables } = await refresh(desk.ws);
  expect([status, tables[0]?.newRows, tables[0]?.changedRows]).toEqual(['written', 0, 0]);
  expect(desk.excel.person.texts('Allocation!K2:K2')[0]?.[0]).toMatch(/^€\d/);
});

test('a problem shows its cell', async () => {
  const desk = await sampleDesk('elm-street');
  const shown = await preview(desk.ws, {
    mapping: (await readLedger(desk.ws)).mapping ?? undefined,
    createUnits: true,
  });
  const table = shown.result.tables.find(({ kind }) => kind === 'readings');
  const issue = table?.outcomes.issues.find(({ code }) => code === 'not-a-number');
  expect(issue).toMatchObject({ column: 'kwh', severity: 'problem' });
  const place = {
    kind: 'readings',
    source: table?.source ?? '',
    row: issue?.row ?? 0,
    field: 'kwh',
  } as const;
  expect(await showCell(desk.ws, shown.applied.origins, place)).toBe(true);
  await desk.excel.Excel.run(async (context) => {
    const range = context.workbook.getSelectedRange().load('address, values');
    await context.sync();
    expect(range.address).toBe(`Readings!D${issue?.row}`);
    expect(range.values).toEqual([['n/a']]);
  });
});
