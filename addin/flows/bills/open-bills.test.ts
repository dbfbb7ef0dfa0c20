import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { newHouse } from '../../../server/use-cases/statements/house.fixture.ts';
import type { House } from '../../../server/use-cases/statements/house.fixture.ts';
import type { Person, TestServer } from '../../../tests/setup/test-server.ts';
import { testServer } from '../../../tests/setup/test-server.ts';
import type { Desk } from '../flow.fixture.ts';
import { connectedDesk, openDesk } from '../flow.fixture.ts';
import { issueBills } from './issue-bills.ts';
import { makeBills } from './make-bills.ts';
import { openBills } from './open-bills.ts';
import type { OpenedBills } from './open-bills.ts';
import { planBills } from './plan-bills.ts';

/* Where bills stand, on the server and in the workbook, on the real office.js. */

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

const JANUARY = { periodEnd: '2025-01-31' };

async function start(): Promise<{ house: House; desk: Desk }> {
  const house = await newHouse(server, owner);
  const desk = await connectedDesk(server, owner, house.params.propertyId);
  return { house, desk };
}

function typeTemplate({ excel: { person } }: Desk, due = '{{totalDue}}'): void {
  person.type('Sheet1!A1', [
    ['Bill {{number}} of {{tenant}}', '{{unit}}'],
    ['Due', due],
  ]);
}

const states = ({ bills }: OpenedBills) =>
  bills.map(({ bill: { unit }, state, sheet }) => [unit, state, sheet?.name ?? null]);

async function make({ ws }: Desk, opened: OpenedBills, who: 'all' | 'Apt 1' = 'all') {
  if (!opened.period || !opened.template) throw new Error('nothing to be made');
  const plan = await planBills(ws, opened.period, {
    template: opened.template.id,
    who: who === 'all' ? who : ({ unit }) => unit === who,
  });
  return makeBills(ws, plan, { undo: true, replaced: true });
}

test('the latest period is shown unless another is chosen, and without a template nothing is made', async () => {
  const { desk } = await start();
  const opened = await openBills(desk.ws);
  expect(opened.periods.map(({ end }) => end)).toEqual(['2025-02-28', '2025-01-31']);
  expect(opened.period?.periodEnd).toBe('2025-02-28');
  expect([opened.templates, opened.template, opened.checked]).toEqual([[], null, null]);
  expect([opened.property.role, opened.apartLacks]).toEqual(['owner', null]);
  const chosen = await openBills(desk.ws, JANUARY);
  expect(chosen.period?.periodEnd).toBe('2025-01-31');
  expect(states(chosen)).toEqual([
    ['Apt 1', 'unmade', null],
    ['Apt 2', 'unmade', null],
  ]);
});

test('a bill is unmade, then a draft, then issued; issued elsewhere its draft is out of date', async () => {
  const { desk } = await start();
  typeTemplate(desk);
  await make(desk, await openBills(desk.ws, JANUARY), 'Apt 1');
  const drafted = await openBills(desk.ws, JANUARY);
  expect(states(drafted)).toEqual([
    ['Apt 1', 'draft', 'Apt 1 Ann 2025-01 draft'],
    ['Apt 2', 'unmade', null],
  ]);
  const { period } = drafted;
  if (!period) throw new Error('no period');
  await issueBills(desk.ws, period, { issueId: randomUUID(), bills: period.bills });
  const elsewhere = await openBills(desk.ws, JANUARY);
  expect(elsewhere.bills.map(({ bill }) => bill.number)).toEqual([1, 2]);
  expect(states(elsewhere)[0]).toEqual(['Apt 1', 'unmade', 'Apt 1 Ann 2025-01 draft']);
  await make(desk, elsewhere);
  expect(states(await openBills(desk.ws, JANUARY))).toEqual([
    ['Apt 1', 'issued', 'Apt 1 Ann 2025-01'],
    ['Apt 2', 'issued', 'Apt 2 2025-01'],
  ]);
});

test('a template with mistakes is shown with them; one that cannot be read with the reason', async () => {
  const { desk } = await start();
  typeTemplate(desk, '{{totalDeu}}');
  const opened = await openBills(desk.ws, JANUARY);
  expect(opened.checked?.mistakes).toMatchObject([{ at: 'B2', nearest: 'totalDue' }]);
  expect(opened.bills.map(({ state }) => state)).toEqual(['unmade', 'unmade']);
  typeTemplate(desk);
  desk.excel.person.protect('Sheet1');
  const unreadable = await openBills(desk.ws, JANUARY);
  expect(unreadable).toMatchObject({
    checked: null,
    unreadable: { from: 'workbook', saying: { code: 'template-protected' } },
  });
});

test('of several templates the one that bills were made from last is taken, unless one is chosen', async () => {
  const { desk } = await start();
  typeTemplate(desk);
  desk.excel.person.addSheet('Other');
  desk.excel.person.type('Other!A1', '{{tenant}}');
  const before = await openBills(desk.ws, JANUARY);
  expect(before.template?.name).toBe('Sheet1');
  const other = before.templates.find(({ name }) => name === 'Other')?.id ?? null;
  const chosen = await openBills(desk.ws, { ...JANUARY, template: other });
  expect(chosen.template?.name).toBe('Other');
  await make(desk, chosen);
  expect((await openBills(desk.ws, JANUARY)).template?.name).toBe('Other');
});

test('a workbook that is connected to nothing has none', async () => {
  const desk = await openDesk(server, { token: owner.client.token });
  await expect(openBills(desk.ws)).rejects.toMatchObject({ code: 'not-connected' });
});
