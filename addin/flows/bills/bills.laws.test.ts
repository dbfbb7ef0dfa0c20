import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OpenedExcel } from '../../../excel-host/node/open-excel.ts';
import type { StatementDocument } from '../../../contract/statement-document.ts';
import type { BillDesk } from './bills.fixture.ts';
import { openBillDesk } from './bills.fixture.ts';
import { periodBills, statement } from './documents.fixture.ts';
import { makeBills } from './make-bills.ts';
import { planBills } from './plan-bills.ts';

/*
 * Whatever a template looks like, however many lines there are and whatever the user does to the bill:
 * cells without fields are as they were, cells with fields hold their value, formulas add up what they
 * added up. The bill is worked out here in the plainest way, on the template as it was typed.
 */

const RUNS = process.env['TEST_SCALE'] === 'full' ? 2_000 : 25;
const TIMEOUT_MS = 20_000 + 500 * RUNS;
const NAME = 'Apt 1A Ann Miller 2025-01 draft';
/** Columns of the template: a label, a static number, a number of a field, a formula, a remark. */
const [LABEL, OWN, FIELD, FORMULA, NOTE] = [0, 1, 2, 3, 4];

type RowKind = 'plain' | 'whole' | 'line' | 'conditional' | 'never';
interface TemplateRow {
  readonly kind: RowKind;
  readonly own: number;
  readonly formula: Formula;
}
type Formula =
  | { readonly what: 'none' | 'ownRow' }
  /** Of rows by their place among all, counted round. */
  | {
      readonly what: 'cell' | 'sum';
      readonly column: number;
      readonly from: number;
      readonly to: number;
    };

const formula: fc.Arbitrary<Formula> = fc.oneof(
  fc.constant<Formula>({ what: 'none' }),
  fc.constant<Formula>({ what: 'ownRow' }),
  fc.record({
    what: fc.constantFrom('cell' as const, 'sum' as const, 'sum' as const),
    column: fc.constantFrom(OWN, FIELD),
    from: fc.nat(20),
    to: fc.nat(20),
  }),
);
const row: fc.Arbitrary<TemplateRow> = fc.record({
  kind: fc.constantFrom<RowKind>('plain', 'plain', 'whole', 'line', 'line', 'conditional', 'never'),
  own: fc.integer({ min: 1, max: 9 }),
  formula,
});
const template = fc
  .array(row, { minLength: 2, maxLength: 9 })
  .filter((rows) => rows.some(({ kind }) => kind !== 'plain'));
/** Usages by label; the labels are what lines are known by. */
const lines = fc.uniqueArray(
  fc.tuple(fc.constantFrom('A', 'B', 'C', 'D', 'E'), fc.integer({ min: 1, max: 99 })),
  {
    selector: ([label]) => label,
    maxLength: 4,
  },
);
type Lines = readonly (readonly [string, number])[];

const wrapped = (place: number, rows: readonly unknown[]) => place % rows.length;

/** "B3" of a row and a column. */
const cell = (at: number, column: number, fixed = '') =>
  `${fixed}${String.fromCharCode(65 + column)}${fixed}${at + 1}`;

function typed(rows: readonly TemplateRow[]): (string | number)[][] {
  return rows.map(({ kind, own, formula: one }, at) => {
    const label = {
      plain: `row ${at}`,
      whole: `row ${at} of {{unit}}`,
      line: `row ${at} {{meter.label}}`,
      conditional: `{{if previousBalance}}row ${at}`,
      never: `{{if correctionsTotal}}row ${at}`,
    }[kind];
    const field =
      kind === 'line' ? '{{meter.usage}}' : kind === 'plain' ? 1000 + at : '{{totalDue}}';
    return [label, own, field, textOf(one, rows, at), ''];
  });
}

function textOf(one: Formula, rows: readonly TemplateRow[], at: number): string {
  if (one.what === 'none') return '';
  if (one.what === 'ownRow') return `=${cell(at, OWN)}+${cell(at, FIELD)}`;
  if (!('column' in one)) return '';
  const [from, to] = rangeOf(one, rows);
  // In a line the user says by a $ that a cell stays; a sum over a part of its own block means itself.
  const fixed = rows[at]?.kind === 'line' ? '$' : '';
  if (one.what === 'cell') return `=${cell(from, one.column, fixed)}`;
  return `=SUM(${cell(from, one.column, fixed)}:${cell(to, one.column, fixed)})`;
}

function rangeOf(
  one: Extract<Formula, { readonly column: number }>,
  rows: readonly TemplateRow[],
): [number, number] {
  const ends = [wrapped(one.from, rows), wrapped(one.to, rows)].toSorted((a, b) => a - b);
  return [ends[0] ?? 0, ends[1] ?? 0];
}

interface Row {
  readonly from: number;
  readonly label: string;
  readonly own: number;
  readonly field: number;
  readonly isShown: boolean;
}

/** The rows that a bill has, in the plainest way. */
function rowsOf(rows: readonly TemplateRow[], meters: Lines, bill: StatementDocument): Row[] {
  const found: Row[] = [];
  for (let at = 0; at < rows.length; at += 1) {
    const end = rows.findIndex(({ kind }, i) => i >= at && kind !== 'line');
    const block = rows[at]?.kind === 'line' ? rows.slice(at, end < 0 ? rows.length : end) : [];
    const put = (from: number, line: readonly [string, number] | null) => {
      const { kind, own } = rows[from] ?? { kind: 'plain' as const, own: 0 };
      const isShown =
        kind === 'line'
          ? line !== null
          : kind === 'never'
            ? false
            : kind !== 'conditional' || Number(bill.previousBalance) !== 0;
      const label =
        { whole: ` of ${bill.unit}`, line: ` ${line?.[0] ?? ''}` }[kind as string] ?? '';
      const field =
        kind === 'plain' ? 1000 + from : kind === 'line' ? (line?.[1] ?? 0) : Number(bill.totalDue);
      const values = isShown ? { own, field } : { own: 0, field: 0 };
      found.push({ from, label: `row ${from}${label}`, ...values, isShown });
    };
    if (block.length === 0) put(at, null);
    else {
      const lines = meters.length === 0 ? [null] : meters;
      for (const line of lines) block.forEach((_, i) => put(at + i, line));
      at += block.length - 1;
    }
  }
  return found;
}

/** What a formula comes to, over all rows that come of those it names. */
function resultOf(
  one: Formula,
  self: Row,
  all: readonly Row[],
  rows: readonly TemplateRow[],
): number | '' {
  const value = ({ own, field }: Row, column: number) => (column === OWN ? own : field);
  if (one.what === 'none') return '';
  if (one.what === 'ownRow') return self.own + self.field;
  if (!('column' in one)) return '';
  const [from, to] = rangeOf(one, rows);
  if (one.what === 'cell') {
    const first = all.find((other) => other.from === from);
    return first ? value(first, one.column) : 0;
  }
  // Rows of lines go round together: what lies within goes by where it stands.
  const start = all.findIndex((other) => other.from === from);
  const end = all.findLastIndex((other) => other.from === to);
  const within = all.slice(start, end + 1);
  return within.reduce((sum, other) => sum + value(other, one.column), 0);
}

function documentOf(meters: Lines, previousBalance: string, totalDue: string): StatementDocument {
  return statement({
    previousBalance,
    totalDue,
    meters: meters.map(([subMeter, usage]) => ({
      ...{
        subMeter,
        openingDate: null,
        openingReading: null,
        closingDate: null,
        closingReading: null,
      },
      ...{ multiplier: '1', usageKwh: String(usage), flags: [] },
    })),
  });
}

/** Rows of the sheet that are filled, by their first column, with where they stand. */
function standing({ person }: OpenedExcel, name: string) {
  return person
    .values(`'${name}'!A1:F60`)
    .map((cells, at) => ({ at, cells }))
    .filter(({ cells: [label] }) => label !== '');
}

function expectBill(
  excel: OpenedExcel,
  rows: readonly TemplateRow[],
  meters: Lines,
  bill: StatementDocument,
  isMadeAgain = false,
): void {
  const all = rowsOf(rows, meters, bill);
  const shown = all.filter(({ isShown }) => isShown);
  const found = standing(excel, NAME).filter(({ cells: [label] }) =>
    String(label).startsWith('row '),
  );
  expect(found.map(({ cells }) => cells.slice(LABEL, FORMULA))).toEqual(
    shown.map(({ label, own, field }) => [label, own, field]),
  );
  for (const [i, one] of shown.entries()) {
    const own = rows[one.from]?.formula ?? { what: 'none' };
    // What looks at one line goes with that line.
    const isOfLine = 'column' in own && rows[rangeOf(own, rows)[0]]?.kind === 'line';
    if (isMadeAgain && own.what === 'cell' && isOfLine) continue;
    expect([one.label, found[i]?.cells[FORMULA]]).toEqual([
      one.label,
      resultOf(own, one, all, rows),
    ]);
  }
}

/** Another template in the same Excel, with nothing left of the one before. */
function typeAnew({ excel }: BillDesk, rows: readonly TemplateRow[]): void {
  const { person, workbook } = excel;
  for (const { name } of workbook.sheets.slice(1)) person.deleteSheet(name);
  workbook.settings.clear();
  person.addSheet('Template');
  person.type('Template!A1', typed(rows));
}

/** A sum that begins or ends within lines of several rows means a part of each: left to the examples. */
const isPlain = (rows: readonly TemplateRow[]): boolean =>
  rows.every(({ formula: one }) => {
    if (!('column' in one)) return true;
    return rangeOf(one, rows).every((end) => {
      const [before, after] = [rows[end - 1]?.kind, rows[end + 1]?.kind];
      return rows[end]?.kind !== 'line' || (before !== 'line' && after !== 'line');
    });
  });

/** The server names lines in one order. */
const ordered = (meters: Lines): Lines =>
  meters.toSorted(([one], [other]) => (one < other ? -1 : 1));

const balances = fc.constantFrom('0.00', '12.00');
const totals = fc.constantFrom('5.00', '77.25');

test(
  'whatever the template, its own cells stay, fields are filled and formulas mean what they meant',
  async () => {
    const desk = await openBillDesk();
    await fc.assert(
      fc.asyncProperty(
        template.filter(isPlain),
        lines,
        balances,
        totals,
        async (rows, meters, balance, total) => {
          typeAnew(desk, rows);
          desk.excel.person.format(`Template!B1:B${rows.length}`, '0.00');
          const bill = documentOf(meters, balance, total);
          const bills = periodBills(bill);
          const plan = await planBills(desk.ws, bills, { template: 'Template', who: 'all' });
          const made = await makeBills(desk.ws, plan, { undo: true });
          expect(made).toMatchObject({ stopped: null, left: [] });
          expectBill(desk.excel, rows, meters, bill);
          const shown = standing(desk.excel, NAME);
          for (const { at, cells } of shown) {
            expect(desk.excel.person.texts(`'${NAME}'!B${at + 1}`)).toEqual([[`${cells[OWN]}.00`]]);
          }
        },
      ),
      { numRuns: RUNS },
    );
  },
  TIMEOUT_MS,
);

type Doing =
  { readonly what: 'note'; readonly at: number } | { readonly what: 'insert'; readonly at: number };
const doing: fc.Arbitrary<Doing> = fc.record({
  what: fc.constantFrom('note' as const, 'note' as const, 'insert' as const),
  at: fc.nat(30),
});

test(
  'whatever the user puts in outside of fields stays with its row when the bill is made again',
  async () => {
    const desk = await openBillDesk();
    await fc.assert(
      fc.asyncProperty(
        template.filter(isPlain),
        ...[lines, lines],
        fc.array(doing, { maxLength: 5 }),
        ...[balances, balances],
        async (rows, before, after, doings, balanceBefore, balanceAfter) => {
          const { person } = desk.excel;
          typeAnew(desk, rows);
          const make = async (bill: StatementDocument, edited?: 'overwrite') => {
            const plan = await planBills(desk.ws, periodBills(bill), {
              template: 'Template',
              who: 'all',
            });
            const undo = plan.bills[0]?.what === 'new';
            const made = await makeBills(desk.ws, plan, { undo, ...(edited ? { edited } : {}) });
            return { plan, made };
          };
          await make(documentOf(ordered(before), balanceBefore, '5.00'));
          const notes = new Map<string, string>();
          for (const [i, { what, at }] of doings.entries()) {
            const shown = standing(desk.excel, NAME);
            const target = shown[at % Math.max(1, shown.length)];
            if (!target) continue;
            if (what === 'insert') person.insert(`'${NAME}'!${target.at + 1}:${target.at + 1}`);
            else {
              notes.set(`note ${i}`, String(target.cells[LABEL]));
              person.type(`'${NAME}'!F${target.at + 1}`, `note ${i}`);
            }
          }
          const kept = new Map(
            standing(desk.excel, NAME).flatMap(({ cells }) =>
              notes.has(String(cells[NOTE + 1]))
                ? [[String(cells[NOTE + 1]), String(cells[LABEL])]]
                : [],
            ),
          );
          const bill = documentOf(ordered(after), balanceAfter, '77.25');
          const { plan, made } = await make(bill);
          expect(made.stopped).toBeNull();
          const [planned] = plan.bills;
          if (planned?.what === 'edited') {
            // Only beside lines that go.
            const gone = before.filter(([label]) => !after.some(([other]) => other === label));
            expect(gone.length).toBeGreaterThan(0);
            expect(made.left).toHaveLength(1);
          } else if (planned?.what === 'again') {
            expect(made.bills).toHaveLength(1);
            expectBill(desk.excel, rows, ordered(after), bill, true);
            const now = new Map(
              standing(desk.excel, NAME).map(({ cells }) => [
                String(cells[NOTE + 1]),
                String(cells[LABEL]),
              ]),
            );
            for (const [note, label] of kept) {
              const row = now.get(note);
              // A row that is left out by now is hidden with what stands beside it.
              if (row !== undefined) expect(row).toBe(label);
              else expect(person.values(`'${NAME}'!F1:F60`).flat()).toContain(note);
            }
          }
        },
      ),
      { numRuns: RUNS },
    );
  },
  TIMEOUT_MS,
);
