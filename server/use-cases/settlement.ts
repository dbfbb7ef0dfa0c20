import type { ENDPOINTS } from '../../contract/endpoints.ts';
import type { OutputOf } from '../../contract/endpoint.ts';
import { inOrder } from '../billing/accounts.ts';
import type { Account, Entry } from '../billing/derived.ts';
import { settle } from '../billing/settlement.ts';
import type { UseCase } from './context.ts';
import { dayTextOrNull, isWithin, moneyWriter, rangeOf, type DayRange } from './figures.ts';
import { resultsOf, type Results } from './results.ts';

type Settlement = (typeof ENDPOINTS)['settlement'];

interface Line {
  readonly account: Account;
  readonly state: OutputOf<Settlement>['columns']['state'][number];
  readonly debt: Entry | null;
  readonly by: Entry | null;
  readonly amount: bigint;
}

/** Which payment settled which charge, what is open, and who has credit. */
export const settlement: UseCase<Settlement> = async (services, caller, { query }) => {
  const results = await resultsOf(services, caller);
  const range = rangeOf(query);
  const lines = results.derived.accounts.flatMap((account) => linesOf(account, range));
  return { revision: results.revision, columns: columnsOf(results, lines) };
};

/** By debt: what settled it, then what is left of it; credit last. */
function linesOf(account: Account, range: DayRange): Line[] {
  const { settled, open, credit } = settle(account.entries);
  const partsOf = new Map<Entry, Line[]>();
  const add = (debt: Entry, line: Omit<Line, 'account' | 'debt'>) => {
    const whole = { ...line, account, debt };
    const parts = partsOf.get(debt);
    if (parts === undefined) partsOf.set(debt, [whole]);
    else parts.push(whole);
  };
  for (const { debt, by, amount } of settled) add(debt, { state: 'settled', by, amount });
  for (const { entry, amount } of open) add(entry, { state: 'open', by: null, amount });
  return [
    ...inOrder([...partsOf.keys()])
      .filter(({ date }) => isWithin(date, range))
      .flatMap((debt) => partsOf.get(debt) ?? []),
    ...credit
      .filter(({ entry }) => isWithin(entry.date, range))
      .map(({ entry, amount }): Line => ({
        ...{ account, state: 'credit', debt: null, by: entry, amount },
      })),
  ];
}

function columnsOf(results: Results, lines: readonly Line[]): OutputOf<Settlement>['columns'] {
  const { unitLabels, decimals, references, reasons } = results;
  const money = moneyWriter(decimals);
  const reasonOf = (entry: Entry | null) =>
    entry?.kind === 'adjustment' ? (reasons.get(entry.id) ?? null) : null;
  return {
    unit: lines.map(({ account }) => unitLabels.get(account.unitId) ?? ''),
    tenant: lines.map(({ account }) => (account.tenant === '' ? null : account.tenant)),
    state: lines.map(({ state }) => state),
    debt: lines.map(({ debt }) => debt?.kind ?? null),
    debtDate: lines.map(({ debt }) => dayTextOrNull(debt?.date ?? null)),
    debtAmount: lines.map(({ debt }) => (debt === null ? null : money(owedOf(debt)))),
    debtReason: lines.map(({ debt }) => reasonOf(debt)),
    by: lines.map(({ by }) => by?.kind ?? null),
    byDate: lines.map(({ by }) => dayTextOrNull(by?.date ?? null)),
    byReference: lines.map(({ by }) =>
      by?.kind === 'payment' ? (references.get(by.id) ?? null) : null,
    ),
    byReason: lines.map(({ by }) => reasonOf(by)),
    amount: lines.map(({ amount }) => money(amount)),
  };
}

/** A refund is owed like a charge. */
function owedOf({ kind, amount }: Entry): bigint {
  return kind === 'payment' ? -amount : amount;
}
