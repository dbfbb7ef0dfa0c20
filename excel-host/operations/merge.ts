import { type Area, intersection } from '../model/area.ts';
import { cellAt } from '../model/cells.ts';
import type { Edit } from '../model/edit.ts';
import type { Sheet } from '../model/workbook.ts';
import { invalidArgument } from '../error.ts';
import { tablesIn } from './find.ts';
import { requireAllowed } from './protection.ts';

/** Makes one cell of the area (or of each of its rows); only the first cell's content stays. */
export function merge(edit: Edit, sheet: Sheet, area: Area, across: boolean): void {
  requireAllowed(sheet, 'allowFormatCells');
  if (tablesIn(sheet, area).length > 0) throw invalidArgument('Cells of a table cannot be merged.');
  const parts: Area[] = across
    ? Array.from({ length: area.bottom - area.top + 1 }, (_, step) => ({
        ...area,
        top: area.top + step,
        bottom: area.top + step,
      }))
    : [area];
  const others = sheet.merges.filter((other) => !intersection(other, area));
  edit.assign(sheet, { merges: [...others, ...parts] });
  for (const part of parts) keepFirst(edit, sheet, part);
  edit.tell({ what: 'cellsFormatted', sheet: sheet.id, area });
}

function keepFirst(edit: Edit, sheet: Sheet, area: Area): void {
  for (let row = area.top; row <= area.bottom; row += 1) {
    for (let column = area.left; column <= area.right; column += 1) {
      const cell = cellAt(sheet, row, column);
      if (!cell || (row === area.top && column === area.left)) continue;
      edit.putCell(sheet, row, column, { value: null, style: cell.style });
    }
  }
}

export function unmerge(edit: Edit, sheet: Sheet, area: Area): void {
  requireAllowed(sheet, 'allowFormatCells');
  edit.assign(sheet, { merges: sheet.merges.filter((other) => !intersection(other, area)) });
  edit.tell({ what: 'cellsFormatted', sheet: sheet.id, area });
}
