// Calculates the formulas of a workbook, by a library that this file alone knows. Everything is
// calculated each time something changed; what does not change keeps its cell object.
import {
  calculateFormulas,
  type FormulaResultLike,
  parse,
  tokenize as lex,
} from '@cj-tech-master/excelts/formula';
import { cellAt } from '../model/cells.ts';
import type { Recalculate } from '../model/services.ts';
import type { Cell, Workbook } from '../model/workbook.ts';
import { keyOf, type SheetView, showWorkbook, viewOf } from './engine.ts';
import { callsStrangers } from './known-functions.ts';
import {
  type Place,
  putFormerlySpilled,
  putResult,
  putSpilled,
  spilledAreas,
  toValue,
} from './results.ts';
import { mapTokens } from './tokens.ts';
import { type SpillAt, translator } from './translate.ts';

/** The library forgets formulas beyond 10,000 different ones, and does not calculate those. */
const formulasAtOnce = 9000;
/** Results that spill, or more formulas than go at once, are calculated until nothing moves any more. */
const mostRounds = 20;

/** Whether Excel could take this as a formula (without its "="); it refuses to put in others. */
export function isFormula(formula: string): boolean {
  const text = mapTokens(formula, (token) => {
    if (token.kind === 'error') return '#N/A';
    return token.text === '#' ? '' : token.text;
  });
  try {
    parse(lex(text));
    return true;
  } catch {
    return false;
  }
}

/** The formulas and the cells that results spilled into, of the whole workbook. */
function findFormulas(workbook: Workbook): { formulas: Place[]; spilled: Place[] } {
  const formulas: Place[] = [];
  const spilled: Place[] = [];
  for (const sheet of workbook.sheets) {
    sheet.rows.forEach((line, row) => {
      line?.cells.forEach((cell, column) => {
        if (cell?.formula !== undefined) formulas.push({ sheet, row, column });
        else if (cell?.spilledFrom) spilled.push({ sheet, row, column });
      });
    });
  }
  return { formulas, spilled };
}

/** Which sheets the formulas may read: reading the others would cost and change nothing. */
function readSheets(workbook: Workbook, formulas: readonly Place[], texts: Iterable<string>) {
  const all = [...texts, ...workbook.names.map(({ formula }) => formula)].join('\n').toLowerCase();
  const everything = /indirect\(|:[^,()\n]*!/u.test(all);
  const own = new Set(formulas.map(({ sheet }) => sheet));
  const read = workbook.sheets.filter((sheet) => {
    if (everything || own.has(sheet)) return true;
    const words = [sheet.name.replaceAll("'", "''"), ...sheet.tables.map(({ name }) => name)];
    return words.some((word) => all.includes(word.toLowerCase()));
  });
  return new Set(read);
}

const sameResult = (one: FormulaResultLike, other: FormulaResultLike): boolean =>
  one === other || toValue(one) === toValue(other);

/** Whether the last round changed no result. */
function isSettled(
  view: SheetView,
  before: ReadonlyMap<number, FormulaResultLike> | undefined,
): boolean {
  if (before?.size !== view.results.size) return false;
  return [...view.results].every(([key, result]) => sameResult(result, before.get(key)));
}

/** The text of each formula that is to be calculated, in the library's words, cut into groups. */
function groupFormulas(workbook: Workbook, formulas: readonly Place[], spillAt: SpillAt) {
  const names = new Set(workbook.names.map(({ name }) => name.toLowerCase()));
  const translate = translator(workbook, spillAt);
  const texts = new Map<Cell, string>();
  const groups = new Map<string, number>();
  for (const { sheet, row, column } of formulas) {
    const cell = cellAt(sheet, row, column);
    if (cell?.formula === undefined) continue;
    // What the library does not know keeps the value that the file came with.
    const keeps =
      cell.value !== null && callsStrangers(cell.formula, (name) => names.has(name.toLowerCase()));
    if (keeps) continue;
    const text = translate(cell, sheet, row, column);
    texts.set(cell, text);
    if (!groups.has(text)) groups.set(text, Math.floor(groups.size / formulasAtOnce));
  }
  return { texts, groups };
}

function calculate(workbook: Workbook, formulas: readonly Place[]): SheetView[] {
  const views = workbook.sheets.map(viewOf);
  const spills = (): boolean => views.some(({ spilled }) => spilled.size > 0);
  const spillAt: SpillAt = (sheet, row, column) => {
    const view = views.find((view) => view.sheet === sheet);
    if (view && view.results.size > 0) return spilledAreas(view).get(keyOf(row, column));
    return cellAt(sheet, row, column)?.spill?.area;
  };
  let { texts, groups } = groupFormulas(workbook, formulas, spillAt);
  const read = readSheets(workbook, formulas, groups.keys());
  let group = 0;
  const formulaOf = (cell: Cell): string | undefined => {
    const text = texts.get(cell);
    return text !== undefined && groups.get(text) === group ? text : undefined;
  };
  const shown = showWorkbook(views, { workbook, isRead: (sheet) => read.has(sheet), formulaOf });
  let before: ReadonlyMap<number, FormulaResultLike>[] = [];
  for (let round = 0; round < mostRounds; round += 1) {
    const groupCount = Math.ceil(groups.size / formulasAtOnce);
    for (group = 0; group < groupCount; group += 1) calculateFormulas(shown);
    if (groupCount <= 1 && !spills()) break;
    if (views.every((view, i) => isSettled(view, before[i]))) break;
    before = views.map(({ results }) => new Map(results));
    // What A1# means is known only now.
    if (spills()) ({ texts, groups } = groupFormulas(workbook, formulas, spillAt));
  }
  return views;
}

export const recalculate: Recalculate = (workbook) => {
  if (!workbook.stale) return;
  workbook.stale = false;
  const { formulas, spilled } = findFormulas(workbook);
  if (formulas.length === 0 && spilled.length === 0) return;
  const views = calculate(workbook, formulas);
  const viewBySheet = new Map(views.map((view) => [view.sheet, view]));
  const areasBySheet = new Map(views.map((view) => [view.sheet, spilledAreas(view)]));
  for (const place of formulas) {
    const view = viewBySheet.get(place.sheet);
    if (view) putResult(place, view, areasBySheet.get(place.sheet) ?? new Map());
  }
  for (const place of spilled) {
    const view = viewBySheet.get(place.sheet);
    if (view) putFormerlySpilled(place, view);
  }
  views.forEach(putSpilled);
};
