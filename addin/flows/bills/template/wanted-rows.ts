import type { BillValues, Field, FieldValue, Line } from '../fields.ts';
import type { Condition } from './markup.ts';
import type { LineBlock, Template } from './parse.ts';

/** A row that a bill is to have, or would have if there were something in it to say. */
export interface WantedRow {
  /** Of the template. */
  readonly from: number;
  /** The line that it tells of; null in ordinary rows, and where there is no line. */
  readonly line: Line | null;
  /** Which line of its block, from 0. */
  readonly nth: number;
  /** false: it has nothing to say. */
  readonly isShown: boolean;
}

/** By what a row is known again on a bill that was made before. */
export const rowName = (from: number, line: Line | null): string =>
  line ? `${from} ${line.key}` : `${from}`;

export function valueIn(values: BillValues, field: Field, line: Line | null): FieldValue {
  if (field.group === null) return values.whole(field);
  return line?.values[field.name.slice(field.group.length + 1)] ?? null;
}

/** The rows of a bill from top to bottom. */
export function wantedRows({ rows }: Template, values: BillValues): WantedRow[] {
  const wanted: WantedRow[] = [];
  for (const [from, { block, conditions }] of rows.entries()) {
    if (block === null) {
      const isShown = conditions.every((one) => holds(one, values, null));
      wanted.push({ from, line: null, nth: 0, isShown });
    } else if (from === block.top) wanted.push(...rowsOfBlock(block, rows, values));
  }
  return wanted;
}

function rowsOfBlock(
  { group, top, bottom, stays }: LineBlock,
  rows: Template['rows'],
  values: BillValues,
): WantedRow[] {
  const span = Array.from({ length: bottom - top + 1 }, (_, i) => top + i);
  const shown = (from: number, line: Line | null) =>
    (rows[from]?.conditions ?? []).every((one) => holds(one, values, line));
  const lines = values.lines[group].filter((line) => span.some((from) => shown(from, line)));
  if (lines.length === 0) {
    return span.map((from) => ({ from, line: null, nth: 0, isShown: stays }));
  }
  return lines.flatMap((line, nth) =>
    span.map((from) => ({ from, line, nth, isShown: shown(from, line) })),
  );
}

function holds({ about, isWanted }: Condition, values: BillValues, line: Line | null): boolean {
  return hasSomething(about, values, line) === isWanted;
}

function hasSomething(about: Condition['about'], values: BillValues, line: Line | null): boolean {
  if (typeof about === 'string') return values.lines[about].length > 0;
  if (about.group === null || line) return isSomething(about, valueIn(values, about, line));
  return values.lines[about.group].some((one) => isSomething(about, valueIn(values, about, one)));
}

/** Neither nothing nor zero; a text of zeros is a text. */
function isSomething({ kind }: Field, value: FieldValue): boolean {
  if (value === null || value === '') return false;
  return kind === 'text' || kind === 'date' || Number(value) !== 0;
}
