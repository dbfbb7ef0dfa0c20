import { Resolver } from '../formulas/resolve.ts';
import type { Structured } from '../formulas/structured.ts';
import { qualifyOwn, spellOut } from '../formulas/table-references.ts';
import { printArea, quoteSheetName } from '../model/area.ts';
import { forEachCell } from '../model/cells.ts';
import type { Edit } from '../model/edit.ts';
import type { Sheet, Table } from '../model/workbook.ts';
import { rewriteFormulas } from './rewrite.ts';
import { tableAt } from './find.ts';

/** Formulas in cells that a table left mention it by name from now on. Call it with its new edges. */
export function qualifyLeft(edit: Edit, sheet: Sheet, table: Table, before: Table['area']): void {
  forEachCell(sheet, before, (cell, row, column) => {
    if (!cell.formula?.includes('[') || tableAt(sheet, row, column) === table) return;
    const formula = qualifyOwn(cell.formula, table.name);
    if (formula !== cell.formula) edit.putCell(sheet, row, column, { ...cell, formula });
  });
}

/** Before a table becomes plain cells: formulas say by address what they said by its columns. */
export function spellOutTable(edit: Edit, sheet: Sheet, table: Table): void {
  const resolver = new Resolver(edit.workbook);
  const print = (reference: Structured, home: string, row: number | undefined): string => {
    const reached = resolver.structured(reference, {
      sheet,
      ...(row === undefined ? {} : { row }),
    });
    if (typeof reached === 'string') return reached;
    const isThisRow = reference.items.some((item) => item.toLowerCase() === '#this row');
    const address = printArea(reached.area).replaceAll(/[A-Z]+|\d+/g, (part) =>
      isThisRow && /\d/.test(part) ? part : `$${part}`,
    );
    return home === sheet.name ? address : `${quoteSheetName(sheet.name)}!${address}`;
  };
  rewriteFormulas(edit, (formula, home, ownTable, row) =>
    spellOut(formula, table.name, ownTable(), (reference) => print(reference, home, row)),
  );
}
