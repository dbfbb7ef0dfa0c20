import { formulaCopier } from '../formulas/references.ts';
import {
  type Area,
  areaOf,
  columnCount,
  isWholeColumns,
  isWholeRows,
  isWithinSheet,
  rowCount,
} from '../model/area.ts';
import { cellAt, isFilled, styleAt } from '../model/cells.ts';
import type { Edit } from '../model/edit.ts';
import { defaultStyle } from '../model/style.ts';
import type { Cell, Sheet } from '../model/workbook.ts';
import { invalidArgument } from '../error.ts';
import {
  pasteMerges,
  pasteNotes,
  pasteRows,
  pasteRules,
  requireWholeMerges,
} from './copy-marks.ts';
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
  options: CopyOptions,
): void {
  const { type, transpose } = options;
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
  const bringsMarks = type === 'All' || type === 'Formats';
  if (bringsMarks) requireWholeMerges(sheet, area);
  const used = usedPart(source, sheet, area);
  copyContents(edit, source, sheet, used, options);
  if (bringsMarks) {
    for (let top = area.top; top <= area.bottom; top += rows) {
      for (let left = area.left; left <= area.right; left += columns) {
        const paste = { from: source.sheet, source: source.area, to: sheet, top, left, transpose };
        pasteMerges(edit, paste);
        pasteRules(edit, paste);
        pasteRows(edit, paste);
        if (type === 'All') pasteNotes(edit, paste);
      }
    }
  }
  if (type !== 'Formats') afterEntry(edit, sheet, used, false);
  edit.tell({
    what: type === 'Formats' ? 'cellsFormatted' : 'cellsEdited',
    sheet: sheet.id,
    area,
  });
}

/** Of whole rows or columns the part in which there is a cell, here or there. */
function usedPart(source: CopySource, sheet: Sheet, area: Area): Area {
  if (isWholeRows(area) && isWholeRows(source.area)) {
    const lengths = [
      ...source.sheet.rows.slice(source.area.top, source.area.bottom + 1),
      ...sheet.rows.slice(area.top, area.bottom + 1),
    ].map((row) => row?.cells.length ?? 0);
    return { ...area, right: Math.max(1, ...lengths) - 1 };
  }
  if (isWholeColumns(area) && isWholeColumns(source.area)) {
    return { ...area, bottom: Math.max(1, source.sheet.rows.length, sheet.rows.length) - 1 };
  }
  return area;
}

function copyContents(
  edit: Edit,
  source: CopySource,
  sheet: Sheet,
  area: Area,
  { type, skipBlanks, transpose }: CopyOptions,
): void {
  const rows = transpose ? columnCount(source.area) : rowCount(source.area);
  const columns = transpose ? rowCount(source.area) : columnCount(source.area);
  const copies: { row: number; column: number; cell: Cell | undefined }[] = [];
  const copiers = new Map<string, (byRows: number, byColumns: number) => string>();
  const moved = (formula: string, byRows: number, byColumns: number): string => {
    const copier = copiers.get(formula) ?? formulaCopier(formula);
    copiers.set(formula, copier);
    return copier(byRows, byColumns);
  };
  for (let step = 0; step < rowCount(area); step += 1) {
    for (let side = 0; side < columnCount(area); side += 1) {
      const [down, right] = transpose
        ? [side % columns, step % rows]
        : [step % rows, side % columns];
      const [fromRow, fromColumn] = [source.area.top + down, source.area.left + right];
      const from = cellAt(source.sheet, fromRow, fromColumn);
      if (skipBlanks && !isFilled(from)) continue;
      const [row, column] = [area.top + step, area.left + side];
      const style =
        type === 'All' || type === 'Formats'
          ? styleAt(source.sheet, fromRow, fromColumn)
          : styleAt(sheet, row, column);
      const own = type === 'Formats' ? cellAt(sheet, row, column) : undefined;
      const content = type === 'Formats' ? own : from;
      const formula =
        type === 'Values' || content?.formula === undefined
          ? undefined
          : type === 'Formats'
            ? content.formula
            : moved(content.formula, row - fromRow, column - fromColumn);
      const cell: Cell = {
        value: content?.value ?? null,
        style,
        ...(formula === undefined ? {} : { formula }),
        ...(content?.quotePrefix && type !== 'Values' ? { quotePrefix: true } : {}),
        ...(content?.kept !== undefined && type !== 'Values' ? { kept: content.kept } : {}),
        ...(type === 'All' && from?.hyperlink ? { hyperlink: from.hyperlink } : {}),
      };
      const isNothing = cell.value === null && cell.formula === undefined && style === defaultStyle;
      copies.push({ row, column, cell: isNothing ? undefined : cell });
    }
  }
  for (const { row, column, cell } of copies) edit.putCell(sheet, row, column, cell);
}
