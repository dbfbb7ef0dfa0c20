import * as z from 'zod';
import { flag } from './allocation.ts';
import { currency, date, decimal, kwh, money } from './scalars.ts';

/** Why something stated before is otherwise now. Closed; `text` of the line says it in words. */
export const CORRECTION_CAUSES = [
  'usage', // readings of the tenant's own sub-meters were corrected or came late
  'bill', // the utility bill's amount or kWh changed
  'stay', // other days of the period are the tenant's
  'shares', // what the others used, or the split of the common part, changed
  'lateCharge', // a charge of an earlier period that no statement told of
  'chargeWithdrawn', // the period has no charge any more
  'payment', // a payment on an earlier statement has another amount
  'paymentWithdrawn', // it was removed, or is somebody else's
  'adjustment',
  'adjustmentWithdrawn',
] as const;
export const correctionCause = z.enum(CORRECTION_CAUSES).meta({ id: 'CorrectionCause' });
export type CorrectionCause = (typeof CORRECTION_CAUSES)[number];

/** One sub-meter over the tenant's days of the period. */
export const statementMeter = z
  .strictObject({
    /** Empty where the unit has one. */
    subMeter: z.string(),
    /** As on the dial, before the multiplier; null where no reading stands for it (see flags). */
    openingDate: date.nullable(),
    openingReading: kwh.nullable(),
    closingDate: date.nullable(),
    closingReading: kwh.nullable(),
    multiplier: decimal,
    usageKwh: kwh,
    flags: z.array(flag),
  })
  .meta({ id: 'StatementMeter' });
export type StatementMeter = z.infer<typeof statementMeter>;

/** "Derived now − stated then": it explains a difference and is no charge of its own. */
export const correctionLine = z
  .strictObject({
    cause: correctionCause,
    /** The cause in words, as on the bill. */
    text: z.string(),
    /** Of a charge. */
    periodEnd: date.nullable(),
    /** Of a payment or adjustment. */
    date: date.nullable(),
    /** What the earlier statement said and what holds now; null: nothing. */
    stated: money.nullable(),
    now: money.nullable(),
    /** What it adds to the total. */
    amount: money,
  })
  .meta({ id: 'CorrectionLine' });
export type CorrectionLine = z.infer<typeof correctionLine>;

/** What is still owed, oldest first, after payments settled what they could. */
const openItem = z.strictObject({
  entry: z.enum(['charge', 'adjustment', 'refund']),
  /** The period's end, of a charge. */
  date,
  /** Of an adjustment. */
  reason: z.string().nullable(),
  amount: money,
  open: money,
});

/**
 * The tenant's bill, whole: what it says never depends on anything outside of it. A draft has the same
 * shape, without a number.
 *
 * previousBalance + charge − paymentsReceived + adjustmentsTotal + correctionsTotal = totalDue, and each
 * total is the sum of its lines, always.
 */
export const statementDocument = z
  .strictObject({
    /** Of this shape. */
    version: z.literal(1),
    /** 1, 2, 3, … of the property; null: a draft. */
    number: z.int().min(1).nullable(),
    /** `correction`: the tenancy has ended and no further bill would tell of it; charge and meters are empty. */
    kind: z.enum(['bill', 'correction']),
    issueDate: date,
    dueDate: date.nullable(),
    property: z.string(),
    currency,
    /** Texts of the property's settings; lines end in "\n". */
    issuer: z.string(),
    contact: z.string(),
    paymentDetails: z.string(),
    note: z.string(),
    unit: z.string(),
    /** null: nobody is named. */
    tenant: z.string().nullable(),
    movedIn: date.nullable(),
    movedOut: date.nullable(),
    periodStart: date,
    periodEnd: date,
    /** The tenant's days within the period, both included. */
    stayFrom: date,
    stayTo: date,
    days: z.int(),
    meters: z.array(statementMeter),
    /** null: of a correction. */
    usageKwh: kwh.nullable(),
    /** For display; null where there is no energy to divide by. */
    rate: decimal.nullable(),
    /** Of the utility's bill what is passed on, and the kWh that it counts. */
    billAmount: money.nullable(),
    billKwh: kwh.nullable(),
    usageCharge: money,
    commonShare: money,
    /** usageCharge + commonShare. */
    charge: money,
    flags: z.array(flag),
    /** The statement before, whose total is `previousBalance`; null: there was none. */
    previousNumber: z.int().min(1).nullable(),
    previousBalance: money,
    /** Payments and adjustments count up to this day. */
    cutOff: date,
    payments: z.array(z.strictObject({ date, reference: z.string().nullable(), amount: money })),
    paymentsReceived: money,
    adjustments: z.array(z.strictObject({ date, reason: z.string(), amount: money })),
    adjustmentsTotal: money,
    corrections: z.array(correctionLine),
    correctionsTotal: money,
    /** Negative: the tenant's credit. */
    totalDue: money,
    /** What of it is owed for what; open items − credit = totalDue. */
    openItems: z.array(openItem),
    credit: money,
  })
  .meta({ id: 'StatementDocument' });
export type StatementDocument = z.infer<typeof statementDocument>;
