import { parseMoney } from '../../../billing/money.ts';
import { PRIMARY_KEYS, type Ledger } from '../../ledger.ts';
import { matchKey } from '../labels.ts';
import { fieldNames, sameIn, type KindRules, type RowFault } from '../rules.ts';
import { moneyText, storedMoney } from '../money-text.ts';

export function billIdentity(periodEnd: string, number: string | null): string {
  return `${periodEnd}|${matchKey(number ?? '')}`;
}

export function billRules(ledger: Ledger, decimals: number): KindRules {
  const money = (text: string | null) => (text === null ? null : moneyText(text, decimals));
  return {
    fields: fieldNames('bills'),
    identifying: [0, 5],
    same: sameIn('bills'),
    placeOf: () => null,
    identities: () => ledger.bills.values().map(PRIMARY_KEYS.bills),
    valuesOf: (identity) => {
      const row = ledger.bills.get(identity);
      if (row === undefined) return null;
      const { periodEnd, totalKwh, periodStart, dueDate, note } = row;
      const number = row.number === '' ? null : row.number;
      const [amount, notPassedOn] = [money(row.amount), money(row.notPassedOn)];
      return [periodEnd, totalKwh, amount, periodStart, notPassedOn, number, dueDate, note];
    },
    faultsOf: ([periodEnd = null, , amount = null, periodStart = null, notPassedOn = null]) => [
      ...startFaults(periodStart, periodEnd),
      ...partFaults(amount, notPassedOn, decimals),
    ],
    save: (from, _identity, values) => {
      const [periodEnd = null, totalKwh = null, amount = null, periodStart = null, ...rest] =
        values;
      const [notPassedOn = null, number = null, dueDate = null, note = null] = rest;
      const row = {
        periodEnd: periodEnd ?? '',
        number: number ?? '',
        numberKey: matchKey(number ?? ''),
        totalKwh: totalKwh ?? '0',
        amount: storedMoney(amount ?? '0'),
        notPassedOn: notPassedOn === null ? null : storedMoney(notPassedOn),
        ...{ periodStart, dueDate, note },
      };
      const identity = billIdentity(row.periodEnd, number);
      if (from !== null && from !== identity) ledger.bills.remove(from);
      ledger.bills.put(row);
      return identity;
    },
    remove: (identity) => ledger.bills.remove(identity),
    describe: (identity) => {
      const row = ledger.bills.get(identity);
      if (row === undefined) return 'the utility bill';
      const number = row.number === '' ? '' : ` no. ${row.number}`;
      return `the utility bill${number} of the period ending ${row.periodEnd}`;
    },
  };
}

function startFaults(start: string | null, end: string | null): RowFault[] {
  if (start === null || end === null || start <= end) return [];
  const message = `The period starts on ${start}, after its end on ${end}. Correct one of them.`;
  return [{ field: 'periodStart', code: 'ends-before-start', message }];
}

function partFaults(
  amount: string | null,
  notPassedOn: string | null,
  decimals: number,
): RowFault[] {
  if (amount === null || notPassedOn === null) return [];
  const [whole, part] = [parseMoney(amount, decimals), parseMoney(notPassedOn, decimals)];
  const most = whole > 0n ? whole : 0n;
  if (part >= 0n && part <= most) return [];
  const range = most > 0n ? `between 0 and the bill's ${amount}` : '0, as the bill is no charge';
  const message = `The part not passed on is ${notPassedOn}; it must be ${range}.`;
  return [{ field: 'notPassedOn', code: 'not-passed-on-range', message }];
}
