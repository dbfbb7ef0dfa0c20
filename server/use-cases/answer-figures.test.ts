import { beforeAll, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import type { FigureQuestion } from '../../contract/figures.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import { Workbook, table } from './push/workbook.fixture.ts';

let server: TestServer;
let owner: Person;
let workbook: Workbook;

beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
  const { id } = await server.property(owner);
  workbook = new Workbook(owner.client, id);
  await workbook.commit([
    table('units', [{ unit: 'Shop' }, { unit: 'Apt 1' }, { unit: 'Shed' }, { unit: 'Hall' }]),
    table('tenancies', [
      { unit: 'Shop', tenant: 'Ann', movedIn: '2024-01-01', movedOut: '2025-01-31' },
      { unit: 'Shop', tenant: 'Ben', movedIn: '2025-02-01', movedOut: null },
    ]),
    table('bills', [
      { periodStart: '2025-01-01', periodEnd: '2025-01-31', totalKwh: '400', amount: '100.00' },
      { periodStart: '2025-02-01', periodEnd: '2025-02-28', totalKwh: '400', amount: '100.00' },
    ]),
    table('readings', [
      { unit: 'Shop', date: '2024-12-31', kwh: '0' },
      { unit: 'Shop', date: '2025-01-31', kwh: '100' },
      { unit: 'Shop', date: '2025-02-28', kwh: '300' },
      { unit: 'Apt 1', date: '2024-12-31', kwh: '900' },
      { unit: 'Apt 1', date: '2025-01-31', kwh: '800' },
      { unit: 'Hall', date: '2024-12-31', kwh: '0' },
      { unit: 'Hall', date: '2025-01-31', kwh: '50' },
    ]),
    table('payments', [{ date: '2025-02-10', amount: '20', unit: 'Shop', tenant: 'Ann' }]),
    table('adjustments', [
      { unit: 'Apt 1', date: '2025-01-01', amount: '7.5', reason: 'Opening balance' },
    ]),
  ]);
});

async function ask(...questions: FigureQuestion[]) {
  const { values, reasons } = await owner.client.call(ENDPOINTS.figures, {
    params: workbook.params,
    body: { questions },
  });
  return values.map((value, i) => value ?? reasons[i]);
}

test('figures are those of allocation and balances, units as people spell them', async () => {
  expect(
    await ask(
      { kind: 'usage', unit: ' shop ', period: '2025-01-31' },
      { kind: 'charge', unit: 'SHOP', period: '2025-01' },
      { kind: 'rate', period: '2025-01-31' },
      { kind: 'paid', unit: 'Shop', period: '2025-01' },
      { kind: 'charge', unit: 'Shop', period: '2025-02-28' },
    ),
  ).toEqual(['100', '25.00', '0.250000', '20.00', '50.00']);
});

test('a balance is the tenant’s who lives there on the day, or the named one’s', async () => {
  expect(
    await ask(
      { kind: 'balance', unit: 'Shop' },
      { kind: 'balance', unit: 'Shop', date: '2025-01-31' },
      { kind: 'balance', unit: 'Shop', tenant: 'ann' },
      { kind: 'balance', unit: 'Shop', tenant: 'ann', date: '2025-02-09' },
      { kind: 'balance', unit: 'Apt 1' },
      { kind: 'balance', unit: 'Shed' },
    ),
  ).toEqual(['50.00', '25.00', '5.00', '25.00', '7.50', '0.00']);
});

test('a month is a period by its name, and as the day on which Excel puts it', async () => {
  expect(
    await ask(
      { kind: 'usage', unit: 'Shop', period: '2025-02' },
      { kind: 'usage', unit: 'Shop', period: '2025-02-01' },
    ),
  ).toEqual(['200', '200']);
});

test('what cannot be answered says why, and the others stand', async () => {
  expect(
    await ask(
      { kind: 'usage', unit: 'Nowhere', period: '2025-01' },
      { kind: 'usage', unit: 'Shop', period: 'January' },
      { kind: 'usage', unit: 'Shop', period: '2025-02-30' },
      { kind: 'usage', unit: 'Shop', period: '2031-01' },
      { kind: 'usage', unit: 'Shop' },
      { kind: 'charge', unit: 'Shed', period: '2025-01' },
      { kind: 'charge', unit: 'Hall', period: '2025-02' },
      { kind: 'charge', unit: 'Apt 1', period: '2025-01' },
      { kind: 'balance', unit: 'Shop', tenant: 'Zoe' },
      { kind: 'balance', unit: 'Shop', date: 'yesterday' },
      { kind: 'rate', period: '2025-01' },
    ),
  ).toEqual([
    ...['unknown-unit', 'unknown-period', 'unknown-period', 'no-bill', 'unknown-period'],
    ...['missing', 'missing', 'in-question', 'unknown-tenant', 'unknown-date', '0.250000'],
  ]);
});

test('asked with the version that stands, nothing is answered again', async () => {
  const { params } = workbook;
  const questions: FigureQuestion[] = [{ kind: 'rate', period: '2025-01' }];
  const { revision, version } = await owner.client.call(ENDPOINTS.figures, {
    params,
    body: { questions },
  });
  const again = await owner.client.call(ENDPOINTS.figures, {
    params,
    body: { questions, version },
  });
  expect(again).toEqual({ revision, version, unchanged: true, values: [], reasons: [] });
});
