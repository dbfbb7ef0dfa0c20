import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Unreachable } from '../../addin/api/problems.ts';
import { OperatorError } from '../operator-error.ts';
import { inPlainWords } from './workbook-refusals.ts';
import { readTask } from './workbook-task.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'powertrackr-task-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function refusal(...args: readonly string[]): Promise<string> {
  const error: unknown = await readTask(args).catch((reason: unknown) => reason);
  if (error instanceof OperatorError) return error.message;
  throw new Error('was not refused', { cause: error });
}

test('what to do with which file', async () => {
  expect(await readTask(['a.xlsx', '--push', '--out', 'b.xlsx', '--currency', 'gbp'])).toEqual({
    file: 'a.xlsx',
    push: true,
    refresh: false,
    charts: false,
    json: false,
    bills: null,
    billsOut: undefined,
    mapping: null,
    out: 'b.xlsx',
    currency: 'GBP',
    server: null,
  });
  const task = await readTask(['a.xlsx', '--server', 'https://localhost:3000/', '--token', '-t']);
  expect(task.server).toEqual({ url: 'https://localhost:3000', token: '-t' });
});

test('no file, two files, an option that is not there: how it is used', async () => {
  expect(await refusal()).toMatch(/^Usage: npm run workbook/);
  expect(await refusal('a.xlsx', 'b.xlsx')).toMatch(/^Usage:/);
  expect(await refusal('a.xlsx', '--pull')).toMatch(/--pull[^]*Usage:/);
});

test('a server without a token, and one that is no address', async () => {
  expect(await refusal('a.xlsx', '--server', 'https://localhost:3000')).toMatch(/go together/);
  expect(await refusal('a.xlsx', '--server', 'localhost', '--token', 't')).toMatch(/an address/);
});

test('a mapping that is missing, no JSON, or wrong: with the place in it', async () => {
  const file = join(folder, 'mapping.json');
  expect(await refusal('a.xlsx', '--mapping', file)).toMatch(/mapping\.json is not there/);
  await writeFile(file, '{');
  expect(await refusal('a.xlsx', '--mapping', file)).toMatch(/mapping\.json holds no JSON/);
  const table = { source: 'x', kind: 'bills', from: {}, fields: { amount: { column: 'A' } } };
  await writeFile(file, JSON.stringify({ tables: [table] }));
  expect(await refusal('a.xlsx', '--mapping', file)).toMatch(
    /mapping\.json: .*tables\.0\.fields.*bills need/,
  );
});

test('a server that does not answer, and one whose certificate is not trusted', async () => {
  const nobody = await fetch('http://127.0.0.1:9').catch((error: unknown) => error);
  expect(inPlainWords(new Unreachable(nobody), 'a.xlsx', 'http://127.0.0.1:9')).toMatchObject({
    message: expect.stringMatching(/^http:\/\/127\.0\.0\.1:9 could not be reached/) as string,
  });
  const cause = Object.assign(new Error('no'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' });
  const distrusted = new Unreachable(new TypeError('fetch failed', { cause }));
  expect(inPlainWords(distrusted, 'a.xlsx', 'https://localhost:3000')).toMatchObject({
    message: expect.stringContaining('NODE_EXTRA_CA_CERTS') as string,
  });
});

test('a fault of ours keeps its stack', () => {
  const fault = new TypeError('x is not a function');
  expect(inPlainWords(fault, 'a.xlsx')).toBe(fault);
});

test('bills of which template and period, and numbered only where the numbers stay', async () => {
  const task = await readTask(['a.xlsx', '--bills', 'My bill', '--period', '2025-01']);
  expect(task.bills).toEqual({
    ...{ template: 'My bill', period: '2025-01', dated: null, issue: false },
  });
  expect((await readTask(['a.xlsx', '--bills-sample', '--dated', '2025-02-03'])).bills).toEqual({
    ...{ template: null, period: null, dated: '2025-02-03', issue: false },
  });
  expect(await refusal('a.xlsx', '--bills', 'x', '--dated', '2025-02-30')).toMatch(/is a day/);
  expect(await refusal('a.xlsx', '--period', '2025-01')).toMatch(/add --bills TEMPLATE/);
  expect(await refusal('a.xlsx', '--bills', 'x', '--bills-sample')).toMatch(/name one template/);
  expect(await refusal('a.xlsx', '--bills', 'x', '--period', 'January')).toMatch(/like 2025-01/);
  expect(await refusal('a.xlsx', '--bills', 'x', '--issue')).toMatch(/--issue needs --server/);
});
