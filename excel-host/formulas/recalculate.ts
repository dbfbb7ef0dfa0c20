// Calculates the formulas of a workbook, by a library that this file alone knows: those that depend on
// what changed, or all where that is not known. What does not change keeps its cell object.
import { calculateFormulas } from '@cj-tech-master/excelts/formula';
import { type Area, areaOf, printArea, wholeSheet } from '../model/area.ts';
import { cellAt, putCell } from '../model/cells.ts';
import type { Recalculate } from '../model/services.ts';
import { isListed, keyOf, nothingTouched, type Touched } from '../model/touched.ts';
import { isError } from '../model/value.ts';
import type { Sheet, Workbook } from '../model/workbook.ts';
import { Dependents } from './dependents.ts';
import type { Formula } from './readers.ts';
import { type SheetView, showWorkbook, viewOf } from './engine.ts';
import { callsStrangers } from './known-functions.ts';
import { groupsOf, inOrder, isSpiller } from './order.ts';
import { plainResult } from './plain.ts';
import { putFormerlySpilled, putResult, putSpilled, spilledAreas } from './results.ts';
import { translateName } from './translate.ts';

/** Results that spill lead to others, until nothing moves any more or it has been long enough. */
const mostRounds = 20;

const known = new WeakMap<Workbook, Dependents>();

export const recalculate: Recalculate = (workbook) => {
  if (!workbook.stale) return;
  const { touched } = workbook;
  const before = known.get(workbook);
  const isPart = before !== undefined && isListed(touched);
  const dependents = isPart ? before : new Dependents(workbook);
  known.set(workbook, dependents);
  let due = isPart ? dependents.affected(touched) : dependents.all();
  for (let round = 0; due.size > 0 && round < mostRounds; round += 1) {
    const spilled = nothingTouched();
    const { sorted, circular } = inOrder(due);
    for (const { sheet, row, column } of circular) {
      const cell = cellAt(sheet, row, column);
      if (cell && cell.value !== 0) putCell(sheet, row, column, { ...cell, value: 0 });
    }
    for (const group of groupsOf(sorted)) calculate(workbook, group, dependents, spilled);
    due = dependents.readersOf(spilled);
  }
  workbook.stale = false;
  workbook.touched = nothingTouched();
};

/** Calculates formulas none of which waits for another group, and puts their results into the cells. */
function calculate(
  workbook: Workbook,
  group: readonly Formula[],
  dependents: Dependents,
  spilled: Touched,
): void {
  const { resolver } = dependents;
  const formulas = calculatePlain(group)
    .filter((formula) => !keepsValue(formula, dependents))
    .map((formula) => (formula.source.includes('#') ? dependents.renew(formula) : formula));
  if (formulas.length === 0) return;
  const views = new Map(workbook.sheets.map((sheet) => [sheet, viewOf(sheet)]));
  showFormulas(formulas, views);
  const [first] = workbook.sheets;
  const names = workbook.names
    .filter(({ name }) => !name.startsWith('_xlnm.'))
    .map(({ name, sheet, formula }) => {
      const home = workbook.sheets.find(({ id }) => id === sheet) ?? first;
      return { name, sheet, formula: home ? translateName(formula, home, resolver) : formula };
    });
  calculateFormulas(showWorkbook(workbook, [...views.values()], names));
  const areas = new Map([...views].map(([sheet, view]) => [sheet, spilledAreas(view)]));
  for (const formula of formulas) {
    const { sheet, row, column } = formula;
    const view = views.get(sheet);
    const cell = cellAt(sheet, row, column);
    if (!view || !cell) continue;
    const area = putResult(formula, view, areas.get(sheet)?.get(keyOf(row, column)));
    if (cell.spill) putFormerlySpilled(sheet, cell.spill, view, spilled);
    const value = cellAt(sheet, row, column)?.value ?? null;
    const isBlocked = isError(value) && value.error === '#SPILL!';
    if (area || isBlocked || cell.spill)
      dependents.note(formula, area ?? cell.spill?.area, isBlocked);
  }
  for (const view of views.values()) putSpilled(view, spilled);
}

/** Puts the results of plain formulas into their cells; gives the others, and what waits for them. */
function calculatePlain(group: readonly Formula[]): Formula[] {
  const waiting = new Map<Sheet, Set<number>>();
  return group.filter((formula) => {
    const { sheet, row, column, text, reads } = formula;
    const waits = reads.some(({ sheet: on, area }) =>
      waiting.get(on)?.has(keyOf(area.top, area.left)),
    );
    const cell = cellAt(sheet, row, column);
    const value = waits || cell?.spill ? undefined : plainResult(text, reads);
    if (cell && value !== undefined) {
      if (value !== cell.value) putCell(sheet, row, column, { ...cell, value });
      return false;
    }
    const inSheet = waiting.get(sheet) ?? new Set<number>();
    waiting.set(sheet, inSheet.add(keyOf(row, column)));
    return true;
  });
}

/** What the library does not know keeps the value that the file came with. */
function keepsValue({ sheet, row, column, source }: Formula, { resolver }: Dependents): boolean {
  if ((cellAt(sheet, row, column)?.value ?? null) === null) return false;
  return callsStrangers(source, (name) => resolver.name(name, sheet) !== undefined);
}

/** Shows each formula, and once each what they read; around a result that may spill, the whole sheet. */
function showFormulas(formulas: readonly Formula[], views: ReadonlyMap<Sheet, SheetView>): void {
  const whole = new Set<Sheet>();
  for (const formula of formulas) {
    const { sheet, row, column, text } = formula;
    const isDynamic = isSpiller(formula);
    views.get(sheet)?.formulas.set(keyOf(row, column), { text, isDynamic });
    if (isDynamic) whole.add(sheet);
    if (formula.readsAnything) for (const any of views.keys()) whole.add(any);
  }
  const shown = new Set<string>();
  const show = (sheet: Sheet, area: Area): void => {
    if (whole.has(sheet)) return;
    const isCell = area.top === area.bottom && area.left === area.right;
    const name = `${sheet.id}${isCell ? keyOf(area.top, area.left) : printArea(area)}`;
    if (shown.has(name)) return;
    shown.add(name);
    views.get(sheet)?.areas.push(area);
  };
  for (const sheet of whole) views.get(sheet)?.areas.push(wholeSheet);
  for (const { sheet, row, column, reads } of formulas) {
    show(sheet, cellAt(sheet, row, column)?.spill?.area ?? areaOf(row, column));
    for (const read of reads) show(read.sheet, read.area);
  }
}
