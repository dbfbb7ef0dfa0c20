import type { Day, Tenancy } from './facts.ts';
import { compareLabels } from './natural-order.ts';

/** Someone's (or nobody's) days in a unit. */
export interface Stay {
  /** Null without `vacant`: the unnamed tenant. */
  readonly tenancyId: string | null;
  readonly vacant: boolean;
  readonly from: Day;
  readonly to: Day;
}

const EVER = Number.MAX_SAFE_INTEGER;

/**
 * Who lives in a unit, from ever to ever without a gap (DESIGN §3, People): a day claimed by two
 * belongs to the one who moved in later; before the first an unnamed tenant; between and after, vacant.
 * A tenancy without a last day ends where the next one begins.
 */
export function stays(tenancies: readonly Tenancy[]): Stay[] {
  const claims = claimsOf(tenancies);
  const firsts = claims.flatMap(({ from, to }) => [from, to + 1]);
  const days = [...new Set([-EVER, ...firsts])].filter((day) => day <= EVER).toSorted(ascending);
  const found: Stay[] = [];
  for (const [index, from] of days.entries()) {
    const to = (days[index + 1] ?? EVER + 1) - 1;
    const claim = claims.findLast((one) => one.from <= from && one.to >= to);
    const tenancyId = claim?.tenancyId ?? null;
    const vacant = claim === undefined && found.some((stay) => stay.tenancyId !== null);
    const last = found.at(-1);
    if (last !== undefined && last.tenancyId === tenancyId && last.vacant === vacant) {
      found.splice(-1, 1, { ...last, to });
    } else found.push({ tenancyId, vacant, from, to });
  }
  return found;
}

const ascending = (a: number, b: number) => a - b;

/**
 * By first day; of two that begin on a day the one that ends later comes first; of two with the same days
 * the name decides, and never an id: ids tell in which order rows came.
 */
function claimsOf(tenancies: readonly Tenancy[]) {
  const sorted = tenancies
    .map(({ id, tenant, movedIn, movedOut }) => ({
      ...{
        tenancyId: id,
        tenant,
        from: movedIn ?? -EVER,
        to: movedOut ?? EVER,
        isOpen: movedOut === null,
      },
    }))
    .toSorted((a, b) => a.from - b.from || b.to - a.to || compareLabels(a.tenant, b.tenant));
  return sorted.map(({ isOpen, ...claim }) => {
    const next = isOpen ? sorted.find(({ from }) => from > claim.from) : undefined;
    return next === undefined ? claim : { ...claim, to: next.from - 1 };
  });
}

/** The stays within a period, cut to it. */
export function staysWithin(all: readonly Stay[], start: Day, end: Day): Stay[] {
  return all
    .filter(({ from, to }) => from <= end && to >= start)
    .map(({ tenancyId, vacant, from, to }) => ({
      tenancyId,
      vacant,
      from: Math.max(from, start),
      to: Math.min(to, end),
    }));
}
