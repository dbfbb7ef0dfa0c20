/**
 * What each kind of row is to a push: its fields, how the server's row reads as cells, and how cells
 * become the server's row. A row is known by its identity, in terms of ids, so that a renamed unit
 * keeps its history.
 */
import { fieldsOf, KIND_ORDER } from '../../../contract/kinds.ts';
import type { Kind } from '../../../contract/kinds.ts';
import type { IssueCode } from '../../../contract/problem.ts';
import type { Table } from '../ledger.ts';
import { matchKey } from './labels.ts';
import type { Cell, Same } from './merge.ts';

/** The unit and sub-meter that a row's labels name; null where it names none. */
export interface Place {
  readonly unitId: number | null;
  readonly subMeterId: number | null;
}

export interface RowFault {
  readonly field: string;
  readonly code: IssueCode;
  readonly message: string;
}

export interface KindRules {
  /** In the order of the cells. */
  readonly fields: readonly string[];
  /** Places of the fields that make up the identity: another value is another row. */
  readonly identifying: readonly number[];
  readonly same: Same;
  /** Of all rows of the server, in no order. */
  readonly identities: () => string[];
  /** The server's row as a sheet would say it; null: there is none. */
  readonly valuesOf: (identity: string) => Cell[] | null;
  readonly placeOf: (identity: string) => Place | null;
  /** What is wrong with a row as a whole. */
  readonly faultsOf: (values: readonly Cell[]) => RowFault[];
  /** Writes the row; `from` is the row that it replaces. Returns its identity from now on. */
  readonly save: (
    from: string | null,
    identity: string,
    values: readonly Cell[],
    place: Place,
  ) => string;
  readonly remove: (identity: string) => void;
  /** The row in words, to name it in a message. */
  readonly describe: (identity: string) => string;
}

export function fieldNames(kind: Kind): string[] {
  return Object.keys(fieldsOf(kind));
}

const POSITIONS = new Map(
  KIND_ORDER.flatMap((kind) =>
    fieldNames(kind).map((name, position) => [`${kind}.${name}`, position] as const),
  ),
);

/** The place of a field among the cells of its kind; -1: the kind has no such field. */
export function positionOf(kind: Kind, field: string): number {
  return POSITIONS.get(`${kind}.${field}`) ?? -1;
}

/** Whether the field at that place is a part of the key: no base is kept of it. */
export function isKeyAt(kind: Kind, position: number): boolean {
  return KEY_PLACES[kind][position] === true;
}

const keyPlaces = (kind: Kind) => Object.values(fieldsOf(kind)).map(({ key }) => key === true);
const KEY_PLACES: Readonly<Record<Kind, readonly boolean[]>> = {
  units: keyPlaces('units'),
  tenancies: keyPlaces('tenancies'),
  bills: keyPlaces('bills'),
  readings: keyPlaces('readings'),
  payments: keyPlaces('payments'),
  adjustments: keyPlaces('adjustments'),
};

/** An empty cell means what the server keeps by default. */
const DEFAULTS: Readonly<Record<string, string>> = { multiplier: '1', kind: 'regular' };

export function sameIn(kind: Kind): Same {
  const compares = Object.entries(fieldsOf(kind)).map(([name, { type, key }]) => {
    const isLabel = type === 'label' || (type === 'text' && key === true);
    const fallback = DEFAULTS[name] ?? null;
    return (one: Cell, other: Cell) => {
      const [a, b] = [one ?? fallback, other ?? fallback];
      if (a === b) return true;
      return isLabel && a !== null && b !== null && matchKey(a) === matchKey(b);
    };
  });
  return (field, one, other) => compares[field]?.(one, other) ?? one === other;
}

/** Rows whose primary key is an id, looked up by identity. */
export class Identities<Row extends object> {
  readonly #table: Table<Row>;
  readonly #idOf: (row: Row) => number;
  readonly #identityOf: (row: Row) => string;
  readonly #ids: Map<string, number>;

  constructor(table: Table<Row>, idOf: (row: Row) => number, identityOf: (row: Row) => string) {
    this.#table = table;
    this.#idOf = idOf;
    this.#identityOf = identityOf;
    this.#ids = new Map(table.values().map((row) => [identityOf(row), idOf(row)]));
  }

  get(identity: string): Row | undefined {
    const id = this.#ids.get(identity);
    return id === undefined ? undefined : this.#table.get(String(id));
  }

  all(): Row[] {
    return this.#table.values();
  }

  identities(): string[] {
    return [...this.#ids.keys()];
  }

  /** Puts the row in the place of the one that it replaces, if any. */
  put(from: string | null, row: Row): string {
    const identity = this.#identityOf(row);
    if (from !== null && from !== identity) this.#ids.delete(from);
    this.#ids.set(identity, this.#idOf(row));
    this.#table.put(row);
    return identity;
  }

  remove(identity: string): void {
    const id = this.#ids.get(identity);
    if (id === undefined) return;
    this.#ids.delete(identity);
    this.#table.remove(String(id));
  }
}
