import type { Flag } from '../../../contract/allocation.ts';
import type { Allocation, Reconciliation, Results } from '../../flows/load-results.ts';

/** One billing period: its bill, and the parts that add up to it. */
export interface Bill {
  readonly start: string | null;
  readonly end: string;
  readonly billed: string;
  readonly totalKwh: string;
  readonly rate: string | null;
  readonly parts: readonly Part[];
  /** "0.00" where the parts add up to the bill. */
  readonly difference: string;
  readonly flags: readonly Flag[];
}

export interface Part {
  readonly what: 'charge' | 'common' | 'notPassedOn';
  readonly unit: string;
  readonly tenant: string | null;
  /** null: missing, and no charge yet. */
  readonly amount: string | null;
  readonly usageKwh: string | null;
  readonly flags: readonly Flag[];
  /** How long its bar is, of 1; for the eye only. */
  readonly share: number;
}

/** The bills, the latest first. Pure: nothing is computed here but the lengths of bars. */
export function billsOf({
  allocation,
  reconciliation,
}: Pick<Results, 'allocation' | 'reconciliation'>): Bill[] {
  const charges = chargesByPeriod(allocation);
  const { columns } = reconciliation.periods;
  return columns.periodEnd
    .map((end, i) => billOf(columns, i, charges.get(end) ?? []))
    .toSorted((a, b) => (a.end < b.end ? 1 : -1));
}

type Unsized = Omit<Part, 'share'>;

function billOf(
  columns: Reconciliation['periods']['columns'],
  i: number,
  charges: readonly Unsized[],
): Bill {
  const nobody = { unit: '', tenant: null, usageKwh: null, flags: [] };
  const [owner, kept] = [columns.ownerShare[i] ?? '0', columns.notPassedOn[i] ?? '0'];
  const parts: Unsized[] = [
    ...charges.toSorted((a, b) => size(b.amount) - size(a.amount)),
    ...(isZero(owner)
      ? []
      : [
          {
            ...nobody,
            what: 'common' as const,
            amount: owner,
            usageKwh: columns.commonKwh[i] ?? null,
          },
        ]),
    ...(isZero(kept) ? [] : [{ ...nobody, what: 'notPassedOn' as const, amount: kept }]),
  ];
  const longest = Math.max(...parts.map(({ amount }) => Math.abs(size(amount))), Number.MIN_VALUE);
  return {
    start: columns.periodStart[i] ?? null,
    end: columns.periodEnd[i] ?? '',
    billed: columns.billed[i] ?? '0',
    totalKwh: columns.totalKwh[i] ?? '0',
    rate: columns.rate[i] ?? null,
    parts: parts.map((part) => ({ ...part, share: Math.abs(size(part.amount)) / longest })),
    difference: columns.difference[i] ?? '0',
    flags: columns.flags[i] ?? [],
  };
}

function chargesByPeriod({ columns }: Allocation): Map<string, Unsized[]> {
  const byPeriod = new Map<string, Unsized[]>();
  for (const [i, end] of columns.periodEnd.entries()) {
    const part: Unsized = {
      what: 'charge',
      unit: columns.unit[i] ?? '',
      tenant: columns.tenant[i] ?? null,
      amount: columns.charge[i] ?? null,
      usageKwh: columns.usageKwh[i] ?? null,
      flags: columns.flags[i] ?? [],
    };
    const known = byPeriod.get(end);
    if (known) known.push(part);
    else byPeriod.set(end, [part]);
  }
  return byPeriod;
}

/** For sorting and for lengths; amounts that are shown stay text. */
export function size(amount: string | null): number {
  return Number(amount ?? 0);
}

export function isZero(amount: string): boolean {
  return size(amount) === 0;
}
