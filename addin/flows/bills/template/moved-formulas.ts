import type { RowStep } from '../../../excel/bills/sheet-plan.ts';
import type { CellValue } from '../../../excel/read-range.ts';
import type { CurrentRow, FinalRow, Layout } from './layout.ts';
import type { LineBlock, Template } from './parse.ts';
import type { Placed } from './places.ts';
import { Places } from './places.ts';
import type { RowReference, Rows } from './references.ts';
import { isFormula, mapRows } from './references.ts';

/** A change of a formula that Excel would not make by itself. */
export interface FormulaWrite {
  readonly row: number;
  readonly column: number;
  readonly formula: string;
}

export interface StandingCells {
  readonly cells: readonly (readonly CellValue[])[];
  readonly rows: readonly CurrentRow[];
  /** Rows that are hidden and empty. */
  readonly hidden: ReadonlySet<number>;
}

/**
 * What Excel does not do by itself when rows come and go: a sum over the rows of lines covers all of
 * them, and a new line's formulas mean its own row, the line above it, and else what the template's mean.
 */
export class FormulaMoves {
  readonly #template: Template;
  readonly #standing: StandingCells;
  readonly #layout: Layout;
  readonly #now: Places;
  readonly #after: Places;

  constructor(template: Template, standing: StandingCells, layout: Layout) {
    this.#template = template;
    this.#standing = standing;
    this.#layout = layout;
    this.#now = new Places(template, standing.rows);
    this.#after = new Places(
      template,
      layout.rows.map(({ wanted }) => wanted),
    );
  }

  writes(): FormulaWrite[] {
    const { cells } = this.#template.sheet;
    return this.#layout.rows.flatMap((final, row) => {
      const { wanted } = final;
      const now = this.#isNew(final) ? null : final.now;
      const line = now === null ? cells[wanted?.from ?? -1] : this.#standing.cells[now];
      return (line ?? []).flatMap((content, column): FormulaWrite[] => {
        if (!isFormula(content)) return [];
        const formula =
          now === null ? this.#ofNewRow(content, row) : this.#ofKeptRow(content, now, row, column);
        return formula === null ? [] : [{ row, column, formula }];
      });
    });
  }

  /** The rows that an area covers once all is done; null where Excel sees to it. */
  covered({ first, last }: Rows): Rows | null {
    const fixed = { firstIsFixed: true, lastIsFixed: true };
    const rows = this.#covering({ first, last, ...fixed, isRange: true, isAddedUp: false }, null);
    const natural = naturalRows({ first, last }, this.#layout.steps);
    return rows?.first === natural?.first && rows?.last === natural?.last ? null : rows;
  }

  /** Where an area comes to lie by itself. */
  natural({ top, bottom }: { readonly top: number; readonly bottom: number }): Rows {
    const rows = { first: top, last: bottom };
    return naturalRows(rows, this.#layout.steps) ?? rows;
  }

  /** A row that comes, or comes back. */
  #isNew({ now, wanted }: FinalRow): boolean {
    return now === null || (wanted?.isShown === true && this.#standing.hidden.has(now));
  }

  #ofNewRow(content: string, row: number): string | null {
    const at = this.#after.rows[row];
    return at ? this.#written(content, at, this.#after) : null;
  }

  /** null: Excel makes of it what it is to be. */
  #ofKeptRow(content: string, now: number, row: number, column: number): string | null {
    const { sheet, rows } = this.#template;
    const { steps } = this.#layout;
    const before = this.#now.rows[now];
    const block = before ? (rows[before.from]?.block ?? null) : null;
    const plain = mapRows(content, sheet.name, () => null);
    let isNatural = plain === content;
    const natural = mapRows(content, sheet.name, (reference) => {
      const rows = naturalRows(reference, steps);
      isNatural &&= rows !== null;
      return rows;
    });
    // A reference that names its own sheet may mean the template: it is written without the name.
    const isWritten = (formula: string) => formula !== natural || !isNatural;
    const own = before && block ? sheet.cells[before.from]?.[column] : undefined;
    const after = this.#after.rows[row];
    // As it was written when the bill was made: it goes by the lines that there are now.
    if (before && after && isFormula(own) && this.#written(own, before, this.#now) === plain) {
      const formula = this.#written(own, after, this.#after);
      return isWritten(formula) ? formula : null;
    }
    let isLost = false;
    const formula = mapRows(content, sheet.name, (reference) => {
      const covered = this.#covering(reference, block);
      isLost ||= covered === null;
      return covered;
    });
    return isLost || !isWritten(formula) ? null : formula;
  }

  /** A formula of the template as it reads in a row. */
  #written(formula: string, at: Placed, places: Places): string {
    const { rows, sheet } = this.#template;
    const block = rows[at.from]?.block ?? null;
    const own = places.of(at.from, at.nth) ?? at.from;
    const placed = (from: number, isFixed: boolean): number => {
      const asFarAway = own + from - at.from;
      if (!block) return places.of(from) ?? asFarAway;
      const isWithin = from >= block.top && from <= block.bottom;
      if (isWithin) return places.of(from, isFixed ? 0 : at.nth) ?? asFarAway;
      const isAbove = from === block.top - 1 && at.nth > 0 && !isFixed;
      if (isAbove) return (places.of(block.top, at.nth) ?? own) - 1;
      return places.of(from) ?? asFarAway;
    };
    return mapRows(formula, sheet.name, (reference) => {
      const { first, last, firstIsFixed, lastIsFixed } = reference;
      const isApart = !block || last < block.top - 1 || first > block.bottom;
      const spread =
        isApart || (firstIsFixed && lastIsFixed) ? this.#spread(reference, places) : null;
      return spread ?? { first: placed(first, firstIsFixed), last: placed(last, lastIsFixed) };
    });
  }

  /** Of lines that a range of the template covers, all. */
  #spread({ first, last, isRange, isAddedUp }: RowReference, places: Places): Rows | null {
    if (!isRange && !isAddedUp) return null;
    const start = places.ofFirst(first) ?? places.of(first);
    const end = places.ofLast(last) ?? places.of(last);
    return start === undefined || end === undefined ? null : { first: start, last: end };
  }

  /** Where the line that is looked at goes, the first of those that come is. */
  #firstLine({ first }: Rows): Rows | null {
    const placed = this.#now.rows[first];
    const block = placed ? this.#template.rows[placed.from]?.block : null;
    const row = placed && block ? this.#after.ofFirst(placed.from) : undefined;
    return row === undefined ? null : { first: row, last: row };
  }

  /** Where a reference that stands on the sheet leads to: all lines, where it covered all of them. */
  #covering(reference: RowReference, own: LineBlock | null): Rows | null {
    const natural = naturalRows(reference, this.#layout.steps);
    if (!reference.isRange && !reference.isAddedUp) return natural ?? this.#firstLine(reference);
    let [first, last] = [natural?.first, natural?.last];
    for (const block of this.#template.blocks) {
      if (block === own) continue;
      for (let from = block.top; from <= block.bottom; from += 1) {
        const [start, end] = [this.#now.ofFirst(from), this.#now.ofLast(from)];
        if (start === undefined || end === undefined) continue;
        if (reference.first > start || reference.last < end) continue;
        if (reference.first === start) first = this.#after.ofFirst(from) ?? first;
        if (reference.last === end) last = this.#after.ofLast(from) ?? last;
      }
    }
    return first === undefined || last === undefined ? null : { first, last };
  }
}

/** What Excel makes of a reference when rows come and go; null where all of it goes. */
function naturalRows(reference: Rows, steps: readonly RowStep[]): Rows | null {
  let { first, last } = reference;
  for (const { what, at, count } of steps) {
    if (what === 'insert') {
      first += first >= at ? count : 0;
      last += last >= at ? count : 0;
      continue;
    }
    const end = at + count;
    if (first >= at && last < end) return null;
    first = first < at ? first : first < end ? at : first - count;
    last = last < at ? last : last < end ? at - 1 : last - count;
  }
  return { first, last };
}
