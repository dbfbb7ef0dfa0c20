import { areaOf, wholeSheet } from '../model/area.ts';
import { usedArea } from '../model/cells.ts';
import type { Sheet } from '../model/workbook.ts';
import { apiNotFound, invalidArgument } from '../error.ts';
import { copySheet } from '../operations/copy-sheet.ts';
import { findText } from '../operations/find-text.ts';
import {
  activate,
  deleteSheet,
  moveSheet,
  renameSheet,
  setVisibility,
} from '../operations/sheets.ts';
import { type Args, asFlag, asNumber, asText, oneOf } from '../wire/args.ts';
import { child, method, property } from '../wire/classes.ts';
import { EventType } from '../wire/events.ts';
import { type Host } from '../wire/host.ts';
import { readColor } from './colors.ts';
import {
  autoFilterClass,
  chartCollectionClass,
  freezePanesClass,
  namedItemCollectionClass,
  pageLayoutClass,
  rangeAreasClass,
  tableCollectionClass,
  worksheetClass,
  worksheetProtectionClass,
} from './declared.ts';
import { listening } from './event-members.ts';
import { findSheet, open, orNotFound } from './worksheet-collection.ts';
import { lookUp, rangeAt, rangeObject, requireSheet } from './reach.ts';

/** The next or previous sheet among all, or among the visible ones. */
function beside(sheet: Sheet, args: Args, host: Host, step: 1 | -1): Sheet | undefined {
  const sheets = open(host.workbook, args.flag(0)).concat();
  const all = host.workbook.sheets;
  const at = all.indexOf(sheet);
  return step === 1
    ? sheets.find((other) => all.indexOf(other) > at)
    : sheets.findLast((other) => all.indexOf(other) < at);
}

const idOf = ({ id }: Sheet): string => id;

const gridlines = property<Sheet>(
  8,
  ({ showGridlines }) => showGridlines,
  (sheet, value, host) => {
    const showGridlines = asFlag(value);
    host.edit((edit) => {
      edit.assign(sheet, { showGridlines });
      edit.tell({ what: 'layoutChanged', sheet: sheet.id });
    });
  },
);
const headings = property<Sheet>(
  8,
  ({ showHeadings }) => showHeadings,
  (sheet, value, host) => {
    const showHeadings = asFlag(value);
    host.edit((edit) => {
      edit.assign(sheet, { showHeadings });
      edit.tell({ what: 'layoutChanged', sheet: sheet.id });
    });
  },
);

worksheetClass.implement(
  {
    id: property(1, ({ id }) => id),
    name: property(
      1,
      ({ name }) => name,
      (sheet, value, host) => host.edit((edit) => renameSheet(edit, sheet, asText(value))),
    ),
    position: property(
      1,
      (sheet, host) => host.workbook.sheets.indexOf(sheet),
      (sheet, value, host) => host.edit((edit) => moveSheet(edit, sheet, asNumber(value))),
    ),
    visibility: property(
      1,
      ({ visibility }) => visibility,
      (sheet, value, host) => {
        const visibility = oneOf(value, ['Visible', 'Hidden', 'VeryHidden']);
        host.edit((edit) => setVisibility(edit, sheet, visibility));
      },
    ),
    tabColor: property(
      7,
      ({ tabColor }) => tabColor,
      (sheet, value, host) => {
        const tabColor = value === '' ? '' : readColor(value);
        host.edit((edit) => {
          edit.assign(sheet, { tabColor });
          edit.tell({ what: 'layoutChanged', sheet: sheet.id });
        });
      },
    ),
    showGridlines: gridlines,
    showHeadings: headings,
    standardHeight: property(7, ({ defaultRowHeight }) => defaultRowHeight),
    standardWidth: property(
      7,
      // Without the 5 pixels of padding that xlsx counts in.
      ({ defaultColumnWidth }) => Math.round((defaultColumnWidth - 5 / 7) * 100) / 100,
      (sheet, value, host) => {
        const defaultColumnWidth = asNumber(value) + 5 / 7;
        host.edit((edit) => {
          edit.assign(sheet, { defaultColumnWidth });
          edit.tell({ what: 'layoutChanged', sheet: sheet.id });
        });
      },
    ),

    charts: child(1, (sheet) => chartCollectionClass.of(sheet)),
    tables: child(1, (sheet) => tableCollectionClass.of({ sheet })),
    protection: child(2, (sheet) => worksheetProtectionClass.of(sheet)),
    names: child(4, (sheet) => namedItemCollectionClass.of({ sheet })),
    freezePanes: child(7, (sheet) => freezePanesClass.of(sheet)),
    pageLayout: child(9, (sheet) => pageLayoutClass.of(sheet)),
    autoFilter: child(9, (sheet) => autoFilterClass.of({ sheet, table: undefined })),

    activate: method(1, (sheet, _args, host) => host.edit((edit) => activate(edit, sheet))),
    calculate: method(6, (_sheet, _args, host) => host.calculate(true)),
    delete: method(1, (sheet, _args, host) => host.edit((edit) => deleteSheet(edit, sheet))),
    copy: method(7, (sheet, args, host) => {
      const words = ['None', 'Before', 'After', 'Beginning', 'End'] as const;
      const position = copyPosition(
        args.word(0, words, 'None'),
        args.target(1, worksheetClass),
        host,
      );
      return worksheetClass.of(host.edit((edit) => copySheet(edit, sheet, position)));
    }),
    getCell: method(1, (sheet, args, host) =>
      rangeObject(host, sheet, areaOf(args.whole(0), args.whole(1))),
    ),
    getRange: method(1, (sheet, args, host) => rangeAt(sheet, args.optionalText(0), host)),
    getRangeByIndexes: method(7, (sheet, args, host) => {
      const [rows, columns] = [args.whole(2), args.whole(3)];
      if (rows < 1 || columns < 1) throw invalidArgument('A range has at least one cell.');
      return rangeObject(host, sheet, areaOf(args.whole(0), args.whole(1), rows, columns));
    }),
    getRanges: method(9, (sheet, args, host) => {
      const address = args.optionalText(0);
      const ranges = (address?.split(',') ?? []).map((part) => {
        const found = lookUp(host.workbook, sheet, part);
        if (!found || found.sheet !== sheet) throw invalidArgument(`"${part}" is no address here.`);
        return host.range(sheet, found.area);
      });
      return rangeAreasClass.of({
        sheet,
        ranges: ranges.length > 0 ? ranges : [host.range(sheet, wholeSheet)],
      });
    }),
    findAllOrNullObject: method(9, (sheet, args, host) => {
      const { completeMatch, matchCase } = args.record(1);
      const criteria = { completeMatch: completeMatch === true, matchCase: matchCase === true };
      const areas = findText(sheet, args.text(0), criteria);
      if (areas.length === 0) return null;
      return rangeAreasClass.of({ sheet, ranges: areas.map((area) => host.range(sheet, area)) });
    }),
    getUsedRange: method(2, (sheet, args, host) =>
      rangeObject(host, sheet, usedArea(sheet, wholeSheet, args.flag(0)) ?? areaOf(0, 0)),
    ),
    getUsedRangeOrNullObject: method(4, (sheet, args, host) => {
      const used = usedArea(sheet, wholeSheet, args.flag(0));
      return used ? rangeObject(host, sheet, used) : null;
    }),
    getNext: method(5, (sheet, args, host) => orNotFound(beside(sheet, args, host, 1))),
    getNextOrNullObject: method(5, (sheet, args, host) => {
      const next = beside(sheet, args, host, 1);
      return next ? worksheetClass.of(next) : null;
    }),
    getPrevious: method(5, (sheet, args, host) => orNotFound(beside(sheet, args, host, -1))),
    getPreviousOrNullObject: method(5, (sheet, args, host) => {
      const previous = beside(sheet, args, host, -1);
      return previous ? worksheetClass.of(previous) : null;
    }),
    _GetSheetById: method(7, (_sheet, args, host) => findSheet(host.workbook, args.text(0))),
    _GetAnotherWorksheetById: method(7, (_sheet, args, host) =>
      findSheet(host.workbook, args.text(0)),
    ),

    ...listening('Activated', 7, EventType.sheetActivated, idOf),
    ...listening('Deactivated', 7, EventType.sheetDeactivated, idOf),
    ...listening('Calculated', 8, EventType.sheetCalculated, idOf),
    ...listening('DataChanged', 7, EventType.sheetChanged, idOf),
    ...listening('FormatChanged', 9, EventType.sheetFormatChanged, idOf),
    ...listening('SelectionChanged', 7, EventType.sheetSelectionChanged, idOf),
    ...listening('RowSorted', 10, EventType.sheetRowSorted, idOf),
    ...listening('RowHiddenChanged', 11, EventType.sheetRowHiddenChanged, idOf),
    ...listening('ProtectionChanged', 14, EventType.sheetProtectionChanged, idOf),
  },
  {
    identity: (sheet, host) => {
      requireSheet(sheet, host);
      return { Id: sheet.id };
    },
    writtenAs: { gridlines: 'showGridlines', headings: 'showHeadings' },
  },
);

function copyPosition(
  word: 'None' | 'Before' | 'After' | 'Beginning' | 'End',
  relative: Sheet | undefined,
  host: Host,
): number | undefined {
  const { sheets } = host.workbook;
  if (word === 'None' || word === 'End') return undefined;
  if (word === 'Beginning') return 0;
  if (!relative) throw apiNotFound('Worksheet.copy', 'before or after what?');
  return sheets.indexOf(relative) + (word === 'After' ? 1 : 0);
}
