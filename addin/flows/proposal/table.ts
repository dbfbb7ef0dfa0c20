import type { Kind } from '../../../contract/kinds.ts';
import type { FoundTable, WorkbookContent } from '../../excel/find-tables.ts';
import { provenOrder } from '../dates.ts';
import type { FieldSource, Filter, TableMapping } from '../mapping.ts';
import type { Saying } from '../words.ts';
import type { Column } from './columns.ts';
import { columnsOf } from './columns.ts';
import {
  electricityFilter,
  holdsReadingKinds,
  refTo,
  sourceFor,
  takenOffColumn,
} from './details.ts';
import { assign, guessKinds } from './fields.ts';

/** What one table of the workbook seems to be. */
export interface TableProposal {
  readonly table: FoundTable;
  readonly columns: readonly Column[];
  /** Of its main kind; null where nothing fits. */
  readonly main: TableMapping | null;
  /** Units and tenancies that its rows name besides. */
  readonly besides: readonly TableMapping[];
  readonly remarks: readonly Saying[];
}

export function proposeTable(table: FoundTable, content: WorkbookContent): TableProposal {
  const columns = columnsOf(table, content.culture, content.date1904);
  const remarks: Saying[] = [];
  const remark = (saying: Saying) =>
    void (
      remarks.some((one) => JSON.stringify(one) === JSON.stringify(saying)) || remarks.push(saying)
    );
  const guess = guessKinds(`${table.table ?? ''} ${table.sheet}`, columns)[0];
  const nothing = { table, columns, main: null, besides: [], remarks };
  if (!guess || table.rows.length === 0) return nothing;
  const electricity =
    guess.kind === 'readings' || guess.kind === 'bills' ? electricityFilter(columns, remark) : null;
  const where = electricity ? [electricity] : [];
  const fields = fieldsFor(guess.fields, remark);
  const main = {
    ...mappingOf(table, guess.kind, fields, where),
    ...dateOrderOf([...guess.fields.values()], remark),
  };
  const besides = [
    ...unitsBeside(main, columns, remark),
    ...tenanciesBeside(main, columns, table, remark),
  ];
  return { table, columns, main, besides, remarks };
}

/** A table as a kind that the user names: the columns that fit it best, which may not suffice. */
export function mapTable(table: FoundTable, kind: Kind, content: WorkbookContent): TableMapping {
  const columns = columnsOf(table, content.culture, content.date1904);
  const fields = fieldsFor(assign(kind, columns), () => {});
  return { ...mappingOf(table, kind, fields, []), ...dateOrderOf(columns, () => {}) };
}

function fieldsFor(
  chosen: ReadonlyMap<string, Column>,
  remark: (saying: Saying) => void,
): Record<string, FieldSource> {
  return Object.fromEntries(
    [...chosen]
      .filter(([field, column]) => field !== 'kind' || holdsReadingKinds(column))
      .map(([field, column]) => {
        const isPeriod =
          field.startsWith('period') &&
          column === chosen.get('periodStart') &&
          column === chosen.get('periodEnd');
        return [field, sourceFor(field, column, isPeriod, remark)];
      }),
  );
}

function mappingOf(
  table: FoundTable,
  kind: Kind,
  fields: Record<string, FieldSource>,
  where: readonly Filter[],
): TableMapping {
  const from =
    table.table === null
      ? { sheet: table.sheet, headerRow: table.headerRow }
      : { table: table.table, sheet: table.sheet };
  const source = table.table ?? table.sheet;
  return { source, kind, from, fields, ...(where.length > 0 ? { where: [...where] } : {}) };
}

/** Text dates that can be read in two ways: the order that the column itself proves, or a question. */
function dateOrderOf(
  columns: readonly Column[],
  remark: (saying: Saying) => void,
): Pick<TableMapping, 'dateOrder'> {
  const texts = columns.flatMap((column) => column.dateTexts);
  const dateOrder = provenOrder(texts);
  if (dateOrder !== null) return { dateOrder };
  const example = texts.find((text) => /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$/.test(text));
  if (example !== undefined) remark({ code: 'which-date-order', example });
  return {};
}

/** Sub-meters with a multiplier or digits on every row, or a column that says which are taken off. */
function unitsBeside(
  main: TableMapping,
  columns: readonly Column[],
  remark: (saying: Saying) => void,
): TableMapping[] {
  if (main.kind === 'units' || main.kind === 'bills') return [];
  const { unit, subMeter } = main.fields;
  if (!unit) return [];
  const found = assign('units', columns);
  const off = takenOffColumn(columns);
  const fields: Record<string, FieldSource> = { unit, ...(subMeter ? { subMeter } : {}) };
  for (const field of ['multiplier', 'digits']) {
    const column = found.get(field);
    if (column) fields[field] = sourceFor(field, column, false, remark);
  }
  if (off && !fields['multiplier']) {
    fields['multiplier'] = { ...refTo(off), values: { TRUE: '-1', FALSE: '1' } };
    remark({ code: 'true-is-taken-off', column: off.header });
  }
  if (!fields['multiplier'] && !fields['digits']) return [];
  return [beside(main, 'units', fields)];
}

/** Only where each unit has one tenant: who lived there when stands nowhere. */
function tenanciesBeside(
  main: TableMapping,
  columns: readonly Column[],
  table: FoundTable,
  remark: (saying: Saying) => void,
): TableMapping[] {
  if (main.kind !== 'readings' && main.kind !== 'units') return [];
  const found = assign('tenancies', columns);
  const [unit, tenant] = [found.get('unit'), found.get('tenant')];
  if (!unit || !tenant || !main.fields['unit']) return [];
  const tenants = new Map<string, Set<string>>();
  for (const row of table.cells.text) {
    const [inUnit, name] = [row[unit.position]?.trim() ?? '', row[tenant.position]?.trim() ?? ''];
    if (inUnit !== '' && name !== '') {
      tenants.set(inUnit, (tenants.get(inUnit) ?? new Set()).add(name.toLowerCase()));
    }
  }
  const hasDates = found.has('movedIn') && main.kind === 'units';
  if (!hasDates && [...tenants.values()].some((names) => names.size > 1)) {
    remark({ code: 'tenants-change', column: tenant.header });
    return [];
  }
  const kept = new Map([...found].filter(([field]) => hasDates || !field.startsWith('moved')));
  const mapped = beside(main, 'tenancies', fieldsFor(kept, remark));
  return [{ ...mapped, where: [...(mapped.where ?? []), { ...refTo(tenant), notEmpty: true }] }];
}

function beside(main: TableMapping, kind: Kind, fields: Record<string, FieldSource>): TableMapping {
  return { ...main, kind, fields, distinct: true };
}
