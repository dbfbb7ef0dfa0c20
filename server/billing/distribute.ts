/** Sharing out a whole number by weights so that the parts always sum to it (largest remainder). */

/**
 * Shares `total` out by `weights`. Each exact share total·w/Σw is rounded down (towards −∞); what is
 * left over goes, one each, to the largest remainders, ties to the earlier. A negative total is shared
 * out as its opposite with every sign changed, so that a reversal cancels (DESIGN §3, Allocation).
 *
 * Weights may be negative; where they sum to less than 0 all signs are changed, as only their
 * proportions count. A share of weight 0 is 0.
 *
 * @throws RangeError if the weights sum to 0 and the total does not.
 */
export function distribute(total: bigint, weights: readonly bigint[]): bigint[] {
  if (total === 0n) return weights.map(() => 0n);
  let sum = 0n;
  for (const weight of weights) sum += weight;
  if (sum === 0n) throw new RangeError('nothing to share out by: the weights sum to 0');
  const amount = total < 0n ? -total : total;
  // Both signs at once: amount·w/Σw with a positive denominator.
  const denominator = sum < 0n ? -sum : sum;
  const factor = sum < 0n ? -amount : amount;

  const shares: bigint[] = [];
  const remainders: bigint[] = [];
  let left = amount;
  for (const weight of weights) {
    const product = weight * factor;
    let share = product / denominator;
    let remainder = product - share * denominator;
    if (remainder < 0n) {
      share -= 1n;
      remainder += denominator;
    }
    shares.push(share);
    remainders.push(remainder);
    left -= share;
  }
  for (const index of largest(remainders, Number(left))) shares[index] = shares[index]! + 1n;
  return total < 0n ? shares.map((share) => -share) : shares;
}

/** The indexes of the `count` largest values, ties to the earlier. */
function largest(values: readonly bigint[], count: number): number[] {
  if (count === 0) return [];
  const indexes = values.map((_, index) => index);
  indexes.sort((a, b) => {
    const [x, y] = [values[a]!, values[b]!];
    if (x === y) return a - b;
    return x > y ? -1 : 1;
  });
  return indexes.slice(0, count);
}
