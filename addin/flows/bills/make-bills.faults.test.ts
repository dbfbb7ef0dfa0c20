import { describe, expect, test } from 'vitest';
import { saveXlsx } from '../../../excel-host/xlsx/save.ts';
import { openXlsx } from '../../../excel-host/xlsx/open.ts';
import type { StatementDocument } from '../../../contract/statement-document.ts';
import type { BillDesk } from './bills.fixture.ts';
import { openBillDesk, textsOf, typeTemplate } from './bills.fixture.ts';
import { meters, periodBills, statement } from './documents.fixture.ts';
import type { Answers } from './make-bills.ts';
import { makeBills } from './make-bills.ts';
import { planBills } from './plan-bills.ts';

const TEMPLATE = [
  ['Bill {{number}} of {{tenant}}', '{{dueDate}}'],
  ['{{meter.label}}', '{{meter.usage}}'],
  ['Sum', '=SUM(B2:B2)'],
  ['Due', '{{totalDue}}'],
];

type Desk = BillDesk & { readonly template: string };

async function desk(options: Parameters<typeof openBillDesk>[0] = {}): Promise<Desk> {
  const opened = await openBillDesk(options);
  return { ...opened, template: typeTemplate(opened.excel, TEMPLATE) };
}

const many = (count: number, given: Partial<StatementDocument> = {}) =>
  periodBills(
    ...Array.from({ length: count }, (_, i) =>
      statement({ ...given, unit: `Flat ${i + 1}`, tenant: null }),
    ),
  );

const plan = ({ ws, template }: Desk, bills: ReturnType<typeof many>) =>
  planBills(ws, bills, { template, who: 'all' });

const sheets = ({ excel }: Desk) => excel.workbook.sheets.map(({ name }) => name);
const YES: Answers = { undo: true };

describe('however many bills there are', () => {
  test('Excel is asked for ten of them at once, and a few times besides', async () => {
    const counts: number[] = [];
    const twelve = Array.from({ length: 12 }, (_, i) => [`M${i}`, '1'] as const);
    for (const [bills, lines] of [
      [10, twelve.slice(0, 2)],
      [10, twelve],
      [50, twelve],
    ] as const) {
      const at = await desk();
      const made = await plan(at, many(bills, { meters: meters(...lines) }));
      const before = at.excel.requests.count;
      expect((await makeBills(at.ws, made, YES)).bills).toHaveLength(bills);
      counts.push(at.excel.requests.count - before);
      const again = at.excel.requests.count;
      await plan(at, many(bills));
      expect(at.excel.requests.count - again).toBeLessThanOrEqual(9);
    }
    const [short = 0, few = 0, more = 0] = counts;
    expect(few).toBe(short);
    // For each ten: the bills, and office.js letting go of their ranges.
    expect(few).toBeLessThanOrEqual(6);
    expect(more - few).toBe(8);
  });

  test('it is told how far it is, and stops where it is told to, with whole bills only', async () => {
    const at = await desk();
    const stop = new AbortController();
    const steps: unknown[] = [];
    const made = await makeBills(at.ws, await plan(at, many(35)), YES, {
      signal: stop.signal,
      onProgress: (progress) => {
        steps.push(progress);
        if (progress.step === 'writing' && progress.done === 20) stop.abort();
      },
    });
    expect(steps).toEqual([10, 20].map((done) => ({ step: 'writing', done, total: 35 })));
    expect(made.stopped).toEqual({ from: 'user' });
    expect([made.bills.length, made.left.length]).toEqual([20, 15]);
    expect(sheets(at)).toHaveLength(21);
    const again = await plan(at, many(35));
    expect(again.bills.map(({ what }) => what)).toEqual([
      ...Array(20).fill('again'),
      ...Array(15).fill('new'),
    ]);
  });
});

describe('what goes wrong leaves whole bills and no others', () => {
  test('a name that somebody took meanwhile', async () => {
    const at = await desk();
    const planned = await plan(at, many(25));
    at.excel.person.addSheet('flat 14 2025-01 DRAFT');
    const made = await makeBills(at.ws, planned, YES);
    expect(made.stopped).toMatchObject({ from: 'excel', code: 'name-taken' });
    expect(made.bills).toHaveLength(10);
    expect(made.left.map(({ why }) => why)).toEqual(Array(15).fill('stopped'));
    expect(sheets(at).filter((name) => /^Sheet1|unfinished/.test(name))).toEqual(['Sheet1']);
    expect(sheets(at)).toHaveLength(12);
    expect(at.excel.workbook.names).toEqual([]);
  });

  test('a template that is changed while bills are made of it', async () => {
    const at = await desk();
    const planned = await plan(at, many(25));
    const made = await makeBills(at.ws, planned, YES, {
      onProgress: ({ step }) => {
        if (step === 'writing') at.excel.person.type('Sheet1!A3', 'Total');
      },
    });
    expect(made.stopped).toMatchObject({ from: 'excel', code: 'changed-meanwhile' });
    expect(made.bills).toHaveLength(10);
    expect(sheets(at)).toHaveLength(11);
  });

  test('a template that is deleted, or protected, while bills are made of it', async () => {
    for (const act of ['deleteSheet', 'protect'] as const) {
      const at = await desk();
      const made = await makeBills(at.ws, await plan(at, many(25)), YES, {
        onProgress: ({ step }) => {
          if (step === 'writing') at.excel.person[act]('Sheet1');
        },
      });
      const code = act === 'protect' ? 'protected' : 'gone';
      expect(made.stopped).toMatchObject({ from: 'excel', code });
      expect(made.bills).toHaveLength(10);
      expect(sheets(at).filter((name) => name !== 'Sheet1')).toHaveLength(10);
    }
  });

  test('a cell that is being edited: it waits, and goes on', async () => {
    const at = await desk();
    const planned = await plan(at, many(12));
    at.excel.person.enterCell();
    setTimeout(() => at.excel.person.leaveCell(), 200);
    const steps: string[] = [];
    const made = await makeBills(at.ws, planned, YES, {
      onProgress: ({ step }) => void steps.push(step),
    });
    expect(made).toMatchObject({ stopped: null });
    expect(made.bills).toHaveLength(12);
    expect(steps).toContain('waiting-for-cell');
  });

  test('a bill that the user types into after it was looked at is not touched', async () => {
    const at = await desk();
    await makeBills(at.ws, await plan(at, many(3)), YES);
    const planned = await plan(at, many(3, { totalDue: '99.00' }));
    at.excel.person.insert("'Flat 2 2025-01 draft'!1:2");
    const made = await makeBills(at.ws, planned);
    expect(made.stopped).toMatchObject({ code: 'changed-meanwhile' });
    expect(textsOf(at.excel, 'Flat 2 2025-01 draft').at(-1)).toEqual(['Due', '$49.96']);
    expect(textsOf(at.excel, 'Flat 1 2025-01 draft').at(-1)).toEqual(['Due', '$49.96']);
    const again = await makeBills(at.ws, await plan(at, many(3, { totalDue: '99.00' })));
    expect(again.bills).toHaveLength(3);
    expect(textsOf(at.excel, 'Flat 2 2025-01 draft').at(-1)).toEqual(['Due', '$99.00']);
  });

  test('a bill whose sheet is protected is left, and the others are made', async () => {
    const at = await desk();
    await makeBills(at.ws, await plan(at, many(3)), YES);
    at.excel.person.protect('Flat 2 2025-01 draft');
    const made = await makeBills(at.ws, await plan(at, many(3, { totalDue: '99.00' })));
    expect(made.bills).toHaveLength(2);
    expect(made.left).toMatchObject([{ sheet: 'Flat 2 2025-01 draft', why: 'protected' }]);
  });

  test('more than Excel takes at once goes in several parts', async () => {
    const at = await desk();
    const note = 'x'.repeat(400_000).slice(0, 30_000);
    at.excel.person.type('Sheet1!A5', [Array(8).fill('{{note}}')]);
    const before = at.excel.requests.count;
    const made = await makeBills(at.ws, await plan(at, many(20, { note })), YES);
    expect(made).toMatchObject({ stopped: null });
    expect(made.bills).toHaveLength(20);
    expect(at.excel.requests.count - before).toBeGreaterThan(6);
  });
});

describe('whatever workbook it is', () => {
  test('days are right where they are counted from 1904', async () => {
    const at = await desk();
    at.excel.workbook.date1904 = true;
    await makeBills(at.ws, await plan(at, many(1)), YES);
    expect(at.excel.person.texts("'Flat 1 2025-01 draft'!B1")).toEqual([['2/17/2025']]);
  });

  test('numbers are numbers where they are written with a comma', async () => {
    const at = await desk();
    const { culture } = at.excel.workbook;
    at.excel.workbook.culture = {
      ...culture,
      ...{ name: 'de-DE', decimalSeparator: ',', thousandsSeparator: '.' },
      ...{ dateSeparator: '.', shortDatePattern: 'dd.MM.yyyy' },
    };
    at.excel.person.type('Sheet1!A4', 'Bitte {{totalDue}} bis {{dueDate}} zahlen');
    await makeBills(at.ws, await plan(at, many(1, { totalDue: '1234.50' })), YES);
    const sheet = "'Flat 1 2025-01 draft'";
    expect(at.excel.person.values(`${sheet}!B4`)).toEqual([[1234.5]]);
    expect(at.excel.person.texts(`${sheet}!A4`)).toEqual([
      ['Bitte $1.234,50 bis 17.02.2025 zahlen'],
    ]);
  });

  test('a file that is closed and opened again knows its bills', async () => {
    const at = await desk();
    await makeBills(at.ws, await plan(at, many(2)), YES);
    const workbook = openXlsx(saveXlsx(at.excel.workbook));
    const opened = await openBillDesk({ workbook });
    const planned = await planBills(opened.ws, many(2), { template: 'Sheet1', who: 'all' });
    expect(planned.bills.map(({ what }) => what)).toEqual(['again', 'again']);
  });

  test('what is remembered of sheets that are gone is forgotten', async () => {
    const at = await desk();
    await makeBills(at.ws, await plan(at, many(2)), YES);
    at.excel.person.deleteSheet('Flat 1 2025-01 draft');
    const keys = () => [...at.excel.workbook.settings.keys()].filter((key) => /bill /.test(key));
    expect(keys()).toHaveLength(2);
    await makeBills(at.ws, await plan(at, many(2)), YES);
    expect(keys()).toHaveLength(2);
    expect(sheets(at)).toHaveLength(3);
  });
});
