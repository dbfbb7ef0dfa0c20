import { PRIMARY_KEYS, type Ledger } from '../../ledger.ts';
import { matchKey } from '../labels.ts';
import { fieldNames, sameIn, type KindRules, type Place } from '../rules.ts';

/** A row of units is a sub-meter in its unit; its identity is the sub-meter's id. */
export function unitRules(ledger: Ledger): KindRules {
  const labelOf = (unitId: number) => ledger.units.get(String(unitId))?.label ?? '';
  const placeOf = (identity: string): Place | null => {
    const row = ledger.subMeters.get(identity);
    return row === undefined ? null : { unitId: row.unitId, subMeterId: row.subMeterId };
  };
  return {
    fields: fieldNames('units'),
    identifying: [0, 1],
    same: sameIn('units'),
    placeOf,
    identities: () => ledger.subMeters.values().map(PRIMARY_KEYS.subMeters),
    valuesOf: (identity) => {
      const row = ledger.subMeters.get(identity);
      if (row === undefined) return null;
      const multiplier = row.multiplier === '1' ? null : row.multiplier;
      const digits = row.digits === null ? null : String(row.digits);
      return [
        labelOf(row.unitId),
        row.label === '' ? null : row.label,
        multiplier,
        digits,
        row.note,
      ];
    },
    faultsOf: () => [],
    save: (from, identity, [, subMeter = null, multiplier, digits = null, note = null], place) => {
      const id = from ?? identity;
      const known = ledger.subMeters.get(id);
      const label = from === null || subMeter === null ? (known?.label ?? '') : subMeter;
      ledger.subMeters.put({
        subMeterId: Number(id),
        unitId: place.unitId ?? known?.unitId ?? 0,
        label,
        labelKey: matchKey(label),
        multiplier: multiplier ?? '1',
        digits: digits === null ? null : Number(digits),
        note,
      });
      return id;
    },
    remove: (identity) => {
      const row = ledger.subMeters.get(identity);
      if (row === undefined) return;
      ledger.subMeters.remove(identity);
      const isLast = ledger.subMeters.values().every(({ unitId }) => unitId !== row.unitId);
      if (isLast) ledger.units.remove(String(row.unitId));
    },
    describe: (identity) => {
      const row = ledger.subMeters.get(identity);
      if (row === undefined) return 'the unit';
      const unit = `unit ${labelOf(row.unitId)}`;
      return row.label === '' ? unit : `sub-meter ${row.label} of ${unit}`;
    },
  };
}
