import type { Host, RunOptions } from '../host.ts';
import { run } from '../host.ts';
import { contentsOf } from './template-sheet.ts';

export interface TextPut {
  readonly sheet: string;
  /** From 0. */
  readonly row: number;
  readonly column: number;
}

/**
 * Puts a text into the selected cell, behind what stands there. null, and nothing is done, where that is
 * a formula: a text behind it would break it.
 *
 * @throws HostProblem also where something else than cells is selected
 */
export function appendToSelection(
  host: Host,
  text: string,
  options?: RunOptions,
): Promise<TextPut | null> {
  return run(
    host,
    async (context) => {
      const cell = context.workbook.getActiveCell();
      cell.load('rowIndex, columnIndex, formulas, values').worksheet.load('name');
      await context.sync();
      const { rowIndex, columnIndex, worksheet } = cell;
      const [[now = ''] = []] = contentsOf(cell.formulas, cell.values);
      if (typeof now === 'string' && now.startsWith('=')) return null;
      const start = now === '' ? '' : `${String(now)} `;
      cell.values = [[start + text]];
      await context.sync();
      return { sheet: worksheet.name, row: rowIndex, column: columnIndex };
    },
    options,
  );
}
