import type { Flag } from '../../contract/allocation.ts';
import type { OutputOf } from '../../contract/endpoint.ts';
import type { ENDPOINTS } from '../../contract/endpoints.ts';
import type { Period, PeriodFlag, Question } from '../billing/derived.ts';
import { reconcileAccount, reconcilePeriod, runningBalance } from '../billing/reconciliation.ts';
import type { UseCase } from './context.ts';
import {
  dayText,
  dayTextOrNull,
  isWithin,
  kwhText,
  moneyWriter,
  rangeOf,
  type DayRange,
} from './figures.ts';
import { resultsOf, type Results } from './results.ts';

type Reconciliation = (typeof ENDPOINTS)['reconciliation'];
type Output = OutputOf<Reconciliation>;

/** Proof that kWh and money add up: per period, per unit and tenant, and with the utility. */
export const reconciliation: UseCase<Reconciliation> = async (services, caller, { query }) => {
  const results = await resultsOf(services, caller);
  const range = rangeOf(query);
  return {
    revision: results.revision,
    periods: { columns: periodColumns(results, range) },
    units: { columns: unitColumns(results, range) },
    utility: { columns: utilityColumns(results, range) },
    questions: { columns: questionColumns(results) },
  };
};

function periodColumns(
  { derived, decimals }: Results,
  range: DayRange,
): Output['periods']['columns'] {
  const money = moneyWriter(decimals);
  const periods = derived.periods.filter(({ end }) => isWithin(end, range));
  const column = <Value>(valueOf: (period: Period) => Value) => periods.map(valueOf);
  const sums = periods.map(reconcilePeriod);
  return {
    periodStart: column(({ start }) => dayTextOrNull(start)),
    periodEnd: column(({ end }) => dayText(end)),
    totalKwh: column(({ totalWh }) => kwhText(totalWh)),
    unitsKwh: column(({ unitsWh }) => kwhText(unitsWh)),
    commonKwh: sums.map(({ commonWh }) => kwhText(commonWh)),
    billed: column(({ billed }) => money(billed)),
    notPassedOn: column(({ notPassedOn }) => money(notPassedOn)),
    charges: sums.map(({ charges }) => money(charges)),
    ownerShare: sums.map(({ ownerShare }) => money(ownerShare)),
    rate: column(({ rate }) => rate),
    difference: sums.map(({ difference }) => money(difference)),
    flags: column(({ flags }) => flags.map(flagOf)),
  };
}

function flagOf(flag: PeriodFlag): Flag {
  return flag === 'missingUsage' ? 'missing' : flag;
}

function unitColumns(results: Results, { from, to }: DayRange): Output['units']['columns'] {
  const { derived, decimals, unitLabels } = results;
  const money = moneyWriter(decimals);
  const { accounts } = derived;
  const sums = accounts.map(({ entries }) => reconcileAccount(entries, from, to));
  return {
    unit: accounts.map(({ unitId }) => unitLabels.get(unitId) ?? ''),
    tenant: accounts.map(({ tenant }) => (tenant === '' ? null : tenant)),
    opening: sums.map(({ opening }) => money(opening)),
    charges: sums.map(({ charges }) => money(charges)),
    adjustments: sums.map(({ adjustments }) => money(adjustments)),
    payments: sums.map(({ payments }) => money(payments)),
    closing: sums.map(({ closing }) => money(closing)),
  };
}

function utilityColumns(results: Results, range: DayRange): Output['utility']['columns'] {
  const { derived, decimals, references } = results;
  const money = moneyWriter(decimals);
  const balances = runningBalance(derived.utility.entries);
  const all = derived.utility.entries.map((entry, index) => ({ entry, balance: balances[index]! }));
  const lines = all.filter(({ entry }) => isWithin(entry.date, range));
  return {
    date: lines.map(({ entry }) => dayText(entry.date)),
    entry: lines.map(({ entry }) => (entry.kind === 'payment' ? 'payment' : 'bill')),
    reference: lines.map(({ entry }) =>
      entry.kind === 'payment' ? (references.get(entry.id) ?? null) : entry.key || null,
    ),
    amount: lines.map(({ entry }) => money(entry.amount)),
    balance: lines.map(({ balance }) => money(balance)),
  };
}

/** Whatever the range: they wait for an answer. */
function questionColumns(results: Results): Output['questions']['columns'] {
  const { subMeters, unitLabels } = results;
  const { questions } = results.derived;
  const column = <Value>(valueOf: (question: Question) => Value) => questions.map(valueOf);
  return {
    unit: column(({ subMeterId }) => unitLabels.get(subMeters.get(subMeterId)?.unitId ?? '') ?? ''),
    subMeter: column(({ subMeterId }) => subMeters.get(subMeterId)?.label ?? ''),
    date: column(({ date }) => dayText(date)),
    kwh: column(({ dialWh }) => kwhText(dialWh)),
    previousDate: column(({ earlierDate }) => dayTextOrNull(earlierDate)),
    previousKwh: column(({ earlierDialWh }) => kwhText(earlierDialWh)),
    likeliest: column(({ proposal }) => proposal.answer),
  };
}
