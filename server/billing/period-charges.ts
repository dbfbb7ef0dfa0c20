import { allocate, shareCommon } from './allocation.ts';
import type { Charge, Period, PeriodFlag } from './derived.ts';
import type { CommonSplit, Settings } from './facts.ts';
import { displayRate } from './money.ts';
import { staysWithin, type Stay } from './people.ts';
import type { BilledPeriod } from './periods.ts';
import { unitCharges, unitUsage, type MeteredUnit } from './unit-charges.ts';

/** One period: what is passed on, split by usage; the common part; and who lived there. */
export function periodCharges(
  billed: BilledPeriod,
  units: readonly MeteredUnit[],
  staysOf: (unitId: string) => readonly Stay[],
  settings: Settings,
): { period: Period; charges: Charge[] } {
  const { start, end, totalWh, waits } = billed;
  const all = units.map((one) => ({ one, usage: unitUsage(one, end) }));
  const present = all.filter(({ usage }) => !usage.isAbsent);
  const usages = present.map(({ usage }) => usage.wh);
  const amount = billed.billed - billed.notPassedOn;
  const allocated = allocate(amount, totalWh, usages);
  const common = waits ? amount : allocated.common;
  const split = waits ? 'owner' : splitAt(settings, end);
  const { shares, split: commonSplit } = shareCommon(common, split, usages);
  const charges: Charge[] = [];
  let index = 0;
  for (const { one, usage } of start === null || start > end ? [] : all) {
    const at = usage.isAbsent ? -1 : index++;
    const charge = waits ? null : (allocated.charges[at] ?? null);
    const parts = staysWithin(staysOf(one.unit.id), start ?? end, end);
    const share = { charge, common: shares[at] ?? 0n, waits };
    for (const part of unitCharges(one, usage, parts, end, share)) charges.push(part);
  }
  const flags: PeriodFlag[] = [...billed.flags];
  const flag = (name: PeriodFlag, holds: boolean) => void (holds && flags.push(name));
  flag('unallocatable', allocated.unallocatable && !waits);
  flag('overMetered', allocated.overMeteredWh > 0n && !waits);
  flag('missingUsage', usages.includes(null));
  flag(
    'estimated',
    charges.some((charge) => charge.flags.includes('estimated')),
  );
  const { unitsWh, overMeteredWh } = allocated;
  return {
    charges,
    period: {
      ...{ start, end, billIds: billed.bills.map(({ id }) => id) },
      ...{ billed: billed.billed, notPassedOn: billed.notPassedOn, amount, totalWh, unitsWh },
      commonWh: totalWh > unitsWh ? totalWh - unitsWh : 0n,
      rate: displayRate(amount, totalWh, unitsWh, settings.currencyDecimals),
      ...{ overMeteredWh, common, commonSplit, flags, ...sumsOf(charges) },
    },
  };
}

function sumsOf(charges: readonly Charge[]) {
  let [usageCharged, usageVacant, commonCharged] = [0n, 0n, 0n];
  for (const { vacant, usageCharge, commonCharge } of charges) {
    if (vacant) usageVacant += usageCharge ?? 0n;
    else usageCharged += usageCharge ?? 0n;
    commonCharged += commonCharge;
  }
  return { usageCharged, usageVacant, commonCharged };
}

/** The setting with the latest effect at or before a period's end. */
function splitAt(settings: Settings, end: number): CommonSplit {
  let found: { from: number; split: CommonSplit } = { from: -Infinity, split: 'owner' };
  for (const { from, split } of settings.commonPart) {
    const day = from ?? -Infinity;
    if (day <= end && day >= found.from) found = { from: day, split };
  }
  return found.split;
}
