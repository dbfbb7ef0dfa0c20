import { expect, test } from 'vitest';
import { openBillDesk, textsOf } from './bills.fixture.ts';
import { meters, periodBills, statement } from './documents.fixture.ts';
import { checkTemplate } from './check-template.ts';
import { makeBills } from './make-bills.ts';
import { planBills } from './plan-bills.ts';
import { addSampleTemplate } from './sample-template.ts';

/** Each label with what stands last in its row. */
function facts(rows: readonly (readonly string[])[]): Record<string, string | undefined> {
  return Object.fromEntries(rows.map((row) => [row[0] ?? '', row.findLast((text) => text !== '')]));
}

test.each(['1.9', '1.17'])(
  'a sample is put beside what there is, and has no mistake (ExcelApi %s)',
  async (apiVersion) => {
    const desk = await openBillDesk({ apiVersion });
    const first = await addSampleTemplate(desk.ws);
    const second = await addSampleTemplate(desk.ws);
    expect([first.name, second.name]).toEqual(['Bill template', 'Bill template 2']);
    expect((await checkTemplate(desk.ws, first.name)).mistakes).toEqual([]);
    const sheet = desk.excel.workbook.sheets.find(({ name }) => name === first.name);
    expect(sheet?.pageLayout.zoom).toEqual({ horizontalFitToPages: 1 });
    expect(sheet?.pageLayout.printArea).toHaveLength(1);
  },
);

test('its bill shows what regulators ask for, and derives the charge beside the exact figure', async () => {
  const desk = await openBillDesk();
  const { name } = await addSampleTemplate(desk.ws);
  const bill = statement({
    meters: meters(['Kitchen', '100'], ['Bath', '160']),
    previousNumber: 4,
    dueDate: null,
  });
  const plan = await planBills(desk.ws, periodBills(bill), { template: name, who: 'all' });
  const { bills, stopped } = await makeBills(desk.ws, plan, { undo: true });
  expect([bills.length, stopped]).toEqual([1, null]);
  const rows = textsOf(desk.excel, bills[0]?.sheet ?? '');
  expect(rows.slice(7, 11)).toEqual([
    ['Sub-meter', 'From', 'Reading', 'To', 'Reading', '×', 'kWh'],
    ['Kitchen', '12/31/2024', '0', '1/31/2025', '100', '1', '100'],
    ['Bath', '12/31/2024', '1,000', '1/31/2025', '1,160', '1', '160'],
    ['Your usage, kWh', '', '', '', '', '', '260'],
  ]);
  expect(facts(rows)).toMatchObject({
    "The utility's bill for the building": '350.67',
    'for kWh': '1,825',
    'Rate per kWh that results': '0.192158',
    'Worked out here: (reading − reading) × rate': '49.96',
    'Charge for your usage, exact': '49.96',
    'Balance of bill no. 4': '40.00',
    'Less: payment of 1/15/2025 R-1': '40.00',
    Total: '49.96',
  });
  const said = rows.flat().join('\n');
  expect(said).toContain('not from the electric utility');
  expect(said).toContain('bills@elm.example');
});

test.each([
  ['was not read', { openingDate: null, openingReading: null }],
  ['began anew', { openingReading: '99900', closingReading: '60' }],
])('where a dial %s nothing is worked out from it', async (_, dial) => {
  const desk = await openBillDesk();
  const { name } = await addSampleTemplate(desk.ws);
  const [read, other] = meters(['Kitchen', '100'], ['Bath', '160']);
  if (!read || !other) throw new Error('no meters');
  const bill = statement({ meters: [read, { ...other, ...dial }] });
  const plan = await planBills(desk.ws, periodBills(bill), { template: name, who: 'all' });
  const { bills } = await makeBills(desk.ws, plan, { undo: true });
  const label = 'Worked out here: (reading − reading) × rate';
  expect(facts(textsOf(desk.excel, bills[0]?.sheet ?? ''))[label]).toBe(label);
});

test('a correction has no sub-meters, and no charge to work out', async () => {
  const desk = await openBillDesk();
  const { name } = await addSampleTemplate(desk.ws);
  const nothing = { usageKwh: null, rate: null, billAmount: null, billKwh: null };
  const bill = statement({ ...nothing, kind: 'correction', meters: [], number: 9 });
  const plan = await planBills(desk.ws, periodBills(bill), { template: name, who: 'all' });
  const { bills } = await makeBills(desk.ws, plan, { undo: true });
  const labels = textsOf(desk.excel, bills[0]?.sheet ?? '').map(([label]) => label);
  expect(labels).not.toContain('Sub-meter');
  expect(labels.join()).not.toMatch(/Worked out|Rate per/);
  expect(labels).toContain('Your account');
});

test.each([null, 4])(
  'what stands in the account adds up to the total (bill before: %s)',
  async (previousNumber) => {
    const desk = await openBillDesk();
    const { name } = await addSampleTemplate(desk.ws);
    const bill = statement({
      previousNumber,
      adjustments: [{ date: '2025-01-09', reason: 'Key', amount: '-5.00' }],
      corrections: [
        {
          ...{ cause: 'usage', text: 'Reading of December corrected', date: null },
          ...{ periodEnd: '2024-12-31', stated: '40.00', now: '43.00', amount: '3.00' },
        },
      ],
      totalDue: '47.96',
    });
    const plan = await planBills(desk.ws, periodBills(bill), { template: name, who: 'all' });
    const { bills } = await makeBills(desk.ws, plan, { undo: true });
    const rows = desk.excel.person.values(`'${bills[0]?.sheet}'!A1:G40`);
    const start = rows.findIndex(([label]) => label === 'Your account') + 1;
    const total = rows.findIndex(([label]) => String(label).startsWith('Total'));
    const sum = rows
      .slice(start, total)
      .reduce((all, row) => all + (String(row[0]).startsWith('Less') ? -1 : 1) * Number(row[6]), 0);
    expect([total - start, sum.toFixed(2)]).toEqual([5, '47.96']);
  },
);
