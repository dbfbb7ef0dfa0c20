import { type Area, intersection, printArea, splitAddress, parseArea } from '../model/area.ts';
import { isError } from '../model/value.ts';
import type { Cell, Happening, HappeningKind, Sheet, Workbook } from '../model/workbook.ts';
import { sheetById } from '../operations/find.ts';
import { type EventKey, wholeWorkbook } from './host.ts';

/** Numbers that office.js gives to the kinds of events. */
export const EventType = {
  sheetChanged: 10,
  sheetActivated: 11,
  sheetDeactivated: 12,
  sheetAdded: 13,
  sheetSelectionChanged: 14,
  sheetDeleted: 15,
  sheetCalculated: 16,
  sheetFormatChanged: 18,
  sheetRowSorted: 19,
  sheetRowHiddenChanged: 22,
  sheetProtectionChanged: 24,
  tableSelectionChanged: 100,
  tableChanged: 101,
  tableAdded: 102,
  tableDeleted: 103,
  paneVisibilityChanged: 65539,
} as const;

export interface RaisedEvent {
  readonly type: number;
  /** Ids of the objects whose handlers are called. */
  readonly targets: readonly string[];
  readonly args: Record<string, unknown>;
}

export interface Circumstances {
  readonly workbook: Workbook;
  readonly apiMinor: number;
  /** Whether the add-in did it: own writes are told too. */
  readonly byAddin: boolean;
  /** Whether it came from another author of the file. */
  readonly isRemote: boolean;
}

/** The events that a happening raises, for whoever listens. */
export function eventsOf(happening: Happening, circumstances: Circumstances): RaisedEvent[] {
  const { sheet: id = '', area } = happening;
  const sheet = sheetById(circumstances.workbook, id);
  if (sheet && happening.what in changeTypes) return changeEvents(happening, sheet, circumstances);
  if (sheet && happening.what === 'selectionChanged') {
    return circumstances.isRemote ? [] : selectionEvents(happening, sheet);
  }
  const type = typesByKind[happening.what];
  if (type === undefined) return [];
  const args = {
    worksheetId: id,
    source: circumstances.isRemote ? 'Remote' : 'Local',
    ...(area ? { address: printArea(area), referenceId: eventRange(id, area) } : {}),
    ...(happening.table === undefined
      ? {}
      : { tableId: happening.table, tableName: happening.before }),
    ...extras[happening.what]?.(happening),
  };
  return [{ type, targets: [id, wholeWorkbook], args }];
}

const typesByKind: Partial<Record<HappeningKind, number>> = {
  sheetActivated: EventType.sheetActivated,
  sheetDeactivated: EventType.sheetDeactivated,
  sheetAdded: EventType.sheetAdded,
  sheetDeleted: EventType.sheetDeleted,
  protectionChanged: EventType.sheetProtectionChanged,
  rowsSorted: EventType.sheetRowSorted,
  rowsHidden: EventType.sheetRowHiddenChanged,
  rowsShown: EventType.sheetRowHiddenChanged,
  cellsFormatted: EventType.sheetFormatChanged,
  tableAdded: EventType.tableAdded,
  tableDeleted: EventType.tableDeleted,
};

const extras: Partial<Record<HappeningKind, (happening: Happening) => Record<string, unknown>>> = {
  protectionChanged: ({ after }) => ({ isProtected: after === 'protected' }),
  rowsHidden: () => ({ changeType: 'Hidden' }),
  rowsShown: () => ({ changeType: 'Unhidden' }),
};

const changeTypes: Partial<Record<HappeningKind, string>> = {
  cellsEdited: 'RangeEdited',
  rowsInserted: 'RowInserted',
  rowsDeleted: 'RowDeleted',
  columnsInserted: 'ColumnInserted',
  columnsDeleted: 'ColumnDeleted',
  cellsInserted: 'CellInserted',
  cellsDeleted: 'CellDeleted',
};

const shiftWords = {
  Down: 'ShiftCellDown',
  Right: 'ShiftCellRight',
  Up: 'ShiftCellUp',
  Left: 'ShiftCellLeft',
} as const;

function changeEvents(
  happening: Happening,
  sheet: Sheet,
  { apiMinor, byAddin, isRemote }: Circumstances,
): RaisedEvent[] {
  const { area, cell, shift } = happening;
  if (!area) return [];
  const args = {
    source: isRemote ? 'Remote' : 'Local',
    changeType: changeTypes[happening.what],
    worksheetId: sheet.id,
    address: printArea(area),
    referenceId: eventRange(sheet.id, area),
    shiftDirection: shift ? shiftWords[shift] : 'None',
    ...(apiMinor >= 14 ? { triggerSource: byAddin ? 'ThisLocalAddin' : 'Unknown' } : {}),
    ...(cell && apiMinor >= 9 ? detailsOf(cell.before, cell.after) : {}),
  };
  const events: RaisedEvent[] = [
    { type: EventType.sheetChanged, targets: [sheet.id, wholeWorkbook], args },
  ];
  for (const table of sheet.tables) {
    const inside = intersection(area, {
      ...table.area,
      bottom: table.area.bottom + (shift ? 1 : 0),
    });
    if (!inside) continue;
    events.push({
      type: EventType.tableChanged,
      targets: [table.id, sheet.id, wholeWorkbook],
      args: {
        ...args,
        changeType: tableChangeType(happening, area, table.area),
        address: printArea(inside),
        tableId: table.id,
      },
    });
  }
  return events;
}

/** Cells put in or taken out over all of a table's width are rows of it, over its height columns. */
function tableChangeType({ what }: Happening, area: Area, table: Area): string | undefined {
  const kind = what === 'cellsInserted' ? 'Inserted' : what === 'cellsDeleted' ? 'Deleted' : '';
  if (kind === '') return changeTypes[what];
  if (area.left <= table.left && area.right >= table.right) return `Row${kind}`;
  return area.top <= table.top && area.bottom >= table.bottom ? `Column${kind}` : changeTypes[what];
}

function detailsOf(before: Cell | undefined, after: Cell | undefined): Record<string, unknown> {
  return {
    valueBefore: plain(before),
    valueAfter: plain(after),
    valueTypeBefore: valueType(before),
    valueTypeAfter: valueType(after),
  };
}

function plain(cell: Cell | undefined): unknown {
  const value = cell?.value ?? '';
  return isError(value) ? value.error : value;
}

/** As Excel.RangeValueType. */
export function valueType(cell: Cell | undefined): string {
  const value = cell?.value ?? null;
  if (value === null) return 'Empty';
  if (isError(value)) return 'Error';
  if (typeof value === 'string') return 'String';
  return typeof value === 'number' ? 'Double' : 'Boolean';
}

function selectionEvents(happening: Happening, sheet: Sheet): RaisedEvent[] {
  const { area } = happening;
  if (!area) return [];
  const args = { worksheetId: sheet.id, address: printArea(area) };
  const ofTables = sheet.tables.map((table) => {
    const inside = intersection(area, table.area);
    return {
      type: EventType.tableSelectionChanged,
      targets: [table.id],
      args: { worksheetId: sheet.id, tableId: table.id, address: inside ? printArea(inside) : '' },
    };
  });
  const ofSheet = {
    type: EventType.sheetSelectionChanged,
    targets: [sheet.id, wholeWorkbook],
    args,
  };
  return [ofSheet, ...ofTables];
}

/** A reference id that says by itself which cells it means, for `event.getRange(context)`. */
function eventRange(sheet: string, area: Area | undefined): string {
  return area ? `event ${sheet}!${printArea(area)}` : '';
}

export function readEventRange(
  workbook: Workbook,
  id: string,
): { sheet: Sheet; area: Area } | undefined {
  if (!id.startsWith('event ')) return undefined;
  const { sheet: sheetId = '', address } = splitAddress(id.slice('event '.length));
  const sheet = sheetById(workbook, sheetId);
  const area = parseArea(address);
  return sheet && area ? { sheet, area } : undefined;
}

export const keyOfEvent = ({ type, target }: EventKey): string => `${type} ${target}`;
