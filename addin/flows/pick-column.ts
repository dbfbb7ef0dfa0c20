import type { FoundTable, WorkbookContent } from '../excel/find-tables.ts';
import { readSelection, watchWorkbook } from '../excel/selection.ts';
import type { FlowOptions, Workspace } from './workspace.ts';
import { whileReading } from './workspace.ts';

/** A column that the person picked in the sheet. */
export interface PickedColumn {
  readonly table: FoundTable;
  /** From 0, within the table. */
  readonly position: number;
  readonly header: string;
}

/** The column of a found table in which the selection begins; null where it is in none. */
export async function pickedColumn(
  { host }: Workspace,
  { tables }: Pick<WorkbookContent, 'tables'>,
  options: FlowOptions = {},
): Promise<PickedColumn | null> {
  const { sheet, row, column } = await readSelection(host, whileReading(options));
  const table = tables.find(
    (one) =>
      one.sheet === sheet &&
      column >= one.left &&
      column < one.left + one.headers.length &&
      row >= one.headerRow &&
      row <= Math.max(one.headerRow, ...one.rows.slice(-1)),
  );
  if (!table) return null;
  const position = column - table.left;
  return { table, position, header: table.headers[position] ?? '' };
}

/** Tells whenever the person selects something else, until the returned function is called. */
export function watchSelection(
  { host }: Workspace,
  tell: () => void,
): Promise<() => Promise<void>> {
  return watchWorkbook(host, 'selection', tell);
}

/** Tells that cells changed, ours among them: a hint that a new preview may say something else. */
export function watchCells({ host }: Workspace, tell: () => void): Promise<() => Promise<void>> {
  return watchWorkbook(host, 'cells', tell);
}
