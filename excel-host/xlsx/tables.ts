import { fromFileForm, toFileForm } from '../formulas/file-form.ts';
import { parseArea, printArea } from '../model/area.ts';
import { cellAt } from '../model/cells.ts';
import type { Sheet, Table, TableColumn } from '../model/workbook.ts';
import { fromXstring, toXstringAttribute } from './escape.ts';
import { readFilter, readSort, writeFilter, writeSort } from './filters.ts';
import { readUid, writeUid } from './uid.ts';
import {
  attribute,
  booleanAttribute,
  child,
  children,
  type Document,
  type Element,
  make,
  namespaces,
  numberAttribute,
  parseXml,
  printNode,
  printXml,
  putChild,
  revive,
  rootOf,
  setAttributes,
  XlsxError,
} from './xml.ts';

/** The part that a table came from. */
export interface KeptTable {
  /** Tag of the opened file. */
  readonly file: string;
  readonly path: string;
  /** Id of the table as it was read: its copies have others. */
  readonly id?: string;
  readonly xml: string;
}

const tableOrder = ['autoFilter', 'sortState', 'tableColumns', 'tableStyleInfo', 'extLst'];
const columnOrder = ['calculatedColumnFormula', 'totalsRowFormula', 'xmlColumnPr', 'extLst'];

function readColumn(element: Element, table: string): TableColumn {
  const calculated = child(element, 'calculatedColumnFormula')?.textContent;
  const totalsFunction = attribute(element, 'totalsRowFunction');
  const totalsLabel = attribute(element, 'totalsRowLabel');
  return {
    id: numberAttribute(element, 'id') ?? 0,
    name: fromXstring(attribute(element, 'name') ?? ''),
    ...(calculated ? { calculatedFormula: fromFileForm(fromXstring(calculated), { table }) } : {}),
    ...(totalsFunction === undefined ? {} : { totalsFunction }),
    ...(totalsLabel === undefined ? {} : { totalsLabel: fromXstring(totalsLabel) }),
    kept: printNode(element),
  };
}

/** A table part; `newId` gives an id where the part has none that is free. */
export function readTable(kept: KeptTable, idOf: (uid: string | undefined) => string): Table {
  const root = rootOf(parseXml(kept.xml));
  const name = attribute(root, 'displayName') ?? attribute(root, 'name') ?? '';
  const area = parseArea(attribute(root, 'ref') ?? '');
  if (!area) throw new XlsxError(`The table "${name}" has no area.`);
  const style = child(root, 'tableStyleInfo');
  const filter = child(root, 'autoFilter');
  const columns = child(root, 'tableColumns');
  const id = idOf(readUid(root));
  return {
    id,
    name,
    area,
    showHeaders: numberAttribute(root, 'headerRowCount') !== 0,
    showTotals: (numberAttribute(root, 'totalsRowCount') ?? 0) > 0,
    ...(booleanAttribute(root, 'insertRow') ? { insertRow: true } : {}),
    columns: columns ? children(columns, 'tableColumn').map((one) => readColumn(one, name)) : [],
    style: attribute(style, 'name') ?? '',
    showBandedRows: booleanAttribute(style, 'showRowStripes'),
    showBandedColumns: booleanAttribute(style, 'showColumnStripes'),
    highlightFirstColumn: booleanAttribute(style, 'showFirstColumn'),
    highlightLastColumn: booleanAttribute(style, 'showLastColumn'),
    filter: filter ? readFilter(filter) : undefined,
    sort: readSort(root, area),
    kept: { ...kept, id },
  };
}

function writeColumn(
  document: Document,
  table: Table,
  sheet: Sheet,
  offset: number,
  id: number,
): Element {
  const column = table.columns[offset];
  if (!column) throw new XlsxError(`The table "${table.name}" lacks a column.`);
  const element =
    typeof column.kept === 'string' ? revive(document, column.kept) : make(document, 'tableColumn');
  setAttributes(element, {
    id,
    name: toXstringAttribute(column.name),
    totalsRowLabel:
      column.totalsLabel === undefined ? undefined : toXstringAttribute(column.totalsLabel),
    totalsRowFunction: column.totalsFunction,
  });
  const put = (name: string, formula: string | undefined): void => {
    const text = formula === undefined ? undefined : toFileForm(formula, { table: table.name });
    const isSame = text !== undefined && child(element, name)?.textContent === text;
    if (isSame) return;
    putChild(
      element,
      columnOrder,
      name,
      text === undefined ? undefined : make(document, name, {}, text),
    );
  };
  put('calculatedColumnFormula', column.calculatedFormula);
  const total = cellAt(sheet, table.area.bottom, table.area.left + offset)?.formula;
  const isCustom = table.showTotals && column.totalsFunction === 'custom';
  put('totalsRowFormula', isCustom ? total : undefined);
  return element;
}

/** Ids of columns: kept where they are free, new ones above all of them. */
function columnIds(table: Table): number[] {
  const taken = new Set<number>();
  let highest = Math.max(0, ...table.columns.map(({ id }) => id));
  return table.columns.map(({ id }) => {
    const free = id > 0 && !taken.has(id) ? id : (highest += 1);
    taken.add(free);
    return free;
  });
}

/** The text of a table part; `number` is the table's number in the workbook. */
export function writeTable(
  table: Table,
  sheet: Sheet,
  number: number,
  kept: KeptTable | undefined,
): string {
  const document = parseXml(kept?.xml ?? `<table xmlns="${namespaces.main}"/>`);
  const root = rootOf(document);
  const { area, showTotals, filter, sort } = table;
  const body = {
    ...area,
    top: area.top + (table.showHeaders ? 1 : 0),
    bottom: area.bottom - (showTotals ? 1 : 0),
  };
  setAttributes(root, {
    id: number,
    name: table.name,
    displayName: table.name,
    ref: printArea(area),
    headerRowCount: table.showHeaders ? undefined : 0,
    totalsRowCount: showTotals ? 1 : undefined,
    totalsRowShown: showTotals ? undefined : false,
    insertRow: table.insertRow === true || undefined,
  });
  const put = (name: string, element: Element | undefined): void =>
    putChild(root, tableOrder, name, element);
  const filtered = filter && { ...filter, area: { ...area, bottom: body.bottom } };
  const filterElement = child(root, 'autoFilter');
  put('autoFilter', filtered && writeFilter(document, filtered, filterElement));
  const isSorted = JSON.stringify(readSort(root, area)) === JSON.stringify(sort);
  if (!isSorted) put('sortState', sort && writeSort(document, sort, body));
  else if (sort) child(root, 'sortState')?.setAttribute('ref', printArea(body));
  const ids = columnIds(table);
  const columns = ids.map((id, offset) => writeColumn(document, table, sheet, offset, id));
  put('tableColumns', make(document, 'tableColumns', { count: columns.length }, columns));
  const style = {
    name: table.style || undefined,
    showFirstColumn: table.highlightFirstColumn,
    showLastColumn: table.highlightLastColumn,
    showRowStripes: table.showBandedRows,
    showColumnStripes: table.showBandedColumns,
  };
  put('tableStyleInfo', make(document, 'tableStyleInfo', style));
  writeUid(root, table.id);
  return printXml(document);
}
