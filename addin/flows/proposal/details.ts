import type { Saying } from '../words.ts';
import type { ColumnSource, FieldSource, Filter } from '../mapping.ts';
import type { Column } from './columns.ts';
import { MOST_DISTINCT, plainWords } from './columns.ts';
import { ACCOUNT, READING_KIND_WORDS, TAKEN_OFF, UTILITIES } from './values.ts';

/**
 * How a column feeds a field: what its blanks, codes and months mean; `isPeriod` where it feeds both
 * ends of a bill's period. `remark` tells the user.
 */
export function sourceFor(
  field: string,
  column: Column,
  isPeriod: boolean,
  remark: (saying: Saying) => void,
): FieldSource {
  const source: ColumnSource = refTo(column);
  if (isPeriod) {
    if (field === 'periodEnd') remark({ code: 'month-is-period', column: column.header });
    return { ...source, month: field === 'periodEnd' ? 'lastDay' : 'firstDay' };
  }
  if (field === 'period' && column.namesMonths) {
    remark({ code: 'month-is-period', column: column.header });
    return { ...source, month: 'name' };
  }
  if (field === 'date' && column.showsMonths) return { ...source, month: 'lastDay' };
  if (field === 'subMeter' && column.distinct.has('0')) {
    remark({ code: 'zero-is-nothing', column: column.header });
    return { ...source, values: { '0': '' } };
  }
  if (field === 'multiplier' && column.distinct.has('0')) return { ...source, values: { '0': '' } };
  if (field === 'kind') {
    const words = [...column.distinct.keys()];
    const values = Object.fromEntries(
      words.map((word) => [word, READING_KIND_WORDS.get(plainWords(word)) ?? word]),
    );
    return { ...source, values };
  }
  return source;
}

export function refTo({ header, position }: Column): { column: string; position: number } {
  return { column: header, position };
}

/** Whether every word in a column is a kind of reading: "A", "E", "final". */
export function holdsReadingKinds({ distinct }: Column): boolean {
  return [...distinct.keys()].every((word) => READING_KIND_WORDS.has(plainWords(word)));
}

/** "Utility": E, G, W → only the rows of electricity. Null where there is nothing to choose. */
export function electricityFilter(
  columns: readonly Column[],
  remark: (saying: Saying) => void,
): Filter | null {
  for (const column of columns) {
    const words = [...column.distinct.keys()];
    const known = words.map((word) => UTILITIES.get(plainWords(word)));
    const electric = words.filter((_, i) => known[i] === true);
    const isUtility = words.length >= 2 && !known.includes(undefined);
    if (!isUtility || electric.length === 0 || electric.length === words.length) continue;
    const others = words.filter((_, i) => known[i] === false);
    remark({
      code: 'only-electricity',
      column: column.header,
      taken: electric.join(', '),
      leftOut: others.join(', '),
    });
    const [only] = electric;
    return electric.length === 1 && only !== undefined
      ? { ...refTo(column), equals: only }
      : { ...refTo(column), in: electric };
  }
  return null;
}

/** The column that names accounts with the utility, where it names several. */
export function accountColumn(columns: readonly Column[]): Column | null {
  return (
    columns.find(
      ({ words, distinct, dates, filled }) =>
        ACCOUNT.test(words) &&
        dates === 0 &&
        distinct.size >= 2 &&
        distinct.size < Math.min(filled, MOST_DISTINCT),
    ) ?? null
  );
}

/** The column whose TRUE says that what a sub-meter measures is taken off its unit. */
export function takenOffColumn(columns: readonly Column[]): Column | null {
  return (
    columns.find(
      ({ words, booleans, distinct }) =>
        booleans === 1 &&
        TAKEN_OFF.test(words) &&
        [...distinct.keys()].some((word) => word.toUpperCase() === 'TRUE'),
    ) ?? null
  );
}
