/**
 * What billing derives from the facts of a property. Everything here is computed, nothing stored.
 *
 * Order: periods by end; within a period units by label in natural order, sub-meters likewise,
 * tenancies in the order of their stay. Units of measure as in facts.ts.
 */
import type { Answer, CommonSplit, Day } from './facts.ts';

export type PeriodFlag =
  /** No bill says where it starts: the day after the one before (or after the first readings). */
  | 'startDefaulted'
  /** So defaulted and longer than 1.5 × the median: a bill may be missing. */
  | 'longerThanUsual'
  /** No start can be found: the bill is only a baseline, nothing of it is passed on. */
  | 'baseline'
  /** Shares days with another period: nothing is passed on until the user has decided. */
  | 'overlaps'
  /** Begins after its end: nothing is passed on until the user has decided. */
  | 'startAfterEnd'
  /** No kWh to divide by: all of the amount is the common part. */
  | 'unallocatable'
  /** The units used more than the bill says, by `overMeteredWh`. */
  | 'overMetered'
  /** The usage of at least one unit is missing. */
  | 'missingUsage'
  /** At least one usage is estimated. */
  | 'estimated';

/** A billing period: all bills with one period end. `end` identifies it. */
export interface Period {
  /** Null: see the flag `baseline`. */
  readonly start: Day | null;
  readonly end: Day;
  readonly billIds: readonly string[];
  /** Sum of the bills. */
  readonly billed: bigint;
  /** The part of `billed` that is the owner's by agreement. */
  readonly notPassedOn: bigint;
  /** What is passed on: billed − notPassedOn. */
  readonly amount: bigint;
  readonly totalWh: bigint;
  /** Sum of the known usages of the units. */
  readonly unitsWh: bigint;
  /** totalWh − unitsWh where positive, else 0. */
  readonly commonWh: bigint;
  /** unitsWh − totalWh where positive, else 0. */
  readonly overMeteredWh: bigint;
  /** Currency per kWh, six decimals, for display only; null where there is none. */
  readonly rate: string | null;
  /** Usage charges of tenants. */
  readonly usageCharged: bigint;
  /** Usage charges of vacant days: the owner's. */
  readonly usageVacant: bigint;
  /** The common part: commonCharged + what stays with the owner. */
  readonly common: bigint;
  /** What of the common part is charged to tenants. */
  readonly commonCharged: bigint;
  /** How the common part was really split: `owner` also where the setting could not be followed. */
  readonly commonSplit: CommonSplit;
  readonly flags: readonly PeriodFlag[];
}

export type UsageFlag =
  /** Bounded by an estimated reading or by a straight line. */
  | 'estimated'
  /** Unknown; no charge until it is known. */
  | 'missing'
  /** Missing because a reading that bounds it is in question. */
  | 'inQuestion'
  /** The period reaches back before the first reading: nothing is billed. */
  | 'noBaseline'
  /** A final reading without an opening after it: nothing is used any more. */
  | 'retired'
  /** The ledger gives the usage itself. */
  | 'given'
  /** The previous reading on the row of the closing reading differs from the known dial. */
  | 'gap';

/** The usage of one sub-meter in one period. */
export interface SubMeterUsage {
  readonly periodEnd: Day;
  readonly unitId: string;
  readonly subMeterId: string;
  /** The readings that close the period's boundaries; null where a straight line does. */
  readonly openingReadingId: string | null;
  readonly openingDate: Day | null;
  /** As on the dial, before the multiplier. */
  readonly openingDialWh: bigint | null;
  readonly closingReadingId: string | null;
  readonly closingDate: Day | null;
  readonly closingDialWh: bigint | null;
  /** The reading that closes the period's end, and would be fixed there; null where none does. */
  readonly closerId: string | null;
  /** Null: unknown (flag `missing` or `noBaseline`). */
  readonly usageWh: bigint | null;
  readonly flags: readonly UsageFlag[];
}

export type ChargeFlag =
  | UsageFlag
  /** The unit stood empty: the owner bears it. */
  | 'vacant'
  /** The period waits for the user (it overlaps another). */
  | 'waiting'
  /** A tenant moved in or out within the period. */
  | 'partOfPeriod';

/** One sub-meter over a stay that is a part of a period; readings as in `SubMeterUsage`. */
export interface StayMeter {
  readonly subMeterId: string;
  readonly openingDate: Day | null;
  readonly openingDialWh: bigint | null;
  readonly closingDate: Day | null;
  readonly closingDialWh: bigint | null;
  readonly usageWh: bigint;
  /** Where it was cut there was no reading. */
  readonly isEstimated: boolean;
}

/**
 * What one unit owes for one period, by tenancy. A row with `vacant` is the owner's and belongs to no
 * balance. `tenancyId` null without `vacant` is the unnamed tenant.
 */
export interface Charge {
  readonly periodEnd: Day;
  readonly unitId: string;
  readonly tenancyId: string | null;
  readonly vacant: boolean;
  /** First and last day of the stay within the period. */
  readonly from: Day;
  readonly to: Day;
  readonly days: number;
  readonly usageWh: bigint | null;
  /** Null: no charge (usage unknown, or the period waits). */
  readonly usageCharge: bigint | null;
  /** The share of the common part, its own line. On a vacant row always 0: it stayed the owner's. */
  readonly commonCharge: bigint;
  /** The readings that bound the period (where the unit has one sub-meter). */
  readonly openingDate: Day | null;
  readonly openingDialWh: bigint | null;
  readonly closingDate: Day | null;
  readonly closingDialWh: bigint | null;
  /** By sub-meter, where the period was cut; null: the usages of the whole period are the stay's. */
  readonly meters: readonly StayMeter[] | null;
  readonly flags: readonly ChargeFlag[];
}

/** A reading below the one before it, not answered yet. Both are in question. */
export interface Question {
  readonly subMeterId: string;
  /** The lower, later reading; the answer belongs to it, except a typing error in the earlier one. */
  readonly readingId: string;
  readonly date: Day;
  readonly dialWh: bigint;
  /** The higher, earlier reading; equal to `readingId` where it is the previous reading on its row. */
  readonly earlierReadingId: string;
  readonly earlierDate: Day | null;
  readonly earlierDialWh: bigint;
  /** The likeliest answer and the reading it would be given to. Never applied by itself. */
  readonly proposal: { readonly readingId: string; readonly answer: Answer };
}

/** The previous reading on a row differs from the known dial of that day; the known readings bill. */
export interface Gap {
  readonly subMeterId: string;
  readonly readingId: string;
  /** The row's previous reading − the known dial, on the dial. */
  readonly dialWh: bigint;
  /** The same in energy (after the multiplier). */
  readonly usageWh: bigint;
}

/** Known usage in days that no bill covers. */
export interface Unbilled {
  readonly unitId: string;
  readonly subMeterId: string;
  /** Null: a usage given for a period that has no bill, dated `to`. */
  readonly from: Day | null;
  readonly to: Day;
  readonly usageWh: bigint;
  readonly estimated: boolean;
}

/** Something that moves a balance. Charges count from their period end. */
export interface Entry {
  readonly kind: 'charge' | 'adjustment' | 'payment';
  /** Of the payment or adjustment; for a charge empty (`periodEnd` says which). */
  readonly id: string;
  /** Orders entries of one day. */
  readonly key: string;
  readonly date: Day;
  /** As written: a charge or adjustment raises the balance, a payment lowers it. */
  readonly amount: bigint;
  /** The charge's period, or the period that a payment names, if there is such a one. */
  readonly periodEnd: Day | null;
}

/** A tenancy's account (`tenancyId` null: the unit's unnamed tenant). Entries by date. */
export interface Account {
  readonly unitId: string;
  readonly tenancyId: string | null;
  readonly tenant: string;
  readonly entries: readonly Entry[];
  /** charges + adjustments − payments over all facts. */
  readonly balance: bigint;
}

/** To whom a payment was given. */
export interface Attribution {
  readonly paymentId: string;
  /** Null: the payment names no unit or tenant that exists; it is in no account. */
  readonly unitId: string | null;
  readonly tenancyId: string | null;
  readonly by: 'tenant' | 'period' | 'date' | 'nobody';
  /** Given by its date, while the one who lived there before still owes. */
  readonly predecessorOwes: boolean;
}

/** The account with the utility: bills are charges from their period end. */
export interface UtilityAccount {
  readonly entries: readonly Entry[];
  /** Bills − payments to the utility. */
  readonly balance: bigint;
}

/** All of one period. As long as nothing in it moves, the next derivation hands on the very same. */
export interface DerivedPeriod {
  readonly period: Period;
  readonly charges: readonly Charge[];
  readonly usages: readonly SubMeterUsage[];
}

export interface Derived {
  readonly byPeriod: readonly DerivedPeriod[];
  /** Of all periods together, as are charges and usages. */
  readonly periods: readonly Period[];
  readonly usages: readonly SubMeterUsage[];
  readonly charges: readonly Charge[];
  readonly questions: readonly Question[];
  readonly gaps: readonly Gap[];
  readonly unbilled: readonly Unbilled[];
  readonly accounts: readonly Account[];
  readonly attributions: readonly Attribution[];
  readonly utility: UtilityAccount;
}
