import { formulaCopier } from '../formulas/references.ts';
import { type Area, intersection } from '../model/area.ts';
import { cellAt } from '../model/cells.ts';
import type { Edit } from '../model/edit.ts';
import { type CellValue, isError } from '../model/value.ts';
import type { Cell, Sheet, SortState, Table } from '../model/workbook.ts';
import { ExcelError, invalidArgument } from '../error.ts';
import { bodyOf, isRowHidden } from './find.ts';
import { requireAllowed, requireUnlocked } from './protection.ts';

/** Sorts rows as Excel does: numbers, text, FALSE, TRUE, errors, and blanks always last. Stable. */
export function sortRows(edit: Edit, sheet: Sheet, area: Area, state: SortState): void {
  requireAllowed(sheet, 'allowSort');
  requireUnlocked(sheet, area);
  if (sheet.merges.some((merge) => intersection(merge, area))) {
    throw new ExcelError('MergedRangeConflict', 'Rows with merged cells cannot be sorted.');
  }
  for (const { key } of state.fields) {
    if (!Number.isInteger(key) || key < 0 || key > area.right - area.left) {
      throw invalidArgument('There is no such column to sort by.');
    }
  }
  // Rows that a filter hides keep their place.
  const places: number[] = [];
  for (let row = area.top; row <= area.bottom; row += 1) {
    if (!isRowHidden(sheet, row)) places.push(row);
  }
  const rows = places.map((from) => {
    const cells: (Cell | undefined)[] = [];
    for (let column = area.left; column <= area.right; column += 1) {
      cells.push(cellAt(sheet, from, column));
    }
    return { from, cells };
  });
  const order = new Intl.Collator(undefined, { sensitivity: state.matchCase ? 'variant' : 'base' });
  const sorted = rows.toSorted((one, other) => {
    for (const { key, ascending } of state.fields) {
      const byKey = compare(
        one.cells[key]?.value ?? null,
        other.cells[key]?.value ?? null,
        ascending,
        order,
      );
      if (byKey !== 0) return byKey;
    }
    return 0;
  });
  const target = new Map<number, number>();
  sorted.forEach(({ from, cells }, index) => {
    const row = places[index] ?? from;
    target.set(from, row);
    cells.forEach((cell, offset) => {
      edit.putCell(sheet, row, area.left + offset, moved(cell, row - from));
    });
  });
  for (const note of sheet.notes) {
    const isInside = note.column >= area.left && note.column <= area.right;
    const row = isInside ? target.get(note.row) : undefined;
    if (row !== undefined && row !== note.row) edit.assign(note, { row });
  }
  edit.tell({ what: 'rowsSorted', sheet: sheet.id, area });
}

/** A sorted formula reads its neighbours at its new place, as a copied one does. */
function moved(cell: Cell | undefined, by: number): Cell | undefined {
  if (cell?.formula === undefined || by === 0) return cell;
  return { ...cell, formula: formulaCopier(cell.formula)(by, 0) };
}

function rank(value: CellValue): number {
  if (value === null) return 4;
  if (typeof value === 'number') return 0;
  if (typeof value === 'string') return 1;
  return isError(value) ? 3 : 2;
}

function compare(
  one: CellValue,
  other: CellValue,
  ascending: boolean,
  order: Intl.Collator,
): number {
  const ranks = rank(one) - rank(other);
  if (one === null || other === null) return ranks;
  let result = ranks;
  if (ranks === 0) {
    if (typeof one === 'string' && typeof other === 'string') result = order.compare(one, other);
    else if (!isError(one) && !isError(other)) result = Number(one) - Number(other);
  }
  return ascending ? result : -result;
}

export function sortTable(edit: Edit, sheet: Sheet, table: Table, state: SortState): void {
  sortRows(edit, sheet, bodyOf(table), state);
  edit.assign(table, { sort: state });
}
