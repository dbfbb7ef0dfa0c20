import { columnCount, rowCount } from '../model/area.ts';
import { invalidArgument } from '../error.ts';
import { clear } from '../operations/content.ts';
import { isRowHidden } from '../operations/find.ts';
import { sortRows } from '../operations/sort.ts';
import { child, type Instance, method, property } from '../wire/classes.ts';
import type { Host, RangeTarget } from '../wire/host.ts';
import {
  rangeAreasClass,
  rangeClass,
  rangeCollectionClass,
  rangeFormatClass,
  rangeSortClass,
  rangeViewClass,
  rangeViewCollectionClass,
  type VisibleView,
  worksheetClass,
} from './declared.ts';
import { areaOfRange, notFound, printFull, rangeObject } from './reach.ts';
import {
  readFormulas,
  readNumberFormats,
  readTexts,
  readValues,
  readValueTypes,
} from './range-values.ts';
import { sortStateOf } from './sort-fields.ts';

rangeAreasClass.implement(
  {
    address: property(9, ({ sheet, ranges }, host) =>
      ranges.map((range) => printFull(sheet, areaOfRange(range, host))).join(','),
    ),
    areaCount: property(9, ({ ranges }) => ranges.length),
    cellCount: property(9, ({ ranges }, host) =>
      ranges
        .map((range) => areaOfRange(range, host))
        .reduce((sum, area) => sum + rowCount(area) * columnCount(area), 0),
    ),
    areas: child(9, (target) => rangeCollectionClass.of(target)),
    format: child(9, ({ ranges }) => rangeFormatClass.of({ ranges })),
    worksheet: child(9, ({ sheet }) => worksheetClass.of(sheet)),
    clear: method(9, ({ sheet, ranges }, args, host) => {
      const what = args.word(
        0,
        ['All', 'Contents', 'Formats', 'Hyperlinks', 'RemoveHyperlinks'],
        'All',
      );
      host.edit((edit) => {
        for (const range of ranges) clear(edit, sheet, areaOfRange(range, host), what);
      });
    }),
  },
  { isKept: true },
);

rangeCollectionClass.implement(
  {
    getCount: method(9, ({ ranges }) => ranges.length),
    getItemAt: method(9, ({ ranges }, args) => {
      const range = ranges[args.whole(0)];
      if (!range) throw notFound();
      return rangeClass.of(range);
    }),
  },
  { items: ({ ranges }) => ranges.map((range) => rangeClass.of(range)) },
);

rangeSortClass.implement({
  apply: method(2, (range, args, host) => {
    const area = areaOfRange(range, host);
    const state = sortStateOf(args.list(0), args.flag(1));
    const hasHeaders = args.flag(2);
    args.word(3, ['Rows'], 'Rows');
    const body = hasHeaders ? { ...area, top: area.top + 1 } : area;
    if (body.top > body.bottom) throw invalidArgument('There is nothing to sort.');
    host.calculate();
    host.edit((edit) => sortRows(edit, range.sheet, body, state));
  }),
});

/** The visible rows of a view, each as a range of its own; hidden columns fall away from none. */
function visibleRows({ range, index }: VisibleView, host: Host): RangeTarget[] {
  const area = areaOfRange(range, host);
  const rows: RangeTarget[] = [];
  for (let row = area.top; row <= area.bottom; row += 1) {
    if (!isRowHidden(range.sheet, row)) {
      rows.push(host.range(range.sheet, { ...area, top: row, bottom: row }));
    }
  }
  return index === undefined ? rows : rows.slice(index, index + 1);
}

const gathered = (
  view: VisibleView,
  host: Host,
  read: (range: RangeTarget, host: Host) => unknown[][] | null,
): unknown[][] => visibleRows(view, host).flatMap((range) => read(range, host) ?? []);

rangeViewClass.implement({
  values: property(3, (view, host) => gathered(view, host, readValues)),
  text: property(3, (view, host) => gathered(view, host, readTexts)),
  formulas: property(3, (view, host) => gathered(view, host, readFormulas)),
  numberFormat: property(3, (view, host) => gathered(view, host, readNumberFormats)),
  valueTypes: property(3, (view, host) => gathered(view, host, readValueTypes)),
  cellAddresses: property(3, (view, host) =>
    gathered(view, host, (range) => {
      const { top, left, right } = areaOfRange(range, host);
      return [
        Array.from({ length: right - left + 1 }, (_, step) =>
          printFull(range.sheet, { top, bottom: top, left: left + step, right: left + step }),
        ),
      ];
    }),
  ),
  rowCount: property(3, (view, host) => visibleRows(view, host).length),
  columnCount: property(3, ({ range }, host) => columnCount(areaOfRange(range, host))),
  index: property(3, ({ index }) => index ?? 0),
  rows: child(3, (view) => rangeViewCollectionClass.of(view)),
  getRange: method(3, ({ range }, _args, host) =>
    rangeObject(host, range.sheet, areaOfRange(range, host)),
  ),
});

const rowViews = (view: VisibleView, host: Host): Instance[] =>
  visibleRows(view, host).map((_, index) => rangeViewClass.of({ range: view.range, index }));

rangeViewCollectionClass.implement(
  {
    getCount: method(4, (view, _args, host) => visibleRows(view, host).length),
    getItemAt: method(3, (view, args, host) => {
      const row = rowViews(view, host)[args.whole(0)];
      if (!row) throw notFound();
      return row;
    }),
  },
  { items: rowViews },
);
