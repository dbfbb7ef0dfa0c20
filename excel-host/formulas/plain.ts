// Sums and products of numbers and single cells, which long columns are made of: calculated here, as
// the library takes far longer to be shown each one. What else a formula holds is the library's.
import { cellAt } from '../model/cells.ts';
import type { Reached } from './resolve.ts';

const isPlain = /^[-+*/().\d\s$A-Z]+$/u;
const part = /\s*(?:(\d+\.?\d*|\.\d+)|(\$?[A-Z]{1,3}\$?\d+)|([-+*/()]))/uy;

/**
 * The result of a plain formula of numbers and empty cells (which count as 0); undefined where it is
 * none such, or has no number as its result. `reads` has its cells in their order.
 */
export function plainResult(text: string, reads: readonly Reached[]): number | undefined {
  if (!isPlain.test(text)) return undefined;
  const parts = partsOf(text, reads);
  if (!parts) return undefined;
  let at = 0;
  const primary = (): number => {
    const now = parts[at];
    at += 1;
    if (typeof now === 'number') return now;
    if (now === '-') return -primary();
    if (now === '+') return primary();
    if (now !== '(') return Number.NaN;
    const inner = sum();
    at += 1;
    return parts[at - 1] === ')' ? inner : Number.NaN;
  };
  const product = (): number => {
    let result = primary();
    for (let sign = parts[at]; sign === '*' || sign === '/'; sign = parts[at]) {
      at += 1;
      const factor = primary();
      result = sign === '*' ? result * factor : result / factor;
    }
    return result;
  };
  const sum = (): number => {
    let result = product();
    for (let sign = parts[at]; sign === '+' || sign === '-'; sign = parts[at]) {
      at += 1;
      const term = product();
      result = sign === '+' ? result + term : result - term;
    }
    return result;
  };
  const result = sum();
  return at === parts.length && Number.isFinite(result) ? result + 0 : undefined;
}

/** Numbers, with those of cells put in, and signs; undefined if anything else is among them. */
function partsOf(text: string, reads: readonly Reached[]): (number | string)[] | undefined {
  const parts: (number | string)[] = [];
  let cells = 0;
  for (part.lastIndex = 0; part.lastIndex < text.length;) {
    const [, number, cell, sign] = part.exec(text) ?? [];
    if (number !== undefined) parts.push(Number(number));
    else if (sign !== undefined) parts.push(sign);
    else {
      const read = cell === undefined ? undefined : reads[cells];
      cells += 1;
      if (!read) return undefined;
      const value = cellAt(read.sheet, read.area.top, read.area.left)?.value ?? 0;
      if (typeof value !== 'number') return undefined;
      parts.push(value);
    }
  }
  return cells === reads.length ? parts : undefined;
}
