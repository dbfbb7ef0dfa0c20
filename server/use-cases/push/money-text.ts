import { withoutTrailingZeros } from './cells.ts';

/** Decimal text with exactly `decimals` decimals; what Postgres gives back has as many as it needs. */
export function moneyText(text: string, decimals: number): string {
  const point = text.indexOf('.');
  const fraction = point < 0 ? '' : text.slice(point + 1);
  if (fraction.length === decimals) return text;
  const whole = point < 0 ? text : text.slice(0, point);
  return decimals === 0 ? whole : `${whole}.${fraction.slice(0, decimals).padEnd(decimals, '0')}`;
}

/** As the database gives it back: a row just written equals the row loaded. */
export const storedMoney = withoutTrailingZeros;
