import { type Area, boundingArea, contains } from '../model/area.ts';
import { cellAt, isFilled, usedArea } from '../model/cells.ts';
import type { Cell, Sheet } from '../model/workbook.ts';
import { isRowHidden } from '../operations/find.ts';
import type { Args } from '../wire/args.ts';
import type { Host, RangeTarget } from '../wire/host.ts';
import { areaOfRange } from './reach.ts';

/** The cells of a kind within ranges, as few rectangles as come of runs in rows. */
export function specialCells(
  ranges: readonly RangeTarget[],
  args: Args,
  host: Host,
): RangeTarget[] {
  const kind = args.word(0, ['Visible', 'Blanks', 'Constants', 'Formulas']);
  host.calculate();
  return ranges.flatMap((range) => {
    const { sheet } = range;
    const area = areaOfRange(range, host);
    const within = kind === 'Visible' ? area : usedArea(sheet, area, false);
    if (!within) return [];
    const test = tests[kind];
    const wanted = (row: number, column: number): boolean =>
      kind === 'Visible'
        ? !isRowHidden(sheet, row) && sheet.columns[column]?.hidden !== true
        : test(cellAt(sheet, row, column));
    return rectangles(sheet, within, wanted).map((found) => host.range(sheet, found));
  });
}

const tests = {
  Visible: () => true,
  Blanks: (cell) => !isFilled(cell),
  Constants: (cell) => isFilled(cell) && cell?.formula === undefined && !cell?.spilledFrom,
  Formulas: (cell) => cell?.formula !== undefined,
} as const satisfies Record<string, (cell: Cell | undefined) => boolean>;

function rectangles(
  sheet: Sheet,
  area: Area,
  wanted: (row: number, column: number) => boolean,
): Area[] {
  const done: Area[] = [];
  let open: Area[] = [];
  for (let row = area.top; row <= area.bottom; row += 1) {
    const runs = runsOf(area, (column) => wanted(row, column));
    const next = runs.map(({ left, right }) => {
      const above = open.find((other) => other.left === left && other.right === right);
      return above ? { ...above, bottom: row } : { top: row, bottom: row, left, right };
    });
    done.push(...open.filter((other) => !next.some((grown) => contains(grown, other))));
    open = next;
    // Below the last row that exists all rows are alike.
    if (row >= sheet.rows.length && row < area.bottom) {
      open = open.map((other) => boundingArea(other, { ...other, bottom: area.bottom }));
      break;
    }
  }
  return [...done, ...open];
}

function runsOf(
  area: Area,
  wanted: (column: number) => boolean,
): { left: number; right: number }[] {
  const runs: { left: number; right: number }[] = [];
  for (let column = area.left; column <= area.right; column += 1) {
    if (!wanted(column)) continue;
    const last = runs.at(-1);
    if (last?.right === column - 1) last.right = column;
    else runs.push({ left: column, right: column });
  }
  return runs;
}
