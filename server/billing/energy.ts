/** Energy in watt-hours, and the multiplier between a dial and what it measures. */
import { divideHalfAway, readDecimal, writeDecimal } from './decimals.ts';

const KWH_DECIMALS = 3;
const MULTIPLIER = /^-?\d{1,9}(?:\.(\d{1,9}))?$/;

/**
 * Watt-hours of kWh as decimal text: "31491.8992225324" → 31491899n (half away from zero).
 * @throws RangeError if the text is no number.
 */
export function parseKwh(text: string): bigint {
  const decimal = readDecimal(text, KWH_DECIMALS);
  if (!decimal) throw new RangeError(`not an energy: ${text}`);
  return decimal.value;
}

/** kWh with three decimals: 1500n → "1.500". */
export function formatKwh(wh: bigint): string {
  return writeDecimal(wh, KWH_DECIMALS);
}

/** A multiplier as an exact fraction: "-0.5" is -5/10. */
export interface Multiplier {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * Reads a multiplier ("10", "-1", "0.5").
 * @throws RangeError if the text is no such number.
 */
export function parseMultiplier(text: string): Multiplier {
  const match = MULTIPLIER.exec(text);
  const fraction = match?.[1]?.length ?? 0;
  const decimal = match ? readDecimal(text, fraction) : null;
  if (!decimal) throw new RangeError(`not a multiplier: ${text}`);
  return { numerator: decimal.value, denominator: 10n ** BigInt(fraction) };
}

/** Energy of a sum on the dial, rounded half away from zero where the multiplier has decimals. */
export function multiply(dialWh: bigint, by: Multiplier): bigint {
  const product = dialWh * by.numerator;
  return by.denominator === 1n ? product : divideHalfAway(product, by.denominator);
}
