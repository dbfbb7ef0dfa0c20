import type { Host, RunOptions } from '../host.ts';
import { run } from '../host.ts';
import { requestBills } from './bill-records.ts';

/** Sheets with a field in double braces that are no bills, in the order of their tabs. Two syncs. @throws HostProblem */
export function findTemplates(
  host: Host,
  options?: RunOptions,
): Promise<{ readonly id: string; readonly name: string }[]> {
  return run(
    host,
    async (context) => {
      const sheets = context.workbook.worksheets.load('items/id, items/name');
      const bills = requestBills(context);
      await context.sync();
      const isBill = bills.answer();
      const asked = sheets.items
        .filter((sheet) => !isBill(sheet))
        .map((sheet) => ({
          sheet,
          fields: sheet.findAllOrNullObject('{{', { completeMatch: false }),
        }));
      await context.sync();
      return asked
        .filter(({ fields }) => !fields.isNullObject)
        .map(({ sheet: { id, name } }) => ({ id, name }));
    },
    options,
  );
}
