import { type Area, areaOf, printArea } from '../model/area.ts';
import { styleAt } from '../model/cells.ts';
import type { Style, StyleChange } from '../model/style.ts';
import type { Sheet } from '../model/workbook.ts';
import { apiNotFound, invalidArgument } from '../error.ts';
import { hideColumns, hideRows } from '../operations/hidden.ts';
import { heightenRows, restyle, widenColumns } from '../operations/looks.ts';
import { type Args, asFlag, asNumber, isList, isRecord } from '../wire/args.ts';
import type { Host, RangeTarget } from '../wire/host.ts';
import { alignmentChanges, fillChanges, fontChanges, protectionChanges } from './format.ts';
import { heightOf, widthOf } from '../operations/measure.ts';
import { areaOfRange, isUnbounded, printFull } from './reach.ts';

/** Looks cell by cell (or row by row) in one call: `getCellProperties` and its likes. */

type Read = (style: Style, place: { sheet: Sheet; row: number; column: number }) => unknown;

const formatReads: Record<string, Read | Record<string, Read>> = {
  font: {
    name: ({ font }) => font.name,
    size: ({ font }) => font.size,
    bold: ({ font }) => font.bold,
    italic: ({ font }) => font.italic,
    underline: ({ font }) => font.underline,
    strikethrough: ({ font }) => font.strikethrough,
    color: ({ font }) => font.color,
  },
  fill: { color: ({ fill }) => (fill.color === '' ? '#FFFFFF' : fill.color) },
  protection: {
    locked: ({ locked }) => locked,
    formulaHidden: ({ formulaHidden }) => formulaHidden,
  },
  horizontalAlignment: ({ alignment }) => alignment.horizontal,
  verticalAlignment: ({ alignment }) => alignment.vertical,
  wrapText: ({ alignment }) => alignment.wrapText,
  indentLevel: ({ alignment }) => alignment.indent,
  columnWidth: (_style, { sheet, column }) => widthOf(sheet, column),
  rowHeight: (_style, { sheet, row }) => heightOf(sheet, row),
};

export function getCellProperties(range: RangeTarget, args: Args, host: Host): unknown {
  const area = areaOfRange(range, host);
  if (isUnbounded(area)) throw invalidArgument('Not for whole rows or columns.');
  const wanted = args.record(0);
  const rows: unknown[][] = [];
  for (let row = area.top; row <= area.bottom; row += 1) {
    const line: unknown[] = [];
    for (let column = area.left; column <= area.right; column += 1) {
      line.push(readPlace(range.sheet, areaOf(row, column), wanted));
    }
    rows.push(line);
  }
  return rows;
}

export function getLineProperties(
  range: RangeTarget,
  axis: 'row' | 'column',
  args: Args,
  host: Host,
): unknown {
  const area = areaOfRange(range, host);
  const wanted = args.record(0);
  const [first, last] = axis === 'row' ? [area.top, area.bottom] : [area.left, area.right];
  return Array.from({ length: last - first + 1 }, (_, step) => {
    const index = first + step;
    const place =
      axis === 'row'
        ? { ...area, top: index, bottom: index }
        : { ...area, left: index, right: index };
    return readPlace(range.sheet, place, wanted);
  });
}

function readPlace(sheet: Sheet, place: Area, wanted: Record<string, unknown>): unknown {
  const answer: Record<string, unknown> = {};
  const style = styleAt(sheet, place.top, place.left);
  const at = { sheet, row: place.top, column: place.left };
  for (const [name, given] of Object.entries(wanted)) {
    if (given === false) continue;
    if (name === 'address' || name === 'addressLocal') answer[name] = printFull(sheet, place);
    else if (name === 'rowIndex') answer[name] = place.top;
    else if (name === 'columnIndex') answer[name] = place.left;
    else if (name === 'rowHidden') answer[name] = sheet.rows[place.top]?.hidden === true;
    else if (name === 'columnHidden') answer[name] = sheet.columns[place.left]?.hidden === true;
    else if (name === 'format' && isRecord(given)) {
      answer[name] = readLooks(formatReads, given, (read) => read(style, at), 'format');
    } else throw apiNotFound(`cell properties: ${name}`);
  }
  return answer;
}

function readLooks(
  reads: Record<string, Read | Record<string, Read>>,
  wanted: Record<string, unknown>,
  give: (read: Read) => unknown,
  path: string,
): Record<string, unknown> {
  const answer: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(wanted)) {
    if (given === false) continue;
    const read = reads[name];
    if (typeof read === 'function') answer[name] = give(read);
    else if (read && isRecord(given))
      answer[name] = readLooks(read, given, give, `${path}.${name}`);
    else throw apiNotFound(`cell properties: ${path}.${name}`);
  }
  return answer;
}

const formatChanges: Record<string, Record<string, (value: unknown) => StyleChange>> = {
  font: fontChanges,
  fill: fillChanges,
  protection: protectionChanges,
};

export function setCellProperties(range: RangeTarget, args: Args, host: Host): void {
  const area = areaOfRange(range, host);
  const { sheet } = range;
  host.edit((edit) => {
    args.list(0).forEach((line, down) => {
      (isList(line) ? line : []).forEach((given, right) => {
        if (!isRecord(given)) return;
        const cell = areaOf(area.top + down, area.left + right);
        if (cell.top > area.bottom || cell.left > area.right) {
          throw invalidArgument(`The properties reach beyond ${printArea(area)}.`);
        }
        for (const change of changesOf(given, (name) => {
          throw apiNotFound(`cell properties: ${name}`);
        })) {
          restyle(edit, sheet, cell, change);
        }
      });
    });
  });
}

export function setLineProperties(
  range: RangeTarget,
  axis: 'row' | 'column',
  args: Args,
  host: Host,
): void {
  const area = areaOfRange(range, host);
  const { sheet } = range;
  host.edit((edit) => {
    args.list(0).forEach((given, step) => {
      if (!isRecord(given)) return;
      const line =
        axis === 'row'
          ? { ...area, top: area.top + step, bottom: area.top + step }
          : { ...area, left: area.left + step, right: area.left + step };
      const changes = changesOf(given, (name, value) => {
        if (name === 'rowHidden') hideRows(edit, sheet, line, () => asFlag(value));
        else if (name === 'columnHidden') hideColumns(edit, sheet, line, asFlag(value));
        else if (name === 'format.rowHeight') heightenRows(edit, sheet, line, asNumber(value));
        else if (name === 'format.columnWidth') widenColumns(edit, sheet, line, asNumber(value));
        else throw apiNotFound(`${axis} properties: ${name}`);
      });
      for (const change of changes) restyle(edit, sheet, line, change);
    });
  });
}

/** The changes of looks that properties ask for; what is no look goes to `other`. */
function changesOf(
  given: Record<string, unknown>,
  other: (name: string, value: unknown) => void,
): StyleChange[] {
  const changes: StyleChange[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (name !== 'format' || !isRecord(value)) {
      other(name, value);
      continue;
    }
    for (const [part, inner] of Object.entries(value)) {
      const alignmentChange = alignmentChanges[part];
      const group = formatChanges[part];
      if (alignmentChange) changes.push(alignmentChange(inner));
      else if (group && isRecord(inner)) {
        for (const [key, wanted] of Object.entries(inner)) {
          const change = group[key];
          if (!change) throw apiNotFound(`cell properties: format.${part}.${key}`);
          changes.push(change(wanted));
        }
      } else other(`format.${part}`, inner);
    }
  }
  return changes;
}
