import type { Row } from './column-writes.ts';
import type { Host } from './host.ts';
import type { ResultTable } from './result-table.ts';

/** A table of results as it was left when it was last written. */
export interface LastWritten {
  readonly result: ResultTable;
  /** As long as it has it, its rows are where they were. */
  readonly shape: string;
  /** Of its body, from top to bottom. */
  readonly rows: readonly Row[];
}

/** While the add-in runs, by Excel's id of a table: what stands there may have been changed since. */
const written = new WeakMap<Host, Map<string, LastWritten>>();

export function lastWritten(host: Host): Map<string, LastWritten> {
  const known = written.get(host) ?? new Map<string, LastWritten>();
  written.set(host, known);
  return known;
}
