/** How labels of units, sub-meters and tenants are read and told apart (DESIGN §4, Identity). */

/** Joiners stay: names in Persian and in Indian scripts are spelt with them. */
const INVISIBLE = /[\u200b\u2060\ufeff]/g;
const CONTROLS = /[\p{Cc}\p{Cs}]/gu;
const FORMATS = /\p{Cf}/gu;

/** A label as it is kept and shown: trimmed, white space collapsed, without control characters. */
export function tidyLabel(text: string): string {
  const visible = text.replace(INVISIBLE, '').replace(/\s/g, ' ').replace(CONTROLS, '');
  return visible.replace(/ {2,}/g, ' ').trim();
}

/** What labels match by: as `tidyLabel`, ignoring case and width. */
export function matchKey(label: string): string {
  // To upper case first: "ß" and "SS" are one label, and so are the two Greek sigmas.
  const visible = tidyLabel(label.replace(FORMATS, ''));
  return tidyLabel(visible.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC'));
}

/**
 * What near misses agree in: letters and numbers only, numbers without leading zeros, so that
 * "Z5 017" and "Z5-17" are near while "Apt 11" and "Apt 1 1" are not.
 */
export function nearKey(label: string): string {
  const runs = matchKey(label).match(/\p{N}+|[\p{L}\p{M}]+/gu) ?? [];
  return runs.map((run) => (/^\d/.test(run) ? ` ${run.replace(/^0+(?=\d)/, '')} ` : run)).join('');
}

/** Shorter words differ by one letter too easily: "Ann" and "Ana" are two people. */
const SHORTEST_WORD = 4;

/** Spelt almost alike: the same but for punctuation, or one slip in a word. Never the same. */
export function isNear(one: string, other: string): boolean {
  const [a, b] = [matchKey(one), matchKey(other)];
  if (a === b) return false;
  if (nearKey(one) !== '' && nearKey(one) === nearKey(other)) return true;
  const [wordsA, wordsB] = [a.split(' '), b.split(' ')];
  const slips = wordsA.flatMap((word, at) =>
    word === wordsB[at] ? [] : [[word, wordsB[at] ?? '']],
  );
  const [[wordA = '', wordB = ''] = [], ...more] = slips;
  return wordsA.length === wordsB.length && more.length === 0 && isSlip(wordA, wordB);
}

function isSlip(a: string, b: string): boolean {
  // Another number is another unit.
  if (a.replace(/\P{N}/gu, '') !== b.replace(/\P{N}/gu, '')) return false;
  const letters = [a, b].map((word) => word.replace(/\P{L}/gu, '').length);
  return Math.min(...letters) >= SHORTEST_WORD && isOneSlip(a, b);
}

/** One letter more, less, other, or two neighbours swapped. */
function isOneSlip(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  const [a, b] = [short.slice(start), long.slice(start)];
  if (a.length !== b.length) return a === b.slice(1);
  return a.slice(1) === b.slice(1) || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
}

const KEYS = new Map<string, string>();
const MOST_KEYS = 10_000;

/** `matchKey`, for few labels that stand in many rows. */
export function rememberedKey(label: string): string {
  const known = KEYS.get(label);
  if (known !== undefined) return known;
  if (KEYS.size >= MOST_KEYS) KEYS.clear();
  const key = matchKey(label);
  KEYS.set(label, key);
  return key;
}
