/**
 * The facts of one property in memory, each table's rows by primary key, with what was changed since
 * they were loaded: a push and an undo work on this, save the difference and write it down as history.
 */
import { isDeepStrictEqual } from 'node:util';
import * as adjustments from '../db/adjustments.ts';
import type { AdjustmentRow } from '../db/adjustments.ts';
import * as bills from '../db/bills.ts';
import type { BillRow } from '../db/bills.ts';
import type { Sql } from '../db/client.ts';
import * as payments from '../db/payments.ts';
import type { PaymentRow } from '../db/payments.ts';
import * as readings from '../db/readings.ts';
import type { ReadingRow } from '../db/readings.ts';
import * as tenancies from '../db/tenancies.ts';
import type { TenancyRow } from '../db/tenancies.ts';
import * as units from '../db/units.ts';
import type { SubMeterRow, UnitRow } from '../db/units.ts';

export interface Rows {
  readonly units: UnitRow;
  readonly subMeters: SubMeterRow;
  readonly tenancies: TenancyRow;
  readonly bills: BillRow;
  readonly readings: ReadingRow;
  readonly payments: PaymentRow;
  readonly adjustments: AdjustmentRow;
}

export type TableName = keyof Rows;

/** Those referred to first. */
export const TABLE_NAMES = [
  ...(['units', 'subMeters', 'tenancies', 'bills', 'readings', 'payments'] as const),
  'adjustments',
] as const satisfies readonly TableName[];

function readingKey(row: Pick<ReadingRow, 'subMeterId' | 'date' | 'role'>): string {
  return `${row.subMeterId}|${row.date}|${row.role}`;
}

/** Primary keys as text. */
export const PRIMARY_KEYS = {
  units: (row: Rows['units']) => String(row.unitId),
  subMeters: (row: Rows['subMeters']) => String(row.subMeterId),
  tenancies: (row: Rows['tenancies']) => String(row.tenancyId),
  bills: (row: Rows['bills']) => `${row.periodEnd}|${row.numberKey}`,
  readings: readingKey,
  payments: (row: Rows['payments']) => String(row.paymentId),
  adjustments: (row: Rows['adjustments']) => String(row.adjustmentId),
} as const satisfies { readonly [T in TableName]: (row: Rows[T]) => string };

export interface RowChange<Row> {
  readonly before: Row | null;
  readonly after: Row | null;
}

/** One table's rows: those that were loaded, and over them what became of each that was touched. */
export class Table<Row extends object> {
  readonly #keyOf: (row: Row) => string;
  readonly #loaded: ReadonlyMap<string, Row>;
  /** By key, in the order in which they were touched first; null: removed. */
  readonly #touched = new Map<string, Row | null>();

  constructor(rows: readonly Row[], keyOf: (row: Row) => string) {
    this.#keyOf = keyOf;
    this.#loaded = new Map(rows.map((row) => [keyOf(row), row]));
  }

  get(key: string): Row | undefined {
    const touched = this.#touched.get(key);
    return touched === undefined ? this.#loaded.get(key) : (touched ?? undefined);
  }

  values(): Row[] {
    if (this.#touched.size === 0) return [...this.#loaded.values()];
    const rows: Row[] = [];
    for (const [key, loaded] of this.#loaded) {
      const touched = this.#touched.get(key);
      if (touched !== null) rows.push(touched ?? loaded);
    }
    for (const [key, row] of this.#touched) {
      if (row !== null && !this.#loaded.has(key)) rows.push(row);
    }
    return rows;
  }

  /** @param key the row's, where it is at hand */
  put(row: Row, key: string = this.#keyOf(row)): void {
    this.#touched.set(key, row);
  }

  remove(key: string): void {
    this.#touched.set(key, null);
  }

  /** What differs from what was loaded, in the order in which it was touched. */
  changes(): RowChange<Row>[] {
    const changes: RowChange<Row>[] = [];
    for (const [key, after] of this.#touched) {
      const before = this.#loaded.get(key) ?? null;
      if (before === after || (before !== null && isDeepStrictEqual(before, after))) continue;
      changes.push({ before, after });
    }
    return changes;
  }
}

export type Ledger = { readonly [T in TableName]: Table<Rows[T]> };
export type Changes = { readonly [T in TableName]: RowChange<Rows[T]>[] };

/** Rows of every table at one moment; they are never changed in place. */
export type FactRows = { readonly [T in TableName]: readonly Rows[T][] };

export async function loadRows(sql: Sql, propertyId: string): Promise<FactRows> {
  // All are sent at once and answered in order: one round trip.
  const [unit, subMeter, tenancy, bill, reading, payment, adjustment] = await Promise.all([
    units.loadUnits(sql, propertyId),
    units.loadSubMeters(sql, propertyId),
    tenancies.loadTenancies(sql, propertyId),
    bills.loadBills(sql, propertyId),
    readings.loadReadings(sql, propertyId),
    payments.loadPayments(sql, propertyId),
    adjustments.loadAdjustments(sql, propertyId),
  ]);
  return {
    ...{ units: unit, subMeters: subMeter, tenancies: tenancy, bills: bill },
    ...{ readings: reading, payments: payment, adjustments: adjustment },
  };
}

export async function loadLedger(sql: Sql, propertyId: string): Promise<Ledger> {
  const rows = await loadRows(sql, propertyId);
  return {
    units: new Table(rows.units, PRIMARY_KEYS.units),
    subMeters: new Table(rows.subMeters, PRIMARY_KEYS.subMeters),
    tenancies: new Table(rows.tenancies, PRIMARY_KEYS.tenancies),
    bills: new Table(rows.bills, PRIMARY_KEYS.bills),
    readings: new Table(rows.readings, PRIMARY_KEYS.readings),
    payments: new Table(rows.payments, PRIMARY_KEYS.payments),
    adjustments: new Table(rows.adjustments, PRIMARY_KEYS.adjustments),
  };
}

export function changesOf(ledger: Ledger): Changes {
  return {
    units: ledger.units.changes(),
    subMeters: ledger.subMeters.changes(),
    tenancies: ledger.tenancies.changes(),
    bills: ledger.bills.changes(),
    readings: ledger.readings.changes(),
    payments: ledger.payments.changes(),
    adjustments: ledger.adjustments.changes(),
  };
}

export function countChanges(changes: Changes): number {
  return TABLE_NAMES.reduce((count, name) => count + changes[name].length, 0);
}

/**
 * A constant number of statements. Units and sub-meters are updated in place, for others refer to
 * them; of the rest a changed row is deleted and inserted, so that keys may change hands.
 */
export async function saveChanges(sql: Sql, propertyId: string, changes: Changes): Promise<void> {
  type Statement<Row> = (sql: Sql, propertyId: string, rows: readonly Row[]) => Promise<void>;
  const statements: Promise<void>[] = [];
  // Sent one after the other on one connection, which keeps their order.
  const send = <Row>(statement: Statement<Row>, rows: readonly Row[]) => {
    if (rows.length > 0) statements.push(statement(sql, propertyId, rows));
  };
  send(adjustments.deleteAdjustments, gone(changes.adjustments));
  send(payments.deletePayments, gone(changes.payments));
  send(readings.deleteReadings, gone(changes.readings));
  send(bills.deleteBills, gone(changes.bills));
  send(tenancies.deleteTenancies, gone(changes.tenancies));
  send(units.deleteSubMeters, removed(changes.subMeters));
  send(units.deleteUnits, removed(changes.units));
  send(units.updateUnits, updated(changes.units));
  send(units.insertUnits, added(changes.units));
  send(units.updateSubMeters, updated(changes.subMeters));
  send(units.insertSubMeters, added(changes.subMeters));
  send(tenancies.insertTenancies, present(changes.tenancies));
  send(bills.insertBills, present(changes.bills));
  send(readings.insertReadings, present(changes.readings));
  send(payments.insertPayments, present(changes.payments));
  send(adjustments.insertAdjustments, present(changes.adjustments));
  await Promise.all(statements);
}

function gone<Row>(changes: readonly RowChange<Row>[]): Row[] {
  return changes.flatMap(({ before }) => (before === null ? [] : [before]));
}

function present<Row>(changes: readonly RowChange<Row>[]): Row[] {
  return changes.flatMap(({ after }) => (after === null ? [] : [after]));
}

function removed<Row>(changes: readonly RowChange<Row>[]): Row[] {
  return gone(changes.filter(({ after }) => after === null));
}

function added<Row>(changes: readonly RowChange<Row>[]): Row[] {
  return present(changes.filter(({ before }) => before === null));
}

function updated<Row>(changes: readonly RowChange<Row>[]): Row[] {
  return present(changes.filter(({ before }) => before !== null));
}
