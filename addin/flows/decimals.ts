import type { Culture } from '../excel/culture.ts';

/** Shortest text that reads back as the same number, never with an exponent: 1e-7 → "0.0000001". */
export function decimalText(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign = '', first = '', rest = '', exponent = '0'] = match;
  const digits = first + rest;
  const point = 1 + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits.padEnd(point, '0');
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

const SPACES = /[\s\u00a0\u202f\u2009]/g;
const CURRENCY = /^(?:\p{Sc}|[A-Z]{3}(?![A-Z]))|(?:\p{Sc}|(?<![A-Z])[A-Z]{3}|kr\.?)$/u;

/**
 * A text that is clearly a number under the workbook's separators, as decimal text; null where it is
 * not: "1,234.50", " 950 ", "₱ 1 250,00" (comma locale), "(12.50)", "450 kWh".
 */
export function numberInText(text: string, culture: Culture): string | null {
  let rest = text.replace(SPACES, ' ').trim().replace(/[−–]/g, '-');
  rest = rest.replace(/ ?kwh$/i, '');
  let negative = false;
  const parenthesised = /^\((.+)\)$/.exec(rest)?.[1];
  if (parenthesised !== undefined) {
    negative = true;
    rest = parenthesised;
  }
  rest = rest.replace(CURRENCY, '').trim();
  const signed = /^([+-]?) ?(.*?) ?(-?)$/.exec(rest);
  if (!signed) return null;
  const [, before = '', body = '', after = ''] = signed;
  const minuses = [negative, before === '-', after === '-'].filter(Boolean).length;
  if (minuses > 1) return null;
  const digits = plainDigits(body.replace(CURRENCY, '').trim(), culture);
  if (digits === null) return null;
  const isZero = /^[0.]+$/.test(digits);
  return minuses === 1 && !isZero ? `-${digits}` : digits;
}

/** "1,234.50" → "1234.50"; groups must be of three (or, as in India, of two before the last three). */
function plainDigits(
  text: string,
  { decimalSeparator, thousandsSeparator }: Culture,
): string | null {
  const parts = text.split(decimalSeparator);
  if (parts.length > 2) return null;
  const [whole = '', fraction] = parts;
  if (fraction !== undefined && !/^\d+$/.test(fraction)) return null;
  if (whole === '' && fraction === undefined) return null;
  const groups = [thousandsSeparator.replace(SPACES, ' '), ' ', "'", '’'].filter(
    (one) => one !== '' && one !== decimalSeparator && whole.includes(one),
  );
  const separator = groups[0];
  if (new Set(groups).size > 1) return null;
  if (separator !== undefined) {
    const pieces = whole.split(separator);
    const first = pieces.shift() ?? '';
    const last = pieces.at(-1) ?? '';
    const isGrouped =
      /^\d{1,3}$/.test(first) &&
      /^\d{3}$/.test(last) &&
      (pieces.every((piece) => /^\d{3}$/.test(piece)) ||
        pieces.slice(0, -1).every((piece) => /^\d{2}$/.test(piece)));
    if (!isGrouped) return null;
  }
  const joined = separator === undefined ? whole : whole.replaceAll(separator, '');
  if (!/^\d*$/.test(joined)) return null;
  const bare = joined.replace(/^0+(?=\d)/, '') || '0';
  return fraction === undefined ? bare : `${bare}.${fraction}`;
}

/** The exact sum of decimal texts, with as many decimals as the longest has. */
export function sumOf(texts: readonly string[]): string {
  const most = Math.max(0, ...texts.map((text) => text.split('.')[1]?.length ?? 0));
  const sum = texts.reduce((total, text) => total + scaled(text, most), 0n);
  const digits = String(sum < 0n ? -sum : sum).padStart(most + 1, '0');
  const point = digits.length - most;
  const shown = most === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return sum < 0n ? `-${shown}` : shown;
}

function scaled(text: string, decimals: number): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}
