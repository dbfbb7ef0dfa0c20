import { cellText } from '../../format/text.ts';
import { type Area, areaOf, contains } from '../../model/area.ts';
import { cellAt } from '../../model/cells.ts';
import type { AutoFilter, Sheet, Workbook } from '../../model/workbook.ts';
import { type Filtered, filterOf } from '../../operations/filter.ts';
import { bodyOf } from '../../operations/find.ts';

/** The filter button of one column: on its header, of a table or of the sheet's own filter. */
export interface FilterButton {
  readonly where: Filtered;
  readonly filter: AutoFilter;
  /** Of the column in the filter. */
  readonly offset: number;
  readonly isFiltering: boolean;
}

export function filterButtonAt(
  sheet: Sheet,
  row: number,
  column: number,
): FilterButton | undefined {
  const places: Filtered[] = [undefined, ...sheet.tables].map((table) => ({ sheet, table }));
  for (const where of places) {
    const filter = filterOf(where);
    if (!filter || !contains(headerOf(filter), areaOf(row, column))) continue;
    const offset = column - filter.area.left;
    return { where, filter, offset, isFiltering: filter.criteria[offset] !== undefined };
  }
  return undefined;
}

function headerOf({ area }: AutoFilter): Area {
  return { ...area, bottom: area.top };
}

/** The rows that a filter hides and sorts. */
export function filteredRows({ where, filter }: FilterButton): Area {
  return where.table ? bodyOf(where.table) : { ...filter.area, top: filter.area.top + 1 };
}

export interface FilterChoice {
  readonly text: string;
  readonly isShown: boolean;
}

/** What stands in the column, each text once, as far as other columns' filters show it. */
export function filterChoices(workbook: Workbook, button: FilterButton): FilterChoice[] {
  const { sheet } = button.where;
  const rows = filteredRows(button);
  const column = button.filter.area.left + button.offset;
  const found = new Map<string, { text: string; isShown: boolean; order: number }>();
  for (let row = rows.top; row <= rows.bottom; row += 1) {
    const isShown = sheet.rows[row]?.hidden !== true;
    if (!isShown && !button.isFiltering) continue;
    const cell = cellAt(sheet, row, column);
    const text = cell ? cellText(cell.value, cell.style.numberFormat, workbook) : '';
    const known = found.get(text.toLowerCase());
    const order = typeof cell?.value === 'number' ? cell.value : Infinity;
    if (known) known.isShown ||= isShown;
    else found.set(text.toLowerCase(), { text, isShown, order });
  }
  const words = new Intl.Collator(undefined, { numeric: true });
  return [...found.values()].toSorted((one, other) => {
    if (one.order !== other.order) return one.order < other.order ? -1 : 1;
    return words.compare(one.text, other.text);
  });
}
