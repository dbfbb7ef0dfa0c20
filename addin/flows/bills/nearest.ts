import { type Field, KNOWN_NAMES, bareName } from './fields.ts';

/** The field that was most likely meant: the one with the fewest letters to change; null where none is near. */
export function nearestField(name: string): Field | null {
  const wanted = bareName(name);
  let nearest: Field | null = null;
  let least = Math.max(1, Math.floor(wanted.length / 2)) + 1;
  for (const [known, field] of KNOWN_NAMES) {
    const changes = distance(wanted, known, least);
    if (changes >= least) continue;
    nearest = field;
    least = changes;
  }
  return nearest;
}

/** Letters to put in, take out, replace or swap with their neighbour; `least` once it is as many. */
function distance(one: string, other: string, least: number): number {
  if (Math.abs(one.length - other.length) >= least) return least;
  let [before, row]: number[][] = [[], Array.from({ length: other.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const differs = one[i - 1] === other[j - 1] ? 0 : 1;
      let changes = Math.min(at(row, j) + 1, at(next, j - 1) + 1, at(row, j - 1) + differs);
      const isSwapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (i > 1 && j > 1 && isSwapped) changes = Math.min(changes, at(before, j - 2) + 1);
      next.push(changes);
    }
    [before, row] = [row, next];
  }
  return Math.min(at(row, other.length), least);
}

const at = (row: readonly number[] | undefined, index: number): number => row?.[index] ?? Infinity;
