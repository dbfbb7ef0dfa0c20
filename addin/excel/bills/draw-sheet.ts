import type { Host, RunOptions } from '../host.ts';
import { run } from '../host.ts';
import type { CellValue } from '../read-range.ts';
import type { PageTexts } from './template-sheet.ts';

/** A sheet to be put into the workbook, whole: what it says and how it looks. */
export interface DrawnSheet {
  /** Another one is taken where there is one of that name. */
  readonly name: string;
  /** As it is entered, from A1 on. */
  readonly cells: readonly (readonly CellValue[])[];
  readonly columnWidths: readonly number[];
  readonly looks: readonly DrawnLook[];
  /** The area that is printed: "A1:G40". */
  readonly printArea: string;
  readonly page: Partial<PageTexts>;
}

/** How the cells of an area look; what is not named stays as it is. */
export interface DrawnLook {
  readonly area: string;
  readonly numberFormat?: string;
  readonly isBold?: boolean;
  readonly size?: number;
  readonly color?: string;
  readonly fill?: string;
  readonly align?: 'Left' | 'Right' | 'Center';
  readonly isWrapped?: boolean;
  /** Written smaller where the cell is too narrow for it. */
  readonly isShrunk?: boolean;
  readonly isMerged?: boolean;
  /** Of the row, in points. */
  readonly height?: number;
  readonly line?: { readonly edge: 'EdgeTop' | 'EdgeBottom'; readonly color: string };
}

/** Puts the sheet behind the others; nothing that exists is touched. Two syncs. @throws HostProblem */
export function drawSheet(
  host: Host,
  drawn: DrawnSheet,
  options?: RunOptions,
): Promise<{ readonly id: string; readonly name: string }> {
  return run(
    host,
    async (context) => {
      const { worksheets } = context.workbook;
      const known = worksheets.load('items/name');
      await context.sync();
      const taken = new Set(known.items.map(({ name }) => name.toLowerCase()));
      const sheet = worksheets.add(freeSheetName(drawn.name, taken));
      const [height, width] = [drawn.cells.length, drawn.cells[0]?.length ?? 1];
      for (const [column, points] of drawn.columnWidths.entries()) {
        sheet.getRangeByIndexes(0, column, 1, 1).format.columnWidth = points;
      }
      for (const look of drawn.looks) dress(sheet.getRange(look.area), look);
      sheet.getRangeByIndexes(0, 0, height, width).formulas = drawn.cells as CellValue[][];
      sheet.showGridlines = false;
      sheet.pageLayout.setPrintArea(drawn.printArea);
      sheet.pageLayout.zoom = ONE_PAGE_WIDE;
      sheet.pageLayout.centerHorizontally = true;
      Object.assign(sheet.pageLayout.headersFooters.defaultForAllPages, drawn.page);
      sheet.load('id, name');
      await context.sync();
      return { id: sheet.id, name: sheet.name };
    },
    options,
  );
}

/** As many pages high as it takes. */
export const ONE_PAGE_WIDE: Excel.PageLayoutZoomOptions = { horizontalFitToPages: 1 };

function dress(range: Excel.Range, look: DrawnLook): void {
  const { format } = range;
  if (look.isMerged) range.merge();
  // One format for every cell of the range: Excel takes it bare.
  if (look.numberFormat) range.numberFormat = look.numberFormat as unknown as string[][];
  if (look.isBold) format.font.bold = true;
  if (look.size) format.font.size = look.size;
  if (look.color) format.font.color = look.color;
  if (look.fill) format.fill.color = look.fill;
  if (look.align) format.horizontalAlignment = look.align;
  if (look.isWrapped) {
    format.wrapText = true;
    format.verticalAlignment = 'Top';
  }
  if (look.isShrunk) format.shrinkToFit = true;
  if (look.height) format.rowHeight = look.height;
  if (look.line) {
    const border = format.borders.getItem(look.line.edge);
    border.style = 'Continuous';
    border.color = look.line.color;
  }
}

/** "Bill template", "Bill template 2" … */
function freeSheetName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${wanted} ${count}`;
  return name;
}
