import { cellText } from '../format/text.ts';
import { type Area, areaOf, columnCount, rowCount } from '../model/area.ts';
import { cellAt, styleAt, usedArea } from '../model/cells.ts';
import type { Sheet, Workbook } from '../model/workbook.ts';
import { enter } from '../operations/content.ts';
import { copyCells } from '../operations/copy.ts';
import { sheetById } from '../operations/find.ts';
import { moveCells } from '../operations/move.ts';
import type { Session } from './session.ts';

/** What was copied here last, so that a paste brings formulas and looks, not only texts. */
interface Copied {
  readonly session: Session;
  readonly sheetId: string;
  readonly area: Area;
  readonly text: string;
  readonly isCut: boolean;
}

let copied: Copied | undefined;

/** Puts the selected cells on the clipboard, as other programs read them: tabs and lines. */
export function copySelection(session: Session, data: DataTransfer, isCut: boolean): void {
  const { sheet, selected, workbook } = session;
  const used = usedArea(sheet, selected, true);
  // A whole column ends with its last filled cell.
  const filled = used
    ? {
        ...selected,
        bottom: Math.min(selected.bottom, used.bottom),
        right: Math.min(selected.right, Math.max(used.right, selected.left)),
      }
    : areaOf(selected.top, selected.left);
  const text = textOf(workbook, sheet, filled);
  data.setData('text/plain', text);
  copied = { session, sheetId: sheet.id, area: isCut ? selected : filled, text, isCut };
}

function textOf(workbook: Workbook, sheet: Sheet, area: Area): string {
  const lines: string[] = [];
  for (let row = area.top; row <= area.bottom; row += 1) {
    if (sheet.rows[row]?.hidden) continue;
    const cells: string[] = [];
    for (let column = area.left; column <= area.right; column += 1) {
      const value = cellAt(sheet, row, column)?.value ?? null;
      const text = cellText(value, styleAt(sheet, row, column).numberFormat, workbook);
      cells.push(/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    }
    lines.push(cells.join('\t'));
  }
  return lines.join('\n');
}

/**
 * Pastes at the active cell, or into the whole selection where one cell was copied; cells that were cut
 * go there, and formulas about them follow.
 */
export function paste(session: Session, data: DataTransfer): void {
  const text = data.getData('text/plain').replaceAll('\r\n', '\n');
  const { sheet, selected } = session;
  const source = copied && sheetById(session.workbook, copied.sheetId);
  if (copied && source && copied.session === session && copied.text === text) {
    const { area, isCut } = copied;
    if (isCut) {
      session.select(session.act((edit) => moveCells(edit, source, area, sheet, selected, true)));
      copied = undefined;
      return;
    }
    const isOne = rowCount(area) === 1 && columnCount(area) === 1;
    const { top, left } = selected;
    const target = isOne ? selected : areaOf(top, left, rowCount(area), columnCount(area));
    session.act((edit) => {
      copyCells(edit, { sheet: source, area }, sheet, target, {
        type: 'All',
        skipBlanks: false,
        transpose: false,
      });
    });
    session.select(target);
    return;
  }
  const rows = parseLines(text);
  const width = Math.max(...rows.map((row) => row.length));
  if (width === 0) return;
  const target = areaOf(selected.top, selected.left, rows.length, width);
  const entries = rows.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? ''));
  session.act((edit) => enter(edit, sheet, target, entries, true));
  session.select(target);
}

/** Lines of cells between tabs; a cell with tabs, lines or quotes in it stands in quotes. */
export function parseLines(text: string): string[][] {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/g;
  for (const match of text.replace(/\n$/, '').matchAll(pattern)) {
    const [, quoted, plain = '', end] = match;
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\n') rows.push([]);
    if (end === '') break;
  }
  return rows;
}
