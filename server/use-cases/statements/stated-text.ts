/** What a statement told of its account, as it is kept: days as text, amounts in minor units. */
import { dayFromIso } from '../../billing/days.ts';
import type { Stated } from '../../billing/stated.ts';
import { dayText } from '../figures.ts';

interface Packed {
  readonly charges: readonly (readonly [string, string, string, number, string, string])[];
  readonly payments: readonly (readonly [string, string, string])[];
  readonly adjustments: readonly (readonly [string, string, string, string])[];
}

export function writeStated({ charges, payments, adjustments }: Stated): string {
  const packed: Packed = {
    charges: charges.map(({ periodEnd, amount, usageWh, days, billAmount, billWh }) => [
      ...([dayText(periodEnd), String(amount), String(usageWh), days] as const),
      ...([String(billAmount), String(billWh)] as const),
    ]),
    payments: payments.map(({ id, date, amount }) => [id, dayText(date), String(amount)]),
    adjustments: adjustments.map(({ id, date, amount, reason }) => [
      ...([id, dayText(date), String(amount), reason] as const),
    ]),
  };
  return JSON.stringify(packed);
}

export function readStated(text: string): Stated {
  const { charges, payments, adjustments } = JSON.parse(text) as Packed;
  return {
    charges: charges.map(([end, amount, usage, days, billAmount, billWh]) => ({
      ...{ periodEnd: dayFromIso(end), amount: BigInt(amount), usageWh: BigInt(usage), days },
      ...{ billAmount: BigInt(billAmount), billWh: BigInt(billWh) },
    })),
    payments: payments.map(([id, date, amount]) => ({
      ...{ id, date: dayFromIso(date), amount: BigInt(amount) },
    })),
    adjustments: adjustments.map(([id, date, amount, reason]) => ({
      ...{ id, date: dayFromIso(date), amount: BigInt(amount), reason },
    })),
  };
}
