import { intersection } from '../model/area.ts';
import { keyOf } from '../model/touched.ts';
import type { Sheet } from '../model/workbook.ts';
import type { Formula } from './readers.ts';

/**
 * Formulas in their order, cut into levels that are calculated one after the other: a call of an add-in's
 * function needs its arguments calculated before, and what reads its result comes after it.
 */
export function levelsOf(
  sorted: readonly Formula[],
  isCustom: (formula: Formula) => boolean,
): Formula[][] {
  const levels: Formula[][] = [];
  const known = new Map<Sheet, Map<number, { formula: Formula; level: number; custom: boolean }>>();
  for (const formula of sorted) {
    const custom = isCustom(formula);
    let level = 0;
    for (const { sheet, area } of formula.reads) {
      const inSheet = known.get(sheet);
      if (!inSheet) continue;
      const single = area.top === area.bottom && area.left === area.right;
      const one = single ? inSheet.get(keyOf(area.top, area.left)) : undefined;
      const read = single ? (one ? [one] : []) : inSheet.values();
      for (const { formula: other, level: before, custom: wasCustom } of read) {
        const here = { top: other.row, bottom: other.row, left: other.column, right: other.column };
        if (!single && !intersection(area, here)) continue;
        level = Math.max(level, before + (custom || wasCustom ? 1 : 0));
      }
    }
    // A level holds either those that call add-ins or the others.
    if (level % 2 !== Number(custom)) level += 1;
    const inSheet = known.get(formula.sheet) ?? new Map();
    known.set(formula.sheet, inSheet);
    inSheet.set(keyOf(formula.row, formula.column), { formula, level, custom });
    (levels[level] ??= []).push(formula);
  }
  return levels.filter((level) => level !== undefined);
}
