import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, test } from 'vitest';
import * as elm from '../excel-host/samples/elm-street-figures.ts';
import * as mill from '../excel-host/samples/mill-road-figures.ts';
import { share } from '../excel-host/samples/share.ts';
import { npmRunWorkbook, runWorkbook, workbookDocument } from './setup/run-workbook.ts';
import type { WorkbookDocument } from './setup/run-workbook.ts';
import { testServer } from './setup/test-server.ts';
import type { TestServer } from './setup/test-server.ts';
import { workbookFolder } from './setup/workbook-folder.ts';

/* What `npm run workbook` does, against figures that the samples compute without our billing. */

const ELM = 'excel-host/samples/elm-street.xlsx';
const MILL = 'excel-host/samples/mill-road.xlsx';

const money = (cents: number): string => (cents / 100).toFixed(2);
const endOf = (month: number): string =>
  new Date(Date.UTC(elm.year, month, 0)).toISOString().slice(0, 10);

/** "2025-05-31 Apt 2B Eva Lind" → charge */
function chargesOf({ allocation: { columns } }: WorkbookDocument): Record<string, string | null> {
  return Object.fromEntries(
    columns.unit.map((unit, i) => [
      `${columns.periodEnd[i]} ${unit}${columns.tenant[i] ? ` ${columns.tenant[i]}` : ''}`,
      columns.charge[i] ?? null,
    ]),
  );
}

async function read(file: string): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(file);
  return workbook;
}

function tableIn(workbook: ExcelJS.Workbook, name: string) {
  const sheet = workbook.worksheets.find((one) => one.getTables().some((t) => nameOf(t) === name));
  if (!sheet) throw new Error(`no table ${name}`);
  const rows: ExcelJS.Row[] = [];
  sheet.eachRow((row) => void rows.push(row));
  const headers = rows[0]?.values;
  return { sheet, rows, headers: Array.isArray(headers) ? headers.slice(1) : [] };
}

/** exceljs's types call them pairs; they are objects with a name. */
function nameOf(table: unknown): string | undefined {
  const own = typeof table === 'object' && table !== null && 'table' in table ? table.table : table;
  return typeof own === 'object' && own !== null && 'name' in own ? String(own.name) : undefined;
}

let server: TestServer;
let folder: string;
let connection: string[];

beforeAll(async () => {
  [server, folder] = await Promise.all([testServer(), workbookFolder()]);
  const { client } = await server.signedInUser();
  connection = ['--server', server.url, '--token', client.token ?? ''];
});

describe('Elm Street, against a running server', { timeout: 120_000 }, () => {
  let out: string;
  let first: WorkbookDocument;

  beforeAll(async () => {
    out = join(folder, 'elm.xlsx');
    first = await workbookDocument(ELM, '--push', '--refresh', '--out', out, ...connection);
  }, 120_000);

  test('every unit is charged what the ledger itself says', () => {
    const expected = elm.months.flatMap((month) =>
      elm.units.flatMap((unit): [string, string][] => {
        const cents = elm.chargeCents(unit, month);
        const { usedBefore } = elm.moved;
        if (unit === elm.moved.unit && month === elm.moved.month) {
          const parts = share(cents, [usedBefore, elm.unitUsage(unit, month) - usedBefore]);
          return ['Dan Novak', 'Eva Lind'].map((tenant, i) => [
            `${endOf(month)} ${unit} ${tenant}`,
            money(parts[i] ?? 0),
          ]);
        }
        return [[`${endOf(month)} ${unit} ${tenantOf(unit, month)}`, money(cents)]];
      }),
    );
    expect(chargesOf(first)).toEqual(Object.fromEntries(expected));
  });

  function tenantOf(unit: string, month: number): string {
    if (unit === elm.moved.unit) return month < elm.moved.month ? 'Dan Novak' : 'Eva Lind';
    const tenants = {
      Shop: 'Corner Grocery LLC',
      'Apt 1A': 'Ann Miller',
      'Apt 1B': 'Ben Okafor',
      'Apt 2A': 'Cleo Haddad',
      Office: 'Studio Finch',
    };
    return Object.entries(tenants).find(([one]) => one === unit)?.[1] ?? '';
  }

  test('charges and what is the owner’s are each bill, to the cent', () => {
    const { columns } = first.reconciliation.periods;
    expect(columns.billed).toEqual(elm.months.map((month) => money(elm.billCents(month))));
    const charged = elm.months.map((month) =>
      elm.units.reduce((sum, unit) => sum + elm.chargeCents(unit, month), 0),
    );
    expect(columns.charges).toEqual(charged.map(money));
    expect(columns.ownerShare).toEqual(
      elm.months.map((month, i) => money(elm.billCents(month) - (charged[i] ?? 0))),
    );
    expect(new Set(columns.difference)).toEqual(new Set(['0.00']));
  });

  test('the unreadable cell waits with its row and column, and nothing else does', () => {
    expect(first.summary).toMatchObject({ problem: 1, conflict: 0, removed: 0, unchanged: 0 });
    const issues = first.tables.flatMap(({ outcomes }) => outcomes.issues);
    expect(issues.filter(({ severity }) => severity !== 'note')).toMatchObject([
      { kind: 'readings', column: 'kwh', code: 'not-a-number' },
    ]);
  });

  test('what is guessed or read between is flagged, and nothing else', () => {
    const { columns } = first.allocation;
    const estimated = columns.unit.flatMap((unit, i) =>
      columns.flags[i]?.includes('estimated') ? [`${unit} ${columns.periodEnd[i]}`] : [],
    );
    const { guessed, skipped } = elm;
    expect(estimated).toEqual([
      ...[guessed.month, guessed.month + 1].map((month) => `${guessed.unit} ${endOf(month)}`),
      ...[skipped.month, skipped.month + 1].map((month) => `${skipped.unit} ${endOf(month)}`),
    ]);
  });

  test('the saved workbook holds tables of results in native formats, with totals', async () => {
    const workbook = await read(out);
    const allocation = tableIn(workbook, 'Allocation');
    const { columns } = first.allocation;
    expect(allocation.rows).toHaveLength(columns.unit.length + 2);
    const at = (header: string) => allocation.headers.indexOf(header) + 1;
    const [row, last] = [allocation.rows[1], allocation.rows.at(-1)];
    expect(row?.getCell(at('To')).value).toEqual(new Date(`${columns.periodEnd[0]}T00:00:00Z`));
    expect(row?.getCell(at('Unit')).value).toBe(columns.unit[0]);
    expect(row?.getCell(at('Charge')).value).toBe(Number(columns.charge[0]));
    expect(row?.getCell(at('Charge')).numFmt).toContain('#,##0.00');
    expect(row?.getCell(at('To')).numFmt).toMatch(/yy/);
    const charged = elm.months.reduce(
      (sum, month) => sum + elm.units.reduce((all, unit) => all + elm.chargeCents(unit, month), 0),
      0,
    );
    expect(last?.getCell(at('Charge')).formula).toContain('SUBTOTAL(109');
    expect(last?.getCell(at('Charge')).result).toBeCloseTo(charged / 100, 6);

    const reconciliation = tableIn(workbook, 'Reconciliation');
    const billed = reconciliation.headers.indexOf('Billed') + 1;
    const total = elm.months.reduce((sum, month) => sum + elm.billCents(month), 0);
    expect(reconciliation.rows).toHaveLength(12 + 2);
    expect(reconciliation.rows.at(-1)?.getCell(billed).result).toBeCloseTo(total / 100, 6);
    expect(reconciliation.rows[1]?.getCell(billed).numFmt).toContain('#,##0.00');
  });

  test('every formula of the results has a number, under whatever header', async () => {
    const workbook = await read(out);
    const results = ['Allocation', 'Reconciliation', 'Balances', 'UtilityAccount'].flatMap(
      (name) => {
        const found: unknown[] = [];
        tableIn(workbook, name).sheet.eachRow((row) =>
          row.eachCell((cell) => void (cell.formula && found.push(cell.result))),
        );
        return found;
      },
    );
    expect(results.length).toBeGreaterThan(15);
    expect(results.filter((result) => typeof result !== 'number')).toEqual([]);
  });

  test('what the landlord had in the workbook is there as it was', async () => {
    const [before, after] = await Promise.all([read(ELM), read(out)]);
    for (const sheet of before.worksheets) {
      const same = after.getWorksheet(sheet.name);
      sheet.eachRow((row, number) => {
        row.eachCell((cell, column) => {
          const kept = same?.getRow(number).getCell(column);
          expect([kept?.value, kept?.style], `${sheet.name}!${cell.address}`).toEqual([
            cell.value,
            cell.style,
          ]);
        });
      });
    }
    expect(after.getWorksheet('Readings')?.getCell('C4').note).toEqual(
      before.getWorksheet('Readings')?.getCell('C4').note,
    );
  });

  test('again, nothing changes: neither on the server nor in the workbook', async () => {
    const second = await workbookDocument(out, '--push', '--refresh', '--out', out, ...connection);
    const { new: added, problem, ...rest } = first.summary;
    expect(second.summary).toEqual({ ...rest, new: 0, problem, unchanged: added });
    expect(second.money).toEqual([]);
    expect(second.mapping).toEqual(first.mapping);
    expect(second.allocation).toEqual(first.allocation);
    expect(second.reconciliation).toEqual(first.reconciliation);
    const tables = (await read(out)).worksheets.flatMap((sheet) => sheet.getTables().map(nameOf));
    expect(tables.filter((name) => name?.startsWith('Allocation'))).toEqual(['Allocation']);
  });
});

test('a copy in which somebody changed a bill: both values are told, and nothing is overwritten', async () => {
  const copy = await read(ELM);
  const bill = copy.getWorksheet('Electric bills')?.getCell('D2');
  if (bill) bill.value = 400;
  await mkdir(join(folder, 'copy'));
  // Of the same name: it is taken for the same property.
  const file = join(folder, 'copy', 'elm-street.xlsx');
  await copy.xlsx.writeFile(file);
  const { stdout } = await runWorkbook(file, '--push', ...connection);
  const known = money(elm.billCents(1));
  expect(stdout).toContain(`Electric bills!D2 "Amount": here “400.00”, there “${known}”`);
  expect(stdout).toMatch(new RegExp(`2025-01-31 +${known}`));
}, 120_000);

test('a confirmed mapping can be edited and given back: the gatehouse has its own supply', async () => {
  const file = join(folder, 'mapping.json');
  const tried = await runWorkbook(MILL, '--json');
  expect(tried.stderr).toContain('new property "mill-road" in GBP');
  const { mapping } = JSON.parse(tried.stdout) as WorkbookDocument;
  const tables = mapping.tables.map((table) =>
    table.kind === 'readings'
      ? { ...table, where: [...(table.where ?? []), { column: 'Unit', notEquals: 'gatehouse' }] }
      : table,
  );
  await writeFile(file, JSON.stringify({ tables }));
  const answer = await workbookDocument(MILL, '--push', '--mapping', file, ...connection);
  const months = [...mill.season.keys()];
  expect(answer.mapping.tables).toEqual(tables);
  expect(chargesOf(answer)).toEqual(
    Object.fromEntries(
      months.flatMap((at) =>
        mill.units.map((unit) => [`${endOf(at + 1)} ${unit}`, money(mill.chargeCents(unit, at))]),
      ),
    ),
  );
  const { billed, difference } = answer.reconciliation.periods.columns;
  expect(billed).toEqual(months.map((at) => money(mill.billOf(at).cents)));
  expect(new Set(difference)).toEqual(new Set(['0.00']));
}, 120_000);

test('in words: a table of charges and the cell at fault, no wider than 80 characters', async () => {
  const before = await readFile(ELM);
  const { code, stdout, stderr } = await npmRunWorkbook(ELM, '--push', '--refresh');
  expect(code).toBe(0);
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  expect(stdout).toContain('readings: 94 rows of the sheet "Readings"');
  expect(stdout).toMatch(/Readings!D70 "kWh reading": .*n\/a/);
  expect(stdout).toMatch(
    new RegExp(`2025-01-31 +Shop +Corner Grocery LLC +630 +${money(elm.chargeCents('Shop', 1))}`),
  );
  expect(stdout).toMatch(/Allocation: 73 rows/);
  expect(stderr).toContain('private server');
  expect(await readFile(ELM)).toEqual(before);
}, 120_000);

describe('what cannot be done is said in words, with exit code 1', { timeout: 120_000 }, () => {
  async function refused(args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await runWorkbook(...args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).not.toMatch(/^\s+at /m);
    return stderr;
  }

  test('a file that is no workbook', async () => {
    expect(await refused(['package.json', '--json'])).toMatch(
      /package\.json: .*no \.xlsx workbook/,
    );
  });

  test('a token that the server does not know', async () => {
    const stranger = ['--server', server.url, '--token', 'x'];
    expect(await refused([ELM, '--push', ...stranger])).toMatch(/does not know this token/);
  });

  test('a workbook that a running server does not know yet is not tried on it', async () => {
    const file = join(folder, 'unknown.xlsx');
    await writeFile(file, await readFile(ELM));
    expect(await refused([file, ...connection])).toMatch(/Add --push/);
  });
});
