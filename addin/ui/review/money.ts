import type { MoneyEffect } from '../../../contract/push.ts';

/** What moves for one unit and tenant: charges of periods, and the balance that comes of them. */
export interface MoneyOfTenant {
  readonly unit: string;
  readonly tenant: string | null;
  readonly charges: readonly MoneyEffect[];
  /** null: the balance stays. */
  readonly balance: MoneyEffect | null;
}

/** Effects by whose they are, in the order in which they came. Pure. */
export function moneyByTenant(money: readonly MoneyEffect[]): MoneyOfTenant[] {
  const byTenant = new Map<string, MoneyEffect[]>();
  for (const effect of money) {
    const key = JSON.stringify([effect.unit, effect.tenant]);
    const known = byTenant.get(key);
    if (known) known.push(effect);
    else byTenant.set(key, [effect]);
  }
  return [...byTenant.values()].map((effects) => ({
    unit: effects[0]?.unit ?? '',
    tenant: effects[0]?.tenant ?? null,
    charges: effects.filter(({ periodEnd }) => periodEnd !== null),
    balance: effects.find(({ periodEnd }) => periodEnd === null) ?? null,
  }));
}
