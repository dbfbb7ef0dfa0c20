import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Chart } from '../../excel-host/model/workbook.ts';
import { figuresOf } from '../../excel-host/operations/chart-figures.ts';
import { openXlsx } from '../../excel-host/xlsx/open.ts';
import { workbookDocument } from '../setup/run-workbook.ts';
import { testServer } from '../setup/test-server.ts';
import { workbookFolder } from '../setup/workbook-folder.ts';
import { LibreOffice } from './libre-office.ts';
import { pdfPages } from './pdf-pages.ts';
import { validate } from './validate.ts';

/* Charts as `npm run workbook` saves them, read by programs that know nothing of us. */

const isAsked = process.env['POWERTRACKR_OFFICE'] === 'yes';
const TIMEOUT_MS = 300_000;
const ELM = 'excel-host/samples/elm-street.xlsx';

describe.skipIf(!isAsked)('LibreOffice is asked by `npm run test:office` only', () => {
  let office: LibreOffice;
  /** As it was made, and as it was opened, refreshed and saved once more. */
  let files: readonly string[];

  beforeAll(async () => {
    const [server, folder] = await Promise.all([testServer(), workbookFolder()]);
    office = await LibreOffice.start();
    const { client } = await server.signedInUser();
    const onServer = ['--server', server.url, '--token', client.token ?? ''];
    const [made, again] = ['made', 'again'].map((name) => join(folder, `${name}.xlsx`));
    if (made === undefined || again === undefined) throw new Error('two files');
    await workbookDocument(ELM, '--push', '--charts', '--out', made, ...onServer);
    await workbookDocument(made, '--refresh', '--charts', '--out', again, ...onServer);
    files = [made, again];
  }, TIMEOUT_MS);
  afterAll(() => office.close());

  test('nothing in a file with charts is against the standard', async () => {
    expect(await Promise.all(files.map(validate))).toEqual([[], []]);
  });

  test('LibreOffice prints them with their titles and names', async () => {
    const [pdf = new Uint8Array()] = [...(await office.printed(files.slice(1))).values()];
    const text = (await pdfPages(pdf)).map((page) => page.text).join(' ');
    // The edge of a page may cut the last word of a title off: charts stand where the tables end.
    for (const words of ['Usage by unit, kWh', 'Shares of each', "Owner's share"]) {
      expect(text).toContain(words);
    }
  });

  test('LibreOffice keeps what they draw', async () => {
    const again = await office.savedAgain(files);
    const drawn = await Promise.all([...files, ...again].map(chartsIn));
    const [first, ...others] = drawn;
    expect(first?.map(({ type }) => type)).toEqual(['LineMarkers', 'ColumnStacked']);
    expect(first?.map(({ series }) => series.length)).toEqual([6, 8]);
    for (const other of others) expect(other).toEqual(first);
  });
});

async function chartsIn(file: string) {
  const workbook = openXlsx(await readFile(file));
  const charts = workbook.sheets.flatMap(({ charts: own }): Chart[] => own);
  return charts.map((chart) => {
    const { title, categories, series } = figuresOf(workbook, chart);
    return { type: chart.type, title, categories, series };
  });
}
