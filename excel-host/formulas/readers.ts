// Formulas by the cells that they read, and how a change is followed from cell to formula to cell.
import type { Area } from '../model/area.ts';
import { cellAt } from '../model/cells.ts';
import { columnOf, keyOf, rowOf } from '../model/touched.ts';
import type { Sheet } from '../model/workbook.ts';
import type { Translated } from './translate.ts';

export interface Formula extends Translated {
  readonly sheet: Sheet;
  readonly row: number;
  readonly column: number;
  /** As it stands in the cell. */
  readonly source: string;
}

interface RangeReaders {
  readonly area: Area;
  readonly readers: Formula[];
}

/** By sheet, what is known of its cells and ranges. */
export interface SheetReaders {
  readonly cells: Map<number, Formula[]>;
  readonly ranges: Map<string, RangeReaders>;
}

/** Follows readers from cell to cell. */
export class Collector {
  readonly formulas = new Set<Formula>();
  readonly #readers: ReadonlyMap<Sheet, SheetReaders>;
  readonly #holds: (formula: Formula) => boolean;
  /** Ranges that no change was found in yet: each is followed once. */
  readonly #ranges = new Map<Sheet, RangeReaders[]>();
  readonly #queue: Formula[] = [];

  constructor(readers: ReadonlyMap<Sheet, SheetReaders>, holds: (formula: Formula) => boolean) {
    this.#readers = readers;
    this.#holds = holds;
  }

  add(formula: Formula): void {
    if (this.formulas.has(formula) || !this.#holds(formula)) return;
    this.formulas.add(formula);
    this.#queue.push(formula);
  }

  visit(sheet: Sheet, key: number): void {
    const readers = this.#readers.get(sheet);
    if (!readers) return;
    readers.cells.get(key)?.forEach((formula) => this.add(formula));
    const [row, column] = [rowOf(key), columnOf(key)];
    const ranges = this.#ranges.get(sheet) ?? [...readers.ranges.values()];
    let kept = 0;
    for (const range of ranges) {
      const { top, left, bottom, right } = range.area;
      if (row >= top && row <= bottom && column >= left && column <= right) {
        range.readers.forEach((formula) => this.add(formula));
      } else {
        ranges[kept] = range;
        kept += 1;
      }
    }
    ranges.length = kept;
    this.#ranges.set(sheet, ranges);
  }

  follow(): void {
    for (let formula = this.#queue.pop(); formula; formula = this.#queue.pop()) {
      const { sheet, row, column } = formula;
      const area = cellAt(sheet, row, column)?.spill?.area;
      if (!area) this.visit(sheet, keyOf(row, column));
      else {
        for (let at = area.top; at <= area.bottom; at += 1) {
          for (let over = area.left; over <= area.right; over += 1)
            this.visit(sheet, keyOf(at, over));
        }
      }
    }
  }
}
