/**
 * What a workbook's tables and the server last agreed on, one document for each source: by identity
 * the cells of the row and where it stood; what the workbook's labels mean; which rows both agree
 * are gone.
 */
import type { Kind } from '../../../contract/kinds.ts';
import type { BaseRow } from '../../db/bases.ts';
import { constantOr } from '../history.ts';
import type { Base } from './merge.ts';
import { fieldNames, isKeyAt } from './rules.ts';

export interface Entry {
  /** Sheet row at the last push. */
  readonly row: number;
  /** undefined, as false: never agreed on. */
  readonly cells: readonly (Base | undefined)[];
}

/** What a label stood for. */
export interface Meaning {
  readonly id: number;
  /** The label that both had; null where the sheet spells it otherwise than the server. */
  readonly agreed: string | null;
}

export interface SourceBase {
  readonly kind: Kind;
  readonly source: string;
  /** It is what this very file agreed on: its cells count as a base. */
  readonly trusted: boolean;
  readonly entries: Map<string, Entry>;
  /** By the key of the workbook's own label. */
  readonly units: Map<string, Meaning>;
  /** By unit id and the key of the label: `"7|main"`. */
  readonly subMeters: Map<string, Meaning>;
  /** Rows whose own identity stands for another one of the server. */
  readonly aliases: Map<string, string>;
  /** Rows that both agree are deleted. */
  readonly gone: Set<string>;
}

interface Document {
  readonly keys: readonly string[];
  readonly rows: number | readonly number[];
  readonly fields: Readonly<Record<string, Base | readonly Base[]>>;
  readonly units: Readonly<Record<string, readonly [number, string | null]>>;
  readonly subMeters: Readonly<Record<string, readonly [number, string | null]>>;
  readonly aliases: Readonly<Record<string, string>>;
  readonly gone: readonly string[];
}

export function emptyBase(kind: Kind, source: string, trusted: boolean): SourceBase {
  const [entries, units, subMeters] = [new Map(), new Map(), new Map()];
  return { kind, source, trusted, entries, units, subMeters, aliases: new Map(), gone: new Set() };
}

export function readBase(row: BaseRow, trusted: boolean): SourceBase {
  const document = JSON.parse(row.document) as Document;
  const kind = row.kind as Kind;
  const base = emptyBase(kind, row.source, trusted && !row.stale);
  const columns = fieldNames(kind).map((name) => {
    const column = document.fields[name];
    return column === undefined ? false : column;
  });
  for (const [index, key] of document.keys.entries()) {
    const { rows } = document;
    const at = typeof rows === 'number' ? rows : (rows[index] ?? 1);
    const cells = columns.map((column): Base => {
      if (typeof column === 'string' || column === null || column === false) return column;
      return column[index] ?? null;
    });
    base.entries.set(key, { row: at, cells });
  }
  for (const [key, [id, agreed]] of Object.entries(document.units)) {
    base.units.set(key, { id, agreed });
  }
  for (const [key, [id, agreed]] of Object.entries(document.subMeters)) {
    base.subMeters.set(key, { id, agreed });
  }
  for (const [own, key] of Object.entries(document.aliases)) base.aliases.set(own, key);
  for (const key of document.gone) base.gone.add(key);
  return base;
}

/** In the order of the sheet's rows and of keys: the same agreement is the same text. */
export function writeBase(base: SourceBase): string {
  const entries = inOrder([...base.entries]);
  const fields: Record<string, Base | Base[]> = {};
  for (const [position, name] of fieldNames(base.kind).entries()) {
    // The identity says it already: where that is the same, so is this.
    if (isKeyAt(base.kind, position)) continue;
    const column = entries.map(([, { cells }]): Base => cellAt(cells, position));
    const packed = constantOr(column);
    if (packed !== false) fields[name] = packed;
  }
  const document: Document = {
    keys: entries.map(([key]) => key),
    rows: constantOr(entries.map(([, { row }]) => row)),
    fields,
    units: meanings(base.units),
    subMeters: meanings(base.subMeters),
    aliases: sorted(base.aliases),
    gone: [...base.gone].toSorted(compare),
  };
  return JSON.stringify(document);
}

function inOrder(entries: [string, Entry][]): [string, Entry][] {
  let last = 0;
  // Most sheets come in order, each row once.
  for (const [, { row }] of entries) {
    if (row <= last) {
      return entries.toSorted(([keyA, a], [keyB, b]) => a.row - b.row || compare(keyA, keyB));
    }
    last = row;
  }
  return entries;
}

function cellAt(cells: Entry['cells'], position: number): Base {
  const cell = cells[position];
  return cell === undefined ? false : cell;
}

function meanings(map: ReadonlyMap<string, Meaning>) {
  const pairs = new Map([...map].map(([key, { id, agreed }]) => [key, [id, agreed] as const]));
  return sorted(pairs);
}

function sorted<T>(map: ReadonlyMap<string, T>): Record<string, T> {
  return Object.fromEntries([...map].toSorted(([a], [b]) => compare(a, b)));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
