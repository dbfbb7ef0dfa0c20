import type { Kind } from '../../contract/kinds.ts';
import { fieldsOf } from '../../contract/kinds.ts';
import type { FoundTable, WorkbookContent } from '../excel/find-tables.ts';
import type { Note } from './apply.ts';
import type { ColumnSource, FieldSource, TableMapping } from './mapping.ts';
import { faultsOf } from './mapping.ts';
import type { Saying } from './words.ts';
import { FlowProblem } from './words.ts';

/** Where the rows of one mapped table come from. */
export interface Origin {
  readonly source: string;
  readonly kind: Kind;
  readonly table: FoundTable;
  /** By field: its column's offset within the table. */
  readonly columns: ReadonlyMap<string, number>;
  /** Fields whose cells hold the value as it travels: into these a server's value can be written. */
  readonly plain: ReadonlySet<string>;
}

/** @throws FlowProblem where the table, or a column that is needed, is not there any more */
export function originOf(content: WorkbookContent, mapped: TableMapping, notes: Note[]): Origin {
  const table = tableFor(content, mapped);
  if (table === null) {
    const name = mapped.from.table ?? mapped.from.sheet ?? mapped.source;
    throw new FlowProblem({ code: 'table-missing', table: name });
  }
  const name = table.table ?? table.sheet;
  const columns = new Map<string, number>();
  const plain = new Set<string>();
  for (const [field, source] of Object.entries(mapped.fields)) {
    if ('constant' in source) continue;
    const column = columnOf(table, source) ?? columnInPlace(table, source, mapped);
    if (column === null) {
      if (isNeeded(mapped, field)) {
        throw new FlowProblem({ code: 'column-missing', column: source.column, table: name });
      }
      const { column } = source;
      notes.push(noteOn(mapped, field, { code: 'optional-column-missing', column, table: name }));
      continue;
    }
    const found = table.headers[column] ?? '';
    if (normal(found) !== normal(source.column)) {
      notes.push(
        noteOn(mapped, field, { code: 'column-by-position', column: source.column, found }),
      );
    }
    columns.set(field, column);
    const isPlain = source.values === undefined && source.month === undefined && !mapped.distinct;
    if (isPlain) plain.add(field);
  }
  return { source: mapped.source, kind: mapped.kind, table, columns, plain };
}

function noteOn({ source, kind }: TableMapping, field: string, saying: Saying): Note {
  return { source, kind, row: null, field, saying };
}

function isNeeded({ kind, fields }: TableMapping, field: string): boolean {
  if (fieldsOf(kind)[field]?.key) return true;
  const rest = Object.keys(fields).filter((name) => name !== field);
  return faultsOf(kind, rest).length > 0;
}

/** The Excel table of that name; else, on the named sheet or anywhere, the one whose headers fit best. */
function tableFor(
  { tables }: WorkbookContent,
  { from, fields, where }: TableMapping,
): FoundTable | null {
  const byName = tables.find((one) => one.table !== null && one.table === from.table);
  if (byName) return byName;
  if (from.table !== undefined && from.sheet === undefined) return null;
  const wanted = [...Object.values(fields).filter(isColumn), ...(where ?? [])].map(
    (one) => one.column,
  );
  const candidates = tables
    .filter((one) => from.sheet === undefined || normal(one.sheet) === normal(from.sheet))
    .map((table) => ({
      table,
      fits: wanted.filter((column) => table.headers.some((one) => normal(one) === normal(column)))
        .length,
      away: Math.abs(table.headerRow - (from.headerRow ?? table.headerRow)),
    }))
    .toSorted((a, b) => b.fits - a.fits || a.away - b.away);
  return candidates[0]?.table ?? null;
}

function isColumn(source: FieldSource): source is ColumnSource {
  return 'column' in source;
}

/** The column of that header; of several, the one in that position. Null where there is none. */
export function columnOf(
  table: FoundTable,
  { column, position }: { readonly column: string; readonly position?: number | undefined },
): number | null {
  const found = table.headers.flatMap((header, i) =>
    normal(header) === normal(column) ? [i] : [],
  );
  if (position !== undefined && found.includes(position)) return position;
  return found[0] ?? null;
}

/** A renamed column: it stands where it stood, and no other mapped field claims it. */
function columnInPlace(
  table: FoundTable,
  source: ColumnSource,
  mapped: TableMapping,
): number | null {
  const { position } = source;
  if (position === undefined || position >= table.headers.length) return null;
  const claimed = Object.values(mapped.fields)
    .filter(isColumn)
    .some((other) => columnOf(table, other) === position);
  return claimed ? null : position;
}

function normal(header: string): string {
  return header.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
}
