import { expect, test } from 'vitest';
import { openExcel } from '../../excel-host/node/open-excel.ts';
import { whenTestDone } from '../../tests/setup/when-done.ts';
import { openXlsx } from '../../excel-host/xlsx/open.ts';
import { saveXlsx } from '../../excel-host/xlsx/save.ts';
import { isElsewhere } from './file.ts';
import { forgetState, readState, sentWith, writeState } from './workbook-state.ts';

async function open(options: Parameters<typeof openExcel>[0] = {}) {
  const excel = await openExcel({ installGlobals: false, ...options });
  whenTestDone(() => excel.close());
  return excel;
}

const PROPERTY = '11111111-1111-4111-8111-111111111111';

test('what is remembered is in the file, and nowhere else', async () => {
  const excel = await open();
  const before = await readState(excel);
  await writeState(excel, before, { propertyId: PROPERTY, mapping: { tables: [] } });
  const again = await open({ workbook: openXlsx(saveXlsx(excel.workbook)) });
  expect(await readState(again)).toEqual({
    ...before,
    propertyId: PROPERTY,
    mapping: { tables: [] },
  });
});

test('a workbook that remembers nothing sound is a new one', async () => {
  const excel = await open();
  await excel.Excel.run(async (context) => {
    context.workbook.settings.add('PowerTrackr.workbook', '{"workbookId":"mine"}');
    context.workbook.settings.add('PowerTrackr.results', 'no json');
    context.workbook.settings.add('PowerTrackr.mapping', { some: 'object' });
    await context.sync();
  });
  expect(await readState(excel)).toMatchObject({
    ...{ propertyId: null, sent: [], answered: null, file: null, mapping: null },
    written: { etags: {}, tables: {} },
  });
});

test('forgetting leaves the mapping and what others keep in the file', async () => {
  const excel = await open();
  await excel.Excel.run(async (context) => {
    context.workbook.settings.add('Other.addin', 'theirs');
    await context.sync();
  });
  const before = await readState(excel);
  await writeState(excel, before, { propertyId: PROPERTY, mapping: { tables: [1] } });
  await forgetState(excel);
  expect(await readState(excel)).toMatchObject({ propertyId: null, mapping: { tables: [1] } });
  expect([...excel.workbook.settings.keys()]).toEqual(['Other.addin', 'PowerTrackr.mapping']);
});

test('the newest ids of pushes without an answer are remembered, nine of them', () => {
  const ids = Array.from({ length: 12 }, (_, i) => `push ${i}`);
  const sent = ids.reduce<string[]>((before, id) => sentWith({ sent: before }, id), []);
  expect(sent).toEqual(ids.slice(3));
});

test.each([
  ['Book1.xlsx', '', 'Ledger.xlsx', 'disk:1', false],
  ['Ledger.xlsx', 'disk:1', 'Ledger.xlsx', 'disk:1', false],
  ['Ledger.xlsx', 'disk:1', 'Ledger.xlsx', 'disk:2', true],
  ['Ledger.xlsx', 'web:1', 'Ledger.xlsx', 'disk:2', false],
  ['Ledger.xlsx', 'web:1', 'Copy of Ledger.xlsx', 'disk:2', true],
])('%s (%s), opened as %s (%s): elsewhere %s', (name, place, newName, newPlace, expected) => {
  expect(isElsewhere({ name, place }, { name: newName, place: newPlace })).toBe(expected);
});
