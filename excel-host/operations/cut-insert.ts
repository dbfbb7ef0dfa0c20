import { type CutInsert, followCutInsert } from '../formulas/moved-references.ts';
import { type Area, boundingArea, contains, displaced, intersection } from '../model/area.ts';
import type { Edit } from '../model/edit.ts';
import { touchSheet } from '../model/touched.ts';
import type { AutoFilter, Piece, Sheet, Table } from '../model/workbook.ts';
import { ExcelError } from '../error.ts';
import { bodyOf, filtersOf, isFiltering } from './find.ts';
import { requireAllowed } from './protection.ts';
import { relocate, requireUntorn } from './relocate.ts';
import { rewriteFormulas } from './rewrite.ts';

/**
 * Cuts columns (or rows, or cells of them) and puts them in before another one of the same sheet, as
 * "Insert Cut Cells" or dragging with Shift does: those between close up. Columns of a table change
 * their order and stay the columns that they were; only whole ones of it go
 * (support.microsoft.com, "Move or copy cells, rows, and columns").
 */
export function cutAndInsert(
  edit: Edit,
  sheet: Sheet,
  area: Area,
  axis: 'row' | 'column',
  at: number,
): void {
  requireAllowed(sheet);
  const pieces = piecesOf(area, axis, at);
  const [cut, between] = pieces;
  if (!cut || !between) return;
  const block = boundingArea(cut.area, between.area);
  requireUntorn({ from: sheet, to: sheet, pieces, covered: [] });
  if (axis === 'row') requireNotFiltered(sheet, block);
  const reordered = sheet.tables.filter((table) => isReordered(table, block, pieces, axis));

  const told: CutInsert = { sheet: sheet.name, area, axis, at };
  rewriteFormulas(edit, (formula, home) => followCutInsert(formula, home, told), sheet);
  relocate(edit, { from: sheet, to: sheet, pieces, covered: [] });
  for (const table of sheet.tables) {
    if (reordered.includes(table)) reorder(edit, table, pieces);
    else moveWhole(edit, table, pieces);
  }
  if (sheet.autoFilter) {
    edit.assign(sheet, { autoFilter: filterAfter(sheet.autoFilter, pieces) });
  }
  touchSheet(edit.workbook, sheet);
  edit.tell({ what: 'cellsEdited', sheet: sheet.id, area: block, moved: pieces });
}

/** The cells that are cut, and those that they change places with; none where nothing moves. */
function piecesOf(area: Area, axis: 'row' | 'column', at: number): Piece[] {
  const isRows = axis === 'row';
  const [first, last] = isRows ? [area.top, area.bottom] : [area.left, area.right];
  if (at >= first && at <= last + 1) return [];
  const part = (from: number, to: number): Area =>
    isRows ? { ...area, top: from, bottom: to } : { ...area, left: from, right: to };
  const by = (steps: number) => (isRows ? { down: steps, right: 0 } : { down: 0, right: steps });
  const isBack = at < first;
  const between = isBack ? part(at, first - 1) : part(last + 1, at - 1);
  const size = last - first + 1;
  return [
    { area, ...by(isBack ? at - first : at - last - 1) },
    { area: between, ...by(isBack ? size : -size) },
  ];
}

/** Whether the table's columns change their order. Refuses what would tear it apart. */
function isReordered(
  table: Table,
  block: Area,
  pieces: readonly Piece[],
  axis: 'row' | 'column',
): boolean {
  const { area } = table;
  if (!intersection(area, block) || pieces.some((piece) => contains(piece.area, area)))
    return false;
  const hasAllRows = block.top <= area.top && block.bottom >= area.bottom;
  const hasAllColumns = block.left <= area.left && block.right >= area.right;
  const isOfTable = block.left >= area.left && block.right <= area.right;
  const body = bodyOf(table);
  const isOfBody = block.top >= body.top && block.bottom <= body.bottom;
  if (axis === 'column' && hasAllRows && isOfTable) return true;
  if (axis === 'row' && hasAllColumns && isOfBody) return false;
  throw new ExcelError(
    'InsertDeleteConflict',
    `The operation would shift a part of the table "${table.name}" only.`,
  );
}

/** Rows that a filter hides would part from their neighbours. */
function requireNotFiltered(sheet: Sheet, block: Area): void {
  const isFiltered = filtersOf(sheet).some(
    (filter) => isFiltering(filter) && intersection(filter.area, block),
  );
  if (isFiltered) {
    throw new ExcelError('FilteredRangeConflict', 'Cells of a filtered range cannot be shifted.');
  }
}

function reorder(edit: Edit, table: Table, pieces: readonly Piece[]): void {
  const { area, columns, filter, sort } = table;
  const offset = (key: number) => newColumn(area.left + key, pieces) - area.left;
  edit.assign(table, {
    columns: rearranged(columns, area.left, pieces),
    filter: filter && filterAfter(filter, pieces),
    sort: sort && {
      ...sort,
      fields: sort.fields.map((field) => ({ ...field, key: offset(field.key) })),
    },
  });
}

const newColumn = (column: number, pieces: readonly Piece[]): number =>
  column + (pieces.find(({ area }) => column >= area.left && column <= area.right)?.right ?? 0);

/** What belongs to columns from `left` on, in the order in which they are now. */
function rearranged<One>(list: readonly One[], left: number, pieces: readonly Piece[]): One[] {
  const result: One[] = [];
  list.forEach((one, offset) => {
    result[newColumn(left + offset, pieces) - left] = one;
  });
  return result;
}

function moveWhole(edit: Edit, table: Table, pieces: readonly Piece[]): void {
  const piece = pieces.find(({ area }) => contains(area, table.area));
  if (!piece) return;
  const filter = table.filter && filterAfter(table.filter, pieces);
  edit.assign(table, { area: displaced(table.area, piece), filter });
}

function filterAfter(filter: AutoFilter, pieces: readonly Piece[]): AutoFilter {
  const { area, criteria } = filter;
  const piece = pieces.find((one) => contains(one.area, area));
  if (piece) return { ...filter, area: displaced(area, piece) };
  const isReordered = pieces.every(
    ({ area: { top, left, bottom, right } }) =>
      top <= area.top && bottom >= area.bottom && left >= area.left && right <= area.right,
  );
  return isReordered ? { ...filter, criteria: rearranged(criteria, area.left, pieces) } : filter;
}
