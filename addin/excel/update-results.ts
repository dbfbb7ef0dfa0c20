import type { Row } from './column-writes.ts';
import { addColumns, changedCells, formatColumns } from './column-writes.ts';
import { HostProblem } from './errors.ts';
import type { GiveWay } from './host.ts';
import { rehideRows } from './hidden-rows.ts';
import { relativeFormula } from './relative-formula.ts';
import type { RowPlan, StandingRow } from './result-rows.ts';
import { planRows } from './result-rows.ts';
import type { ResultTable } from './result-table.ts';
import { cellOf, rowCountOf } from './result-table.ts';
import type { CellValue } from './read-range.ts';
import { addRows, removeRows } from './row-writes.ts';
import type { StandingTable } from './standing-results.ts';
import type { Write } from './write-batches.ts';
import { ACTION_BYTES } from './write-batches.ts';

/** What is to be written into a standing table, and what becomes of its rows. */
export interface TableUpdate {
  readonly writes: readonly Write[];
  /** Puts on again, after the writes, what filters are lifted by them. */
  readonly filters: readonly Write[];
  /** Its rows afterwards. */
  readonly plan: readonly Row[];
  /** Rows of its body afterwards. */
  readonly rows: number;
  readonly newRows: number;
  readonly changedRows: number;
  readonly removedRows: number;
  readonly keptRows: number;
}

/**
 * Brings a standing table up to date with as few writes as there are differences: rows come and go as
 * whole rows of the table, so that the user's cells, notes and formats move with theirs; of the rest
 * only our cells that changed are written. Filters are lifted meanwhile: a write to a filtered range
 * lands on the wrong rows (office-js #224).
 *
 * @throws HostProblem `no-room` where rows are to come and can not
 */
export async function updateOf(
  result: ResultTable,
  standing: StandingTable,
  known: Readonly<Record<string, number>>,
  date1904: boolean,
  giveWay: GiveWay,
): Promise<TableUpdate> {
  const rows = standingRows(result, standing);
  await giveWay();
  const keys = resultKeys(result, date1904);
  await giveWay();
  const plan = withOneRow(planRows(rows, keys), standing);
  await giveWay();
  const mended = await changedCells(result, standing, plan.rows, rows, date1904, giveWay);
  const added = addRows(result, standing, plan.rows, date1904);
  if (added.length > 0 && standing.rowShift === 'none') throw new HostProblem('no-room');
  const isMoving = plan.removed.length > 0 || added.length > 0;
  const body = [
    ...removeRows(standing, plan.removed),
    ...added,
    ...mended.writes,
    ...(isMoving ? rehideRows(standing, plan.rows) : []),
    ...formatColumns(result, standing, plan.rows),
    ...addColumns(result, standing, known, plan.rows, date1904),
  ];
  const matched = plan.rows.filter(({ from, result }) => from !== null && result !== null);
  return {
    ...(body.length > 0 ? unfiltered(standing, body) : { writes: [], filters: [] }),
    plan: plan.rows,
    rows: plan.rows.length,
    newRows: keys.length - matched.filter(({ isReused }) => !isReused).length,
    changedRows: mended.rows,
    removedRows: plan.removed.length,
    keptRows: plan.rows.filter(({ result, isReused }) => result === null && !isReused).length,
  };
}

/** Excel keeps a row in every table: where none would stay, the first is used for what comes. */
function withOneRow(
  { rows, removed }: RowPlan,
  { rowShift }: StandingTable,
): { rows: Row[]; removed: readonly number[] } {
  const [reused, ...others] = removed;
  if (reused === undefined || rows.some(({ from }) => from !== null))
    return { rows: [...rows], removed };
  const first = { from: reused, result: rows[0]?.result ?? null, isReused: true } as const;
  if (rowShift === 'cells') return { rows: [first, ...rows.slice(1)], removed: others };
  const left = others.map((from): Row => ({ from, result: null }));
  return { rows: [first, ...rows.slice(1), ...left], removed: [] };
}

function standingRows(
  result: ResultTable,
  { places, values, own, rowShift }: StandingTable,
): StandingRow[] {
  const keys = result.columns.filter(({ isKey }) => isKey).map(({ key }) => places.get(key) ?? -1);
  const columns = [...own.values()].map((cells) => ({
    cells,
    filledDown: formulasFilledDown(cells),
  }));
  const rows = values.map((row, i): StandingRow => {
    const parts = keys.map((column) => String(row[column] ?? '').trim());
    const key = parts.every((part) => part === '') ? '' : parts.join('\n');
    const hasTyped = columns.some(({ cells, filledDown }) => {
      const formula = cells[i] ?? '';
      return formula !== '' && !filledDown.has(relativeFormula(formula, i));
    });
    return { key, stays: hasTyped || (key === '' && row.some((cell) => cell !== '')) };
  });
  const isEmpty = rows.every(({ key, stays }) => key === '' && !stays);
  return rowShift === 'cells' || isEmpty ? rows : rows.map(({ key }) => ({ key, stays: true }));
}

/** Formulas that stand in more than one row of a column: nobody typed them for one row. */
function formulasFilledDown(column: readonly CellValue[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const [i, formula] of column.entries()) {
    if (typeof formula !== 'string' || !formula.startsWith('=')) continue;
    const relative = relativeFormula(formula, i);
    if (seen.has(relative) || column.length === 1) again.add(relative);
    seen.add(relative);
  }
  return again;
}

function resultKeys(result: ResultTable, date1904: boolean): string[] {
  const keys = result.columns.filter(({ isKey }) => isKey);
  return Array.from({ length: rowCountOf(result) }, (_, row) =>
    keys.map((column) => String(cellOf(column, row, date1904)).trim()).join('\n'),
  );
}

function unfiltered(
  { id, criteria, isSorted }: StandingTable,
  writes: readonly Write[],
): Pick<TableUpdate, 'writes' | 'filters'> {
  const write = (act: (table: Excel.Table) => void): Write => ({
    bytes: ACTION_BYTES,
    act: (context) => act(context.workbook.tables.getItem(id)),
  });
  const filters = criteria.flatMap((one, column) =>
    one ? [write((table) => table.columns.getItemAt(column).filter.apply(one))] : [],
  );
  return {
    writes: [
      ...(filters.length > 0 ? [write((table) => table.clearFilters())] : []),
      ...writes,
      ...(isSorted ? [write((table) => table.sort.reapply())] : []),
    ],
    filters,
  };
}
