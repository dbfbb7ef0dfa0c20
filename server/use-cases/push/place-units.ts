/** The unit that each row names, by its label. */
import type { UnitRow } from '../../db/units.ts';
import { answerFor, askNear, list } from './labels-asked.ts';
import { matchKey } from './labels.ts';
import type { NearLabels } from './near-labels.ts';
import { renamedUnit } from './relabel.ts';
import { positionOf } from './rules.ts';
import type { Group, Run } from './run.ts';
import type { SheetRow } from './sheet.ts';

/** Takes the labels out of the cells: from here on the place says where the row belongs. */
export function placeInUnits(run: Run, group: Group, near: NearLabels): void {
  const { kind } = group;
  const byLabel = new Map<string, SheetRow[]>();
  const [unit, subMeter] = [positionOf(kind, 'unit'), positionOf(kind, 'subMeter')];
  for (const row of group.rows) {
    row.unitLabel = takeLabel(row, unit);
    row.subMeterLabel = takeLabel(row, subMeter);
    if (row.unitLabel !== null) list(byLabel, row.unitLabel, row);
  }
  for (const [label, rows] of byLabel) placeInUnit(run, group, label, rows, near);
}

export function placeInUnit(
  run: Run,
  group: Group,
  label: string,
  rows: readonly SheetRow[],
  near: NearLabels,
): void {
  const unit = unitOf(run, group, label, rows, near);
  if (unit === null) return;
  const place = { unitId: unit.unitId, subMeterId: null };
  for (const row of rows) row.place = place;
}

function takeLabel(row: SheetRow, position: number): string | null {
  if (position < 0) return null;
  const label = row.cells[position] ?? null;
  row.cells[position] = undefined;
  return label;
}

function unitOf(
  run: Run,
  group: Group,
  label: string,
  rows: readonly SheetRow[],
  near: NearLabels,
): UnitRow | null {
  const { places } = run;
  const meant = group.base.units.get(matchKey(label));
  const before = meant === undefined ? undefined : places.unit(meant.id);
  const known = places.unitByLabel(label);
  // What the label stood for in this file holds, also where the unit was renamed since.
  const found = group.base.trusted ? (before ?? known) : (known ?? before);
  if (found !== undefined) return found;
  const renamed = renamedUnit(run, group, label, rows);
  if (renamed !== null) return renamed === 'asked' ? null : renamed;
  const answer = answerFor(run, group, rows, 'unit');
  const named = answer?.value === undefined ? undefined : places.unitByLabel(answer.value);
  if (answer?.action === 'useUnit' && named !== undefined) return named;
  if (answer?.action === 'createUnit') return places.addUnit(label);
  const similar = near.find(label);
  if (similar !== null) return askNear(rows, 'unit', label, similar);
  if (run.createUnits || group.kind === 'units') return places.addUnit(label);
  const message = `There is no unit “${label}” yet. Create it, or correct the label.`;
  for (const row of rows) {
    row.table.report.question(row, 'unit', {
      ...{ code: 'unknown-unit', message, actions: ['createUnit'] },
    });
  }
  return null;
}
