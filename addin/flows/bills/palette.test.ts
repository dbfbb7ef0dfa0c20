import { expect, test } from 'vitest';
import { openBillDesk, typeTemplate } from './bills.fixture.ts';
import { periodBills, statement } from './documents.fixture.ts';
import { fieldNamed } from './fields.ts';
import { makeBills } from './make-bills.ts';
import { insertField, listTemplates, palette } from './palette.ts';
import { planBills } from './plan-bills.ts';
import { previewBill } from './preview-bill.ts';

test('every field of the palette is known by its name, and stands in it once', () => {
  const names = palette().flatMap(({ fields }) => fields.map(({ name }) => name));
  expect(names.map((name) => fieldNamed(name)?.name)).toEqual(names);
  expect(new Set(names).size).toBe(names.length);
});

test.each(['1.9', '1.17'])(
  'a field goes into the selected cell, behind what stands there (ExcelApi %s)',
  async (apiVersion) => {
    const { excel, ws } = await openBillDesk({ apiVersion });
    excel.person.type('Sheet1!B2', [['Dear', '=1+1']]);
    excel.person.select('Sheet1!B2');
    expect(await insertField(ws, { name: 'tenant' })).toEqual({ sheet: 'Sheet1', cell: 'B2' });
    excel.person.select('Sheet1!A1:C9');
    expect(await insertField(ws, { name: 'unit' })).toEqual({ sheet: 'Sheet1', cell: 'A1' });
    expect(excel.person.values('Sheet1!A1:B2')).toEqual([
      ['{{unit}}', ''],
      ['', 'Dear {{tenant}}'],
    ]);
    excel.person.select('Sheet1!C2');
    await expect(insertField(ws, { name: 'unit' })).rejects.toThrow('holds a formula');
    expect(excel.person.formula('Sheet1!C2')).toBe('1+1');
  },
);

test('templates are the sheets with a field that are no bills', async () => {
  const { excel, ws } = await openBillDesk();
  const template = typeTemplate(excel, [['{{tenant}}', '{{totalDue}}']]);
  excel.person.addSheet('Ledger');
  excel.person.type('Ledger!A1', 'Ann {x}');
  const plan = await planBills(ws, periodBills(statement({ note: '{{note}}' })), {
    ...{ template, who: 'all' },
  });
  await makeBills(ws, plan, { undo: true });
  expect((await listTemplates(ws)).map(({ name }) => name)).toEqual([template]);
});

test('a preview shows one bill as it will be, and touches nothing', async () => {
  const { excel, ws } = await openBillDesk();
  const template = typeTemplate(excel, [
    ['Bill {{number}}', '{{tenant}}'],
    ['{{payment.date}}', '{{payment.amount}}'],
    ['{{if credit}}Credit', '{{credit}}'],
    ['Due', '{{totalDue}}', '=B4*2'],
  ]);
  const payments = [
    { date: '2025-01-15', reference: null, amount: '10.00' },
    { date: '2025-01-20', reference: null, amount: '30.00' },
  ];
  const plan = await planBills(ws, periodBills(statement({ payments })), {
    ...{ template, who: 'all' },
  });
  const [bill] = plan.bills;
  if (!bill) throw new Error('no bill');
  const shown = previewBill(plan, bill);
  expect(shown.rows.map((row) => row.map(({ text }) => text))).toEqual([
    ['Bill Draft', 'Ann Miller', ''],
    ['1/15/2025', '$10.00', ''],
    ['1/20/2025', '$30.00', ''],
    ['Due', '$49.96', '=B4*2'],
  ]);
  expect(shown.page.centerHeader).toContain('DRAFT');
  expect(excel.workbook.sheets).toHaveLength(1);
});
