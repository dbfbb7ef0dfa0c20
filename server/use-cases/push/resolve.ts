/**
 * Finds the unit and sub-meter that each row names (DESIGN §4, Identity). What cannot be placed
 * waits, with the answers that would settle it. Every label is looked up once and means the same in
 * all rows of its source.
 */
import type { Kind } from '../../../contract/kinds.ts';
import { NearLabels } from './near-labels.ts';
import { placePayers, tellStrangers } from './payers.ts';
import { placeBySubMeter, placeNamedSubMeters, placeOnlySubMeters } from './place-sub-meters.ts';
import { placeInUnits } from './place-units.ts';
import type { Group, Run } from './run.ts';

/** Rows that name a sub-meter go first: it decides what a unit without one means. */
export function placeRows(run: Run, kind: Kind, groups: readonly Group[]): void {
  if (kind === 'bills') return;
  const near = new NearLabels(run.ledger.units.values().map(({ label }) => label));
  for (const group of groups) placeInUnits(run, group, near);
  if (kind === 'payments') for (const group of groups) placePayers(run, group);
  if (kind === 'payments' || kind === 'adjustments') {
    for (const group of groups) tellStrangers(run, group);
  }
  if (kind !== 'units' && kind !== 'readings') return;
  for (const group of groups) placeNamedSubMeters(run, group);
  for (const group of groups) placeBySubMeter(run, group, near);
  for (const group of groups) placeOnlySubMeters(run, group);
}
