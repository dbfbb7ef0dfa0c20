/**
 * What billing computes from: the facts of one property, as plain values.
 *
 * Units: money in minor units of the property's currency, energy in watt-hours, dates as day
 * numbers (days since 1970-01-01). Rows may come in any order; the result never depends on it.
 */

/** A plain date: days since 1970-01-01. */
export type Day = number;

/**
 * A billing period as a ledger names it: the one whose end lies in `from`..`to` (an exact end
 * date, or a month); where several do, the latest.
 */
export interface PeriodName {
  readonly from: Day;
  readonly to: Day;
}

/** Who bears the common part: the owner, all units by usage, or all units equally. */
export type CommonSplit = 'owner' | 'usage' | 'equal';

export type ReadingKind = 'regular' | 'opening' | 'final' | 'estimated';

/**
 * The user's answer to "this reading is below the one before". `typingError` takes the reading that
 * bears it out of the sums; the others explain the drop that ends at it.
 */
export type Answer = 'rolledOver' | 'replaced' | 'ranBackwards' | 'typingError';

export interface Settings {
  readonly currencyDecimals: number;
  readonly readingWindowDays: number;
  /** The entry with the latest `from` at or before a period's end holds (null: from the beginning). */
  readonly commonPart: readonly { readonly from: Day | null; readonly split: CommonSplit }[];
}

export interface Unit {
  readonly id: string;
  readonly label: string;
}

export interface SubMeter {
  readonly id: string;
  readonly unitId: string;
  readonly label: string;
  /** Decimal text: "1", "10", "-1", "0.5". */
  readonly multiplier: string;
  /** Digits of the dial before its decimals: it rolls over at 10^digits kWh. */
  readonly digits: number | null;
}

export interface Tenancy {
  readonly id: string;
  readonly unitId: string;
  readonly tenant: string;
  /** Null: since ever. */
  readonly movedIn: Day | null;
  /** The last day, included. Null: still there. */
  readonly movedOut: Day | null;
}

export interface Bill {
  readonly id: string;
  readonly number: string;
  readonly periodStart: Day | null;
  readonly periodEnd: Day;
  readonly totalWh: bigint;
  readonly amount: bigint;
  readonly notPassedOn: bigint;
}

/** A row of readings: a dial (before the multiplier), or the usage of a period, or both. */
export interface Reading {
  readonly id: string;
  readonly subMeterId: string;
  readonly date: Day;
  readonly kind: ReadingKind;
  readonly dialWh: bigint | null;
  /** Usage as it is billed: the multiplier is not applied to it. */
  readonly usageWh: bigint | null;
  readonly previousDate: Day | null;
  readonly previousDialWh: bigint | null;
  readonly period: PeriodName | null;
  readonly answer: Answer | null;
}

export interface Payment {
  readonly id: string;
  /** Orders payments of one day. */
  readonly key: string;
  readonly date: Day;
  /** Positive: received by the owner (or by the utility). Negative: a refund. */
  readonly amount: bigint;
  readonly toUtility: boolean;
  readonly unitId: string | null;
  /** The tenancy of the tenant that the payment names, if it names one. */
  readonly tenancyId: string | null;
  readonly period: PeriodName | null;
}

export interface Adjustment {
  readonly id: string;
  readonly unitId: string;
  readonly tenancyId: string | null;
  readonly date: Day;
  /** Positive: the tenant owes more. */
  readonly amount: bigint;
  readonly reason: string;
}

/** What an issued statement fixed: this reading closes this boundary. Of one reading the last counts. */
export interface FixedClosing {
  readonly subMeterId: string;
  readonly boundary: Day;
  readonly readingId: string;
}

export interface Facts {
  readonly settings: Settings;
  readonly units: readonly Unit[];
  readonly subMeters: readonly SubMeter[];
  readonly tenancies: readonly Tenancy[];
  readonly bills: readonly Bill[];
  readonly readings: readonly Reading[];
  readonly payments: readonly Payment[];
  readonly adjustments: readonly Adjustment[];
  readonly fixedClosings?: readonly FixedClosing[];
}

/** The same with the readings of each sub-meter together. */
export interface GroupedFacts extends Omit<Facts, 'readings'> {
  readonly readingsOf: ReadonlyMap<string, readonly Reading[]>;
}
