import type { Results } from '../../flows/load-results.ts';
import type { Bill } from '../results/bill.ts';
import { billsOf, isZero, size } from '../results/bill.ts';

/** Where the latest period stands, and who owes. */
export interface Standing {
  /** null: there is no bill yet. */
  readonly bill: Bill | null;
  readonly units: number;
  readonly unitsRead: number;
  /** Whose balance is not nothing, the largest debt first. */
  readonly balances: readonly Balance[];
}

export interface Balance {
  readonly unit: string;
  readonly tenant: string | null;
  readonly amount: string;
  readonly isCredit: boolean;
}

export function standingOf(results: Results): Standing {
  const bill = billsOf(results)[0] ?? null;
  const charges = bill?.parts.filter(({ what }) => what === 'charge') ?? [];
  const units = new Set(charges.map(({ unit }) => unit));
  const missing = new Set(charges.filter((one) => one.usageKwh === null).map(({ unit }) => unit));
  const { columns } = results.reconciliation.units;
  const balances = columns.unit.map((unit, i) => {
    const amount = columns.closing[i] ?? '0';
    const isCredit = amount.startsWith('-');
    return { unit, tenant: columns.tenant[i] ?? null, amount, isCredit };
  });
  return {
    bill,
    units: units.size,
    unitsRead: units.size - missing.size,
    balances: balances
      .filter(({ amount }) => !isZero(amount))
      .toSorted((a, b) => size(b.amount) - size(a.amount)),
  };
}
