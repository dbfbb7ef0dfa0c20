import type { CommonSplit } from './facts.ts';
import { distribute } from './distribute.ts';

export interface Allocation {
  /** Usage charges in the order of the usages; a missing usage has none. */
  readonly charges: readonly (bigint | null)[];
  readonly common: bigint;
  readonly unitsWh: bigint;
  /** Σ − T where the units used more than the bill says, else 0. */
  readonly overMeteredWh: bigint;
  readonly unallocatable: boolean;
}

/**
 * Splits what is passed on of a period into unit charges and the common part by largest remainder
 * (DESIGN §3, Allocation): parts always sum to `amount`, and each is within one minor unit of its
 * exact share. The order of `usages` decides ties: units by label, the common part last.
 *
 * @param amount minor units; negative for a credit
 * @param totalWh of the period's bills
 * @param usages watt-hours of each unit; null where it is missing
 */
export function allocate(
  amount: bigint,
  totalWh: bigint,
  usages: readonly (bigint | null)[],
): Allocation {
  let unitsWh = 0n;
  for (const usage of usages) unitsWh += usage ?? 0n;
  const overMeteredWh = unitsWh > totalWh ? unitsWh - totalWh : 0n;
  const known = (part: (index: number) => bigint) =>
    usages.map((usage, index) => (usage === null ? null : part(index)));
  if (totalWh <= 0n) {
    const none = known(() => 0n);
    return { charges: none, common: amount, unitsWh, overMeteredWh, unallocatable: amount !== 0n };
  }
  const commonWh = overMeteredWh > 0n ? 0n : totalWh - unitsWh;
  const parts = distribute(amount, [...usages.map((usage) => usage ?? 0n), commonWh]);
  return {
    charges: known((index) => parts[index] ?? 0n),
    common: parts[usages.length] ?? 0n,
    unitsWh,
    overMeteredWh,
    unallocatable: false,
  };
}

export interface CommonShares {
  readonly shares: readonly bigint[];
  /** `owner` also where the setting could not be followed. */
  readonly split: CommonSplit;
}

/**
 * Splits the common part over the units by usage or equally; it stays the owner's (shares of 0)
 * while a unit is missing or where there is nothing to split by.
 */
export function shareCommon(
  common: bigint,
  split: CommonSplit,
  usages: readonly (bigint | null)[],
): CommonShares {
  const weights = usages.map((usage) => {
    if (split === 'equal') return 1n;
    return usage !== null && usage > 0n ? usage : 0n;
  });
  const isOwners =
    split === 'owner' || usages.includes(null) || weights.every((weight) => weight === 0n);
  if (isOwners) return { shares: usages.map(() => 0n), split: 'owner' };
  return { shares: distribute(common, weights), split };
}
