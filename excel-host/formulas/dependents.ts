// Which formulas a workbook has and which cells each reads, so that a change leads to what depends on
// it. Entries that no longer hold (the cell has another formula now) are passed over, not searched for.
import { type Area, intersection, printArea } from '../model/area.ts';
import { cellAt, formulaCells } from '../model/cells.ts';
import { columnOf, keyOf, rowOf, type Touched } from '../model/touched.ts';
import { errorValue } from '../model/value.ts';
import type { Sheet, Table, Workbook } from '../model/workbook.ts';
import { Collector, type Formula, type SheetReaders } from './readers.ts';
import { Resolver } from './resolve.ts';
import { emptyCell } from './results.ts';
import { translate } from './translate.ts';

export class Dependents {
  readonly resolver: Resolver;
  readonly #formulas = new Map<Sheet, Map<number, Formula>>();
  readonly #readers = new Map<Sheet, SheetReaders>();
  readonly #byTable = new Map<Table, Formula[]>();
  readonly #volatile = new Set<Formula>();
  readonly #countHidden = new Set<Formula>();
  /** Where results spill to, by their formula's cell. */
  readonly #spills = new Map<Sheet, Map<number, Area>>();
  /** Formulas whose results found no room. */
  readonly #blocked = new Set<Formula>();
  #hasSpills = false;

  constructor(workbook: Workbook) {
    this.resolver = new Resolver(workbook);
    for (const sheet of workbook.sheets) {
      for (const key of [...formulaCells(sheet).all]) {
        const [row, column] = [rowOf(key), columnOf(key)];
        const cell = cellAt(sheet, row, column);
        this.#hasSpills ||= cell?.spill !== undefined || cell?.spilledFrom !== undefined;
        this.#hasSpills ||= cell?.value === errorValue('#SPILL!');
        if (cell?.formula !== undefined) this.#enter(sheet, key);
        else dropOrphan(sheet, row, column);
      }
    }
  }

  all(): Set<Formula> {
    return new Set([...this.#formulas.values()].flatMap((formulas) => [...formulas.values()]));
  }

  /** Whether any result fills other cells, or would if there were room. */
  get hasSpills(): boolean {
    return this.#hasSpills;
  }

  /** Every formula that may have another result now, with those that depend on them. */
  affected(touched: Touched): Set<Formula> {
    const found = this.#collector();
    // First all that changed is read anew, so that nobody follows what no longer holds.
    for (const table of touched.tables) {
      const mentioning = this.#byTable.get(table) ?? [];
      this.#byTable.set(table, []);
      for (const known of mentioning) if (this.#holds(known)) this.renew(known);
    }
    for (const [sheet, keys] of touched.cells) for (const key of keys) this.#enter(sheet, key);
    this.#addRestructured(touched, found);
    for (const table of touched.tables) {
      this.#byTable.get(table)?.forEach((formula) => found.add(formula));
    }
    for (const [sheet, keys] of touched.cells) {
      for (const key of keys) {
        const formula = this.#enter(sheet, key);
        if (formula) found.add(formula);
        for (const orphan of this.#disturbed(sheet, key, found)) found.visit(sheet, orphan);
        found.visit(sheet, key);
      }
    }
    if (touched.rowsHidden) this.#countHidden.forEach((formula) => found.add(formula));
    this.#volatile.forEach((formula) => found.add(formula));
    this.#blocked.forEach((formula) => found.add(formula));
    found.follow();
    return found.formulas;
  }

  #addRestructured({ sheets, sheetNames, names }: Touched, found: Collector): void {
    for (const sheet of sheets) {
      this.#formulas.get(sheet)?.forEach((formula) => found.add(formula));
      const readers = this.#readers.get(sheet);
      readers?.cells.forEach((formulas) => formulas.forEach((formula) => found.add(formula)));
      readers?.ranges.forEach((range) => range.readers.forEach((formula) => found.add(formula)));
    }
    if (!sheetNames && !names) return;
    for (const formula of this.all()) {
      const isMeant =
        (sheetNames && formula.source.includes('!')) || (names && formula.mentionsNames);
      if (isMeant) found.add(formula);
    }
  }

  /** Formulas that read cells into which a result spilled just now. */
  readersOf(touched: Touched): Set<Formula> {
    const found = this.#collector();
    for (const [sheet, keys] of touched.cells) for (const key of keys) found.visit(sheet, key);
    found.follow();
    return found.formulas;
  }

  /** The formula read anew: what it mentions has other edges now. */
  renew(formula: Formula): Formula {
    return this.#enter(formula.sheet, keyOf(formula.row, formula.column), true) ?? formula;
  }

  /** Remembers what came of a formula: whether its result spilled, or found no room. */
  note(formula: Formula, area: Area | undefined, isBlocked: boolean): void {
    if (isBlocked) this.#blocked.add(formula);
    else this.#blocked.delete(formula);
    const { sheet, row, column } = formula;
    const spills = this.#spills.get(sheet) ?? new Map<number, Area>();
    this.#spills.set(sheet, spills);
    if (area) spills.set(keyOf(row, column), area);
    else spills.delete(keyOf(row, column));
  }

  #collector(): Collector {
    return new Collector(this.#readers, (formula) => this.#holds(formula));
  }

  #holds(formula: Formula): boolean {
    const { sheet, row, column } = formula;
    return this.#formulas.get(sheet)?.get(keyOf(row, column)) === formula;
  }

  /** The formula in a cell, read anew if it is another one than before. */
  #enter(sheet: Sheet, key: number, isAnew = false): Formula | undefined {
    const [row, column] = [rowOf(key), columnOf(key)];
    const cell = cellAt(sheet, row, column);
    const formulas = this.#formulas.get(sheet) ?? new Map<number, Formula>();
    this.#formulas.set(sheet, formulas);
    const known = formulas.get(key);
    if (known && known.source === cell?.formula && !isAnew) return known;
    if (known) this.#forget(known);
    if (cell?.formula === undefined) {
      formulas.delete(key);
      return undefined;
    }
    const source = cell.formula;
    const formula: Formula = {
      ...translate(source, { sheet, row, column }, this.resolver),
      sheet,
      row,
      column,
      source,
    };
    formulas.set(key, formula);
    this.#register(formula);
    if (cell.spill) this.note(formula, cell.spill.area, false);
    return formula;
  }

  #forget(formula: Formula): void {
    this.#volatile.delete(formula);
    this.#countHidden.delete(formula);
    this.#blocked.delete(formula);
  }

  #register(formula: Formula): void {
    if (formula.isVolatile) this.#volatile.add(formula);
    if (formula.countsHidden) this.#countHidden.add(formula);
    for (const table of formula.tables) {
      const known = this.#byTable.get(table);
      if (known) known.push(formula);
      else this.#byTable.set(table, [formula]);
    }
    for (const { sheet, area } of formula.reads) {
      const readers = this.#readers.get(sheet) ?? { cells: new Map(), ranges: new Map() };
      this.#readers.set(sheet, readers);
      if (area.top === area.bottom && area.left === area.right) {
        const key = keyOf(area.top, area.left);
        const known = readers.cells.get(key);
        if (known) known.push(formula);
        else readers.cells.set(key, [formula]);
      } else {
        const key = printArea(area);
        const known = readers.ranges.get(key);
        if (known) known.readers.push(formula);
        else readers.ranges.set(key, { area, readers: [formula] });
      }
    }
  }

  /**
   * What a change does to results that spill over or from this cell: their formulas are calculated
   * again, and what came of a formula that is gone is taken away. Gives the cells so emptied.
   */
  #disturbed(sheet: Sheet, key: number, found: Collector): number[] {
    const spills = this.#spills.get(sheet);
    const emptied: number[] = [];
    if (!spills) return emptied;
    const place = {
      top: rowOf(key),
      bottom: rowOf(key),
      left: columnOf(key),
      right: columnOf(key),
    };
    for (const [anchor, area] of spills) {
      if (!intersection(area, place)) continue;
      const formula = this.#enter(sheet, anchor);
      if (formula) {
        found.add(formula);
        continue;
      }
      spills.delete(anchor);
      for (let row = area.top; row <= area.bottom; row += 1) {
        for (let column = area.left; column <= area.right; column += 1) {
          if (dropOrphan(sheet, row, column)) emptied.push(keyOf(row, column));
        }
      }
    }
    return emptied;
  }
}

/** Takes away what spilled from a formula that is no longer there. */
function dropOrphan(sheet: Sheet, row: number, column: number): boolean {
  const cell = cellAt(sheet, row, column);
  if (!cell?.spilledFrom) return false;
  const source = cellAt(sheet, cell.spilledFrom.row, cell.spilledFrom.column);
  const area = source?.formula === undefined ? undefined : source.spill?.area;
  const here = { top: row, bottom: row, left: column, right: column };
  if (area && intersection(area, here)) return false;
  emptyCell(sheet, row, column, cell);
  return true;
}
