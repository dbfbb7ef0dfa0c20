/** An answer in blocks, so that a caller who has most of it is sent the rest: one block per period. */
import { createHash } from 'node:crypto';
import type { OutputOf } from '../../contract/endpoint.ts';
import type { ENDPOINTS } from '../../contract/endpoints.ts';
import type { DerivedPeriod } from '../billing/derived.ts';

type Allocation = OutputOf<(typeof ENDPOINTS)['allocation']>;
export type AllocationColumns = Allocation['columns'];

/** Longer than chance can hit: 96 bits. */
const DIGEST = 16;

/** A period that is derived anew is another object, also where only names or the currency moved. */
const digests = new WeakMap<DerivedPeriod, string>();

/**
 * @param held digests with commas between
 * @param write rows of periods as they are sent
 */
export function withoutHeld(
  periods: readonly DerivedPeriod[],
  held: string,
  write: (periods: readonly DerivedPeriod[]) => AllocationColumns,
): Required<Pick<Allocation, 'columns' | 'blocks'>> {
  const known = new Set(held.split(','));
  const digestOf = (period: DerivedPeriod) => {
    const digest = digests.get(period) ?? digestOfRows(write([period]));
    digests.set(period, digest);
    return digest;
  };
  return {
    columns: write(periods.filter((period) => !known.has(digestOf(period)))),
    blocks: {
      rows: periods.map(({ charges }) => charges.length),
      digest: periods.map(digestOf),
    },
  };
}

function digestOfRows(columns: AllocationColumns): string {
  const said = JSON.stringify(Object.values(columns));
  return createHash('sha256').update(said).digest('base64url').slice(0, DIGEST);
}
