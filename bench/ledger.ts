/** Ledgers of any size, as an add-in sends them. */
import { randomUUID } from 'node:crypto';
import type { PushRequest, PushTable } from '../contract/push.ts';

const FIRST = Date.UTC(1990, 0, 1);
const DAY_MS = 86_400_000;

/** Last days of months: a reading and a bill each. */
function monthEnd(index: number): string {
  return new Date(Date.UTC(1990, index + 1, 0)).toISOString().slice(0, 10);
}

function dayOf(index: number): string {
  return new Date(FIRST + index * DAY_MS).toISOString().slice(0, 10);
}

/** @returns `units` dials, read on `dates` days each, that grow by a usage of their own */
export function readingsTable(
  units: number,
  dates: number,
  dateOf: (index: number) => string = dayOf,
): PushTable {
  const count = units * dates;
  const unit = Array.from({ length: count }, (_, i) => `Unit ${1 + (i % units)}`);
  const date = Array.from({ length: count }, (_, i) => dateOf(Math.floor(i / units)));
  const kwh = Array.from({ length: count }, (_, i) => {
    const perDate = 150 + 7 * (i % units);
    return (1000 + perDate * Math.floor(i / units) + 0.25).toFixed(2);
  });
  return {
    kind: 'readings',
    source: 'Readings',
    complete: true,
    rows: rowsOf(count),
    columns: { unit, date, kwh },
  };
}

export const monthlyReadings = (units: number, months: number) =>
  readingsTable(units, months + 1, monthEnd);

/** A bill for every month but the first, in which the dials are only read. */
export function billsTable(months: number, units: number): PushTable {
  const all = Array.from({ length: months }, (_, i) => i);
  const columns = {
    periodEnd: all.map((i) => monthEnd(i + 1)),
    periodStart: all.map((i) => `${monthEnd(i + 1).slice(0, 7)}-01`),
    totalKwh: all.map(() => String(units * 700)),
    amount: all.map((i) => (units * 112.37 + i).toFixed(2)),
  };
  return { kind: 'bills', source: 'Bills', complete: true, rows: rowsOf(months), columns };
}

export function tenanciesTable(units: number): PushTable {
  const all = Array.from({ length: units }, (_, i) => 1 + i);
  const columns = {
    unit: all.map((i) => `Unit ${i}`),
    tenant: all.map((i) => `Tenant ${i}`),
    movedIn: all.map(() => '1990-01-01'),
  };
  return { kind: 'tenancies', source: 'Tenants', complete: true, rows: rowsOf(units), columns };
}

function rowsOf(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 2);
}

export function commitOf(tables: PushTable[], before?: PushRequest): PushRequest {
  return {
    workbookId: before?.workbookId ?? randomUUID(),
    pushId: randomUUID(),
    ...(before === undefined ? {} : { after: [before.pushId] }),
    mode: 'commit',
    createUnits: true,
    tables,
  };
}
