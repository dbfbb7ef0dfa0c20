import { type Area, sameArea } from '../model/area.ts';
import type { Edit } from '../model/edit.ts';
import type { Sheet } from '../model/workbook.ts';
import { activate } from './sheets.ts';

/** Selects cells and brings their sheet to the front; the first cell becomes the active one. */
export function select(edit: Edit, sheet: Sheet, area: Area): void {
  activate(edit, sheet);
  if (sheet.selectedChart !== undefined) edit.assign(sheet, { selectedChart: undefined });
  const [before] = sheet.selection.areas;
  if (sheet.selection.areas.length === 1 && before && sameArea(before, area)) return;
  edit.assign(sheet, {
    selection: { areas: [area], activeRow: area.top, activeColumn: area.left },
  });
  edit.tell({ what: 'selectionChanged', sheet: sheet.id, area });
}
