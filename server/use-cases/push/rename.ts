/** Units and sub-meters that were given another name, in the sheet or on the server. */
import type { Meaning } from './bases.ts';
import { matchKey, rememberedKey } from './labels.ts';
import type { Group, Run } from './run.ts';
import type { SheetRow } from './sheet.ts';

/**
 * A row of units whose labels were corrected: the unit is renamed and keeps its history.
 * @param from the identity that the row corrects: of a sub-meter
 */
export function rename(run: Run, row: SheetRow, from: string): void {
  const { places, ledger } = run;
  const subMeter = ledger.subMeters.get(from);
  const unit = subMeter === undefined ? undefined : places.unit(subMeter.unitId);
  if (subMeter === undefined || unit === undefined) return;
  const sayUpdate = (field: string, server: string, sheet: string) => {
    const at = { row: row.row, key: null, field, state: 'update' } as const;
    row.table.report.differences.push({ ...at, base: server, sheet, server });
  };
  const label = row.unitLabel ?? unit.label;
  const target = row.place.unitId ?? unit.unitId;
  let { unitId } = unit;
  if (matchKey(label) !== matchKey(unit.label)) {
    sayUpdate('unit', unit.label, label);
    // Where others stay in the old unit, or the other unit is known, only the sub-meter moves.
    if (target >= run.firstNewId && !othersStay(run, row, unit.unitId)) {
      places.renameUnit(unit, label);
    } else unitId = target;
  }
  row.place = { unitId, subMeterId: subMeter.subMeterId };
  row.identity = from;
  if (row.subMeterLabel === null || matchKey(row.subMeterLabel) === subMeter.labelKey) return;
  sayUpdate('subMeter', subMeter.label, row.subMeterLabel);
  places.renameSubMeter(subMeter, row.subMeterLabel);
}

function othersStay({ groups }: Run, row: SheetRow, unitId: number): boolean {
  return groups.some(
    ({ kind, rows }) =>
      kind === 'units' &&
      rows.some(
        (other) => other !== row && other.corrects === null && other.place.unitId === unitId,
      ),
  );
}

/** What was renamed on the server since both agreed is offered into the sheet, row by row. */
export function offerNewNames(run: Run, { base, rows }: Group): void {
  const { places } = run;
  const units = renamed(base.units, (id) => places.unit(id)?.label);
  const subMeters = renamed(base.subMeters, (id) => places.subMeter(id)?.label);
  if (units.size + subMeters.size === 0) return;
  for (const row of rows) {
    const { unitId } = row.place;
    if (row.waits || unitId === null) continue;
    if (row.unitLabel !== null) offer(row, 'unit', row.unitLabel, units);
    if (row.subMeterLabel === null) continue;
    offer(row, 'subMeter', row.subMeterLabel, subMeters, `${unitId}|`);
  }
}

interface NewName {
  readonly agreed: string;
  readonly server: string;
}

function renamed(
  meanings: ReadonlyMap<string, Meaning>,
  labelOf: (id: number) => string | undefined,
): Map<string, NewName> {
  const names = new Map<string, NewName>();
  for (const [key, { id, agreed }] of meanings) {
    const server = labelOf(id);
    if (agreed === null || server === undefined) continue;
    if (matchKey(server) !== matchKey(agreed)) names.set(key, { agreed, server });
  }
  return names;
}

function offer(
  row: SheetRow,
  field: string,
  sheet: string,
  names: ReadonlyMap<string, NewName>,
  prefix = '',
): void {
  const name = names.get(`${prefix}${rememberedKey(sheet)}`);
  if (name === undefined || rememberedKey(name.server) === rememberedKey(sheet)) return;
  const { report } = row.table;
  if (report.outcomeOf(row) === 'unchanged') report.outcome(row, 'newerOnServer');
  const at = { row: row.row, key: null, field, state: 'newerOnServer' } as const;
  report.differences.push({ ...at, base: name.agreed, sheet, server: name.server });
}
