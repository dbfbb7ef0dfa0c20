import { readCells } from './read-cells.ts';
import type { CellAddress } from './read-cells.ts';
import type { CellValue } from './read-range.ts';
import { rangeOf } from './read-range.ts';
import type { Write } from './write-batches.ts';
import { ACTION_BYTES } from './write-batches.ts';

/** One of the user's own cells, and what it is to hold instead. */
export interface CellChange extends CellAddress {
  /** What was read there: a cell that says something else by now is left alone. */
  readonly expected: CellValue;
  readonly entry: CellValue;
  /** Where it has to look different than it does. */
  readonly format?: string | undefined;
}

export type CellOutcome = 'written' | 'formula' | 'moved';

/** What is to be written, and nothing over a formula or over what was typed meanwhile. */
export async function planCells(
  context: Excel.RequestContext,
  changes: readonly CellChange[],
): Promise<{ outcomes: CellOutcome[]; writes: Write[] }> {
  if (changes.length === 0) return { outcomes: [], writes: [] };
  const now = await readCells(context, changes);
  const outcomes = changes.map((change): CellOutcome => {
    const cell = now(change);
    if (
      typeof cell?.formula === 'string' &&
      cell.formula.startsWith('=') &&
      cell.formula !== cell.value
    ) {
      return 'formula';
    }
    return cell?.value === change.expected ? 'written' : 'moved';
  });
  const writes = changes.flatMap((change, i) =>
    outcomes[i] === 'written' ? writesOf(change) : [],
  );
  return { outcomes, writes };
}

function writesOf({ sheet, row, column, entry, format }: CellChange): Write[] {
  const area = { sheet, top: row - 1, left: column, rows: 1, columns: 1 };
  return [
    {
      bytes: 2 * ACTION_BYTES,
      act: (context) => {
        const range = rangeOf(context, area);
        if (format !== undefined) range.numberFormat = [[format]];
        range.values = [[entry]];
      },
    },
  ];
}
