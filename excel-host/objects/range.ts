import { columnCount, isWholeColumns, isWholeRows, rowCount } from '../model/area.ts';
import { apiNotFound, invalidArgument } from '../error.ts';
import { clear } from '../operations/content.ts';
import { copyCells } from '../operations/copy.ts';
import { hideColumns, hideRows } from '../operations/hidden.ts';
import { merge, unmerge } from '../operations/merge.ts';
import { moveCells } from '../operations/move.ts';
import { requireAllowed } from '../operations/protection.ts';
import { select } from '../operations/select.ts';
import { deleteCells, insertCells } from '../operations/structure.ts';
import { asFlag } from '../wire/args.ts';
import { child, method, property } from '../wire/classes.ts';
import { rangeClass, rangeFormatClass, rangeSortClass, worksheetClass } from './declared.ts';
import {
  getCellProperties,
  getLineProperties,
  setCellProperties,
  setLineProperties,
} from './cell-properties.ts';
import { areaArgument, areaOfRange, printFull, rangeObject } from './reach.ts';
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
import { navigation } from './range-navigation.ts';
import { leftOf, topOf } from '../operations/measure.ts';

rangeClass.implement(
  {
    address: property(1, (range, host) => printFull(range.sheet, areaOfRange(range, host))),
    addressLocal: property(1, (range, host) => printFull(range.sheet, areaOfRange(range, host))),
    cellCount: property(1, (range, host) => {
      const count = rowCount(areaOfRange(range, host)) * columnCount(areaOfRange(range, host));
      return count > 2 ** 31 - 1 ? -1 : count;
    }),
    rowCount: property(1, (range, host) => rowCount(areaOfRange(range, host))),
    columnCount: property(1, (range, host) => columnCount(areaOfRange(range, host))),
    rowIndex: property(1, (range, host) => areaOfRange(range, host).top),
    columnIndex: property(1, (range, host) => areaOfRange(range, host).left),
    isEntireRow: property(7, (range, host) => isWholeRows(areaOfRange(range, host))),
    isEntireColumn: property(7, (range, host) => isWholeColumns(areaOfRange(range, host))),
    top: property(10, (range, host) => topOf(range.sheet, areaOfRange(range, host).top)),
    left: property(10, (range, host) => leftOf(range.sheet, areaOfRange(range, host).left)),
    height: property(10, (range, host) => {
      const { top, bottom } = areaOfRange(range, host);
      return topOf(range.sheet, bottom + 1) - topOf(range.sheet, top);
    }),
    width: property(10, (range, host) => {
      const { left, right } = areaOfRange(range, host);
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
      const { top, left } = areaOfRange(range, host);
      const spill = range.sheet.rows[top]?.cells[left]?.spill?.area;
      return spill !== undefined && rowCount(spill) * columnCount(spill) > 1;
    }),

    hidden: property(2, (range, host) => {
      const rows = hiddenRows(range.sheet, areaOfRange(range, host));
      const columns = hiddenColumns(range.sheet, areaOfRange(range, host));
      return rows === true || columns === true
        ? true
        : rows === null || columns === null
          ? null
          : false;
    }),
    rowHidden: property(
      2,
      (range, host) => hiddenRows(range.sheet, areaOfRange(range, host)),
      (range, value, host) => {
        requireAllowed(range.sheet, 'allowFormatRows');
        const hidden = asFlag(value);
        host.edit((edit) => hideRows(edit, range.sheet, areaOfRange(range, host), () => hidden));
      },
    ),
    columnHidden: property(
      2,
      (range, host) => hiddenColumns(range.sheet, areaOfRange(range, host)),
      (range, value, host) => {
        requireAllowed(range.sheet, 'allowFormatColumns');
        host.edit((edit) =>
          hideColumns(edit, range.sheet, areaOfRange(range, host), asFlag(value)),
        );
      },
    ),

    format: child(1, (range) => rangeFormatClass.of({ ranges: [range] })),
    worksheet: child(1, (range, host) => {
      areaOfRange(range, host);
      return worksheetClass.of(range.sheet);
    }),
    sort: child(2, (range) => rangeSortClass.of(range)),

    ...navigation,

    clear: method(1, (range, args, host) => {
      const what = args.word(
        0,
        ['All', 'Contents', 'Formats', 'Hyperlinks', 'RemoveHyperlinks'],
        'All',
      );
      host.edit((edit) => clear(edit, range.sheet, areaOfRange(range, host), what));
    }),
    insert: method(1, (range, args, host) => {
      const area = areaOfRange(range, host);
      const shift = args.word(0, ['Down', 'Right']);
      host.edit((edit) => insertCells(edit, range.sheet, area, shift));
      return rangeObject(host, range.sheet, area);
    }),
    delete: method(1, (range, args, host) => {
      const shift = args.word(0, ['Up', 'Left']);
      host.edit((edit) => deleteCells(edit, range.sheet, areaOfRange(range, host), shift));
    }),
    select: method(1, (range, _args, host) => {
      const area = areaOfRange(range, host);
      host.edit((edit) => select(edit, range.sheet, area));
    }),
    merge: method(2, (range, args, host) => {
      const across = args.flag(0);
      host.edit((edit) => merge(edit, range.sheet, areaOfRange(range, host), across));
    }),
    unmerge: method(2, (range, _args, host) => {
      host.edit((edit) => unmerge(edit, range.sheet, areaOfRange(range, host)));
    }),
    copyFrom: method(9, (range, args, host) => {
      const source = areaArgument(args, 0, range.sheet, host);
      const type = args.word(1, ['All', 'Formulas', 'Values', 'Formats', 'Link'], 'All');
      if (type === 'Link') throw apiNotFound('Range.copyFrom', 'the host copies no links');
      const options = { type, skipBlanks: args.flag(2), transpose: args.flag(3) };
      if (type === 'Values' || !host.isCalculationSuspended) host.calculate();
      host.edit((edit) => copyCells(edit, source, range.sheet, areaOfRange(range, host), options));
    }),
    moveTo: method(11, (range, args, host) => {
      const { sheet, area } = areaArgument(args, 0, range.sheet, host);
      host.edit((edit) =>
        moveCells(edit, range.sheet, areaOfRange(range, host), sheet, area, host.growsTables),
      );
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
      const area = areaOfRange(range, host);
      if (args.whole(0) !== rowCount(area) || args.whole(1) !== columnCount(area)) {
        throw invalidArgument(
          "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
        );
      }
    }),
  },
  { isKept: true },
);
