/** A row that stands in the sheet. */
export interface StandingRow {
  /** "" where none of the cells that it is known by is filled. */
  readonly key: string;
  /** Also where nothing of the results is in it: the user typed into it, or no row can be taken out. */
  readonly stays: boolean;
}

/** A row as it will be: one that stands there (`from`), one of the results (`result`), or both. */
export interface PlannedRow {
  readonly from: number | null;
  readonly result: number | null;
}

export interface RowPlan {
  /** From top to bottom. */
  readonly rows: readonly PlannedRow[];
  /** Standing rows that go, by index. */
  readonly removed: readonly number[];
}

/**
 * Which row is which: results are known by their key, and rows that stand keep their order, so that
 * what the user added stays with its row. A new result comes after the one before it. A row that is
 * in the results no more goes, unless it is one that stays: nothing typed is lost.
 */
export function planRows(standing: readonly StandingRow[], resultKeys: readonly string[]): RowPlan {
  const matched = matches(standing, resultKeys);
  const standsAt = Array.from<unknown, number | null>(resultKeys, () => null);
  for (const [i, result] of matched.entries()) if (result !== null) standsAt[result] = i;

  const newAfter = new Map<number, number[]>();
  let anchor = -1;
  for (const [result, at] of standsAt.entries()) {
    if (at !== null) {
      anchor = at;
      continue;
    }
    const behind = newAfter.get(anchor) ?? [];
    behind.push(result);
    newAfter.set(anchor, behind);
  }

  const rows: PlannedRow[] = [];
  const removed: number[] = [];
  const addNew = (after: number) => {
    for (const result of newAfter.get(after) ?? []) rows.push({ from: null, result });
  };
  addNew(-1);
  for (const [from, result] of matched.entries()) {
    if (result === null && !standing[from]?.stays) removed.push(from);
    else {
      rows.push({ from, result });
      addNew(from);
    }
  }
  return { rows, removed };
}

/** By standing row its result, or null; equal keys are told apart by their order. */
function matches(
  standing: readonly StandingRow[],
  resultKeys: readonly string[],
): (number | null)[] {
  // Most tables stand as the results do: what comes before the first difference need not be looked up.
  const isSame = (i: number) => standing[i]?.key !== '' && standing[i]?.key === resultKeys[i];
  let same = 0;
  while (same < resultKeys.length && isSame(same)) same += 1;
  const open = new Map<string, number>();
  const nextOfKey = new Map<number, number>();
  for (let result = resultKeys.length - 1; result >= same; result -= 1) {
    const key = resultKeys[result] ?? '';
    const next = open.get(key);
    if (next !== undefined) nextOfKey.set(result, next);
    open.set(key, result);
  }
  return standing.map(({ key }, row) => {
    if (row < same) return row;
    const result = key === '' ? undefined : open.get(key);
    if (result === undefined) return null;
    const next = nextOfKey.get(result);
    if (next === undefined) open.delete(key);
    else open.set(key, next);
    return result;
  });
}

export interface Run {
  readonly first: number;
  readonly count: number;
}

/** Rows that are read together although there are so many others between them. */
export const READ_GAP = 20;

/** Neighbouring indexes together, ascending; `gap`: how many may be missing between two. */
export function runsOf(indexes: readonly number[], gap = 0): Run[] {
  const runs: { first: number; count: number }[] = [];
  for (const index of indexes) {
    const last = runs.at(-1);
    if (last && index <= last.first + last.count + gap) last.count = index - last.first + 1;
    else runs.push({ first: index, count: 1 });
  }
  return runs;
}
