import { type Area, boundingArea, parseArea, printArea } from '../model/area.ts';
import { defaultStyle } from '../model/style.ts';
import type { Column, Sheet } from '../model/workbook.ts';
import { type Palette, readColor } from './colors.ts';
import { sheetOrder } from './sheet-order.ts';
import type { Formats } from './styles-read.ts';
import type { FormatWriter } from './styles-write.ts';
import {
  attribute,
  booleanAttribute,
  child,
  children,
  type Document,
  type Element,
  make,
  needChild,
  numberAttribute,
  putChild,
  setAttributes,
} from './xml.ts';

// A sheet's view (freeze panes, selection, grid lines), tab colour and columns.

const propertiesOrder = ['tabColor', 'outlinePr', 'pageSetUpPr'];
const viewOrder = ['pane', 'selection', 'pivotSelection', 'extLst'];
const columnAttributes = new Set(['min', 'max', 'width', 'hidden', 'style', 'customWidth']);

export function areasOf(sqref: string | undefined): Area[] {
  return (sqref ?? '').split(/\s+/u).flatMap((ref) => parseArea(ref) ?? []);
}

export const printAreas = (areas: readonly Area[]): string => areas.map(printArea).join(' ');

const firstView = (root: Element): Element | undefined =>
  child(child(root, 'sheetViews'), 'sheetView');

function readFreeze(view: Element | undefined): Sheet['freeze'] {
  const pane = child(view, 'pane');
  if (!attribute(pane, 'state')?.startsWith('frozen')) return undefined;
  return {
    rows: numberAttribute(pane, 'ySplit') ?? 0,
    columns: numberAttribute(pane, 'xSplit') ?? 0,
  };
}

/** The selection of the pane that is active. */
function selectionElement(view: Element | undefined): Element | undefined {
  const active = attribute(child(view, 'pane'), 'activePane') ?? 'topLeft';
  const all = view ? children(view, 'selection') : [];
  return all.find((one) => (attribute(one, 'pane') ?? 'topLeft') === active) ?? all[0];
}

function readSelection(view: Element | undefined): Sheet['selection'] | undefined {
  const element = selectionElement(view);
  const cell = parseArea(attribute(element, 'activeCell') ?? 'A1');
  if (!element || !cell) return undefined;
  const all = areasOf(attribute(element, 'sqref') ?? attribute(element, 'activeCell'));
  const first = all[numberAttribute(element, 'activeCellId') ?? 0] ?? cell;
  const areas = [first, ...all.filter((area) => area !== first)];
  return { areas, activeRow: cell.top, activeColumn: cell.left };
}

export function readView(root: Element, sheet: Sheet, palette: Palette): void {
  const view = firstView(root);
  sheet.showGridlines = booleanAttribute(view, 'showGridLines', true);
  sheet.showHeadings = booleanAttribute(view, 'showRowColHeaders', true);
  sheet.freeze = readFreeze(view);
  sheet.selection = readSelection(view) ?? sheet.selection;
  sheet.tabColor = readColor(child(child(root, 'sheetPr'), 'tabColor'), palette) ?? '';
  const format = child(root, 'sheetFormatPr');
  sheet.defaultColumnWidth = numberAttribute(format, 'defaultColWidth') ?? sheet.defaultColumnWidth;
  sheet.defaultRowHeight = numberAttribute(format, 'defaultRowHeight') ?? sheet.defaultRowHeight;
}

function writeFreeze(document: Document, view: Element, freeze: Sheet['freeze']): void {
  for (const selection of children(view, 'selection')) view.removeChild(selection);
  const { rows = 0, columns = 0 } = freeze ?? {};
  if (rows === 0 && columns === 0) {
    putChild(view, viewOrder, 'pane', undefined);
    return;
  }
  const vertical = rows > 0 ? 'bottom' : 'top';
  const pane = make(document, 'pane', {
    xSplit: columns || undefined,
    ySplit: rows || undefined,
    topLeftCell: printArea({ top: rows, left: columns, bottom: rows, right: columns }),
    activePane: `${vertical}${columns > 0 ? 'Right' : 'Left'}`,
    state: 'frozen',
  });
  putChild(view, viewOrder, 'pane', pane);
}

function writeSelection(document: Document, view: Element, selection: Sheet['selection']): void {
  let element = selectionElement(view);
  if (!element) {
    const pane = attribute(child(view, 'pane'), 'activePane');
    element = make(document, 'selection', { pane });
    putChild(view, viewOrder, 'selection', element);
  }
  const { areas, activeRow: top, activeColumn: left } = selection;
  setAttributes(element, {
    activeCell: printArea({ top, left, bottom: top, right: left }),
    activeCellId: undefined,
    sqref: printAreas(areas),
  });
}

/** Writes what differs from what the sheet's elements say already. */
export function writeView(root: Element, sheet: Sheet, palette: Palette, isActive: boolean): void {
  const { ownerDocument: document } = root;
  if (!document) return;
  const views = needChild(root, sheetOrder, 'sheetViews');
  if (!child(views, 'sheetView'))
    views.appendChild(make(document, 'sheetView', { workbookViewId: 0 }));
  const view = needChild(views, [], 'sheetView');
  for (const other of children(views)) setAttributes(other, { tabSelected: isActive || undefined });
  setAttributes(view, {
    showGridLines: sheet.showGridlines ? undefined : false,
    showRowColHeaders: sheet.showHeadings ? undefined : false,
  });
  const frozen = JSON.stringify(readFreeze(view)) !== JSON.stringify(sheet.freeze);
  if (frozen) writeFreeze(document, view, sheet.freeze);
  const selected = JSON.stringify(readSelection(view)) !== JSON.stringify(sheet.selection);
  if (selected) writeSelection(document, view, sheet.selection);
  const before = readColor(child(child(root, 'sheetPr'), 'tabColor'), palette) ?? '';
  if (before !== sheet.tabColor) {
    const properties = needChild(root, sheetOrder, 'sheetPr');
    const rgb = `FF${sheet.tabColor.slice(1)}`;
    const color = sheet.tabColor === '' ? undefined : make(document, 'tabColor', { rgb });
    putChild(properties, propertiesOrder, 'tabColor', color);
  }
  const format = needChild(root, sheetOrder, 'sheetFormatPr');
  setAttributes(format, { defaultRowHeight: sheet.defaultRowHeight });
  const hasWidth = attribute(format, 'defaultColWidth') !== undefined;
  if (hasWidth || sheet.defaultColumnWidth !== 9.140625) {
    setAttributes(format, { defaultColWidth: sheet.defaultColumnWidth });
  }
}

export function readColumns(root: Element, sheet: Sheet, formats: Formats): void {
  for (const element of children(child(root, 'cols') ?? root, 'col')) {
    const width = numberAttribute(element, 'width');
    const style = formats.styles[numberAttribute(element, 'style') ?? 0] ?? defaultStyle;
    const others = [...element.attributes].flatMap((one) =>
      columnAttributes.has(one.name) || one.name.startsWith('xmlns') ? [] : [[one.name, one.value]],
    );
    const column: Column = {
      ...(width === undefined ? {} : { width }),
      ...(booleanAttribute(element, 'hidden') ? { hidden: true } : {}),
      ...(style === defaultStyle ? {} : { style }),
      ...(others.length > 0 ? { kept: Object.fromEntries(others) as unknown } : {}),
    };
    const first = (numberAttribute(element, 'min') ?? 1) - 1;
    const last = Math.min((numberAttribute(element, 'max') ?? first + 1) - 1, 16_383);
    for (let at = first; at <= last; at += 1) sheet.columns[at] = column;
  }
}

export function writeColumns(root: Element, sheet: Sheet, formats: FormatWriter): void {
  const { ownerDocument: document } = root;
  if (!document) return;
  const columns: Element[] = [];
  let text = '';
  sheet.columns.forEach((column, at) => {
    if (!column) return;
    const attributes = {
      width: column.width ?? sheet.defaultColumnWidth,
      style: column.style ? formats.indexOf(column.style) || undefined : undefined,
      hidden: column.hidden || undefined,
      customWidth: column.width === undefined ? undefined : true,
      ...(column.kept as Record<string, string> | undefined),
    };
    const last = columns.at(-1);
    const key = JSON.stringify(attributes);
    if (last && key === text && numberAttribute(last, 'max') === at) {
      setAttributes(last, { max: at + 1 });
    } else columns.push(make(document, 'col', { min: at + 1, max: at + 1, ...attributes }));
    text = key;
  });
  putChild(
    root,
    sheetOrder,
    'cols',
    columns.length > 0 ? make(document, 'cols', {}, columns) : undefined,
  );
}

/** The area that holds all cells, for `dimension`. */
export function writeDimension(root: Element, areas: readonly Area[]): void {
  const { ownerDocument: document } = root;
  const [first, ...others] = areas;
  if (!document) return;
  const ref = first ? printArea(others.reduce(boundingArea, first)) : 'A1';
  putChild(root, sheetOrder, 'dimension', make(document, 'dimension', { ref }));
}
