import type { Sheet, Workbook } from '../model/workbook.ts';
import { activeSheet, sheetById, sheetNamed } from '../operations/find.ts';
import { addSheet } from '../operations/sheets.ts';
import { type Instance, method } from '../wire/classes.ts';
import { EventType } from '../wire/events.ts';
import { wholeWorkbook } from '../wire/host.ts';
import { worksheetClass, worksheetCollectionClass } from './declared.ts';
import { listening } from './event-members.ts';
import { notFound } from './reach.ts';

export const open = (workbook: Workbook, visibleOnly: boolean): Sheet[] =>
  workbook.sheets.filter((sheet) => !visibleOnly || sheet.visibility === 'Visible');

/** By name, or by the id that office.js remembers. */
export function findSheet(workbook: Workbook, key: string): Instance | null {
  const sheet = sheetById(workbook, key) ?? sheetNamed(workbook, key);
  return sheet ? worksheetClass.of(sheet) : null;
}

export const orNotFound = (sheet: Sheet | undefined): Instance => {
  if (!sheet) throw notFound();
  return worksheetClass.of(sheet);
};

const onAll = () => wholeWorkbook;

worksheetCollectionClass.implement(
  {
    add: method(1, (_workbook, args, host) => {
      const name = args.optionalText(0);
      return worksheetClass.of(host.edit((edit) => addSheet(edit, name)));
    }),
    getActiveWorksheet: method(1, (workbook) => worksheetClass.of(activeSheet(workbook))),
    getCount: method(4, (workbook, args) => open(workbook, args.flag(0)).length),
    getFirst: method(5, (workbook, args) => orNotFound(open(workbook, args.flag(0))[0])),
    getLast: method(5, (workbook, args) => orNotFound(open(workbook, args.flag(0)).at(-1))),
    getItemOrNullObject: method(4, (workbook, args) => findSheet(workbook, args.text(0))),
    ...listening<Workbook>('Activated', 7, EventType.sheetActivated, onAll),
    ...listening<Workbook>('Deactivated', 7, EventType.sheetDeactivated, onAll),
    ...listening<Workbook>('Added', 7, EventType.sheetAdded, onAll),
    ...listening<Workbook>('Deleted', 7, EventType.sheetDeleted, onAll),
    ...listening<Workbook>('Calculated', 8, EventType.sheetCalculated, onAll),
    ...listening<Workbook>('DataChanged', 9, EventType.sheetChanged, onAll),
    ...listening<Workbook>('FormatChanged', 9, EventType.sheetFormatChanged, onAll),
    ...listening<Workbook>('SelectionChanged', 9, EventType.sheetSelectionChanged, onAll),
    ...listening<Workbook>('RowSorted', 10, EventType.sheetRowSorted, onAll),
    ...listening<Workbook>('RowHiddenChanged', 11, EventType.sheetRowHiddenChanged, onAll),
    ...listening<Workbook>('ProtectionChanged', 14, EventType.sheetProtectionChanged, onAll),
  },
  {
    items: ({ sheets }) => sheets.map((sheet) => worksheetClass.of(sheet)),
    item: (workbook, args) => findSheet(workbook, args.text(0)),
  },
);
