import {
  type Area,
  areaOf,
  columnCount,
  contains,
  intersection,
  isWholeRows,
  rowCount,
} from '../model/area.ts';
import type { Edit } from '../model/edit.ts';
import type { Note, Row, Sheet } from '../model/workbook.ts';
import { ExcelError } from '../error.ts';

/*
 * What a paste brings along beside cells: merged cells, conditional formats, validation and notes, and
 * of whole rows their height.
 */

/** A source and one repetition of it at the destination. */
interface Paste {
  readonly from: Sheet;
  readonly source: Area;
  readonly to: Sheet;
  readonly top: number;
  readonly left: number;
  readonly transpose: boolean;
}

/** Where a part of the source comes to lie. */
function landing({ source, top, left, transpose }: Paste, part: Area): Area {
  const [down, right] = [part.top - source.top, part.left - source.left];
  return transpose
    ? areaOf(top + right, left + down, columnCount(part), rowCount(part))
    : areaOf(top + down, left + right, rowCount(part), columnCount(part));
}

const whole = (paste: Paste): Area => landing(paste, paste.source);

/** Refuses a paste over a part of merged cells. */
export function requireWholeMerges(sheet: Sheet, area: Area): void {
  const torn = sheet.merges.some((merge) => intersection(merge, area) && !contains(area, merge));
  if (torn) {
    throw new ExcelError('MergedRangeConflict', 'A paste cannot cover a part of merged cells.');
  }
}

export function pasteMerges(edit: Edit, paste: Paste): void {
  const { from, to, source } = paste;
  const area = whole(paste);
  const others = to.merges.filter((merge) => !contains(area, merge));
  const pasted = from.merges
    .filter((merge) => contains(source, merge))
    .map((merge) => landing(paste, merge));
  if (pasted.length === 0 && others.length === to.merges.length) return;
  edit.assign(to, { merges: [...others, ...pasted] });
}

export interface Rule {
  areas: Area[];
  readonly kept?: unknown;
  readonly rule?: unknown;
}

/** Conditional formats and validation of the source hold for the destination, and its own no more. */
export function pasteRules(edit: Edit, paste: Paste): void {
  const { from, to } = paste;
  const conditionalFormats = pasted(edit, paste, from.conditionalFormats, to.conditionalFormats);
  if (conditionalFormats) edit.assign(to, { conditionalFormats });
  const validations = pasted(edit, paste, from.validations, to.validations);
  if (validations) edit.assign(to, { validations });
}

/** The destination's rules, where there are others than before. */
function pasted<One extends Rule>(
  edit: Edit,
  paste: Paste,
  source: readonly One[],
  own: readonly One[],
): One[] | undefined {
  const area = whole(paste);
  const brought = source.flatMap((rule) => {
    const parts = rule.areas.flatMap((part) => intersection(part, paste.source) ?? []);
    return parts.length === 0 ? [] : [{ rule, areas: parts.map((part) => landing(paste, part)) }];
  });
  if (brought.length === 0 && !own.some(({ areas }) => meets(areas, area))) return undefined;
  const rules = [...own];
  const keeps = (rule: One): Area[] => rule.areas.flatMap((part) => without(part, area));
  const left = new Map(rules.map((rule) => [rule, keeps(rule)]));
  for (const { rule, areas } of brought) {
    let target = rules.find((other) => other === rule || isSame(other, rule));
    if (!target) {
      target = { ...rule, areas: [] };
      rules.push(target);
    }
    left.set(target, [...(left.get(target) ?? []), ...areas]);
  }
  for (const [rule, areas] of left) {
    const joint = joined(areas);
    if (JSON.stringify(joint) !== JSON.stringify(rule.areas))
      edit.assign<Rule>(rule, { areas: joint });
  }
  return rules.filter(({ areas }) => areas.length > 0);
}

const meets = (areas: readonly Area[], area: Area): boolean =>
  areas.some((part) => intersection(part, area) !== undefined);

const isSame = (one: Rule, other: Rule): boolean =>
  JSON.stringify([one.kept, one.rule]) === JSON.stringify([other.kept, other.rule]);

/** What of `area` lies outside of `hole`. */
export function without(area: Area, hole: Area): Area[] {
  const common = intersection(area, hole);
  if (!common) return [area];
  const middle = { ...area, top: common.top, bottom: common.bottom };
  return [
    { ...area, bottom: common.top - 1 },
    { ...middle, right: common.left - 1 },
    { ...middle, left: common.right + 1 },
    { ...area, top: common.bottom + 1 },
  ].filter(({ top, left, bottom, right }) => top <= bottom && left <= right);
}

/** Areas one right below the other, as wide as it, are one. */
export function joined(areas: readonly Area[]): Area[] {
  const result: Area[] = [];
  for (const area of areas.toSorted(
    (a, b) => a.left - b.left || a.right - b.right || a.top - b.top,
  )) {
    const last = result.at(-1);
    const follows =
      last?.left === area.left && last.right === area.right && last.bottom >= area.top - 1;
    if (last && follows) {
      result[result.length - 1] = { ...last, bottom: Math.max(last.bottom, area.bottom) };
    } else result.push(area);
  }
  return result.toSorted((a, b) => a.top - b.top || a.left - b.left);
}

export const placeOf = ({ row, column }: Pick<Note, 'row' | 'column'>): Area => areaOf(row, column);

export function pasteNotes(edit: Edit, paste: Paste): void {
  const { from, to, source } = paste;
  const area = whole(paste);
  const brought = from.notes.filter((note) => contains(source, placeOf(note)));
  const others = to.notes.filter((note) => !contains(area, placeOf(note)));
  if (brought.length === 0 && others.length === to.notes.length) return;
  const notes = brought.map(({ author, text, ...note }): Note => {
    const { top, left } = landing(paste, placeOf(note));
    return { row: top, column: left, author, text };
  });
  edit.assign(to, { notes: [...others, ...notes] });
}

/** Of whole rows: their height, and how cells look that are not there yet. */
export function pasteRows(edit: Edit, { from, source, to, top }: Paste): void {
  if (!isWholeRows(source)) return;
  const rows = to.rows.slice();
  let isOther = false;
  for (let row = source.top; row <= source.bottom; row += 1) {
    const at = top + row - source.top;
    const { height, style, kept } = from.rows[row] ?? {};
    const { cells, hidden, ...before } = rows[at] ?? { cells: [] };
    if (before.height === height && before.style === style) continue;
    const line: Row = { cells };
    if (height !== undefined) line.height = height;
    if (style) line.style = style;
    if (hidden !== undefined) line.hidden = hidden;
    if (kept !== undefined) line.kept = kept;
    rows[at] = line;
    isOther = true;
  }
  if (isOther) edit.assign(to, { rows });
}
