import type { HostProblemCode } from './errors.ts';
import { asHostProblem, HostProblem } from './errors.ts';
import type { Block } from './row-shift.ts';
import { BLOCK } from './row-shift.ts';

/** Of every sheet of Excel's. */
const ROWS = 1_048_576;
const COLUMNS = 16_384;

const OF_EACH = BLOCK.split(', ')
  .map((name) => `areas/items/${name}`)
  .join(', ');

/** What Excel says where it does not tell: whatever the reason, it is not the person's to mend. */
const UNTOLD: ReadonlySet<HostProblemCode> = new Set(['unexpected', 'too-large', 'unsupported']);

/** Where a table stands; `whole` is loaded. */
export interface Placed {
  readonly sheet: Excel.Worksheet;
  readonly whole: Block;
}

/**
 * Merged cells below each of these tables, which Excel tears no more than other tables, with one sync. None
 * where this Excel does not tell of them (before ExcelApi 1.13, and of more than 512): it refuses then.
 */
export async function mergedBelow(
  context: Excel.RequestContext,
  tables: readonly Placed[],
  canAsk: boolean,
): Promise<Block[][]> {
  if (!canAsk || tables.length === 0) return tables.map(() => []);
  const asked = tables.map(({ sheet, whole }) => {
    const top = whole.rowIndex + whole.rowCount;
    if (top >= ROWS) return null;
    // Whole rows: of merged cells that reach beyond what is asked about, the documentation says nothing.
    const below = sheet.getRangeByIndexes(top, 0, ROWS - top, COLUMNS);
    return { top, merged: below.getMergedAreasOrNullObject().load(OF_EACH) };
  });
  try {
    await context.sync();
  } catch (error) {
    const problem = asHostProblem(error);
    if (problem instanceof HostProblem && UNTOLD.has(problem.code)) return tables.map(() => []);
    throw error;
  }
  return asked.map((one) =>
    one === null || one.merged.isNullObject
      ? []
      : one.merged.areas.items.filter(({ rowIndex }) => rowIndex >= one.top),
  );
}
