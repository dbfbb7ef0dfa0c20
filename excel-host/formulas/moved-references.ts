// What happens to the references of a formula when cells are cut and put elsewhere. Pure: text in, text
// out. What Excel makes of ranges of which only an edge moved was found out by those who wrote Apache
// POI's FormulaShifter (rowMoveAreaPtg), whose cases these are.
import { type Area, contains, displaced, isWholeColumns, isWholeRows } from '../model/area.ts';
import {
  areaOfReference,
  pointsTo,
  printReference,
  type Reference,
  shiftReferences,
} from './references.ts';
import { mapTokens, sheetPrefix } from './tokens.ts';

/** Cells that are put elsewhere; sheets by their names. */
export interface Move {
  readonly sheet: string;
  readonly area: Area;
  readonly to: string;
  readonly down: number;
  readonly right: number;
}

/** Columns (or rows) that are put in before the one at `at`; between them the others close up. */
export interface CutInsert {
  readonly sheet: string;
  readonly area: Area;
  readonly axis: 'row' | 'column';
  readonly at: number;
}

interface Span {
  readonly first: number;
  readonly last: number;
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/**
 * A formula on sheet `home` after cells were moved: what points to them follows, what pointed to cells
 * they now cover is lost. A formula that `goesAlong` keeps what it pointed to, also from another sheet.
 */
export function followMove(formula: string, home: string, move: Move, goesAlong = false): string {
  return mapTokens(formula, (token) =>
    token.kind === 'reference' ? followed(token, home, move, goesAlong) : token.text,
  );
}

function followed(token: Reference, home: string, move: Move, goesAlong: boolean): string {
  const { prefix } = token;
  const area = areaOfReference(token);
  const isAway = !same(move.sheet, move.to);
  const isFrom = pointsTo(move.sheet, home, prefix);
  if (isFrom && contains(move.area, area)) {
    const isHomeThere = !isAway || (prefix === '' && goesAlong);
    return printed(token, isHomeThere ? prefix : sheetPrefix(move.to), displaced(area, move));
  }
  const isReached = pointsTo(move.to, home, prefix);
  const left = isFrom && !isAway ? reshaped(area, move) : isReached ? trimmedBy(area, move) : area;
  return printed(token, isAway && goesAlong && prefix === '' ? sheetPrefix(home) : prefix, left);
}

/** A formula on sheet `home` after cells were cut and put in among their neighbours. */
export function followCutInsert(formula: string, home: string, cut: CutInsert): string {
  if (!same(home, cut.sheet) && !formula.includes('!')) return formula;
  const { sheet, area, axis, at } = cut;
  const isRows = axis === 'row';
  const [first, last] = isRows ? [area.top, area.bottom] : [area.left, area.right];
  const count = last - first + 1;
  const across = isRows
    ? !isWholeRows(area) && { across: { first: area.left, last: area.right } }
    : !isWholeColumns(area) && { across: { first: area.top, last: area.bottom } };
  // As Excel does it: room is made, the cells go there, and the room that they left is closed.
  const start = first >= at ? first + count : first;
  const opened = shiftReferences(formula, home, { sheet, axis, at, count, ...across });
  const by = at - start;
  const cells = isRows
    ? { ...area, top: start, bottom: start + count - 1 }
    : { ...area, left: start, right: start + count - 1 };
  const [down, right] = isRows ? [by, 0] : [0, by];
  const moved = followMove(opened, home, { sheet, area: cells, to: sheet, down, right });
  return shiftReferences(moved, home, { sheet, axis, at: start, count: -count, ...across });
}

/** The reference to other cells, its dollars and the order of its corners as they were. */
function printed(token: Reference, prefix: string, area: Area | undefined): string {
  if (!area) return `${prefix}#REF!`;
  const { start, end } = token;
  const isUpwards = (start.row ?? 0) > (end?.row ?? Infinity);
  const isLeftwards = (start.column ?? 0) > (end?.column ?? Infinity);
  const corner = (one: typeof start, isEnd: boolean): typeof start => ({
    ...one,
    ...(one.row === undefined ? {} : { row: isEnd === isUpwards ? area.top : area.bottom }),
    ...(one.column === undefined ? {} : { column: isEnd === isLeftwards ? area.left : area.right }),
  });
  return printReference(prefix, corner(start, false), end && corner(end, true));
}

/** What a reference of which not all was moved means then; the cells stay on their sheet. */
function reshaped(area: Area, move: Move): Area | undefined {
  const { area: cells, down, right } = move;
  const isInColumns = right === 0 && cells.left <= area.left && cells.right >= area.right;
  if (isInColumns && !isWholeColumns(area)) {
    const span = { first: area.top, last: area.bottom };
    const rows = movedSpan(span, { first: cells.top, last: cells.bottom }, down);
    return rows && { ...area, top: rows.first, bottom: rows.last };
  }
  const isInRows = down === 0 && cells.top <= area.top && cells.bottom >= area.bottom;
  if (isInRows && !isWholeRows(area)) {
    const span = { first: area.left, last: area.right };
    const columns = movedSpan(span, { first: cells.left, last: cells.right }, right);
    return columns && { ...area, left: columns.first, right: columns.last };
  }
  return trimmedBy(area, move);
}

/** What the moved cells left of an area that they came to lie on. */
function trimmedBy(area: Area, move: Move): Area | undefined {
  const cover = displaced(move.area, move);
  if (contains(cover, area)) return undefined;
  if (cover.left <= area.left && cover.right >= area.right) {
    const rows = trimmed(
      { first: area.top, last: area.bottom },
      { first: cover.top, last: cover.bottom },
    );
    return rows && { ...area, top: rows.first, bottom: rows.last };
  }
  if (cover.top <= area.top && cover.bottom >= area.bottom) {
    const columns = trimmed(
      { first: area.left, last: area.right },
      { first: cover.left, last: cover.right },
    );
    return columns && { ...area, left: columns.first, right: columns.last };
  }
  return area;
}

/** A range after some of its line were moved along it: it follows its first and its last cell. */
function movedSpan(span: Span, cells: Span, by: number): Span | undefined {
  const has = (index: number): boolean => cells.first <= index && index <= cells.last;
  if (has(span.first)) return afterFirst(span, cells, by);
  if (has(span.last)) {
    const mirrored = afterFirst(mirror(span), mirror(cells), -by);
    return mirror(mirrored);
  }
  return trimmed(span, { first: cells.first + by, last: cells.last + by });
}

const mirror = ({ first, last }: Span): Span => ({ first: -last, last: -first });

function afterFirst(span: Span, cells: Span, by: number): Span {
  const to = { first: cells.first + by, last: cells.last + by };
  if (by < 0) return { ...span, first: span.first + by };
  if (to.first > span.last) return span;
  if (to.last < span.last) return { ...span, first: span.first + by };
  const next = cells.last + 1;
  const first = to.first > next ? next : span.first + by;
  return { first, last: Math.max(span.last, to.last) };
}

/** Cells that cover an edge and more shorten a range; those that cover only some of it do not. */
function trimmed(span: Span, cover: Span): Span | undefined {
  if (cover.first <= span.first && cover.last >= span.last) return undefined;
  if (cover.first < span.first && cover.last >= span.first) {
    return { ...span, first: cover.last + 1 };
  }
  if (cover.first <= span.last && cover.last > span.last) return { ...span, last: cover.first - 1 };
  return span;
}
