/** The facts of a property as billing takes them: integers and day numbers instead of text. */
import type { Settings } from '../../contract/properties.ts';
import { dayFromIso, dayOf } from '../billing/days.ts';
import { parseKwh } from '../billing/energy.ts';
import type {
  Adjustment,
  Bill,
  Day,
  Facts,
  Payment,
  PeriodName,
  Reading,
} from '../billing/facts.ts';
import { parseMoney } from '../billing/money.ts';
import type { AdjustmentRow } from '../db/adjustments.ts';
import type { BillRow } from '../db/bills.ts';
import type { PaymentRow } from '../db/payments.ts';
import type { ReadingRow } from '../db/readings.ts';
import type { ClosingRow } from '../db/statements.ts';
import type { TenancyRow } from '../db/tenancies.ts';
import type { SubMeterRow } from '../db/units.ts';
import { decimalsOf } from './currency.ts';
import { PRIMARY_KEYS, type FactRows, type Ledger } from './ledger.ts';
import { matchKey } from './push/labels.ts';

export interface Terms {
  readonly currency: string;
  readonly settings: Settings;
  /** What statements that were issued fixed. */
  readonly closings: readonly ClosingRow[];
}

export function factRows(ledger: Ledger): FactRows {
  return {
    units: ledger.units.values(),
    subMeters: ledger.subMeters.values(),
    tenancies: ledger.tenancies.values(),
    bills: ledger.bills.values(),
    readings: ledger.readings.values(),
    payments: ledger.payments.values(),
    adjustments: ledger.adjustments.values(),
  };
}

export function billingFacts(rows: FactRows, { currency, settings, closings }: Terms): Facts {
  const read = factReader(currency, rows.tenancies);
  return {
    settings: {
      currencyDecimals: decimalsOf(currency),
      readingWindowDays: settings.readingWindowDays,
      commonPart: settings.commonPart.map(({ from, split }) => ({ from: dayOrNull(from), split })),
    },
    units: rows.units.map(({ unitId, label }) => ({ id: String(unitId), label })),
    subMeters: measuring(rows.subMeters, rows.readings).map((row) => ({
      id: String(row.subMeterId),
      unitId: String(row.unitId),
      label: row.label,
      multiplier: row.multiplier,
      digits: row.digits,
    })),
    tenancies: rows.tenancies.map((row) => ({
      id: String(row.tenancyId),
      unitId: String(row.unitId),
      tenant: row.tenant,
      movedIn: dayOrNull(row.movedIn),
      movedOut: dayOrNull(row.movedOut),
    })),
    bills: rows.bills.map(read.bills),
    readings: rows.readings.map(read.readings),
    payments: rows.payments.map(read.payments),
    adjustments: rows.adjustments.map(read.adjustments),
    fixedClosings: closings.map((row) => ({
      subMeterId: String(row.subMeterId),
      boundary: day(row.boundary),
      readingId: PRIMARY_KEYS.readings(row),
    })),
  };
}

/** How single rows are read, by their table. */
export type FactReader = ReturnType<typeof factReader>;

export function factReader(currency: string, tenancies: readonly TenancyRow[]) {
  const decimals = decimalsOf(currency);
  const money = (text: string) => parseMoney(text, decimals);
  const tenancyOf = tenancyFinder(tenancies);
  return {
    bills: (row: BillRow): Bill => ({
      id: PRIMARY_KEYS.bills(row),
      number: row.number,
      periodStart: dayOrNull(row.periodStart),
      periodEnd: day(row.periodEnd),
      totalWh: parseKwh(row.totalKwh),
      amount: money(row.amount),
      notPassedOn: row.notPassedOn === null ? 0n : money(row.notPassedOn),
    }),
    readings: (row: ReadingRow): Reading => ({
      id: PRIMARY_KEYS.readings(row),
      subMeterId: String(row.subMeterId),
      date: day(row.date),
      kind: row.role === '' ? (row.estimated ? 'estimated' : 'regular') : row.role,
      dialWh: whOrNull(row.kwh),
      usageWh: whOrNull(row.usageKwh),
      previousDate: dayOrNull(row.previousDate),
      previousDialWh: whOrNull(row.previousKwh),
      period: periodName(row.period),
      answer: row.answer,
    }),
    payments: (row: PaymentRow): Payment => ({
      id: String(row.paymentId),
      key: row.key,
      date: day(row.date),
      amount: money(row.amount),
      toUtility: row.unitId === null,
      unitId: row.unitId === null ? null : String(row.unitId),
      tenancyId: row.unitId === null ? null : tenancyOf(row.unitId, row.tenant, row.date),
      period: periodName(row.period),
    }),
    adjustments: (row: AdjustmentRow): Adjustment => ({
      id: String(row.adjustmentId),
      unitId: String(row.unitId),
      tenancyId: tenancyOf(row.unitId, row.tenant, row.date),
      date: day(row.date),
      amount: money(row.amount),
      reason: row.reason,
    }),
  };
}

/**
 * A sub-meter without a name and without readings, beside others that have names, stands for the
 * unit's own line in a list of units: it measures nothing.
 */
export function measuring(
  subMeters: readonly SubMeterRow[],
  readings: readonly Pick<ReadingRow, 'subMeterId'>[],
): SubMeterRow[] {
  const unitsWithNames = new Set<number>();
  for (const { unitId, labelKey } of subMeters) if (labelKey !== '') unitsWithNames.add(unitId);
  const isLine = (row: SubMeterRow) => row.labelKey === '' && unitsWithNames.has(row.unitId);
  const candidates = new Set(subMeters.filter(isLine).map(({ subMeterId }) => subMeterId));
  if (candidates.size > 0) for (const { subMeterId } of readings) candidates.delete(subMeterId);
  return subMeters.filter(({ subMeterId }) => !candidates.has(subMeterId));
}

/** The stay of the tenant that a row names: the latest begun by its date, else the first. */
function tenancyFinder(tenancies: readonly TenancyRow[]) {
  const stays = new Map<string, TenancyRow[]>();
  for (const tenancy of tenancies.toSorted(byStart)) {
    const key = `${tenancy.unitId}|${tenancy.tenantKey}`;
    const known = stays.get(key);
    if (known === undefined) stays.set(key, [tenancy]);
    else known.push(tenancy);
  }
  return (unitId: number, tenant: string | null, date: string): string | null => {
    if (tenant === null) return null;
    const found = stays.get(`${unitId}|${matchKey(tenant)}`) ?? [];
    const begun = found.findLast(({ movedIn }) => movedIn === null || movedIn <= date);
    const tenancy = begun ?? found[0];
    return tenancy === undefined ? null : String(tenancy.tenancyId);
  };
}

function byStart(one: TenancyRow, other: TenancyRow): number {
  const [a, b] = [one.movedIn ?? '', other.movedIn ?? ''];
  if (a === b) return one.tenancyId - other.tenancyId;
  return a < b ? -1 : 1;
}

/** Few days occur in many rows. */
const DAYS = new Map<string, Day>();
const MOST_DAYS = 20_000;

function day(iso: string): Day {
  const known = DAYS.get(iso);
  if (known !== undefined) return known;
  if (DAYS.size >= MOST_DAYS) DAYS.clear();
  const read = dayFromIso(iso);
  DAYS.set(iso, read);
  return read;
}

function dayOrNull(iso: string | null): Day | null {
  return iso === null ? null : day(iso);
}

function whOrNull(kwh: string | null): bigint | null {
  return kwh === null ? null : parseKwh(kwh);
}

/** "2025-03-31" is that day, "2025-03" any day of the month. */
function periodName(text: string | null): PeriodName | null {
  if (text === null) return null;
  if (text.length > 7) return { from: day(text), to: day(text) };
  const [year = 0, month = 0] = text.split('-').map(Number);
  const next = month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1);
  return { from: dayOf(year, month, 1), to: next - 1 };
}
