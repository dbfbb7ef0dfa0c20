import { formulaCopier } from '../formulas/references.ts';
import { type Area, areaOf, columnCount, isWithinSheet, rowCount } from '../model/area.ts';
import { cellAt, isFilled, styleAt } from '../model/cells.ts';
import type { Edit } from '../model/edit.ts';
import { defaultStyle } from '../model/style.ts';
import type { Cell, Sheet } from '../model/workbook.ts';
import { invalidArgument } from '../error.ts';
import { requireUnlocked } from './protection.ts';
import { afterEntry } from './table-entry.ts';

export interface CopySource {
  readonly sheet: Sheet;
  readonly area: Area;
}

export interface CopyOptions {
  readonly type: 'All' | 'Formulas' | 'Values' | 'Formats';
  readonly skipBlanks: boolean;
  readonly transpose: boolean;
}

const repeats = (whole: number, part: number): number => (whole % part === 0 ? whole : part);

/** Copies cells; a destination that is a multiple of the source is filled with repetitions of it. */
export function copyCells(
  edit: Edit,
  source: CopySource,
  sheet: Sheet,
  given: Area,
  { type, skipBlanks, transpose }: CopyOptions,
): void {
  const rows = transpose ? columnCount(source.area) : rowCount(source.area);
  const columns = transpose ? rowCount(source.area) : columnCount(source.area);
  const area = areaOf(
    given.top,
    given.left,
    repeats(rowCount(given), rows),
    repeats(columnCount(given), columns),
  );
  if (!isWithinSheet(area)) throw invalidArgument('The copied cells would leave the sheet.');
  requireUnlocked(sheet, area);
  const copies: { row: number; column: number; cell: Cell | undefined }[] = [];
  const copiers = new Map<string, (byRows: number, byColumns: number) => string>();
  for (let step = 0; step < rowCount(area); step += 1) {
    for (let side = 0; side < columnCount(area); side += 1) {
      const [down, right] = transpose
        ? [side % columns, step % rows]
        : [step % rows, side % columns];
      const [fromRow, fromColumn] = [source.area.top + down, source.area.left + right];
      const from = cellAt(source.sheet, fromRow, fromColumn);
      if (skipBlanks && !isFilled(from)) continue;
      const [row, column] = [area.top + step, area.left + side];
      const fromStyle = styleAt(source.sheet, fromRow, fromColumn);
      let formula = from?.formula;
      if (formula !== undefined) {
        const copier = copiers.get(formula) ?? formulaCopier(formula);
        copiers.set(formula, copier);
        formula = copier(row - fromRow, column - fromColumn);
      }
      const style = type === 'All' || type === 'Formats' ? fromStyle : styleAt(sheet, row, column);
      const keepsOwn = type === 'Formats';
      const own = cellAt(sheet, row, column);
      const content = keepsOwn ? own : from;
      const cell: Cell = {
        value: content?.value ?? null,
        style,
        ...(type !== 'Values' && (keepsOwn ? own?.formula : formula) !== undefined
          ? { formula: (keepsOwn ? own?.formula : formula) ?? '' }
          : {}),
        ...(type === 'All' && from?.hyperlink ? { hyperlink: from.hyperlink } : {}),
      };
      const isNothing = cell.value === null && cell.formula === undefined && style === defaultStyle;
      copies.push({ row, column, cell: isNothing ? undefined : cell });
    }
  }
  for (const { row, column, cell } of copies) edit.putCell(sheet, row, column, cell);
  if (type !== 'Formats') afterEntry(edit, sheet, area, false);
  edit.tell({
    what: type === 'Formats' ? 'cellsFormatted' : 'cellsEdited',
    sheet: sheet.id,
    area,
  });
}
