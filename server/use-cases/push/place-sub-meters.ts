/** The sub-meter that each row of units or readings names, or that alone can be meant. */
import type { Kind } from '../../../contract/kinds.ts';
import { answerFor, askNear, list } from './labels-asked.ts';
import { matchKey } from './labels.ts';
import { NearLabels } from './near-labels.ts';
import { placeInUnit } from './place-units.ts';
import { positionOf } from './rules.ts';
import type { Group, Run } from './run.ts';
import type { SheetRow } from './sheet.ts';

export function placeNamedSubMeters(run: Run, group: Group): void {
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
export function placeBySubMeter(run: Run, group: Group, near: NearLabels): void {
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
export function placeOnlySubMeters(run: Run, group: Group): void {
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
