import type { AdjustmentRow } from '../../../db/adjustments.ts';
import type { Ledger } from '../../ledger.ts';
import { moneyText, storedMoney } from '../money-text.ts';
import { fieldNames, Identities, sameIn, type KindRules } from '../rules.ts';

/** Identities are made as those of payments are. */
export function adjustmentRules(ledger: Ledger, newId: () => number, decimals: number): KindRules {
  const rows = new Identities<AdjustmentRow>(
    ledger.adjustments,
    (row) => row.adjustmentId,
    (row) => row.key,
  );
  const labelOf = (unitId: number) => ledger.units.get(String(unitId))?.label ?? '';
  return {
    fields: fieldNames('adjustments'),
    identifying: [0, 1, 2, 5],
    same: sameIn('adjustments'),
    placeOf: (identity) => {
      const row = rows.get(identity);
      return row === undefined ? null : { unitId: row.unitId, subMeterId: null };
    },
    identities: () => rows.identities(),
    valuesOf: (identity) => {
      const row = rows.get(identity);
      if (row === undefined) return null;
      const { unitId, date, reason, tenant, reference } = row;
      return [labelOf(unitId), date, moneyText(row.amount, decimals), reason, tenant, reference];
    },
    faultsOf: () => [],
    save: (from, identity, values, place) => {
      const [, date = null, amount = null, reason = null, tenant = null, reference = null] = values;
      const known = rows.get(from ?? identity);
      return rows.put(from, {
        adjustmentId: known?.adjustmentId ?? newId(),
        key: identity,
        unitId: place.unitId ?? known?.unitId ?? 0,
        date: date ?? '',
        amount: storedMoney(amount ?? '0'),
        reason: reason ?? '',
        ...{ tenant, reference },
      });
    },
    remove: (identity) => rows.remove(identity),
    describe: (identity) => {
      const row = rows.get(identity);
      if (row === undefined) return 'the adjustment';
      const amount = moneyText(row.amount, decimals);
      return `the adjustment of ${amount} for ${labelOf(row.unitId)} on ${row.date}`;
    },
  };
}
