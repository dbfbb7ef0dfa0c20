import * as fc from 'fast-check';
import { ExcelError } from '../../excel-host/error.ts';
import type { Desk } from './desk.fixture.ts';
import { letters } from './desk.fixture.ts';

/* What a person may do to a table of results and to the sheet around it. */

export const UNITS = ['1A', '1B', '2', 'Shop'];

export const edits = fc.array(
  fc.oneof(
    fc.record({ what: fc.constant('formula' as const), before: fc.boolean() }),
    fc.record({ what: fc.constant('column' as const), before: fc.boolean() }),
    fc.record({ what: fc.constant('remark' as const), nth: fc.nat(15) }),
    fc.record({ what: fc.constant('note' as const), nth: fc.nat(15) }),
    fc.record({ what: fc.constant('rule' as const), nth: fc.nat(15) }),
    fc.record({ what: fc.constant('look' as const), nth: fc.nat(15) }),
    fc.record({ what: fc.constant('beside' as const), nth: fc.nat(15), gap: fc.nat(2) }),
    fc.record({ what: fc.constant('noteBeside' as const), nth: fc.nat(15), gap: fc.nat(2) }),
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
    fc.record({ what: fc.constant('reorder' as const), nth: fc.nat(9), before: fc.nat(9) }),
    fc.record({ what: fc.constant('cutColumn' as const), nth: fc.nat(9), before: fc.nat(9) }),
  ),
  { maxLength: 8 },
);
export type Edit = typeof edits extends fc.Arbitrary<(infer One)[]> ? One : never;

function carryOutByHand(desk: Desk, edit: Edit): void {
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
    case 'noteBeside':
      desk.sheet.notes.push({
        ...{ row, column: desk.table.area.right + 1 + edit.gap, author: 'Ann' },
        text: 'beside',
      });
      return;
    case 'otherTable': {
      // Once: two of them would want one place.
      if (desk.sheet.tables.some(({ name }) => name === 'Inventory')) return;
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
    case 'reorder': {
      const headers = desk.headers;
      const moving = headers[edit.nth % headers.length] ?? '';
      person.moveColumn('Allocation', moving, headers[edit.before]);
      return;
    }
    case 'cutColumn': {
      const { area } = desk.table;
      const column = (nth: number) => letters(area.left + (nth % (area.right - area.left + 1)));
      const whole = (letter: string) => `Mine!${letter}:${letter}`;
      unlessTorn(() => person.cutAndInsert(whole(column(edit.nth)), whole(column(edit.before))));
      return;
    }
    case 'overtype':
      person.type(desk.at(row, desk.column(desk.chargeHeader)), 5);
      return;
  }
}

/** Does it, as far as Excel allows it. */
export async function carryOut(desk: Desk, edit: Edit): Promise<void> {
  carryOutByHand(desk, edit);
  await carryOutInExcel(desk, edit);
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

/** Nothing where Excel refuses: a table that stands beside ours only in part cannot make room. */
function added(desk: Desk, body: string, before: boolean): string[] {
  return unlessTorn(() => [desk.addColumn(body, before)]) ?? [];
}

/** Nothing where Excel refuses since it would tear a table. */
function unlessTorn<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof ExcelError && error.code === 'InsertDeleteConflict') return undefined;
    throw error;
  }
}
