import { HostProblem } from './errors.ts';
import { criteriaOf } from './filters.ts';
import type { Located } from './locate-results.ts';
import { mergedBelow } from './merged-below.ts';
import type { CellValue, ReadOptions } from './read-range.ts';
import { readContents, readValues } from './read-range.ts';
import type { RowShift } from './row-shift.ts';
import { BLOCK, rowShiftOf } from './row-shift.ts';

/** A table of results as it stands in the workbook, with what the user made of it. */
export interface StandingTable {
  readonly id: string;
  readonly sheet: string;
  readonly isProtected: boolean;
  readonly hasTotals: boolean;
  readonly rowShift: RowShift;
  /** Where it is, how large, and in which order: as long as these are so, its rows are where they were. */
  readonly shape: string;
  readonly width: number;
  /** By our name of a column its offset in the table; those that the user took out are not there. */
  readonly places: ReadonlyMap<string, number>;
  /** Of its body, all columns. */
  readonly values: readonly (readonly CellValue[])[];
  /** Of the user's own columns, by their offset: formulas where there are some, else values. */
  readonly own: ReadonlyMap<number, readonly CellValue[]>;
  /** Of the body's first row. */
  readonly formats: readonly string[];
  /** By column, where the user filtered. */
  readonly criteria: readonly (Excel.FilterCriteria | null)[];
  readonly isSorted: boolean;
  /** By row, where the user hid some and filtered none out. */
  readonly hidden: readonly boolean[];
}

/** Reads those of these tables that stand; null for the others. */
export async function readStanding(
  context: Excel.RequestContext,
  located: readonly Located[],
  { canResize, ...options }: ReadOptions & { readonly canResize: boolean },
): Promise<(StandingTable | null)[]> {
  const asked = located.map((one) =>
    one.state === 'standing'
      ? askFor(one, 'rowIndex, columnIndex, rowCount, columnCount, rowHidden')
      : null,
  );
  if (asked.every((one) => one === null)) return asked.map(() => null);
  await context.sync();
  const hides = asked.map((one) => (one && hasHidden(one) ? askWhichAreHidden(one) : null));
  if (hides.some((one) => one !== null)) await context.sync();
  const standing = asked.flatMap((one) => (one ? [one] : []));
  const merged = await mergedBelow(context, standing, canResize);
  const areas = standing.map(areaOf);
  const contents = areas.length > 0 ? await readValues(context, areas, options) : [];
  const owns = await readOwn(context, asked, options);
  let next = 0;
  return asked.map((one, i) => {
    if (!one) return null;
    const values = contents[next] ?? [];
    const others = [...one.others, ...(merged[next] ?? [])];
    next += 1;
    const hidden = (hides[i]?.value ?? []).map(({ rowHidden }) => rowHidden === true);
    const rowShift = rowShiftOf(one.whole, others, canResize);
    return standingOf(one, { values, rowShift, own: owns[i] ?? new Map(), hidden });
  });
}

type Asked = ReturnType<typeof askFor>;

/** What was asked for and what was read besides. */
export function standingOf(
  one: Asked,
  read: Pick<StandingTable, 'values' | 'rowShift'> & Partial<Pick<StandingTable, 'own' | 'hidden'>>,
): StandingTable {
  const { body, table, places, sheet } = one;
  return {
    id: table.id,
    sheet: sheet.name,
    isProtected: sheet.protection.protected,
    hasTotals: table.showTotals,
    shape: shapeOf(one),
    width: body.columnCount,
    places,
    formats: (one.firstRow.numberFormat as string[][])[0] ?? [],
    criteria: criteriaOf(table.autoFilter),
    isSorted: (table.sort.fields ?? []).length > 0,
    ...{ own: new Map(), hidden: [] },
    ...read,
  };
}

type Found = Extract<Located, { state: 'standing' }>;

/** @param what of its body; where it lies and how large it is at least */
export function askFor({ table, places, others }: Found, what: string) {
  const body = table.getDataBodyRange().load(what);
  const columns = table.columns.load('items/id');
  const firstRow = body.getRow(0).load('numberFormat');
  const sheet = table.worksheet.load('name, protection/protected');
  table.load('showTotals');
  table.autoFilter.load('isDataFiltered, criteria');
  table.sort.load('fields');
  const blocks = { whole: askForBlock(table), others: others.map(askForBlock) };
  return { table, places, body, columns, firstRow, sheet, ...blocks };
}

function askForBlock(table: Excel.Table): Excel.Range {
  return table.getRange().load(BLOCK);
}

type Shaped = Pick<Asked, 'table' | 'body' | 'columns'>;

export function shapeOf({ table, body, columns }: Shaped): string {
  const { rowIndex, columnIndex, rowCount, columnCount } = body;
  const ids = columns.items.map(({ id }) => id);
  return JSON.stringify([rowIndex, columnIndex, rowCount, columnCount, ids, table.sort.fields]);
}

/** Somebody may have put rows in or sorted since they were read. @throws HostProblem `changed-meanwhile` */
export async function requireUnmoved(
  context: Excel.RequestContext,
  tables: readonly StandingTable[],
): Promise<void> {
  const asked = tables.map(({ id }): Shaped => {
    const table = context.workbook.tables.getItem(id);
    table.sort.load('fields');
    const body = table.getDataBodyRange().load('rowIndex, columnIndex, rowCount, columnCount');
    return { table, body, columns: table.columns.load('items/id') };
  });
  await context.sync();
  const isMoved = asked.some((one, i) => shapeOf(one) !== tables[i]?.shape);
  if (isMoved) throw new HostProblem('changed-meanwhile');
}

/** null: some are, and some are not. */
function hasHidden({ body, table }: Asked): boolean {
  const isAny = (body.rowHidden as boolean | null) !== false;
  return isAny && !table.autoFilter.isDataFiltered;
}

function askWhichAreHidden({ body }: Asked) {
  return body.getRowProperties({ rowHidden: true });
}

/** Formulas of columns that are not ours: we never write any, and theirs tell what they typed. */
async function readOwn(
  context: Excel.RequestContext,
  asked: readonly (Asked | null)[],
  options: ReadOptions,
): Promise<Map<number, readonly CellValue[]>[]> {
  const wanted = asked.flatMap((one, table) => {
    if (!one) return [];
    const ours = new Set(one.places.values());
    const { columnCount, columnIndex } = one.body;
    const own = Array.from({ length: columnCount }, (_, i) => i).filter((i) => !ours.has(i));
    return own.map((column) => ({
      ...{ table, column },
      area: { ...areaOf(one), left: columnIndex + column, columns: 1 },
    }));
  });
  const found = asked.map(() => new Map<number, readonly CellValue[]>());
  if (wanted.length === 0) return found;
  const areas = wanted.map(({ area }) => area);
  const contents = await readContents(context, areas, options);
  for (const [i, { table, column }] of wanted.entries()) {
    found[table]?.set(column, contents[i]?.formulas.map(([cell = '']) => cell) ?? []);
  }
  return found;
}

export function areaOf({ body, sheet }: Pick<Asked, 'body' | 'sheet'>) {
  return {
    sheet: sheet.name,
    top: body.rowIndex,
    left: body.columnIndex,
    rows: body.rowCount,
    columns: body.columnCount,
  };
}
