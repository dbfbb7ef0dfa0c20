import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import { readState } from '../excel/workbook-state.ts';
import { readConnection, settleCopy } from './connect.ts';
import { failureOf } from './failure.ts';
import { FEB, JAN, MAPPING, openBillsDesk } from './bills-desk.fixture.ts';
import type { Desk, DeskOptions, Line } from './flow.fixture.ts';
import { lossyLine, openDesk, savedCopy } from './flow.fixture.ts';
import { readMapping } from './mapping.ts';
import { offersOf } from './offers.ts';
import type { PushInput } from './preview.ts';
import { preview } from './preview.ts';
import { push } from './push.ts';
import { confirmMapping } from './read-ledger.ts';
import { takeNewer } from './take-newer.ts';

let server: TestServer;
let owner: Person;
let line: Line;
let propertyId: string;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
  line = await lossyLine(server);
});
beforeEach(async () => {
  propertyId = (await server.property(owner)).id;
  line.lose = null;
  line.arrived.length = 0;
});

const TWO_BILLS = [
  [JAN, 100, 50.5, 'one'],
  [FEB, 200, 90, 'two'],
] as const;

/** A workbook with two bills in a table, its mapping confirmed. */
function billsDesk(
  over: Pick<TestServer, 'url'> = server,
  options: DeskOptions = {},
): Promise<Desk> {
  return openBillsDesk({ ...server, url: over.url }, owner, propertyId, TWO_BILLS, options);
}

/** Preview and push, as a person does who agrees with all that is shown. */
async function send({ ws }: Desk, input: PushInput = {}) {
  const pushed = await push(ws, await preview(ws, input));
  return { ...pushed, summary: (pushed.status === 'sent' ? pushed : pushed.preview).result };
}

async function summaryOf(desk: Desk) {
  const { summary } = (await preview(desk.ws)).result;
  return Object.fromEntries(Object.entries(summary).filter(([, count]) => count > 0));
}

test('a push sent twice changes nothing the second time', async () => {
  const desk = await billsDesk();
  const first = await send(desk);
  expect(first).toMatchObject({ status: 'sent', summary: { revision: 1, summary: { new: 2 } } });
  const again = await send(desk);
  expect(again.summary).toMatchObject({ revision: 1, summary: { new: 0, unchanged: 2 } });
});

describe('the push id is in the file before it is sent', () => {
  test('a lost answer is asked for again with the same id', async () => {
    const desk = await billsDesk(line);
    const shown = await preview(desk.ws);
    line.lose = 'answer';
    setTimeout(() => {
      line.lose = null;
    }, 300);
    expect(await push(desk.ws, shown)).toMatchObject({ status: 'sent', result: { revision: 1 } });
    expect(line.arrived).toHaveLength(2);
    expect(line.arrived[0]).toBe(line.arrived[1]);
    expect(await readState(desk.excel)).toMatchObject({ sent: [] });
  });

  test('a push whose answer never came is known by the next one', async () => {
    const desk = await billsDesk(line);
    const shown = await preview(desk.ws);
    line.lose = 'answer';
    const failed = await push(desk.ws, shown).catch(failureOf);
    expect(failed).toEqual({ from: 'network' });
    const state = await readState(desk.excel);
    expect(state).toMatchObject({ answered: null, sent: [expect.any(String)] });
    line.lose = null;
    desk.excel.person.type('Bills!D2', 'edited');
    const next = await send(desk);
    expect(next.summary).toMatchObject({ revision: 2, summary: { changed: 1, unchanged: 1 } });
    expect(await readState(desk.excel)).toMatchObject({ sent: [] });
  });

  test('requests that were lost, one after another, do no harm', async () => {
    const desk = await billsDesk(line);
    await send(desk);
    for (const lost of ['answer', 'request'] as const) {
      desk.excel.person.type('Bills!D2', `before the ${lost} was lost`);
      const shown = await preview(desk.ws);
      line.lose = lost;
      expect(await push(desk.ws, shown).catch(failureOf)).toEqual({ from: 'network' });
      line.lose = null;
    }
    desk.excel.person.type('Bills!D2', 'at last');
    expect((await send(desk)).summary).toMatchObject({ summary: { changed: 1, conflict: 0 } });
  }, 60_000);
});

describe('between preview and push', () => {
  test('a cell that was edited meanwhile is shown first', async () => {
    const desk = await billsDesk();
    const shown = await preview(desk.ws);
    desk.excel.person.type('Bills!C2', 51);
    const moved = await push(desk.ws, shown);
    expect(moved).toMatchObject({ status: 'moved', by: 'sheet' });
    expect(await push(desk.ws, moved.preview)).toMatchObject({ status: 'sent' });
  });

  test('what somebody else pushed meanwhile is shown first', async () => {
    const [one, two] = [await billsDesk(), await billsDesk()];
    const shown = await preview(one.ws);
    two.excel.person.type('Bills!C2', 77);
    await send(two);
    const moved = await push(one.ws, shown);
    expect(moved).toMatchObject({ status: 'moved', by: 'server' });
    expect(moved.preview.result.summary).toMatchObject({ conflict: 1, unchanged: 1 });
  });

  test('a table that was renamed or deleted stops it before anything is sent', async () => {
    const desk = await billsDesk();
    const shown = await preview(desk.ws);
    desk.excel.person.renameTable('Bills', 'Invoices');
    expect(await push(desk.ws, shown).catch(failureOf)).toEqual({
      from: 'workbook',
      saying: { code: 'table-missing', table: 'Bills' },
    });
    desk.excel.person.renameTable('Invoices', 'Bills');
    desk.excel.person.deleteSheet('Bills');
    expect(await push(desk.ws, shown).catch(failureOf)).toMatchObject({ from: 'workbook' });
    expect(await readState(desk.excel)).toMatchObject({ sent: [], answered: null });
  });
});

describe('two workbooks of one property', () => {
  test('merge where they change different fields of a row', async () => {
    const [one, two] = [await billsDesk(), await billsDesk()];
    await send(one);
    await send(two);
    one.excel.person.type('Bills!C2', 60);
    await send(one);
    two.excel.person.type('Bills!D2', 'from two');
    const second = await send(two);
    expect(second.summary).toMatchObject({ summary: { changed: 1, conflict: 0 } });
    const shown = await preview(one.ws);
    expect(offersOf(shown)).toMatchObject([{ field: 'note', server: 'from two', row: 2 }]);
  });

  test('conflict where they change the same field, and the user picks', async () => {
    const [one, two] = [await billsDesk(), await billsDesk()];
    await send(one);
    await send(two);
    one.excel.person.type('Bills!C2', 60);
    await send(one);
    two.excel.person.type('Bills!C2', 70);
    const second = await send(two);
    expect(second.summary).toMatchObject({ revision: 2, summary: { conflict: 1, changed: 0 } });
    const [offer] = offersOf(await preview(two.ws));
    expect(offer).toMatchObject({ state: 'conflict', sheet: '70.00', server: '60.00' });
    const choices = [{ kind: 'bills', row: 2, field: 'amount', action: 'takeSheet' } as const];
    expect((await send(two, { choices })).summary).toMatchObject({ revision: 3 });
    expect(await summaryOf(two)).toEqual({ unchanged: 2 });
    expect(await summaryOf(one)).toEqual({ newerOnServer: 1, unchanged: 1 });
  });

  test.each(['1.9', '1.14', '1.17'])(
    'newer on the server goes into the sheet when accepted, and is never overwritten (ExcelApi %s)',
    async (apiVersion) => {
      const [one, two] = [await billsDesk(), await billsDesk(server, { apiVersion })];
      await send(one);
      await send(two);
      one.excel.person.type('Bills!A2', [[JAN, 110, 60.25, '=SUM(1,2)']]);
      one.excel.person.type('Bills!D2', "'=not a formula");
      await send(one);
      expect((await send(two)).summary).toMatchObject({
        revision: 2,
        summary: { newerOnServer: 1 },
      });
      two.excel.person.filter('Bills', 'Note', ['two']);
      const shown = await preview(two.ws);
      const taken = await takeNewer(two.ws, shown, offersOf(shown));
      expect(taken).toEqual({ written: 3, left: [] });
      expect(two.excel.person.values('Bills!B2:D3')).toEqual([
        [110, 60.25, '=not a formula'],
        [200, 90, 'two'],
      ]);
      expect(two.excel.person.formula('Bills!D2')).toBeUndefined();
      expect(two.excel.person.filterOf('Bills')?.criteria[3]).toMatchObject({ values: ['two'] });
      expect(await summaryOf(two)).toEqual({ unchanged: 2 });
    },
  );

  test('values go into a plain range too, under the filter of its sheet', async () => {
    const [one, two] = [await billsDesk(), await billsDesk()];
    await send(one);
    await two.excel.Excel.run(async (context) => {
      context.workbook.tables.getItem('Bills').convertToRange();
      const sheet = context.workbook.worksheets.getItem('Bills');
      sheet.autoFilter.apply('A1:D3', 3, { filterOn: 'Values', values: ['two'] });
      await context.sync();
    });
    const [mapped] = MAPPING.tables;
    const from = { sheet: 'Bills', headerRow: 1 };
    await confirmMapping(two.ws, readMapping({ tables: [{ ...mapped, from }] }));
    await send(two);
    one.excel.person.type('Bills!C2', 61);
    await send(one);
    const shown = await preview(two.ws);
    expect(await takeNewer(two.ws, shown, offersOf(shown))).toEqual({ written: 1, left: [] });
    expect(two.excel.person.values('Bills!C2:C3')).toEqual([[61], [90]]);
    const rows = two.excel.workbook.sheets.find(({ name }) => name === 'Bills')?.rows;
    expect([rows?.[1]?.hidden === true, rows?.[2]?.hidden === true]).toEqual([true, false]);
    expect(await summaryOf(two)).toEqual({ unchanged: 2 });
  });

  test('formulas and cells that were edited meanwhile are left alone', async () => {
    const [one, two] = [await billsDesk(), await billsDesk()];
    two.excel.person.type('Bills!B2', '=50+50');
    await send(one);
    await send(two);
    one.excel.person.type('Bills!B2', [[110, 60, 'new']]);
    await send(one);
    const shown = await preview(two.ws);
    two.excel.person.type('Bills!D2', 'mine');
    const { written, left } = await takeNewer(two.ws, shown, offersOf(shown));
    expect(written).toBe(1);
    expect(left.map(({ offer, saying }) => [offer.field, saying.code])).toEqual([
      ['totalKwh', 'holds-formula'],
      ['note', 'cell-moved'],
    ]);
    expect(two.excel.person.values('Bills!B2:D2')).toEqual([[100, 60, 'mine']]);
  });

  test('a row deleted on the server can be taken out, a row missing here brought back', async () => {
    const [one, two] = [await billsDesk(), await billsDesk()];
    await send(one);
    await send(two);
    one.excel.person.delete('Bills!A2:D2');
    expect(await summaryOf(one)).toEqual({ removed: 1, unchanged: 1 });
    const back = await preview(one.ws, { choices: [{ kind: 'bills', action: 'bringBack' }] });
    expect(await takeNewer(one.ws, back, offersOf(back))).toEqual({ written: 1, left: [] });
    expect(one.excel.person.texts('Bills!A2:D3')[1]).toEqual(['1/31/2025', '100', '50.5', 'one']);
    expect(await summaryOf(one)).toEqual({ unchanged: 2 });
    one.excel.person.delete('Bills!A3:D3');
    await send(one, { choices: [{ kind: 'bills', action: 'delete' }] });
    const shown = await preview(two.ws);
    expect(offersOf(shown)).toMatchObject([{ what: 'row-out', row: 2, hindrance: null }]);
    expect(await takeNewer(two.ws, shown, offersOf(shown))).toEqual({ written: 1, left: [] });
    expect(two.excel.person.values('Bills!D2:D2')).toEqual([['two']]);
    expect(await summaryOf(two)).toEqual({ unchanged: 1 });
  });
});

describe('a file', () => {
  test('that was closed without saving does not turn the server back', async () => {
    const desk = await billsDesk();
    await send(desk);
    const unsaved = savedCopy(desk);
    desk.excel.person.type('Bills!C2', 60);
    await send(desk);
    const again = await openDesk(server, { workbook: unsaved, token: owner.client.token });
    expect(await summaryOf(again)).toEqual({ conflict: 1, unchanged: 1 });
    expect((await send(again)).summary).toMatchObject({ revision: 2 });
  });

  test('that was copied is recognised, and becomes a workbook of its own when told so', async () => {
    const desk = await billsDesk();
    await send(desk);
    expect(await readConnection(desk.ws)).toMatchObject({ propertyId, wasAt: null });
    const workbook = savedCopy(desk, 'Ledger 2026.xlsx');
    const copy = await openDesk(server, { workbook, token: owner.client.token });
    const found = await readConnection(copy.ws);
    expect(found).toMatchObject({ fileName: 'Ledger 2026.xlsx', wasAt: desk.excel.workbook.name });
    const own = await settleCopy(copy.ws, 'own');
    expect(own).toMatchObject({ propertyId, wasAt: null, hasPushed: false });
    expect(own.workbookId).not.toBe(found.workbookId);
    copy.excel.person.type('Bills!D3', 'in the copy');
    expect(await summaryOf(copy)).toEqual({ conflict: 1, unchanged: 1 });
    desk.excel.person.type('Bills!C2', 61);
    expect((await send(desk)).summary).toMatchObject({ summary: { changed: 1, conflict: 0 } });
  });
});

test('a person who is signed out in the middle signs in again, and nothing is lost', async () => {
  const told: string[] = [];
  const desk = await billsDesk();
  const { client } = owner;
  const guest = await openDesk(server, {
    workbook: desk.excel.workbook,
    token: client.token,
    onSignedOut: () => told.push('signed out'),
  });
  const shown = await preview(guest.ws);
  const good = guest.ws.store.read();
  guest.ws.store.write(JSON.stringify({ email: 'a@b.c', token: 'x'.repeat(43), next: 'done' }));
  const failed = await push(guest.ws, shown).catch(failureOf);
  expect(failed).toMatchObject({ from: 'server', code: 'unauthenticated' });
  expect(told).toEqual(['signed out']);
  expect(JSON.parse(guest.ws.store.read() ?? '')).toMatchObject({ email: 'a@b.c', token: null });
  guest.ws.store.write(good);
  expect(await push(guest.ws, shown)).toMatchObject({ status: 'sent', result: { revision: 1 } });
});
