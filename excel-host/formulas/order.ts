// In which order formulas are calculated, and how many at once.
import { type Area, intersection, printArea } from '../model/area.ts';
import { cellAt } from '../model/cells.ts';
import { columnOf, keyOf, rowOf } from '../model/touched.ts';
import type { Sheet } from '../model/workbook.ts';
import { isArrayFormula } from './file-form.ts';
import type { Formula } from './readers.ts';

/** The library forgets formulas beyond 10,000 different ones, and does not calculate those. */
const formulasAtOnce = 9000;

/** Whether the result may fill other cells too; one that never was calculated may if it reads several. */
export function isSpiller({ sheet, row, column, source, maySpill }: Formula): boolean {
  if (!maySpill) return false;
  const cell = cellAt(sheet, row, column);
  if (cell?.spill) return !cell.spill.legacy;
  return (cell?.value ?? null) === null || isArrayFormula(source);
}

type Places = Map<Sheet, Map<number, Formula>>;

/** Where the formulas stand, and where their results reach. */
function placesOf(formulas: ReadonlySet<Formula>): Places {
  const places: Places = new Map();
  for (const formula of formulas) {
    const { sheet, row, column } = formula;
    const inSheet = places.get(sheet) ?? new Map<number, Formula>();
    places.set(sheet, inSheet);
    inSheet.set(keyOf(row, column), formula);
    const area = cellAt(sheet, row, column)?.spill?.area;
    if (!area) continue;
    for (let at = area.top; at <= area.bottom; at += 1) {
      for (let over = area.left; over <= area.right; over += 1)
        inSheet.set(keyOf(at, over), formula);
    }
  }
  return places;
}

/** The formulas whose results stand in an area. */
function within(inSheet: ReadonlyMap<number, Formula>, area: Area): Formula[] {
  const { top, left, bottom, right } = area;
  const found: Formula[] = [];
  if ((bottom - top + 1) * (right - left + 1) <= inSheet.size) {
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) {
        const formula = inSheet.get(keyOf(row, column));
        if (formula) found.push(formula);
      }
    }
    return found;
  }
  for (const [key, formula] of inSheet) {
    const [row, column] = [rowOf(key), columnOf(key)];
    if (row >= top && row <= bottom && column >= left && column <= right) found.push(formula);
  }
  return found;
}

/** A formula, or a range that formulas read: what it holds needs to be gone through once only. */
interface Node {
  readonly formula: Formula | undefined;
  readonly reads: () => readonly Node[];
  /** When it was come upon, and the earliest that it leads back to; −1 before. */
  met: number;
  back: number;
  isOpen: boolean;
}

/** The formulas, and the ranges that they read, as nodes that know what they read. */
function nodesOf(formulas: ReadonlySet<Formula>): Node[] {
  const places = placesOf(formulas);
  const ranges = new Map<string, Node>();
  const nodes = new Map<Formula, Node>();
  const node = (formula: Formula | undefined, reads: Node['reads']): Node => ({
    formula,
    reads,
    met: -1,
    back: -1,
    isOpen: false,
  });
  const nodeOf = (formula: Formula): Node => {
    const known = nodes.get(formula) ?? node(formula, () => readBy(formula));
    nodes.set(formula, known);
    return known;
  };
  const readBy = ({ reads }: Formula): Node[] =>
    reads.flatMap(({ sheet, area }) => {
      const inSheet = places.get(sheet);
      if (!inSheet) return [];
      if (area.top === area.bottom && area.left === area.right) {
        const formula = inSheet.get(keyOf(area.top, area.left));
        return formula ? [nodeOf(formula)] : [];
      }
      const name = `${sheet.id}${printArea(area)}`;
      const known = ranges.get(name) ?? node(undefined, () => within(inSheet, area).map(nodeOf));
      ranges.set(name, known);
      return [known];
    });
  return [...formulas].map(nodeOf);
}

export interface Order {
  /** Each formula after those that it reads. */
  readonly sorted: Formula[];
  /** Formulas that read themselves, by whatever way: Excel gives them 0. */
  readonly circular: Formula[];
}

/** Tarjan's algorithm: what leads back to itself comes out together, and after all that it reads. */
export function inOrder(formulas: ReadonlySet<Formula>): Order {
  const sorted: Formula[] = [];
  const circular: Formula[] = [];
  const open: Node[] = [];
  let met = 0;
  const enter = (node: Node) => {
    node.met = met;
    node.back = met;
    node.isOpen = true;
    met += 1;
    open.push(node);
    return { node, reads: node.reads(), next: 0 };
  };
  const leave = (node: Node, reads: readonly Node[]): void => {
    const together = open.splice(open.lastIndexOf(node));
    const isCircle = together.length > 1 || reads.includes(node);
    for (const part of together) {
      part.isOpen = false;
      if (part.formula) (isCircle ? circular : sorted).push(part.formula);
    }
  };
  for (const first of nodesOf(formulas)) {
    const path = first.met < 0 ? [enter(first)] : [];
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const { node } = step;
      const read = step.reads[step.next];
      step.next += 1;
      if (read && read.met < 0) path.push(enter(read));
      else if (read?.isOpen) node.back = Math.min(node.back, read.met);
      else if (!read) {
        path.pop();
        if (node.back === node.met) leave(node, step.reads);
        const above = path.at(-1)?.node;
        if (above) above.back = Math.min(above.back, node.back);
      }
    }
  }
  return { sorted, circular };
}

/** Cut into groups that are calculated at once: what reads a spilled result comes in a later one. */
export function groupsOf(order: readonly Formula[]): Formula[][] {
  const groups: Formula[][] = [];
  let group: Formula[] = [];
  let spills: { sheet: Sheet; area: Area }[] = [];
  let hasSpillers = false;
  for (const formula of order) {
    const readsSpill =
      (hasSpillers && formula.source.includes('#')) ||
      spills.some(({ sheet, area }) =>
        formula.reads.some((read) => read.sheet === sheet && intersection(read.area, area)),
      );
    if (group.length >= formulasAtOnce || readsSpill) {
      groups.push(group);
      group = [];
      spills = [];
      hasSpillers = false;
    }
    group.push(formula);
    const { sheet, row, column } = formula;
    const spill = cellAt(sheet, row, column)?.spill;
    if (spill && !spill.legacy) spills.push({ sheet, area: spill.area });
    hasSpillers ||= isSpiller(formula);
  }
  if (group.length > 0) groups.push(group);
  return groups;
}
