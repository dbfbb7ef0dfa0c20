import { beforeAll, expect, test } from 'vitest';
import { createWorkbook } from '../../excel-host/model/create.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import { changeField } from './correct.ts';
import { failureOf } from './failure.ts';
import type { Desk, DeskOptions } from './flow.fixture.ts';
import { connectedDesk, typeTable } from './flow.fixture.ts';
import { preview } from './preview.ts';
import { push } from './push.ts';
import { confirmMapping, readLedger } from './read-ledger.ts';
import { refresh } from './refresh.ts';
import { addressOf } from './show-cell.ts';
import type { Progress } from './workspace.ts';

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

const HEADERS = ['Unit', 'Read on', 'Rdg'];
const MAR = '3/31/2025';
const APR = '4/30/2025';
type Row = readonly (string | number | boolean)[];

async function deskWith(rows: readonly Row[], options: DeskOptions = {}): Promise<Desk> {
  const { id } = await server.property(owner);
  const desk = await connectedDesk(server, owner, id, options);
  typeTable(desk, 'Readings', rows);
  return desk;
}

const READINGS = {
  source: 'Ledger',
  kind: 'readings' as const,
  from: {},
  fields: { unit: { column: 'Unit' }, date: { column: 'Read on' }, kwh: { column: 'Rdg' } },
};

/** Previews what is proposed: the readings as they travelled, and issues with their cells. */
async function previewed({ ws }: Desk) {
  const { mapping, proposal } = await readLedger(ws);
  if (mapping === null) throw new Error('nothing was proposed');
  const { result, applied } = await preview(ws, { mapping, createUnits: true });
  const at = applied.tables.findIndex(({ kind }) => kind === 'readings');
  const table = result.tables[at];
  const issues = (table?.outcomes.issues ?? []).map(({ kind, row, column, code }) => {
    const place = { kind, source: table?.source ?? '', row, field: column };
    const address = addressOf(applied.origins, place);
    return `${address?.header} ${row}: ${code}`;
  });
  const sent = applied.tables[at];
  return { issues, rows: sent?.rows, columns: sent?.columns, proposal, applied, result };
}

test('text and errors in number cells are problems of their row, the others go in', async () => {
  const desk = await deskWith([
    HEADERS,
    ['1A', MAR, 100],
    ['1B', MAR, 'n/a'],
    ['1C', MAR, '=1/0'],
    ['1D', MAR, '=SUM(#REF!)'],
    ['', MAR, 7],
    ['1E', 'soon', 7],
    ['1F', MAR, 8],
    ['1G', MAR, 9],
  ]);
  const { issues, result } = await previewed(desk);
  expect(issues.toSorted()).toEqual([
    'Rdg 3: not-a-number',
    'Rdg 4: formula-error',
    'Rdg 5: formula-error',
    'Read on 7: not-a-date',
    'Unit 6: empty',
  ]);
  expect(result.summary).toMatchObject({ new: 3, problem: 5 });
});

test('formulas that return an empty text are empty cells', async () => {
  const desk = await deskWith([
    HEADERS,
    ['1A', MAR, 100],
    ['=""', '=""', '=IF(1=1,"",5)'],
    ['1B', MAR, '=IF(1=1,"",5)'],
  ]);
  const { issues, rows } = await previewed(desk);
  expect(rows).toEqual([2, 4]);
  expect(issues).toEqual(['Rdg 4: reading-or-usage']);
});

test('text dates are read in the order that the column proves, else they are problems', async () => {
  const proven = await deskWith([
    HEADERS,
    ['1A', "'25.03.2025", 1],
    ['1A', "'03.04.2025", 2],
    ['1A', "'04.05.2025", 3],
  ]);
  const { columns } = await previewed(proven);
  expect(columns).toMatchObject({ date: ['2025-03-25', '2025-04-03', '2025-05-04'] });

  const open = await deskWith([HEADERS, ['1A', "'03/04/2025", 2], ['1A', "'05/04/2025", 3]]);
  const { issues, proposal } = await previewed(open);
  expect(issues).toEqual(['Read on 2: not-a-date', 'Read on 3: not-a-date']);
  expect(proposal.remarks.map(({ saying }) => saying.code)).toEqual(['which-date-order']);
});

test('a workbook that counts days from 1904 sends and shows the same days', async () => {
  const workbook = { ...createWorkbook(), date1904: true };
  const desk = await deskWith([HEADERS, ['1A', MAR, 100], ['1A', APR, 150]], { workbook });
  typeTable(desk, 'Bills', [
    ['From', 'To', 'Total kWh', 'Amount'],
    ['4/1/2025', APR, 100, 60],
  ]);
  const { columns } = await previewed(desk);
  expect(columns).toMatchObject({ date: ['2025-03-31', '2025-04-30'] });
  await sendAll(desk);
  await refresh(desk.ws);
  expect(desk.excel.person.texts('Allocation!A2:H2')).toEqual([
    ['4/1/2025', '4/30/2025', '1A', '', '3/31/2025', '100', '4/30/2025', '150'],
  ]);
  expect(desk.excel.person.texts('Allocation!K2:K2')).toEqual([['$30.00']]);
});

async function sendAll({ ws }: Desk): Promise<void> {
  const { mapping } = await readLedger(ws);
  if (mapping === null) throw new Error('nothing was proposed');
  await confirmMapping(ws, mapping);
  const pushed = await push(ws, await preview(ws, { createUnits: true }));
  expect(pushed.status).toBe('sent');
}

test('numbers of 15 digits and more travel as they are, and what is too long is told', async () => {
  const desk = await deskWith([
    HEADERS,
    ['1A', MAR, 12345678901.234],
    ['1B', MAR, 123456789012345],
    ['1C', MAR, 1e21],
    ['1D', MAR, 31491.8992225324],
  ]);
  const { columns, issues } = await previewed(desk);
  expect(columns).toMatchObject({
    kwh: ['12345678901.234', '123456789012345', '1000000000000000000000', '31491.8992225324'],
  });
  expect(issues).toEqual(['Rdg 3: out-of-range', 'Rdg 4: out-of-range', 'Rdg 5: rounded']);
});

test('numbers as text are read under the separators of the workbook', async () => {
  const german = {
    ...createWorkbook().culture,
    name: 'de-DE',
    decimalSeparator: ',',
    thousandsSeparator: '.',
    dateSeparator: '.',
    shortDatePattern: 'dd.MM.yyyy',
  };
  const workbook = createWorkbook('Zähler.xlsx', german);
  const desk = await deskWith(
    [
      ['Wohnung', 'Ablesedatum', 'Zählerstand'],
      ['EG', "'31.03.2025", "'1.234,5"],
      ['OG', "'31.03.2025", "' 950 kWh"],
      ['DG', "'31.03.2025", "'1,234.5"],
    ],
    { workbook },
  );
  const { columns, issues } = await previewed(desk);
  expect(columns).toMatchObject({ kwh: ['1234.5', '950', '1,234.5'] });
  expect(issues).toEqual(['Zählerstand 4: not-a-number']);
});

test('merged titles above the header, hidden rows and hidden columns', async () => {
  const { id } = await server.property(owner);
  const desk = await connectedDesk(server, owner, id);
  const { person } = desk.excel;
  person.addSheet('Ledger');
  person.type('Ledger!B1', [
    ['Readings 2025', '', ''],
    ['Unit', 'Read on', 'Rdg'],
    ['1A', MAR, 100],
    ['1B', MAR, 200],
    ['1C', MAR, 300],
  ]);
  await desk.excel.Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem('Ledger');
    sheet.getRange('B1:D1').merge();
    await context.sync();
  });
  person.hideRows('Ledger!4:4');
  const { columns, rows, applied } = await previewed(desk);
  expect(rows).toEqual([3, 4, 5]);
  expect(columns).toMatchObject({ unit: ['1A', '1B', '1C'], kwh: ['100', '200', '300'] });
  expect(applied.origins[0]?.table).toMatchObject({ headerRow: 2, left: 1 });
});

test('a header merged over two columns names the first, and the other is found by its place', async () => {
  const { id } = await server.property(owner);
  const desk = await connectedDesk(server, owner, id);
  desk.excel.person.addSheet('Ledger');
  desk.excel.person.type('Ledger!A1', [
    ['Unit', 'Read on', 'Rdg', ''],
    ['1A', MAR, 100, 'ok'],
    ['1B', MAR, 200, 'late'],
  ]);
  await desk.excel.Excel.run(async (context) => {
    context.workbook.worksheets.getItem('Ledger').getRange('C1:D1').merge();
    await context.sync();
  });
  const { columns, applied } = await previewed(desk);
  expect(columns).toMatchObject({ unit: ['1A', '1B'], kwh: ['100', '200'] });
  const [table] = applied.origins.map((origin) => origin.table);
  if (!table) throw new Error('no table');
  const mapping = { tables: [{ ...READINGS, from: { sheet: 'Ledger' } }] };
  const noted = changeField(mapping, READINGS, 'note', { table, position: 3 });
  const { applied: again } = await preview(desk.ws, { mapping: noted, createUnits: true });
  expect(again.tables[0]?.columns).toMatchObject({ note: ['ok', 'late'] });
});

test('rows that a filter hides are sent too', async () => {
  const desk = await deskWith([HEADERS, ['1A', MAR, 100], ['1B', MAR, 200], ['1C', MAR, 300]]);
  desk.excel.person.filter('Readings', 'Unit', ['1B']);
  const { rows, result } = await previewed(desk);
  expect(rows).toEqual([2, 3, 4]);
  expect(result.summary).toMatchObject({ new: 3, removed: 0 });
});

test('of two columns with one header the mapped one is told by its place', async () => {
  const { id } = await server.property(owner);
  const desk = await connectedDesk(server, owner, id);
  desk.excel.person.addSheet('Ledger');
  desk.excel.person.type('Ledger!A1', [
    ['Unit', 'Date', 'Reading', 'Date', 'Reading'],
    ['1A', MAR, 100, APR, 150],
  ]);
  const { content } = await readLedger(desk.ws);
  expect(content.tables[0]?.headers).toEqual(['Unit', 'Date', 'Reading', 'Date', 'Reading']);
  const from = { sheet: 'Ledger' };
  const fields = (date: number, kwh: number) => ({
    unit: { column: 'Unit' },
    date: { column: 'Date', position: date },
    kwh: { column: 'Reading', position: kwh },
  });
  const mapping = {
    tables: [
      { source: 'one', kind: 'readings' as const, from, fields: fields(1, 2) },
      { source: 'two', kind: 'readings' as const, from, fields: fields(3, 4) },
    ],
  };
  const { applied } = await preview(desk.ws, { mapping, createUnits: true });
  expect(applied.tables.map(({ columns }) => columns)).toMatchObject([
    { date: ['2025-03-31'], kwh: ['100'] },
    { date: ['2025-04-30'], kwh: ['150'] },
  ]);
});

test('while a cell is edited nothing is lost: it waits, tells so, and goes on', async () => {
  const desk = await deskWith([HEADERS, ['1A', MAR, 100]]);
  const { mapping } = await readLedger(desk.ws);
  const steps: Progress['step'][] = [];
  desk.excel.person.enterCell();
  setTimeout(() => desk.excel.person.leaveCell(), 400);
  const input = { mapping: mapping ?? undefined, createUnits: true };
  const { result } = await preview(desk.ws, input, {
    onProgress: ({ step }) => void (steps.includes(step) || steps.push(step)),
  });
  expect(result.summary.new).toBeGreaterThan(0);
  expect(steps).toEqual(['waiting-for-cell', 'reading', 'sending']);
});

test('who does not press Enter is told to', async () => {
  const desk = await deskWith([HEADERS, ['1A', MAR, 100]]);
  desk.excel.person.enterCell();
  const stop = new AbortController();
  const failed = await preview(desk.ws, {}).catch(failureOf);
  expect(failed).toMatchObject({ from: 'excel', code: 'cell-edit' });
  expect(failed).toHaveProperty('sentence', expect.stringContaining('Press Enter'));
  setTimeout(() => stop.abort(), 100);
  const stopped = await preview(desk.ws, {}, { signal: stop.signal }).catch(failureOf);
  expect(stopped).toEqual({ from: 'user' });
  desk.excel.person.leaveCell();
}, 30_000);

test('a protected sheet of results is told in words, and refreshed once it is open', async () => {
  const desk = await deskWith([HEADERS, ['1A', MAR, 100], ['1A', APR, 150]]);
  typeTable(desk, 'Bills', [
    ['From', 'To', 'Total kWh', 'Amount'],
    ['4/1/2025', APR, 100, 60],
  ]);
  await sendAll(desk);
  await refresh(desk.ws);
  desk.excel.person.protect('Allocation');
  desk.excel.person.type('Bills!D2', 80);
  await sendAll(desk);
  const before = desk.excel.person.values('Reconciliation!A2:L2');
  expect(await refresh(desk.ws).catch(failureOf)).toMatchObject({
    from: 'excel',
    code: 'protected',
  });
  expect(desk.excel.person.values('Reconciliation!A2:L2')).toEqual(before);
  desk.excel.person.unprotect('Allocation');
  expect(await refresh(desk.ws)).toMatchObject({ status: 'written' });
  expect(desk.excel.person.texts('Allocation!K2:K2')).toEqual([['$40.00']]);
});

test('labels that look like formulas come back as texts', async () => {
  const desk = await deskWith([
    HEADERS,
    ["'=cmd|' /C calc'!A0", MAR, 100],
    ["'=cmd|' /C calc'!A0", APR, 150],
    ["'+A1", MAR, 5],
    ["'+A1", APR, 6],
  ]);
  typeTable(desk, 'Bills', [
    ['From', 'To', 'Total kWh', 'Amount'],
    ['4/1/2025', APR, 100, 60],
  ]);
  await sendAll(desk);
  await refresh(desk.ws);
  expect(desk.excel.person.values('Allocation!C2:C3').flat().toSorted()).toEqual([
    '+A1',
    "=cmd|' /C calc'!A0",
  ]);
  expect(desk.excel.person.formula('Allocation!C2')).toBeUndefined();
  expect(desk.excel.person.formula('Allocation!C3')).toBeUndefined();
});
