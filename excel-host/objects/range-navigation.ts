import {
  areaOf,
  boundingArea,
  columnCount,
  contains,
  intersection,
  maxColumns,
  maxRows,
  rowCount,
} from '../model/area.ts';
import { usedArea } from '../model/cells.ts';
import { invalidArgument } from '../error.ts';
import { tablesIn } from '../operations/find.ts';
import { type Instance, type Member, method } from '../wire/classes.ts';
import type { Host, RangeTarget } from '../wire/host.ts';
import { rangeAreasClass, rangeViewClass, tableScopedCollectionClass } from './declared.ts';
import { neighbours, surroundingRegion, usedOrFirst } from './range-reach.ts';
import { areaArgument, areaOfRange, notFound, rangeObject } from './reach.ts';
import { specialCells } from './special-cells.ts';

const within = (range: RangeTarget, host: Host) => areaOfRange(range, host);

/** Another range of the same sheet. */
function at(
  range: RangeTarget,
  host: Host,
  top: number,
  left: number,
  rows: number,
  columns: number,
): Instance {
  if (rows < 1 || columns < 1) throw invalidArgument('A range has at least one cell.');
  return rangeObject(host, range.sheet, areaOf(top, left, rows, columns));
}

/** How one range leads to others. */
export const navigation: Record<string, Member<RangeTarget>> = {
  getCell: method(1, (range, args, host) => {
    const { top, left } = within(range, host);
    return at(range, host, top + args.whole(0), left + args.whole(1), 1, 1);
  }),
  getRow: method(1, (range, args, host) => {
    const area = within(range, host);
    return at(range, host, area.top + args.whole(0), area.left, 1, columnCount(area));
  }),
  getColumn: method(1, (range, args, host) => {
    const area = within(range, host);
    return at(range, host, area.top, area.left + args.whole(0), rowCount(area), 1);
  }),
  getLastCell: method(1, (range, _args, host) => {
    const { bottom, right } = within(range, host);
    return at(range, host, bottom, right, 1, 1);
  }),
  getLastRow: method(1, (range, _args, host) => {
    const area = within(range, host);
    return at(range, host, area.bottom, area.left, 1, columnCount(area));
  }),
  getLastColumn: method(1, (range, _args, host) => {
    const area = within(range, host);
    return at(range, host, area.top, area.right, rowCount(area), 1);
  }),
  getEntireRow: method(1, (range, _args, host) => {
    const area = within(range, host);
    return at(range, host, area.top, 0, rowCount(area), maxColumns);
  }),
  getEntireColumn: method(1, (range, _args, host) => {
    const area = within(range, host);
    return at(range, host, 0, area.left, maxRows, columnCount(area));
  }),
  getOffsetRange: method(1, (range, args, host) => {
    const area = within(range, host);
    const [down, right] = [args.whole(0), args.whole(1)];
    return at(range, host, area.top + down, area.left + right, rowCount(area), columnCount(area));
  }),
  getResizedRange: method(2, (range, args, host) => {
    const area = within(range, host);
    const [rows, columns] = [rowCount(area) + args.whole(0), columnCount(area) + args.whole(1)];
    return at(range, host, area.top, area.left, rows, columns);
  }),
  getAbsoluteResizedRange: method(7, (range, args, host) => {
    const { top, left } = within(range, host);
    return at(range, host, top, left, args.whole(0), args.whole(1));
  }),
  getRowsAbove: method(2, (range, args, host) =>
    neighbours(range, host, 'above', args.optionalWhole(0) ?? 1),
  ),
  getRowsBelow: method(2, (range, args, host) =>
    neighbours(range, host, 'below', args.optionalWhole(0) ?? 1),
  ),
  getColumnsBefore: method(2, (range, args, host) =>
    neighbours(range, host, 'before', args.optionalWhole(0) ?? 1),
  ),
  getColumnsAfter: method(2, (range, args, host) =>
    neighbours(range, host, 'after', args.optionalWhole(0) ?? 1),
  ),
  getBoundingRect: method(1, (range, args, host) => {
    const other = areaArgument(args, 0, range.sheet, host).area;
    return rangeObject(host, range.sheet, boundingArea(within(range, host), other));
  }),
  getIntersection: method(1, (range, args, host) => {
    const { sheet, area } = areaArgument(args, 0, range.sheet, host);
    const common = sheet === range.sheet ? intersection(within(range, host), area) : undefined;
    if (!common) throw notFound();
    return rangeObject(host, sheet, common);
  }),
  getIntersectionOrNullObject: method(4, (range, args, host) => {
    const { sheet, area } = areaArgument(args, 0, range.sheet, host);
    const common = sheet === range.sheet ? intersection(within(range, host), area) : undefined;
    return common ? rangeObject(host, sheet, common) : null;
  }),
  getUsedRange: method(2, (range, args, host) => usedOrFirst(range, host, args.flag(0))),
  getUsedRangeOrNullObject: method(4, (range, args, host) => {
    const used = usedArea(range.sheet, within(range, host), args.flag(0));
    return used ? rangeObject(host, range.sheet, used) : null;
  }),
  getSurroundingRegion: method(7, (range, _args, host) =>
    rangeObject(host, range.sheet, surroundingRegion(range.sheet, within(range, host))),
  ),
  getVisibleView: method(3, (range) => rangeViewClass.of({ range, index: undefined })),
  getSpecialCells: method(9, (range, args, host) => {
    const ranges = specialCells([range], args, host);
    if (ranges.length === 0) throw notFound();
    return rangeAreasClass.of({ sheet: range.sheet, ranges });
  }),
  getSpecialCellsOrNullObject: method(9, (range, args, host) => {
    const ranges = specialCells([range], args, host);
    return ranges.length === 0 ? null : rangeAreasClass.of({ sheet: range.sheet, ranges });
  }),
  getMergedAreasOrNullObject: method(13, (range, _args, host) => {
    const area = within(range, host);
    const merges = range.sheet.merges.filter((merge) => intersection(merge, area));
    if (merges.length === 0) return null;
    return rangeAreasClass.of({
      sheet: range.sheet,
      ranges: merges.map((merge) => host.range(range.sheet, merge)),
    });
  }),
  getTables: method(9, (range, args, host) => {
    const area = within(range, host);
    const fully = args.flag(0);
    const tables = tablesIn(range.sheet, area)
      .filter((table) => !fully || contains(area, table.area))
      .map((table) => ({ sheet: range.sheet, table }));
    return tableScopedCollectionClass.of({ tables });
  }),
};
