// SUM of one range, and SUBTOTAL of what is shown of it: columns of tables end in these, and the library
// takes far longer to be shown every cell of a long one. What else a formula holds is the library's.
import { keyOf } from '../model/touched.ts';
import { isError } from '../model/value.ts';
import type { Cell, Sheet } from '../model/workbook.ts';
import type { Reached } from './resolve.ts';

const sum = /^\s*(sum|subtotal)\s*\(\s*(109\s*,\s*)?[^\s"'(),{}]+:[^\s"'(),{}]+\s*\)\s*$/iu;

/**
 * The result of such a formula; undefined where it is none, or where its cells hold an error or wait for
 * their own results. `reads` has its one range.
 */
export function sumResult(
  text: string,
  reads: readonly Reached[],
  isWaiting: (sheet: Sheet, key: number) => boolean,
): number | undefined {
  const [, name, code] = sum.exec(text) ?? [];
  const [read] = reads;
  const isSubtotal = name?.toLowerCase() === 'subtotal';
  if (!name || !read || reads.length > 1 || isSubtotal !== (code !== undefined)) return undefined;
  const { sheet, area } = read;
  let total = 0;
  const last = Math.min(area.bottom, sheet.rows.length - 1);
  for (let row = area.top; row <= last; row += 1) {
    const line = sheet.rows[row];
    if (!line || (isSubtotal && line.hidden)) continue;
    const end = Math.min(area.right, line.cells.length - 1);
    for (let column = area.left; column <= end; column += 1) {
      const cell = line.cells[column];
      if (!cell || (isSubtotal && isSubtotalItself(cell))) continue;
      if (isError(cell.value)) return undefined;
      const from = cell.spilledFrom ?? (cell.formula === undefined ? undefined : { row, column });
      if (from && isWaiting(sheet, keyOf(from.row, from.column))) return undefined;
      if (typeof cell.value === 'number') total += cell.value;
    }
  }
  return Number.isFinite(total) ? total : undefined;
}

/** Subtotals within subtotals do not count twice. */
function isSubtotalItself({ formula }: Cell): boolean {
  return formula !== undefined && /\b(?:subtotal|aggregate)\b/iu.test(formula);
}
