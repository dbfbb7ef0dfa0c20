import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../../contract/endpoints.ts';
import { CROWD } from '../../../tests/setup/scale.ts';
import { testServer, type Person, type TestServer } from '../../../tests/setup/test-server.ts';
import { table } from '../push/workbook.fixture.ts';
import { bills, newHouse } from './house.fixture.ts';

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

describe('issuing', () => {
  test('numbers all bills of a period and keeps them as they were drafted', async () => {
    const house = await newHouse(server, owner);
    const { drafts, digest, revision } = await house.drafts(JANUARY);
    const issued = await house.issue(JANUARY, { digest });
    expect(issued.revision).toBe(revision + 1);
    expect(issued.statements).toEqual(
      drafts.map(({ document }, index) => ({ ...document, number: index + 1 })),
    );
    const { params } = house;
    const list = await owner.client.call(ENDPOINTS.listStatements, { params });
    expect(list.columns).toEqual({
      ...{ number: [1, 2], kind: ['bill', 'bill'], unit: ['Apt 1', 'Apt 2'] },
      ...{ tenant: ['Ann', null], periodStart: ['2025-01-01', '2025-01-01'] },
      ...{ periodEnd: [JANUARY, JANUARY], issueDate: ['2025-03-10', '2025-03-10'] },
      ...{ dueDate: ['2025-03-24', '2025-03-24'], charge: ['40.00', '20.00'] },
      ...{ totalDue: ['30.00', '20.00'], voidedAt: [null, null], voidReason: [null, null] },
    });
    const whole = await owner.client.call(ENDPOINTS.listStatementDocuments, { params });
    expect(whole.statements.map(({ document }) => document)).toEqual(issued.statements);
    expect(await house.statement(2)).toEqual({ voided: null, document: issued.statements[1] });
  });

  test('of chosen tenants only, with a due day and a note of its own', async () => {
    const house = await newHouse(server, owner);
    const { key, digest } = await house.draft(JANUARY, 'Apt 2');
    const chosen = [{ key, ...(digest === null ? {} : { digest }) }];
    const body = { drafts: chosen, dueDate: null, note: 'Hello' };
    const { statements } = await house.issue(JANUARY, body);
    expect(statements).toMatchObject([{ number: 1, unit: 'Apt 2', dueDate: null, note: 'Hello' }]);
    expect((await house.draft(JANUARY)).reason).toBeNull();
    expect(await house.draft(JANUARY, 'Apt 2')).toMatchObject({ reason: 'issued', number: 1 });
  });

  test('again with the same id answers the same and issues nothing; otherwise it is refused', async () => {
    const house = await newHouse(server, owner);
    const { params } = house;
    const body = house.issueBody(JANUARY);
    const first = await owner.client.request(ENDPOINTS.issueStatements, { params, body });
    await house.workbook.commit([late([{ unit: 'Apt 1', date: FEBRUARY, kwh: '1305' }])]);
    const again = await owner.client.request(ENDPOINTS.issueStatements, { params, body });
    expect(again.body).toEqual(first.body);
    expect(await house.numbers()).toEqual([1, 2]);
    const other = await house.refusedIssue(JANUARY, { ...body, note: 'other' });
    expect(other[0]).toBe('issue-reused');
  });

  test('is refused where a bill would say something else than the user saw', async () => {
    const house = await newHouse(server, owner);
    const { digest, drafts } = await house.drafts(JANUARY);
    await house.workbook.commit([
      table('payments', [{ date: '2025-01-25', amount: '1', unit: 'Apt 1', reference: 'R-3' }], {
        complete: false,
      }),
    ]);
    expect((await house.refusedIssue(JANUARY, { digest }))[0]).toBe('effect-changed');
    const seen = drafts.map((one) => ({ key: one.key, digest: one.digest ?? '' }));
    expect((await house.refusedIssue(JANUARY, { drafts: seen }))[0]).toBe('effect-changed');
    expect(await house.numbers()).toEqual([]);
    const { statements } = await house.issue(JANUARY, { drafts: seen.slice(1) });
    expect(statements).toMatchObject([{ number: 1, unit: 'Apt 2' }]);
  });

  test('of what stands already, or cannot be issued, is refused with the reason', async () => {
    const house = await newHouse(server, owner);
    await house.issue(FEBRUARY);
    const keyed = async (periodEnd: string) => [{ key: (await house.draft(periodEnd)).key }];
    expect(await house.refusedIssue(FEBRUARY, { drafts: await keyed(FEBRUARY) })).toEqual([
      'not-issuable',
      'Apt 1, Ann: No. 1 stands for this period already. Void it first.',
    ]);
    expect(await house.refusedIssue(JANUARY, { drafts: await keyed(JANUARY) })).toEqual([
      'not-issuable',
      'Apt 1, Ann: No. 1 is of a later period and stands. Void it first.',
    ]);
    expect((await house.refusedIssue(JANUARY))[0]).toBe('not-issuable');
    expect((await house.refusedIssue(JANUARY, { drafts: [{ key: '99' }] }))[0]).toBe(
      'effect-changed',
    );
  });

  test('by many people at once leaves no gap and no double', async () => {
    const many = Array.from({ length: CROWD }, (_, index) => `Unit ${index + 1}`);
    const house = await newHouse(server, owner, [
      table(
        'units',
        many.map((unit) => ({ unit })),
      ),
      bills,
      table(
        'readings',
        many.flatMap((unit) => [
          { unit, date: '2024-12-31', kwh: '0' },
          { unit, date: JANUARY, kwh: '10' },
        ]),
      ),
    ]);
    const { drafts, revision } = await house.drafts(JANUARY);
    expect(drafts).toHaveLength(CROWD);
    const answers = await Promise.all(
      drafts.map(({ key }) => house.issue(JANUARY, { drafts: [{ key }] })),
    );
    const numbers = answers.flatMap(({ statements }) => statements.map(({ number }) => number));
    const expected = Array.from({ length: CROWD }, (_, index) => index + 1);
    expect(numbers.toSorted((a, b) => Number(a) - Number(b))).toEqual(expected);
    expect(await house.numbers()).toEqual(expected);
    const revisions = answers.map((one) => one.revision).toSorted((a, b) => a - b);
    expect(revisions).toEqual(expected.map((number) => revision + number));
  });

  test('the same bills by many people at once issues them once', async () => {
    const house = await newHouse(server, owner);
    const { params } = house;
    const answers = await Promise.all(
      Array.from({ length: CROWD }, () =>
        owner.client.request(ENDPOINTS.issueStatements, {
          ...{ params, body: house.issueBody(JANUARY) },
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(CROWD - 1);
    expect(await house.numbers()).toEqual([1, 2]);
  });

  test('is not for an archived property', async () => {
    const house = await newHouse(server, owner);
    await house.issue(JANUARY);
    const { params } = house;
    await owner.client.call(ENDPOINTS.changeProperty, { params, body: { archived: true } });
    expect((await house.refusedIssue(FEBRUARY))[0]).toBe('archived');
    expect((await house.statement(1)).document.number).toBe(1);
  });
});
