import type { CellValue } from '../read-range.ts';
import { ACTION_BYTES } from '../write-batches.ts';
import type { RowSpan, SheetPlan } from './sheet-plan.ts';
import type { Block, PageTexts } from './template-sheet.ts';
import { columnLetters } from './template-sheet.ts';

/** Does to a sheet what a plan says; needs no sync. */
export function fillSheet(
  sheet: Excel.Worksheet,
  template: Excel.Worksheet,
  plan: SheetPlan,
): void {
  for (const step of plan.steps) {
    const rows = sheet.getRange(rowsOf(step));
    if (step.what === 'delete') {
      rows.delete('Up');
      continue;
    }
    rows.insert('Down');
    const source = step.like.on === 'sheet' ? sheet : template;
    // By its address: the range that was asked for has moved down with its cells.
    sheet.getRange(rowsOf(step)).copyFrom(source.getRange(rowsOf(step.like)));
  }
  const [height, width] = [plan.cells.length, plan.cells[0]?.length ?? 0];
  if (plan.cells.some((line) => line.some((cell) => cell !== null))) {
    const range = sheet.getRangeByIndexes(0, 0, height, width);
    // Formats first: a text of digits is to stay a text. Excel leaves cells as they are that are null.
    if (plan.formats !== null) range.numberFormat = plan.formats as string[][];
    range.formulas = plan.cells as CellValue[][];
  }
  for (const span of plan.hidden) sheet.getRange(rowsOf(span)).rowHidden = true;
  for (const span of plan.shown) sheet.getRange(rowsOf(span)).rowHidden = false;
  putPage(sheet, plan.page);
  if (plan.printArea !== null) putPrintArea(sheet, plan.printArea);
}

/** About how many bytes it is on the way. */
export function bytesOf({ steps, hidden, shown, cells, formats }: SheetPlan): number {
  const grids = JSON.stringify(cells).length + (formats ? JSON.stringify(formats).length : 0);
  return grids + ACTION_BYTES * (20 + 6 * steps.length + 3 * (hidden.length + shown.length));
}

/** "3:5": whole rows. */
function rowsOf({ at, count }: RowSpan): string {
  return `${at + 1}:${at + count}`;
}

function putPage(sheet: Excel.Worksheet, page: Partial<PageTexts>): void {
  if (Object.keys(page).length === 0) return;
  Object.assign(sheet.pageLayout.headersFooters.defaultForAllPages, page);
}

function putPrintArea(sheet: Excel.Worksheet, area: readonly Block[]): void {
  const addresses = area.map(
    ({ top, left, bottom, right }) =>
      `${columnLetters(left)}${top + 1}:${columnLetters(right)}${bottom + 1}`,
  );
  const [only = '', ...others] = addresses;
  sheet.pageLayout.setPrintArea(others.length === 0 ? only : sheet.getRanges(addresses.join(',')));
}
