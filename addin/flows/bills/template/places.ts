import type { CurrentRow } from './layout.ts';
import type { Template } from './parse.ts';

/** A row of the template, and of which line it is a copy, from 0. */
export interface Placed {
  readonly from: number;
  readonly nth: number;
}

/** Where the template's rows are on a sheet, line by line where they repeat. */
export class Places {
  /** By row of the sheet; null: the user's. */
  readonly rows: readonly (Placed | null)[];
  /** By row of the template, for each line in turn. */
  readonly #places = new Map<number, Map<number, number>>();
  readonly #height: number;

  constructor(template: Template, standing: readonly CurrentRow[]) {
    this.#height = template.rows.length;
    this.rows = numbered(template, standing);
    for (const [at, row] of this.rows.entries()) {
      if (!row) continue;
      const lines = this.#places.get(row.from) ?? new Map<number, number>();
      this.#places.set(row.from, lines.set(row.nth, at));
    }
  }

  /** undefined: it is not there. What lies below the template is as far below its last row. */
  of(from: number, nth = 0): number | undefined {
    const last = this.#height - 1;
    if (from <= last) return this.#places.get(from)?.get(nth);
    const end = this.ofLast(last);
    return end === undefined ? undefined : end + from - last;
  }

  ofFirst(from: number): number | undefined {
    const lines = this.#places.get(from);
    return lines && Math.min(...lines.values());
  }

  ofLast(from: number): number | undefined {
    const lines = this.#places.get(from);
    return lines && Math.max(...lines.values());
  }
}

function numbered({ rows }: Template, standing: readonly CurrentRow[]): (Placed | null)[] {
  const counts = new Map<number, number>();
  const lines = new Map<string, number>();
  return standing.map((row) => {
    if (!row) return null;
    const block = rows[row.from]?.block;
    if (!block) return { from: row.from, nth: 0 };
    const name = `${block.top} ${row.line?.key ?? ''}`;
    const nth = lines.get(name) ?? counts.get(block.top) ?? 0;
    if (!lines.has(name)) counts.set(block.top, nth + 1);
    lines.set(name, nth);
    return { from: row.from, nth };
  });
}
