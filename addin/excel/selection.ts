import type { Host, RunOptions } from './host.ts';
import { run } from './host.ts';

/** Where the person has selected; `row` from 1 as the sheet counts, `column` from 0. */
export interface Selection {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

/** The first cell of the selection. @throws HostProblem also where something else is selected */
export function readSelection(host: Host, options?: RunOptions): Promise<Selection> {
  return run(
    host,
    async (context) => {
      const range = context.workbook.getSelectedRange().load('rowIndex, columnIndex');
      range.worksheet.load('name');
      await context.sync();
      return { sheet: range.worksheet.name, row: range.rowIndex + 1, column: range.columnIndex };
    },
    options,
  );
}

/** Tells when the selection or the contents of cells change: a hint, events can be missed. */
export async function watchWorkbook(
  host: Host,
  what: 'selection' | 'cells',
  tell: () => void,
): Promise<() => Promise<void>> {
  const handler = async () => tell();
  const registered = await run(host, async (context) => {
    const result =
      what === 'selection'
        ? context.workbook.onSelectionChanged.add(handler)
        : context.workbook.worksheets.onChanged.add(handler);
    await context.sync();
    return result;
  });
  return () =>
    run(host, async () => {
      // The handler knows the context that it was registered with.
      registered.remove();
      await registered.context.sync();
    });
}
