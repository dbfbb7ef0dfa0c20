import { beforeAll, describe, expect, test } from 'vitest';
import type { Action } from '../../../contract/problem.ts';
import type { Choice, PushResult } from '../../../contract/push.ts';
import { testServer } from '../../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../../tests/setup/test-server.ts';
import { issuesOf, outcomesOf, table, Workbook } from './workbook.fixture.ts';

let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});

async function newWorkbook(): Promise<Workbook> {
  const { id } = await server.property(owner);
  return new Workbook(owner.client, id);
}

const bills = table('bills', [
  { periodStart: '2025-01-01', periodEnd: '2025-01-31', totalKwh: '100', amount: '50.00' },
  { periodStart: '2025-02-01', periodEnd: '2025-02-28', totalKwh: '100', amount: '50.00' },
]);
const units = table('units', [{ unit: 'A', digits: '5' }]);
const row = (date: string, kwh: string) => ({ unit: 'A', date, kwh });
const readings = (...kwh: [string, string, string]) =>
  table('readings', [
    row('2024-12-31', kwh[0]),
    row('2025-01-31', kwh[1]),
    row('2025-02-28', kwh[2]),
  ]);
const below = readings('90100', '90200', '00050');

const chargesOf = ({ money }: PushResult) =>
  money.flatMap(({ periodEnd, before, after }) =>
    periodEnd === null ? [] : [`${periodEnd}: ${before} > ${after}`],
  );
const choose = (action: Action, at = 4): Choice[] => [{ kind: 'readings', row: at, action }];

describe('a reading below the one before', () => {
  test('is stored, both are in question, and nothing is billed across them', async () => {
    const workbook = await newWorkbook();
    const result = await workbook.commit([units, bills, below]);
    expect(result.summary).toMatchObject({ new: 6, problem: 0 });
    expect(issuesOf(result)).toEqual(['4 kwh reading-in-question', '3 kwh reading-in-question']);
    const [later, earlier] = result.tables[2]?.outcomes.issues ?? [];
    expect(later).toMatchObject({
      severity: 'note',
      actions: ['rolledOver', 'replaced', 'ranBackwards', 'typingError'],
      message: expect.stringContaining('90200'),
    });
    expect(earlier).toMatchObject({ severity: 'note', actions: ['typingError'] });
    expect(chargesOf(result)).toEqual([]);
    // Asked again, until it is answered.
    expect(issuesOf(await workbook.commit([units, bills, below]))).toHaveLength(2);
  });

  test.each([
    ['rolledOver', 4, ['2025-01-31: null > 50.00', '2025-02-28: null > 50.00']],
    ['replaced', 4, ['2025-01-31: null > 50.00', '2025-02-28: null > 0.00']],
    ['typingError', 4, ['2025-01-31: null > 50.00']],
  ] as const)('answered by %s is billed, and the answer stays', async (action, at, charges) => {
    const workbook = await newWorkbook();
    const rows = readings('90100', '90200', '90');
    await workbook.commit([units, bills, rows]);
    const answered = await workbook.commit([units, bills, rows], { choices: choose(action, at) });
    expect(outcomesOf(answered).slice(3)).toEqual(['unchanged', 'unchanged', 'changed']);
    expect(answered.revision).toBe(2);
    expect(chargesOf(answered)).toEqual(charges);
    const again = await workbook.commit([units, bills, rows]);
    expect(again).toMatchObject({ revision: 2, summary: { unchanged: 6 }, money: [] });
    expect(issuesOf(again)).toEqual([]);
  });

  test('may be answered with the push that brings it, before or after, in a preview too', async () => {
    const workbook = await newWorkbook();
    const choices = choose('rolledOver');
    const preview = await workbook.preview([units, bills, below], { choices });
    expect(chargesOf(preview)).toHaveLength(2);
    const { digest } = preview;
    const result = await workbook.commit([units, bills, below], { choices, digest });
    expect(result.money).toEqual(preview.money);
    expect(issuesOf(result)).toEqual([]);
  });

  test('may be the earlier one’s typing error', async () => {
    const workbook = await newWorkbook();
    const rows = readings('100', '90200', '300');
    await workbook.commit([units, bills, rows]);
    const result = await workbook.commit([units, bills, rows], {
      choices: choose('typingError', 3),
    });
    expect(outcomesOf(result).slice(3)).toEqual(['unchanged', 'changed', 'unchanged']);
    expect(issuesOf(result)).toEqual([]);
  });

  test('is asked about again once its number is another', async () => {
    const workbook = await newWorkbook();
    await workbook.commit([units, bills, below], { choices: choose('rolledOver') });
    const result = await workbook.commit([units, bills, readings('90100', '90200', '70000')]);
    expect(issuesOf(result)).toEqual(['4 kwh reading-in-question', '3 kwh reading-in-question']);
  });

  test('that is an estimate, or follows one, is no question', async () => {
    const workbook = await newWorkbook();
    const rows = table('readings', [
      { ...row('2024-12-31', '100'), kind: null },
      { ...row('2025-01-31', '220'), kind: 'estimated' },
      { ...row('2025-02-28', '210'), kind: null },
    ]);
    expect(issuesOf(await workbook.commit([units, bills, rows]))).toEqual([]);
  });

  test('is accepted whichever came first', async () => {
    const kwhOf = async (parts: ReturnType<typeof readings>[]) => {
      const workbook = await newWorkbook();
      await workbook.commit([units, bills]);
      for (const part of parts) await workbook.commit([part]);
      return workbook.preview([below]);
    };
    const part = (date: string, kwh: string) =>
      table('readings', [row(date, kwh)], { complete: false });
    const parts = [
      part('2024-12-31', '90100'),
      part('2025-01-31', '90200'),
      part('2025-02-28', '00050'),
    ];
    const [one, other] = [await kwhOf(parts), await kwhOf(parts.toReversed())];
    expect(issuesOf(other)).toEqual(issuesOf(one));
    expect(one.summary).toMatchObject({ unchanged: 3 });
  });
});

describe('the previous reading of a row', () => {
  test('that differs from the known dial is told as a gap', async () => {
    const workbook = await newWorkbook();
    const rows = table('readings', [
      { ...row('2024-12-31', '100'), previousDate: null, previousKwh: null },
      { ...row('2025-01-31', '200'), previousDate: '2024-12-31', previousKwh: '112.5' },
    ]);
    const result = await workbook.commit([units, bills, rows]);
    expect(issuesOf(result)).toEqual(['3 previousKwh gap']);
    expect(result.tables[2]?.outcomes.issues[0]).toMatchObject({
      severity: 'note',
      message: expect.stringContaining('12.5 kWh'),
    });
    expect(chargesOf(result)).toEqual(['2025-01-31: null > 50.00']);
  });
});
