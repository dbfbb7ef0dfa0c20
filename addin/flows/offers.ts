import { fieldsOf } from '../../contract/kinds.ts';
import type { TableResult } from '../../contract/push.ts';
import type { Origin } from './origin.ts';
import type { Preview } from './preview.ts';
import type { Place } from './show-cell.ts';
import type { Saying } from './words.ts';

/** Something that the server knows better (or differently) and that can go into the sheet. */
export type Offer = CellOffer | RowOutOffer | RowInOffer;

/** A value of the server's for a cell of the sheet. */
export interface CellOffer extends Place {
  readonly what: 'cell';
  readonly row: number;
  readonly field: string;
  readonly state: 'newerOnServer' | 'conflict';
  /** As they travel: money and kWh as decimal text, dates as ISO; null for nothing. */
  readonly sheet: string | null;
  readonly server: string | null;
  /** Why it cannot be written; null where it can. */
  readonly hindrance: Saying | null;
}

/** A row that was deleted on the server: to be taken out of the sheet. */
export interface RowOutOffer extends Place {
  readonly what: 'row-out';
  readonly row: number;
  readonly field: null;
  readonly state: 'newerOnServer' | 'conflict';
  readonly hindrance: Saying | null;
}

/** A row that is missing in the sheet, and that the user chose to bring back. */
export interface RowInOffer extends Place {
  readonly what: 'row-in';
  readonly row: null;
  readonly field: null;
  readonly state: 'newerOnServer';
  readonly key: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly hindrance: Saying | null;
}

/** What a preview found newer on the server, or changed on both sides. Pure. */
export function offersOf({ result, applied }: Preview): Offer[] {
  return result.tables.flatMap((table) => {
    const { kind, source } = table;
    const origin = applied.origins.find((one) => one.kind === kind && one.source === source);
    if (!origin) return [];
    return [
      ...cellOffers(table, origin),
      ...rowOutOffers(table, origin, applied.origins),
      ...rowInOffers(table, origin),
    ];
  });
}

function cellOffers({ kind, source, differences }: TableResult, origin: Origin): CellOffer[] {
  return differences.row.flatMap((row, i): CellOffer[] => {
    const [field = '', state] = [differences.field[i], differences.state[i]];
    if (row === null || state === undefined || state === 'update') return [];
    const [sheet, server] = [differences.sheet[i] ?? null, differences.server[i] ?? null];
    const hindrance = cellHindrance(origin, row, field);
    return [{ what: 'cell', kind, source, row, field, state, sheet, server, hindrance }];
  });
}

function cellHindrance(
  { columns, plain, table }: Origin,
  row: number,
  field: string,
): Saying | null {
  const column = columns.get(field);
  if (column === undefined) return { code: 'no-column' };
  const formula = table.cells.formulas[table.rows.indexOf(row)]?.[column];
  const value = table.cells.values[table.rows.indexOf(row)]?.[column];
  const holdsFormula = typeof formula === 'string' && formula.startsWith('=') && formula !== value;
  if (holdsFormula) return { code: 'holds-formula' };
  return plain.has(field) ? null : { code: 'read-by-rule' };
}

function rowOutOffers(
  { kind, source, outcomes }: TableResult,
  origin: Origin,
  origins: readonly Origin[],
): RowOutOffer[] {
  // A row that feeds several kinds would be lost for the others too.
  const isShared = origins.some((one) => one !== origin && one.table === origin.table);
  const isByHand = origin.table.table === null || isShared;
  const hindrance = isByHand ? ({ code: 'row-by-hand' } as const) : null;
  return outcomes.issues.flatMap(({ code, row }): RowOutOffer[] => {
    if (code !== 'removed-on-server' || row === null) return [];
    const at = outcomes.row.indexOf(row);
    const state = outcomes.outcome[at] === 'conflict' ? 'conflict' : 'newerOnServer';
    return [{ what: 'row-out', kind, source, row, field: null, state, hindrance }];
  });
}

function rowInOffers({ kind, source, differences }: TableResult, origin: Origin): RowInOffer[] {
  const rows = new Map<string, Record<string, string>>();
  for (const [i, key] of differences.key.entries()) {
    const [field, server] = [differences.field[i], differences.server[i]];
    if (key === null || field === undefined || server === null || server === undefined) continue;
    rows.set(key, { ...rows.get(key), [field]: server });
  }
  return [...rows].map(([key, fields]) => {
    const place = { kind, source, row: null, field: null } as const;
    const hindrance = rowInHindrance(origin, Object.keys(fields));
    return { what: 'row-in', ...place, state: 'newerOnServer', key, fields, hindrance };
  });
}

function rowInHindrance(
  { kind, table, columns, plain }: Origin,
  fields: readonly string[],
): Saying | null {
  if (table.table === null) return { code: 'row-by-hand' };
  const needed = fields.filter((field) => fieldsOf(kind)[field]?.key === true);
  if (needed.some((field) => !columns.has(field))) return { code: 'no-column' };
  const isByRule = fields.some((field) => columns.has(field) && !plain.has(field));
  return isByRule ? { code: 'read-by-rule' } : null;
}
