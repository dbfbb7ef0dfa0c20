import type { AnchorCorner } from '../../model/workbook.ts';
import type { Layout } from './layout.ts';

/** The place of the cells in the grid's box, in pixels, for what lies above them. */
export interface Ground {
  /** Where a corner lies; in frozen rows and columns scrolling does not count. */
  readonly point: (corner: AnchorCorner) => { x: number; y: number };
  /** Beyond these edges headers, or cells that stand still, cover what hangs at the corner. */
  readonly edge: (corner: AnchorCorner) => { x: number; y: number };
}

interface Pixels {
  readonly across: number;
  readonly down: number;
}

export const emuPerPixel = 9525;

export function groundOf(layout: Layout, scrolled: Pixels, headers: Pixels): Ground {
  const { frozenRows, frozenColumns, rows, columns } = layout;
  const firstRow = rows[frozenRows] ?? 0;
  const firstColumn = columns[frozenColumns]?.column ?? 0;
  const frozen = { across: leftOf(layout, firstColumn), down: topOf(layout, firstRow) };
  return {
    point: ({ row, column, rowOffset, columnOffset }) => ({
      x:
        headers.across +
        leftOf(layout, column) +
        columnOffset / emuPerPixel -
        (column < firstColumn ? 0 : scrolled.across),
      y:
        headers.down +
        topOf(layout, row) +
        rowOffset / emuPerPixel -
        (row < firstRow ? 0 : scrolled.down),
    }),
    edge: ({ row, column }) => ({
      x: headers.across + (column < firstColumn ? 0 : frozen.across),
      y: headers.down + (row < firstRow ? 0 : frozen.down),
    }),
  };
}

function leftOf({ columns }: Layout, column: number): number {
  let left = 0;
  for (const one of columns) if (one.column < column) left += one.width;
  return left;
}

function topOf({ rows, heights, rowHeight }: Layout, row: number): number {
  // Hidden rows are not among them.
  const at = rows.findIndex((one) => one >= row);
  let top = (at < 0 ? rows.length : at) * rowHeight;
  for (const [other, height] of heights) if (other < row) top += height - rowHeight;
  return top;
}
