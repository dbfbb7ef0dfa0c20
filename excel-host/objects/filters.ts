import type { AutoFilter, FilterCriteria } from '../model/workbook.ts';
import { ExcelError } from '../error.ts';
import {
  applyFilter,
  clearFilter,
  filterOf,
  type Filtered,
  reapplyFilter,
  removeFilter,
  startFilter,
} from '../operations/filter.ts';
import { bodyOf, isFiltering } from '../operations/find.ts';
import { type Args, isList, isRecord, oneOf } from '../wire/args.ts';
import { method, property } from '../wire/classes.ts';
import type { Host } from '../wire/host.ts';
import { autoFilterClass, filterClass, type FilterColumn } from './declared.ts';
import { areaArgument, notFound, rangeObject } from './reach.ts';

const kinds = [
  'BottomItems',
  'BottomPercent',
  'CellColor',
  'Dynamic',
  'FontColor',
  'Values',
  'TopItems',
  'TopPercent',
  'Icon',
  'Custom',
] as const;

/** Excel.FilterCriteria as the model has it. */
function readCriteria(args: Args, index: number): FilterCriteria {
  const given = args.record(index);
  const text = (key: string): Record<string, string> => {
    const value = given[key];
    return typeof value === 'string' || typeof value === 'number' ? { [key]: String(value) } : {};
  };
  const { values, operator } = given;
  return {
    filterOn: oneOf(given['filterOn'], kinds, () => args.refuse(index, 'filter criteria')),
    ...text('criterion1'),
    ...text('criterion2'),
    ...text('dynamicCriteria'),
    ...text('color'),
    ...(operator === undefined ? {} : { operator: oneOf(operator, ['And', 'Or']) }),
    ...(isList(values) ? { values: values.map(readValue) } : {}),
  };
}

function readValue(value: unknown): string | { date: string; specificity: string } {
  if (isRecord(value)) {
    return { date: String(value['date']), specificity: String(value['specificity']) };
  }
  return String(value);
}

const requireFilter = (where: Filtered): AutoFilter => {
  const filter = filterOf(where);
  if (!filter) throw notFound();
  return filter;
};

autoFilterClass.implement({
  enabled: property(9, (where) => filterOf(where) !== undefined),
  isDataFiltered: property(9, (where) => {
    const filter = filterOf(where);
    return filter !== undefined && isFiltering(filter);
  }),
  criteria: property(9, (where) => {
    const filter = filterOf(where);
    if (!filter) return null;
    const width = filter.area.right - filter.area.left + 1;
    return Array.from({ length: width }, (_, offset) => filter.criteria[offset] ?? {});
  }),
  apply: method(9, (where, args, host) => {
    const { sheet, area } = areaArgument(args, 0, where.sheet, host);
    if (sheet !== where.sheet) throw args.refuse(0, 'a range of this sheet');
    const offset = args.optionalWhole(1);
    const criteria = args.at(2) === undefined ? undefined : readCriteria(args, 2);
    host.calculate();
    host.edit((edit) => {
      const before = filterOf(where);
      const isSame = before && before.area.top === area.top && before.area.left === area.left;
      if (where.table) {
        const { table } = where;
        const own = { ...table.area, bottom: bodyOf(table).bottom };
        if (!before) startFilter(edit, where, own);
      } else if (!isSame) startFilter(edit, where, area);
      if (offset !== undefined && criteria) applyFilter(edit, where, offset, criteria);
    });
  }),
  clearCriteria: method(9, (where, _args, host) => host.edit((edit) => clearFilter(edit, where))),
  clearColumnCriteria: method(14, (where, args, host) => {
    const offset = args.whole(0);
    host.edit((edit) => clearFilter(edit, where, offset));
  }),
  reapply: method(9, (where, _args, host) => {
    requireFilter(where);
    host.calculate();
    host.edit((edit) => reapplyFilter(edit, where));
  }),
  remove: method(9, (where, _args, host) => host.edit((edit) => removeFilter(edit, where))),
  getRange: method(9, (where, _args, host) =>
    rangeObject(host, where.sheet, requireFilter(where).area),
  ),
  getRangeOrNullObject: method(9, (where, _args, host) => {
    const filter = filterOf(where);
    return filter ? rangeObject(host, where.sheet, filter.area) : null;
  }),
});

function apply(column: FilterColumn, criteria: FilterCriteria, host: Host): void {
  if (!filterOf(column)) {
    throw new ExcelError('InvalidOperation', 'The table has no filter buttons.');
  }
  host.calculate();
  host.edit((edit) => applyFilter(edit, column, column.offset, criteria));
}

filterClass.implement({
  criteria: property(2, (column) => filterOf(column)?.criteria[column.offset] ?? null),
  apply: method(2, (column, args, host) => apply(column, readCriteria(args, 0), host)),
  applyValuesFilter: method(2, (column, args, host) =>
    apply(column, { filterOn: 'Values', values: args.list(0).map(readValue) }, host),
  ),
  applyCustomFilter: method(2, (column, args, host) => {
    const second = args.optionalText(1);
    const operator = args.word(2, ['And', 'Or'], 'And');
    apply(
      column,
      {
        filterOn: 'Custom',
        criterion1: args.text(0),
        ...(second === undefined ? {} : { criterion2: second, operator }),
      },
      host,
    );
  }),
  applyTopItemsFilter: method(2, (column, args, host) =>
    apply(column, { filterOn: 'TopItems', criterion1: String(args.number(0)) }, host),
  ),
  applyTopPercentFilter: method(2, (column, args, host) =>
    apply(column, { filterOn: 'TopPercent', criterion1: String(args.number(0)) }, host),
  ),
  applyBottomItemsFilter: method(2, (column, args, host) =>
    apply(column, { filterOn: 'BottomItems', criterion1: String(args.number(0)) }, host),
  ),
  applyBottomPercentFilter: method(2, (column, args, host) =>
    apply(column, { filterOn: 'BottomPercent', criterion1: String(args.number(0)) }, host),
  ),
  applyDynamicFilter: method(2, (column, args, host) =>
    apply(column, { filterOn: 'Dynamic', dynamicCriteria: args.text(0) }, host),
  ),
  applyCellColorFilter: method(2, (column, args, host) =>
    apply(column, { filterOn: 'CellColor', color: args.text(0) }, host),
  ),
  applyFontColorFilter: method(2, (column, args, host) =>
    apply(column, { filterOn: 'FontColor', color: args.text(0) }, host),
  ),
  clear: method(2, (column, _args, host) =>
    host.edit((edit) => clearFilter(edit, column, column.offset)),
  ),
});
