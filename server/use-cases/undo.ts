/** Takes back what a change set did to the rows of a ledger, as long as nothing later stands on it. */
import { isDeepStrictEqual } from 'node:util';
import {
  PRIMARY_KEYS,
  type Changes,
  type Ledger,
  type RowChange,
  type Table,
  type TableName,
} from './ledger.ts';

const WORDS: Readonly<Record<TableName, string>> = {
  units: 'units',
  subMeters: 'sub-meters',
  tenancies: 'tenancies',
  bills: 'utility bills',
  readings: 'readings',
  payments: 'payments',
  adjustments: 'adjustments',
};

/** @returns why it cannot be done; null: done */
export function restore(ledger: Ledger, changes: Changes): string | null {
  const counts: [TableName, number][] = [
    ['units', restoreTable(ledger.units, PRIMARY_KEYS.units, changes.units)],
    ['subMeters', restoreTable(ledger.subMeters, PRIMARY_KEYS.subMeters, changes.subMeters)],
    ['tenancies', restoreTable(ledger.tenancies, PRIMARY_KEYS.tenancies, changes.tenancies)],
    ['bills', restoreTable(ledger.bills, PRIMARY_KEYS.bills, changes.bills)],
    ['readings', restoreTable(ledger.readings, PRIMARY_KEYS.readings, changes.readings)],
    ['payments', restoreTable(ledger.payments, PRIMARY_KEYS.payments, changes.payments)],
    [
      'adjustments',
      restoreTable(ledger.adjustments, PRIMARY_KEYS.adjustments, changes.adjustments),
    ],
  ];
  const touched = counts.filter(([, count]) => count > 0);
  if (touched.length === 0) return null;
  const what = touched.map(([name, count]) => `${count} of its ${WORDS[name]}`).join(', ');
  return `Later changes touched ${what}. Undo those first.`;
}

/** Returns how many rows are not any more as the change set left them. */
function restoreTable<Row extends object>(
  table: Table<Row>,
  keyOf: (row: Row) => string,
  rows: readonly RowChange<Row>[],
): number {
  let touched = 0;
  for (const { before, after } of rows) {
    const row = after ?? before;
    if (row === null) continue;
    const key = keyOf(row);
    if (!isDeepStrictEqual(table.get(key) ?? null, after)) touched += 1;
    else if (before === null) table.remove(key);
    else table.put(before);
  }
  return touched;
}

/** Rows that refer to what is gone, or that two rows now claim to be. Null: all is whole. */
export function brokenBy(ledger: Ledger): string | null {
  const { units, subMeters, tenancies, readings, payments, adjustments } = ledger;
  const noUnit = ({ unitId }: { readonly unitId: number | null }) =>
    unitId !== null && units.get(String(unitId)) === undefined;
  const homeless: [TableName, boolean][] = [
    ['subMeters', subMeters.values().some(noUnit)],
    ['tenancies', tenancies.values().some(noUnit)],
    ['readings', readings.values().some((row) => !subMeters.get(String(row.subMeterId)))],
    ['payments', payments.values().some(noUnit)],
    ['adjustments', adjustments.values().some(noUnit)],
  ];
  for (const [name, is] of homeless) {
    if (is) return `Later ${WORDS[name]} refer to what it brought. Undo those first.`;
  }
  const twice: [TableName, boolean][] = [
    ['units', repeats(units.values(), (row) => row.labelKey)],
    ['subMeters', repeats(subMeters.values(), (row) => `${row.unitId}|${row.labelKey}`)],
    [
      'tenancies',
      repeats(tenancies.values(), (row) => `${row.unitId}|${row.movedIn}|${row.tenantKey}`),
    ],
    ['payments', repeats(payments.values(), (row) => row.key)],
    ['adjustments', repeats(adjustments.values(), (row) => row.key)],
  ];
  for (const [name, is] of twice) {
    if (is) return `Later ${WORDS[name]} have taken the place of what it would restore.`;
  }
  return null;
}

function repeats<Row>(rows: readonly Row[], keyOf: (row: Row) => string): boolean {
  return new Set(rows.map(keyOf)).size < rows.length;
}
