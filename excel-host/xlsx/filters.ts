import { type Area, parseArea, printArea } from '../model/area.ts';
import type { AutoFilter, FilterCriteria, SortState } from '../model/workbook.ts';
import {
  attribute,
  booleanAttribute,
  child,
  children,
  type Document,
  type Element,
  make,
  numberAttribute,
  printNode,
  revive,
  setAttributes,
} from './xml.ts';

/** Each filtered column as the file has it, with what we understood; good while that is unchanged. */
interface KeptFilter {
  readonly columns: readonly {
    offset: number;
    xml: string;
    criteria: FilterCriteria | undefined;
  }[];
}

const comparisons: Readonly<Record<string, string>> = {
  equal: '=',
  notEqual: '<>',
  greaterThan: '>',
  greaterThanOrEqual: '>=',
  lessThan: '<',
  lessThanOrEqual: '<=',
};
const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
const specificities = ['Year', 'Month', 'Day', 'Hour', 'Minute', 'Second'];

/** "aboveAverage" ↔ "AboveAverage", "M1" ↔ "AllDatesInPeriodJanuary", "Q1" ↔ "AllDatesInPeriodQuarter1". */
function dynamicName(type: string): string {
  if (/^M\d+$/u.test(type)) return `AllDatesInPeriod${months[Number(type.slice(1)) - 1]}`;
  if (/^Q\d$/u.test(type)) return `AllDatesInPeriodQuarter${type.slice(1)}`;
  return type === 'null' ? 'Unknown' : type.charAt(0).toUpperCase() + type.slice(1);
}

function dynamicType(name: string): string {
  const period = /^AllDatesInPeriod(?:Quarter(\d)|(\w+))$/u.exec(name);
  if (period?.[1]) return `Q${period[1]}`;
  if (period?.[2]) return `M${months.indexOf(period[2]) + 1}`;
  return name.charAt(0).toLowerCase() + name.slice(1);
}

const two = (number: number): string => `${number}`.padStart(2, '0');

function readDate(item: Element): { date: string; specificity: string } {
  const parts = specificities.map((name) => numberAttribute(item, name.toLowerCase()) ?? 0);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const date = `${`${year}`.padStart(4, '0')}-${two(month || 1)}-${two(day || 1)}`;
  const time = `T${two(hour)}:${two(minute)}:${two(second)}`;
  const grouping = attribute(item, 'dateTimeGrouping') ?? 'day';
  const specificity = grouping.charAt(0).toUpperCase() + grouping.slice(1);
  return { date: hour || minute || second ? date + time : date, specificity };
}

function readCriteria(column: Element): FilterCriteria | undefined {
  const [filter] = children(column);
  const name = filter?.localName;
  if (!filter || name === undefined) return undefined;
  if (name === 'filters') {
    const values = children(filter, 'filter').map((item) => attribute(item, 'val') ?? '');
    const dates = children(filter, 'dateGroupItem').map(readDate);
    const blank = booleanAttribute(filter, 'blank') ? [''] : [];
    return { filterOn: 'Values', values: [...values, ...dates, ...blank] };
  }
  if (name === 'customFilters') {
    const [one, two] = children(filter, 'customFilter').map(
      (item) =>
        (comparisons[attribute(item, 'operator') ?? 'equal'] ?? '=') +
        (attribute(item, 'val') ?? ''),
    );
    return {
      filterOn: 'Custom',
      ...(one === undefined ? {} : { criterion1: one }),
      ...(two === undefined ? {} : { criterion2: two }),
      ...(two === undefined ? {} : { operator: booleanAttribute(filter, 'and') ? 'And' : 'Or' }),
    };
  }
  if (name === 'top10') {
    const end = booleanAttribute(filter, 'top', true) ? 'Top' : 'Bottom';
    const unit = booleanAttribute(filter, 'percent') ? 'Percent' : 'Items';
    return { filterOn: `${end}${unit}`, criterion1: attribute(filter, 'val') ?? '10' };
  }
  if (name === 'dynamicFilter') {
    return {
      filterOn: 'Dynamic',
      dynamicCriteria: dynamicName(attribute(filter, 'type') ?? 'null'),
    };
  }
  if (name === 'colorFilter') {
    return { filterOn: booleanAttribute(filter, 'cellColor', true) ? 'CellColor' : 'FontColor' };
  }
  return name === 'iconFilter' ? { filterOn: 'Icon' } : undefined;
}

/** An `autoFilter` element, on a sheet or in a table. */
export function readFilter(element: Element): AutoFilter | undefined {
  const area = parseArea(attribute(element, 'ref') ?? '');
  if (!area) return undefined;
  const criteria: (FilterCriteria | undefined)[] = [];
  const columns = children(element, 'filterColumn').map((column) => {
    const offset = numberAttribute(column, 'colId') ?? 0;
    const understood = readCriteria(column);
    if (understood) criteria[offset] = understood;
    return { offset, xml: printNode(column), criteria: understood };
  });
  return {
    area,
    criteria,
    ...(columns.length > 0 ? { kept: { columns } satisfies KeptFilter } : {}),
  };
}

function writeValues(document: Document, values: NonNullable<FilterCriteria['values']>): Element {
  const filters = make(document, 'filters');
  for (const value of values) {
    if (value === '') setAttributes(filters, { blank: true });
    else if (typeof value === 'string')
      filters.appendChild(make(document, 'filter', { val: value }));
    else {
      const parts = value.date.match(/\d+/gu) ?? [];
      const depth = specificities.indexOf(value.specificity);
      const named = specificities
        .slice(0, depth + 1)
        .map((name, i) => [name.toLowerCase(), Number(parts[i] ?? 0)] as const);
      const dateTimeGrouping = value.specificity.toLowerCase();
      filters.appendChild(
        make(document, 'dateGroupItem', { ...Object.fromEntries(named), dateTimeGrouping }),
      );
    }
  }
  return filters;
}

function writeCustom(document: Document, criteria: FilterCriteria): Element {
  const filters = make(document, 'customFilters', {
    and: criteria.operator === 'And' || undefined,
  });
  for (const criterion of [criteria.criterion1, criteria.criterion2]) {
    if (criterion === undefined) continue;
    const sign = /^(?:<>|<=|>=|=|<|>)/u.exec(criterion)?.[0] ?? '';
    const operator = Object.keys(comparisons).find((name) => comparisons[name] === (sign || '='));
    const val = criterion.slice(sign.length);
    filters.appendChild(
      make(document, 'customFilter', {
        operator: operator === 'equal' ? undefined : operator,
        val,
      }),
    );
  }
  return filters;
}

/** The filter inside a `filterColumn`; colours and icons can only be kept, not made. */
function writeCriteria(document: Document, criteria: FilterCriteria): Element | undefined {
  const { filterOn } = criteria;
  if (filterOn === 'Values') return writeValues(document, criteria.values ?? []);
  if (filterOn === 'Custom') return writeCustom(document, criteria);
  if (filterOn === 'Dynamic') {
    return make(document, 'dynamicFilter', { type: dynamicType(criteria.dynamicCriteria ?? '') });
  }
  if (!/^(?:Top|Bottom)/u.test(filterOn)) return undefined;
  return make(document, 'top10', {
    top: filterOn.startsWith('Top') ? undefined : false,
    percent: filterOn.endsWith('Percent') || undefined,
    val: criteria.criterion1 ?? '10',
  });
}

export function writeFilter(document: Document, filter: AutoFilter, base?: Element): Element {
  const element = base ?? make(document, 'autoFilter');
  setAttributes(element, { ref: printArea(filter.area) });
  for (const column of children(element, 'filterColumn')) element.removeChild(column);
  const kept = (filter.kept as KeptFilter | undefined)?.columns ?? [];
  const width = filter.area.right - filter.area.left + 1;
  const later = children(element)[0] ?? null;
  for (let offset = 0; offset < width; offset += 1) {
    const criteria = filter.criteria[offset];
    const before = kept.find((column) => column.offset === offset);
    const unchanged = before && JSON.stringify(before.criteria) === JSON.stringify(criteria);
    if (before && unchanged) element.insertBefore(revive(document, before.xml), later);
    else if (criteria) {
      const written = writeCriteria(document, criteria);
      if (!written) continue;
      element.insertBefore(make(document, 'filterColumn', { colId: offset }, [written]), later);
    }
  }
  return element;
}

/** The order that a table (or filter) was last sorted in; undefined where it is by colour or the like. */
export function readSort(element: Element | undefined, area: Area): SortState | undefined {
  const state = child(element, 'sortState');
  if (!state) return undefined;
  const fields = children(state, 'sortCondition').flatMap((condition) => {
    const range = parseArea(attribute(condition, 'ref') ?? '');
    if (!range || attribute(condition, 'sortBy') !== undefined) return [];
    return [{ key: range.left - area.left, ascending: !booleanAttribute(condition, 'descending') }];
  });
  if (fields.length === 0) return undefined;
  return { fields, matchCase: booleanAttribute(state, 'caseSensitive') };
}

/** `body` is the area of the rows that were sorted. */
export function writeSort(document: Document, sort: SortState, body: Area): Element {
  const conditions = sort.fields.map(({ key, ascending }) => {
    const column = body.left + key;
    const ref = printArea({ ...body, left: column, right: column });
    return make(document, 'sortCondition', { descending: !ascending || undefined, ref });
  });
  const caseSensitive = sort.matchCase || undefined;
  return make(document, 'sortState', { caseSensitive, ref: printArea(body) }, conditions);
}
