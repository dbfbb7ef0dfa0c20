import { followMove, type Move } from '../formulas/moved-references.ts';
import { qualifyOwn } from '../formulas/table-references.ts';
import {
  type Area,
  areaOf,
  columnCount,
  contains,
  displaced,
  isWithinSheet,
  rowCount,
  sameArea,
} from '../model/area.ts';
import { cellAt, formulaCells } from '../model/cells.ts';
import type { Edit } from '../model/edit.ts';
import { columnOf, outdate, rowOf, touchSheet } from '../model/touched.ts';
import type { AutoFilter, Piece, Sheet, Table } from '../model/workbook.ts';
import { ExcelError, invalidArgument } from '../error.ts';
import { isFiltering, tableAt, tablesIn } from './find.ts';
import { requireUnlocked } from './protection.ts';
import { relocate, type Relocation, requireUntorn } from './relocate.ts';
import { type Rewrite, rewriteFormulas } from './rewrite.ts';
import { afterEntry } from './table-entry.ts';

/**
 * Cuts cells and pastes them elsewhere, on their sheet or another: contents, looks, notes and rules go
 * along, formulas among them keep what they point to, and formulas elsewhere follow them
 * (support.microsoft.com, "Move or copy cells"). A table of which all is cut goes as a table.
 */
export function moveCells(
  edit: Edit,
  from: Sheet,
  area: Area,
  to: Sheet,
  target: { readonly top: number; readonly left: number },
  growTables = false,
): Area {
  const cover = areaOf(target.top, target.left, rowCount(area), columnCount(area));
  if (!isWithinSheet(cover)) throw invalidArgument('The cut cells would leave the sheet.');
  if (from === to && sameArea(area, cover)) return cover;
  requireUnlocked(from, area);
  requireUnlocked(to, cover);
  const piece = { area, down: cover.top - area.top, right: cover.left - area.left };
  const relocation = { from, to, pieces: [piece], covered: [cover] };
  requireUntorn(relocation);
  const tables = from.tables.filter((table) => contains(area, table.area));
  requireMovable(relocation, area, cover, tables);

  const { down, right } = piece;
  const move: Move = { sheet: from.name, area, to: to.name, down, right };
  const formulas = formulasThatGo(relocation, move, tables);
  const isAway = from !== to;
  const columns = isAway ? tables.flatMap((table) => table.columns) : [];
  const calculated = columns.map(({ calculatedFormula: formula }) =>
    formula === undefined ? undefined : followMove(formula, from.name, move, true),
  );
  const follow: Rewrite = (formula, home) => followMove(formula, home, move);
  rewriteFormulas(edit, follow, isAway ? undefined : from);
  relocate(edit, relocation, formulas);
  moveTables(edit, relocation, piece, tables);
  columns.forEach((column, nth) => {
    const calculatedFormula = calculated[nth];
    if (calculatedFormula !== undefined) edit.assign(column, { calculatedFormula });
  });
  const isTaken = tablesIn(from, area).some((table) => !tables.includes(table));
  if (isTaken) afterEntry(edit, from, area, false);
  if (tables.length === 0) afterEntry(edit, to, cover, growTables);
  edit.tell({ what: 'cellsEdited', sheet: from.id, area, moved: [piece] });
  edit.tell({ what: 'cellsEdited', sheet: to.id, area: cover });
  return cover;
}

function requireMovable(
  { from, to }: Relocation,
  area: Area,
  cover: Area,
  tables: readonly Table[],
): void {
  const isOther = (table: Table): boolean => !(from === to && tables.includes(table));
  if (tables.length > 0 && tablesIn(to, cover).some(isOther)) {
    throw invalidArgument('A table cannot overlap another table.');
  }
  const filters = [from.autoFilter, ...tables.map(({ filter }) => filter)].filter(
    (filter) => filter !== undefined && contains(area, filter.area),
  );
  // Rows that a filter hides are the sheet's: they would not go along.
  if (filters.some((filter) => filter && isFiltering(filter))) {
    throw new ExcelError('FilteredRangeConflict', 'Clear the filter before you move its cells.');
  }
  if (from !== to && from.autoFilter && contains(area, from.autoFilter.area)) {
    throw new ExcelError('FilteredRangeConflict', 'A filter does not go to another sheet.');
  }
}

/** What the formulas among the cells are to say, by their old place; read while all is where it was. */
function formulasThatGo(
  { from, to }: Relocation,
  move: Move,
  tables: readonly Table[],
): Map<number, string> {
  const found = new Map<number, string>();
  for (const key of formulaCells(from).all) {
    const [row, column] = [rowOf(key), columnOf(key)];
    const formula = cellAt(from, row, column)?.formula;
    if (formula === undefined || !contains(move.area, areaOf(row, column))) continue;
    const own = tableAt(from, row, column);
    const there = tableAt(to, row + move.down, column + move.right);
    const leaves = own !== undefined && own !== there && !tables.includes(own);
    const kept = followMove(formula, from.name, move, true);
    found.set(key, leaves ? qualifyOwn(kept, own.name) : kept);
  }
  return found;
}

function moveTables(
  edit: Edit,
  { from, to }: Relocation,
  piece: Piece,
  tables: readonly Table[],
): void {
  const moved = (filter: AutoFilter | undefined): AutoFilter | undefined =>
    filter && { ...filter, area: displaced(filter.area, piece) };
  for (const table of tables) {
    edit.assign(table, { area: displaced(table.area, piece), filter: moved(table.filter) });
  }
  if (tables.length > 0) touchSheet(edit.workbook, from);
  if (from === to) {
    const { autoFilter } = from;
    const goes = autoFilter && contains(piece.area, autoFilter.area);
    if (goes) edit.assign(from, { autoFilter: moved(autoFilter) });
    return;
  }
  if (tables.length === 0) return;
  edit.assign(from, { tables: from.tables.filter((table) => !tables.includes(table)) });
  edit.assign(to, { tables: [...to.tables, ...tables] });
  outdate(edit.workbook);
}
