import type { BillRecord } from '../../excel/bills/bill-records.ts';
import type { StandingContents } from '../../excel/bills/standing-sheets.ts';
import { cellName } from '../../excel/bills/template-sheet.ts';
import type { CellValue } from '../../excel/read-range.ts';
import { align, alignWithin } from './align.ts';
import { BLANK, CELL_DIGEST, cellDigest } from './digest.ts';
import type { RecordedRow } from './row-record.ts';
import { readRows } from './row-record.ts';
import { isFormula } from './template/references.ts';
import type { CurrentRow, Layout } from './template/layout.ts';
import type { Template } from './template/parse.ts';
import type { StandingSheet } from './template/plan.ts';
import type { WantedRow } from './template/wanted-rows.ts';
import { rowName } from './template/wanted-rows.ts';

/** A bill that was made before, with what the user did to it since. */
export interface StandingBill {
  readonly sheet: StandingSheet;
  /** Cells of fields that hold something else than was written: "B7". */
  readonly edited: readonly { readonly row: number; readonly column: number }[];
}

/**
 * Finds the rows of a bill again, wherever the user's own moved them to. null where that cannot be told:
 * rows with fields were taken out, or columns moved.
 */
export function findStanding(
  template: Template,
  { rows, cells: digests }: BillRecord,
  contents: StandingContents,
): StandingBill | null {
  const { cells, page, printArea } = contents;
  const recorded = readRows(rows);
  const written = digestsOf(template, recorded, digests);
  if (written === null) return null;
  const anchors = [...written].flatMap(([at, fields]) =>
    fields.some(({ digest }) => digest !== BLANK) ? [{ at, fields }] : [],
  );
  // Without a field that says something there is nothing to find rows by.
  const places = anchors.length === 0 ? null : align(anchors, cells);
  if (places === null) return null;
  const found = placeRows(template, recorded, places, contents);
  const hidden = new Set([...found].flatMap(([at, row]) => (recorded[at]?.isHidden ? [row] : [])));
  const height = Math.max(cells.length, ...[...found.values()].map((row) => row + 1));
  const current: CurrentRow[] = Array.from({ length: height }, () => null);
  for (const [at, row] of found) current[row] = recorded[at]?.row ?? null;
  const missing = recorded.flatMap(({ row }, at) =>
    row && !found.has(at) ? [rowName(row.from, row.line)] : [],
  );
  const edited = [...written].flatMap(([at, fields]) => {
    const row = found.get(at) ?? -1;
    return fields
      .filter(({ column, digest }) => cellDigest(cells[row]?.[column] ?? '') !== digest)
      .map(({ column }) => ({ row, column }));
  });
  const sheet = {
    ...{ rows: current, missing: new Set(missing), isFresh: false },
    ...{ cells, page, printArea, hidden, spared: new Set<string>() },
  };
  return { sheet, edited };
}

export interface WrittenField {
  readonly column: number;
  readonly digest: string;
}

/** By row of the record what was written there; null where the template has other fields by now. */
function digestsOf(
  template: Template,
  recorded: readonly RecordedRow[],
  digests: string,
): Map<number, WrittenField[]> | null {
  const written = new Map<number, WrittenField[]>();
  let next = 0;
  for (const [at, { row }] of recorded.entries()) {
    const fields = template.rows[row?.from ?? -1]?.cells ?? [];
    if (fields.length === 0) continue;
    const ofRow = fields.map(({ column }) => {
      const digest = digests.slice(next, next + CELL_DIGEST);
      next += CELL_DIGEST;
      return { column, digest };
    });
    written.set(at, ofRow);
  }
  return next === digests.length ? written : null;
}

/** Rows between those that were found, by what the template says there. */
function placeRows(
  template: Template,
  recorded: readonly RecordedRow[],
  anchors: ReadonlyMap<number, number>,
  { cells, hiddenRows }: StandingContents,
): Map<number, number> {
  const found = new Map(anchors);
  const ordered = [...anchors].toSorted(([a], [b]) => a - b);
  const last = ordered.at(-1);
  // Below all that is used, rows that were emptied may stand.
  const end = Math.max(cells.length, ...hiddenRows, last?.[1] ?? 0) + recorded.length;
  const ends = [[-1, -1] as const, [recorded.length, end] as const] as const;
  const score = (at: number, row: number) => {
    if (recorded[at]?.isHidden) return hiddenRows.has(row) ? 1 : 0;
    return likeness(ownTexts(template, recorded[at]), cells[row] ?? []);
  };
  const all = [ends[0], ...ordered, ends[1]];
  for (const [i, [before, beforeRow]] of all.slice(1).entries()) {
    const [after, afterRow] = all[i] ?? ends[0];
    const [gap, room] = [
      { after, before },
      { after: afterRow, before: beforeRow },
    ];
    for (const [at, row] of alignWithin(gap, room, score)) found.set(at, row);
  }
  return found;
}

type OwnText = readonly [column: number, content: CellValue];

/** What the template itself says in a row, but for fields and formulas. */
function ownTexts({ rows, sheet }: Template, recorded: RecordedRow | undefined): OwnText[] {
  const from = recorded?.row?.from ?? -1;
  const fields = new Set((rows[from]?.cells ?? []).map(({ column }) => column));
  return (sheet.cells[from] ?? []).flatMap((content, column): OwnText[] =>
    content === '' || isFormula(content) || fields.has(column) ? [] : [[column, content]],
  );
}

/** How much of that stands in a row; a blank row is a little like one that says nothing. */
function likeness(own: readonly OwnText[], row: readonly CellValue[]): number {
  if (own.length > 0) return own.filter(([column, content]) => row[column] === content).length;
  return row.every((content) => content === '') ? 0.1 : 0;
}

/** Lines that come where there were none take the row that was kept for them, and the other way round. */
export function takeOver(
  { blocks }: Template,
  wanted: readonly WantedRow[],
  sheet: StandingSheet,
): StandingSheet {
  const rows = [...sheet.rows];
  for (const { top, bottom } of blocks) {
    const isIn = (from: number) => from >= top && from <= bottom;
    const [first] = wanted.filter(({ from }) => isIn(from));
    const standing = rows.filter((row) => row !== null && isIn(row.from));
    const line = standing[0]?.line ?? null;
    if (!first || standing.length === 0 || (line === null) === (first.line === null)) continue;
    for (const [at, row] of rows.entries()) {
      if (row && isIn(row.from) && (row.line?.key ?? null) === (line?.key ?? null)) {
        rows[at] = { from: row.from, line: first.line };
      }
    }
  }
  return { ...sheet, rows };
}

/** What the user typed in rows that go, or over what is emptied in rows that are hidden: "D7". */
export function typedInRowsThatGo(
  template: Template,
  { rows, cells, hidden }: StandingSheet,
  layout: Layout,
): string[] {
  const typed = (at: number): [number, CellValue][] => {
    const from = rows[at]?.from ?? -1;
    const fields = new Set((template.rows[from]?.cells ?? []).map(({ column }) => column));
    const own = template.sheet.cells[from] ?? [];
    return (cells[at] ?? []).flatMap((content, column): [number, CellValue][] => {
      const isOurs = fields.has(column) || isFormula(own[column]);
      const isSame = content === '' || content === (own[column] ?? '');
      return isOurs || isSame ? [] : [[column, own[column] ?? '']];
    });
  };
  const goes = layout.gone.flatMap((at) => typed(at).map(([column]) => cellName(at, column)));
  const emptied = layout.rows.flatMap(({ now, wanted }) => {
    if (now === null || !wanted || wanted.isShown || hidden.has(now)) return [];
    const over = typed(now).filter(([, own]) => own !== '');
    return over.map(([column]) => cellName(now, column));
  });
  return [...goes, ...emptied];
}
