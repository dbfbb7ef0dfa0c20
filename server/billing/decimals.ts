/** Decimal text to and from integers of a fixed number of decimals, and the one rounding rule. */

const DECIMAL = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,3}))?$/;

export interface Decimal {
  /** The number times 10^decimals. */
  readonly value: bigint;
  /** True if the text says more than the decimals hold, so that something was rounded. */
  readonly rounded: boolean;
}

/**
 * Reads decimal text ("1234.5", "-0.50", "1e-7") as an integer of `decimals` decimals, rounding half
 * away from zero (DESIGN §3). Null if the text is no plain number.
 */
export function readDecimal(text: string, decimals: number): Decimal | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return null;
  const magnitude = BigInt(whole + fraction);
  const shift = Number(exponent) - fraction.length + decimals;
  const signed = sign === '-' ? -magnitude : magnitude;
  if (shift >= 0) return { value: signed * 10n ** BigInt(shift), rounded: false };
  const divisor = 10n ** BigInt(-shift);
  return { value: divideHalfAway(signed, divisor), rounded: signed % divisor !== 0n };
}

/** Writes an integer of `decimals` decimals with exactly that many: (12345n, 2) → "123.45". */
export function writeDecimal(value: bigint, decimals: number): string {
  const negative = value < 0n;
  const digits = String(negative ? -value : value).padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  const text = decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return negative ? `-${text}` : text;
}

/** numerator ÷ denominator as a whole number, halves away from zero. The denominator is positive. */
export function divideHalfAway(numerator: bigint, denominator: bigint): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const quotient = (2n * magnitude + denominator) / (2n * denominator);
  return numerator < 0n ? -quotient : quotient;
}
