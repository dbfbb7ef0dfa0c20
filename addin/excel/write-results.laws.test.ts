import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OpenedExcel } from '../../excel-host/node/open-excel.ts';
import { openExcel } from '../../excel-host/node/open-excel.ts';
import { Desk, letters } from './desk.fixture.ts';
import type { Edit } from './edits.fixture.ts';
import { carryOut, edits, UNITS } from './edits.fixture.ts';
import { HostProblem } from './errors.ts';
import type { ResultTable } from './result-table.ts';
import type { WantedTable, WrittenTables } from './write-results.ts';
import { writeResults } from './write-results.ts';

/*
 * A table of results on a sheet of the user's, whatever they did around, inside and beside it: after the
 * next refresh all of theirs is with its row, and all of ours says what the server says.
 */

const runs = process.env['TEST_SCALE'] === 'full' ? 2_000 : 20;

const MONTHS = ['2025-01-31', '2025-02-28', '2025-03-31', '2025-04-30'];
const KEYS = MONTHS.flatMap((end) => UNITS.map((unit) => ({ end, unit })));

/** Charges in cents by the number of the key; null: that row is not in the results. */
type Facts = readonly (number | null)[];
const facts = fc.array(fc.option(fc.integer({ min: 0, max: 9_999 }), { freq: 3 }), {
  minLength: KEYS.length,
  maxLength: KEYS.length,
});

function tableOf(given: Facts, name = 'Allocation', more = 0): ResultTable {
  const rows = KEYS.flatMap((key, i) => {
    const cents = given[i] ?? null;
    return cents === null ? [] : [{ ...key, charge: (cents / 100).toFixed(2) }];
  });
  const text = { kind: 'text', format: 'General' } as const;
  return {
    ...{ name, sheet: name, total: 'Total', gone: 'gone' },
    columns: [
      {
        ...{ key: 'periodEnd', header: 'To', kind: 'date', isKey: true, format: 'm/d/yyyy' },
        values: rows.map(({ end }) => end),
      },
      { ...text, key: 'unit', header: 'Unit', isKey: true, values: rows.map(({ unit }) => unit) },
      {
        ...{ key: 'charge', header: 'Charge', kind: 'number', hasTotal: true, format: '#,##0.00' },
        values: rows.map(({ charge }) => charge),
      },
      { ...text, key: 'flags', header: 'Remarks', isRemark: true, values: rows.map(() => '') },
      ...Array.from({ length: more }, (_, i) => {
        return { ...text, key: `more${i}`, header: `More ${i}`, values: rows.map(() => 'more') };
      }),
    ],
  };
}

/** Below ours, a table that reaches further to one side: Excel does not let ours shift its cells. */
const stacks = fc.option(
  fc.record({ what: fc.constantFrom('own', 'results'), from: fc.constantFrom(-1, 2) }),
  { freq: 2 },
);
type Stack = NonNullable<typeof stacks extends fc.Arbitrary<infer One> ? One : never>;

/** Of what stands beside the table, without where. */
const textOnly = (cell: string): string => cell.slice(cell.indexOf(' '));

async function opened(first: Facts): Promise<Desk> {
  const excel = await openExcel({ installGlobals: false });
  const { person } = excel;
  person.addSheet('Mine');
  person.type('Mine!A1', 'Overview');
  const desk = new Desk(excel);
  const place = { sheet: 'Mine', row: 3, column: 2 };
  await writeResults(excel, [{ ...tableOf(first), place }], {});
  return desk;
}

test('all of the user’s is with its row, all of ours is as the server has it, whatever was done', async () => {
  await fc.assert(
    fc.asyncProperty(facts, stacks, edits, facts, async (before, stack, done, after) => {
      const desk = await opened(before);
      try {
        await checkRefresh(desk, before, stack, done, after);
      } finally {
        desk.excel.close();
      }
    }),
    { numRuns: runs },
  );
}, 1_800_000);

/** The same rows as before; charges that are given anew are others. */
const corrected = (before: Facts, given: Facts): Facts =>
  before.map((cents, i) => (cents === null ? null : (given[i] ?? cents)));

const few = fc.array(
  fc.oneof(
    { weight: 9, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 9_999 }) },
  ),
  { minLength: KEYS.length, maxLength: KEYS.length },
);

test('where only rows that moved are looked at they are as the server has them at once, and all is once all was looked at', async () => {
  let quick = 0;
  await fc.assert(
    fc.asyncProperty(facts, stacks, edits, few, async (before, stack, done, given) => {
      const after = corrected(before, given);
      const desk = await opened(before);
      try {
        await checkRefresh(desk, before, stack, done, after, async (excel, results, known) => {
          const stood = chargesNow(desk);
          const moved = results.map((one) => ({ ...one, onlyMoved: true }));
          const first = await refreshed(excel, moved, known);
          if (first?.tables[0]?.isOnlyMoved) {
            quick += 1;
            expect(chargesNow(desk)).toEqual(withMoved(stood, before, after));
          }
          return first && refreshed(excel, results, first.known);
        });
      } finally {
        desk.excel.close();
      }
    }),
    { numRuns: runs },
  );
  // About one in four.
  expect(quick).toBeGreaterThan(runs / 100);
}, 1_800_000);

const chargesNow = (desk: Desk) => desk.byKey(desk.column(desk.chargeHeader));

/** What moved is as it is to be now; all else is as the person left it, also where they typed over it. */
function withMoved(stood: ReadonlyMap<string, unknown>, before: Facts, after: Facts) {
  const moved = KEYS.flatMap((key, i): [string, number][] => {
    const [was, is] = [before[i] ?? null, after[i] ?? null];
    return is === null || is === was ? [] : [[`${serial(key.end)} ${key.unit}`, is / 100]];
  });
  return new Map([...stood, ...moved]);
}

async function checkRefresh(
  desk: Desk,
  before: Facts,
  stack: Stack | null,
  done: readonly Edit[],
  after: Facts,
  refresh = refreshed,
) {
  const { excel } = desk;
  const { person } = excel;
  const below = {
    row: desk.table.area.bottom + 6,
    column: desk.table.area.left + (stack?.from ?? 0),
  };
  const place = { sheet: 'Mine', ...below };
  const isStacked = stack?.what === 'results';
  const results = (given: Facts) =>
    isStacked ? [tableOf(given), { ...tableOf(given, 'Wide', 4), place }] : [tableOf(given)];
  const first = await writeResults(excel, results(before), {});
  person.type(desk.at(desk.table.area.bottom + 3, desk.table.area.left), 'below');
  if (stack?.what === 'own') desk.putWideTable(below);
  person.addSheet('Other');
  person.type('Other!A1', '=SUM(Allocation[Charge])');
  const pointed = desk.rows[0] ?? 0;
  const pointedKey = desk.keyOf(pointed);
  person.type('Other!A2', `=Mine!${letters(desk.column('Unit'))}${pointed + 1}`);
  for (const edit of done) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as a person does
    await carryOut(desk, edit);
  }
  const typed = desk.ownColumns.map((header) => [header, desk.byKey(desk.column(header))] as const);
  const notes = desk.sheet.notes.filter(({ text }) => text !== 'beside');
  const noted = notes.map(({ row, text }) => [desk.keyOf(row), text] as const);
  const { notesBeside } = desk;
  const isHidden = (row: number) => desk.sheet.rows[row]?.hidden === true;
  const hidden = desk.rows.filter(isHidden).map((row) => desk.keyOf(row));
  const hadTotals = desk.table.showTotals;
  const beside = desk.beside;
  const headers = desk.headers;
  const wide = stack?.what === 'own' ? desk.wideTable : [];
  const all = desk.everything;

  const second = await refresh(excel, results(after), first.known);
  if (second === null) {
    // Rows neither shift above a wider table nor come with those of the sheet beside another table.
    expect(stack).not.toBeNull();
    expect(done.some(({ what }) => what === 'otherTable')).toBe(true);
    expect(desk.everything).toEqual(all);
    return;
  }
  expect(desk.headers).toEqual(headers);
  if (stack?.what === 'own') expect(desk.wideTable).toEqual(wide);

  const charge = desk.column(desk.chargeHeader);
  const wanted = new Map<string, number>(
    KEYS.flatMap((key, i): [string, number][] => {
      const cents = after[i] ?? null;
      return cents === null ? [] : [[`${serial(key.end)} ${key.unit}`, cents / 100]];
    }),
  );
  const now = desk.byKey(charge);
  for (const [key, value] of wanted) expect([key, now.get(key)]).toEqual([key, value]);
  if (isStacked) expect(desk.stackedCharges).toEqual(wanted);
  const keys = desk.rows.map((row) => desk.keyOf(row));
  expect(new Set(keys).size).toBe(keys.length);
  for (const [key, value] of now) if (!wanted.has(key)) expect(value).toBe('');

  for (const [header, cells] of typed) {
    const standing = desk.byKey(desk.column(header));
    for (const [key, text] of cells) if (text !== '') expect(standing.get(key)).toBe(text);
  }
  for (const header of desk.formulaColumns) {
    for (const row of desk.rows) {
      const own = desk.value(row, charge);
      expect(desk.value(row, desk.column(header))).toBe(own === '' ? 0 : Number(own) * 2);
    }
  }
  for (const [key, text] of noted) {
    const row = desk.sheet.notes.find((note) => note.text === text)?.row;
    if (keys.includes(key)) expect(row === undefined ? '' : desk.keyOf(row)).toBe(key);
  }
  expect(desk.notesBeside).toBe(notesBeside);
  if (!desk.isSorted && !desk.isFiltered) {
    expect(desk.rows.filter(isHidden).map((row) => desk.keyOf(row))).toEqual(
      keys.filter((key) => hidden.includes(key)),
    );
  }
  const sum = [...wanted.values()].reduce((all, one) => all + one, 0);
  expect(person.values('Other!A1:A1')[0]?.[0]).toBeCloseTo(sum, 6);
  if (!desk.isSorted && !pointedKey.startsWith(' ') && keys.includes(pointedKey)) {
    expect(`${person.values('Other!A2:A2')[0]?.[0]}`).toBe(pointedKey.split(' ')[1]);
    const formula = person.formula('Other!A2') ?? '';
    const row = Number(/\d+$/.exec(formula)?.[0]) - 1;
    expect(desk.keyOf(row)).toBe(pointedKey);
  }
  expect(desk.table.showTotals).toBe(hadTotals);
  if (stack === null) expect(desk.beside).toEqual(beside);
  else if (!desk.isSorted) expect(desk.beside.map(textOnly)).toEqual(beside.map(textOnly));
  // Sorting moves what cells say, and leaves rules and looks where they are, in Excel too.
  if (!desk.isSorted) for (const { about, key } of desk.marks) expect(key).toBe(about);
  const found = desk.sheet.rows.flatMap((row, i) =>
    row?.cells.some((cell) => cell?.value === 'below') ? [i] : [],
  );
  expect(found).toHaveLength(1);
  expect(found[0]).toBeGreaterThan(desk.table.area.bottom);
  expect(person.values('Mine!A1:A1')).toEqual([['Overview']]);

  const again = await writeResults(excel, results(after), second.known);
  expect(again.tables[0]).toMatchObject({ newRows: 0, changedRows: 0, removedRows: 0 });
}

/** null: refused, for there is no room. */
async function refreshed(
  excel: OpenedExcel,
  results: WantedTable[],
  known: WrittenTables['known'],
) {
  try {
    return await writeResults(excel, results, known);
  } catch (error) {
    if (error instanceof HostProblem && error.code === 'no-room') return null;
    throw error;
  }
}

function serial(iso: string): number {
  return (Date.parse(iso) - Date.UTC(1899, 11, 30)) / 86_400_000;
}
