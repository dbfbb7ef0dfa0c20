import type { TemplateSheet } from '../../../excel/bills/template-sheet.ts';
import { isFormula, mapRows } from './references.ts';

/** The rows that formulas of the sheet, and names, begin or end at. */
export function referredRows(sheet: TemplateSheet): Set<number> {
  const rows = new Set<number>();
  const note = (formula: string): void => {
    mapRows(formula, sheet.name, ({ first, last }) => {
      rows.add(first).add(last);
      return null;
    });
  };
  for (const [row, line] of sheet.cells.entries()) {
    const before = new Set(rows);
    for (const content of line) if (isFormula(content)) note(content);
    // What a row says of itself goes with it.
    if (!before.has(row)) rows.delete(row);
  }
  for (const name of sheet.names) if (refersTo(name, sheet.name)) note(name);
  return rows;
}

/** Names have no sheet of their own: what counts names this one. */
function refersTo(formula: string, sheet: string): boolean {
  return formula.toLowerCase().includes(sheet.toLowerCase().replaceAll("'", "''"));
}
