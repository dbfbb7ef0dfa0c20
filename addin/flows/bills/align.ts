import type { CellValue } from '../../excel/read-range.ts';
import { BLANK, cellDigest } from './digest.ts';

/** A row with fields as it was written: where it stood, and what by column. */
export interface Anchor {
  readonly at: number;
  readonly fields: readonly { readonly column: number; readonly digest: string }[];
}

type Cells = readonly (readonly CellValue[])[];

/** A blank that is a blank again says little; that rows are as far apart as they were says less. */
const [SAME, BLANK_AGAIN, AS_FAR] = [1, 0.05, 0.01];

/**
 * Where rows stand now, in their order, so that as many fields as possible say what was written. null
 * where one of them is not to be found.
 */
export function align(anchors: readonly Anchor[], cells: Cells): Map<number, number> | null {
  const digests = cells.map((row) => row.map(cellDigest));
  const score = ({ fields }: Anchor, row: number): number =>
    fields.reduce((sum, { column, digest }) => {
      if ((digests[row]?.[column] ?? BLANK) !== digest) return sum;
      return sum + (digest === BLANK ? BLANK_AGAIN : SAME);
    }, 0);
  const isWhereItWas = anchors.every((one) => score(one, one.at) >= weightOf(one));
  if (isWhereItWas) return new Map(anchors.map(({ at }) => [at, at]));
  const height = Math.max(cells.length, ...anchors.map(({ at }) => at + 1));
  const places = traced(anchors, bestOf(anchors, height, score));
  const isMoved = anchors.some(({ at }) => places?.get(at) !== at);
  // Where rows moved, one that says nothing of what was written may as well be another one.
  const isFound = anchors.every((one) => {
    const own = score(one, places?.get(one.at) ?? -1);
    return own >= SAME;
  });
  return isMoved && !isFound ? null : places;
}

function weightOf({ fields }: Anchor): number {
  return fields.reduce((sum, { digest }) => sum + (digest === BLANK ? BLANK_AGAIN : SAME), 0);
}

interface Best {
  /** Of this anchor on this row, with all before it. */
  readonly score: number;
  /** The row of the anchor before; −1: it is the first. */
  readonly before: number;
}

/** By anchor and row the best that can be had up to there. */
function bestOf(
  anchors: readonly Anchor[],
  height: number,
  score: (anchor: Anchor, row: number) => number,
): Best[][] {
  const best: Best[][] = [];
  for (const [i, anchor] of anchors.entries()) {
    const last = best[i - 1];
    const gap = anchor.at - (anchors[i - 1]?.at ?? 0);
    let above: Best = { score: last ? -Infinity : 0, before: -1 };
    best.push(
      Array.from({ length: height }, (_, row) => {
        const previous = last?.[row - 1];
        if (previous && previous.score > above.score)
          above = { score: previous.score, before: row - 1 };
        const asFar = last
          ? (last[row - gap]?.score ?? -Infinity)
          : row === anchor.at
            ? 0
            : -Infinity;
        const isAsFar = asFar + AS_FAR >= above.score;
        const own = score(anchor, row);
        return isAsFar
          ? { score: own + asFar + AS_FAR, before: last ? row - gap : -1 }
          : { score: own + above.score, before: above.before };
      }),
    );
  }
  return best;
}

function traced(anchors: readonly Anchor[], best: readonly Best[][]): Map<number, number> | null {
  const places = new Map<number, number>();
  const last = best.at(-1) ?? [];
  let row = last.reduce((top, { score }, at) => (score > (last[top]?.score ?? 0) ? at : top), 0);
  for (let i = anchors.length - 1; i >= 0; i -= 1) {
    const at = anchors[i]?.at ?? 0;
    if (row < 0) return null;
    places.set(at, row);
    row = best[i]?.[row]?.before ?? -1;
  }
  return places;
}

/** Between these rows, before the second of them. */
export interface Gap {
  readonly after: number;
  readonly before: number;
}

/**
 * Where rows without fields are now, between rows that were found: by what they say, and those that say
 * something else by now in the places that are left. Rows for which there is no place are not there.
 */
export function alignWithin(
  recorded: Gap,
  standing: Gap,
  score: (recorded: number, standing: number) => number,
): Map<number, number> {
  const rows = recorded.before - recorded.after - 1;
  const places = standing.before - standing.after - 1;
  const found = new Map<number, number>();
  if (rows <= 0 || places <= 0) return found;
  const best = Array.from({ length: rows + 1 }, () => Array.from({ length: places + 1 }, () => 0));
  const at = (i: number, j: number) => best[i]?.[j] ?? 0;
  const pair = (i: number, j: number) =>
    at(i + 1, j + 1) + score(recorded.after + 1 + i, standing.after + 1 + j);
  for (let i = rows - 1; i >= 0; i -= 1) {
    for (let j = places - 1; j >= 0; j -= 1) {
      const line = best[i];
      if (line) line[j] = Math.max(pair(i, j), at(i + 1, j), at(i, j + 1));
    }
  }
  // Where nothing says otherwise they are one below the other, as they were.
  const straight = Array.from({ length: Math.min(rows, places) }, (_, i) => i);
  const asTheyWere = straight.reduce(
    (sum, i) => sum + score(recorded.after + 1 + i, standing.after + 1 + i),
    0,
  );
  if (straight.length === rows && asTheyWere >= at(0, 0)) {
    for (const i of straight) found.set(recorded.after + 1 + i, standing.after + 1 + i);
    return found;
  }
  for (let [i, j] = [0, 0]; i < rows && j < places;) {
    const isPair = pair(i, j) > Math.max(at(i + 1, j), at(i, j + 1));
    if (isPair) found.set(recorded.after + 1 + i++, standing.after + 1 + j++);
    else if (at(i + 1, j) > at(i, j + 1)) i += 1;
    else j += 1;
  }
  return filledUp(found, recorded, standing);
}

function filledUp(found: Map<number, number>, recorded: Gap, standing: Gap): Map<number, number> {
  let last = standing.after;
  for (let row = recorded.after + 1; row < recorded.before; row += 1) {
    const own = found.get(row);
    if (own === undefined) {
      const next = [...found].find(([other]) => other > row)?.[1] ?? standing.before;
      if (last + 1 < next) found.set(row, last + 1);
    }
    last = found.get(row) ?? last;
  }
  return new Map([...found].toSorted(([a], [b]) => a - b));
}
