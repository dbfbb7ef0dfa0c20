import type { Kind } from '../../contract/kinds.ts';
import type { FoundTable, WorkbookContent } from '../excel/find-tables.ts';
import type { Applied } from './apply.ts';
import { applyMapping } from './apply.ts';
import type { Mapping, TableMapping } from './mapping.ts';
import { faultsOf } from './mapping.ts';
import { mapTable } from './proposal/table.ts';
import type { Saying } from './words.ts';
import { FlowProblem } from './words.ts';

/** Names a mapped table: one table of the sheet may feed several kinds. */
export interface MappedAt {
  readonly kind: Kind;
  readonly source: string;
}

/** One mapped table as a person checks it. */
export interface TableView extends MappedAt {
  readonly sheet: string | null;
  readonly table: string | null;
  /** How many rows will be sent. */
  readonly rows: number;
  readonly fields: readonly FieldView[];
  /** What is still needed before it can be confirmed. */
  readonly faults: readonly Saying[];
  /** The table or a column of it is not there; nothing can be read then. */
  readonly problem: Saying | null;
}

export interface FieldView {
  readonly field: string;
  /** "C" and the header of that column; null for a constant. */
  readonly letter: string | null;
  readonly header: string | null;
  /** The first rows as they will be read: as they travel, null for nothing. */
  readonly samples: readonly (string | boolean | null)[];
}

const SAMPLES = 5;

/** The mapping as sheet columns → fields with the first rows as they will be read. Pure. */
export function viewMapping(content: WorkbookContent, mapping: Mapping): TableView[] {
  return mapping.tables.map((table) => {
    const { kind, source, from } = table;
    const faults = faultsOf(kind, Object.keys(table.fields));
    try {
      return { ...viewOf(table, applyMapping(content, { tables: [table] })), faults };
    } catch (error) {
      if (!(error instanceof FlowProblem)) throw error;
      const nothing = { rows: 0, fields: [], faults, problem: error.saying };
      return { kind, source, sheet: from.sheet ?? null, table: from.table ?? null, ...nothing };
    }
  });
}

function viewOf(table: TableMapping, { tables, origins }: Applied): Omit<TableView, 'faults'> {
  const [sent, origin] = [tables[0], origins[0]];
  const columns: Readonly<Record<string, readonly (string | boolean | null)[] | undefined>> =
    sent?.columns ?? {};
  const fields = Object.keys(table.fields).map((field) => {
    const position = origin?.columns.get(field);
    return {
      field,
      letter: position === undefined || !origin ? null : letterOf(origin.table.left + position),
      header: position === undefined ? null : (origin?.table.headers[position] ?? null),
      samples: (columns[field] ?? []).slice(0, SAMPLES),
    };
  });
  const { kind, source } = table;
  const [sheet, name] = [origin?.table.sheet ?? null, origin?.table.table ?? null];
  return { kind, source, sheet, table: name, rows: sent?.rows.length ?? 0, fields, problem: null };
}

/** 0 → "A", 27 → "AB". */
export function letterOf(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? letterOf(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}

/**
 * Changes one mapped table: `{fields: {...fields, kwh: {column: 'Rdg', position: 3}}}`, `{where}`,
 * `{dateOrder}`, `{complete}`. It may lack fields while it is being corrected. Pure.
 */
export function changeTable(
  mapping: Mapping,
  at: MappedAt,
  change: Partial<Omit<TableMapping, 'kind' | 'source'>>,
): Mapping {
  return {
    tables: mapping.tables.map((one) => (isAt(one, at) ? { ...one, ...change } : one)),
  };
}

/** Feeds a field from a column of the table, or from nothing (null). Pure. */
export function changeField(
  mapping: Mapping,
  at: MappedAt,
  field: string,
  column: { readonly table: FoundTable; readonly position: number } | null,
): Mapping {
  const mapped = mapping.tables.find((one) => isAt(one, at));
  const { [field]: _before, ...rest } = mapped?.fields ?? {};
  if (column === null) return changeTable(mapping, at, { fields: rest });
  const { table, position } = column;
  const source = { column: table.headers[position] ?? '', position };
  return changeTable(mapping, at, { fields: { ...rest, [field]: source } });
}

export function withoutTable(mapping: Mapping, at: MappedAt): Mapping {
  return { tables: mapping.tables.filter((one) => !isAt(one, at)) };
}

/** Takes a table in as a kind that the user names, with the columns that fit it best. Pure. */
export function withTable(
  content: WorkbookContent,
  mapping: Mapping | null,
  table: FoundTable,
  kind: Kind,
): Mapping {
  const added = mapTable(table, kind, content);
  const taken = (mapping?.tables ?? []).filter((one) => one.kind === kind);
  let { source } = added;
  for (let count = 2; taken.some((one) => one.source === source); count += 1) {
    source = `${added.source} (${count})`;
  }
  return { tables: [...(mapping?.tables ?? []), { ...added, source }] };
}

function isAt(table: TableMapping, { kind, source }: MappedAt): boolean {
  return table.kind === kind && table.source === source;
}
