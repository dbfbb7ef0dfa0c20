import type { Area, CellValue } from './read-range.ts';
import { readContents } from './read-range.ts';
import { READ_GAP, runsOf } from './result-rows.ts';

export interface CellAddress {
  readonly sheet: string;
  /** From 1, as the sheet counts. */
  readonly row: number;
  /** From 0. */
  readonly column: number;
}

/** Undefined where nothing was read. */
export interface Now {
  readonly value: CellValue | undefined;
  readonly formula: CellValue | undefined;
}

/** Reads single cells, those that stand near one another together. */
export async function readCells(
  context: Excel.RequestContext,
  places: readonly CellAddress[],
): Promise<(place: CellAddress) => Now | undefined> {
  const rowsOf = new Map<string, Set<number>>();
  for (const { sheet, row, column } of places) {
    const name = `${column} ${sheet}`;
    rowsOf.set(name, (rowsOf.get(name) ?? new Set()).add(row - 1));
  }
  const areas = [...rowsOf].flatMap(([name, rows]): Area[] => {
    const [column = '', ...sheet] = name.split(' ');
    const sorted = [...rows].toSorted((a, b) => a - b);
    return runsOf(sorted, READ_GAP).map(({ first, count }) => ({
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
