import { HostProblem } from './errors.ts';
import { rangeOf } from './read-range.ts';

/** A cell of the user's from which a table is to reach to the right and down; counted from 0. */
export interface CellPlace {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

/** A place in which nothing stands. */
export interface FreePlace extends CellPlace {
  /** Something of the user's stands above or below. */
  readonly sharesColumns: boolean;
}

export interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** What stands in the way of a table: an address within the sheet. */
export type PlaceAnswer = FreePlace | { readonly taken: string };

const SHEET_ROWS = 1_048_576;
const SHEET_COLUMNS = 16_384;

/**
 * Whether nothing stands in a place, neither cells with contents nor a table; with two syncs.
 *
 * @throws HostProblem `gone` (no such sheet), `protected`, `no-room` (over the edge of the sheet)
 */
export async function lookAtPlace(
  context: Excel.RequestContext,
  place: CellPlace,
  size: Size,
): Promise<PlaceAnswer> {
  const { sheet, row, column } = place;
  if (row + size.rows > SHEET_ROWS || column + size.columns > SHEET_COLUMNS) {
    throw new HostProblem('no-room');
  }
  const worksheet = context.workbook.worksheets.getItem(sheet);
  worksheet.protection.load('protected');
  const area = { sheet, top: row, left: column, ...size };
  const target = rangeOf(context, area);
  const used = target.getUsedRangeOrNullObject(true).load('address');
  const strip = { ...area, top: 0, rows: SHEET_ROWS };
  const stripUsed = rangeOf(context, strip).getUsedRangeOrNullObject(true).load('address');
  const tables = worksheet.tables.load('items/id');
  await context.sync();
  if (worksheet.protection.protected) throw new HostProblem('protected');
  if (!used.isNullObject) return { taken: withoutSheet(used.address) };
  const crossings = tables.items.map((table) =>
    target.getIntersectionOrNullObject(table.getRange()).load('address'),
  );
  await context.sync();
  const crossing = crossings.find((one) => !one.isNullObject);
  if (crossing) return { taken: withoutSheet(crossing.address) };
  return { ...place, sharesColumns: !stripUsed.isNullObject };
}

export function withoutSheet(address: string): string {
  return address.slice(address.lastIndexOf('!') + 1);
}
