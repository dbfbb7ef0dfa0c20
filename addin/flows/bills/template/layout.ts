import type { InsertRows, RowStep } from '../../../excel/bills/sheet-plan.ts';
import type { LineBlock, Template } from './parse.ts';
import type { WantedRow } from './wanted-rows.ts';
import { rowName } from './wanted-rows.ts';

/** A row of a sheet as it stands; null is one that the user put in. */
export type CurrentRow = Pick<WantedRow, 'from' | 'line'> | null;

/** A row of the finished sheet. */
export interface FinalRow {
  /** Where it stands now; null: it is put in. */
  readonly now: number | null;
  /** What it says; null: it is the user's. */
  readonly wanted: WantedRow | null;
}

export interface Layout {
  readonly rows: readonly FinalRow[];
  readonly steps: readonly RowStep[];
  /** Rows that go, by where they stand now. */
  readonly gone: readonly number[];
}

export interface Standing {
  readonly rows: readonly CurrentRow[];
  /** Names of rows that the user took out: they are not put in again. */
  readonly missing: ReadonlySet<string>;
  /** A copy of the template that nothing was done to yet. */
  readonly isFresh: boolean;
}

/** A copy of the template, seen as a bill: its rows of lines are those of the first line. */
export function freshStanding({ rows }: Template, wanted: readonly WantedRow[]): Standing {
  const lines = new Map<number, WantedRow['line']>();
  for (const { from, line } of wanted) {
    // A table of Excel takes rows in above its last one.
    if (!lines.has(from) || rows[from]?.block?.isInTable) lines.set(from, line);
  }
  return {
    rows: rows.map((_, from) => ({ from, line: lines.get(from) ?? null })),
    missing: new Set(),
    isFresh: true,
  };
}

/**
 * How the rows that stand become the rows that are wanted: those that are in both stay where they are,
 * and what the user put in between stays beside them.
 */
export function layOut(
  template: Template,
  wanted: readonly WantedRow[],
  standing: Standing,
): Layout {
  const places = new Map<string, number>();
  standing.rows.forEach((row, at) => row && places.set(rowName(row.from, row.line), at));
  const kept = new Map<number, WantedRow>();
  const putIn = new Map<number, WantedRow[]>();
  let last = -1;
  for (const row of wanted) {
    const name = rowName(row.from, row.line);
    const at = places.get(name);
    if (!row.isShown && !hasToStay(template, row, standing, at)) continue;
    if (at !== undefined && at > last) {
      kept.set(at, row);
      last = at;
    } else if (!standing.missing.has(name)) {
      putIn.set(last, [...(putIn.get(last) ?? []), row]);
    }
  }
  const isGone = (at: number) => standing.rows[at] !== null && !kept.has(at);
  const rows: FinalRow[] = (putIn.get(-1) ?? []).map((row) => ({ now: null, wanted: row }));
  for (const at of standing.rows.keys()) {
    if (!isGone(at)) rows.push({ now: at, wanted: kept.get(at) ?? null });
    rows.push(...(putIn.get(at) ?? []).map((row) => ({ now: null, wanted: row })));
  }
  return {
    rows,
    steps: stepsOf(template, standing, putIn, isGone),
    gone: [...standing.rows.keys()].filter(isGone),
  };
}

/**
 * A row with nothing to say is taken out, unless something looks at it, which would lose it: then it is
 * hidden. On a bill that was made before, formulas of other sheets may look at it too.
 */
function hasToStay(
  { lookedAt }: Template,
  { from, nth }: WantedRow,
  { isFresh }: Standing,
  at: number | undefined,
): boolean {
  return isFresh ? lookedAt.has(from) && nth === 0 : at !== undefined;
}

/** From the bottom up, so that no step moves the rows of the next. */
function stepsOf(
  template: Template,
  { rows, isFresh }: Standing,
  putIn: ReadonlyMap<number, readonly WantedRow[]>,
  isGone: (at: number) => boolean,
): RowStep[] {
  const steps: RowStep[] = [];
  let going = 0;
  for (let at = rows.length - 1; at >= -1; at -= 1) {
    const comes = putIn.get(at) ?? [];
    const goes = at >= 0 && isGone(at);
    if (going > 0 && (comes.length > 0 || !goes)) {
      steps.push({ what: 'delete', at: at + 1, count: going });
      going = 0;
    }
    for (const part of alike(template, comes).toReversed()) {
      // Rows above the gap are where they were; of others the template has copies.
      const isAbove = isFresh && part.like + part.size <= at + 1;
      const like = { at: part.like, count: part.size, on: isAbove ? 'sheet' : 'template' } as const;
      steps.push({ what: 'insert', at: at + 1, count: part.count, like } satisfies InsertRows);
    }
    if (goes) going += 1;
  }
  return steps;
}

interface Part {
  /** The template's row of which they are copies, and how many rows are repeated. */
  readonly like: number;
  readonly size: number;
  count: number;
}

/** Rows that can be put in together: whole lines of a block, or rows that follow one another. */
function alike({ rows }: Template, comes: readonly WantedRow[]): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < comes.length;) {
    const row = comes[at];
    if (!row) break;
    const block = rows[row.from]?.block ?? null;
    const size = block && isWholeLine(block, comes, at) ? block.bottom - block.top + 1 : 1;
    const last = parts.at(-1);
    if (last?.like === row.from && last.size === size) last.count += size;
    else parts.push({ like: row.from, size, count: size });
    at += size;
  }
  return parts;
}

function isWholeLine({ top, bottom }: LineBlock, comes: readonly WantedRow[], at: number): boolean {
  for (let from = top; from <= bottom; from += 1) {
    const row = comes[at + from - top];
    if (row?.from !== from || row.line !== comes[at]?.line) return false;
  }
  return true;
}
