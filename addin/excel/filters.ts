import type { Write } from './write-batches.ts';
import { ACTION_BYTES } from './write-batches.ts';

/** As they can be applied again; nothing where no rows are filtered out. */
export function criteriaOf(filter: Excel.AutoFilter): (Excel.FilterCriteria | null)[] {
  // Excel says null where the table has no filter buttons, whatever the types say.
  const all: (Excel.FilterCriteria | null)[] | null = filter.criteria;
  if (!filter.isDataFiltered || all === null) return [];
  return all.map((one) => {
    if (!one?.filterOn) return null;
    const filled = Object.entries(one).filter(([, value]) => value !== null && value !== undefined);
    return { filterOn: one.filterOn, ...Object.fromEntries(filled) };
  });
}

/** Filters of sheets and their tables that hide rows: taken off before writing, put on again after. */
export interface LiftedFilters {
  readonly before: readonly Write[];
  readonly after: readonly Write[];
}

/**
 * A write to a filtered range lands on the wrong rows (office-js #224): looks which filters are on, with two
 * syncs at most.
 */
export async function liftFilters(
  context: Excel.RequestContext,
  sheets: readonly string[],
): Promise<LiftedFilters> {
  const asked = sheets.map((sheet) => {
    const worksheet = context.workbook.worksheets.getItem(sheet);
    const tables = worksheet.tables.load('items/id, items/autoFilter/isDataFiltered');
    const own = worksheet.autoFilter.load('enabled, isDataFiltered, criteria');
    return {
      sheet,
      tables,
      own,
      area: worksheet.autoFilter.getRangeOrNullObject().load('address'),
    };
  });
  await context.sync();
  const filtered = asked.flatMap(({ tables }) =>
    tables.items.filter((table) => table.autoFilter.isDataFiltered),
  );
  if (filtered.length > 0) {
    for (const table of filtered) table.autoFilter.load('criteria');
    await context.sync();
  }
  const ofTables = filtered.map(({ id, autoFilter }) => ({
    off: write((context) => context.workbook.tables.getItem(id).clearFilters()),
    on: criteriaOf(autoFilter).flatMap((one, column) =>
      one === null
        ? []
        : [
            write(({ workbook }) =>
              workbook.tables.getItem(id).columns.getItemAt(column).filter.apply(one),
            ),
          ],
    ),
  }));
  const ofSheets = asked
    .filter(({ own, area }) => own.isDataFiltered && !area.isNullObject)
    .map(({ sheet, own, area }) => ({
      off: write(({ workbook }) => workbook.worksheets.getItem(sheet).autoFilter.clearCriteria()),
      on: criteriaOf(own).flatMap((one, column) =>
        one === null
          ? []
          : [
              write(({ workbook }) => {
                workbook.worksheets.getItem(sheet).autoFilter.apply(area.address, column, one);
              }),
            ],
      ),
    }));
  const all = [...ofTables, ...ofSheets];
  return { before: all.map(({ off }) => off), after: all.flatMap(({ on }) => on) };
}

function write(act: Write['act']): Write {
  return { bytes: ACTION_BYTES, act };
}
