import {
  type Area,
  areaOf,
  contains,
  displaced,
  intersection,
  isWholeColumns,
  isWholeRows,
} from '../model/area.ts';
import { forEachCell } from '../model/cells.ts';
import type { Edit } from '../model/edit.ts';
import { keyOf, outdate } from '../model/touched.ts';
import type { Cell, Column, Note, Piece, Row, Sheet } from '../model/workbook.ts';
import { ExcelError } from '../error.ts';
import { joined, placeOf, type Rule, without } from './copy-marks.ts';

/*
 * Cells that go elsewhere with all that stands at them: looks, notes, merged cells, conditional formats
 * and validation, pictures and charts; of whole rows and columns their sizes. Formulas and tables are
 * the caller's business.
 */

export interface Relocation {
  readonly from: Sheet;
  readonly to: Sheet;
  readonly pieces: readonly Piece[];
  /** What lay where they go, and is no more. */
  readonly covered: readonly Area[];
}

const isTorn = (area: Area, edges: readonly Area[]): boolean =>
  edges.some((edge) => intersection(edge, area) && !contains(edge, area));

/** Refuses to tear merged cells or an array formula apart, or to cover a part of them. */
export function requireUntorn({ from, to, pieces, covered }: Relocation): void {
  const taken = pieces.map(({ area }) => area);
  const isGone = (sheet: Sheet, area: Area): boolean =>
    sheet === from && taken.some((edge) => contains(edge, area));
  for (const [sheet, edges] of [[from, taken] as const, [to, covered] as const]) {
    if (sheet.merges.some((merge) => isTorn(merge, edges) && !isGone(sheet, merge))) {
      throw new ExcelError('MergedRangeConflict', 'A cut cannot tear merged cells apart.');
    }
    for (const edge of edges) {
      forEachCell(sheet, edge, ({ spill, spilledFrom }) => {
        const head = spilledFrom && sheet.rows[spilledFrom.row]?.cells[spilledFrom.column]?.spill;
        const array = spill ?? head;
        if (array?.legacy && isTorn(array.area, edges) && !isGone(sheet, array.area)) {
          throw new ExcelError('InvalidOperation', 'You cannot change part of an array.');
        }
      });
    }
  }
}

/** @param formulas of cells that go, where they do not stay as they read: by the key of their old place */
export function relocate(
  edit: Edit,
  relocation: Relocation,
  formulas: ReadonlyMap<number, string> = new Map(),
): void {
  const lines = relocation.pieces.map((piece) => linesOf(relocation.from, piece));
  relocateCells(edit, relocation, formulas);
  lines.forEach((line) => line(edit, relocation.to));
  relocateMerges(edit, relocation);
  relocateRules(edit, relocation);
  relocateNotes(edit, relocation);
  if (relocation.from === relocation.to) relocateAnchors(edit, relocation);
}

function relocateCells(
  edit: Edit,
  { from, to, pieces, covered }: Relocation,
  formulas: ReadonlyMap<number, string>,
): void {
  const put: [number, number, Cell][] = [];
  const left: [Sheet, number, number][] = [];
  for (const piece of pieces) {
    forEachCell(from, piece.area, (cell, row, column) => {
      left.push([from, row, column]);
      const moved = movedCell(cell, piece, formulas.get(keyOf(row, column)));
      put.push([row + piece.down, column + piece.right, moved]);
    });
  }
  for (const area of covered) {
    forEachCell(to, area, (_cell, row, column) => left.push([to, row, column]));
  }
  for (const [sheet, row, column] of left) edit.putCell(sheet, row, column, undefined);
  for (const [row, column, cell] of put) edit.putCell(to, row, column, cell);
}

/** What spilled spills anew at the new place; an old array formula goes as it is. */
function movedCell(
  { spill, spilledFrom, ...cell }: Cell,
  piece: Piece,
  formula: string | undefined,
): Cell {
  if (spill?.legacy) {
    return {
      ...cell,
      ...(formula === undefined ? {} : { formula }),
      spill: { ...spill, area: displaced(spill.area, piece) },
    };
  }
  if (spilledFrom) return { ...cell, value: null };
  return formula === undefined ? cell : { ...cell, formula };
}

/** Reads what whole rows or columns are besides their cells; gives what puts it at the new place. */
function linesOf(from: Sheet, { area, down, right }: Piece): (edit: Edit, to: Sheet) => void {
  if (isWholeRows(area)) {
    const rows = from.rows.slice(area.top, area.bottom + 1);
    return (edit, to) => {
      const at = to.rows.slice();
      for (let row = area.top; row <= area.bottom; row += 1) {
        const { cells: _cells, ...line } = rows[row - area.top] ?? { cells: [] };
        const other: Row = { ...line, cells: to.rows[row + down]?.cells ?? [] };
        at[row + down] = other;
      }
      edit.assign(to, { rows: at });
      outdate(edit.workbook);
    };
  }
  if (isWholeColumns(area)) {
    const columns = from.columns.slice(area.left, area.right + 1);
    return (edit, to) => {
      for (let column = area.left; column <= area.right; column += 1) {
        const line: Column = columns[column - area.left] ?? {};
        edit.setColumn(to, column + right, line);
      }
    };
  }
  return () => {};
}

/** Where areas are after the pieces went; of those that are not moved what was not covered. */
function areasAfter(areas: readonly Area[], pieces: readonly Piece[], holes: readonly Area[]) {
  const gone = [...pieces.map(({ area }) => area), ...holes];
  const stays = gone.reduce<readonly Area[]>(
    (rest, hole) => rest.flatMap((part) => without(part, hole)),
    areas,
  );
  const goes = pieces.flatMap((piece) =>
    areas.flatMap((area) => {
      const part = intersection(area, piece.area);
      return part ? [displaced(part, piece)] : [];
    }),
  );
  return { stays, goes };
}

function relocateMerges(edit: Edit, { from, to, pieces, covered }: Relocation): void {
  const { stays, goes } = areasAfter(from.merges, pieces, from === to ? covered : []);
  if (from === to) edit.assign(from, { merges: [...stays, ...goes] });
  else {
    const others = to.merges.filter((merge) => !covered.some((area) => contains(area, merge)));
    edit.assign(from, { merges: [...stays] });
    edit.assign(to, { merges: [...others, ...goes] });
  }
}

function relocateRules(edit: Edit, relocation: Relocation): void {
  const { from, to } = relocation;
  const formats = rulesAfter(edit, relocation, from.conditionalFormats, to.conditionalFormats);
  edit.assign(from, { conditionalFormats: formats.from });
  if (from !== to) edit.assign(to, { conditionalFormats: formats.to });
  const validations = rulesAfter(edit, relocation, from.validations, to.validations);
  edit.assign(from, { validations: validations.from });
  if (from !== to) edit.assign(to, { validations: validations.to });
}

function rulesAfter<One extends Rule>(
  edit: Edit,
  { from, to, pieces, covered }: Relocation,
  ofSource: readonly One[],
  ofTarget: readonly One[],
): { from: One[]; to: One[] } {
  const isSame = from === to;
  const brought: One[] = [];
  const setAreas = (rule: One, areas: readonly Area[]): void => {
    edit.assign<Rule>(rule, { areas: joined(areas) });
  };
  for (const rule of ofSource) {
    const { stays, goes } = areasAfter(rule.areas, pieces, isSame ? covered : []);
    if (!isSame && goes.length > 0) brought.push({ ...rule, areas: joined(goes) });
    setAreas(rule, isSame ? [...stays, ...goes] : stays);
  }
  for (const rule of isSame ? [] : ofTarget) {
    setAreas(rule, areasAfter(rule.areas, [], covered).stays);
  }
  const standing = (rules: readonly One[]) => rules.filter(({ areas }) => areas.length > 0);
  return { from: standing(ofSource), to: [...standing(ofTarget), ...brought] };
}

function relocateNotes(edit: Edit, { from, to, pieces, covered }: Relocation): void {
  const pieceOf = (note: Note) => pieces.find(({ area }) => contains(area, placeOf(note)));
  const isCovered = (note: Note) => covered.some((area) => contains(area, placeOf(note)));
  const going = from.notes.flatMap((note) => {
    const piece = pieceOf(note);
    return piece ? [{ note, row: note.row + piece.down, column: note.column + piece.right }] : [];
  });
  const staying = from.notes.filter((note) => !pieceOf(note));
  if (from === to) {
    const notes = [...staying.filter((note) => !isCovered(note)), ...going.map(({ note }) => note)];
    for (const { note, row, column } of going) edit.assign(note, { row, column });
    edit.assign(from, { notes });
    return;
  }
  const others = to.notes.filter((note) => !isCovered(note));
  const brought = going.map(({ note: { author, text }, row, column }) => ({
    ...{ row, column, author, text },
  }));
  edit.assign(from, { notes: staying });
  edit.assign(to, { notes: [...others, ...brought] });
}

/** Pictures and charts that hang in the cells, and what is printed, go along. */
function relocateAnchors(edit: Edit, { from, pieces }: Relocation): void {
  const pieceOf = (area: Area) => pieces.find((piece) => contains(piece.area, area));
  for (const anchor of from.anchors) {
    const { from: start, to: end, moves } = anchor;
    const corner = areaOf(start.row, start.column);
    const area = end ? { ...corner, bottom: end.row, right: end.column } : corner;
    const piece = moves === 'Never' ? undefined : pieceOf(area);
    if (!piece) continue;
    const moved = <Corner extends typeof start>(one: Corner) => ({
      ...one,
      row: one.row + piece.down,
      column: one.column + piece.right,
    });
    edit.assign(anchor, { from: moved(start), ...(end ? { to: moved(end) } : {}) });
  }
  const printArea = from.pageLayout.printArea.map((area) => {
    const piece = pieceOf(area);
    return piece ? displaced(area, piece) : area;
  });
  edit.assign(from.pageLayout, { printArea });
}
