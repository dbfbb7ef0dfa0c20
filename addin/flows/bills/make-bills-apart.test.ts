import { randomBytes } from 'node:crypto';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { createWorkbook, addSheet } from '../../../excel-host/model/create.ts';
import { openXlsx } from '../../../excel-host/xlsx/open.ts';
import { saveXlsx } from '../../../excel-host/xlsx/save.ts';
import { partsOf } from '../../../excel-host/xlsx/test-files.ts';
import { openBillDesk, textsOf, typeTemplate } from './bills.fixture.ts';
import { periodBills, statement } from './documents.fixture.ts';
import { makeBills } from './make-bills.ts';
import { makeBillsApart, openBillsApart } from './make-bills-apart.ts';
import { planBills } from './plan-bills.ts';

const BILLS = periodBills(
  statement({ unit: 'Flat 1', tenant: null }),
  statement({ unit: 'Flat 2', tenant: null, totalDue: '12.00' }),
);
const YES = { undo: true } as const;

async function desk(apiVersion = '1.17') {
  const workbook = createWorkbook();
  addSheet(workbook, 'Bill');
  addSheet(workbook, 'Secrets');
  const opened = await openBillDesk({ workbook, apiVersion });
  typeTemplate(opened.excel, [
    ['Bill of {{unit}}', '{{totalDue}}'],
    ['Twice', '=B1*2'],
    ['From elsewhere', '=Secrets!A2'],
    ['In words', '=Secrets!A1'],
  ]);
  opened.excel.person.type('Secrets!A1', [['what nobody is to see'], [77]]);
  const plan = () => planBills(opened.ws, BILLS, { template: 'Bill', who: 'all' });
  return { ...opened, plan };
}

test.each(['1.9', '1.17'])(
  'the new workbook holds the bills, and this one is as it was (ExcelApi %s)',
  async (apiVersion) => {
    const { excel, ws, plan } = await desk(apiVersion);
    const before = excel.workbook.sheets.map(({ name }) => name);
    const made = await makeBillsApart(ws, await plan(), YES);
    expect(made).toMatchObject({ stopped: null, left: [] });
    expect(excel.workbook.sheets.map(({ name }) => name)).toEqual(before);
    const [workbook, ...others] = excel.created;
    expect(others).toEqual([]);
    if (!workbook) throw new Error('no new workbook');
    const names = ['Flat 1 2025-01 draft', 'Flat 2 2025-01 draft'];
    expect(workbook.sheets.map(({ name }) => name)).toEqual(names);
    const apart = await openBillDesk({ workbook });
    expect(textsOf(apart.excel, names[1] ?? '')).toEqual([
      ['Bill of Flat 2', '$12.00'],
      ['Twice', '24'],
      ['From elsewhere', '77'],
      ['In words', 'what nobody is to see'],
    ]);
    expect(apart.excel.person.formula(`'${names[1]}'!B2`)).toBe('B1*2');
    expect(apart.excel.person.formula(`'${names[1]}'!B3`)).toBeUndefined();
  },
);

test('nothing else of the workbook is in the file: no sheet, text, name, setting or author', async () => {
  const { excel, ws, plan } = await desk();
  excel.person.type('Secrets!C1', [['Payee'], ['hidden account']]);
  excel.person.makeTable('Secrets!C1:C2', 'Payees');
  excel.person.type('Bill!A4', 'Nothing');
  excel.person.type('Bill!B4', '');
  excel.workbook.properties.author = 'Somebody in particular';
  await makeBillsApart(ws, await plan(), YES);
  const [workbook] = excel.created;
  if (!workbook) throw new Error('no new workbook');
  const said = Object.values(partsOf(saveXlsx(workbook, { addIn: 'add-in' }))).join('\n');
  expect(said).not.toMatch(
    /Secrets|nobody is to see|Payee|hidden account|PowerTrackr|in particular/,
  );
  expect(said).toContain('Flat 1');
});

test('bills that stand in this workbook can be opened apart too, and stay', async () => {
  const { excel, ws, plan } = await desk();
  const { bills } = await makeBills(ws, await plan(), YES);
  await openBillsApart(ws, [bills[1]?.sheet ?? '']);
  expect(excel.created[0]?.sheets.map(({ name }) => name)).toEqual(['Flat 2 2025-01 draft']);
  const again = await makeBillsApart(ws, await plan());
  expect(again.bills.map(({ what }) => what)).toEqual(['again', 'again']);
  expect(excel.workbook.sheets).toHaveLength(4);
  expect(excel.created[1]?.sheets).toHaveLength(2);
});

test('while a cell is edited it waits; a sheet that is gone is told', async () => {
  const { excel, ws, plan } = await desk();
  const { bills } = await makeBills(ws, await plan(), YES);
  excel.person.enterCell();
  setTimeout(() => excel.person.leaveCell(), 200);
  await openBillsApart(ws, [bills[0]?.sheet ?? '']);
  expect(excel.created).toHaveLength(1);
  await expect(openBillsApart(ws, ['Gone'])).rejects.toMatchObject({ code: 'gone' });
});

test('an Excel that hands out no files is told before anything is made', async () => {
  const { excel, ws } = await openBillDesk({ requirementSets: { CompressedFile: '' } });
  const template = typeTemplate(excel, [['Bill of {{unit}}']]);
  const plan = await planBills(ws, BILLS, { template, who: 'all' });
  await expect(makeBillsApart(ws, plan, YES)).rejects.toMatchObject({ code: 'unsupported' });
  expect(excel.workbook.sheets).toHaveLength(1);
});

test('bills that are too large for a new workbook stand in this one, and it is said why', async () => {
  const { ws, excel, plan } = await pictured(4_000_000);
  const made = await makeBillsApart(ws, await plan(), YES);
  expect(made).toMatchObject({
    isApart: false,
    stopped: {
      from: 'excel',
      code: 'file-too-large',
      sentence: expect.stringContaining('pictures'),
    },
  });
  expect([excel.created.length, excel.workbook.sheets.length]).toEqual([0, 3]);
});

test('whoever stops it while the new workbook opens has the bills in this one', async () => {
  const { ws, excel, plan } = await pictured(1_000);
  const stop = new AbortController();
  const made = await makeBillsApart(ws, await plan(), YES, {
    signal: stop.signal,
    onProgress: ({ step }) => step === 'opening' && stop.abort(),
  });
  expect(made).toMatchObject({ isApart: false, stopped: { from: 'user' } });
  expect([excel.created.length, excel.workbook.sheets.length]).toEqual([0, 3]);
});

/** A template with a picture of that many bytes. */
async function pictured(bytes: number) {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Bill');
  sheet.getCell('A1').value = 'Bill of {{unit}}';
  const { buffer } = new Uint8Array(randomBytes(bytes));
  const image = book.addImage({ buffer, extension: 'png' });
  sheet.addImage(image, { tl: { col: 1, row: 1 }, ext: { width: 60, height: 60 } });
  const workbook = openXlsx(new Uint8Array(await book.xlsx.writeBuffer()));
  const opened = await openBillDesk({ workbook });
  const plan = () => planBills(opened.ws, BILLS, { template: 'Bill', who: 'all' });
  return { ...opened, plan };
}
