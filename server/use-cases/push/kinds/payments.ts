import type { PaymentRow } from '../../../db/payments.ts';
import type { Ledger } from '../../ledger.ts';
import { matchKey } from '../labels.ts';
import { moneyText, storedMoney } from '../money-text.ts';
import { fieldNames, Identities, sameIn, type KindRules } from '../rules.ts';

/** Whom the reference is unique for, and whose equal amounts of a day are counted. */
export function payerOf(unitId: number | null): string {
  return unitId === null ? 'utility' : String(unitId);
}

export function referenceIdentity(reference: string, unitId: number | null): string {
  return `#${matchKey(reference)}|${payerOf(unitId)}`;
}

/** Without a reference; an ordinal among equals follows. */
export function amountIdentity(unitId: number | null, date: string, amount: string): string {
  return `${payerOf(unitId)}|${date}|${amount}|`;
}

export function paymentRules(ledger: Ledger, newId: () => number, decimals: number): KindRules {
  const rows = new Identities<PaymentRow>(
    ledger.payments,
    (row) => row.paymentId,
    (row) => row.key,
  );
  const labelOf = (unitId: number | null) =>
    unitId === null ? null : (ledger.units.get(String(unitId))?.label ?? '');
  return {
    fields: fieldNames('payments'),
    identifying: [0, 1, 2, 4, 5],
    same: sameIn('payments'),
    placeOf: (identity) => {
      const row = rows.get(identity);
      return row === undefined ? null : { unitId: row.unitId, subMeterId: null };
    },
    identities: () => rows.identities(),
    valuesOf: (identity) => {
      const row = rows.get(identity);
      if (row === undefined) return null;
      const { date, unitId, tenant, reference, period, note } = row;
      const amount = moneyText(row.amount, decimals);
      const toUtility = unitId === null ? 'true' : null;
      return [date, amount, labelOf(unitId), tenant, toUtility, reference, period, note];
    },
    faultsOf: () => [],
    save: (from, identity, values, { unitId }) => {
      const [date = null, amount = null, , tenant = null, , reference = null, ...rest] = values;
      const [period = null, note = null] = rest;
      const known = rows.get(from ?? identity);
      return rows.put(from, {
        paymentId: known?.paymentId ?? newId(),
        key: identity,
        date: date ?? '',
        amount: storedMoney(amount ?? '0'),
        ...{ unitId, tenant, reference, period, note },
      });
    },
    remove: (identity) => rows.remove(identity),
    describe: (identity) => {
      const row = rows.get(identity);
      if (row === undefined) return 'the payment';
      const who = row.unitId === null ? 'to the utility' : `of ${labelOf(row.unitId)}`;
      return `the payment ${who} of ${moneyText(row.amount, decimals)} on ${row.date}`;
    },
  };
}
