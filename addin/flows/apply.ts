import type { FieldType, Kind } from '../../contract/kinds.ts';
import { fieldsOf } from '../../contract/kinds.ts';
import type { PushTable } from '../../contract/push.ts';
import { MAX_ROWS, MAX_TEXT } from '../../contract/scalars.ts';
import type { FoundTable, WorkbookContent } from '../excel/find-tables.ts';
import type { Cell, Reading } from './cell.ts';
import { cellAt, fieldText, flagOf, isBlank, monthText, says, wordsOf } from './cell.ts';
import { columnOf, originOf } from './origin.ts';
import type { Origin } from './origin.ts';
import type { ColumnSource, FieldSource, Filter, Mapping, TableMapping } from './mapping.ts';
import { rowKinds } from './rows.ts';
import type { Saying } from './words.ts';
import { FlowProblem } from './words.ts';

/** What the user should know about how the sheet was read; nothing is changed silently. */
export interface Note {
  readonly source: string;
  readonly kind: Kind;
  /** Row of the sheet, from 1; null where it is the whole table. */
  readonly row: number | null;
  readonly field: string | null;
  readonly saying: Saying;
}

export interface Applied {
  /** As they travel, in the mapping's order. */
  readonly tables: readonly PushTable[];
  /** Where each of them comes from: for addresses of cells, and for writing back. */
  readonly origins: readonly Origin[];
  readonly notes: readonly Note[];
  /** Rows that the mapping's filters left out. */
  readonly filteredOut: number;
}

type Value = string | boolean | null;
interface Rows {
  readonly rows: number[];
  readonly columns: Record<string, Value[]>;
}

/**
 * Cells → rows as they travel, under a confirmed mapping. Pure.
 *
 * @throws FlowProblem where a mapped table or a column that is needed is not there any more: sending
 * the rest would look as if rows had been removed
 */
export function applyMapping(content: WorkbookContent, mapping: Mapping): Applied {
  const notes: Note[] = [];
  let filteredOut = 0;
  const origins = mapping.tables.map((table) => originOf(content, table, notes));
  const tables = mapping.tables.map((table, i) => {
    const origin = origins[i];
    if (!origin) throw new Error('an origin for every table');
    const reading = {
      culture: content.culture,
      date1904: content.date1904,
      dateOrder: table.dateOrder ?? null,
    };
    const rows = ledgerRows(table, origin, notes);
    const filters = (table.where ?? []).map((filter) => filterOf(filter, origin.table));
    const kept = rows.filter((row) => filters.every((holds) => holds(row)));
    filteredOut += rows.length - kept.length;
    if (kept.length > MAX_ROWS) {
      throw new FlowProblem({ code: 'too-many-rows', table: table.source, most: MAX_ROWS });
    }
    const read = readRows(table, origin, kept, reading, notes);
    return pushTable(table, table.distinct ? distinct(read) : read);
  });
  return { tables, origins, notes, filteredOut };
}

/** Blank rows say nothing; totals and headings within the rows are left out with a word. */
function ledgerRows(table: TableMapping, origin: Origin, notes: Note[]): number[] {
  const kindOf = rowKinds(origin);
  return origin.table.rows.flatMap((sheetRow, row) => {
    const code = kindOf(row);
    if (code === null) return [row];
    if (code !== 'blank') {
      notes.push({ ...about(table), row: sheetRow, field: null, saying: { code } });
    }
    return [];
  });
}

function filterOf(filter: Filter, table: FoundTable): (row: number) => boolean {
  const column = columnOf(table, filter);
  if (column === null) {
    const name = table.table ?? table.sheet;
    throw new FlowProblem({ code: 'column-missing', column: filter.column, table: name });
  }
  const cell = (row: number) => cellAt(table, row, column);
  if ('equals' in filter) return (row) => says(cell(row), filter.equals);
  if ('notEquals' in filter) return (row) => !says(cell(row), filter.notEquals);
  if ('in' in filter) return (row) => filter.in.some((one) => says(cell(row), one));
  if ('notIn' in filter) return (row) => !filter.notIn.some((one) => says(cell(row), one));
  return (row) => !isBlank(cell(row));
}

function readRows(
  table: TableMapping,
  origin: Origin,
  kept: readonly number[],
  reading: Reading,
  notes: Note[],
): Rows {
  const rows = kept.map((row) => origin.table.rows[row] ?? 0);
  const columns: Record<string, Value[]> = {};
  for (const [field, source] of Object.entries(table.fields)) {
    const column = origin.columns.get(field);
    if (!('constant' in source) && column === undefined) continue;
    const type = fieldsOf(table.kind)[field]?.type ?? 'text';
    let row = 0;
    const note = (saying: Saying) => notes.push({ ...about(table), row, field, saying });
    const read = readerOf(type, source, reading, note);
    columns[field] = kept.map((at, i) => {
      row = rows[i] ?? 0;
      return read(column === undefined ? null : cellAt(origin.table, at, column));
    });
  }
  return { rows, columns };
}

/** How the cells of one field become what travels. */
function readerOf(
  type: FieldType,
  source: FieldSource,
  reading: Reading,
  note: (saying: Saying) => void,
): (cell: Cell | null) => Value {
  if ('constant' in source) {
    const value = valueOf(type, source.constant, note);
    return () => value;
  }
  const meant = meaningsOf(source);
  return (cell) => {
    if (cell === null) return null;
    const text = meant(cell) ?? byRule(source, cell, reading) ?? fieldText(type, cell, reading);
    return valueOf(type, text, note);
  };
}

function valueOf(type: FieldType, text: string | null, note: (saying: Saying) => void): Value {
  if (text === null || text === '') return null;
  if (type === 'flag') {
    const flag = flagOf(text);
    if (flag === null) note({ code: 'not-yes-or-no', text });
    return flag;
  }
  if (text.length <= MAX_TEXT) return text;
  note({ code: 'cut-text', longest: MAX_TEXT });
  return text.slice(0, MAX_TEXT);
}

/** What the map of values makes of a cell; undefined where it says nothing about it. */
function meaningsOf({ values }: ColumnSource): (cell: Cell) => string | undefined {
  const entries = Object.entries(values ?? {});
  if (entries.length === 0) return () => undefined;
  const exact = new Map(entries);
  return (cell) => exact.get(wordsOf(cell)) ?? entries.find(([wanted]) => says(cell, wanted))?.[1];
}

function byRule(source: ColumnSource, cell: Cell, reading: Reading): string | undefined {
  if (source.month === undefined || isBlank(cell)) return undefined;
  return monthText(source.month, cell, reading) ?? undefined;
}

/** The first of rows that say the same, and of rows in which everything is empty none. */
function distinct({ rows, columns }: Rows): Rows {
  const names = Object.keys(columns);
  const seen = new Set<string>();
  const kept = rows.flatMap((_, i) => {
    const said = JSON.stringify(names.map((name) => columns[name]?.[i] ?? null).map(asLabel));
    if (seen.has(said)) return [];
    seen.add(said);
    return [i];
  });
  return {
    rows: kept.map((i) => rows[i] ?? 0),
    columns: Object.fromEntries(
      names.map((name) => [name, kept.map((i) => columns[name]?.[i] ?? null)]),
    ),
  };
}

/** Labels that the server takes for the same. */
function asLabel(value: Value): Value {
  return typeof value === 'string'
    ? value.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()
    : value;
}

function about({ source, kind }: TableMapping): Pick<Note, 'source' | 'kind'> {
  return { source, kind };
}

function pushTable(table: TableMapping, { rows, columns }: Rows): PushTable {
  const { kind, source } = table;
  return { kind, source, rows, complete: table.complete ?? true, columns };
}
