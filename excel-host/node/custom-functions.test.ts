import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CustomFunction } from '../model/custom-functions.ts';
import type { CellValue } from '../model/value.ts';
import { openXlsx } from '../xlsx/open.ts';
import { saveXlsx } from '../xlsx/save.ts';
import { type OpenedExcel, openExcel } from './open-excel.ts';

const functions: readonly CustomFunction[] = [
  {
    name: 'METER.USAGE',
    id: 'USAGE',
    parameters: [{ name: 'unit' }, { name: 'period', optional: true }],
    isStreaming: true,
    isCancelable: true,
  },
  {
    name: 'METER.DOUBLE',
    id: 'DOUBLE',
    parameters: [{ name: 'number' }],
    isStreaming: false,
    isCancelable: false,
  },
];

interface Asked {
  readonly unit: unknown;
  readonly period: unknown;
  readonly invocation: CustomFunctions.StreamingInvocation<number>;
  isCanceled: boolean;
}

let excel: OpenedExcel;
let asked: Asked[];
beforeEach(async () => {
  asked = [];
  excel = await openExcel({ functions, installGlobals: false });
  excel.CustomFunctions.associate('DOUBLE', (number: number) => number * 2);
  excel.CustomFunctions.associate(
    'USAGE',
    (unit: unknown, period: unknown, invocation: CustomFunctions.StreamingInvocation<number>) => {
      const one: Asked = { unit, period, invocation, isCanceled: false };
      invocation.onCanceled = () => (one.isCanceled = true);
      asked.push(one);
    },
  );
});
afterEach(() => excel.close());

const sheet = () => excel.workbook.sheets[0];
const valueAt = (row: number, column: number): CellValue | undefined =>
  sheet()?.rows[row]?.cells[column]?.value;

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error('it did not come about in time');
    // oxlint-disable-next-line no-await-in-loop -- waits for messages between two windows
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test("a formula calls the add-in's function with the values of its cells, and shows what comes back", async () => {
  excel.person.type('Sheet1!A1', 'Shop');
  excel.person.type('Sheet1!B1', '=METER.USAGE(A1,"2025-01")*2');
  expect(valueAt(0, 1)).toEqual({ error: '#BUSY!' });
  await until(() => asked.length === 1);
  expect(asked[0]).toMatchObject({ unit: 'Shop', period: '2025-01' });
  asked[0]?.invocation.setResult(21);
  await until(() => valueAt(0, 1) === 42);
});

test('a streaming function may send another result later, which formulas follow', async () => {
  excel.person.type('Sheet1!A1', '=METER.USAGE("Shop")');
  excel.person.type('Sheet1!A2', '=A1+1');
  await until(() => asked.length === 1);
  expect(asked[0]?.period).toBeNull();
  asked[0]?.invocation.setResult(1);
  await until(() => valueAt(1, 0) === 2);
  asked[0]?.invocation.setResult(10);
  await until(() => valueAt(1, 0) === 11);
});

test('other arguments cancel the call and begin another one; a cleared cell cancels it', async () => {
  excel.person.type('Sheet1!A1', 'Shop');
  excel.person.type('Sheet1!B1', '=METER.USAGE(A1)');
  await until(() => asked.length === 1);
  excel.person.type('Sheet1!A1', 'Hall');
  await until(() => asked.length === 2);
  expect(asked.map(({ unit, isCanceled }) => [unit, isCanceled])).toEqual([
    ['Shop', true],
    ['Hall', false],
  ]);
  excel.person.erase('Sheet1!B1');
  await until(() => asked[1]?.isCanceled === true);
});

test('a call within a call is answered first, and IFERROR catches what fails', async () => {
  excel.person.type('Sheet1!A1', '=METER.DOUBLE(METER.DOUBLE(1+1))');
  await until(() => valueAt(0, 0) === 8);
  excel.person.type('Sheet1!A2', '=IFERROR(METER.USAGE("?"),7)');
  await until(() => asked.length === 1);
  const { ErrorCode } = excel.CustomFunctions;
  asked[0]?.invocation.setResult(
    new excel.CustomFunctions.Error(ErrorCode.notAvailable, 'There is no such unit.'),
  );
  await until(() => valueAt(1, 0) === 7);
});

test('an error comes with its message', async () => {
  excel.person.type('Sheet1!A1', '=METER.USAGE("?")');
  await until(() => asked.length === 1);
  const { ErrorCode } = excel.CustomFunctions;
  asked[0]?.invocation.setResult(
    new excel.CustomFunctions.Error(ErrorCode.notAvailable, 'There is no such unit.'),
  );
  await until(() => JSON.stringify(valueAt(0, 0)) === '{"error":"#N/A"}');
  const [first] = excel.workbook.sheets;
  if (!first) throw new Error('no sheet');
  expect(excel.host.functions?.messageAt({ sheet: first, row: 0, column: 0 })).toBe(
    'There is no such unit.',
  );
});

test('too few or too many arguments are refused without asking anybody', () => {
  excel.person.type('Sheet1!A1', '=METER.USAGE()');
  excel.person.type('Sheet1!A2', '=METER.USAGE(1,2,3)');
  expect(valueAt(0, 0)).toEqual({ error: '#VALUE!' });
  expect(valueAt(1, 0)).toEqual({ error: '#VALUE!' });
  expect(asked).toEqual([]);
});

test('a thousand calls go to the add-in and come back in a few batches', async () => {
  const formulas = Array.from({ length: 1000 }, (_, row) => [`=METER.DOUBLE(${row})`]);
  excel.person.type('Sheet1!A1', formulas);
  const before = excel.requests.count;
  await until(() => valueAt(999, 0) === 1998);
  expect(excel.requests.count - before).toBeLessThan(10);
});

test('a file keeps formulas and results under the names that Excel gives them in files', async () => {
  excel.person.type('Sheet1!A1', '=METER.DOUBLE(4)');
  await until(() => valueAt(0, 0) === 8);
  const bytes = saveXlsx(excel.workbook);
  const sheetXml = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  expect(sheetXml).toContain('<f>_xldudf_METER_DOUBLE(4)</f>');
  const opened = openXlsx(bytes, { name: 'Book.xlsx' });
  expect(opened.sheets[0]?.rows[0]?.cells[0]).toMatchObject({
    formula: 'METER.DOUBLE(4)',
    value: 8,
  });
});
