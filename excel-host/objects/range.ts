import {
  areaOf,
  boundingArea,
  columnCount,
  contains,
  intersection,
  isWholeColumns,
  isWholeRows,
  maxColumns,
  maxRows,
  rowCount,
} from '../model/area.ts';
import { usedArea } from '../model/cells.ts';
import { apiNotFound, invalidArgument } from '../error.ts';
import { clear } from '../operations/content.ts';
import { copyCells } from '../operations/copy.ts';
import { hideColumns, hideRows } from '../operations/hidden.ts';
import { merge, unmerge } from '../operations/merge.ts';
import { requireAllowed } from '../operations/protection.ts';
import { select } from '../operations/select.ts';
import { deleteCells, insertCells } from '../operations/structure.ts';
import { tablesIn } from '../operations/find.ts';
import { asFlag } from '../wire/args.ts';
import { child, type Instance, method, property } from '../wire/classes.ts';
import type { Host, RangeTarget } from '../wire/host.ts';
import {
  rangeAreasClass,
  rangeClass,
  rangeFormatClass,
  rangeSortClass,
  rangeViewClass,
  tableScopedCollectionClass,
  worksheetClass,
} from './declared.ts';
import {
  getCellProperties,
  getLineProperties,
  setCellProperties,
  setLineProperties,
} from './cell-properties.ts';
import { areaArgument, areaOfRange, notFound, printFull, rangeObject } from './reach.ts';
import {
  hiddenColumns,
  hiddenRows,
  readFormulas,
  readHyperlink,
  readNumberFormats,
  readTexts,
  readValues,
  readValueTypes,
  writeNumberFormats,
  writeValues,
} from './range-values.ts';
import { neighbours, surroundingRegion, usedOrFirst } from './range-reach.ts';
import { specialCells } from './special-cells.ts';
import { leftOf, topOf } from './measure.ts';

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

rangeClass.implement(
  {
    address: property(1, (range, host) => printFull(range.sheet, within(range, host))),
    addressLocal: property(1, (range, host) => printFull(range.sheet, within(range, host))),
    cellCount: property(1, (range, host) => {
      const count = rowCount(within(range, host)) * columnCount(within(range, host));
      return count > 2 ** 31 - 1 ? -1 : count;
    }),
    rowCount: property(1, (range, host) => rowCount(within(range, host))),
    columnCount: property(1, (range, host) => columnCount(within(range, host))),
    rowIndex: property(1, (range, host) => within(range, host).top),
    columnIndex: property(1, (range, host) => within(range, host).left),
    isEntireRow: property(7, (range, host) => isWholeRows(within(range, host))),
    isEntireColumn: property(7, (range, host) => isWholeColumns(within(range, host))),
    top: property(10, (range, host) => topOf(range.sheet, within(range, host).top)),
    left: property(10, (range, host) => leftOf(range.sheet, within(range, host).left)),
    height: property(10, (range, host) => {
      const { top, bottom } = within(range, host);
      return topOf(range.sheet, bottom + 1) - topOf(range.sheet, top);
    }),
    width: property(10, (range, host) => {
      const { left, right } = within(range, host);
      return leftOf(range.sheet, right + 1) - leftOf(range.sheet, left);
    }),

    values: property(1, readValues, writeValues),
    formulas: property(1, readFormulas, writeValues),
    text: property(1, readTexts),
    valueTypes: property(1, readValueTypes),
    numberFormat: property(1, readNumberFormats, writeNumberFormats),
    hyperlink: property(7, readHyperlink),
    hasSpill: property(12, (range, host) => {
      host.calculate();
      const { top, left } = within(range, host);
      return range.sheet.rows[top]?.cells[left]?.spill !== undefined;
    }),

    hidden: property(2, (range, host) => {
      const rows = hiddenRows(range.sheet, within(range, host));
      const columns = hiddenColumns(range.sheet, within(range, host));
      return rows === true || columns === true
        ? true
        : rows === null || columns === null
          ? null
          : false;
    }),
    rowHidden: property(
      2,
      (range, host) => hiddenRows(range.sheet, within(range, host)),
      (range, value, host) => {
        requireAllowed(range.sheet, 'allowFormatRows');
        const hidden = asFlag(value);
        host.edit((edit) => hideRows(edit, range.sheet, within(range, host), () => hidden));
      },
    ),
    columnHidden: property(
      2,
      (range, host) => hiddenColumns(range.sheet, within(range, host)),
      (range, value, host) => {
        requireAllowed(range.sheet, 'allowFormatColumns');
        host.edit((edit) => hideColumns(edit, range.sheet, within(range, host), asFlag(value)));
      },
    ),

    format: child(1, (range) => rangeFormatClass.of({ ranges: [range] })),
    worksheet: child(1, (range, host) => {
      within(range, host);
      return worksheetClass.of(range.sheet);
    }),
    sort: child(2, (range) => rangeSortClass.of(range)),

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
    getTables: method(9, (range, args, host) => {
      const area = within(range, host);
      const fully = args.flag(0);
      const tables = tablesIn(range.sheet, area)
        .filter((table) => !fully || contains(area, table.area))
        .map((table) => ({ sheet: range.sheet, table }));
      return tableScopedCollectionClass.of({ tables });
    }),

    clear: method(1, (range, args, host) => {
      const what = args.word(
        0,
        ['All', 'Contents', 'Formats', 'Hyperlinks', 'RemoveHyperlinks'],
        'All',
      );
      host.edit((edit) => clear(edit, range.sheet, within(range, host), what));
    }),
    insert: method(1, (range, args, host) => {
      const area = within(range, host);
      const shift = args.word(0, ['Down', 'Right']);
      host.edit((edit) => insertCells(edit, range.sheet, area, shift));
      return rangeObject(host, range.sheet, area);
    }),
    delete: method(1, (range, args, host) => {
      const shift = args.word(0, ['Up', 'Left']);
      host.edit((edit) => deleteCells(edit, range.sheet, within(range, host), shift));
    }),
    select: method(1, (range, _args, host) => {
      const area = within(range, host);
      host.edit((edit) => select(edit, range.sheet, area));
    }),
    merge: method(2, (range, args, host) => {
      const across = args.flag(0);
      host.edit((edit) => merge(edit, range.sheet, within(range, host), across));
    }),
    unmerge: method(2, (range, _args, host) => {
      host.edit((edit) => unmerge(edit, range.sheet, within(range, host)));
    }),
    copyFrom: method(9, (range, args, host) => {
      const source = areaArgument(args, 0, range.sheet, host);
      const type = args.word(1, ['All', 'Formulas', 'Values', 'Formats', 'Link'], 'All');
      if (type === 'Link') throw apiNotFound('Range.copyFrom', 'the host copies no links');
      const options = { type, skipBlanks: args.flag(2), transpose: args.flag(3) };
      host.calculate();
      host.edit((edit) => copyCells(edit, source, range.sheet, within(range, host), options));
    }),
    calculate: method(6, (_range, _args, host) => host.calculate(true)),
    getCellProperties: method(9, getCellProperties),
    setCellProperties: method(9, setCellProperties),
    getRowProperties: method(9, (range, args, host) => getLineProperties(range, 'row', args, host)),
    setRowProperties: method(9, (range, args, host) => setLineProperties(range, 'row', args, host)),
    getColumnProperties: method(9, (range, args, host) =>
      getLineProperties(range, 'column', args, host),
    ),
    setColumnProperties: method(9, (range, args, host) =>
      setLineProperties(range, 'column', args, host),
    ),

    /** Before office.js cuts a large array into chunks it asks whether the whole would fit. */
    _ValidateArraySize: method(3, (range, args, host) => {
      const area = within(range, host);
      if (args.whole(0) !== rowCount(area) || args.whole(1) !== columnCount(area)) {
        throw invalidArgument(
          "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
        );
      }
    }),
  },
  { isKept: true },
);
