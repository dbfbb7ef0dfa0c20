import { cellText } from '../../format/text.ts';
import { type Area, areaOf, contains } from '../../model/area.ts';
import { cellAt, isFilled, styleAt } from '../../model/cells.ts';
import type { Border, Style } from '../../model/style.ts';
import { type CellValue, isError } from '../../model/value.ts';
import type { Sheet, Workbook } from '../../model/workbook.ts';
import { tableAt } from '../../operations/find.ts';
import { filterButtonAt } from './filters.ts';
import { pixelsPerPoint, widthOf } from './layout.ts';
import { type TableLook, tableLook } from './table-look.ts';

/** How one cell is drawn. */
export interface Painted {
  readonly text: string;
  readonly style: Record<string, string>;
  readonly classes: Record<string, boolean>;
  /** Where the text runs over the empty cells beside it: how wide it may get, in pixels. */
  readonly overflow?: number;
  /** The button of a filter stands here. */
  readonly filter?: { readonly isFiltering: boolean };
}

const padding = 6;
const mostOverflown = 12;
const borderWidths = { Hairline: 1, Thin: 1, Medium: 2, Thick: 3 } as const;

export function paintCell(workbook: Workbook, sheet: Sheet, row: number, column: number): Painted {
  const filter = filterButtonAt(sheet, row, column);
  const painted = paintContent(workbook, sheet, row, column);
  return filter ? { ...painted, filter } : painted;
}

function paintContent(workbook: Workbook, sheet: Sheet, row: number, column: number): Painted {
  const merge = sheet.merges.find((area) => contains(area, areaOf(row, column)));
  const isFirst = !merge || (merge.top === row && merge.left === column);
  const cell = isFirst ? cellAt(sheet, row, column) : undefined;
  const table = tableAt(sheet, row, column);
  const look = dressed(
    cell?.style ?? styleAt(sheet, row, column),
    table && tableLook(table, row, column),
  );
  const style = styleOf(look, sheet.showGridlines, cell?.value ?? null);
  const classes = { ...selectionClasses(sheet, row, column, merge), covered: !isFirst };
  if (!cell || cell.value === null) return { text: '', style, classes };
  const width = merge && isFirst ? mergedWidth(sheet, merge) : widthOf(sheet, column);
  if (merge && isFirst) Object.assign(style, mergedSize(sheet, merge, width));
  const text = cellText(cell.value, look.numberFormat, workbook);
  const needed = measure(text, look) + padding;
  if (needed <= width || look.alignment.wrapText) return { text, style, classes };
  if (typeof cell.value === 'number') {
    // Digits may come as near to the edge as they do where the font is Excel's own.
    const isTight = needed - padding < width;
    const shown = isTight ? text : narrowed(cell.value, look, width - padding, workbook);
    return { text: shown, style, classes: { ...classes, tight: isTight } };
  }
  const overflow = merge ? width : roomFor(sheet, row, column, needed);
  return {
    text,
    style,
    classes: { ...classes, over: overflow > width },
    overflow: overflow - padding,
  };
}

/** The look of a cell in a table: its own goes before the table's. */
function dressed(look: Style, table: TableLook | undefined): Style {
  if (!table) return look;
  const { font, fill, borders } = look;
  const color = table.ink !== '' && font.color === '#000000' ? table.ink : font.color;
  const top = borders.top ?? thin(table.lineAbove);
  const bottom = borders.bottom ?? thin(table.lineBelow);
  return {
    ...look,
    font: { ...font, color, bold: font.bold || table.bold },
    fill: fill.color === '' ? { ...fill, color: table.fill } : fill,
    borders: { ...borders, ...(top ? { top } : {}), ...(bottom ? { bottom } : {}) },
  };
}

const thin = (color: string): Border | undefined =>
  color === '' ? undefined : { style: 'Continuous', weight: 'Thin', color };

function styleOf(look: Style, gridlines: boolean, value: CellValue): Record<string, string> {
  const { font, fill, alignment, borders } = look;
  const shadows = [
    edge(borders.top, 0, 1),
    edge(borders.left, 1, 0),
    edge(borders.bottom, 0, -1),
    edge(borders.right, -1, 0),
    ...(gridlines && fill.color === '' ? ['inset -1px -1px 0 0 var(--grid-line)'] : []),
  ].filter((shadow) => shadow !== '');
  const decorations = [
    font.underline === 'None' ? '' : 'underline',
    font.strikethrough ? 'line-through' : '',
  ].filter((decoration) => decoration !== '');
  // Automatic black is the sheet's own ink.
  const isAutomatic = font.color === '#000000' && fill.color === '';
  return {
    justifyContent: horizontal(alignment.horizontal, value),
    alignItems:
      { Top: 'flex-start', Center: 'center', Bottom: 'flex-end' }[alignment.vertical as 'Top'] ??
      'center',
    ...(shadows.length > 0 ? { boxShadow: shadows.join(', ') } : {}),
    ...(fill.color === '' ? {} : { backgroundColor: fill.color }),
    ...(isAutomatic ? {} : { color: font.color }),
    ...(font.bold ? { fontWeight: '600' } : {}),
    ...(font.italic ? { fontStyle: 'italic' } : {}),
    ...(font.size === 11
      ? {}
      : { fontSize: `${font.size * pixelsPerPoint * fontScale}px`, lineHeight: '1.3' }),
    ...(decorations.length > 0 ? { textDecoration: decorations.join(' ') } : {}),
    ...(alignment.wrapText ? { whiteSpace: 'pre-wrap', lineHeight: '1.3' } : {}),
    ...(alignment.indent > 0 ? { paddingInline: `${alignment.indent * 9 + 3}px` } : {}),
  };
}

/** Our font is a little wider than Calibri. */
const fontScale = 0.9;

function horizontal(alignment: Style['alignment']['horizontal'], value: CellValue): string {
  if (alignment === 'Right') return 'flex-end';
  if (alignment === 'Center' || alignment === 'CenterAcrossSelection') return 'center';
  if (alignment !== 'General') return 'flex-start';
  if (typeof value === 'number') return 'flex-end';
  return typeof value === 'boolean' || isError(value) ? 'center' : 'flex-start';
}

function edge(border: Border | undefined, x: -1 | 0 | 1, y: -1 | 0 | 1): string {
  if (!border) return '';
  const width = borderWidths[border.weight];
  return `inset ${x * width}px ${y * width}px 0 0 ${border.color}`;
}

/** The frame around the selection is drawn by the cells at its edges. */
function selectionClasses(sheet: Sheet, row: number, column: number, merge: Area | undefined) {
  const { areas, activeRow, activeColumn } = sheet.selection;
  const here = merge ?? areaOf(row, column);
  const area = areas.find((selected) => contains(selected, areaOf(row, column)));
  if (!area) return {};
  const isActive = contains(here, areaOf(activeRow, activeColumn));
  return {
    selected: !isActive,
    active: isActive,
    'edge-top': here.top <= area.top,
    'edge-left': here.left <= area.left,
    'edge-bottom': here.bottom >= area.bottom,
    'edge-right': here.right >= area.right,
  };
}

function mergedWidth(sheet: Sheet, merge: Area): number {
  let width = 0;
  for (let column = merge.left; column <= merge.right; column += 1) width += widthOf(sheet, column);
  return width;
}

function mergedSize(sheet: Sheet, merge: Area, width: number): Record<string, string> {
  let points = 0;
  for (let row = merge.top; row <= merge.bottom; row += 1) {
    points += sheet.rows[row]?.height ?? sheet.defaultRowHeight;
  }
  // The grid sets width and height itself, from the first row and column.
  return { minWidth: `${width}px`, minHeight: `${points * pixelsPerPoint}px`, zIndex: '2' };
}

/** How far a text may run over the empty cells to its right. */
function roomFor(sheet: Sheet, row: number, column: number, needed: number): number {
  let room = widthOf(sheet, column);
  for (let next = column + 1; room < needed && next <= column + mostOverflown; next += 1) {
    if (isFilled(cellAt(sheet, row, next))) break;
    room += widthOf(sheet, next);
  }
  return room;
}

/** A number that does not fit: rounded where its format is General, else "####". */
function narrowed(value: number, look: Style, width: number, workbook: Workbook): string {
  if (look.numberFormat === 'General') {
    for (let digits = 9; digits > 0; digits -= 1) {
      const text = cellText(Number(value.toPrecision(digits)), 'General', workbook);
      if (measure(text, look) <= width) return text;
    }
  }
  return '#'.repeat(Math.max(1, Math.floor(width / measure('#', look))));
}

let context: CanvasRenderingContext2D | null | undefined;
const widths = new Map<string, number>();
const mostWidths = 20_000;

function measure(text: string, { font }: Style): number {
  const face = `${font.italic ? 'italic ' : ''}${font.bold ? '600 ' : ''}${font.size * pixelsPerPoint * fontScale}px ${fontFamily}`;
  const key = `${face}\n${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    context ??= document.createElement('canvas').getContext('2d');
    if (!context) return text.length * 7;
    context.font = face;
    width = context.measureText(text).width;
    if (widths.size >= mostWidths) widths.clear();
    widths.set(key, width);
  }
  return width;
}

export const fontFamily = "'Segoe UI', 'Open Sans', system-ui, sans-serif";
