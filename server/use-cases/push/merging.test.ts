import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../../contract/endpoints.ts';
import { testServer } from '../../../tests/setup/test-server.ts';
import type { Person, TestServer } from '../../../tests/setup/test-server.ts';
import { differencesOf, issuesOf, outcomesOf, table, Workbook } from './workbook.fixture.ts';

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

/** Another file of the same property. */
const another = ({ client, propertyId }: Workbook) => new Workbook(client, propertyId);

/** One bill: enough to merge by. */
const bill = (fields: Record<string, string | null> = {}) =>
  table('bills', [
    { periodEnd: '2025-01-31', totalKwh: '100', amount: '50.00', note: 'one', ...fields },
  ]);

const billOf = async ({ propertyId }: Workbook) => {
  const [row] = await server.database.sql`
    select trim_scale(amount)::text as amount, trim_scale(total_kwh)::text as "totalKwh", note
    from bills where property_id = ${propertyId}`;
  return row === undefined ? null : { ...row };
};

describe('two workbooks', () => {
  test('that change different fields of a row merge', async () => {
    const one = await newWorkbook();
    const two = another(one);
    await one.commit([bill()]);
    await two.commit([bill()]);
    await one.commit([bill({ amount: '51.00' })]);
    const second = await two.commit([bill({ note: 'two' })]);
    expect(second.summary).toMatchObject({ changed: 1 });
    expect(differencesOf(second)).toEqual([
      '2 amount newerOnServer: 50.00 | 51.00',
      '2 note update: two | one',
    ]);
    expect(await billOf(one)).toEqual({ amount: '51', totalKwh: '100', note: 'two' });
  });

  test('that change the same field conflict, and the row waits', async () => {
    const one = await newWorkbook();
    const two = another(one);
    await one.commit([bill()]);
    await two.commit([bill()]);
    await one.commit([bill({ amount: '51.00' })]);
    const second = await two.commit([bill({ amount: '52.00', note: 'two' })]);
    expect(outcomesOf(second)).toEqual(['conflict']);
    expect(second).toMatchObject({ revision: 2, money: [] });
    expect(differencesOf(second)[0]).toBe('2 amount conflict: 52.00 | 51.00');
    expect(await billOf(one)).toMatchObject({ amount: '51', note: 'one' });
  });

  test('agree on nothing of a row that waits: what it would change is still a change', async () => {
    const one = await newWorkbook();
    const two = another(one);
    await one.commit([bill()]);
    await two.commit([bill()]);
    await one.commit([bill({ amount: '51.00' })]);
    const mine = bill({ amount: '52.00', note: 'two' });
    const differences = ['2 amount conflict: 52.00 | 51.00', '2 note update: two | one'];
    expect(differencesOf(await two.commit([mine]))).toEqual(differences);
    expect(differencesOf(await two.commit([mine]))).toEqual(differences);
  });

  test.each([
    ['takeSheet', '52', 'changed'],
    ['takeServer', '51', 'newerOnServer'],
  ] as const)('settle a conflict by %s', async (action, amount, outcome) => {
    const one = await newWorkbook();
    const two = another(one);
    await one.commit([bill()]);
    await two.commit([bill()]);
    await one.commit([bill({ amount: '51.00' })]);
    const choices = [{ kind: 'bills', row: 2, field: 'amount', action }] as const;
    const second = await two.commit([bill({ amount: '52.00' })], { choices: [...choices] });
    expect(outcomesOf(second)).toEqual([outcome]);
    expect(await billOf(one)).toMatchObject({ amount });
  });

  test('do not overwrite what is newer on the server, push after push', async () => {
    const one = await newWorkbook();
    const two = another(one);
    await one.commit([bill()]);
    await two.commit([bill()]);
    await two.commit([bill({ amount: '51.00' })]);
    const old = bill();
    const again = [await one.commit([old]), await one.commit([old]), await one.commit([old])];
    for (const result of again) {
      expect(outcomesOf(result)).toEqual(['newerOnServer']);
      expect(result).toMatchObject({ revision: 2, money: [] });
    }
    expect(await billOf(one)).toMatchObject({ amount: '51' });
    const taken = await one.commit([bill({ amount: '51' })]);
    expect(outcomesOf(taken)).toEqual(['unchanged']);
  });

  test('may turn the server back where a row is named', async () => {
    const one = await newWorkbook();
    const two = another(one);
    await one.commit([bill()]);
    await two.commit([bill({ amount: '50' })]);
    await two.commit([bill({ amount: '51' })]);
    const everywhere = [{ kind: 'bills', action: 'takeSheet' } as const];
    expect(outcomesOf(await one.preview([bill()], { choices: everywhere }))).toEqual([
      'newerOnServer',
    ]);
    const here = [{ kind: 'bills', row: 2, field: 'amount', action: 'takeSheet' } as const];
    expect(outcomesOf(await one.commit([bill()], { choices: here }))).toEqual(['changed']);
    expect(await billOf(one)).toMatchObject({ amount: '50' });
  });
});

describe('cells', () => {
  test('that are emptied clear an optional field, and are a problem in a required one', async () => {
    const one = await newWorkbook();
    await one.commit([bill()]);
    const result = await one.commit([bill({ note: null })]);
    expect(outcomesOf(result)).toEqual(['changed']);
    const broken = await one.commit([bill({ note: null, amount: ' ' })]);
    expect(issuesOf(broken)).toEqual(['2 amount empty']);
    expect(await billOf(one)).toEqual({ amount: '50', totalKwh: '100', note: null });
  });

  test('of a column that is not mapped any more say nothing', async () => {
    const one = await newWorkbook();
    await one.commit([bill()]);
    const without = table('bills', [{ periodEnd: '2025-01-31', totalKwh: '100', amount: '50.00' }]);
    expect(outcomesOf(await one.commit([without]))).toEqual(['unchanged']);
    expect(await billOf(one)).toMatchObject({ note: 'one' });
  });
});

describe('a file', () => {
  test('whose answer was lost goes on where it was', async () => {
    const file = await newWorkbook();
    await file.commit([bill()]);
    // The add-in writes the id down before it sends; the answer never comes.
    const body = file.request([bill({ amount: '51.00' })]);
    file.sent = body.pushId;
    await file.client.call(ENDPOINTS.push, { params: file.params, body });
    const next = await file.commit([bill({ amount: '52.00' })]);
    expect(outcomesOf(next)).toEqual(['changed']);
  });

  test('whose request was lost goes on where it was', async () => {
    const file = await newWorkbook();
    await file.commit([bill()]);
    file.sent = file.request([]).pushId;
    const next = await file.commit([bill({ amount: '52.00' })]);
    expect(outcomesOf(next)).toEqual(['changed']);
  });

  test('that was not saved after its last push does not turn the server back', async () => {
    const file = await newWorkbook();
    await file.commit([bill()]);
    const unsaved = file.copy();
    await file.commit([bill({ amount: '51.00' })]);
    const result = await unsaved.commit([bill()]);
    expect(outcomesOf(result)).toEqual(['conflict']);
    expect(await billOf(file)).toMatchObject({ amount: '51' });
  });

  test('that was copied and went on by itself conflicts where both went on', async () => {
    const file = await newWorkbook();
    await file.commit([bill()]);
    const copy = file.copy();
    await file.commit([bill({ amount: '51.00', note: null })]);
    await copy.commit([bill({ amount: '51.00' })]);
    expect(await billOf(file)).toMatchObject({ amount: '51', note: 'one' });
    // Now the copy is the file that the server knows, and the first one is the stranger.
    const result = await file.commit([bill({ amount: '53.00', note: null })]);
    expect(outcomesOf(result)).toEqual(['conflict']);
    expect(await billOf(file)).toMatchObject({ amount: '51', note: 'one' });
  });

  test('that was copied is offered one answer for all conflicts', async () => {
    const file = await newWorkbook();
    await file.commit([bill()]);
    const copy = file.copy();
    await file.commit([bill({ amount: '51.00', note: 'new' })]);
    const choices = [{ kind: 'bills', action: 'takeServer' } as const];
    const result = await copy.commit([bill()], { choices });
    expect(outcomesOf(result)).toEqual(['newerOnServer']);
    expect(await billOf(file)).toMatchObject({ amount: '51', note: 'new' });
  });

  test('that arrives again late under an older push id is refused', async () => {
    const file = await newWorkbook();
    const body = file.request([bill()]);
    file.sent = body.pushId;
    await file.client.call(ENDPOINTS.push, { params: file.params, body });
    await file.commit([bill({ amount: '51.00' })]);
    const late = await file.client.refused(ENDPOINTS.push, { params: file.params, body });
    expect(late.code).toBe('push-reused');
    expect(await billOf(file)).toMatchObject({ amount: '51' });
  });
});

describe('a commit', () => {
  test('whose effect would differ from its preview is refused', async () => {
    const one = await newWorkbook();
    const two = another(one);
    await one.commit([bill()]);
    await two.commit([bill()]);
    const { digest } = await two.preview([bill({ amount: '52.00' })]);
    await one.commit([bill({ amount: '51.00' })]);
    const refused = await two.refused([bill({ amount: '52.00' })], { digest });
    expect(refused.code).toBe('effect-changed');
    expect(await billOf(one)).toMatchObject({ amount: '51' });
  });

  test('goes through where something else has changed meanwhile', async () => {
    const one = await newWorkbook();
    const two = another(one);
    await one.commit([bill()]);
    const { digest } = await two.preview([bill()]);
    await one.commit([bill(), table('units', [{ unit: 'A' }])]);
    const result = await two.commit([bill()], { digest });
    expect(outcomesOf(result)).toEqual(['unchanged']);
  });

  test('of all or nothing saves nothing while a row waits', async () => {
    const one = await newWorkbook();
    const rows = table('bills', [
      { periodEnd: '2025-01-31', totalKwh: '100', amount: '50.00' },
      { periodEnd: '2025-02-28', totalKwh: '#REF!', amount: '50.00' },
    ]);
    const preview = await one.preview([rows], { allOrNothing: true });
    expect(outcomesOf(preview)).toEqual(['new', 'problem']);
    const refused = await one.refused([rows], { allOrNothing: true });
    expect(refused.code).toBe('rows-at-fault');
    expect(refused.issues).toMatchObject([{ row: 3, column: 'totalKwh', code: 'formula-error' }]);
    expect(await billOf(one)).toBeNull();
    const some = await one.commit([rows]);
    expect(outcomesOf(some)).toEqual(['new', 'problem']);
    expect(await billOf(one)).toMatchObject({ amount: '50' });
  });

  test('that changes no fact makes no change set and no revision', async () => {
    const one = await newWorkbook();
    await one.commit([bill()]);
    const same = await another(one).commit([bill({ amount: '50', totalKwh: '100.000' })]);
    expect(same.revision).toBe(1);
    expect(same.changeSetId).toBeUndefined();
    const { sql } = server.database;
    const [row] = await sql`
      select count(*)::int as n from change_sets where property_id = ${one.propertyId}`;
    expect(row).toMatchObject({ n: 1 });
  });
});

describe('rows that were deleted on the server', () => {
  const two = table('bills', [
    { periodEnd: '2025-01-31', totalKwh: '100', amount: '50.00' },
    { periodEnd: '2025-02-28', totalKwh: '100', amount: '60.00' },
  ]);
  const first = (amount = '50.00') =>
    table('bills', [{ periodEnd: '2025-01-31', totalKwh: '100', amount }]);
  const second = (amount = '60.00') =>
    table('bills', [{ periodEnd: '2025-02-28', totalKwh: '100', amount }], { from: 3 });
  const deletion = [{ kind: 'bills', action: 'delete' } as const];

  test.each([
    ['not changed here are newer on the server', '60.00', 'newerOnServer'],
    ['changed here conflict', '61.00', 'conflict'],
  ])('and %s; they come back only if asked for', async (_, amount, outcome) => {
    const one = await newWorkbook();
    const other = another(one);
    await one.commit([two]);
    await other.commit([two]);
    await one.commit([first()], { choices: deletion });
    const both = table('bills', [
      { periodEnd: '2025-01-31', totalKwh: '100', amount: '50.00' },
      { periodEnd: '2025-02-28', totalKwh: '100', amount },
    ]);
    for (const result of [await other.commit([both]), await other.commit([both])]) {
      expect(outcomesOf(result)).toEqual(['unchanged', outcome]);
      expect(issuesOf(result)).toEqual(['3 null removed-on-server']);
    }
    const out = [{ kind: 'bills', row: 3, action: 'takeServer' } as const];
    const taken = await other.preview([both], { choices: out });
    expect([outcomesOf(taken), issuesOf(taken)]).toEqual([['unchanged', 'newerOnServer'], []]);
    const back = [{ kind: 'bills', row: 3, action: 'takeSheet' } as const];
    expect(outcomesOf(await other.commit([both], { choices: back }))).toEqual(['unchanged', 'new']);
    expect(outcomesOf(await other.commit([both]))).toEqual(['unchanged', 'unchanged']);
  });

  test('are not put back by an old copy of the very file that deleted them', async () => {
    const file = await newWorkbook();
    await file.commit([two]);
    const old = file.copy();
    await file.commit([first()], { choices: deletion });
    for (const result of [await old.commit([two]), await old.commit([two])]) {
      expect(outcomesOf(result)).toEqual(['unchanged', 'newerOnServer']);
    }
  });

  test('and typed in anew after both agreed are new', async () => {
    const file = await newWorkbook();
    await file.commit([two]);
    await file.commit([first()], { choices: deletion });
    expect(outcomesOf(await file.commit([two]))).toEqual(['unchanged', 'new']);
  });

  test('and taken out of the sheet are forgotten', async () => {
    const one = await newWorkbook();
    const other = another(one);
    await one.commit([two]);
    await other.commit([two]);
    await one.commit([second()], { choices: deletion });
    expect(outcomesOf(await other.commit([second()]))).toEqual(['unchanged']);
  });
});
