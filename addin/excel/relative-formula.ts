import type { CellValue } from './read-range.ts';

/**
 * A formula with the rows of its references counted from its own row: what is the same in two rows was
 * filled down. Texts and names within it are not told apart, which only makes two formulas less alike.
 */
export function relativeFormula(formula: CellValue, row: number): string {
  return String(formula).replace(
    /(\$?[A-Z]{1,3})(\$?)(\d{1,7})\b/g,
    (whole, column: string, fixed: string, number: string) =>
      fixed === '' ? `${column}[${Number(number) - row}]` : whole,
  );
}
