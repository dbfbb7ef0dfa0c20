import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Person, TestServer } from '../../tests/setup/test-server.ts';
import { testServer } from '../../tests/setup/test-server.ts';
import { FEB, JAN, MAR, openBillsDesk } from './bills-desk.fixture.ts';
import type { Desk, DeskOptions } from './flow.fixture.ts';
import { offersOf } from './offers.ts';
import type { PushInput } from './preview.ts';
import { preview } from './preview.ts';
import { push } from './push.ts';
import { takeNewer } from './take-newer.ts';

let server: TestServer;
let owner: Person;
let propertyId: string;
beforeAll(async () => {
  server = await testServer();
  owner = await server.signedInUser();
});
beforeEach(async () => {
  propertyId = (await server.property(owner)).id;
});

const THREE_BILLS = [
  [JAN, 100, 50.5, 'one'],
  [FEB, 200, 90, 'two'],
  [MAR, 300, 95, 'three'],
] as const;

const BRING_BACK: PushInput = { choices: [{ kind: 'bills', action: 'bringBack' }] };

async function send({ ws }: Desk, input: PushInput = {}): Promise<void> {
  await push(ws, await preview(ws, input));
}

/**
 * A workbook to which the server has a cell, a row that goes and a row that comes: January was deleted
 * elsewhere and March corrected; February is missing here.
 */
async function deskWithNewer(options?: DeskOptions): Promise<Desk> {
  const open = (how?: DeskOptions) => openBillsDesk(server, owner, propertyId, THREE_BILLS, how);
  const [elsewhere, here] = [await open(), await open(options)];
  await send(elsewhere);
  await send(here);
  elsewhere.excel.person.type('Bills!C4', 99.5);
  elsewhere.excel.person.delete('Bills!A2:D2');
  await send(elsewhere, { choices: [{ kind: 'bills', action: 'delete' }] });
  here.excel.person.delete('Bills!A3:D3');
  return here;
}

const WIDE = [
  ['Item', 'Share', 'Paid', 'By', 'When'],
  ['Roof', 5, 'yes', 'Ann', 'May'],
];

function putWideTable({ excel }: Desk): void {
  excel.person.type('Bills!B7', WIDE);
  excel.person.makeTable('Bills!B7:F8', 'Repairs');
}

async function taken(desk: Desk) {
  const shown = await preview(desk.ws, BRING_BACK);
  const { written, left } = await takeNewer(desk.ws, shown, offersOf(shown));
  return { written, left: left.map(({ offer, saying }) => `${offer.what} ${saying.code}`) };
}

const JANUARY = [JAN, 100, 50.5, 'one'];
const FEBRUARY = [FEB, 200, 90, 'two'];
const MARCH = [MAR, 300, 99.5, 'three'];

test('a cell, a row that goes and a row that comes are written together', async () => {
  const desk = await deskWithNewer();
  desk.excel.person.type('Bills!A6', 'below');
  expect(await taken(desk)).toEqual({ written: 3, left: [] });
  expect(desk.excel.person.values('Bills[#Data]')).toEqual([MARCH, FEBRUARY]);
  expect(desk.excel.person.values('Bills!A6')).toEqual([['below']]);
});

describe('above a table that reaches further, of which Excel lets no cells be shifted', () => {
  test.each([
    ['a row comes with one of the sheet, and none goes', '1.17', null, true],
    ['beside another table no row comes, and none goes', '1.17', 'Bills!H2:I3', false],
    ['in an Excel that cannot say how far a table reaches too', '1.12', null, false],
  ])('%s (ExcelApi %s)', async (_rule, apiVersion, beside, canCome) => {
    const desk = await deskWithNewer({ apiVersion });
    const { person } = desk.excel;
    putWideTable(desk);
    if (beside !== null) {
      person.type(beside.split(':')[0] ?? '', [
        ['Key', 'Whose'],
        ['Roof', 'Ann'],
      ]);
      person.makeTable(beside, 'Keys');
    }
    expect(await taken(desk)).toEqual({
      written: canCome ? 2 : 1,
      left: ['row-out row-in-the-way', ...(canCome ? [] : ['row-in row-in-the-way'])],
    });
    const rows = [JANUARY, MARCH, ...(canCome ? [FEBRUARY] : [])];
    expect(person.values('Bills[#Data]')).toEqual(rows);
    expect(person.values('Repairs[#All]')).toEqual(WIDE);
  });

  test.each([
    ['a row comes with one of the sheet, and none goes', '1.17', true],
    ['of what this Excel does not tell it refuses, and filters are on again', '1.12', false],
  ])('merged cells are in the way too: %s (ExcelApi %s)', async (_rule, apiVersion, canCome) => {
    const desk = await deskWithNewer({ apiVersion });
    const { person } = desk.excel;
    person.type('Bills!C7', 'Payments of the year');
    await desk.excel.Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Bills').getRange('C7:G7').merge();
      await context.sync();
    });
    person.filter('Bills', 'Note', ['three']);
    if (canCome) {
      expect(await taken(desk)).toEqual({ written: 2, left: ['row-out row-in-the-way'] });
      expect(person.values('Bills!C8')).toEqual([['Payments of the year']]);
    } else await expect(taken(desk)).rejects.toMatchObject({ code: 'merged' });
    const rows = [JANUARY, MARCH, ...(canCome ? [FEBRUARY] : [])];
    expect(person.values('Bills[#Data]')).toEqual(rows);
    expect(person.filterOf('Bills')?.criteria[3]).toMatchObject({ values: ['three'] });
  });

  test('filters are on again afterwards', async () => {
    const desk = await deskWithNewer();
    putWideTable(desk);
    desk.excel.person.filter('Bills', 'Note', ['three']);
    await taken(desk);
    expect(desk.excel.person.filterOf('Bills')?.criteria[3]).toMatchObject({ values: ['three'] });
    expect(desk.excel.person.values('Bills[#Data]')).toEqual([JANUARY, MARCH, FEBRUARY]);
  });
});

test('a row that is another by now is left alone', async () => {
  const desk = await deskWithNewer();
  const shown = await preview(desk.ws);
  desk.excel.person.insert('Bills!1:1');
  const { left } = await takeNewer(desk.ws, shown, offersOf(shown));
  expect(left.map(({ saying }) => saying.code)).toEqual(['cell-moved', 'row-moved']);
  expect(desk.excel.person.values('Bills[#Data]')).toEqual([JANUARY, [MAR, 300, 95, 'three']]);
});

test('where a sheet is protected whose rows are to come or go, nothing is written', async () => {
  const desk = await deskWithNewer();
  const shown = await preview(desk.ws);
  desk.excel.person.protect('Bills');
  const refused = takeNewer(desk.ws, shown, offersOf(shown));
  await expect(refused).rejects.toMatchObject({ name: 'HostProblem', code: 'protected' });
  expect(desk.excel.person.values('Bills[#Data]')).toEqual([JANUARY, [MAR, 300, 95, 'three']]);
});

test('where all rows go the table stays, with a blank one', async () => {
  const [elsewhere, here] = [
    await openBillsDesk(server, owner, propertyId, THREE_BILLS),
    await openBillsDesk(server, owner, propertyId, THREE_BILLS),
  ];
  await send(elsewhere);
  await send(here);
  elsewhere.excel.person.delete('Bills!A2:D4');
  await send(elsewhere, { choices: [{ kind: 'bills', action: 'delete' }] });
  here.excel.person.type('Bills!A6', 'below');
  expect(await taken(here)).toEqual({ written: 3, left: [] });
  expect(here.excel.person.values('Bills[#All]')).toEqual([
    ['To', 'kWh', 'Amount', 'Note'],
    ['', '', '', ''],
  ]);
  expect(here.excel.person.values('Bills!A4')).toEqual([['below']]);
});
