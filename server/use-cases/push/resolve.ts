/**
 * Finds the unit and sub-meter that each row names (DESIGN §4, Identity). What cannot be placed
 * waits, with the answers that would settle it. Every label is looked up once and means the same in
 * all rows of its source.
 */
import type { Kind } from '../../../contract/kinds.ts';
import type { Choice } from '../../../contract/push.ts';
import type { UnitRow } from '../../db/units.ts';
import { matchKey } from './labels.ts';
import { NearLabels } from './near-labels.ts';
import { placePayers, tellStrangers } from './payers.ts';
import { renamedUnit } from './relabel.ts';
import { positionOf } from './rules.ts';
import type { Group, Run } from './run.ts';
import type { SheetRow } from './sheet.ts';

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

/** Takes the labels out of the cells: from here on the place says where the row belongs. */
function placeInUnits(run: Run, group: Group, near: NearLabels): void {
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

function placeInUnit(
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

function answerFor(
  { choices }: Run,
  { kind, source }: Group,
  rows: readonly SheetRow[],
  field: string,
): Choice | undefined {
  if (!choices.mention(kind, ['useUnit', 'createUnit'])) return undefined;
  for (const { row } of rows) {
    const asked = { kind, source, row, key: null, field };
    const answer = choices.named(asked, ['useUnit', 'createUnit']);
    if (answer !== undefined) return answer;
  }
  return choices.answer({ kind, source, row: null, key: null, field }, ['useUnit', 'createUnit']);
}

function askNear(
  rows: readonly SheetRow[],
  field: 'unit' | 'subMeter',
  label: string,
  value: string,
): null {
  const what = field === 'unit' ? 'unit' : 'sub-meter';
  const message = `There is no ${what} “${label}”, but there is “${value}”. Say whether that is meant.`;
  for (const row of rows) {
    row.table.report.question(row, field, {
      ...{ code: 'near-unit', message, actions: ['useUnit', 'createUnit'], value },
    });
  }
  return null;
}

function placeNamedSubMeters(run: Run, group: Group): void {
  const byLabel = new Map<string, SheetRow[]>();
  for (const row of group.rows) {
    const { unitId } = row.place;
    if (unitId !== null && row.subMeterLabel !== null) {
      list(byLabel, `${unitId}|${row.subMeterLabel}`, row);
    }
  }
  for (const rows of byLabel.values()) {
    const [first] = rows;
    if (first === undefined || first.place.unitId === null) continue;
    const { unitId } = first.place;
    const subMeterId = subMeterOf(run, group, unitId, first.subMeterLabel ?? '', rows);
    const place = { unitId, subMeterId };
    for (const row of rows) row.place = place;
  }
}

function subMeterOf(
  run: Run,
  group: Group,
  unitId: number,
  label: string,
  rows: readonly SheetRow[],
): number | null {
  const { places } = run;
  const meant = group.base.subMeters.get(`${unitId}|${matchKey(label)}`);
  const before = meant === undefined ? undefined : places.subMeter(meant.id);
  const known = places.subMeterByLabel(unitId, label);
  const found = group.base.trusted ? (before ?? known) : (known ?? before);
  if (found !== undefined) return found.subMeterId;
  const answer = answerFor(run, group, rows, 'subMeter');
  const named =
    answer?.value === undefined ? undefined : places.subMeterByLabel(unitId, answer.value);
  if (answer?.action === 'useUnit' && named !== undefined) return named.subMeterId;
  const add = () => places.addSubMeter(unitId, label).subMeterId;
  if (answer?.action === 'createUnit') return add();
  const siblings = places.subMetersOf(unitId);
  const old = siblings.filter(({ subMeterId }) => subMeterId < run.firstNewId);
  const similar = new NearLabels(old.map((one) => one.label)).find(label);
  if (similar !== null) return askNear(rows, 'subMeter', label, similar);
  if (run.createUnits || group.kind === 'units' || unitId >= run.firstNewId) return add();
  const unit = places.unit(unitId)?.label ?? '';
  const message = `Unit “${unit}” has no sub-meter “${label}” yet. Create it, or correct the label.`;
  for (const row of rows) {
    row.table.report.question(row, 'subMeter', {
      ...{ code: 'unknown-unit', message, actions: ['createUnit'] },
    });
  }
  return null;
}

/** Rows of readings that name a sub-meter only; where none is called so, a unit may be. */
function placeBySubMeter(run: Run, group: Group, near: NearLabels): void {
  if (group.kind !== 'readings') return;
  const byLabel = new Map<string, SheetRow[]>();
  for (const row of group.rows) {
    if (row.unitLabel !== null || cellIsUnreadable(row, group.kind, 'unit')) continue;
    if (row.subMeterLabel !== null) list(byLabel, row.subMeterLabel, row);
    else if (!cellIsUnreadable(row, group.kind, 'subMeter')) {
      const message = 'The row names neither a unit nor a sub-meter. Fill one of them in.';
      row.table.report.problem(row, 'unit', 'empty', message);
    }
  }
  for (const [label, rows] of byLabel) {
    const [found, ...more] = run.places.anywhere(label);
    if (found === undefined) {
      for (const row of rows) [row.unitLabel, row.subMeterLabel] = [label, null];
      placeInUnit(run, group, label, rows, near);
      continue;
    }
    const { unitId, subMeterId } = found;
    const message = `More than one unit has a sub-meter “${label}”. Add a column that names the unit.`;
    for (const row of rows) {
      if (more.length === 0) row.place = { unitId, subMeterId };
      else row.table.report.problem(row, 'unit', 'sub-meter-needed', message);
    }
  }
}

function cellIsUnreadable(row: SheetRow, kind: Kind, field: string): boolean {
  return row.unreadable.length > 0 && row.unreadable.includes(positionOf(kind, field));
}

/** Rows that name a unit and no sub-meter of it. */
function placeOnlySubMeters(run: Run, group: Group): void {
  const byUnit = new Map<number, SheetRow[]>();
  for (const row of group.rows) {
    const { unitId, subMeterId } = row.place;
    if (unitId === null || subMeterId !== null || row.subMeterLabel !== null) continue;
    if (!cellIsUnreadable(row, group.kind, 'subMeter')) list(byUnit, unitId, row);
  }
  for (const [unitId, rows] of byUnit) {
    const place = { unitId, subMeterId: onlySubMeter(run, group, unitId, rows) };
    for (const row of rows) row.place = place;
  }
}

function onlySubMeter(
  run: Run,
  { kind, tables }: Group,
  unitId: number,
  rows: readonly SheetRow[],
): number | null {
  const { places } = run;
  const add = () => places.addSubMeter(unitId, '').subMeterId;
  if (kind === 'units') {
    const unnamed = places.subMeterByLabel(unitId, '');
    const all = places.subMetersOf(unitId);
    // A list without a column for sub-meters says nothing about the name of the only one.
    const isUnsaid = tables.every(({ mapped }) => !mapped.has(positionOf(kind, 'subMeter')));
    const only = isUnsaid && all.length === 1 ? all[0] : undefined;
    return (unnamed ?? only)?.subMeterId ?? add();
  }
  const [one, ...more] = places.measuringOf(unitId);
  if (one === undefined) return add();
  if (more.length === 0) return one.subMeterId;
  const labels = [one, ...more].map(({ label }) => `“${label}”`).join(', ');
  const message = `The unit has several sub-meters (${labels}). Say which one this row is of.`;
  for (const row of rows) row.table.report.problem(row, 'subMeter', 'sub-meter-needed', message);
  return null;
}

function list<Key>(map: Map<Key, SheetRow[]>, key: Key, row: SheetRow): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [row]);
  else known.push(row);
}
