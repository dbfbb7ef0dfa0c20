import type { CellValue } from './read-range.ts';

/** A table that was only typed: columns `left`..`right` of a grid, rows by index into it. */
export interface Block {
  readonly left: number;
  readonly right: number;
  readonly header: number;
  readonly rows: readonly number[];
}

type Grid = readonly (readonly CellValue[])[];
interface Rectangle {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/**
 * Finds what a person would call a table in a sheet's cells: several on one sheet, beside or below
 * one another, titles above the header, blank rows between years (with or without the header again).
 * Blank cells are ""; cells that belong to Excel tables are to be passed as blank.
 */
export function findBlocks(grid: Grid): Block[] {
  const blocks: { left: number; right: number; header: number; rows: number[] }[] = [];
  for (const rectangle of rectanglesOf(grid)) {
    const above = blocks.findLast(
      (one) => one.left <= rectangle.right && one.right >= rectangle.left,
    );
    const header = headerOf(grid, rectangle);
    const goesOn =
      above !== undefined &&
      rectangle.left >= above.left &&
      rectangle.right <= above.right &&
      (header === null || isLikeRowsOf(grid, above, header));
    if (goesOn) {
      // Beside a column that is blank all along lie two rectangles of the same rows.
      const known = new Set(above.rows);
      const rows = dataRows(grid, above, rectangle.top, rectangle.bottom);
      above.rows.push(...rows.filter((row) => !known.has(row)));
    } else if (header !== null) {
      const { left, right, bottom } = rectangle;
      const block = { left, right, header, rows: [] as number[] };
      block.rows.push(...dataRows(grid, block, header + 1, bottom));
      if (block.rows.length > 0) blocks.push(block);
    }
  }
  return blocks;
}

/** Cut at blank rows, then at columns that are blank all along. */
function rectanglesOf(grid: Grid): Rectangle[] {
  const filledRows = grid.map((row) => row.some(isFilled));
  return runs(filledRows).flatMap(([top, bottom]) => {
    const width = Math.max(...grid.slice(top, bottom + 1).map((row) => row.length));
    const filledColumns = Array.from({ length: width }, (_, column) =>
      grid.slice(top, bottom + 1).some((row) => isFilled(row[column])),
    );
    return runs(filledColumns).map(([left, right]) => ({ top, bottom, left, right }));
  });
}

/** First and last index of each run of `true`. */
function runs(flags: readonly boolean[]): [number, number][] {
  const found: [number, number][] = [];
  for (const [i, flag] of flags.entries()) {
    if (!flag) continue;
    const last = found.at(-1);
    if (last && last[1] === i - 1) last[1] = i;
    else found.push([i, i]);
  }
  return found;
}

/** Titles and remarks above a header are few lines. */
const ROWS_ABOVE_HEADER = 12;

/** The first row of only texts that is about as wide as the rows below it. */
function headerOf(grid: Grid, { top, bottom, left, right }: Rectangle): number | null {
  const counts = grid
    .slice(top, bottom + 1)
    .map((row) => row.slice(left, right + 1).filter(isFilled).length);
  for (let i = 0; i < Math.min(counts.length, ROWS_ABOVE_HEADER); i += 1) {
    const cells = (grid[top + i] ?? []).slice(left, right + 1).filter(isFilled);
    const below = counts.slice(i + 1, i + 21);
    const usual = below.toSorted((a, b) => a - b)[Math.floor(below.length / 2)] ?? counts[i] ?? 0;
    if (cells.length >= 2 && cells.length * 2 >= usual && cells.every(isWords)) return top + i;
  }
  return null;
}

/** Whether what looks like a header is the header above again, or a row with the same kinds of cells. */
function isLikeRowsOf(grid: Grid, block: Block, row: number): boolean {
  if (isSameHeader(grid, block, row)) return true;
  let hasOtherThanText = false;
  for (let column = block.left; column <= block.right; column += 1) {
    const cell = grid[row]?.[column];
    if (!isFilled(cell)) continue;
    const kinds = block.rows.map((one) => grid[one]?.[column]).filter(isFilled);
    const words = kinds.filter(isWords).length;
    if (kinds.length > 0 && words * 2 < kinds.length) return false;
    hasOtherThanText ||= words < kinds.length;
  }
  return hasOtherThanText;
}

function dataRows(grid: Grid, block: Omit<Block, 'rows'>, first: number, last: number): number[] {
  const rows: number[] = [];
  for (let row = first; row <= last; row += 1) {
    if (!isSameHeader(grid, block, row)) rows.push(row);
  }
  return rows;
}

function isSameHeader(grid: Grid, block: Omit<Block, 'rows'>, row: number): boolean {
  for (let column = block.left; column <= block.right; column += 1) {
    if (wordsOf(grid[row]?.[column]) !== wordsOf(grid[block.header]?.[column])) return false;
  }
  return true;
}

function wordsOf(cell: CellValue | undefined): string {
  return String(cell ?? '')
    .trim()
    .toLowerCase();
}

function isFilled(cell: CellValue | undefined): cell is CellValue {
  return cell !== undefined && (typeof cell !== 'string' || cell.trim() !== '');
}

/** A text with a letter in it, and no error. */
function isWords(cell: CellValue): boolean {
  return typeof cell === 'string' && /\p{L}/u.test(cell) && !cell.startsWith('#');
}
