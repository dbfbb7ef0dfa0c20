import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { table } from '../../../server/use-cases/push/workbook.fixture.ts';
import { newHouse } from '../../../server/use-cases/statements/house.fixture.ts';
import type { House } from '../../../server/use-cases/statements/house.fixture.ts';
import type { Person, TestServer } from '../../../tests/setup/test-server.ts';
import { testServer } from '../../../tests/setup/test-server.ts';
import { Unreachable } from '../../api/problems.ts';
import { connect } from '../connect.ts';
import type { Desk } from '../flow.fixture.ts';
import { connectedDesk, lossyLine, openDesk } from '../flow.fixture.ts';
import { readLedger } from '../read-ledger.ts';
import { sentenceOf } from '../words.ts';
import type { StampInput } from './issue-and-stamp.ts';
import { issueAndStamp } from './issue-and-stamp.ts';
import { issueBills } from './issue-bills.ts';
import { makeBills } from './make-bills.ts';
import { listPeriods, loadBills, periodNamed } from './period-bills.ts';
import type { PeriodBills } from './period-bills.ts';
import { planBills } from './plan-bills.ts';
import { whyNone } from './told.ts';

/* Bills from the server's own drafts and statements, on the real office.js. */

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

const TEMPLATE = [
  ['Bill {{number}} of {{tenant}}', '{{unit}}'],
  ['{{meter.closingDate}}', '{{meter.usage}}'],
  ['Due', '{{totalDue}}'],
];
const JANUARY = { periodEnd: '2025-01-31', issueDate: '2025-02-03' };

async function start(): Promise<{ house: House; desk: Desk }> {
  const house = await newHouse(server, owner);
  const desk = await connectedDesk(server, owner, house.params.propertyId);
  desk.excel.person.type('Sheet1!A1', TEMPLATE);
  return { house, desk };
}

async function make({ ws }: Desk, period: PeriodBills) {
  const plan = await planBills(ws, period, { template: 'Sheet1', who: 'all' });
  return makeBills(ws, plan, { undo: true });
}

const names = ({ excel }: Desk) => excel.workbook.sheets.map(({ name }) => name);

describe('bills of a period', () => {
  test('periods are named by their month, and one that is not there is told with those that are', async () => {
    const { desk } = await start();
    const ends = await listPeriods(desk.ws);
    expect(ends).toEqual(['2025-02-28', '2025-01-31']);
    expect(periodNamed('2025-01', ends)).toBe('2025-01-31');
    expect(periodNamed('2025-02-28', ends)).toBe('2025-02-28');
    expect(() => periodNamed('2025-03', ends)).toThrow('those that end on 2025-02-28, 2025-01-31');
  });

  test('a workbook that is connected to nothing has none', async () => {
    const desk = await openDesk(server, { token: owner.client.token });
    await expect(loadBills(desk.ws, JANUARY)).rejects.toMatchObject({ code: 'not-connected' });
  });

  test('drafts first; issuing numbers them on the server and stamps the sheets in their place', async () => {
    const { house, desk } = await start();
    const drafts = await loadBills(desk.ws, JANUARY);
    expect((await make(desk, drafts)).bills.map(({ number }) => number)).toEqual([null, null]);
    expect(await house.numbers()).toEqual([]);
    desk.excel.person.type("'Apt 1 Ann 2025-01 draft'!D1", 'mine');

    const input = { issueId: randomUUID(), bills: drafts.bills };
    const issued = await issueBills(desk.ws, drafts, input);
    const made = await make(desk, issued);
    expect(made.bills.map(({ number, what }) => [number, what])).toEqual([
      [1, 'again'],
      [2, 'again'],
    ]);
    expect(names(desk)).toEqual(['Sheet1', 'Apt 1 Ann 2025-01', 'Apt 2 2025-01']);
    const { document } = await house.statement(1);
    expect(desk.excel.person.values("'Apt 1 Ann 2025-01'!A1:D3")).toEqual([
      ['Bill 1 of Ann', 'Apt 1', '', 'mine'],
      [45686, 200, '', ''],
      ['Due', Number(document.totalDue), '', ''],
    ]);

    // Whoever asks later gets them as they were issued.
    const later = await loadBills(desk.ws, { periodEnd: '2025-01-31' });
    expect(later.bills.map(({ document: one }) => one)).toEqual(
      issued.bills.map(({ document: one }) => one),
    );
    expect(await issueBills(desk.ws, later, { ...input, bills: later.bills })).toBe(later);
    expect(await house.numbers()).toEqual([1, 2]);
  });

  test('some are issued and some are not; the same wish sent again issues nothing twice', async () => {
    const { house, desk } = await start();
    const drafts = await loadBills(desk.ws, JANUARY);
    const input = { issueId: randomUUID(), bills: drafts.bills.slice(1), note: 'Thanks' };
    await issueBills(desk.ws, drafts, input);
    const issued = await issueBills(desk.ws, drafts, input);
    expect(await house.numbers()).toEqual([1]);
    expect(issued.bills.map(({ number, document }) => [number, document?.note])).toEqual([
      [null, 'Thank you'],
      [1, 'Thanks'],
    ]);
    expect((await make(desk, issued)).bills.map(({ sheet }) => sheet)).toEqual([
      'Apt 1 Ann 2025-01 draft',
      'Apt 2 2025-01',
    ]);
  });

  test.each(['request', 'answer'] as const)(
    'the server is gone half-way (%s lost): sheets stay drafts, and asking again numbers once',
    async (lose) => {
      const house = await newHouse(server, owner);
      const line = await lossyLine(server);
      const desk = await openDesk(line, { token: owner.client.token });
      await connect(desk.ws, house.params.propertyId);
      desk.excel.person.type('Sheet1!A1', TEMPLATE);
      const drafts = await loadBills(desk.ws, JANUARY);
      await make(desk, drafts);
      const before = names(desk);
      const input = { issueId: randomUUID(), bills: drafts.bills };
      line.lose = lose;
      await expect(issueBills(desk.ws, drafts, input)).rejects.toThrow(Unreachable);
      expect(names(desk)).toEqual(before);
      expect(await house.numbers()).toEqual(lose === 'answer' ? [1, 2] : []);
      line.lose = null;
      const made = await make(desk, await issueBills(desk.ws, drafts, input));
      expect(made.bills.map(({ number, what }) => [number, what])).toEqual([
        [1, 'again'],
        [2, 'again'],
      ]);
      expect(await house.numbers()).toEqual([1, 2]);
    },
  );

  test('what keeps sheets from being stamped takes no number back, and is told', async () => {
    const { house, desk } = await start();
    const drafts = await loadBills(desk.ws, JANUARY);
    await make(desk, drafts);
    desk.excel.person.type('Sheet1!A3', 'Due {{tenent}}');
    const input = {
      ...{ issueId: randomUUID(), bills: drafts.bills, template: 'Sheet1' },
      answers: { undo: true, edited: 'keep' },
      where: 'here',
    } as const satisfies StampInput;
    const issued = await issueAndStamp(desk.ws, drafts, input);
    expect(issued).toMatchObject({
      ...{ issued: [1, 2], made: null },
      unstamped: { from: 'workbook', saying: { code: 'template-faults' } },
    });
    expect(await house.numbers()).toEqual([1, 2]);
    desk.excel.person.type('Sheet1!A3', 'Due');
    const made = await make(desk, await loadBills(desk.ws, JANUARY));
    expect(made.bills.map(({ number }) => number)).toEqual([1, 2]);
  });

  test('bills that would say something else by now are not issued', async () => {
    const { house, desk } = await start();
    const drafts = await loadBills(desk.ws, JANUARY);
    const january = { periodStart: '2025-01-01', periodEnd: '2025-01-31', totalKwh: '500' };
    await house.workbook.commit([
      table('bills', [{ ...january, amount: '200.00' }], { complete: false }),
    ]);
    const input = { issueId: randomUUID(), bills: drafts.bills };
    await expect(issueBills(desk.ws, drafts, input)).rejects.toMatchObject({
      code: 'effect-changed',
    });
    expect(await house.numbers()).toEqual([]);
  });

  test('a voided bill is a draft again, and the next number goes on its sheet', async () => {
    const { house, desk } = await start();
    const drafts = await loadBills(desk.ws, JANUARY);
    const input = { issueId: randomUUID(), bills: drafts.bills.slice(0, 1) };
    await make(desk, await issueBills(desk.ws, drafts, input));
    await house.void(1);
    const again = await loadBills(desk.ws, JANUARY);
    const one = { issueId: randomUUID(), bills: again.bills.slice(0, 1) };
    const made = await make(desk, await issueBills(desk.ws, again, one));
    expect(made.bills[0]).toMatchObject({ number: 2, what: 'again', sheet: 'Apt 1 Ann 2025-01' });
    expect(desk.excel.person.texts("'Apt 1 Ann 2025-01'!A1")).toEqual([['Bill 2 of Ann']]);
  });

  test('neither bills nor their template are taken for a ledger', async () => {
    const { desk } = await start();
    await make(desk, await loadBills(desk.ws, JANUARY));
    desk.excel.person.addSheet('Meters');
    desk.excel.person.type('Meters!A1', [
      ['Unit', 'Date', 'kWh'],
      ['Apt 1', 45_700, 1_400],
    ]);
    const { content } = await readLedger(desk.ws);
    expect(content.tables.map(({ sheet }) => sheet)).toEqual(['Meters']);
  });

  test('a tenant without a bill is told why', async () => {
    const { house, desk } = await start();
    await house.workbook.commit([
      table('units', [{ unit: 'Apt 3' }], { complete: false }),
      table('readings', [{ unit: 'Apt 3', date: '2024-12-31', kwh: '5' }], { complete: false }),
    ]);
    const period = await loadBills(desk.ws, JANUARY);
    const said = period.bills.flatMap((bill) => whyNone(bill) ?? []).map(sentenceOf);
    expect(said).toEqual(['Apt 3: a meter reading is missing.']);
    const { bills, waiting } = await planBills(desk.ws, period, { template: 'Sheet1', who: 'all' });
    expect([bills.length, waiting.length]).toEqual([2, 1]);
  });
});
