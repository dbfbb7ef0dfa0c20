/** What a push or an undo does to money: which charges and balances move, from what to what. */
import type { MoneyEffect } from '../../../contract/push.ts';
import { isoFromDay } from '../../billing/days.ts';
import { derive } from '../../billing/derive.ts';
import type { Derived } from '../../billing/derived.ts';
import type { Facts } from '../../billing/facts.ts';
import { formatMoney } from '../../billing/money.ts';
import { inNaturalOrder } from '../../billing/natural-order.ts';
import { decimalsOf } from '../currency.ts';
import { billingFacts, type Terms } from '../facts.ts';
import type { FactRows } from '../ledger.ts';

export interface Moment {
  readonly facts: Facts;
  readonly derived: Derived;
}

export function momentOf(rows: FactRows, terms: Terms): Moment {
  const facts = billingFacts(rows, terms);
  return { facts, derived: derive(facts) };
}

/** How many units and tenants have a charge or balance that moves. */
export function countMoved(money: readonly MoneyEffect[]): number {
  return new Set(money.map(({ unit, tenant }) => JSON.stringify([unit, tenant]))).size;
}

interface Amount {
  readonly unitId: string;
  readonly tenancyId: string | null;
  readonly periodEnd: string | null;
  readonly amount: bigint;
}

/** In the order of units, tenants and periods; a balance after the charges that move it. */
export function moneyEffects(before: Moment, after: Moment, currency: string): MoneyEffect[] {
  const decimals = decimalsOf(currency);
  const [was, is] = [amountsOf(before.derived), amountsOf(after.derived)];
  const names = namesOf(before.facts, after.facts);
  const { ranks } = names;
  const text = (amount: Amount | undefined) =>
    amount === undefined ? null : formatMoney(amount.amount, decimals);
  const effects: { readonly rank: number; readonly effect: MoneyEffect }[] = [];
  for (const key of new Set([...was.keys(), ...is.keys()])) {
    const [old, now] = [was.get(key), is.get(key)];
    const one = now ?? old;
    if (one === undefined || old?.amount === now?.amount) continue;
    // An account that came or went with nothing on it moved no money.
    if (one.periodEnd === null && (old?.amount ?? 0n) === (now?.amount ?? 0n)) continue;
    const effect = {
      unit: names.units.get(one.unitId) ?? '',
      tenant: one.tenancyId === null ? null : (names.tenants.get(one.tenancyId) ?? null),
      periodEnd: one.periodEnd,
      ...{ before: text(old), after: text(now) },
    };
    effects.push({ rank: ranks.get(one.unitId) ?? 0, effect });
  }
  return effects
    .toSorted((a, b) => a.rank - b.rank || inOrder(a.effect, b.effect))
    .map(({ effect }) => effect);
}

function amountsOf({ charges, accounts }: Derived): Map<string, Amount> {
  const amounts = new Map<string, Amount>();
  for (const { unitId, tenancyId, vacant, periodEnd, usageCharge, commonCharge } of charges) {
    if (vacant || usageCharge === null) continue;
    const key = `${unitId}|${tenancyId ?? ''}|${periodEnd}`;
    const amount = (amounts.get(key)?.amount ?? 0n) + usageCharge + commonCharge;
    amounts.set(key, { unitId, tenancyId, periodEnd: isoFromDay(periodEnd), amount });
  }
  for (const { unitId, tenancyId, balance } of accounts) {
    const key = `${unitId}|${tenancyId ?? ''}`;
    amounts.set(key, { unitId, tenancyId, periodEnd: null, amount: balance });
  }
  return amounts;
}

function namesOf(...moments: readonly Facts[]) {
  const units = new Map(moments.flatMap((one) => one.units.map((unit) => [unit.id, unit])));
  return {
    ranks: new Map(inNaturalOrder([...units.values()]).map(({ id }, rank) => [id, rank])),
    units: new Map(moments.flatMap(({ units }) => units.map(({ id, label }) => [id, label]))),
    tenants: new Map(
      moments.flatMap(({ tenancies }) => tenancies.map(({ id, tenant }) => [id, tenant])),
    ),
  };
}

function inOrder(a: MoneyEffect, b: MoneyEffect): number {
  return (
    compare(a.tenant ?? '', b.tenant ?? '') || compare(a.periodEnd ?? '9999', b.periodEnd ?? '9999')
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
