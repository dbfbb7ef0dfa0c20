import type { FactRows } from '../ledger.ts';

/** The words that bills show, by the ids that billing knows. */
export interface Names {
  readonly units: ReadonlyMap<string, string>;
  readonly subMeters: ReadonlyMap<string, { readonly label: string; readonly multiplier: string }>;
  readonly tenancies: ReadonlyMap<string, TenancyWords>;
  /** Of payments, where they have one. */
  readonly references: ReadonlyMap<string, string>;
  /** Of adjustments. */
  readonly reasons: ReadonlyMap<string, string>;
}

export interface TenancyWords {
  readonly tenant: string;
  readonly email: string | null;
  readonly movedIn: string | null;
  readonly movedOut: string | null;
}

export function namesOf(rows: FactRows): Names {
  return {
    units: new Map(rows.units.map(({ unitId, label }) => [String(unitId), label])),
    subMeters: new Map(rows.subMeters.map((row) => [String(row.subMeterId), row])),
    tenancies: new Map(rows.tenancies.map((row) => [String(row.tenancyId), row])),
    references: new Map(
      rows.payments.flatMap(({ paymentId, reference }) =>
        reference === null ? [] : [[String(paymentId), reference] as const],
      ),
    ),
    reasons: new Map(rows.adjustments.map((row) => [String(row.adjustmentId), row.reason])),
  };
}
