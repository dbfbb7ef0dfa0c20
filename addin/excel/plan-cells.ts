import type { Area, CellValue } from './read-range.ts';
import { rangeOf, readContents } from './read-range.ts';
import { runsOf } from './result-rows.ts';
import type { Write } from './write-batches.ts';
import { ACTION_BYTES } from './write-batches.ts';

/** One of the user's own cells, and what it is to hold instead. */
export interface CellChange {
  readonly sheet: string;
  /** From 1, as the sheet counts. */
  readonly row: number;
  /** From 0. */
  readonly column: number;
  /** What was read there: a cell that says something else by now is left alone. */
  readonly expected: CellValue;
  readonly entry: CellValue;
  /** Where it has to look different than it does. */
  readonly format?: string | undefined;
}

export type CellOutcome = 'written' | 'formula' | 'moved';

/** Cells that are read together although there are others between them. */
const GAP = 20;

/** What is to be written, and nothing over a formula or over what was typed meanwhile. */
export async function planCells(
  context: Excel.RequestContext,
  changes: readonly CellChange[],
): Promise<{ outcomes: CellOutcome[]; writes: Write[] }> {
  if (changes.length === 0) return { outcomes: [], writes: [] };
  const now = await readNow(context, changes);
  const outcomes = changes.map((change): CellOutcome => {
    const cell = now(change);
    if (
      typeof cell?.formula === 'string' &&
      cell.formula.startsWith('=') &&
      cell.formula !== cell.value
    ) {
      return 'formula';
    }
    return cell?.value === change.expected ? 'written' : 'moved';
  });
  const writes = changes.flatMap((change, i) =>
    outcomes[i] === 'written' ? writesOf(change) : [],
  );
  return { outcomes, writes };
}

function writesOf({ sheet, row, column, entry, format }: CellChange): Write[] {
  const area = { sheet, top: row - 1, left: column, rows: 1, columns: 1 };
  return [
    {
      bytes: 2 * ACTION_BYTES,
      act: (context) => {
        const range = rangeOf(context, area);
        if (format !== undefined) range.numberFormat = [[format]];
        range.values = [[entry]];
      },
    },
  ];
}

interface Now {
  readonly value: CellValue | undefined;
  readonly formula: CellValue | undefined;
}

async function readNow(
  context: Excel.RequestContext,
  changes: readonly CellChange[],
): Promise<(change: CellChange) => Now | undefined> {
  const rowsOf = new Map<string, Set<number>>();
  for (const { sheet, row, column } of changes) {
    const name = `${column} ${sheet}`;
    rowsOf.set(name, (rowsOf.get(name) ?? new Set()).add(row - 1));
  }
  const areas = [...rowsOf].flatMap(([name, rows]): Area[] => {
    const [column = '', ...sheet] = name.split(' ');
    const sorted = [...rows].toSorted((a, b) => a - b);
    return runsOf(sorted, GAP).map(({ first, count }) => ({
      ...{ sheet: sheet.join(' '), top: first, left: Number(column), rows: count, columns: 1 },
    }));
  });
  const contents = await readContents(context, areas);
  const cells = new Map<string, Now>();
  for (const [i, { sheet, top, left, rows }] of areas.entries()) {
    for (let at = 0; at < rows; at += 1) {
      const [value, formula] = [contents[i]?.values[at]?.[0], contents[i]?.formulas[at]?.[0]];
      cells.set(placeOf(sheet, top + at + 1, left), { value, formula });
    }
  }
  return ({ sheet, row, column }) => cells.get(placeOf(sheet, row, column));
}

function placeOf(sheet: string, row: number, column: number): string {
  return `${row} ${column} ${sheet}`;
}
