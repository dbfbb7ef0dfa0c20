import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OpenedExcel } from '../../excel-host/node/open-excel.ts';
import { openExcel } from '../../excel-host/node/open-excel.ts';
import { ExcelError } from '../../excel-host/error.ts';
import type { Table } from '../../excel-host/model/workbook.ts';
import type { ResultTable } from './result-table.ts';
import { writeResults } from './write-results.ts';

/*
 * A table of results on a sheet of the user's, whatever they did around, inside and beside it: after the
 * next refresh all of theirs is with its row, and all of ours says what the server says.
 */

const runs = process.env['TEST_SCALE'] === 'full' ? 2_000 : 40;

const MONTHS = ['2025-01-31', '2025-02-28', '2025-03-31', '2025-04-30'];
const UNITS = ['1A', '1B', '2', 'Shop'];
const KEYS = MONTHS.flatMap((end) => UNITS.map((unit) => ({ end, unit })));

/** Charges in cents by the number of the key; null: that row is not in the results. */
type Facts = readonly (number | null)[];
const facts = fc.array(fc.option(fc.integer({ min: 0, max: 9_999 }), { freq: 3 }), {
  minLength: KEYS.length,
  maxLength: KEYS.length,
});

function tableOf(given: Facts): ResultTable {
  const rows = KEYS.flatMap((key, i) => {
    const cents = given[i] ?? null;
    return cents === null ? [] : [{ ...key, charge: (cents / 100).toFixed(2) }];
  });
  const text = { kind: 'text', format: 'General' } as const;
  return {
    ...{ name: 'Allocation', sheet: 'Allocation', total: 'Total', gone: 'gone' },
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
    ],
  };
}

const edits = fc.array(
  fc.oneof(
    fc.record({ what: fc.constant('formula' as const), before: fc.boolean() }),
    fc.record({ what: fc.constant('column' as const), before: fc.boolean() }),
    fc.record({ what: fc.constant('remark' as const), nth: fc.nat(15) }),
    fc.record({ what: fc.constant('note' as const), nth: fc.nat(15) }),
    fc.record({ what: fc.constant('rule' as const), nth: fc.nat(15) }),
    fc.record({ what: fc.constant('look' as const), nth: fc.nat(15) }),
    fc.record({ what: fc.constant('beside' as const), nth: fc.nat(15), gap: fc.nat(2) }),
    fc.record({ what: fc.constant('otherTable' as const), nth: fc.nat(15) }),
    fc.record({ what: fc.constant('hide' as const), nth: fc.nat(15) }),
    fc.record({ what: fc.constant('format' as const) }),
    fc.record({ what: fc.constant('sort' as const), by: fc.constantFrom('Unit', 'Charge') }),
    fc.record({ what: fc.constant('filter' as const), unit: fc.constantFrom(...UNITS) }),
    fc.record({ what: fc.constant('insertRow' as const) }),
    fc.record({ what: fc.constant('insertColumn' as const) }),
    fc.record({ what: fc.constant('totals' as const) }),
    fc.record({ what: fc.constant('rename' as const) }),
    fc.record({ what: fc.constant('overtype' as const), nth: fc.nat(15) }),
  ),
  { maxLength: 8 },
);
type Edit = typeof edits extends fc.Arbitrary<(infer One)[]> ? One : never;

/** The sheet as the user knows it: rows by what they are about, not by where they stand. */
class Desk {
  readonly excel: OpenedExcel;
  /** Headers that were given in place of ours. */
  chargeHeader = 'Charge';
  isSorted = false;
  isFiltered = false;
  #columns = 0;

  constructor(excel: OpenedExcel) {
    this.excel = excel;
  }

  get sheet() {
    const sheet = this.excel.workbook.sheets.find(({ name }) => name === 'Mine');
    if (!sheet) throw new Error('the sheet is gone');
    return sheet;
  }

  get table(): Table {
    const table = this.sheet.tables.find(({ name }) => name === 'Allocation');
    if (!table) throw new Error('the table is gone');
    return table;
  }

  column(header: string): number {
    const { area, columns } = this.table;
    const offset = columns.findIndex(({ name }) => name === header);
    if (offset < 0) throw new Error(`there is no column ${header}`);
    return area.left + offset;
  }

  /** Rows of the body, from 0. */
  get rows(): number[] {
    const { area, showTotals } = this.table;
    const count = area.bottom - area.top - (showTotals ? 1 : 0);
    return Array.from({ length: count }, (_, i) => area.top + 1 + i);
  }

  at(row: number, column: number): string {
    return `Mine!${letters(column)}${row + 1}`;
  }

  value(row: number, column: number): string | number | boolean {
    return this.excel.person.values(this.at(row, column))[0]?.[0] ?? '';
  }

  keyOf(row: number): string {
    return `${this.value(row, this.column('To'))} ${this.value(row, this.column('Unit'))}`;
  }

  /** All that stands outside of our table from its first row on, to its right. */
  get beside(): string[] {
    const { area } = this.table;
    return this.sheet.rows.flatMap((line, row) =>
      (line?.cells ?? []).flatMap((cell, column) =>
        column > area.right && (cell?.value ?? null) !== null
          ? [`${this.at(row, column)} ${JSON.stringify(cell?.value)}`]
          : [],
      ),
    );
  }

  /** Whom each rule and each look of the user's is about, and in which row it is. */
  get marks(): { readonly about: unknown; readonly key: string }[] {
    const { conditionalFormats, validations } = this.sheet;
    return [...conditionalFormats, ...validations].flatMap(({ areas, kept }) =>
      areas.map(({ top }) => ({ about: kept, key: `about ${this.keyOf(top)}` })),
    );
  }

  /** What stands in a column, by row. */
  byKey(column: number): Map<string, string | number | boolean> {
    return new Map(this.rows.map((row) => [this.keyOf(row), this.value(row, column)]));
  }

  readonly ownColumns: string[] = [];
  readonly formulaColumns: string[] = [];

  addColumn(body: string, before: boolean): string {
    this.#columns += 1;
    const header = `Own ${this.#columns}`;
    const { person } = this.excel;
    if (before) person.addColumn('Allocation', header, '', 'Unit');
    else person.addColumn('Allocation', header, '');
    if (body !== '') {
      for (const row of this.rows) person.type(this.at(row, this.column(header)), body);
    }
    return header;
  }
}

function letters(column: number): string {
  const high = Math.floor(column / 26);
  return (high > 0 ? String.fromCharCode(64 + high) : '') + String.fromCharCode(65 + (column % 26));
}

/** Nothing where Excel refuses: a table that stands beside ours only in part cannot make room. */
function added(desk: Desk, body: string, before: boolean): string[] {
  try {
    return [desk.addColumn(body, before)];
  } catch (error) {
    if (error instanceof ExcelError && error.code === 'InsertDeleteConflict') return [];
    throw error;
  }
}

function carryOut(desk: Desk, edit: Edit): void {
  const { person } = desk.excel;
  const rows = desk.rows;
  const row = 'nth' in edit ? (rows[edit.nth % rows.length] ?? 0) : 0;
  switch (edit.what) {
    case 'formula':
      // Nobody types into rows that a filter hides.
      if (desk.isFiltered) return;
      desk.formulaColumns.push(...added(desk, `=[@[${desk.chargeHeader}]]*2`, edit.before));
      return;
    case 'column':
      desk.ownColumns.push(...added(desk, '', edit.before));
      return;
    case 'remark': {
      const header = desk.ownColumns.at(-1);
      if (header === undefined || desk.keyOf(row).startsWith(' ')) return;
      person.type(desk.at(row, desk.column(header)), `about ${desk.keyOf(row)}`);
      return;
    }
    case 'note':
      if (desk.keyOf(row).startsWith(' ')) return;
      desk.sheet.notes.push({
        ...{ row, column: desk.column('Unit'), author: 'Ann' },
        text: `about ${desk.keyOf(row)}`,
      });
      return;
    case 'rule':
    case 'look': {
      const header = desk.ownColumns.at(-1);
      if (header === undefined || desk.keyOf(row).startsWith(' ')) return;
      const column = desk.column(header);
      const areas = [{ top: row, left: column, bottom: row, right: column }];
      const kept = `about ${desk.keyOf(row)}`;
      if (edit.what === 'look') desk.sheet.conditionalFormats.push({ areas, kept });
      else desk.sheet.validations.push({ areas, kept });
      return;
    }
    case 'beside':
      person.type(desk.at(row, desk.table.area.right + 1 + edit.gap), `beside ${edit.nth}`);
      return;
    case 'otherTable': {
      // Once: two of them would want one place.
      if (desk.sheet.tables.length > 1) return;
      const left = desk.table.area.right + 5;
      const [first, last] = [desk.at(row, left), desk.at(row + 2, left + 1)];
      person.type(first, [
        ['What', 'How many'],
        ['Keys', 3],
        ['Bins', 2],
      ]);
      person.makeTable(`${first}:${last.slice(last.indexOf('!') + 1)}`, 'Inventory');
      return;
    }
    case 'hide':
      if (!desk.isFiltered) person.hideRows(`Mine!${row + 1}:${row + 1}`);
      return;
    case 'format':
      for (const one of rows) person.format(desk.at(one, desk.column(desk.chargeHeader)), '0.0');
      return;
    case 'sort':
      person.sort('Allocation', edit.by === 'Charge' ? desk.chargeHeader : edit.by, false);
      desk.isSorted = true;
      return;
    case 'filter':
      person.filter('Allocation', 'Unit', [edit.unit]);
      desk.isFiltered = true;
      return;
    case 'insertRow':
      person.insert('Mine!2:2');
      return;
    case 'insertColumn':
      person.insert('Mine!B:B');
      return;
    case 'totals':
    case 'rename':
      return;
    case 'overtype':
      person.type(desk.at(row, desk.column(desk.chargeHeader)), 5);
      return;
  }
}

/** What a person does through Excel's own dialogs. */
async function carryOutInExcel(desk: Desk, edit: Edit): Promise<void> {
  await desk.excel.Excel.run(async (context) => {
    const table = context.workbook.tables.getItem('Allocation');
    if (edit.what === 'totals') table.showTotals = !desk.table.showTotals;
    if (edit.what === 'rename') {
      table.columns.getItem(desk.chargeHeader).name = 'Amount due';
      desk.chargeHeader = 'Amount due';
    }
    await context.sync();
  });
}

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
    fc.asyncProperty(facts, edits, facts, async (before, done, after) => {
      const desk = await opened(before);
      try {
        await checkRefresh(desk, before, done, after);
      } finally {
        desk.excel.close();
      }
    }),
    { numRuns: runs },
  );
}, 1_800_000);

async function checkRefresh(desk: Desk, before: Facts, done: readonly Edit[], after: Facts) {
  const { excel } = desk;
  const { person } = excel;
  const first = await writeResults(excel, [tableOf(before)], {});
  person.type(desk.at(desk.table.area.bottom + 3, desk.table.area.left), 'below');
  person.addSheet('Other');
  person.type('Other!A1', '=SUM(Allocation[Charge])');
  const pointed = desk.rows[0] ?? 0;
  const pointedKey = desk.keyOf(pointed);
  person.type('Other!A2', `=Mine!${letters(desk.column('Unit'))}${pointed + 1}`);
  for (const edit of done) {
    carryOut(desk, edit);
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as a person does
    await carryOutInExcel(desk, edit);
  }
  const typed = desk.ownColumns.map((header) => [header, desk.byKey(desk.column(header))] as const);
  const noted = desk.sheet.notes.map(({ row, text }) => [desk.keyOf(row), text] as const);
  const isHidden = (row: number) => desk.sheet.rows[row]?.hidden === true;
  const hidden = desk.rows.filter(isHidden).map((row) => desk.keyOf(row));
  const hadTotals = desk.table.showTotals;
  const beside = desk.beside;

  const second = await writeResults(excel, [tableOf(after)], first.known);

  const charge = desk.column(desk.chargeHeader);
  const wanted = new Map<string, number>(
    KEYS.flatMap((key, i): [string, number][] => {
      const cents = after[i] ?? null;
      return cents === null ? [] : [[`${serial(key.end)} ${key.unit}`, cents / 100]];
    }),
  );
  const now = desk.byKey(charge);
  for (const [key, value] of wanted) expect([key, now.get(key)]).toEqual([key, value]);
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
  expect(desk.beside).toEqual(beside);
  // Sorting moves what cells say, and leaves rules and looks where they are, in Excel too.
  if (!desk.isSorted) for (const { about, key } of desk.marks) expect(key).toBe(about);
  const below = desk.sheet.rows.flatMap((row, i) =>
    row?.cells.some((cell) => cell?.value === 'below') ? [i] : [],
  );
  // Without a total row a table grows into blank cells first.
  expect(below).toHaveLength(1);
  expect(below[0]).toBeGreaterThan(desk.table.area.bottom);
  expect(person.values('Mine!A1:A1')).toEqual([['Overview']]);

  const again = await writeResults(excel, [tableOf(after)], second.known);
  expect(again.tables[0]).toMatchObject({ newRows: 0, changedRows: 0, removedRows: 0 });
}

function serial(iso: string): number {
  return (Date.parse(iso) - Date.UTC(1899, 11, 30)) / 86_400_000;
}
