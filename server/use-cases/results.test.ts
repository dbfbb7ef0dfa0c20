import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import { table, Workbook } from './push/workbook.fixture.ts';

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

const units = table('units', [{ unit: 'Unit 10' }, { unit: 'Unit 2' }, { unit: 'Shed' }]);
const tenancies = table('tenancies', [
  { unit: 'Unit 2', tenant: 'Ann', movedIn: '2024-01-01', movedOut: '2025-02-14' },
  { unit: 'Unit 2', tenant: 'Ben', movedIn: '2025-02-15', movedOut: null },
]);
const bills = table('bills', [
  { periodStart: '2025-01-01', periodEnd: '2025-01-31', totalKwh: '500', amount: '100.00' },
  { periodStart: null, periodEnd: '2025-02-28', totalKwh: '400', amount: '101.01' },
]);
const readings = table('readings', [
  { unit: 'Unit 2', date: '2024-12-31', kwh: '1000' },
  { unit: 'Unit 2', date: '2025-01-31', kwh: '1200.5' },
  { unit: 'Unit 2', date: '2025-02-14', kwh: '1300' },
  { unit: 'Unit 2', date: '2025-02-28', kwh: '1400' },
  { unit: 'Unit 10', date: '2024-12-31', kwh: '0' },
  { unit: 'Unit 10', date: '2025-01-31', kwh: '100' },
]);
const payments = table('payments', [
  { date: '2025-02-10', amount: '30', unit: 'Unit 2', toUtility: null, reference: null },
  { date: '2025-02-20', amount: '100', unit: null, toUtility: true, reference: 'R-7' },
]);
const adjustments = table('adjustments', [
  { unit: 'Unit 10', date: '2025-01-01', amount: '5', reason: 'Opening balance' },
]);
const whole = [units, tenancies, bills, readings, payments, adjustments];

async function pushed(currency = 'USD'): Promise<Workbook> {
  const { id } = await server.property(owner, currency);
  const workbook = new Workbook(owner.client, id);
  await workbook.commit(whole);
  return workbook;
}

describe('allocation', () => {
  test('has a row for each period, unit and stay: units in natural order, columns of one length', async () => {
    const { params } = await pushed();
    const { revision, columns } = await owner.client.call(ENDPOINTS.allocation, { params });
    expect(revision).toBe(1);
    expect(columns).toEqual({
      periodStart: [...Array(3).fill('2025-01-01'), ...Array(4).fill('2025-02-01')],
      periodEnd: [...Array(3).fill('2025-01-31'), ...Array(4).fill('2025-02-28')],
      unit: ['Shed', 'Unit 2', 'Unit 10', 'Shed', 'Unit 2', 'Unit 2', 'Unit 10'],
      tenant: [null, 'Ann', null, null, 'Ann', 'Ben', null],
      openingDate: [
        null,
        '2024-12-31',
        '2024-12-31',
        null,
        '2025-01-31',
        '2025-02-14',
        '2025-01-31',
      ],
      openingReading: [null, '1000', '0', null, '1200.5', '1300', '100'],
      closingDate: [null, '2025-01-31', '2025-01-31', null, '2025-02-14', '2025-02-28', null],
      closingReading: [null, '1200.5', '100', null, '1300', '1400', null],
      usageKwh: [null, '200.5', '100', null, '99.5', '100', null],
      rate: [...Array(3).fill('0.200000'), ...Array(4).fill('0.252525')],
      charge: [null, '40.10', '20.00', null, '25.13', '25.25', null],
      commonShare: [null, '0.00', '0.00', null, '0.00', '0.00', null],
      flags: [
        ['noBaseline'],
        [],
        [],
        ...[['noBaseline'], ['partOfPeriod'], ['partOfPeriod'], ['missing']],
      ],
    });
  });

  test('holds the periods whose end lies within the days asked for, both included', async () => {
    const { params } = await pushed();
    const ends = async (query: { from?: string; to?: string }) => {
      const { columns } = await owner.client.call(ENDPOINTS.allocation, { params, query });
      return [...new Set(columns.periodEnd)];
    };
    expect(await ends({ from: '2025-01-31' })).toEqual(['2025-01-31', '2025-02-28']);
    expect(await ends({ from: '2025-02-01' })).toEqual(['2025-02-28']);
    expect(await ends({ to: '2025-02-27' })).toEqual(['2025-01-31']);
    expect(await ends({ from: '2026-01-01' })).toEqual([]);
  });

  test('writes amounts with the decimals of the currency', async () => {
    const { params } = await pushed('KWD');
    const { columns } = await owner.client.call(ENDPOINTS.allocation, { params });
    expect(columns.charge.slice(1, 3)).toEqual(['40.100', '20.000']);
  });

  test('of sub-meters has each one, and what was used in days that no bill covers', async () => {
    const { params, ...workbook } = await withTwoMeters();
    const { columns } = await owner.client.call(ENDPOINTS.subMeterAllocation, { params });
    expect(workbook.propertyId).toBe(params.propertyId);
    expect(columns.subMeter).toEqual(['Day', 'Night', 'Night']);
    expect(columns.multiplier).toEqual(['1', '10', '10']);
    expect(columns.usageKwh).toEqual(['5', '70', '20']);
    expect(columns.flags).toEqual([[], [], ['unbilled']]);
    expect(columns.periodStart[2]).toBe('2025-02-01');
    expect(columns.periodEnd[2]).toBe('2025-03-31');
    const whole = await owner.client.call(ENDPOINTS.allocation, { params });
    expect(whole.columns.usageKwh).toEqual(['75']);
    expect(whole.columns.openingReading).toEqual([null]);
  });
});

async function withTwoMeters() {
  const { id } = await server.property(owner);
  const workbook = new Workbook(owner.client, id);
  const reading = (subMeter: string, date: string, kwh: string) => ({
    ...{ unit: 'A', subMeter, date, kwh },
  });
  await workbook.commit([
    table('units', [
      { unit: 'A', subMeter: 'Night', multiplier: '10' },
      { unit: 'A', subMeter: 'Day', multiplier: null },
    ]),
    table('bills', [
      { periodStart: '2025-01-01', periodEnd: '2025-01-31', totalKwh: '100', amount: '10' },
    ]),
    table('readings', [
      ...[reading('Day', '2024-12-31', '0'), reading('Day', '2025-01-31', '5')],
      ...[reading('Night', '2024-12-31', '1'), reading('Night', '2025-01-31', '8')],
      reading('Night', '2025-03-31', '10'),
    ]),
  ]);
  return workbook;
}

describe('reconciliation', () => {
  test('adds up: kWh, charges and what the owner bears, per period', async () => {
    const { params } = await pushed();
    const { periods } = await owner.client.call(ENDPOINTS.reconciliation, { params });
    expect(periods.columns).toMatchObject({
      totalKwh: ['500', '400'],
      unitsKwh: ['300.5', '199.5'],
      commonKwh: ['199.5', '200.5'],
      billed: ['100.00', '101.01'],
      charges: ['60.10', '50.38'],
      ownerShare: ['39.90', '50.63'],
      difference: ['0.00', '0.00'],
    });
    expect(periods.columns.flags[1]).toEqual(['startDefaulted', 'missing']);
  });

  test('opens an account with its balance before the first day, and closes it', async () => {
    const { params } = await pushed();
    const query = { from: '2025-02-01', to: '2025-02-28' };
    const { units } = await owner.client.call(ENDPOINTS.reconciliation, { params, query });
    expect(units.columns).toEqual({
      unit: ['Unit 2', 'Unit 2', 'Unit 10'],
      tenant: ['Ann', 'Ben', null],
      opening: ['40.10', '0.00', '25.00'],
      charges: ['25.13', '25.25', '0.00'],
      adjustments: ['0.00', '0.00', '0.00'],
      payments: ['30.00', '0.00', '0.00'],
      closing: ['35.23', '25.25', '25.00'],
    });
  });

  test('runs the balance with the utility on, also where the first day asked for is later', async () => {
    const { params } = await pushed();
    const query = { from: '2025-02-01' };
    const { utility } = await owner.client.call(ENDPOINTS.reconciliation, { params, query });
    expect(utility.columns).toEqual({
      date: ['2025-02-20', '2025-02-28'],
      entry: ['payment', 'bill'],
      reference: ['R-7', null],
      amount: ['100.00', '101.01'],
      balance: ['0.00', '101.01'],
    });
  });

  test('lists readings below the one before, whatever the range, until they are answered', async () => {
    const workbook = await pushed();
    const low = { unit: 'Unit 10', date: '2025-02-28', kwh: '90' };
    await workbook.commit([table('readings', [low], { complete: false })]);
    const { params } = workbook;
    const query = { to: '2020-01-01' };
    const { questions } = await owner.client.call(ENDPOINTS.reconciliation, { params, query });
    expect(questions.columns).toEqual({
      unit: ['Unit 10'],
      subMeter: [''],
      date: ['2025-02-28'],
      kwh: ['90'],
      previousDate: ['2025-01-31'],
      previousKwh: ['100'],
      likeliest: ['typingError'],
    });
  });
});

describe('of an allocation that is held', () => {
  const ask = (params: { propertyId: string }, held: string) =>
    owner.client.call(ENDPOINTS.allocation, { params, query: { held } });

  test('only the periods come that are others now, in the order of all', async () => {
    const workbook = await pushed();
    const { params } = workbook;
    const whole = await owner.client.call(ENDPOINTS.allocation, { params });
    expect(whole.blocks).toBeUndefined();
    const first = await ask(params, '');
    expect(first).toEqual({ ...whole, blocks: { rows: [3, 4], digest: expect.anything() } });
    const held = first.blocks?.digest ?? [];
    const nothing = await ask(params, held.join(','));
    expect(nothing).toMatchObject({ columns: { unit: [], charge: [] }, blocks: first.blocks });

    const late = { unit: 'Unit 10', date: '2025-02-28', kwh: '150' };
    await workbook.commit([table('readings', [late], { complete: false })]);
    const after = (await owner.client.call(ENDPOINTS.allocation, { params })).columns;
    const moved = await ask(params, held.join(','));
    expect(moved.blocks).toMatchObject({ rows: [3, 4], digest: [held[0], expect.anything()] });
    expect(moved.blocks?.digest[1]).not.toBe(held[1]);
    expect(moved.columns.charge).toEqual(after.charge.slice(3));
    expect(moved.columns.flags).toEqual(after.flags.slice(3));
    // Of a period that is held no more, and of one that is unknown, all comes.
    expect((await ask(params, 'A'.repeat(16))).columns).toEqual(after);
  });

  test('what is no list of digests is a bad request', async () => {
    const { params } = await pushed();
    const query = { held: 'short' };
    const refusal = await owner.client.refused(ENDPOINTS.allocation, { params, query });
    expect(refusal).toMatchObject({ code: 'bad-request' });
  });
});

describe('results are asked for by revision', () => {
  const each = [ENDPOINTS.allocation, ENDPOINTS.subMeterAllocation, ENDPOINTS.reconciliation];

  test.each(each)(
    '$name: 304 while nothing moved, the new figures once something did',
    async (endpoint) => {
      const workbook = await pushed();
      const { params } = workbook;
      const ask = (tag: string) =>
        owner.client.request(endpoint, { params }, { 'If-None-Match': tag });
      const first = await ask('"0"');
      const tag = first.headers.get('etag') ?? '';
      expect([first.status, tag]).toEqual([200, expect.stringMatching(/^"1\.[0-9a-f-]+\.USD"$/)]);
      expect(await ask(tag)).toMatchObject({ status: 304, body: null });
      expect(await ask('"1"')).toMatchObject({ status: 200 });
      const late = { unit: 'Unit 10', date: '2025-02-28', kwh: '150' };
      await workbook.commit([table('readings', [late], { complete: false })]);
      const moved = await ask(tag);
      expect(moved.status).toBe(200);
      expect(moved.headers.get('etag')).toMatch(/^"2\./);
      expect(moved.body).not.toEqual({ ...Object(first.body), revision: 2 });
    },
  );

  test('a change of settings counts like a change of facts', async () => {
    const { params } = await pushed();
    const shares = async () =>
      (await owner.client.call(ENDPOINTS.allocation, { params })).columns.commonShare;
    expect((await shares())[1]).toBe('0.00');
    const settings = { commonPart: [{ from: null, split: 'usage' as const }] };
    await owner.client.call(ENDPOINTS.changeProperty, { params, body: { settings } });
    expect((await shares())[1]).toBe('26.62');
  });

  test.each(each)('$name: another user’s property is not found', async (endpoint) => {
    const { params } = await pushed();
    const stranger = await server.signedInUser();
    expect(await stranger.client.refused(endpoint, { params })).toMatchObject({ status: 404 });
  });

  test.each(each)('$name: a property without rows has empty columns', async (endpoint) => {
    const { id } = await server.property(owner);
    const answer = await owner.client.call(endpoint, { params: { propertyId: id } });
    expect(answer.revision).toBe(0);
  });

  test('a day that is none is a bad request', async () => {
    const { params } = await pushed();
    const query = { from: '2025-02-30' };
    const refusal = await owner.client.refused(ENDPOINTS.allocation, { params, query });
    expect(refusal).toMatchObject({ code: 'bad-request' });
  });
});
