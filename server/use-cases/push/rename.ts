/** A row of units whose labels were corrected: the unit is renamed and keeps its history. */
import type { Run } from './run.ts';
import type { SheetRow } from './sheet.ts';
import { matchKey } from './labels.ts';

/** @param from the identity that the row corrects: of a sub-meter */
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
