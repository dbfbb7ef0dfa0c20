import type { Kind } from '../../contract/kinds.ts';
import { selectCell } from '../excel/select-cell.ts';
import type { Origin } from './origin.ts';
import type { Workspace } from './workspace.ts';

/** A cell of the user's as issues and differences name it. */
export interface Place {
  readonly kind: Kind;
  readonly source: string;
  /** Row of the sheet; null where the row is not in the sheet. */
  readonly row: number | null;
  /** A field of the contract's kinds; null where it is the whole row. */
  readonly field: string | null;
}

export interface CellAddress {
  readonly sheet: string;
  readonly row: number;
  /** From 0. */
  readonly column: number;
  /** Of its column; "" where it has none. */
  readonly header: string;
}

/** Where in the sheet that is; null where it is not in the sheet. Pure. */
export function addressOf(origins: readonly Origin[], place: Place): CellAddress | null {
  const origin = origins.find((one) => one.kind === place.kind && one.source === place.source);
  if (!origin || place.row === null) return null;
  const position = origin.columns.get(place.field ?? '') ?? Math.min(...origin.columns.values());
  if (!Number.isFinite(position)) return null;
  const { sheet, left, headers } = origin.table;
  return { sheet, row: place.row, column: left + position, header: headers[position] ?? '' };
}

/** Selects the cell, because the person asked to see it; false where it is not in the sheet. */
export async function showCell(
  { host }: Workspace,
  origins: readonly Origin[],
  place: Place,
): Promise<boolean> {
  const address = addressOf(origins, place);
  if (address === null) return false;
  await selectCell(host, address.sheet, address.row, address.column);
  return true;
}
