import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recalculate } from '../formulas/recalculate.ts';
import { areaOf } from '../model/area.ts';
import { cellAt, forEachCell } from '../model/cells.ts';
import { addSheet, createWorkbook } from '../model/create.ts';
import { change, type Edit } from '../model/edit.ts';
import { outdate } from '../model/touched.ts';
import type { Change, Sheet, Workbook } from '../model/workbook.ts';
import { wholeSheet } from '../model/area.ts';
import { ExcelError } from '../error.ts';
import { placeChart, placeOfCells } from './chart-place.ts';
import { addChart, deleteChart } from './charts.ts';
import { clear, enter } from './content.ts';
import { copyCells } from './copy.ts';
import { copySheet } from './copy-sheet.ts';
import { cutAndInsert } from './cut-insert.ts';
import { applyFilter, clearFilter } from './filter.ts';
import { bodyOf, headerOf } from './find.ts';
import { autofitColumns, restyle, widenColumns } from './looks.ts';
import { merge, unmerge } from './merge.ts';
import { moveCells } from './move.ts';
import { addName, deleteName } from './names.ts';
import { deleteSheet, moveSheet, renameSheet, setVisibility } from './sheets.ts';
import { sortTable } from './sort.ts';
import { deleteCells, insertCells } from './structure.ts';
import { headerText } from './table-columns.ts';
import { addTableColumn, addTableRows, resizeTable, showTotals } from './table-size.ts';
import { addTable, renameTable } from './tables.ts';

const runs = process.env['TEST_SCALE'] === 'full' ? 3000 : 75;

/** All that an add-in or a person could see, in a form that can be compared. */
function seen(workbook: Workbook): unknown {
  recalculate(workbook);
  return {
    names: workbook.names.map((name) => ({ ...name })),
    settings: [...workbook.settings],
    sheets: workbook.sheets.map((sheet) => ({
      name: sheet.name,
      visibility: sheet.visibility,
      cells: cellsOf(sheet),
      hidden: sheet.rows.flatMap((row, index) => (row?.hidden ? [index] : [])),
      widths: sheet.columns.flatMap((column, index) =>
        column?.width ? [[index, column.width]] : [],
      ),
      merges: sheet.merges,
      tables: sheet.tables.map((table) => structuredClone({ ...table, kept: undefined })),
      charts: structuredClone(sheet.charts),
      anchors: structuredClone(sheet.anchors),
    })),
  };
}

function cellsOf(sheet: Sheet): unknown[] {
  const cells: unknown[] = [];
  forEachCell(sheet, wholeSheet, (cell, row, column) => {
    const { value, formula, style } = cell;
    cells.push([row, column, value, formula, style.numberFormat, style.font.bold]);
  });
  return cells;
}

/** A small ledger: a table of readings, formulas about it on two sheets, a name. */
function ledger(): Workbook {
  const workbook = createWorkbook();
  const data = addSheet(workbook, 'Data');
  const report = addSheet(workbook, 'Report');
  change(workbook, (edit) => {
    enter(edit, data, areaOf(1, 1, 4, 3), [
      ['Unit', 'kWh', 'Cost'],
      ['1A', 5, ''],
      ['1B', 7, ''],
      ['Shop', 30, ''],
    ]);
    renameTable(edit, data, addTable(edit, data, areaOf(1, 1, 4, 3), true), 'Readings');
    enter(edit, data, areaOf(2, 3), [['=[@kWh]*2+$B$1']], true);
    enter(edit, data, areaOf(0, 1), [[0.5]]);
    enter(edit, data, areaOf(9, 0, 1, 3), [['below', '=SUM(C3:C5)', '=B10*2']]);
    enter(edit, report, areaOf(0, 0, 2, 1), [['=SUM(Readings[Cost])'], ['=Data!C4+A1']]);
    addChart(edit, report, 'Line', { sheet: data, area: areaOf(1, 1, 4, 2) }, 'Columns');
    addName(edit, undefined, { name: 'total', formula: 'Data!$B$10', comment: '' });
  });
  return workbook;
}

type Step = (edit: Edit, data: Sheet, report: Sheet) => void;
const firstTable = (sheet: Sheet) => {
  const [table] = sheet.tables;
  if (!table) throw new ExcelError('ItemNotFound', 'no table');
  return table;
};

const small = fc.integer({ min: 0, max: 11 });
const area = fc
  .tuple(
    small,
    fc.integer({ min: 0, max: 5 }),
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 3 }),
  )
  .map(([row, column, rows, columns]) => areaOf(row, column, rows, columns));
const wholeRows = fc
  .tuple(small, fc.integer({ min: 1, max: 3 }))
  .map(([row, count]) => ({ ...wholeSheet, top: row, bottom: row + count - 1 }));
const wholeColumns = fc
  .integer({ min: 0, max: 5 })
  .map((column) => ({ ...wholeSheet, left: column, right: column }));
const anyArea = fc.oneof(area, wholeRows, wholeColumns);
const entry = fc.constantFrom(
  'x',
  '',
  12,
  true,
  '=A1+1',
  '=SUM(B2:C4)',
  '=SUM(Readings[kWh])',
  '50%',
);

const step: fc.Arbitrary<Step> = fc.oneof(
  area.map((at): Step => (edit, data) => {
    addChart(edit, data, 'ColumnStacked', { sheet: data, area: at }, 'Auto');
  }),
  area.map((at): Step => (edit, _data, report) => {
    const [chart] = report.charts;
    if (!chart) throw new ExcelError('ItemNotFound', 'no chart');
    placeChart(edit, report, chart, placeOfCells(report, at));
    if (at.top === 0) deleteChart(edit, report, chart);
  }),
  fc.tuple(area, entry, fc.boolean()).map(([at, value, grows]): Step => (edit, data) => {
    const rows = Array.from({ length: at.bottom - at.top + 1 }, () =>
      Array.from({ length: at.right - at.left + 1 }, () => value),
    );
    enter(edit, data, at, rows, grows);
  }),
  fc.tuple(anyArea, fc.constantFrom('Down', 'Right')).map(
    ([at, shift]): Step =>
      (edit, data) =>
        insertCells(edit, data, at, shift),
  ),
  fc.tuple(anyArea, fc.constantFrom('Up', 'Left')).map(
    ([at, shift]): Step =>
      (edit, data) =>
        deleteCells(edit, data, at, shift),
  ),
  anyArea.map(
    (at): Step =>
      (edit, data) =>
        clear(edit, data, at, 'All'),
  ),
  anyArea.map(
    (at): Step =>
      (edit, data) =>
        restyle(edit, data, at, { font: { bold: true } }),
  ),
  wholeColumns.map(
    (at): Step =>
      (edit, data) =>
        widenColumns(edit, data, at, 99),
  ),
  wholeColumns.map(
    (at): Step =>
      (edit, data) =>
        autofitColumns(edit, data, at),
  ),
  fc.tuple(area, area).map(([from, to]): Step => (edit, data, report) => {
    copyCells(edit, { sheet: data, area: from }, report, to, {
      type: 'All',
      skipBlanks: false,
      transpose: false,
    });
  }),
  fc.tuple(anyArea, area, fc.boolean()).map(([from, to, isAway]): Step => (edit, data, report) => {
    moveCells(edit, data, from, isAway ? report : data, to);
  }),
  fc.tuple(area, small, small).map(([from, row, column]): Step => (edit, _data, report) => {
    moveCells(edit, report, from, report, { top: row, left: column }, true);
  }),
  fc.tuple(anyArea, fc.constantFrom('row', 'column'), fc.integer({ min: 0, max: 7 })).map(
    ([at, axis, before]): Step =>
      (edit, data) =>
        cutAndInsert(edit, data, at, axis, before),
  ),
  fc.tuple(fc.nat(3), fc.nat(4)).map(([nth, before]): Step => (edit, data) => {
    const { area: whole, columns } = firstTable(data);
    const left = whole.left + (nth % columns.length);
    cutAndInsert(edit, data, { ...whole, left, right: left }, 'column', whole.left + before);
  }),
  area.map(
    (at): Step =>
      (edit, data) =>
        merge(edit, data, at, false),
  ),
  area.map(
    (at): Step =>
      (edit, data) =>
        unmerge(edit, data, at),
  ),
  fc.tuple(fc.option(small, { nil: undefined }), fc.integer({ min: 1, max: 3 }), fc.boolean()).map(
    ([index, count, always]): Step =>
      (edit, data) =>
        void addTableRows(edit, data, firstTable(data), index, count, always),
  ),
  fc.option(small, { nil: undefined }).map(
    (index): Step =>
      (edit, data) =>
        void addTableColumn(edit, data, firstTable(data), index),
  ),
  area.map((at): Step => (edit, data) => {
    const table = firstTable(data);
    resizeTable(edit, data, table, { ...table.area, bottom: at.bottom, right: at.right });
  }),
  fc.boolean().map(
    (shown): Step =>
      (edit, data) =>
        showTotals(edit, data, firstTable(data), shown),
  ),
  fc.boolean().map((ascending): Step => (edit, data) => {
    sortTable(edit, data, firstTable(data), { matchCase: false, fields: [{ key: 1, ascending }] });
  }),
  fc.constantFrom('5', '7', 'none').map((text): Step => (edit, data) => {
    const where = { sheet: data, table: firstTable(data) };
    if (text === 'none') clearFilter(edit, where);
    else applyFilter(edit, where, 1, { filterOn: 'Values', values: [text] });
  }),
  fc.constantFrom('Data', 'Other name', "It's").map(
    (name): Step =>
      (edit, data) =>
        renameSheet(edit, data, name),
  ),
  fc.constantFrom('Readings', 'Usage').map(
    (name): Step =>
      (edit, data) =>
        renameTable(edit, data, firstTable(data), name),
  ),
  fc.constant<Step>((edit, data) => void copySheet(edit, data)),
  fc.constant<Step>((edit, _data, report) => void copySheet(edit, report)),
  fc.constantFrom('Tax', 'Gone', 'total').map((name): Step => (edit, _data, report) => {
    const known = edit.workbook.names.find((other) => other.name === name);
    if (known) deleteName(edit, known);
    else addName(edit, undefined, { name, formula: `${report.name}!$B$2`, comment: '' });
  }),
  fc.constantFrom('=Tax*2', '=Gone(3)', "='Data (2)'!B3", '=total+1').map(
    (text): Step =>
      (edit, _data, report) =>
        enter(edit, report, areaOf(6, 6), [[text]]),
  ),
  fc.constant<Step>((edit, _data, report) => deleteSheet(edit, report)),
  fc.constant<Step>((edit, data) => moveSheet(edit, data, 1)),
  fc.constant<Step>((edit, _data, report) => setVisibility(edit, report, 'Hidden')),
);

function play(workbook: Workbook, steps: readonly Step[]): Change[] {
  const changes: Change[] = [];
  const [data, report] = workbook.sheets;
  if (!data || !report) throw new Error('no sheets');
  workbook.observers.add((change) => changes.push(change));
  for (const act of steps) {
    const before = seen(workbook);
    try {
      change(workbook, (edit) => act(edit, data, report));
    } catch (error) {
      if (!(error instanceof ExcelError)) throw error;
      // What Excel refuses it does not begin.
      expect(seen(workbook)).toEqual(before);
    }
  }
  return changes;
}

describe('whatever is done to a workbook', () => {
  test('is taken back whole by undo, done again by redo, and never begun if refused', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        const workbook = ledger();
        const before = seen(workbook);
        const changes = play(workbook, steps);
        const after = seen(workbook);
        for (const made of changes.toReversed()) made.undo();
        expect(seen(workbook)).toEqual(before);
        for (const made of changes) made.redo();
        expect(seen(workbook)).toEqual(after);
      }),
      { numRuns: runs },
    );
  });

  test('leaves each formula with the result that calculating everything gives', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        const workbook = ledger();
        const [data, report] = workbook.sheets;
        if (!data || !report) throw new Error('no sheets');
        recalculate(workbook);
        for (const act of steps) {
          try {
            change(workbook, (edit) => act(edit, data, report));
          } catch (error) {
            if (!(error instanceof ExcelError)) throw error;
          }
          const part = seen(workbook);
          outdate(workbook);
          expect(part).toEqual(seen(workbook));
        }
      }),
      { numRuns: runs },
    );
  });

  test('formulas of a table that add up themselves stay 0 when it gets a total row', () => {
    const workbook = ledger();
    const [data] = workbook.sheets;
    if (!data) throw new Error('no sheet');
    const charged = () => {
      recalculate(workbook);
      return [3, 4].map((row) => cellAt(data, row, 2)?.value);
    };
    const itself = [['=SUM(Readings[kWh])'], ['=SUM(Readings[kWh])']];
    change(workbook, (edit) => enter(edit, data, areaOf(3, 2, 2, 1), itself));
    expect(charged()).toEqual([0, 0]);
    change(workbook, (edit) => enter(edit, data, areaOf(5, 1), [['below']]));
    change(workbook, (edit) => showTotals(edit, data, firstTable(data), true));
    expect(charged()).toEqual([0, 0]);
  });

  test('a table that takes a name which a formula waits for is found', () => {
    const workbook = ledger();
    const [data, report] = workbook.sheets;
    if (!data || !report) throw new Error('no sheets');
    const rename = (name: string) =>
      change(workbook, (edit) => renameTable(edit, data, firstTable(data), name));
    const total = () => {
      recalculate(workbook);
      return cellAt(report, 5, 5)?.value;
    };
    rename('Usage');
    change(workbook, (edit) => enter(edit, report, areaOf(5, 5), [['=SUM(Readings[kWh])']]));
    expect(total()).toEqual({ error: '#REF!' });
    rename('Readings');
    expect(total()).toBe(42);
  });

  test('tables keep as many columns as they are wide, named as their headers say, and apart', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        const workbook = ledger();
        play(workbook, steps);
        for (const sheet of workbook.sheets) {
          for (const table of sheet.tables) {
            const { area: whole, columns } = table;
            expect(columns).toHaveLength(whole.right - whole.left + 1);
            expect(new Set(columns.map(({ id }) => id)).size).toBe(columns.length);
            expect(new Set(columns.map(({ name }) => name.toLowerCase())).size).toBe(
              columns.length,
            );
            const body = bodyOf(table);
            expect(body.bottom).toBeGreaterThanOrEqual(body.top);
            const header = headerOf(table);
            const shown = columns.map((_, offset) =>
              headerText(sheet, header?.top ?? -1, whole.left + offset),
            );
            expect(shown).toEqual(columns.map(({ name }) => name));
            if (table.filter) expect(table.filter.area).toEqual({ ...whole, bottom: body.bottom });
          }
        }
      }),
      { numRuns: runs },
    );
  });
});

describe('rows put in and taken out again', () => {
  test('change no formula and no value', () => {
    fc.assert(
      fc.property(wholeRows, (rows) => {
        const workbook = ledger();
        const before = seen(workbook);
        const [data] = workbook.sheets;
        if (!data) return;
        change(workbook, (edit) => insertCells(edit, data, rows, 'Down'));
        change(workbook, (edit) => deleteCells(edit, data, rows, 'Up'));
        expect(JSON.stringify(seen(workbook))).toBe(JSON.stringify(before));
      }),
      { numRuns: runs },
    );
  });
});
