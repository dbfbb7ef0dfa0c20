import type { FoundTable, WorkbookContent } from '../excel/find-tables.ts';
import { applyMapping } from './apply.ts';
import { cellAt, wordsOf } from './cell.ts';
import type { Filter, Mapping, TableMapping } from './mapping.ts';
import { accountColumn, refTo } from './proposal/details.ts';
import type { TableProposal } from './proposal/table.ts';
import { proposeTable } from './proposal/table.ts';
import type { Saying } from './words.ts';

/** What was assumed about a table, for the user to confirm. */
export interface Remark {
  readonly table: FoundTable;
  readonly saying: Saying;
}

export interface Proposal {
  /** Null where no table looks like a part of a ledger. */
  readonly mapping: Mapping | null;
  readonly remarks: readonly Remark[];
  /** Tables that nothing was made of. */
  readonly unused: readonly FoundTable[];
}

/** From headers and contents: which table is what, and which column feeds which field. Pure. */
export function propose(content: WorkbookContent): Proposal {
  const tables = content.tables
    .filter((table) => table.visible)
    .map((table) => proposeTable(table, content));
  const used = oneAccount(onlyTyped(onlyDials(tables)), content);
  const main = used.proposals.flatMap((one) => (one.main ? [one.main] : []));
  const units = main.filter((one) => one.kind === 'units');
  const besides = used.proposals
    .flatMap((one) => one.besides)
    .flatMap((one) => (one.kind === 'units' ? unitsNotGiven(one, units, content) : [one]));
  const mapped = namedApart([...besides, ...main]);
  return {
    mapping: mapped.length > 0 ? { tables: mapped } : null,
    remarks: [
      ...used.proposals.flatMap(({ table, remarks }) =>
        remarks.map((saying) => ({ table, saying })),
      ),
      ...used.remarks,
    ],
    unused: content.tables.filter(
      (table) => !used.proposals.some((one) => one.main && one.table === table),
    ),
  };
}

/** A table of usage beside one of dials is what somebody computed from it. */
function onlyDials(proposals: readonly TableProposal[]): TableProposal[] {
  if (!proposals.some(hasDial)) return [...proposals];
  return proposals.map((one) =>
    one.main?.kind === 'readings' && !hasDial(one) ? { ...one, main: null, besides: [] } : one,
  );
}

/** A table whose figures are all formulas is what somebody computed from a typed one of its kind. */
function onlyTyped(proposals: readonly TableProposal[]): TableProposal[] {
  const typed = new Set(
    proposals.flatMap((one) => (one.main && !isComputed(one) ? [one.main.kind] : [])),
  );
  return proposals.map((one) =>
    one.main && isComputed(one) && typed.has(one.main.kind)
      ? { ...one, main: null, besides: [], remarks: [] }
      : one,
  );
}

/** What a table says about its units and days (names, kWh, money) is a formula in every row. */
function isComputed({ main, table }: TableProposal): boolean {
  const said = Object.entries(main?.fields ?? {}).flatMap(([field, source]) => {
    const position = 'column' in source ? source.position : undefined;
    return SAID.has(field) && position !== undefined ? [position] : [];
  });
  return (
    said.length > 0 &&
    table.cells.formulas.every((row) =>
      said.every((position) => String(row[position]).startsWith('=')),
    )
  );
}

const SAID = new Set(['tenant', 'totalKwh', 'amount', 'kwh', 'usageKwh']);

function hasDial({ main }: TableProposal): boolean {
  return main?.kind === 'readings' && 'kwh' in main.fields;
}

/** A property is one account with the utility: of several, the one with most kWh. */
function oneAccount(
  proposals: readonly TableProposal[],
  content: WorkbookContent,
): { proposals: TableProposal[]; remarks: Remark[] } {
  const remarks: Remark[] = [];
  const bills = proposals.find((one) => one.main?.kind === 'bills' && accountColumn(one.columns));
  const account = bills && largestAccount(bills, content);
  if (!bills || account === null || account === undefined) {
    return { proposals: [...proposals], remarks };
  }
  const limited = proposals.map((one) => {
    const column = accountColumn(one.columns);
    if (!one.main || !column?.distinct.has(account)) return one;
    remarks.push({
      table: one.table,
      saying: {
        code: 'one-account',
        column: column.header,
        count: column.distinct.size,
        taken: account,
      },
    });
    const filter: Filter = { ...refTo(column), equals: account };
    const limit = (table: TableMapping) => ({ ...table, where: [...(table.where ?? []), filter] });
    return { ...one, main: limit(one.main), besides: one.besides.map(limit) };
  });
  return { proposals: limited, remarks };
}

/** Null where each account's bills stand alone: no period has bills of two. */
function largestAccount({ main, columns }: TableProposal, content: WorkbookContent): string | null {
  const column = accountColumn(columns);
  if (!main || !column) return null;
  const { tables, origins } = applyMapping(content, { tables: [main] });
  const [bills, origin] = [tables[0], origins[0]];
  if (bills?.kind !== 'bills' || !origin) return null;
  const { totalKwh = [], periodEnd = [] } = bills.columns;
  const places = new Map(origin.table.rows.map((row, i) => [row, i]));
  const sums = new Map<string, number>();
  const accountsOf = new Map<string, Set<string>>();
  for (const [i, row] of bills.rows.entries()) {
    const account = wordsOf(cellAt(origin.table, places.get(row) ?? -1, column.position));
    if (account === '') continue;
    sums.set(account, (sums.get(account) ?? 0) + (Number(totalKwh[i]) || 0));
    const end = periodEnd[i] ?? '';
    accountsOf.set(end, (accountsOf.get(end) ?? new Set()).add(account));
  }
  if (![...accountsOf.values()].some((accounts) => accounts.size > 1)) return null;
  return [...sums].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

/**
 * Units that readings name besides, where a table of units is there too: only those whose multiplier
 * is said, and none if both tables say something about the same one.
 */
function unitsNotGiven(
  beside: TableMapping,
  units: readonly TableMapping[],
  content: WorkbookContent,
): TableMapping[] {
  if (units.length === 0) return [beside];
  const { multiplier } = beside.fields;
  if (!multiplier || !('values' in multiplier) || multiplier.values?.['TRUE'] === undefined)
    return [];
  const { column, position } = multiplier;
  const filter = { column, ...(position === undefined ? {} : { position }), equals: 'TRUE' };
  const limited = { ...beside, where: [...(beside.where ?? []), filter] };
  const given = new Set(units.flatMap((one) => keysOf(one, content)));
  return keysOf(limited, content).some((key) => given.has(key)) ? [] : [limited];
}

function keysOf(mapped: TableMapping, content: WorkbookContent): string[] {
  const table = applyMapping(content, { tables: [mapped] }).tables[0];
  if (table?.kind !== 'units') return [];
  const { unit = [], subMeter = [] } = table.columns;
  return unit.map((label, i) => `${label ?? ''}\n${subMeter[i] ?? ''}`.toLowerCase());
}

/** Sources are names: two tables of one kind on one sheet get their own. */
function namedApart(tables: readonly TableMapping[]): TableMapping[] {
  const seen = new Map<string, number>();
  return tables.map((table) => {
    const name = `${table.kind} ${table.source}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? table : { ...table, source: `${table.source} (${count})` };
  });
}
