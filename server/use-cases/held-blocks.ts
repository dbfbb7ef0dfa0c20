/** An answer in blocks, so that a caller who has most of it is sent the rest: one block per period. */
import { createHash } from 'node:crypto';
import type { OutputOf } from '../../contract/endpoint.ts';
import type { ENDPOINTS } from '../../contract/endpoints.ts';

type Allocation = OutputOf<(typeof ENDPOINTS)['allocation']>;
export type AllocationColumns = Allocation['columns'];

/** Longer than chance can hit: 96 bits. */
const DIGEST = 16;

/** @param held digests with commas between */
export function withoutHeld(
  columns: AllocationColumns,
  held: string,
): Required<Pick<Allocation, 'columns' | 'blocks'>> {
  const known = new Set(held.split(','));
  const blocks = blocksOf(columns);
  const sent = blocks.filter(({ digest }) => !known.has(digest));
  const entries = Object.entries(columns).map(([name, values]: [string, readonly unknown[]]) => [
    name,
    sent.flatMap(({ first, rows }) => values.slice(first, first + rows)),
  ]);
  return {
    columns: Object.fromEntries(entries) as AllocationColumns,
    blocks: {
      rows: blocks.map(({ rows }) => rows),
      digest: blocks.map(({ digest }) => digest),
    },
  };
}

interface Block {
  readonly first: number;
  readonly rows: number;
  readonly digest: string;
}

function blocksOf(columns: AllocationColumns): Block[] {
  const { periodEnd } = columns;
  const blocks: Block[] = [];
  for (let first = 0; first < periodEnd.length;) {
    let end = first + 1;
    while (end < periodEnd.length && periodEnd[end] === periodEnd[first]) end += 1;
    const said = Object.values(columns).map((values: readonly unknown[]) =>
      values.slice(first, end),
    );
    const digest = createHash('sha256').update(JSON.stringify(said)).digest('base64url');
    blocks.push({ first, rows: end - first, digest: digest.slice(0, DIGEST) });
    first = end;
  }
  return blocks;
}
