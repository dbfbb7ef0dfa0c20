import { beforeAll, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import { testServer, type Person, type TestServer } from '../../tests/setup/test-server.ts';
import { table, Workbook } from './push/workbook.fixture.ts';
import { bills, readings, units } from './statements/house.fixture.ts';

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

async function settled(query: { from?: string; to?: string } = {}): Promise<string[]> {
  const { id } = await server.property(owner);
  const workbook = new Workbook(owner.client, id);
  await workbook.commit([
    ...[units, bills, readings],
    table('payments', [
      { date: '2025-01-20', amount: '15', unit: 'Apt 1', reference: 'R-1', period: null },
      { date: '2025-02-10', amount: '20', unit: 'Apt 1', reference: 'R-2', period: '2025-02' },
      { date: '2025-02-15', amount: '40', unit: 'Apt 2', reference: null, period: null },
      { date: '2025-02-16', amount: '-3', unit: 'Apt 2', reference: null, period: null },
    ]),
    table('adjustments', [
      { unit: 'Apt 1', date: '2024-12-01', amount: '5', reason: 'Opening balance' },
      { unit: 'Apt 1', date: '2025-03-01', amount: '-2', reason: 'Goodwill' },
    ]),
  ]);
  const { params } = workbook;
  const { columns } = await owner.client.call(ENDPOINTS.settlement, { params, query });
  return columns.unit.map((unit, i) =>
    [
      ...[unit, columns.state[i], columns.debt[i], columns.debtDate[i], columns.debtAmount[i]],
      ...[columns.debtReason[i], columns.by[i], columns.byDate[i], columns.byReference[i]],
      ...[columns.byReason[i], columns.amount[i]],
    ]
      .filter((one) => one !== null)
      .join(' '),
  );
}

test('each part of a debt stands with what settled it, then what is open, credit last', async () => {
  expect(await settled()).toEqual([
    'Apt 1 settled adjustment 2024-12-01 5.00 Opening balance payment 2025-01-20 R-1 5.00',
    'Apt 1 settled charge 2025-01-31 40.00 payment 2025-01-20 R-1 10.00',
    'Apt 1 settled charge 2025-01-31 40.00 adjustment 2025-03-01 Goodwill 2.00',
    'Apt 1 open charge 2025-01-31 40.00 28.00',
    'Apt 1 settled charge 2025-02-28 25.00 payment 2025-02-10 R-2 20.00',
    'Apt 1 open charge 2025-02-28 25.00 5.00',
    'Apt 2 settled charge 2025-01-31 20.00 payment 2025-02-15 20.00',
    'Apt 2 settled payment 2025-02-16 3.00 payment 2025-02-15 3.00',
    'Apt 2 settled charge 2025-02-28 12.50 payment 2025-02-15 12.50',
    'Apt 2 credit payment 2025-02-15 4.50',
  ]);
});

test('debts and credit within the days asked for are told whole, whenever they were settled', async () => {
  expect(await settled({ from: '2025-02-01', to: '2025-02-28' })).toEqual([
    'Apt 1 settled charge 2025-02-28 25.00 payment 2025-02-10 R-2 20.00',
    'Apt 1 open charge 2025-02-28 25.00 5.00',
    'Apt 2 settled payment 2025-02-16 3.00 payment 2025-02-15 3.00',
    'Apt 2 settled charge 2025-02-28 12.50 payment 2025-02-15 12.50',
    'Apt 2 credit payment 2025-02-15 4.50',
  ]);
});
