import { type Area, maxColumns, maxRows } from '../model/area.ts';
import type { Edit } from '../model/edit.ts';
import type { Anchor, AnchorCorner, Chart, Sheet } from '../model/workbook.ts';
import { invalidArgument } from '../error.ts';
import { heightOf, leftOf, topOf, widthOf } from './measure.ts';
import { requireAllowed } from './protection.ts';

/** Where a chart lies on its sheet, in points from the sheet's corner. */
export interface ChartPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const emuPerPoint = 12_700;

export function placeOf(sheet: Sheet, { from, to, size }: Anchor): ChartPlace {
  const start = pointOf(sheet, from);
  if (size) {
    return { ...start, width: size.width / emuPerPoint, height: size.height / emuPerPoint };
  }
  const end = to ? pointOf(sheet, to) : start;
  return { ...start, width: end.left - start.left, height: end.top - start.top };
}

function pointOf(sheet: Sheet, corner: AnchorCorner): { left: number; top: number } {
  // An offset beyond its cell means the cell's edge, as where the cell was hidden since.
  const across = Math.min(corner.columnOffset / emuPerPoint, widthOf(sheet, corner.column));
  const down = Math.min(corner.rowOffset / emuPerPoint, heightOf(sheet, corner.row));
  return { left: leftOf(sheet, corner.column) + across, top: topOf(sheet, corner.row) + down };
}

/** The corners of a place; of an anchor with a size of its own the first one and the size. */
export function anchorAt(
  sheet: Sheet,
  { left, top, width, height }: ChartPlace,
  hasSize = false,
): Pick<Anchor, 'from'> & Partial<Pick<Anchor, 'to' | 'size'>> {
  const from = cornerAt(sheet, left, top);
  if (hasSize) {
    const inEmu = (points: number): number => Math.round(points * emuPerPoint);
    return { from, size: { width: inEmu(width), height: inEmu(height) } };
  }
  return { from, to: cornerAt(sheet, left + width, top + height) };
}

function cornerAt(sheet: Sheet, left: number, top: number): AnchorCorner {
  const [column, across] = cellAtLength(left, maxColumns, (index) => widthOf(sheet, index));
  const [row, down] = cellAtLength(top, maxRows, (index) => heightOf(sheet, index));
  return {
    ...{ row, column },
    rowOffset: Math.round(down * emuPerPoint),
    columnOffset: Math.round(across * emuPerPoint),
  };
}

/** The row or column in which a length from the sheet's corner ends, and what of it lies in there. */
function cellAtLength(
  length: number,
  limit: number,
  sizeOf: (index: number) => number,
): [number, number] {
  let rest = length;
  let index = 0;
  for (let size = sizeOf(0); rest >= size && index < limit - 1; size = sizeOf(index)) {
    rest -= size;
    index += 1;
  }
  return [index, rest];
}

/** Puts the chart elsewhere, or makes it larger or smaller. */
export function placeChart(
  edit: Edit,
  sheet: Sheet,
  chart: Chart,
  change: Partial<ChartPlace>,
): void {
  requireAllowed(sheet, 'allowEditObjects');
  const place = { ...placeOf(sheet, chart.anchor), ...change };
  if (place.left < 0 || place.top < 0 || place.width < 0 || place.height < 0) {
    throw invalidArgument('A chart has a place on the sheet, and a size.');
  }
  edit.assign(chart.anchor, anchorAt(sheet, place, chart.anchor.size !== undefined));
  edit.tell({ what: 'chartChanged', sheet: sheet.id });
}

/** The place that cells take up. */
export function placeOfCells(sheet: Sheet, area: Area): ChartPlace {
  const [left, top] = [leftOf(sheet, area.left), topOf(sheet, area.top)];
  return {
    ...{ left, top },
    width: leftOf(sheet, area.right + 1) - left,
    height: topOf(sheet, area.bottom + 1) - top,
  };
}
