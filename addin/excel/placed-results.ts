/** Tables of results as things in the workbook: where they are, whether a place is free, taking them out. */
import { HostProblem } from './errors.ts';
import type { CellPlace, PlaceAnswer, Size } from './free-place.ts';
import { lookAtPlace, withoutSheet } from './free-place.ts';
import type { Host, RunOptions } from './host.ts';
import { run } from './host.ts';
import type { StandingPlace } from './locate-results.ts';
import { locateResults } from './locate-results.ts';
import type { ResultForm } from './result-table.ts';
import type { WrittenResults } from './workbook-state.ts';

/** What became of a table of results; `address` is within its sheet, headers and total row included. */
export type FoundResults =
  | (StandingPlace & {
      readonly state: 'standing';
      readonly address: string;
      /** Of its first cell: `row` from 1, `column` from 0. */
      readonly row: number;
      readonly column: number;
    })
  | (StandingPlace & { readonly state: 'keyless'; readonly missing: string })
  | { readonly state: 'converted'; readonly sheet: string }
  | { readonly state: 'gone' };

/** Looks where each of these tables is now. @throws HostProblem */
export function findResults(
  host: Host,
  forms: readonly ResultForm[],
  known: WrittenResults['tables'],
  options?: RunOptions,
): Promise<FoundResults[]> {
  return run(
    host,
    async (context) => {
      const located = await locateResults(context, forms, known);
      const asked = located.map((one) =>
        one.state === 'standing'
          ? one.table.getRange().load('address, rowIndex, columnIndex')
          : null,
      );
      if (asked.some((range) => range !== null)) await context.sync();
      return located.map((one, i): FoundResults => {
        const range = asked[i];
        if (one.state !== 'standing' || !range) return one as FoundResults;
        const { id, name, sheet, sheetId, state } = one;
        const address = withoutSheet(range.address);
        const [row, column] = [range.rowIndex + 1, range.columnIndex];
        return { state, id, name, sheet, sheetId, address, row, column };
      });
    },
    options,
  );
}

export interface TableHeaders {
  readonly id: string;
  readonly name: string;
  readonly headers: readonly string[];
}

/** All tables of the workbook with their headers. @throws HostProblem */
export function headersOfTables(host: Host, options?: RunOptions): Promise<TableHeaders[]> {
  return run(
    host,
    async (context) => {
      const tables = context.workbook.tables.load('items/id, items/name');
      await context.sync();
      for (const table of tables.items) table.columns.load('items/name');
      await context.sync();
      return tables.items.map(({ id, name, columns }) => ({
        ...{ id, name },
        headers: columns.items.map((column) => column.name),
      }));
    },
    options,
  );
}

/** @throws HostProblem */
export function askForPlace(
  host: Host,
  place: CellPlace,
  size: Size,
  options?: RunOptions,
): Promise<PlaceAnswer> {
  return run(host, (context) => lookAtPlace(context, place, size), options);
}

/**
 * Takes a table out of the workbook, with all that stands in it; its sheet too, where nothing else is on
 * it and it is not the last one that can be seen.
 *
 * @throws HostProblem `protected`, `gone`
 */
export function takeOutTable(
  host: Host,
  id: string,
  hasOwnSheet: boolean,
  options?: RunOptions,
): Promise<void> {
  return run(
    host,
    async (context) => {
      const table = context.workbook.tables.getItem(id);
      const sheet = table.worksheet.load('id, protection/protected');
      const sheets = context.workbook.worksheets.load('items/id, items/visibility');
      await context.sync();
      if (sheet.protection.protected) throw new HostProblem('protected');
      table.delete();
      const used = sheet.getUsedRangeOrNullObject(true).load('address');
      await context.sync();
      const others = sheets.items.filter((one) => one.id !== sheet.id);
      const canGo = others.some(({ visibility }) => visibility === 'Visible');
      if (hasOwnSheet && used.isNullObject && canGo) sheet.delete();
      await context.sync();
    },
    options,
  );
}
