/** Shares of an amount, in cents, by weight; the cents left over go to the largest remainders. */
export function share(cents: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((one, other) => one + other, 0);
  const shares = weights.map((weight) => Math.floor((cents * weight) / sum));
  const remainders = weights.map((weight, i) => ({ i, rest: (cents * weight) % sum }));
  const left = cents - shares.reduce((one, other) => one + other, 0);
  remainders.sort((one, other) => other.rest - one.rest || one.i - other.i);
  for (const { i } of remainders.slice(0, left)) shares[i] = (shares[i] ?? 0) + 1;
  return shares;
}
