import { beforeAll, expect, test } from 'vitest';
import type { CellValue } from '../../excel-host/model/value.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import { connect } from './connect.ts';
import type { Desk } from './flow.fixture.ts';
import { connectedDesk, openDesk, typeTable } from './flow.fixture.ts';
import { preview } from './preview.ts';
import { push } from './push.ts';
import { confirmMapping, readLedger } from './read-ledger.ts';
import { signOut, useToken } from './sign-in.ts';

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

const bills = [
  ['Period end', 'Total kWh', 'Amount'],
  ['2025-01-31', 400, 100],
  ['2025-02-28', 400, 100],
];
const readings = [
  ['Unit', 'Date', 'kWh'],
  ['Shop', '2024-12-31', 0],
  ['Shop', '2025-01-31', 100],
  ['Shop', '2025-02-28', 300],
];

async function sendAll(desk: Desk): Promise<void> {
  const { mapping } = await readLedger(desk.ws);
  if (mapping === null) throw new Error('nothing to map');
  await confirmMapping(desk.ws, mapping);
  const done = await push(desk.ws, await preview(desk.ws, { mapping, createUnits: true }));
  expect(done.status).toBe('sent');
}

async function ledgerDesk(): Promise<Desk> {
  const { id } = await server.property(owner);
  const desk = await connectedDesk(server, owner, id, { hasFunctions: true });
  typeTable(desk, 'Bills', bills);
  typeTable(desk, 'Readings', readings);
  await sendAll(desk);
  return desk;
}

/** The value, or the error with what is said of it. */
function shown({ excel }: Desk, row: number): CellValue | undefined | string {
  const sheet = excel.workbook.sheets[0];
  const value = sheet?.rows[row]?.cells[0]?.value;
  if (!sheet || typeof value !== 'object' || value === null) return value;
  const message = excel.host.functions?.messageAt({ sheet, row, column: 0 }) ?? '';
  return `${value.error} ${message}`.trim();
}

const type = ({ excel }: Desk, formulas: string[]) =>
  excel.person.type(
    'Sheet1!A1',
    formulas.map((formula) => [formula]),
  );

test('functions in cells show what the server knows, exactly, whatever way a period is given', async () => {
  const desk = await ledgerDesk();
  type(desk, [
    '=POWERTRACKR.USAGE("Shop","2025-01")',
    '=POWERTRACKR.CHARGE("Shop",DATE(2025,2,28))',
    '=POWERTRACKR.RATE("2025-01-31")*2',
    '=POWERTRACKR.PAID("Shop","2025-01")',
    '=POWERTRACKR.BALANCE("Shop")',
    '=POWERTRACKR.BALANCE("Shop",DATE(2025,1,31))',
  ]);
  await expect
    .poll(() => [0, 1, 2, 3, 4, 5].map((row) => shown(desk, row)))
    .toEqual([...[100, 50, 0.5], ...[0, 75, 25]]);
});

test('a thousand cells are one request, and a cell that asks what another knows is none', async () => {
  const desk = await ledgerDesk();
  const asked = () => server.log().match(/"endpoint":"figures"/g)?.length ?? 0;
  const before = asked();
  type(
    desk,
    Array.from({ length: 1000 }, (_, i) => `=POWERTRACKR.USAGE("Shop","2025-0${1 + (i % 2)}")`),
  );
  await expect.poll(() => shown(desk, 999)).toBe(200);
  expect(asked() - before).toBe(1);
  desk.excel.person.type('Sheet1!A1500', '=POWERTRACKR.USAGE("Shop","2025-01")');
  await expect.poll(() => shown(desk, 1499)).toBe(100);
  expect(asked() - before).toBe(1);
});

test('figures follow what is pushed, by themselves', async () => {
  const desk = await ledgerDesk();
  type(desk, ['=POWERTRACKR.USAGE("Shop","2025-02")']);
  await expect.poll(() => shown(desk, 0)).toBe(200);
  desk.excel.person.type('Readings!C4', 350);
  await sendAll(desk);
  await expect.poll(() => shown(desk, 0)).toBe(250);
});

test('what cannot be shown is #N/A, with the reason in words', async () => {
  const desk = await ledgerDesk();
  type(desk, ['=POWERTRACKR.USAGE("Nowhere","2025-01")', '=POWERTRACKR.CHARGE("Shop","2031-01")']);
  await expect
    .poll(() => [shown(desk, 0), shown(desk, 1)])
    .toEqual([
      '#N/A No unit has that name. Write it as your ledger does.',
      '#N/A There is no utility bill of that period yet.',
    ]);
});

test('who is signed out, or has no property, is told what to do, and figures come once it is done', async () => {
  const { id } = await server.property(owner);
  const desk = await openDesk(server, { hasFunctions: true });
  type(desk, ['=POWERTRACKR.BALANCE("Shop")']);
  await expect.poll(() => shown(desk, 0)).toContain('sign in');
  useToken(desk.ws, owner.client.token ?? '');
  await expect.poll(() => shown(desk, 0)).toContain('choose the property');
  await connect(desk.ws, id);
  await expect.poll(() => shown(desk, 0)).toContain('No unit has that name');
  const mine = await server.signedInUser();
  useToken(desk.ws, mine.client.token ?? '');
  await expect.poll(() => shown(desk, 0)).toContain('not shared with you');
  await signOut(desk.ws);
  await expect.poll(() => shown(desk, 0)).toContain('sign in');
});
