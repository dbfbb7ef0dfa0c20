import { cellText } from '../format/text.ts';
import type { Area } from '../model/area.ts';
import { cellAt, styleAt } from '../model/cells.ts';
import type { Edit } from '../model/edit.ts';
import type { AutoFilter, Cell, FilterCriteria, Sheet, Table } from '../model/workbook.ts';
import { ExcelError, invalidArgument } from '../error.ts';
import { isFiltering } from './find.ts';
import { hideRows } from './hidden.ts';
import { requireAllowed } from './protection.ts';

/** Where a filter belongs: to a table, or to the sheet itself. */
export interface Filtered {
  readonly sheet: Sheet;
  readonly table: Table | undefined;
}

export function filterOf({ sheet, table }: Filtered): AutoFilter | undefined {
  return table ? table.filter : sheet.autoFilter;
}

function setFilter(edit: Edit, { sheet, table }: Filtered, filter: AutoFilter | undefined): void {
  if (table) edit.assign(table, { filter });
  else edit.assign(sheet, { autoFilter: filter });
}

/** Sets the sheet's own filter on an area, or a table's filter buttons on. */
export function startFilter(edit: Edit, where: Filtered, area: Area): void {
  requireAllowed(where.sheet, 'allowAutoFilter');
  if (filterOf(where)) removeFilter(edit, where);
  setFilter(edit, where, { area, criteria: [] });
  edit.tell({ what: 'filtered', sheet: where.sheet.id, area });
}

export function removeFilter(edit: Edit, where: Filtered): void {
  const filter = filterOf(where);
  if (!filter) return;
  clearFilter(edit, where);
  setFilter(edit, where, undefined);
}

/** Filters by one column (its offset in the filter); criteria of the others stay. */
export function applyFilter(
  edit: Edit,
  where: Filtered,
  offset: number,
  criteria: FilterCriteria,
): void {
  const filter = filterOf(where);
  if (!filter) throw new ExcelError('InvalidOperation', 'There is no filter here.');
  requireAllowed(where.sheet, 'allowAutoFilter');
  if (offset < 0 || offset > filter.area.right - filter.area.left) {
    throw invalidArgument('There is no such column in the filter.');
  }
  const all = filter.criteria.slice();
  all[offset] = criteria;
  setFilter(edit, where, { ...filter, criteria: all });
  reapplyFilter(edit, where);
}

/** Takes away the criteria of one column, or of all; rows they hid are shown. */
export function clearFilter(edit: Edit, where: Filtered, offset?: number): void {
  const filter = filterOf(where);
  if (!filter || !isFiltering(filter)) return;
  requireAllowed(where.sheet, 'allowAutoFilter');
  const criteria = offset === undefined ? [] : filter.criteria.slice();
  if (offset !== undefined) criteria[offset] = undefined;
  setFilter(edit, where, { ...filter, criteria });
  reapplyFilter(edit, where);
}

/** Hides and shows rows by what stands in them now; Excel does it only when it is told to. */
export function reapplyFilter(edit: Edit, where: Filtered): void {
  const filter = filterOf(where);
  if (!filter) return;
  const { sheet } = where;
  const body = { ...filter.area, top: filter.area.top + 1 };
  const tests = filter.criteria.flatMap((criteria, offset) => {
    if (!criteria) return [];
    const column = filter.area.left + offset;
    return [
      { column, keeps: tester(edit, sheet, { ...body, left: column, right: column }, criteria) },
    ];
  });
  hideRows(edit, sheet, body, (row) => !tests.every(({ column, keeps }) => keeps(row, column)));
  edit.tell({ what: 'filtered', sheet: sheet.id, area: filter.area });
}

type Keeps = (row: number, column: number) => boolean;

function tester(edit: Edit, sheet: Sheet, column: Area, criteria: FilterCriteria): Keeps {
  const text = (row: number, at: number): string => {
    const cell = cellAt(sheet, row, at);
    return cell ? cellText(cell.value, cell.style.numberFormat, edit.workbook) : '';
  };
  switch (criteria.filterOn) {
    case 'Values': {
      const wanted = new Set(
        (criteria.values ?? []).map((value) => {
          if (typeof value !== 'string') throw notEmulated('filters by parts of dates');
          return value.toLowerCase();
        }),
      );
      return (row, at) => wanted.has(text(row, at).toLowerCase());
    }
    case 'Custom':
      return customTest(sheet, criteria, text);
    case 'TopItems':
    case 'TopPercent':
    case 'BottomItems':
    case 'BottomPercent':
      return rankTest(sheet, column, criteria);
    case 'Dynamic':
      return averageTest(sheet, column, criteria.dynamicCriteria ?? '');
    case 'CellColor':
    case 'FontColor': {
      const wanted = (criteria.color ?? '').toUpperCase();
      return (row, at) => {
        const style = styleAt(sheet, row, at);
        const color = criteria.filterOn === 'CellColor' ? style.fill.color : style.font.color;
        return color.toUpperCase() === wanted;
      };
    }
    case 'Icon':
      break;
  }
  throw notEmulated('filters by icon');
}

function notEmulated(what: string): ExcelError {
  return new ExcelError('ApiNotFound', `The emulated Excel has no ${what}.`);
}

function customTest(
  sheet: Sheet,
  criteria: FilterCriteria,
  text: (row: number, column: number) => string,
): Keeps {
  const single = (criterion: string): Keeps => {
    const [, sign = '', operand = ''] = /^(<>|<=|>=|=|<|>)?(.*)$/s.exec(criterion) ?? [];
    const number = operand.trim() === '' ? Number.NaN : Number(operand);
    if (sign === '' || sign === '=' || sign === '<>') {
      const pattern = wildcard(operand);
      const isLike: Keeps = (row, column) => {
        const value = cellAt(sheet, row, column)?.value;
        if (typeof value === 'number' && !Number.isNaN(number)) return value === number;
        return pattern.test(text(row, column));
      };
      return sign === '<>' ? (row, column) => !isLike(row, column) : isLike;
    }
    return (row, column) => {
      const value = cellAt(sheet, row, column)?.value;
      if (typeof value !== 'number' || Number.isNaN(number)) {
        const order = text(row, column).localeCompare(operand, undefined, { sensitivity: 'base' });
        return typeof value === 'string' && compares(order, 0, sign);
      }
      return compares(value, number, sign);
    };
  };
  const first = single(criteria.criterion1 ?? '');
  if (criteria.criterion2 === undefined) return first;
  const second = single(criteria.criterion2);
  return criteria.operator === 'Or'
    ? (row, column) => first(row, column) || second(row, column)
    : (row, column) => first(row, column) && second(row, column);
}

function compares(one: number, other: number, sign: string): boolean {
  if (sign === '<') return one < other;
  if (sign === '>') return one > other;
  return sign === '<=' ? one <= other : one >= other;
}

/** "Apt*" as Excel reads it: * and ? are wild, ~ before them is not. */
function wildcard(operand: string): RegExp {
  const source = operand.replaceAll(/~[*?~]|[*?]|[.+^${}()|[\]\\]/g, (sign) => {
    if (sign === '*') return '.*';
    if (sign === '?') return '.';
    return sign.startsWith('~') && sign.length === 2 ? `\\${sign[1]}` : `\\${sign}`;
  });
  return new RegExp(`^${source}$`, 'is');
}

function numbersIn(sheet: Sheet, column: Area): number[] {
  const numbers: number[] = [];
  for (let row = column.top; row <= column.bottom; row += 1) {
    const value = cellAt(sheet, row, column.left)?.value;
    if (typeof value === 'number') numbers.push(value);
  }
  return numbers;
}

const isNumber = (cell: Cell | undefined): cell is Cell & { value: number } =>
  typeof cell?.value === 'number';

function rankTest(sheet: Sheet, column: Area, criteria: FilterCriteria): Keeps {
  const isTop = criteria.filterOn.startsWith('Top');
  const numbers = numbersIn(sheet, column).toSorted((one, other) =>
    isTop ? other - one : one - other,
  );
  const given = Number(criteria.criterion1);
  const count = criteria.filterOn.endsWith('Percent')
    ? Math.max(1, Math.floor((numbers.length * given) / 100))
    : given;
  const limit = numbers[Math.min(count, numbers.length) - 1] ?? Number.NaN;
  return (row, at) => {
    const cell = cellAt(sheet, row, at);
    return isNumber(cell) && (isTop ? cell.value >= limit : cell.value <= limit);
  };
}

function averageTest(sheet: Sheet, column: Area, dynamic: string): Keeps {
  if (dynamic !== 'AboveAverage' && dynamic !== 'BelowAverage') {
    throw notEmulated(`dynamic filter "${dynamic}"`);
  }
  const numbers = numbersIn(sheet, column);
  const average = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  return (row, at) => {
    const cell = cellAt(sheet, row, at);
    return (
      isNumber(cell) && (dynamic === 'AboveAverage' ? cell.value > average : cell.value < average)
    );
  };
}
