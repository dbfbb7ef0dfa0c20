import type { RowSpan, SheetPlan } from '../../../excel/bills/sheet-plan.ts';
import type { Block, PageTexts } from '../../../excel/bills/template-sheet.ts';
import type { CellValue } from '../../../excel/read-range.ts';
import { entryOf } from '../../../excel/result-table.ts';
import { serialOfIso } from '../../dates.ts';
import type { BillValues, Field, FieldValue, Line } from '../fields.ts';
import type { Layout, Standing } from './layout.ts';
import { freshStanding, layOut } from './layout.ts';
import { FormulaMoves } from './moved-formulas.ts';
import { pageTexts } from './page-texts.ts';
import type { FieldCell, Template } from './parse.ts';
import { isFormula } from './references.ts';
import type { Voice } from './texts.ts';
import { formatOf, textOf } from './texts.ts';
import { valueIn, wantedRows } from './wanted-rows.ts';

/** What becomes of a sheet, and what it is then known by. */
export interface BillPlan {
  readonly sheet: SheetPlan;
  readonly layout: Layout;
  /** All cells with fields, in the order of the sheet, and what is to be written there. */
  readonly fields: readonly FieldWrite[];
  /** Something in the page's header or footer was too long. */
  readonly isCut: boolean;
}

export interface FieldWrite {
  readonly row: number;
  readonly column: number;
  readonly entry: CellValue;
}

/** A sheet that is to become a bill: a fresh copy of the template, or a bill that was made before. */
export interface StandingSheet extends Standing {
  readonly cells: readonly (readonly CellValue[])[];
  readonly page: PageTexts;
  readonly printArea: readonly Block[];
  /** Rows that are hidden because they had nothing to say, by where they stand. */
  readonly hidden: ReadonlySet<number>;
  /** Cells of fields that are not to be written, "row column" as they stand. */
  readonly spared: ReadonlySet<string>;
}

/** A copy of the template before anything is done to it. */
export function freshSheet(template: Template, values: BillValues): StandingSheet {
  const { cells, page, printArea } = template.sheet;
  const standing = freshStanding(template, wantedRows(template, values));
  return { ...standing, cells, page, printArea, hidden: new Set(), spared: new Set() };
}

export function planBill(
  template: Template,
  values: BillValues,
  voice: Voice,
  standing: StandingSheet,
): BillPlan {
  const layout = layOut(template, wantedRows(template, values), standing);
  const moves = new FormulaMoves(template, standing, layout);
  const grid = new Grid(layout.rows.length, template.sheet.cells[0]?.length ?? 1);
  for (const { row, column, formula } of moves.writes()) grid.put(row, column, formula);
  putOwn(grid, template, layout, standing);
  const fields = fieldWrites(template, values, voice, layout);
  for (const { row, column, entry } of fields) {
    const now = layout.rows[row]?.now ?? null;
    if (now === null || !standing.spared.has(`${now} ${column}`)) grid.put(row, column, entry);
  }
  const { page, isCut } = pageTexts(template, values, voice, standing.page);
  return {
    sheet: {
      steps: layout.steps,
      ...visibility(layout, standing),
      cells: grid.rows,
      formats: formatsOf(template, values, voice, layout, standing.isFresh),
      page,
      printArea: movedArea(moves, standing.printArea),
    },
    layout,
    fields,
    isCut,
  };
}

class Grid {
  readonly rows: (CellValue | null)[][];

  constructor(rows: number, columns: number) {
    this.rows = Array.from({ length: rows }, () => Array.from({ length: columns }, () => null));
  }

  put(row: number, column: number, entry: CellValue): void {
    const line = this.rows[row];
    if (!line) return;
    // A bill of which the user made more columns keeps them; those between are left as they are.
    while (line.length <= column) for (const one of this.rows) one.push(null);
    line[column] = entry;
  }
}

/**
 * What the template itself says: a row that is hidden is emptied, so that nothing adds it up, and says it
 * again once it comes back.
 */
function putOwn(
  grid: Grid,
  { sheet }: Template,
  { rows }: Layout,
  { hidden }: StandingSheet,
): void {
  for (const [row, { now, wanted }] of rows.entries()) {
    const wasHidden = now !== null && hidden.has(now);
    if (!wanted || now === null || wanted.isShown !== wasHidden) continue;
    for (const [column, content] of (sheet.cells[wanted.from] ?? []).entries()) {
      if (content === '' || (wanted.isShown && isFormula(content))) continue;
      grid.put(row, column, wanted.isShown ? entryOf(content) : '');
    }
  }
}

function fieldWrites(
  { rows, sheet }: Template,
  values: BillValues,
  voice: Voice,
  layout: Layout,
): FieldWrite[] {
  return layout.rows.flatMap(({ wanted }, row) =>
    (rows[wanted?.from ?? -1]?.cells ?? []).map((cell) => {
      const isText = sheet.formats[wanted?.from ?? -1]?.[cell.column] === '@';
      const entry = wanted?.isShown
        ? entryFor(cell, (field) => valueIn(values, field, wanted.line), voice, isText)
        : '';
      return { row, column: cell.column, entry };
    }),
  );
}

function entryFor(
  { pieces, only }: FieldCell,
  valueOf: (field: Field) => FieldValue,
  voice: Voice,
  isText: boolean,
): CellValue {
  if (only && !isText) return typedEntry(only, valueOf(only), voice);
  const text = pieces.map((piece) =>
    typeof piece === 'string' ? piece : textOf(piece, valueOf(piece), voice),
  );
  return entryOf(printable(text.join('')));
}

/** A number or date where it is one; a text stays one, whatever it looks like. */
function typedEntry(field: Field, value: FieldValue, voice: Voice): CellValue {
  if (value === null || value === '') return '';
  if (field.kind === 'date') return serialOfIso(value, voice.date1904);
  const isNumber = field.kind !== 'text' && Number.isFinite(Number(value));
  // Excel holds 15 digits and no more.
  return isNumber
    ? Number(Number(value).toPrecision(15))
    : entryOf(printable(textOf(field, value, voice)));
}

const LONGEST_TEXT = 32_767;

/** Without what no cell can hold. */
function printable(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?![\n\t])\p{Cc}/gu, '')
    .slice(0, LONGEST_TEXT);
}

/** Of cells that had no format: what their value is shown by. */
function formatsOf(
  { rows, sheet }: Template,
  values: BillValues,
  voice: Voice,
  { rows: finalRows }: Layout,
  isFresh: boolean,
): SheetPlan['formats'] {
  const all = (field: Field): FieldValue[] =>
    field.group === null
      ? [values.whole(field)]
      : values.lines[field.group].map((line: Line) => valueIn(values, field, line));
  const width = sheet.cells[0]?.length ?? 1;
  let isAny = false;
  const formats = finalRows.map(({ now, wanted }) => {
    const line: (string | null)[] = Array.from({ length: width }, () => null);
    // On a bill that stands the user may have chosen another one.
    if (now !== null && !isFresh) return line;
    for (const { only, column } of rows[wanted?.from ?? -1]?.cells ?? []) {
      const isGeneral = sheet.formats[wanted?.from ?? -1]?.[column] === 'General';
      const format = only && isGeneral ? formatOf(only, all(only), voice) : null;
      if (format === null) continue;
      line[column] = format;
      isAny = true;
    }
    return line;
  });
  return isAny ? formats : null;
}

/** Rows that have nothing to say any more, and those that have again. */
function visibility(
  { rows }: Layout,
  { hidden, isFresh }: StandingSheet,
): Pick<SheetPlan, 'hidden' | 'shown'> {
  const isHidden = (now: number | null) => now !== null && hidden.has(now);
  const toHide = rows.flatMap(({ now, wanted }, at) =>
    wanted && !wanted.isShown && !isHidden(now) ? [at] : [],
  );
  const toShow = isFresh
    ? []
    : rows.flatMap(({ now, wanted }, at) => (wanted?.isShown && isHidden(now) ? [at] : []));
  return { hidden: spansOf(toHide), shown: spansOf(toShow) };
}

function spansOf(rows: readonly number[]): RowSpan[] {
  const spans: { at: number; count: number }[] = [];
  for (const row of rows) {
    const last = spans.at(-1);
    if (last && last.at + last.count === row) last.count += 1;
    else spans.push({ at: row, count: 1 });
  }
  return spans;
}

function movedArea(moves: FormulaMoves, area: readonly Block[]): Block[] | null {
  const rows = area.map(({ top, bottom }) => moves.covered({ first: top, last: bottom }));
  if (rows.every((one) => one === null)) return null;
  return area.map((block, i) => {
    const { first: top, last: bottom } = rows[i] ?? moves.natural(block);
    return { ...block, top, bottom };
  });
}
