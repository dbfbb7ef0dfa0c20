import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as elm from '../../excel-host/samples/elm-street-figures.ts';
import { workbookDocument } from '../setup/run-workbook.ts';
import { testServer } from '../setup/test-server.ts';
import { workbookFolder } from '../setup/workbook-folder.ts';
import type { Filled, FilledLedger } from './filled.ts';
import { fillDesigns } from './filled.ts';
import { LibreOffice } from './libre-office.ts';
import type { PdfPage } from './pdf-pages.ts';
import { pdfPages } from './pdf-pages.ts';
import { differingTexts, formulasOf, layoutOf, mergesOf, read, tablesOf } from './readers.ts';
import { validate } from './validate.ts';

/*
 * What `npm run workbook` saves, read by programs that know nothing of us: LibreOffice, exceljs, and
 * Microsoft's own validator of such files.
 */

const isAsked = process.env['POWERTRACKR_OFFICE'] === 'yes';
/** Of readers that start up, and of several workbooks. */
const TIMEOUT_MS = 300_000;

const ELM = 'excel-host/samples/elm-street.xlsx';
const SAMPLE = 'Bill template';
const dollars = (cents: number) => `$${(cents / 100).toFixed(2)}`;
const withoutPageNumber = (text: string) => text.replace(/Page \d+ of \d+/, '');
const nameOf = (file: string) => basename(file, '.xlsx');

describe.skipIf(!isAsked)('LibreOffice is asked by `npm run test:office` only', () => {
  let office: LibreOffice;
  let filled: FilledLedger;
  let files: readonly string[];
  let pages: ReadonlyMap<string, readonly PdfPage[]>;
  /** As LibreOffice saves them, in the order of the files. */
  let again: readonly string[];

  beforeAll(async () => {
    const [server, folder] = await Promise.all([testServer(), workbookFolder()]);
    office = await LibreOffice.start();
    const { client } = await server.signedInUser();
    filled = await fillDesigns(client, folder);
    const made = join(folder, 'made.xlsx');
    const to = ['--out', made, '--server', server.url, '--token', client.token ?? ''];
    await workbookDocument(ELM, '--push', '--refresh', '--bills-sample', ...to);
    files = [made, filled.ledger, ...filled.designs.map(({ file }) => file)];
    const alone = filled.designs.map(({ apart }) => apart);
    const pdfs = [...(await office.printed([...files, ...alone]))].map(
      async ([name, pdf]): Promise<[string, PdfPage[]]> => [name, await pdfPages(pdf)],
    );
    pages = new Map(await Promise.all(pdfs));
    again = await office.savedAgain(files);
  }, TIMEOUT_MS);
  afterAll(() => office.close());

  const pagesIn = (file: string) => pages.get(nameOf(file)) ?? [];
  /** Each bill with its page: the last of the file, in the order of their sheets. */
  const billsOf = ({ file, sheets }: Filled) => {
    const own = pagesIn(file).slice(-sheets.length);
    return sheets.map(({ unit }, i) => ({ unit, page: own[i] }));
  };
  const both = (file: string) =>
    Promise.all([read(file), read(again[files.indexOf(file)] ?? '')] as const);

  test('nothing in a file is against the standard, so nothing is to be repaired', async () => {
    // exceljs, which drew the designs, has ways of its own; what it wrote stays as it was.
    const before = new Set(await validate(filled.designed));
    const [made = '', ...others] = [...files, ...filled.designs.map(({ apart }) => apart)];
    const ofOthers = (await Promise.all(others.map(validate))).flat();
    const found = [...(await validate(made)), ...ofOthers.filter((sort) => !before.has(sort))];
    expect(found).toEqual([]);
  });

  test('LibreOffice computes every formula as we did', async () => {
    for (const file of files) {
      // oxlint-disable-next-line no-await-in-loop -- one workbook after the other
      const { differing, count } = formulasOf(...(await both(file)));
      expect([nameOf(file), differing]).toEqual([nameOf(file), []]);
      expect(count).toBeGreaterThan(20);
    }
  });

  test('LibreOffice shows every cell as Excel does: values, dates and formats are as meant', async () => {
    const shown = await office.shown(files);
    for (const file of files) {
      // oxlint-disable-next-line no-await-in-loop -- one Excel after the other
      expect(await differingTexts(file, shown.get(nameOf(file)))).toEqual([]);
    }
  });

  test('a bill is one page, on which nothing is cut off or written over', () => {
    const before = pagesIn(filled.ledger).length;
    for (const design of filled.designs) {
      const { template, file } = design;
      // The sample template is a sheet more.
      const count = pagesIn(file).length - before - (template === SAMPLE ? 1 : 0);
      expect([template, count]).toEqual([template, elm.units.length]);
      for (const { unit, page } of billsOf(design)) {
        const wrong = /###|\{\{|#[A-Z/0]+[?!]|Err:/.exec(page?.text ?? '###')?.[0];
        const found = { template, unit, wrong, overlaps: page?.overlaps };
        expect(found).toEqual({ template, unit, wrong: undefined, overlaps: [] });
      }
    }
  });

  test('in a workbook of their own bills are printed as beside their ledger', () => {
    for (const { file, apart, sheets } of filled.designs) {
      const [beside, alone] = [pagesIn(file).slice(-sheets.length), pagesIn(apart)];
      const texts = [beside, alone].map((all) => all.map(({ text }) => withoutPageNumber(text)));
      expect([apart, texts[1]]).toEqual([apart, texts[0]]);
    }
  });

  test('it says what that unit owes', () => {
    for (const design of filled.designs) {
      for (const { unit, page } of billsOf(design)) {
        expect(page?.text).toContain(unit);
        const charge = dollars(elm.chargeCents(unit, 9));
        expect(page?.text).toContain(design.template === 'Receipt' ? charge.slice(1) : charge);
      }
    }
  });

  test('the sample template can be read as it is, names of fields and all', () => {
    const sample = filled.designs.find(({ template }) => template === SAMPLE);
    const page = pagesIn(sample?.file ?? '').find(({ text }) => text.includes('{{openingDate}}'));
    expect(page?.overlaps).toEqual([]);
  });

  test('widths, pictures, direction and paper are the template’s, also for LibreOffice', async () => {
    for (const { file, template, sheets } of filled.designs) {
      // oxlint-disable-next-line no-await-in-loop -- one workbook after the other
      for (const workbook of await both(file)) {
        const meant = layoutOf(workbook.getWorksheet(template));
        for (const { sheet } of sheets) {
          expect([sheet, layoutOf(workbook.getWorksheet(sheet))]).toEqual([sheet, meant]);
        }
      }
    }
  });

  test('bills are one page wide, and both readers agree on what is printed and merged', async () => {
    for (const { file, sheets } of filled.designs) {
      // oxlint-disable-next-line no-await-in-loop -- one workbook after the other
      const [ours, theirs] = await both(file);
      for (const { sheet } of sheets) {
        const [bill, other] = [ours, theirs].map((workbook) => workbook.getWorksheet(sheet));
        const oneWide = { fitToPage: true, fitToWidth: 1, fitToHeight: 0 };
        expect(bill?.pageSetup).toMatchObject(oneWide);
        expect(other?.pageSetup.printArea).toEqual(bill?.pageSetup.printArea);
        expect([sheet, mergesOf(other)]).toEqual([sheet, mergesOf(bill)]);
      }
    }
  });

  test('the tables of results are tables for both, with their columns', async () => {
    const [ours, theirs] = await both(filled.ledger);
    for (const name of ['Allocation', 'Reconciliation', 'Balances', 'Utility account']) {
      const [one, other] = [ours, theirs].map((workbook) => tablesOf(workbook, name));
      expect(one).toHaveLength(1);
      expect(other).toEqual(one);
    }
  });
});
