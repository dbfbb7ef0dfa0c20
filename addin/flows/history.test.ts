import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import { failureOf } from './failure.ts';
import type { Desk } from './flow.fixture.ts';
import { connectedDesk, openDesk, typeTable } from './flow.fixture.ts';
import { listHistory, undoChange } from './history.ts';
import { readMapping } from './mapping.ts';
import { preview } from './preview.ts';
import { push } from './push.ts';
import { confirmMapping } from './read-ledger.ts';

let server: TestServer;
let owner: Person;
let propertyId: string;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});
beforeEach(async () => {
  propertyId = (await server.property(owner)).id;
});

const MAPPING = readMapping({
  tables: [
    {
      source: 'Bills',
      kind: 'bills',
      from: { table: 'Bills' },
      fields: {
        periodEnd: { column: 'To' },
        totalKwh: { column: 'kWh' },
        amount: { column: 'Amount' },
      },
    },
  ],
});

/** A workbook with a bill, its mapping confirmed. */
async function billsDesk(): Promise<Desk> {
  const desk = await connectedDesk(server, owner, propertyId);
  typeTable(desk, 'Bills', [
    ['To', 'kWh', 'Amount'],
    [45688, 100, 50.5],
  ]);
  desk.excel.person.format('Bills!A2', 'm/d/yyyy');
  await confirmMapping(desk.ws, MAPPING);
  return desk;
}

const send = async ({ ws }: Desk) => push(ws, await preview(ws));
const summaryOf = async ({ ws }: Desk) => (await preview(ws)).result.summary;

test('history tells what was sent, the newest first, and when this workbook sent last', async () => {
  const [mine, other] = [await billsDesk(), await billsDesk()];
  expect(await listHistory(mine.ws)).toEqual({ changes: [], hasEarlier: false, lastSent: null });
  await send(mine);
  other.excel.person.type('Bills!C2', 60);
  await push(
    other.ws,
    await preview(other.ws, {
      choices: [{ kind: 'bills', source: 'Bills', row: 2, field: 'amount', action: 'takeSheet' }],
    }),
  );
  const { changes, lastSent } = await listHistory(mine.ws);
  expect(changes.map(({ revision, rows, isYours }) => [revision, rows, isYours])).toEqual([
    [2, 1, true],
    [1, 1, true],
  ]);
  expect(lastSent).toBe(changes[1]?.at);
  expect((await listHistory(mine.ws, 2)).changes).toEqual(changes.slice(1));
});

test('an undo changes nothing in the sheet, and the next preview shows how they differ', async () => {
  const desk = await billsDesk();
  await send(desk);
  const [first] = (await listHistory(desk.ws)).changes;
  await undoChange(desk.ws, first?.id ?? '');
  expect(desk.excel.person.values('Bills!C2')).toEqual([[50.5]]);
  expect(await summaryOf(desk)).toMatchObject({ newerOnServer: 1, new: 0 });
  const [undo] = (await listHistory(desk.ws)).changes;
  expect(undo).toMatchObject({ kind: 'undo', undoes: first?.id });
  await undoChange(desk.ws, undo?.id ?? '');
  expect(await summaryOf(desk)).toMatchObject({ unchanged: 1, newerOnServer: 0 });
});

test('an undo that later changes stand on is refused with the reason', async () => {
  const desk = await billsDesk();
  await send(desk);
  desk.excel.person.type('Bills!C2', 60);
  await send(desk);
  const { changes } = await listHistory(desk.ws);
  const refused = await undoChange(desk.ws, changes[1]?.id ?? '').catch(failureOf);
  expect(refused).toMatchObject({
    from: 'server',
    code: 'later-changes',
    detail: expect.stringContaining('1 of its utility bills'),
  });
});

test('a workbook that is not connected has no history', async () => {
  const { ws } = await openDesk(server, { token: owner.client.token });
  expect(await listHistory(ws).catch(failureOf)).toEqual({
    from: 'workbook',
    saying: { code: 'not-connected' },
  });
});
