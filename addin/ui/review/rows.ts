import type { Outcome, TableResult } from '../../../contract/push.ts';

export interface SentRow {
  readonly row: number;
  readonly outcome: Outcome;
  /** Of a row that is there already: what it says now, and what it will say. */
  readonly changes: readonly {
    readonly field: string;
    readonly server: string | null;
    readonly sheet: string | null;
  }[];
}

/** The new and changed rows of a table. Pure; one pass over rows and differences. */
export function rowsOf({ outcomes, differences }: TableResult): SentRow[] {
  const changes = new Map<number, SentRow['changes'][number][]>();
  for (const [i, row] of differences.row.entries()) {
    if (row === null || differences.state[i] !== 'update') continue;
    const change = {
      field: differences.field[i] ?? '',
      server: differences.server[i] ?? null,
      sheet: differences.sheet[i] ?? null,
    };
    const known = changes.get(row);
    if (known) known.push(change);
    else changes.set(row, [change]);
  }
  return outcomes.row.flatMap((row, i): SentRow[] => {
    const outcome = outcomes.outcome[i];
    if (row === null || (outcome !== 'new' && outcome !== 'changed')) return [];
    return [{ row, outcome, changes: outcome === 'new' ? [] : (changes.get(row) ?? []) }];
  });
}
