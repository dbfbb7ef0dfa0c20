import { expect, test } from 'vitest';
import { sentenceOf } from '../words.ts';
import { openBillDesk, typeTemplate } from './bills.fixture.ts';
import { checkTemplate } from './check-template.ts';

async function check(rows: readonly (readonly (string | number)[])[]) {
  const desk = await openBillDesk();
  const sheet = typeTemplate(desk.excel, rows);
  return { desk, checked: await checkTemplate(desk.ws, sheet) };
}

test('tells the fields that a sheet uses', async () => {
  const { checked } = await check([
    ['Bill of {{Tenant}}', '{{total due}}'],
    ['{{meter.usage}} kWh {{tenant}}'],
  ]);
  expect(checked.fields).toEqual(['tenant', 'totalDue', 'meter.usage']);
  expect(checked.mistakes).toEqual([]);
});

test('an unknown field is told with its cell and what may be meant', async () => {
  const { checked } = await check([
    ['', ''],
    ['', 'Dear {{tennant}}'],
  ]);
  expect(checked.mistakes).toHaveLength(1);
  const [mistake] = checked.mistakes;
  expect(mistake).toMatchObject({ at: 'B2', nearest: 'tenant' });
  expect(mistake && sentenceOf(mistake.saying)).toBe(
    'B2: there is no field "tennant". Is {{tenant}} meant?',
  );
});

test.each([
  ['{{tenant}', 'A1: a field begins with {{ and ends with }}; here one of them is missing.'],
  ['="Dear "&"{{tenant}}"', 'A1: a field within a formula is not filled in.'],
  ['{{payment.date}} {{meter.usage}}', 'Row 1 has lines of payments and of sub-meters.'],
  ['Bill', 'There is no field in this sheet.'],
])('%s is a mistake', async (cell, sentence) => {
  const { checked } = await check([[cell]]);
  const [mistake] = checked.mistakes;
  expect(mistake && sentenceOf(mistake.saying)).toContain(sentence);
});

test('lines in the header of the page, and unknown fields there, are mistakes', async () => {
  const desk = await openBillDesk();
  typeTemplate(desk.excel, [['{{tenant}}']]);
  const [sheet] = desk.excel.workbook.sheets;
  if (!sheet) throw new Error('no sheet');
  sheet.pageLayout.headerFooter.leftHeader = '{{payment.date}}';
  sheet.pageLayout.headerFooter.rightFooter = 'Page &P of {{tenent}}';
  const { mistakes } = await checkTemplate(desk.ws, sheet.name);
  expect(mistakes.map(({ saying }) => sentenceOf(saying))).toEqual([
    'Header, left: {{payment.date}} is of lines, which have no place there.',
    'Footer, right: there is no field "tenent". Is {{tenant}} meant?',
  ]);
});

test.each(['1.17', '1.13'])(
  'rows that repeat are whole: merged cells do not reach beyond (ExcelApi %s)',
  async (apiVersion) => {
    const desk = await openBillDesk({ apiVersion });
    const sheet = typeTemplate(desk.excel, [
      ['Sub-meters', '{{meter.usage}}'],
      ['', ''],
    ]);
    const [model] = desk.excel.workbook.sheets;
    if (model) model.merges = [{ top: 0, left: 0, bottom: 1, right: 0 }];
    const { mistakes } = await checkTemplate(desk.ws, sheet);
    expect(mistakes).toMatchObject([{ at: 'A1', saying: { code: 'torn-merge' } }]);
  },
);

test('the heading and the last row of a table do not repeat with their table', async () => {
  const desk = await openBillDesk();
  const sheet = typeTemplate(desk.excel, [
    ['{{meter.label}}', 'kWh'],
    ['x', 1],
  ]);
  desk.excel.person.makeTable('A1:B2', 'Lines');
  const { mistakes } = await checkTemplate(desk.ws, sheet);
  expect(mistakes).toMatchObject([{ at: '1', saying: { code: 'table-edge' } }]);
});

test('a sheet that is gone, protected, filtered or huge is no template, with a reason', async () => {
  const desk = await openBillDesk();
  const { person } = desk.excel;
  await expect(checkTemplate(desk.ws, 'Nowhere')).rejects.toThrow('There is no sheet "Nowhere"');
  const sheet = typeTemplate(desk.excel, [
    ['{{tenant}}', 'x'],
    ['a', 1],
    ['b', 2],
  ]);
  person.makeTable('A1:B3', 'Some');
  person.filter('Some', 'x', ['1']);
  await expect(checkTemplate(desk.ws, sheet)).rejects.toMatchObject({ code: 'template-filtered' });
  person.filter('Some', 'x');
  person.protect(sheet);
  await expect(checkTemplate(desk.ws, sheet)).rejects.toMatchObject({ code: 'template-protected' });
  person.unprotect(sheet);
  person.type('CV900', 'far away');
  await expect(checkTemplate(desk.ws, sheet)).rejects.toMatchObject({ code: 'too-large' });
});
