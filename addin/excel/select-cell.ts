import type { Host } from './host.ts';
import { run } from './host.ts';

/**
 * Shows a cell to the person: because they asked to see it, never on our own account.
 *
 * @param row from 1, as the sheet counts
 * @param column from 0
 * @throws HostProblem
 */
export function selectCell(host: Host, sheet: string, row: number, column: number): Promise<void> {
  return run(host, async (context) => {
    const worksheet = context.workbook.worksheets.getItem(sheet);
    worksheet.activate();
    worksheet.getRangeByIndexes(row - 1, column, 1, 1).select();
    await context.sync();
  });
}

/** The same for an area, "B7" or "7:7". @throws HostProblem */
export function selectArea(host: Host, sheet: string, area: string): Promise<void> {
  return run(host, async (context) => {
    const worksheet = context.workbook.worksheets.getItem(sheet);
    worksheet.activate();
    worksheet.getRange(area).select();
    await context.sync();
  });
}
