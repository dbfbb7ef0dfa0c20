import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../../contract/endpoints.ts';
import { testServer, type Person, type TestServer } from '../../../tests/setup/test-server.ts';
import { issuesOf, table } from '../push/workbook.fixture.ts';
import { newHouse, STATEMENT_SETTINGS, units } from './house.fixture.ts';

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

const JANUARY = '2025-01-31';
const FEBRUARY = '2025-02-28';
const late = (rows: readonly Record<string, string>[]) =>
  table('readings', rows, { complete: false });

describe('a draft', () => {
  test('says all that the bill will say', async () => {
    const house = await newHouse(server, owner);
    const { document, ...draft } = await house.draft(JANUARY);
    expect(draft).toMatchObject({ unit: 'Apt 1', tenant: 'Ann', email: 'ann@example.com' });
    expect(draft).toMatchObject({ reason: null, number: null, missing: [] });
    const { contact, issuer, note, paymentDetails } = STATEMENT_SETTINGS;
    expect(document).toEqual({
      ...{ version: 1, number: null, kind: 'bill', property: 'Elm Street 4', currency: 'USD' },
      ...{ issuer, contact, paymentDetails, note },
      ...{ issueDate: '2025-03-10', dueDate: '2025-03-24' },
      ...{ unit: 'Apt 1', tenant: 'Ann', movedIn: '2024-06-01', movedOut: null },
      ...{ periodStart: '2025-01-01', periodEnd: JANUARY },
      ...{ stayFrom: '2025-01-01', stayTo: JANUARY, days: 31 },
      meters: [
        {
          ...{ subMeter: '', openingDate: '2024-12-31', openingReading: '1000' },
          ...{ closingDate: '2025-01-29', closingReading: '1200', multiplier: '1' },
          ...{ usageKwh: '200', flags: [] },
        },
      ],
      ...{ usageKwh: '200', rate: '0.200000', billAmount: '100.00', billKwh: '500' },
      ...{ usageCharge: '40.00', commonShare: '0.00', charge: '40.00', flags: [] },
      ...{ previousNumber: null, previousBalance: '5.00', cutOff: JANUARY },
      payments: [{ date: '2025-01-20', reference: 'R-1', amount: '15.00' }],
      ...{ paymentsReceived: '15.00', adjustments: [], adjustmentsTotal: '0.00' },
      ...{ corrections: [], correctionsTotal: '0.00', totalDue: '30.00', credit: '0.00' },
      openItems: [{ entry: 'charge', date: JANUARY, reason: null, amount: '40.00', open: '30.00' }],
    });
  });

  test('of the latest period counts payments to its day, of an earlier one to its end', async () => {
    const house = await newHouse(server, owner);
    const due = async (periodEnd: string, issueDate: string) =>
      (await house.draft(periodEnd, 'Apt 1', issueDate)).document?.totalDue;
    expect(await due(JANUARY, '2025-02-05')).toBe('30.00');
    expect(await due(JANUARY, '2025-02-15')).toBe('10.00');
    expect(await due(JANUARY, '2025-03-10')).toBe('30.00');
    expect(await due(FEBRUARY, '2025-03-10')).toBe('35.00');
  });

  test('has a line for each sub-meter, and for each stay where the period was cut', async () => {
    const house = await newHouse(server, owner, [
      table('units', [
        { unit: 'A', subMeter: 'Day', multiplier: null },
        { unit: 'A', subMeter: 'Night', multiplier: '10' },
      ]),
      table('tenancies', [
        { unit: 'A', tenant: 'Ann', movedIn: '2024-01-01', movedOut: '2025-01-15' },
        { unit: 'A', tenant: 'Ben', movedIn: '2025-01-16', movedOut: null },
      ]),
      table('bills', [
        { periodStart: '2025-01-01', periodEnd: JANUARY, totalKwh: '100', amount: '100' },
      ]),
      table('readings', [
        { unit: 'A', subMeter: 'Day', date: '2024-12-31', kwh: '0' },
        { unit: 'A', subMeter: 'Day', date: '2025-01-15', kwh: '20' },
        { unit: 'A', subMeter: 'Day', date: JANUARY, kwh: '50' },
        { unit: 'A', subMeter: 'Night', date: '2024-12-31', kwh: '7' },
        { unit: 'A', subMeter: 'Night', date: JANUARY, kwh: '10.1' },
      ]),
    ]);
    const { drafts } = await house.drafts(JANUARY);
    const lines = drafts.map(({ tenant, document }) => [
      tenant,
      document?.charge,
      ...(document?.meters ?? []).map((one) => [
        ...[one.subMeter, one.openingReading, one.closingReading, one.usageKwh, ...one.flags],
      ]),
    ]);
    expect(lines).toEqual([
      ['Ann', '35.00', ['Day', '0', '20', '20'], ['Night', '7', null, '15', 'estimated']],
      ['Ben', '46.00', ['Day', '20', '50', '30'], ['Night', null, '10.1', '16', 'estimated']],
    ]);
  });

  test('is none where something is missing, and says what', async () => {
    const house = await newHouse(server, owner);
    await house.workbook.commit([
      ...[units, table('readings', [{ unit: 'Apt 3', date: JANUARY, kwh: '1' }], { source: 'x' })],
      table('units', [{ unit: 'Apt 3' }, { unit: 'Attic' }], { source: 'y', complete: false }),
      table('tenancies', [{ unit: 'Attic', tenant: 'Eve' }], { source: 'z', complete: false }),
    ]);
    const { drafts } = await house.drafts(FEBRUARY);
    const found = drafts.map(({ unit, tenant, reason, missing }) => [
      ...[unit, tenant, reason, ...missing],
    ]);
    expect(found).toEqual([
      ['Apt 1', 'Ann', null],
      ['Apt 2', null, null],
      ['Apt 3', null, 'missing', ''],
      ['Attic', 'Eve', 'noBaseline'],
    ]);
  });

  test('of a period that no bill has is not found', async () => {
    const { params } = await newHouse(server, owner);
    const query = { periodEnd: '2025-03-31' };
    const refusal = await owner.client.refused(ENDPOINTS.listDrafts, { params, query });
    expect(refusal.code).toBe('not-found');
  });
});

describe('the next bill', () => {
  test('tells what is new since the one before, and corrects what is otherwise now', async () => {
    const house = await newHouse(server, owner);
    await house.issue(JANUARY);
    await house.workbook.commit([
      table('bills', [{ periodEnd: JANUARY, totalKwh: '500', amount: '110.00' }], {
        complete: false,
      }),
      table('adjustments', [
        { unit: 'Apt 1', date: '2024-12-01', amount: '5', reason: 'Opening balance' },
        { unit: 'Apt 1', date: '2025-02-20', amount: '-3', reason: 'Goodwill' },
      ]),
    ]);
    expect((await house.draft(FEBRUARY)).document).toMatchObject({
      ...{ previousNumber: 1, previousBalance: '30.00', charge: '25.00' },
      payments: [{ date: '2025-02-10', reference: 'R-2', amount: '20.00' }],
      adjustments: [{ date: '2025-02-20', reason: 'Goodwill', amount: '-3.00' }],
      corrections: [
        {
          cause: 'bill',
          text: 'Utility bill corrected from 100.00 for 500 kWh to 110.00 for 500 kWh',
          ...{ periodEnd: JANUARY, date: null, stated: '40.00', now: '44.00', amount: '4.00' },
        },
      ],
      ...{ correctionsTotal: '4.00', totalDue: '36.00' },
    });
  });

  test('stands on readings that the one before fixed, until that is void', async () => {
    const house = await newHouse(server, owner);
    const { params, workbook } = house;
    const usages = async () =>
      (await owner.client.call(ENDPOINTS.allocation, { params })).columns.usageKwh;
    await house.issue(JANUARY);
    const nearer = late([{ unit: 'Apt 1', date: JANUARY, kwh: '1210' }]);
    const { money, ...pushed } = await workbook.commit([nearer]);
    expect([money, issuesOf({ ...pushed, money })]).toEqual([[], []]);
    expect(await usages()).toEqual(['200', '100', '100', '50']);
    await house.void(1);
    expect(await usages()).toEqual(['210', '100', '90', '50']);
    const { changes } = await owner.client.call(ENDPOINTS.listChanges, { params });
    expect(changes[0]).toMatchObject({ kind: 'void', moneyMoved: 1 });
  });

  test('is a correction where the tenancy has ended', async () => {
    const house = await newHouse(server, owner);
    const { workbook } = house;
    const left = { unit: 'Apt 1', tenant: 'Ann', movedIn: '2024-06-01', movedOut: JANUARY };
    await workbook.commit([table('tenancies', [left])]);
    await house.issue(JANUARY);
    await workbook.commit([late([{ unit: 'Apt 1', date: '2025-01-29', kwh: '1190' }])]);
    const { document } = await house.draft(FEBRUARY);
    expect(document).toMatchObject({
      ...{ kind: 'correction', periodEnd: JANUARY, meters: [], charge: '0.00', tenant: 'Ann' },
      ...{ previousNumber: 1, previousBalance: '30.00', usageKwh: null },
      corrections: [
        { cause: 'usage', text: 'Usage corrected from 200 to 190 kWh', amount: '-2.00' },
      ],
    });
    const issued = await house.issue(FEBRUARY);
    expect(issued.statements.map(({ kind, unit }) => [kind, unit])).toEqual([
      ['correction', 'Apt 1'],
      ['bill', 'Apt 2'],
    ]);
    expect((await house.drafts(FEBRUARY)).drafts.map(({ unit }) => unit)).toEqual(['Apt 2']);
  });

  test('goes to whoever was billed also where the ledger knows of them no more', async () => {
    const house = await newHouse(server, owner);
    await house.issue(JANUARY);
    await house.workbook.commit([table('tenancies', [])], {
      choices: [{ kind: 'tenancies', action: 'delete' }],
    });
    const { drafts } = await house.drafts(FEBRUARY);
    const found = drafts.map(({ unit, tenant, document }) => [
      ...[unit, tenant, document?.kind, document?.totalDue],
    ]);
    expect(found).toEqual([
      ['Apt 1', null, 'bill', '35.00'],
      ['Apt 1', 'Ann', 'correction', '0.00'],
      ['Apt 2', null, 'bill', '32.50'],
    ]);
  });
});
