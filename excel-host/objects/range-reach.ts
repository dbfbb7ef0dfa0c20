import {
  type Area,
  areaOf,
  boundingArea,
  columnCount,
  maxColumns,
  maxRows,
  rowCount,
} from '../model/area.ts';
import { isFilled, usedArea } from '../model/cells.ts';
import type { Sheet } from '../model/workbook.ts';
import { invalidArgument } from '../error.ts';
import type { Instance } from '../wire/classes.ts';
import type { Host, RangeTarget } from '../wire/host.ts';
import { areaOfRange, rangeObject } from './reach.ts';

/** Rows or columns beside a range; a negative count means those inside its edge, as in Excel. */
export function neighbours(
  range: RangeTarget,
  host: Host,
  side: 'above' | 'below' | 'before' | 'after',
  count: number,
): Instance {
  if (count === 0) throw invalidArgument('The count of rows or columns cannot be 0.');
  const area = areaOfRange(range, host);
  const size = Math.abs(count);
  const isRows = side === 'above' || side === 'below';
  const isStart = side === 'above' || side === 'before';
  const [first, last] = isRows ? [area.top, area.bottom] : [area.left, area.right];
  const start = isStart
    ? count > 0
      ? first - size
      : first
    : count > 0
      ? last + 1
      : last - size + 1;
  return rangeObject(
    host,
    range.sheet,
    isRows
      ? areaOf(start, area.left, size, columnCount(area))
      : areaOf(area.top, start, rowCount(area), size),
  );
}

/** The used part of the range, or its first cell where nothing is used. */
export function usedOrFirst(range: RangeTarget, host: Host, valuesOnly: boolean): Instance {
  const area = areaOfRange(range, host);
  const used = usedArea(range.sheet, area, valuesOnly) ?? areaOf(area.top, area.left);
  return rangeObject(host, range.sheet, used);
}

/** The block of filled cells around the area: it ends at blank rows and columns. */
export function surroundingRegion(sheet: Sheet, start: Area): Area {
  let area = start;
  for (;;) {
    const around = {
      top: Math.max(0, area.top - 1),
      left: Math.max(0, area.left - 1),
      bottom: Math.min(maxRows - 1, area.bottom + 1),
      right: Math.min(maxColumns - 1, area.right + 1),
    };
    const filled = usedArea(sheet, around, true);
    const grown = filled ? boundingArea(area, filled) : area;
    const isSame =
      grown.top === area.top &&
      grown.left === area.left &&
      grown.bottom === area.bottom &&
      grown.right === area.right;
    if (isSame) return trimmed(sheet, area);
    area = grown;
  }
}

/** A lone blank cell is its own region; of others the blank edges fall away. */
function trimmed(sheet: Sheet, area: Area): Area {
  const { top, left } = area;
  if (rowCount(area) === 1 && columnCount(area) === 1) return area;
  const hasFirst = isFilled(sheet.rows[top]?.cells[left]);
  return hasFirst ? area : (usedArea(sheet, area, true) ?? area);
}
