import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, test } from 'vitest';
import { saveXlsx } from '../../../excel-host/xlsx/save.ts';
import { table } from '../../../server/use-cases/push/workbook.fixture.ts';
import { newHouse } from '../../../server/use-cases/statements/house.fixture.ts';
import type { House } from '../../../server/use-cases/statements/house.fixture.ts';
import type { Person, TestServer } from '../../../tests/setup/test-server.ts';
import { testServer } from '../../../tests/setup/test-server.ts';
import type { Desk } from '../flow.fixture.ts';
import { connectedDesk } from '../flow.fixture.ts';
import type { Design } from './designs.fixture.ts';
import { DESIGNS, designed } from './designs.fixture.ts';
import { textsOf } from './bills.fixture.ts';
import { makeBills } from './make-bills.ts';
import { loadBills } from './period-bills.ts';
import { planBills } from './plan-bills.ts';

/* Templates as people design them, filled from a real server and read back by exceljs. */

let server: TestServer;
let owner: Person;
let house: House;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
  house = await newHouse(server, owner);
  await house.workbook.commit([
    table('payments', [{ date: '2025-01-25', amount: '7.50', unit: 'Apt 1', reference: 'R-3' }], {
      complete: false,
    }),
  ]);
});

const JANUARY = { periodEnd: '2025-01-31', issueDate: '2025-02-03' };
const ANN = 'Apt 1 Ann 2025-01 draft';

async function openDesign(design: Design): Promise<Desk> {
  const { propertyId } = house.params;
  return connectedDesk(server, owner, propertyId, { workbook: await designed(design) });
}

async function make({ ws }: Desk) {
  const plan = await planBills(ws, await loadBills(ws, JANUARY), { template: 'Bill', who: 'all' });
  return { plan, made: await makeBills(ws, plan, { undo: true }) };
}

async function saved({ excel }: Desk): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  const bytes = saveXlsx(excel.workbook);
  await workbook.xlsx.load(bytes.buffer.slice(0, bytes.length) as ArrayBuffer);
  return workbook;
}

async function filled(design: Design) {
  const desk = await openDesign(design);
  const { made } = await make(desk);
  expect(made).toMatchObject({ stopped: null, left: [] });
  const workbook = await saved(desk);
  const sheet = workbook.getWorksheet(ANN);
  if (!sheet) throw new Error('no bill of Ann');
  return { desk, workbook, sheet, rows: textsOf(desk.excel, ANN, 'A1:Z20') };
}

describe('whatever it looks like', () => {
  test.each(DESIGNS)(
    '%s: is filled, made again in its place, and the template stays',
    async (design) => {
      const desk = await openDesign(design);
      const before = textsOf(desk.excel, 'Bill', 'A1:Z20');
      expect((await make(desk)).made.bills.map(({ what }) => what)).toEqual(['new', 'new']);
      const bill = textsOf(desk.excel, ANN, 'A1:Z20');
      expect(bill.flat().join()).not.toMatch(/[{}]/);
      desk.excel.person.type(`'${ANN}'!AB3`, 'mine');
      const { plan, made } = await make(desk);
      expect([plan.asks, made.bills.map(({ what }) => what)]).toEqual([[], ['again', 'again']]);
      expect(textsOf(desk.excel, ANN, 'A1:Z20')).toEqual(bill);
      expect(desk.excel.person.values(`'${ANN}'!AB3`)).toEqual([['mine']]);
      expect(textsOf(desk.excel, 'Bill', 'A1:Z20')).toEqual(before);
      expect((await saved(desk)).worksheets.map(({ name }) => name)).toEqual([
        ...['Other', 'Bill', ANN, 'Apt 2 2025-01 draft'],
      ]);
    },
  );
});

test('letter: fields in sentences are written as the workbook writes them, on paper too', async () => {
  const { rows, sheet } = await filled('letter');
  expect(rows.slice(1, 4).map(([text]) => text)).toEqual([
    'Dear Ann,',
    'for 1/1/2025 – 1/31/2025 you used 200 kWh in Apt 1. Please pay $22.50 by 2/17/2025.',
    'Thank you',
  ]);
  expect(sheet.getCell('A3').font).toMatchObject({ italic: true, size: 12 });
  expect(sheet.getColumn(1).width).toBeCloseTo(72, 1);
  expect(sheet.headerFooter.oddFooter).toBe('&LApt 1&RPage &P');
  expect(sheet.pageSetup).toMatchObject({ printArea: 'A1:A5', fitToPage: true, fitToWidth: 1 });
});

test('right-to-left: it stays so, and amounts keep the format of their cell', async () => {
  const { rows, sheet } = await filled('right-to-left');
  expect(sheet.views[0]).toMatchObject({ rightToLeft: true, showGridLines: false });
  expect(rows.map((row) => [row[0], row[3]])).toEqual([
    ['חשבון חשמל', ''],
    ['דייר', ''],
    ['קריאה', '200'],
    ['תשלום 1/20/2025', '$15.00'],
    ['תשלום 1/25/2025', '$7.50'],
    ['לתשלום', '22.50 ₪'],
  ]);
});

test('picture: it comes along, and one below the lines moves down with its row', async () => {
  const { workbook, sheet } = await filled('picture');
  const rows = sheet.getImages().map(({ range }) => Math.floor(range.tl.nativeRow));
  expect(rows).toEqual([0, 5]);
  const template = workbook.getWorksheet('Bill')?.getImages() ?? [];
  expect(template.map(({ range }) => range.tl.nativeRow)).toEqual([0, 4]);
  expect(sheet.getRow(1).height).toBe(42);
});

test('sums: formulas cover all lines, and mean their own row within them', async () => {
  const { rows, sheet } = await filled('sums');
  expect(rows.map(([, amount, more]) => [amount, more])).toEqual([
    ['Amount', 'So far'],
    ['15.000', '15'],
    ['7.500', '22.5'],
    ['22.500', ''],
    ['11.250', ''],
    ['2.000', ''],
    ['40.000', ''],
    ['5.000', ''],
    ['0.000', ''],
    ['22.500', ''],
    ['22.500', ''],
  ]);
  const formulas = ['C3', 'B4', 'B5', 'B6', 'B10'].map((at) => sheet.getCell(at).formula);
  expect(formulas).toEqual([
    ...['SUM(B$2:B3)', 'SUM(B2:B3)', 'AVERAGE(B2:B3)', 'COUNT(B2:B3)', 'B7+B8+B9-B4'],
  ]);
});

test('merged: cells are merged on each line, and below where they moved to', async () => {
  const { sheet, rows } = await filled('merged');
  const { merges } = sheet.model;
  expect(merges.toSorted()).toEqual(['A1:C1', 'A2:B2', 'A3:B3', 'A4:B4', 'A5:C6']);
  expect(rows.slice(1, 4).map(([, , amount]) => amount)).toEqual(['$15.00', '$7.50', '$22.50']);
  expect(sheet.getCell('A1').fill).toMatchObject({ fgColor: { argb: 'FF0F5C6E' } });
});

test('wide: the scale and the paper that the user chose stay, and the print area grows', async () => {
  const { sheet } = await filled('wide');
  expect(sheet.pageSetup).toMatchObject({
    ...{ orientation: 'landscape', scale: 60, fitToPage: false },
    ...{ printArea: 'A1:Z7', printTitlesRow: '1:1' },
  });
  expect(sheet.getCell('Z6').value).toBe(22.5);
  expect([sheet.getCell('Z7').formula, sheet.getCell('Z7').result]).toEqual(['SUM(M4:M5)+Z6', 45]);
  expect(sheet.getColumn(20).width).toBeCloseTo(14, 1);
});

test('conditional: rows with nothing to say are left out', async () => {
  const { desk, rows } = await filled('conditional');
  expect(rows.map(([text]) => text)).toEqual([
    ...['Bill Draft', 'This is a draft.', 'Before'],
    ...['Nothing was corrected.', 'Ann', 'Total'],
  ]);
  expect(textsOf(desk.excel, 'Apt 2 2025-01 draft').map(([text]) => text)).toContain(
    'To whom it may concern',
  );
});
