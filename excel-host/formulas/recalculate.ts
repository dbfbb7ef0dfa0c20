// Calculates the formulas of a workbook, by a library that this file alone knows: those that depend on
// what changed, or all where that is not known. What does not change keeps its cell object.
import { calculateFormulas } from '@cj-tech-master/excelts/formula';
import { type Area, areaOf, printArea, wholeSheet } from '../model/area.ts';
import { cellAt, putCell } from '../model/cells.ts';
import type { Recalculate } from '../model/services.ts';
import { isListed, isRestructured, keyOf, nothingTouched, type Touched } from '../model/touched.ts';
import { errorValue, isError } from '../model/value.ts';
import type { Sheet, Workbook } from '../model/workbook.ts';
import { callsCustom, resolveCustom } from './custom-calls.ts';
import { Dependents } from './dependents.ts';
import type { Formula } from './readers.ts';
import { type SheetView, showWorkbook, viewOf } from './engine.ts';
import { callsStrangers } from './known-functions.ts';
import { levelsOf } from './levels.ts';
import { groupsOf, inOrder, isSpiller } from './order.ts';
import { plainResult } from './plain.ts';
import { putFormerlySpilled, putResult, putSpilled, spilledAreas, toValue } from './results.ts';
import { sumResult } from './sums.ts';
import { translateName } from './translate.ts';

/** Results that spill lead to others, until nothing moves any more or it has been long enough. */
const mostRounds = 20;

const known = new WeakMap<Workbook, Dependents>();

export const recalculate: Recalculate = (workbook) => {
  if (!workbook.stale) return;
  const { touched } = workbook;
  const before = known.get(workbook);
  const isPart = before !== undefined && isListed(touched);
  const isKept = isPart && !isRestructured(touched);
  const dependents = isKept ? before : new Dependents(workbook);
  known.set(workbook, dependents);
  // What spilled where is known only of formulas that were followed all along.
  const isPartly = isKept || (isPart && !dependents.hasSpills);
  let due = isPartly ? dependents.affected(touched) : dependents.all();
  for (let round = 0; due.size > 0 && round < mostRounds; round += 1) {
    const spilled = nothingTouched();
    const { sorted, circular } = inOrder(due);
    for (const { sheet, row, column } of circular) {
      const cell = cellAt(sheet, row, column);
      if (cell && cell.value !== 0) putCell(sheet, row, column, { ...cell, value: 0 });
    }
    for (const level of levels(workbook, sorted)) {
      for (const group of groupsOf(level)) calculate(workbook, group, dependents, spilled);
    }
    due = dependents.readersOf(spilled);
  }
  workbook.stale = false;
  workbook.touched = nothingTouched();
};

/** All in one where no add-in is asked for anything. */
function levels({ functions }: Workbook, sorted: Formula[]): Formula[][] {
  const custom = new Set(sorted.filter(({ source }) => callsCustom(source, functions)));
  return custom.size === 0 ? [sorted] : levelsOf(sorted, (formula) => custom.has(formula));
}

/** Calculates formulas none of which waits for another group, and puts their results into the cells. */
function calculate(
  workbook: Workbook,
  group: readonly Formula[],
  dependents: Dependents,
  spilled: Touched,
): void {
  const renewed = group.map((formula) =>
    formula.source.includes('#') ? dependents.renew(formula) : formula,
  );
  const formulas = calculatePlain(answered(workbook, renewed, dependents)).filter(
    (formula) => !keepsValue(formula, dependents),
  );
  if (formulas.length === 0) return;
  const views = calculated(workbook, formulas, dependents);
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

/** What the library makes of the formulas. */
function calculated(
  workbook: Workbook,
  formulas: readonly Formula[],
  { resolver }: Dependents,
): ReadonlyMap<Sheet, SheetView> {
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
  return views;
}

/** The formulas with add-ins' answers put in; those that wait for one show that they do. */
function answered(workbook: Workbook, group: Formula[], dependents: Dependents): Formula[] {
  const { functions } = workbook;
  const custom = functions ? group.filter(({ source }) => callsCustom(source, functions)) : [];
  if (!functions || custom.length === 0) return group;
  const { formulas, waiting } = resolveCustom(custom, functions, (asked) => {
    const texts = asked.map(({ formula, text }) => ({ ...formula, text, maySpill: false }));
    const views = calculated(workbook, texts, dependents);
    return texts.map(({ sheet, row, column }) =>
      toValue(views.get(sheet)?.results.get(keyOf(row, column))),
    );
  });
  for (const { sheet, row, column } of waiting) {
    const cell = cellAt(sheet, row, column);
    const value = errorValue('#BUSY!') ?? null;
    const isKept = !functions.isReady && (cell?.value ?? null) !== null;
    if (cell && !isKept && cell.value !== value) putCell(sheet, row, column, { ...cell, value });
  }
  return [...group.filter((formula) => !custom.includes(formula)), ...formulas];
}

/** Puts the results of plain formulas into their cells; gives the others, and what waits for them. */
function calculatePlain(group: readonly Formula[]): Formula[] {
  const waiting = new Map<Sheet, Set<number>>();
  return group.filter((formula) => {
    const { sheet, row, column, text, reads } = formula;
    const isWaiting = (on: Sheet, key: number): boolean => waiting.get(on)?.has(key) === true;
    const waits = reads.some(({ sheet: on, area }) => isWaiting(on, keyOf(area.top, area.left)));
    const cell = cellAt(sheet, row, column);
    const value =
      waits || cell?.spill
        ? undefined
        : (plainResult(text, reads) ?? sumResult(text, reads, isWaiting));
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
function keepsValue({ sheet, row, column, text }: Formula, { resolver }: Dependents): boolean {
  if ((cellAt(sheet, row, column)?.value ?? null) === null) return false;
  return callsStrangers(text, (name) => resolver.name(name, sheet) !== undefined);
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
