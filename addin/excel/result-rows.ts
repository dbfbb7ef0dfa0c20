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
  const results = new Map(numbered(resultKeys).map((key, i) => [key, i]));
  const keys = numbered(standing.map(({ key }) => key));
  const matched = keys.map((key, i) =>
    standing[i]?.key === '' ? null : (results.get(key) ?? null),
  );
  const standsAt = new Map(matched.flatMap((result, i) => (result === null ? [] : [[result, i]])));

  const newAfter = new Map<number, number[]>();
  let anchor = -1;
  for (let result = 0; result < resultKeys.length; result += 1) {
    const at = standsAt.get(result);
    if (at !== undefined) {
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

/** Equal keys are told apart by their order. */
function numbered(keys: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return keys.map((key) => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return `${key}\n${count}`;
  });
}

export interface Run {
  readonly first: number;
  readonly count: number;
}

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
