import { type Area, wholeSheet } from '../model/area.ts';
import { forEachCell } from '../model/cells.ts';
import type { Sheet } from '../model/workbook.ts';

export interface FindCriteria {
  /** The whole cell, and not a part of it. */
  readonly completeMatch: boolean;
  readonly matchCase: boolean;
}

/** Cells that say a text, by row, in formulas where there are any: as Find All looks unless told otherwise. */
export function findText(
  sheet: Sheet,
  text: string,
  { completeMatch, matchCase }: FindCriteria,
): Area[] {
  const folded = (one: string) => (matchCase ? one : one.toLowerCase());
  const wanted = folded(text);
  const found: Area[] = [];
  forEachCell(sheet, wholeSheet, ({ formula, value }, row, column) => {
    if (value === null && formula === undefined) return;
    const shown = typeof value === 'object' && value !== null ? value.error : String(value);
    const said = folded(formula === undefined ? shown : `=${formula}`);
    if (completeMatch ? said !== wanted : !said.includes(wanted)) return;
    found.push({ top: row, left: column, bottom: row, right: column });
  });
  return found;
}
