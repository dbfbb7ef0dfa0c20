import type { Block, PagePart, TemplateSheet } from '../../../excel/bills/template-sheet.ts';
import { PAGE_PARTS, cellName } from '../../../excel/bills/template-sheet.ts';
import type { Field, LineGroup } from '../fields.ts';
import type { Condition, Markup, Piece } from './markup.ts';
import { hasMarks, readMarkup } from './markup.ts';
import { isFormula } from './references.ts';
import { referredRows } from './referred-rows.ts';

/** A sheet understood as a template: read once, filled for every bill. */
export interface Template {
  readonly sheet: TemplateSheet;
  readonly rows: readonly TemplateRow[];
  readonly blocks: readonly LineBlock[];
  readonly page: readonly PageField[];
  /** Rows that a formula, or a name, looks at: left out they are hidden, since it would lose them. */
  readonly lookedAt: ReadonlySet<number>;
  readonly faults: readonly TemplateFault[];
}

export interface TemplateRow {
  readonly cells: readonly FieldCell[];
  /** All have to hold. */
  readonly conditions: readonly Condition[];
  /** The block of lines that the row is a part of. */
  readonly block: LineBlock | null;
}

/** A cell with fields (or with nothing but marks of its row, which go). */
export interface FieldCell {
  readonly column: number;
  readonly pieces: readonly Piece[];
  /** The field, where the cell says nothing else. */
  readonly only: Field | null;
}

/** Rows that repeat together, once for each line. */
export interface LineBlock {
  readonly group: LineGroup;
  readonly top: number;
  readonly bottom: number;
  /** They stay, empty, where there is no line. */
  readonly stays: boolean;
  /** Within a table of Excel, which grows only by rows put in above its last one. */
  readonly isInTable: boolean;
}

export interface PageField {
  readonly part: PagePart;
  readonly pieces: readonly Piece[];
}

/** What is wrong with a template, and where: a cell, or the page's header or footer. */
export type TemplateFault = { readonly at: string } & (
  | { readonly code: 'no-such-field'; readonly name: string; readonly nearest: string | null }
  | { readonly code: 'open-braces' }
  | { readonly code: 'in-formula' }
  | { readonly code: 'two-kinds'; readonly groups: readonly LineGroup[] }
  | { readonly code: 'line-on-page'; readonly name: string }
  | { readonly code: 'torn-merge' }
  | { readonly code: 'table-edge' }
  | { readonly code: 'no-fields' }
);

export function parseTemplate(sheet: TemplateSheet): Template {
  const faults: TemplateFault[] = [];
  const read = sheet.cells.map((line, row) => readRow(line, row, faults));
  const blocks = blocksOf(read, sheet, faults);
  const rows = read.map(({ cells, conditions }, row) => ({
    cells,
    conditions,
    block: blocks.find(({ top, bottom }) => row >= top && row <= bottom) ?? null,
  }));
  const page = readPage(sheet, faults);
  const hasFields = page.length > 0 || rows.some(({ cells }) => cells.length > 0);
  if (!hasFields && faults.length === 0) faults.push({ at: cellName(0, 0), code: 'no-fields' });
  return { sheet, rows, blocks, page, lookedAt: referredRows(sheet), faults };
}

interface ReadRow extends Pick<TemplateRow, 'cells' | 'conditions'> {
  readonly group: LineGroup | null;
  readonly keeps: boolean;
}

function readRow(
  line: TemplateSheet['cells'][number],
  row: number,
  faults: TemplateFault[],
): ReadRow {
  const cells: FieldCell[] = [];
  const conditions: Condition[] = [];
  const groups = new Set<LineGroup>();
  let keeps = false;
  for (const [column, content] of line.entries()) {
    if (typeof content !== 'string' || !hasMarks(content)) continue;
    const at = cellName(row, column);
    if (isFormula(content)) {
      faults.push({ at, code: 'in-formula' });
      continue;
    }
    const markup = readMarkup(content.replace(/^'/, ''));
    faults.push(...markup.faults.map((fault) => ({ at, ...fault })));
    conditions.push(...markup.conditions);
    keeps ||= markup.keepsRow;
    for (const piece of markup.pieces) {
      if (typeof piece !== 'string' && piece.group) groups.add(piece.group);
    }
    cells.push({ column, pieces: markup.pieces, only: onlyField(markup) });
  }
  if (groups.size > 1) faults.push({ at: `${row + 1}`, code: 'two-kinds', groups: [...groups] });
  return { cells, conditions, group: [...groups][0] ?? null, keeps };
}

function onlyField({ pieces }: Markup): Field | null {
  const [first, ...others] = pieces.filter(
    (piece) => typeof piece !== 'string' || piece.trim() !== '',
  );
  return first !== undefined && typeof first !== 'string' && others.length === 0 ? first : null;
}

/** Rows one below the other with lines of one kind repeat together. */
function blocksOf(
  rows: readonly ReadRow[],
  { merges, tables }: TemplateSheet,
  faults: TemplateFault[],
): LineBlock[] {
  const found: { group: LineGroup; top: number; bottom: number; stays: boolean }[] = [];
  for (const [row, { group, keeps }] of rows.entries()) {
    const last = found.at(-1);
    if (group === null) continue;
    if (last?.group === group && last.bottom === row - 1) {
      last.bottom = row;
      last.stays ||= keeps;
    } else found.push({ group, top: row, bottom: row, stays: keeps });
  }
  return found.map((block) => {
    const torn = (merges ?? []).find((merge) => meets(merge, block) && !holds(block, merge));
    if (torn) faults.push({ at: cellName(torn.top, torn.left), code: 'torn-merge' });
    const table = tables.find((area) => meets(area, block));
    const isAtEdge = table && (block.top <= table.top || block.bottom > table.bottom);
    if (isAtEdge) faults.push({ at: `${block.top + 1}`, code: 'table-edge' });
    return { ...block, isInTable: table !== undefined };
  });
}

type Span = Pick<Block, 'top' | 'bottom'>;
const meets = (one: Span, other: Span) => one.top <= other.bottom && one.bottom >= other.top;
const holds = (outer: Span, inner: Span) => inner.top >= outer.top && inner.bottom <= outer.bottom;

function readPage({ page }: TemplateSheet, faults: TemplateFault[]): PageField[] {
  return PAGE_PARTS.flatMap((part) => {
    if (!hasMarks(page[part])) return [];
    const markup = readMarkup(page[part]);
    faults.push(...markup.faults.map((fault) => ({ at: part, ...fault })));
    for (const piece of markup.pieces) {
      if (typeof piece === 'string' || !piece.group) continue;
      faults.push({ at: part, code: 'line-on-page', name: piece.name });
    }
    return [{ part, pieces: markup.pieces }];
  });
}
