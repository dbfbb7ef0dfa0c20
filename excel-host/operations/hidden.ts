import { type Area, isWholeColumns } from '../model/area.ts';
import type { Edit } from '../model/edit.ts';
import type { Sheet } from '../model/workbook.ts';

/** Shows every row of the area; tells observers only where one was hidden. */
export function showRows(edit: Edit, sheet: Sheet, area: Area): void {
  hideRows(edit, sheet, area, () => false);
}

/** Hides the rows of which `isHidden` says so and shows the others. */
export function hideRows(
  edit: Edit,
  sheet: Sheet,
  area: Area,
  isHidden: (row: number) => boolean,
): void {
  let changes = 0;
  let hides = false;
  for (let row = area.top; row <= area.bottom; row += 1) {
    const hidden = isHidden(row);
    if ((sheet.rows[row]?.hidden ?? false) === hidden) continue;
    if (isWholeColumns(area) && !hidden && row >= sheet.rows.length) break;
    edit.assignRow(sheet, row, { hidden });
    changes += 1;
    hides ||= hidden;
  }
  if (changes === 0) return;
  edit.tell({ what: hides ? 'rowsHidden' : 'rowsShown', sheet: sheet.id, area });
}

export function hideColumns(edit: Edit, sheet: Sheet, area: Area, hidden: boolean): void {
  for (let column = area.left; column <= area.right; column += 1) {
    edit.setColumn(sheet, column, { ...sheet.columns[column], hidden });
  }
  edit.tell({ what: 'layoutChanged', sheet: sheet.id, area });
}
