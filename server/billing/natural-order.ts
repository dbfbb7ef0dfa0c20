/** Natural order of labels: "Unit 2" before "Unit 10", whatever the case, width or spacing. */

const DIGITS = /\d+/g;

export interface LabelKey {
  readonly folded: string;
  readonly label: string;
}

/**
 * What labels are ordered by. Compare keys with `<` through `compareKeys`: computing the key once per
 * label keeps sorting cheap. Digit runs are written as their length and digits, so that plain string
 * order is number order.
 */
export function labelKey(label: string): LabelKey {
  const folded = label
    .normalize('NFKC')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase()
    .replace(DIGITS, (run) => {
      const digits = run.replace(/^0+(?=\d)/, '');
      return `0${String.fromCharCode(0x30 + Math.min(digits.length, 0x4000))}${digits}`;
    });
  return { folded, label };
}

export function compareKeys(a: LabelKey, b: LabelKey): number {
  return compareText(a.folded, b.folded) || compareText(a.label, b.label);
}

/** Natural order of two labels, for the few that tie otherwise. */
export function compareLabels(a: string, b: string): number {
  return a === b ? 0 : compareKeys(labelKey(a), labelKey(b));
}

/** Order of code units: the same on every machine, unlike a locale's. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** `items` in natural order of their labels, ids deciding between equal ones. Makes a new array. */
export function inNaturalOrder<T extends { readonly id: string; readonly label: string }>(
  items: readonly T[],
): T[] {
  return items
    .map((item) => ({ item, key: labelKey(item.label) }))
    .toSorted((a, b) => compareKeys(a.key, b.key) || compareText(a.item.id, b.item.id))
    .map(({ item }) => item);
}
