/** A bill's figures as the document that is shown, printed, mailed and kept. */
import type { Flag } from '../../../contract/allocation.ts';
import type { StatementDocument, StatementMeter } from '../../../contract/statement-document.ts';
import type { Charge, Period, StayMeter, SubMeterUsage } from '../../billing/derived.ts';
import type { Draft } from '../../billing/drafts.ts';
import type { Rest } from '../../billing/settlement.ts';
import type { TenantBill } from '../../billing/tenant-bill.ts';
import { dayText, dayTextOrNull, kwhText, kwhTextOrNull } from '../figures.ts';
import { correctionLine } from './correction-lines.ts';
import type { Names } from './names.ts';

/** What stands on every bill of an issue. */
export type Heading = Pick<
  StatementDocument,
  | 'property'
  | 'currency'
  | 'issuer'
  | 'contact'
  | 'paymentDetails'
  | 'note'
  | 'issueDate'
  | 'dueDate'
>;

type Money = (minor: bigint) => string;

export interface DraftedBill {
  readonly draft: Draft;
  readonly bill: TenantBill;
  readonly period: Period;
  /** The statement before, where the account had one. */
  readonly before: StatementDocument | null;
}

/** Without a number: it is given when the statement is issued. */
export function documentOf(
  { draft, bill, period, before }: DraftedBill,
  heading: Heading,
  names: Names,
  money: Money,
): StatementDocument {
  const { rows } = bill;
  const isBill = rows.length > 0;
  const sum = (lines: readonly { readonly amount: bigint }[]) =>
    money(lines.reduce((total, { amount }) => total + amount, 0n));
  const { usageCharge, commonCharge } = chargesOf(rows);
  return {
    ...{ version: 1, number: null, kind: isBill ? 'bill' : 'correction' },
    ...heading,
    ...whoseOf(draft, before, names),
    ...(isBill ? stayOf(rows, period) : before === null ? nowhere() : sameStay(before)),
    meters: isBill ? metersOf(bill, names) : [],
    usageKwh: isBill ? kwhText(rows.reduce((wh, { usageWh }) => wh + (usageWh ?? 0n), 0n)) : null,
    rate: isBill ? period.rate : null,
    billAmount: isBill ? money(period.amount) : null,
    billKwh: isBill ? kwhText(period.totalWh) : null,
    usageCharge: money(usageCharge),
    commonShare: money(commonCharge),
    charge: money(usageCharge + commonCharge),
    flags: [...new Set(rows.flatMap((row): readonly Flag[] => row.flags))],
    previousNumber: draft.last?.number ?? null,
    previousBalance: money(bill.previousBalance),
    cutOff: dayText(bill.cutOff),
    payments: bill.payments.map(({ id, date, amount }) => ({
      date: dayText(date),
      reference: names.references.get(id) ?? null,
      amount: money(amount),
    })),
    paymentsReceived: sum(bill.payments),
    adjustments: bill.adjustments.map(({ date, reason, amount }) => ({
      ...{ date: dayText(date), reason, amount: money(amount) },
    })),
    adjustmentsTotal: sum(bill.adjustments),
    corrections: bill.corrections.map((one) => correctionLine(one, money)),
    correctionsTotal: sum(bill.corrections),
    totalDue: money(bill.totalDue),
    openItems: bill.settlement.open.map((rest) => openItem(rest, names, money)),
    credit: sum(bill.settlement.credit),
  };
}

function chargesOf(rows: readonly Charge[]) {
  let [usageCharge, commonCharge] = [0n, 0n];
  for (const row of rows) {
    usageCharge += row.usageCharge ?? 0n;
    commonCharge += row.commonCharge;
  }
  return { usageCharge, commonCharge };
}

/** By today's names; of whoever is gone, as the statement before named them. */
function whoseOf({ unitId, tenancyId }: Draft, before: StatementDocument | null, names: Names) {
  const tenancy = names.tenancies.get(tenancyId ?? '');
  const isGone = tenancyId !== null && tenancy === undefined;
  return {
    unit: names.units.get(unitId) ?? before?.unit ?? '',
    tenant: tenancy?.tenant ?? (isGone ? (before?.tenant ?? null) : null),
    movedIn: tenancy?.movedIn ?? (isGone ? (before?.movedIn ?? null) : null),
    movedOut: tenancy?.movedOut ?? (isGone ? (before?.movedOut ?? null) : null),
  };
}

type Stay = Pick<StatementDocument, 'periodStart' | 'periodEnd' | 'stayFrom' | 'stayTo' | 'days'>;

function stayOf(rows: readonly Charge[], { start, end }: Period): Stay {
  return {
    periodStart: dayText(start ?? end),
    periodEnd: dayText(end),
    stayFrom: dayText(Math.min(...rows.map(({ from }) => from))),
    stayTo: dayText(Math.max(...rows.map(({ to }) => to))),
    days: rows.reduce((sum, { days }) => sum + days, 0),
  };
}

/** A correction is about the period that was billed last. */
function sameStay({ periodStart, periodEnd, stayFrom, stayTo, days }: StatementDocument): Stay {
  return { periodStart, periodEnd, stayFrom, stayTo, days };
}

function nowhere(): never {
  throw new Error('a correction of no statement');
}

/** Of each stay in the period; sub-meters that were not there yet have no line. */
function metersOf({ rows, usages }: TenantBill, names: Names): StatementMeter[] {
  return rows.flatMap(({ meters }) => {
    if (meters === null) return usages.flatMap((usage) => meterLine(usage, usage, names));
    return meters.flatMap((meter) => {
      const usage = usages.find(({ subMeterId }) => subMeterId === meter.subMeterId);
      return usage === undefined ? [] : meterLine(usage, meter, names);
    });
  });
}

function meterLine(
  { flags, subMeterId }: SubMeterUsage,
  shown: SubMeterUsage | StayMeter,
  names: Names,
): StatementMeter[] {
  const { openingDate, openingDialWh, closingDate, closingDialWh, usageWh } = shown;
  if (usageWh === null) return [];
  const isCut = 'isEstimated' in shown && shown.isEstimated && !flags.includes('estimated');
  const subMeter = names.subMeters.get(subMeterId);
  return [
    {
      subMeter: subMeter?.label ?? '',
      openingDate: dayTextOrNull(openingDate),
      openingReading: kwhTextOrNull(openingDialWh),
      closingDate: dayTextOrNull(closingDate),
      closingReading: kwhTextOrNull(closingDialWh),
      multiplier: subMeter?.multiplier ?? '1',
      usageKwh: kwhText(usageWh),
      flags: isCut ? [...flags, 'estimated'] : [...flags],
    },
  ];
}

function openItem({ entry, amount: open }: Rest, names: Names, money: Money) {
  const { kind, id, date, amount } = entry;
  return {
    entry: kind === 'payment' ? ('refund' as const) : kind,
    date: dayText(date),
    reason: kind === 'adjustment' ? (names.reasons.get(id) ?? null) : null,
    amount: money(kind === 'payment' ? -amount : amount),
    open: money(open),
  };
}
