import { type Area, isWholeColumns, isWholeRows } from '../model/area.ts';
import { forEachCell, styleAt } from '../model/cells.ts';
import { defaultStyle, type Style, type StyleChange } from '../model/style.ts';
import type { Sheet } from '../model/workbook.ts';
import { restyle } from '../operations/looks.ts';
import { type Property, property } from '../wire/classes.ts';
import type { Host, RangeTarget } from '../wire/host.ts';
import type { InBorders } from './declared.ts';
import { areaOfRange } from './reach.ts';

/** Looks of ranges: what all cells share, else null; set for every cell alike. */

export function sharedLook<Value>(
  ranges: readonly RangeTarget[],
  host: Host,
  read: (style: Style) => Value,
): Value | null {
  const seen = new Set<Value>();
  for (const range of ranges) {
    for (const style of stylesIn(range.sheet, areaOfRange(range, host))) {
      seen.add(read(style));
      if (seen.size > 1) return null;
    }
  }
  const [value] = seen;
  return value === undefined ? null : value;
}

function stylesIn(sheet: Sheet, area: Area): Set<Style> {
  const styles = new Set<Style>();
  if (isWholeColumns(area) || isWholeRows(area)) {
    forEachCell(sheet, area, (cell) => styles.add(cell.style));
    if (isWholeColumns(area)) {
      const last = Math.min(area.right, Math.max(area.left, sheet.columns.length));
      for (let at = area.left; at <= last; at += 1) {
        styles.add(sheet.columns[at]?.style ?? defaultStyle);
      }
    } else {
      for (let at = area.top; at <= area.bottom; at += 1) {
        styles.add(sheet.rows[at]?.style ?? defaultStyle);
      }
    }
    return styles;
  }
  for (let row = area.top; row <= area.bottom; row += 1) {
    for (let column = area.left; column <= area.right; column += 1) {
      styles.add(styleAt(sheet, row, column));
    }
  }
  return styles;
}

export function changeLooks(ranges: readonly RangeTarget[], host: Host, change: StyleChange): void {
  host.edit((edit) => {
    for (const range of ranges) restyle(edit, range.sheet, areaOfRange(range, host), change);
  });
}

/** A property of looks: read from a style, written as a change to it. */
export function look(
  since: number,
  read: (style: Style) => string | number | boolean,
  change?: (value: unknown) => StyleChange,
): Property<InBorders> {
  return property<InBorders>(
    since,
    ({ ranges }, host) => sharedLook(ranges, host, read),
    change && (({ ranges }, value, host) => changeLooks(ranges, host, change(value))),
  );
}
