import { describe, expect, test } from 'vitest';
import type { BillDesk } from './bills.fixture.ts';
import { openBillDesk, textsOf, typeTemplate } from './bills.fixture.ts';
import { meters, periodBills, statement } from './documents.fixture.ts';
import type { Answers } from './make-bills.ts';
import { makeBills } from './make-bills.ts';
import type { PeriodBills } from './period-bills.ts';
import { planBills } from './plan-bills.ts';

const TEMPLATE = [
  ['Bill {{number}}', '', '{{property}}'],
  ['Dear {{tenant}}, for {{period}} you owe {{total due}}.'],
  ['Sub-meter', 'From', 'To', 'kWh'],
  [
    '{{meter.label}}',
    '{{meter.openingReading}}',
    '{{meter.closingReading}}',
    '{{meter.usage}}',
    '=C4-B4',
  ],
  ['Sum', '', '', '=SUM(D4:D4)', '=SUM(E4)'],
  ['{{if previousBalance}}Balance', '', '', '{{previousBalance}}'],
  ['{{payment.date}}', '{{payment.reference}}', '', '{{payment.amount}}'],
  ['Due {{dueDate}}', '', '', '{{totalDue}}'],
];

const ANSWERS: Answers = { undo: true };

async function desk(
  rows: readonly (readonly (string | number)[])[] = TEMPLATE,
  apiVersion = '1.17',
) {
  const opened = await openBillDesk({ apiVersion });
  return { ...opened, template: typeTemplate(opened.excel, rows) };
}
type Desk = BillDesk & { readonly template: string };

async function make({ ws, template }: Desk, bills: PeriodBills, answers = ANSWERS) {
  const plan = await planBills(ws, bills, { template, who: 'all' });
  return { plan, made: await makeBills(ws, plan, answers) };
}

const TWO_METERS = { meters: meters(['North', '100'], ['=South', '160']) };
const NAME = 'Apt 1A Ann Miller 2025-01 draft';

describe('a bill', () => {
  test.each(['1.9', '1.14', '1.17'])(
    'is the template, filled in (ExcelApi %s)',
    async (version) => {
      const at = await desk(TEMPLATE, version);
      const { made } = await make(at, periodBills(statement(TWO_METERS)));
      expect(made).toMatchObject({
        stopped: null,
        left: [],
        bills: [{ sheet: NAME, what: 'new' }],
      });
      expect(textsOf(at.excel, NAME)).toEqual([
        ['Bill Draft', '', 'Elm Street 12', '', ''],
        ['Dear Ann Miller, for 1/1/2025 – 1/31/2025 you owe $49.96.', '', '', '', ''],
        ['Sub-meter', 'From', 'To', 'kWh', ''],
        ['North', '0', '100', '100', '100'],
        ['=South', '1,000', '1,160', '160', '160'],
        ['Sum', '', '', '260', '260'],
        ['Balance', '', '', '$40.00', ''],
        ['1/15/2025', 'R-1', '', '$40.00', ''],
        ['Due 2/17/2025', '', '', '$49.96', ''],
      ]);
      expect(at.excel.person.values(`'${NAME}'!D9`)).toEqual([[49.96]]);
      expect(at.excel.person.formula(`'${NAME}'!A5`)).toBeUndefined();
      expect(textsOf(at.excel, at.template)[0]?.[0]).toBe('Bill {{number}}');
    },
  );

  test('leaves out what is nothing, and lines of which there are none', async () => {
    const at = await desk();
    await make(at, periodBills(statement({ previousBalance: '0.00', payments: [] })));
    expect(textsOf(at.excel, NAME).map(([first]) => first)).toEqual([
      'Bill Draft',
      'Dear Ann Miller, for 1/1/2025 – 1/31/2025 you owe $49.96.',
      'Sub-meter',
      'Apt 1A',
      'Sum',
      'Due 2/17/2025',
    ]);
  });

  test('keeps the format that a cell has, and gives one where there is none', async () => {
    const at = await desk([
      ['{{totalDue}}', '{{dueDate}}', '{{usage}}', '{{totalDue}}', '{{dueDate}}'],
    ]);
    at.excel.person.format('A1', '0.0');
    at.excel.person.format('B1', 'yyyy-mm-dd');
    at.excel.person.format('D1:E1', '@');
    await make(at, periodBills(statement({ usageKwh: '1260.500' })));
    expect(textsOf(at.excel, NAME)).toEqual([
      ['50.0', '2025-02-17', '1,260.5', '$49.96', '2/17/2025'],
    ]);
    expect(at.excel.person.values(`'${NAME}'!A1:E1`)).toEqual([
      [49.96, 45705, 1260.5, '$49.96', '2/17/2025'],
    ]);
  });

  test('never takes what a person is called for a formula', async () => {
    const at = await desk([['{{tenant}}', '{{unit}} of {{tenant}}', '{{note}}']]);
    await make(
      at,
      periodBills(statement({ tenant: '=1+1', unit: '=HYPERLINK("x")', note: "'quoted" })),
    );
    const [sheet] = at.excel.workbook.sheets.slice(-1);
    const cells = sheet?.rows[0]?.cells.map((cell) => [cell?.value, cell?.formula]);
    expect(cells).toEqual([
      ['=1+1', undefined],
      ['=HYPERLINK("x") of =1+1', undefined],
      ["'quoted", undefined],
    ]);
  });

  test('is known as a draft on screen and on paper, until it has a number', async () => {
    const at = await desk();
    at.excel.workbook.sheets[0]!.pageLayout.headerFooter = {
      ...at.excel.workbook.sheets[0]!.pageLayout.headerFooter,
      centerHeader: '&14{{number}} A & B',
      leftFooter: '{{tenant}}',
    };
    await make(at, periodBills(statement({ tenant: 'Tom & Co' })));
    const draft = at.excel.workbook.sheets[1];
    expect(draft?.name).toBe('Apt 1A Tom & Co 2025-01 draft');
    expect(draft?.tabColor).toBe('#FFC000');
    expect(draft?.pageLayout.headerFooter).toMatchObject({
      centerHeader: '&"-,Bold"DRAFT&"-,Regular"\n&14Draft A & B',
      leftFooter: 'Tom && Co',
    });
    const { made } = await make(at, periodBills(statement({ tenant: 'Tom & Co', number: 12 })), {});
    expect(made.bills).toMatchObject([
      { what: 'again', number: 12, sheet: 'Apt 1A Tom & Co 2025-01' },
    ]);
    const issued = at.excel.workbook.sheets[1];
    expect(issued).toMatchObject({ name: 'Apt 1A Tom & Co 2025-01', tabColor: '' });
    expect(issued?.pageLayout.headerFooter.centerHeader).toBe('&14 12 A & B');
    expect(textsOf(at.excel, issued?.name ?? '')[0]?.[0]).toBe('Bill 12');
  });
});

describe('what is asked before', () => {
  test('nothing is copied before the user knows that Excel cannot undo then', async () => {
    const at = await desk();
    const bills = periodBills(statement());
    const plan = await planBills(at.ws, bills, { template: at.template, who: 'all' });
    expect(plan.asks).toEqual(['undo']);
    expect(await makeBills(at.ws, plan)).toMatchObject({ bills: [], left: [{ why: 'undo' }] });
    expect(at.excel.workbook.sheets).toHaveLength(1);
  });

  test('a bill that stands is brought up to date without a question', async () => {
    const at = await desk();
    await make(at, periodBills(statement()));
    const { plan, made } = await make(at, periodBills(statement({ totalDue: '60.00' })), {});
    expect([plan.asks, plan.bills[0]?.what]).toEqual([[], 'again']);
    expect(made.bills).toMatchObject([{ what: 'again' }]);
    expect(at.excel.person.texts(`'${NAME}'!D8`)).toEqual([['$60.00']]);
    expect(at.excel.workbook.sheets).toHaveLength(2);
  });

  test('only those who owe, where that is wanted; those without a bill are told', async () => {
    const at = await desk();
    const bills = periodBills(
      statement(),
      statement({ unit: '1B', totalDue: '-5.00' }),
      statement({ unit: '1C', totalDue: '0.00' }),
    );
    const waiting = { ...bills.bills[2]!, unit: '2A', document: null, reason: 'missing' as const };
    const all = { ...bills, bills: [...bills.bills, waiting] };
    const plan = await planBills(at.ws, all, { template: at.template, who: 'owing' });
    expect(plan.bills.map(({ bill }) => bill.unit)).toEqual(['Apt 1A']);
    expect(plan.waiting).toMatchObject([{ unit: '2A', reason: 'missing' }]);
  });
});

describe('a bill made again', () => {
  test('keeps what the user typed, formatted and put in outside of fields', async () => {
    const at = await desk();
    const { person } = at.excel;
    await make(at, periodBills(statement(TWO_METERS)));
    person.type(`'${NAME}'!F4`, 'north is the hall');
    person.insert(`'${NAME}'!4:4`);
    person.type(`'${NAME}'!A4`, 'Electricity');
    person.type(`'${NAME}'!B12`, 'Thank you!');
    const more = [...TWO_METERS.meters, ...meters(['West', '7'])];
    const { plan } = await make(
      at,
      periodBills(statement({ meters: more, previousBalance: '0.00' })),
      {},
    );
    expect(plan.bills[0]).toMatchObject({ what: 'again', edited: [] });
    expect(textsOf(at.excel, NAME).map(([a, b, , d, e, f]) => [a, b, d, e, f])).toEqual([
      ['Bill Draft', '', '', '', ''],
      ['Dear Ann Miller, for 1/1/2025 – 1/31/2025 you owe $49.96.', '', '', '', ''],
      ['Sub-meter', 'From', 'kWh', '', ''],
      ['Electricity', '', '', '', ''],
      ['North', '0', '100', '100', 'north is the hall'],
      ['=South', '1,000', '160', '160', ''],
      ['West', '0', '7', '7', ''],
      ['Sum', '', '267', '267', ''],
      // Left out by now: hidden, since formulas elsewhere may look at it.
      ['', '', '', '', ''],
      ['1/15/2025', 'R-1', '$40.00', '', ''],
      ['Due 2/17/2025', '', '$49.96', '', ''],
      ['', '', '', '', ''],
      ['', 'Thank you!', '', '', ''],
    ]);
    expect(at.excel.workbook.sheets[1]?.rows[8]?.hidden).toBe(true);
  });

  test('lines come back, go, and stay with what was typed beside them', async () => {
    const at = await desk();
    const { person } = at.excel;
    await make(at, periodBills(statement(TWO_METERS)));
    person.type(`'${NAME}'!F5`, 'south');
    const south = { meters: TWO_METERS.meters.slice(1) };
    await make(at, periodBills(statement(south)), {});
    expect(person.texts(`'${NAME}'!A4:F5`).map((row) => [row[0], row[5]])).toEqual([
      ['=South', 'south'],
      ['Sum', ''],
    ]);
    expect(person.texts(`'${NAME}'!D5:E5`)).toEqual([['160', '160']]);
    await make(at, periodBills(statement(TWO_METERS)), {});
    expect(person.texts(`'${NAME}'!A4:F6`).map((row) => [row[0], row[3], row[5]])).toEqual([
      ['North', '100', ''],
      ['=South', '160', 'south'],
      ['Sum', '260', ''],
    ]);
  });

  test('of fields that were typed over it is asked: they are kept, or written', async () => {
    const at = await desk();
    const { person } = at.excel;
    await make(at, periodBills(statement()));
    person.type(`'${NAME}'!D8`, 'see letter');
    const bills = periodBills(statement({ totalDue: '60.00', property: 'Elm' }));
    const { plan, made } = await make(at, bills, {});
    expect([plan.asks, plan.bills[0]?.edited]).toEqual([['edited'], ['D8']]);
    expect(made.left).toMatchObject([{ sheet: NAME, why: 'edited', edited: ['D8'] }]);
    expect(person.texts(`'${NAME}'!C1`)).toEqual([['Elm Street 12']]);
    await makeBills(at.ws, plan, { edited: 'keep' });
    expect(person.texts(`'${NAME}'!C1`)).toEqual([['Elm']]);
    expect(person.texts(`'${NAME}'!D8`)).toEqual([['see letter']]);
    const again = await planBills(at.ws, bills, { template: at.template, who: 'all' });
    expect(again.bills[0]?.edited).toEqual(['D8']);
    await makeBills(at.ws, again, { edited: 'overwrite' });
    expect(person.texts(`'${NAME}'!D8`)).toEqual([['$60.00']]);
  });

  test('a line does not go with what was typed beside it unless the user says so', async () => {
    const at = await desk();
    await make(at, periodBills(statement(TWO_METERS)));
    at.excel.person.type(`'${NAME}'!F5`, 'mine');
    const bills = periodBills(statement({ meters: TWO_METERS.meters.slice(0, 1) }));
    const { plan, made } = await make(at, bills, {});
    expect(plan.bills[0]).toMatchObject({ what: 'edited', edited: ['F5'] });
    expect(made.left).toHaveLength(1);
    expect((await makeBills(at.ws, plan, { edited: 'keep' })).left).toHaveLength(1);
    expect(at.excel.person.texts(`'${NAME}'!A5`)).toEqual([['=South']]);
    expect((await makeBills(at.ws, plan, { edited: 'overwrite' })).left).toHaveLength(0);
    expect(at.excel.person.texts(`'${NAME}'!A5`)).toEqual([['Sum']]);
  });

  test('where rows with fields were taken out, or the template changed, it is asked for a new sheet', async () => {
    const at = await desk();
    await make(at, periodBills(statement()));
    at.excel.person.delete(`'${NAME}'!4:4`);
    const first = await make(at, periodBills(statement()), {});
    expect(first.plan.asks).toEqual(['undo', 'replaced']);
    expect(first.made.left).toMatchObject([{ why: 'undo' }]);
    await makeBills(at.ws, first.plan, { undo: true, replaced: true });
    expect(at.excel.person.texts(`'${NAME}'!D8`)).toEqual([['$49.96']]);
    expect(at.excel.workbook.sheets).toHaveLength(2);
    at.excel.person.type(`${at.template}!C3`, 'Until');
    expect((await make(at, periodBills(statement()), {})).plan.bills[0]?.what).toBe('replaced');
  });

  test('a sheet that the user renamed stays so named; one that they copied is theirs', async () => {
    const at = await desk();
    await make(at, periodBills(statement()));
    await at.excel.Excel.run(async (context) => {
      context.workbook.worksheets.getItem(NAME).copy('End').name = 'My copy';
      await context.sync();
    });
    at.excel.person.renameSheet(NAME, 'Ann');
    const { made } = await make(at, periodBills(statement({ totalDue: '1.00' })), {});
    expect(made.bills).toMatchObject([{ sheet: 'Ann', what: 'again' }]);
    expect(at.excel.person.texts('Ann!D8')).toEqual([['$1.00']]);
    expect(at.excel.person.texts("'My copy'!D8")).toEqual([['$49.96']]);
  });
});
