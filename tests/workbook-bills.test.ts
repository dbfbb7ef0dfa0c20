import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { beforeAll, expect, test } from 'vitest';
import * as elm from '../excel-host/samples/elm-street-figures.ts';
import { runWorkbook, workbookDocument } from './setup/run-workbook.ts';
import { testServer } from './setup/test-server.ts';
import { workbookFolder } from './setup/workbook-folder.ts';

/* Bills by `npm run workbook`, read back by exceljs, against figures that the sample computes itself. */

const ELM = 'excel-host/samples/elm-street.xlsx';
const TIMEOUT_MS = 120_000;

let folder: string;
let connection: string[];
let made: string;

beforeAll(async () => {
  const [server, own] = await Promise.all([testServer(), workbookFolder()]);
  folder = own;
  made = join(folder, 'made.xlsx');
  const { client } = await server.signedInUser();
  connection = ['--server', server.url, '--token', client.token ?? ''];
});

async function read(file: string): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(file);
  return workbook;
}

/** What stands in a row that begins with that text, in its last column. */
function figure(sheet: ExcelJS.Worksheet | undefined, label: string): unknown {
  let found: unknown;
  sheet?.eachRow((row) => {
    if (row.getCell(1).text.startsWith(label))
      found = row.getCell(7).result ?? row.getCell(7).value;
  });
  return found;
}

test(
  'the sample ledger becomes a bill for each tenant, which another program reads',
  async () => {
    const { bills } = await workbookDocument(
      ...[ELM, '--push', '--refresh', '--bills-sample', '--period', '2025-01'],
      ...['--out', made, ...connection],
    );
    expect(bills).toMatchObject({ template: 'Bill template', periodEnd: '2025-01-31' });
    expect(bills?.notMade).toEqual([]);
    expect(bills?.made.map(({ unit }) => unit).toSorted()).toEqual([...elm.units].toSorted());
    const workbook = await read(made);
    for (const { sheet: name, unit } of bills?.made ?? []) {
      const sheet = workbook.getWorksheet(name);
      const cents = elm.chargeCents(unit, 1);
      expect([unit, figure(sheet, 'Charge for your usage, exact')]).toEqual([unit, cents / 100]);
      expect(figure(sheet, 'Worked out here')).toBeCloseTo(cents / 100, 1);
      expect(sheet?.pageSetup).toMatchObject({ fitToPage: true, fitToWidth: 1, fitToHeight: 0 });
      expect(sheet?.pageSetup.printArea).toMatch(/^A1:G\d+$/);
      expect(sheet?.headerFooter.oddHeader).toContain('DRAFT');
    }
  },
  TIMEOUT_MS,
);

test(
  'made again from the file they stay in their place, and once issued they are numbered',
  async () => {
    const out = join(folder, 'issued.xlsx');
    const args = ['--bills', 'Bill template', '--period', '2025-01-31', '--issue'];
    const { bills } = await workbookDocument(made, ...args, '--out', out, ...connection);
    expect(bills?.made.map(({ number }) => number)).toEqual(elm.units.map((_, i) => i + 1));
    const [before, after] = await Promise.all([read(made), read(out)]);
    expect(after.worksheets).toHaveLength(before.worksheets.length);
    const [first] = bills?.made ?? [];
    const sheet = after.getWorksheet(first?.sheet ?? '');
    expect(sheet?.name).toMatch(/^Apt 1A Ann Miller 2025-01$/);
    expect(sheet?.getCell('G3').value).toBe(1);
    expect(sheet?.headerFooter.oddHeader ?? '').not.toContain('DRAFT');
  },
  TIMEOUT_MS,
);

test(
  'a template, or a period, that is not there is told in a sentence, and no file is written',
  async () => {
    const none = await runWorkbook(made, '--bills', 'Nothing', '--out', made, ...connection);
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('no sheet "Nothing"')]);
    const never = await runWorkbook(made, '--bills-sample', '--period', '2031-01', ...connection);
    expect([never.code, never.stderr]).toEqual([
      1,
      expect.stringContaining('There is no billing period "2031-01"'),
    ]);
  },
  TIMEOUT_MS,
);
