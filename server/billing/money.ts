/** Money in minor units of a currency with `decimals` decimals (JPY 0, USD 2, KWD 3). */
import { divideHalfAway, readDecimal, writeDecimal } from './decimals.ts';

/**
 * Minor units of decimal text: ("1234.5", 2) → 123450n. More decimals are rounded half away from zero.
 * @throws RangeError if the text is no number.
 */
export function parseMoney(text: string, decimals: number): bigint {
  const decimal = readDecimal(text, decimals);
  if (!decimal) throw new RangeError(`not an amount: ${text}`);
  return decimal.value;
}

/** Decimal text with exactly the currency's decimals: (123450n, 2) → "1234.50". */
export function formatMoney(minor: bigint, decimals: number): string {
  return writeDecimal(minor, decimals);
}

const RATE_DECIMALS = 6;

/**
 * The rate for display: currency per kWh with six decimals, amount ÷ max(total, units) (DESIGN §3).
 * Null where there is no energy to divide by. Charges are never computed from it.
 */
export function displayRate(
  amount: bigint,
  totalWh: bigint,
  unitsWh: bigint,
  decimals: number,
): string | null {
  const wh = unitsWh > totalWh ? unitsWh : totalWh;
  if (totalWh <= 0n || wh <= 0n) return null;
  const scaled = amount * 1_000n * 10n ** BigInt(RATE_DECIMALS);
  return writeDecimal(divideHalfAway(scaled, wh * 10n ** BigInt(decimals)), RATE_DECIMALS);
}
