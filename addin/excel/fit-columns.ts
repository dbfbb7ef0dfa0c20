import type { Area } from './read-range.ts';
import { rangeOf } from './read-range.ts';
import type { ResultColumn, ResultTable } from './result-table.ts';
import { rowCountOf } from './result-table.ts';
import type { Write } from './write-batches.ts';
import { ACTION_BYTES } from './write-batches.ts';

/** Rows of a column that Excel measures together: about as many as a person sees at once or passes by. */
const TOGETHER = 100;

export interface Fitting {
  readonly measure: Write;
  /** Once that is done; needs no answer of its own. */
  readonly widen: () => void;
}

/**
 * Widths for the columns of a new table, its total row among them. To measure every text of a long one
 * takes Excel longer than to take the values: it measures the first rows, those around the longest text
 * and the last, and each column is given the widest of these.
 */
export function fitColumns(
  result: ResultTable,
  { sheet, top, left }: Pick<Area, 'sheet' | 'top' | 'left'>,
): Fitting {
  const height = Math.max(1, rowCountOf(result)) + 2;
  const measured: Excel.Range[][] = [];
  return {
    measure: {
      bytes: 3 * ACTION_BYTES * result.columns.length,
      act: (context) => {
        for (const [i, column] of result.columns.entries()) {
          const columns = strips(height, 1 + longestOf(column)).map(({ first, rows }) => {
            const area = { sheet, top: top + first, left: left + i, rows, columns: 1 };
            const range = rangeOf(context, area);
            range.format.autofitColumns();
            return range.load('format/columnWidth');
          });
          measured.push(columns);
        }
      },
    },
    widen: () => {
      for (const ranges of measured) {
        const widths = ranges.map(({ format }) => format.columnWidth);
        const last = ranges.at(-1);
        const widest = Math.max(...widths);
        if (last && widest > last.format.columnWidth) last.format.columnWidth = widest;
      }
    },
  };
}

/** The first rows, those around `at`, the last: as many as there are, none twice. */
function strips(height: number, at: number): { first: number; rows: number }[] {
  const starts = [0, at - TOGETHER / 2, height - TOGETHER].map((first) =>
    Math.max(0, Math.min(first, height - TOGETHER)),
  );
  return [...new Set(starts)].map((first) => ({ first, rows: Math.min(TOGETHER, height) }));
}

/** The row whose text is about the longest. */
function longestOf({ kind, values }: ResultColumn): number {
  const lengthOf = LENGTHS[kind];
  let [longest, at] = [0, 0];
  for (const [row, value] of values.entries()) {
    const length = value === null ? 0 : lengthOf(value);
    if (length > longest) [longest, at] = [length, row];
  }
  return at;
}

/** In digits, as far as the texts of one column differ: a separator or a sign is narrower. */
const LENGTHS: Readonly<Record<ResultColumn['kind'], (value: string) => number>> = {
  text: (value) => value.length,
  number: (value) => {
    const isNegative = value.startsWith('-');
    const point = value.indexOf('.');
    const digits = (point < 0 ? value.length : point) - (isNegative ? 1 : 0);
    return digits + 0.5 * Math.floor((digits - 1) / 3) + (isNegative ? 0.6 : 0);
  },
  // "2025-01-31": Excel may show months and days below 10 with one digit.
  date: (value) => 1 + (value[5] === '0' ? 0 : 1) + (value[8] === '0' ? 0 : 1),
};
