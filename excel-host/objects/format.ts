import { type Area, isWholeColumns, maxColumns, maxRows } from '../model/area.ts';
import type { Alignment, Font, StyleChange } from '../model/style.ts';
import type { Sheet } from '../model/workbook.ts';
import { apiNotFound, invalidArgument } from '../error.ts';
import { autofitColumns, autofitRows, heightenRows, widenColumns } from '../operations/looks.ts';
import { asFlag, asNumber, asText, oneOf } from '../wire/args.ts';
import { child, method, type Property, property } from '../wire/classes.ts';
import type { Host, RangeTarget } from '../wire/host.ts';
import { readColor } from './colors.ts';
import {
  formatProtectionClass,
  type InBorders,
  rangeBorderCollectionClass,
  rangeFillClass,
  rangeFontClass,
  rangeFormatClass,
} from './declared.ts';
import { changeLooks, look } from './looks.ts';
import { heightOf, widthOf } from '../operations/measure.ts';
import { areaOfRange } from './reach.ts';
import { uniform } from './range-values.ts';

const horizontals = [
  'General',
  'Left',
  'Center',
  'Right',
  'Fill',
  'Justify',
  'CenterAcrossSelection',
  'Distributed',
] as const satisfies readonly Alignment['horizontal'][];
const verticals = ['Top', 'Center', 'Bottom', 'Justify', 'Distributed'] as const;
const underlines = [
  'None',
  'Single',
  'Double',
  'SingleAccountant',
  'DoubleAccountant',
] as const satisfies readonly Font['underline'][];
const readingOrders = ['Context', 'LeftToRight', 'RightToLeft'] as const;

const alignment = (change: StyleChange['alignment']): StyleChange => ({ alignment: change ?? {} });
const font = (change: StyleChange['font']): StyleChange => ({ font: change ?? {} });

/** Changes that `format` and cell properties have in common: how a value becomes a change. */
export const alignmentChanges: Record<string, (value: unknown) => StyleChange> = {
  horizontalAlignment: (value) => alignment({ horizontal: oneOf(value, horizontals) }),
  verticalAlignment: (value) => alignment({ vertical: oneOf(value, verticals) }),
  wrapText: (value) => alignment({ wrapText: asFlag(value) }),
  indentLevel: (value) => alignment({ indent: asNumber(value) }),
  textOrientation: (value) => alignment({ textOrientation: asNumber(value) }),
  shrinkToFit: (value) => alignment({ shrinkToFit: asFlag(value) }),
  readingOrder: (value) => alignment({ readingOrder: oneOf(value, readingOrders) }),
};

export const fontChanges: Record<string, (value: unknown) => StyleChange> = {
  name: (value) => font({ name: asText(value) }),
  size: (value) => {
    const size = asNumber(value);
    if (size < 1 || size > 409) throw invalidArgument('A font size lies between 1 and 409.');
    return font({ size });
  },
  bold: (value) => font({ bold: asFlag(value) }),
  italic: (value) => font({ italic: asFlag(value) }),
  underline: (value) => font({ underline: oneOf(value, underlines) }),
  strikethrough: (value) => font({ strikethrough: asFlag(value) }),
  subscript: (value) => font({ script: asFlag(value) ? 'Subscript' : 'None' }),
  superscript: (value) => font({ script: asFlag(value) ? 'Superscript' : 'None' }),
  color: (value) => font({ color: readColor(value) }),
};

export const noFill: StyleChange = {
  fill: { color: '', pattern: 'None', patternColor: '#000000' },
};

export const fillChanges: Record<string, (value: unknown) => StyleChange> = {
  color: (value) =>
    value === '' ? noFill : { fill: { color: readColor(value), pattern: 'Solid' } },
};

export const protectionChanges: Record<string, (value: unknown) => StyleChange> = {
  locked: (value) => ({ locked: asFlag(value) }),
  formulaHidden: (value) => ({ formulaHidden: asFlag(value) }),
};

type Lines = (sheet: Sheet, area: Area) => number | null;

const widths: Lines = (sheet, { left, right }) =>
  uniform(left, Math.min(right, Math.max(left, sheet.columns.length)), (at) => widthOf(sheet, at));
const heights: Lines = (sheet, { top, bottom }) =>
  uniform(top, Math.min(bottom, Math.max(top, sheet.rows.length)), (at) => heightOf(sheet, at));

/** A measure of columns or rows: null where they differ. */
function measure(
  read: Lines,
  write: (range: RangeTarget, area: Area, points: number, host: Host) => void,
): Property<InBorders> {
  return property<InBorders>(
    2,
    ({ ranges }, host) => {
      const all = new Set(ranges.map((range) => read(range.sheet, areaOfRange(range, host))));
      const [only] = all;
      return all.size === 1 ? (only ?? null) : null;
    },
    ({ ranges }, value, host) => {
      const points = asNumber(value);
      if (points < 0) throw invalidArgument('A width or height cannot be negative.');
      for (const range of ranges) write(range, areaOfRange(range, host), points, host);
    },
  );
}

rangeFormatClass.implement({
  columnWidth: measure(widths, ({ sheet }, area, points, host) =>
    host.edit((edit) => widenColumns(edit, sheet, area, points)),
  ),
  rowHeight: measure(heights, ({ sheet }, area, points, host) => {
    if (isWholeColumns(area)) throw apiNotFound('RangeFormat.rowHeight', 'not for whole columns');
    host.edit((edit) => heightenRows(edit, sheet, area, points));
  }),
  horizontalAlignment: look(
    1,
    ({ alignment }) => alignment.horizontal,
    alignmentChanges['horizontalAlignment'],
  ),
  verticalAlignment: look(
    1,
    ({ alignment }) => alignment.vertical,
    alignmentChanges['verticalAlignment'],
  ),
  wrapText: look(1, ({ alignment }) => alignment.wrapText, alignmentChanges['wrapText']),
  textOrientation: look(
    7,
    ({ alignment }) => alignment.textOrientation,
    alignmentChanges['textOrientation'],
  ),
  indentLevel: look(9, ({ alignment }) => alignment.indent, alignmentChanges['indentLevel']),
  shrinkToFit: look(9, ({ alignment }) => alignment.shrinkToFit, alignmentChanges['shrinkToFit']),
  readingOrder: look(
    9,
    ({ alignment }) => alignment.readingOrder,
    alignmentChanges['readingOrder'],
  ),
  useStandardWidth: property(
    7,
    ({ ranges }, host) =>
      ranges.every(({ sheet, ...range }) => {
        const { left, right } = areaOfRange({ sheet, ...range }, host);
        return uniform(left, right, (at) => sheet.columns[at]?.width === undefined) === true;
      }),
    ({ ranges }, value, host) => {
      if (!asFlag(value)) return;
      for (const range of ranges) {
        const area = areaOfRange(range, host);
        host.edit((edit) => widenColumns(edit, range.sheet, area, undefined));
      }
    },
  ),

  font: child(1, (target) => rangeFontClass.of(target)),
  fill: child(1, (target) => rangeFillClass.of(target)),
  borders: child(1, (target) => rangeBorderCollectionClass.of(target)),
  protection: child(2, (target) => formatProtectionClass.of(target)),

  autofitColumns: method(2, ({ ranges }, _args, host) => {
    host.calculate();
    for (const range of ranges) {
      const area = { ...areaOfRange(range, host) };
      host.edit((edit) => autofitColumns(edit, range.sheet, area));
    }
  }),
  autofitRows: method(2, ({ ranges }, _args, host) => {
    for (const range of ranges) {
      const { top, bottom } = areaOfRange(range, host);
      const rows = { top, bottom: Math.min(bottom, maxRows - 1), left: 0, right: maxColumns - 1 };
      host.edit((edit) => autofitRows(edit, range.sheet, rows));
    }
  }),
});

rangeFontClass.implement({
  name: look(1, (style) => style.font.name, fontChanges['name']),
  size: look(1, (style) => style.font.size, fontChanges['size']),
  bold: look(1, (style) => style.font.bold, fontChanges['bold']),
  italic: look(1, (style) => style.font.italic, fontChanges['italic']),
  underline: look(1, (style) => style.font.underline, fontChanges['underline']),
  color: look(1, (style) => style.font.color, fontChanges['color']),
  strikethrough: look(9, (style) => style.font.strikethrough, fontChanges['strikethrough']),
  subscript: look(9, (style) => style.font.script === 'Subscript', fontChanges['subscript']),
  superscript: look(9, (style) => style.font.script === 'Superscript', fontChanges['superscript']),
});

rangeFillClass.implement({
  // Without a fill Excel says white.
  color: look(1, ({ fill }) => (fill.color === '' ? '#FFFFFF' : fill.color), fillChanges['color']),
  clear: method(1, ({ ranges }, _args, host) => changeLooks(ranges, host, noFill)),
});

formatProtectionClass.implement({
  locked: look(2, (style) => style.locked, protectionChanges['locked']),
  formulaHidden: look(2, (style) => style.formulaHidden, protectionChanges['formulaHidden']),
});
