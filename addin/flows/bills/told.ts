import type { Saying } from '../words.ts';
import type { LeftBill } from './make-bills.ts';
import type { TenantBill } from './period-bills.ts';

/** Why a bill was left as it is. */
export function whyLeft({ sheet, why, edited }: LeftBill): Saying {
  if (why === 'edited') return { code: 'left-edited', sheet, cells: edited };
  return { code: `left-${why}`, sheet };
}

/** Why a tenant has no bill yet; null where there is one. */
export function whyNone({ unit, tenant, reason, number, missing }: TenantBill): Saying | null {
  return reason === null ? null : { code: 'no-bill-yet', unit, tenant, reason, number, missing };
}
