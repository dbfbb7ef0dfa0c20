import type { PeriodRange } from './load-results.ts';
import type { ResultTableName } from './results/tables.ts';
import type { FlowOptions, Workspace } from './workspace.ts';

/** What became of one table of results. */
export interface WrittenTable {
  readonly table: ResultTableName;
  readonly sheet: string;
  readonly rows: number;
  readonly newRows: number;
  /** Rows in which a cell of ours changed. */
  readonly changedRows: number;
  readonly removedRows: number;
  /** Rows that are in the results no more and were kept, since the user typed beside them. */
  readonly keptRows: number;
}

export interface Refreshed {
  /** `unchanged`: nothing moved since the last refresh, and nothing was written. */
  readonly status: 'written' | 'unchanged';
  /** Empty where nothing moved. */
  readonly tables: readonly WrittenTable[];
}

/**
 * Asks for results and writes them into tables on their own sheets; all else in the workbook stays as
 * it is, and what the user added to those tables stays with its row.
 *
 * @throws FlowProblem, HostProblem, ApiProblem, Unreachable
 */
export declare function refresh(
  ws: Workspace,
  query?: PeriodRange,
  options?: FlowOptions,
): Promise<Refreshed>;
