/** Corrections as they stand on a bill: each with its cause, in words that the tenant understands. */
import type { CorrectionCause, CorrectionLine } from '../../../contract/statement-document.ts';
import type { ChargeCause, Correction } from '../../billing/corrections.ts';
import type { StatedCharge } from '../../billing/stated.ts';
import { dayText, dayTextOrNull, kwhText } from '../figures.ts';

type Money = (minor: bigint) => string;

export function correctionLine(one: Correction, money: Money): CorrectionLine {
  const [stated, now] = [one.before, one.after].map((side) =>
    side === null ? null : money(side.amount),
  );
  return {
    cause: causeOf(one),
    text: wordsOf(one, money),
    periodEnd: one.of === 'charge' ? periodOf(one) : null,
    date: one.of === 'charge' ? null : dayText(one.before.date),
    ...{ stated: stated ?? null, now: now ?? null, amount: money(one.amount) },
  };
}

type OfCharge = Extract<Correction, { of: 'charge' }>;

function periodOf({ before, after }: OfCharge): string | null {
  return dayTextOrNull((after ?? before)?.periodEnd ?? null);
}

function causeOf(one: Correction): CorrectionCause {
  if (one.of === 'payment') return one.after === null ? 'paymentWithdrawn' : 'payment';
  if (one.of === 'adjustment') return one.after === null ? 'adjustmentWithdrawn' : 'adjustment';
  if (one.after === null) return 'chargeWithdrawn';
  if (one.before === null) return 'lateCharge';
  return one.causes[0] ?? 'shares';
}

function wordsOf(one: Correction, money: Money): string {
  if (one.of === 'charge') return chargeWords(one, money);
  const what = one.of === 'payment' ? 'Payment' : `Adjustment (${one.before.reason})`;
  const before = money(one.before.amount);
  if (one.after === null) return `${what} of ${before} removed`;
  return `${what} corrected from ${before} to ${money(one.after.amount)}`;
}

function chargeWords({ before, after, causes }: OfCharge, money: Money): string {
  if (after === null) return 'Charge withdrawn';
  if (before === null) return 'Charge that no earlier bill told of';
  return causes.map((cause) => CAUSES[cause](before, after, money)).join('; ');
}

type Words = (before: StatedCharge, after: StatedCharge, money: Money) => string;

const CAUSES: Readonly<Record<ChargeCause, Words>> = {
  usage: (before, after) =>
    `Usage corrected from ${kwhText(before.usageWh)} to ${kwhText(after.usageWh)} kWh`,
  stay: (before, after) => `Days corrected from ${before.days} to ${after.days}`,
  bill: (before, after, money) =>
    `Utility bill corrected from ${billWords(before, money)} to ${billWords(after, money)}`,
  shares: () => 'Usage of other units, or the split of the common part, corrected',
};

function billWords({ billAmount, billWh }: StatedCharge, money: Money): string {
  return `${money(billAmount)} for ${kwhText(billWh)} kWh`;
}
