import { workQuietly } from './host.ts';
import type { CellValue } from './read-range.ts';

/** Something to be written, and about how many bytes it is on the way. */
export interface Write {
  readonly bytes: number;
  /** How many rows of results are done with it, for progress. */
  readonly rows?: number;
  readonly act: (context: Excel.RequestContext) => void;
}

export interface WriteOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((rowsWritten: number, rowsInAll: number) => void) | undefined;
}

/** Excel on the web takes 5 MB at once; what is around the values is as long as an estimate is wrong. */
const BYTES_PER_BATCH = 3_000_000;

/** What an action is beside its values. */
export const ACTION_BYTES = 400;

/** Sends writes in their order with one `sync` per 5 MB, however many they are. */
export async function sendWrites(
  context: Excel.RequestContext,
  writes: readonly Write[],
  { signal, onProgress }: WriteOptions,
): Promise<void> {
  const rowsInAll = writes.reduce((sum, { rows = 0 }) => sum + rows, 0);
  let rowsWritten = 0;
  for (const batch of packed(writes)) {
    signal?.throwIfAborted();
    workQuietly(context);
    for (const write of batch) {
      write.act(context);
      rowsWritten += write.rows ?? 0;
    }
    // oxlint-disable-next-line no-await-in-loop -- a batch is as much as Excel takes at once
    await context.sync();
    onProgress?.(rowsWritten, rowsInAll);
  }
}

/** In their order, as many together as Excel takes at once. */
export function packed<One extends { readonly bytes: number }>(
  writes: readonly One[],
  most = Infinity,
): One[][] {
  const batches: One[][] = [];
  let bytes = 0;
  for (const write of writes) {
    const last = batches.at(-1);
    if (last && last.length < most && bytes + write.bytes <= BYTES_PER_BATCH) last.push(write);
    else {
      batches.push([write]);
      bytes = 0;
    }
    bytes += write.bytes;
  }
  return batches;
}

/** Rows of cells; null where Excel is to fill in its own. */
export type Grid = readonly (readonly (CellValue | null)[])[];

/** A grid cut into parts that each fit into a batch; `first` counts rows from the grid's. */
export function parts(grid: Grid): { first: number; rows: Grid; bytes: number }[] {
  const found: { first: number; rows: (readonly (CellValue | null)[])[]; bytes: number }[] = [];
  for (const [i, row] of grid.entries()) {
    const bytes = row.reduce<number>((sum, cell) => sum + bytesOf(cell), 2);
    const last = found.at(-1);
    if (last && last.bytes + bytes <= BYTES_PER_BATCH) {
      last.rows.push(row);
      last.bytes += bytes;
    } else found.push({ first: i, rows: [row], bytes: ACTION_BYTES + bytes });
  }
  return found;
}

function bytesOf(cell: CellValue | null): number {
  return typeof cell === 'string' ? 3 + cell.length * 2 : 12;
}
