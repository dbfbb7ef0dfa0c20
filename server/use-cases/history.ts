/** A change set's document: what it did to each table's rows, as columns; and the way back. */
import type { FactsDocument, Packed, TableChanges } from '../db/change-sets.ts';
import { TABLE_NAMES, type Changes, type RowChange, type Rows, type TableName } from './ledger.ts';

export type Value = string | number | boolean | null;

export function documentOf(changes: Changes): FactsDocument {
  const tables: Record<string, TableChanges> = {};
  for (const name of TABLE_NAMES) {
    const packed = packChanges(changes[name]);
    if (packed !== null) tables[name] = packed;
  }
  return { tables };
}

function packChanges(changes: readonly RowChange<object>[]): TableChanges | null {
  if (changes.length === 0) return null;
  const inserted: object[] = [];
  const deleted: object[] = [];
  const before: object[] = [];
  const after: object[] = [];
  for (const change of changes) {
    if (change.before === null) inserted.push(change.after ?? {});
    else if (change.after === null) deleted.push(change.before);
    else {
      before.push(change.before);
      after.push(change.after);
    }
  }
  return {
    ...(inserted.length > 0 ? { inserted: pack(inserted) } : {}),
    ...(before.length > 0 ? { updated: { before: pack(before), after: pack(after) } } : {}),
    ...(deleted.length > 0 ? { deleted: pack(deleted) } : {}),
  };
}

/** What each table's rows were before and after. */
export function changesFrom(document: FactsDocument): Changes {
  const read = <T extends TableName>(name: T): RowChange<Rows[T]>[] =>
    unpackChanges<Rows[T]>(document.tables[name] ?? {});
  return {
    units: read('units'),
    subMeters: read('subMeters'),
    tenancies: read('tenancies'),
    bills: read('bills'),
    readings: read('readings'),
    payments: read('payments'),
    adjustments: read('adjustments'),
  };
}

function unpackChanges<Row>({ inserted, updated, deleted }: TableChanges): RowChange<Row>[] {
  const before = unpack<Row>(updated?.before);
  const after = unpack<Row>(updated?.after);
  return [
    ...unpack<Row>(inserted).map((row) => ({ before: null, after: row })),
    ...before.map((row, index) => ({ before: row, after: after[index] ?? null })),
    ...unpack<Row>(deleted).map((row) => ({ before: row, after: null })),
  ];
}

/** Rows of one shape as columns; a column that holds one value throughout is that value. */
export function pack(rows: readonly object[]): Packed {
  const columns: Record<string, Value | Value[]> = {};
  for (const name of Object.keys(rows[0] ?? {})) {
    columns[name] = constantOr(rows.map((row) => (row as Record<string, Value>)[name] ?? null));
  }
  return { count: rows.length, columns };
}

export function constantOr<T extends Value>(values: T[]): T | T[] {
  const first = values[0];
  return first !== undefined && values.every((value) => value === first) ? first : values;
}

export function unpack<Row>(packed: Packed | undefined): Row[] {
  if (packed === undefined) return [];
  const columns = Object.entries(packed.columns);
  return Array.from({ length: packed.count }, (_, index) => {
    const row: Record<string, unknown> = {};
    for (const [name, values] of columns) {
      row[name] = Array.isArray(values) ? values[index] : values;
    }
    return row as Row;
  });
}
