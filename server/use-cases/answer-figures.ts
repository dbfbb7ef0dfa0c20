import type { ENDPOINTS } from '../../contract/endpoints.ts';
import type { FigureQuestion, FigureReason } from '../../contract/figures.ts';
import type { Account, Charge, Period } from '../billing/derived.ts';
import { dayFromIso } from '../billing/days.ts';
import type { UseCase } from './context.ts';
import type { FigureIndex } from './figure-index.ts';
import { balanceAt, figureIndexOf, isDay, periodNamed, placeOf } from './figure-index.ts';
import { dayText, kwhText, moneyWriter } from './figures.ts';
import { matchKey } from './push/labels.ts';
import { resultsOf } from './results.ts';
import type { Results } from './results.ts';
import { versionOf } from './version.ts';

type Answer = { readonly value: string } | { readonly reason: FigureReason };

/** Each question on its own: one that cannot be answered says why, and the others stand. */
export const figures: UseCase<(typeof ENDPOINTS)['figures']> = async (
  services,
  caller,
  { body },
) => {
  const version = versionOf(caller);
  if (body.version === version) {
    return { revision: caller.revision, version, unchanged: true, values: [], reasons: [] };
  }
  const results = await resultsOf(services, caller);
  const index = figureIndexOf(results, (day) => dayText(day).slice(0, 7));
  const answers = body.questions.map((question) => answer(question, index, results));
  return {
    revision: results.revision,
    version: results.version,
    unchanged: false,
    values: answers.map((one) => ('value' in one ? one.value : null)),
    reasons: answers.map((one) => ('reason' in one ? one.reason : null)),
  };
};

function answer(question: FigureQuestion, index: FigureIndex, results: Results): Answer {
  const { kind } = question;
  if (kind === 'rate') return rate(question, index);
  const unitId = index.units.get(matchKey(question.unit ?? ''));
  if (unitId === undefined) return { reason: 'unknown-unit' };
  if (kind === 'balance') return balance(question, unitId, index, results);
  const period = periodOf(question, index);
  if ('reason' in period) return period;
  if (kind === 'usage') return usage(unitId, period, index);
  const charged = charge(unitId, period, index);
  if (typeof charged !== 'bigint') return charged;
  const money = moneyWriter(results.decimals);
  return { value: money(kind === 'paid' ? index.paidFor(unitId, period.end) : charged) };
}

function periodOf(
  { period }: FigureQuestion,
  index: FigureIndex,
): Period | { reason: FigureReason } {
  const named = periodNamed((period ?? '').trim(), index);
  if (named === undefined) return { reason: 'unknown-period' };
  return named ?? { reason: 'no-bill' };
}

function rate(question: FigureQuestion, index: FigureIndex): Answer {
  const period = periodOf(question, index);
  if ('reason' in period) return period;
  return period.rate === null ? { reason: 'waiting' } : { value: period.rate };
}

function usage(unitId: string, { end }: Period, index: FigureIndex): Answer {
  const usages = index.usages.get(placeOf(unitId, end)) ?? [];
  if (usages.length === 0) return { reason: 'no-charge' };
  let sum = 0n;
  for (const { usageWh, flags } of usages) {
    if (usageWh === null) return { reason: whyMissing(flags) };
    sum += usageWh;
  }
  return { value: kwhText(sum) };
}

/** In minor units. */
function charge(
  unitId: string,
  { end }: Period,
  index: FigureIndex,
): bigint | { reason: FigureReason } {
  const charges = index.charges.get(placeOf(unitId, end)) ?? [];
  const owed = charges.filter(({ vacant }) => !vacant);
  if (owed.length === 0 || (index.usages.get(placeOf(unitId, end)) ?? []).length === 0) {
    return { reason: 'no-charge' };
  }
  let sum = 0n;
  for (const { usageCharge, commonCharge, flags } of owed) {
    if (usageCharge === null) return { reason: whyMissing(flags) };
    sum += usageCharge + commonCharge;
  }
  return sum;
}

function whyMissing(flags: Charge['flags']): FigureReason {
  if (flags.includes('waiting')) return 'waiting';
  return flags.includes('inQuestion') ? 'in-question' : 'missing';
}

/** Of the tenant who is named, else of the one who lives there on the day, or lived there last. */
function balance(
  { tenant, date }: FigureQuestion,
  unitId: string,
  index: FigureIndex,
  { decimals, movedIn }: Results,
): Answer {
  if (date !== undefined && !isDay(date)) return { reason: 'unknown-date' };
  const day = date === undefined ? null : dayFromIso(date);
  const money = moneyWriter(decimals);
  const accounts = index.accounts.get(unitId) ?? [];
  const since = ({ tenancyId }: Account) => movedIn.get(tenancyId ?? '') ?? -Infinity;
  const account =
    tenant === undefined
      ? accounts.findLast((one) => day === null || since(one) <= day)
      : accounts.findLast((one) => matchKey(one.tenant) === matchKey(tenant));
  if (account !== undefined) return { value: money(balanceAt(account, day)) };
  return tenant === undefined ? { value: money(0n) } : { reason: 'unknown-tenant' };
}
