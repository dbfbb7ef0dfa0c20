/** What the ledgers say. */
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  integer,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { properties } from './properties.ts';
import { money, kwh, day, propertyId } from './column-kinds.ts';

export const units = pgTable(
  'units',
  {
    propertyId: propertyId(),
    unitId: integer('unit_id').notNull(),
    label: text('label').notNull(),
    /** For look-ups: trimmed, white space collapsed, without case and width. */
    labelKey: text('label_key').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.propertyId, t.unitId] }),
    foreignKey({ columns: [t.propertyId], foreignColumns: [properties.propertyId] }).onDelete(
      'cascade',
    ),
    unique('units_label').on(t.propertyId, t.labelKey),
  ],
);

export const subMeters = pgTable(
  'sub_meters',
  {
    propertyId: propertyId(),
    subMeterId: integer('sub_meter_id').notNull(),
    unitId: integer('unit_id').notNull(),
    /** Empty where the unit has one. */
    label: text('label').notNull(),
    labelKey: text('label_key').notNull(),
    multiplier: numeric('multiplier', { precision: 12, scale: 6 }).notNull().default('1'),
    /** Digits of the dial before the decimal point; null: not told. */
    digits: smallint('digits'),
    note: text('note'),
  },
  (t) => [
    primaryKey({ columns: [t.propertyId, t.subMeterId] }),
    foreignKey({
      columns: [t.propertyId, t.unitId],
      foreignColumns: [units.propertyId, units.unitId],
    }),
    unique('sub_meters_label').on(t.propertyId, t.unitId, t.labelKey),
  ],
);

export const tenancies = pgTable(
  'tenancies',
  {
    propertyId: propertyId(),
    tenancyId: integer('tenancy_id').notNull(),
    unitId: integer('unit_id').notNull(),
    tenant: text('tenant').notNull(),
    tenantKey: text('tenant_key').notNull(),
    email: text('email'),
    movedIn: day('moved_in'),
    movedOut: day('moved_out'),
    note: text('note'),
  },
  (t) => [
    primaryKey({ columns: [t.propertyId, t.tenancyId] }),
    foreignKey({
      columns: [t.propertyId, t.unitId],
      foreignColumns: [units.propertyId, units.unitId],
    }),
    unique('tenancies_key').on(t.propertyId, t.unitId, t.tenantKey, t.movedIn).nullsNotDistinct(),
  ],
);

export const bills = pgTable(
  'bills',
  {
    propertyId: propertyId(),
    periodEnd: day('period_end').notNull(),
    /** Empty where the utility's bills have none. */
    number: text('number').notNull(),
    numberKey: text('number_key').notNull(),
    periodStart: day('period_start'),
    totalKwh: kwh('total_kwh').notNull(),
    amount: money('amount').notNull(),
    notPassedOn: money('not_passed_on'),
    dueDate: day('due_date'),
    note: text('note'),
  },
  (t) => [
    primaryKey({ columns: [t.propertyId, t.periodEnd, t.numberKey] }),
    foreignKey({ columns: [t.propertyId], foreignColumns: [properties.propertyId] }).onDelete(
      'cascade',
    ),
  ],
);

export const readings = pgTable(
  'readings',
  {
    propertyId: propertyId(),
    subMeterId: integer('sub_meter_id').notNull(),
    date: day('date').notNull(),
    /** Opening and final readings stand apart from the others of a day. */
    role: text('role', { enum: ['', 'opening', 'final'] }).notNull(),
    estimated: boolean('estimated').notNull().default(false),
    /** The dial, before the multiplier; or null where the row gives usage. */
    kwh: kwh('kwh'),
    usageKwh: kwh('usage_kwh'),
    previousDate: day('previous_date'),
    previousKwh: kwh('previous_kwh'),
    /** "2025-03-31" or "2025-03". */
    period: text('period'),
    note: text('note'),
    /** What the user said of a reading below the one before. */
    answer: text('answer', { enum: ['rolledOver', 'replaced', 'ranBackwards', 'typingError'] }),
  },
  (t) => [
    // No foreign key to sub_meters: readings.ts and units.ts see to it by sets (see there).
    primaryKey({ columns: [t.propertyId, t.subMeterId, t.date, t.role] }),
    check('readings_kwh_or_usage', sql`(${t.kwh} is null) <> (${t.usageKwh} is null)`),
  ],
);

export const payments = pgTable(
  'payments',
  {
    propertyId: propertyId(),
    paymentId: integer('payment_id').notNull(),
    /** The row's identity as text (DESIGN §4): reference and payer, or payer, date, amount, ordinal. */
    key: text('key').notNull(),
    date: day('date').notNull(),
    amount: money('amount').notNull(),
    /** null: from the owner to the utility. */
    unitId: integer('unit_id'),
    tenant: text('tenant'),
    reference: text('reference'),
    period: text('period'),
    note: text('note'),
  },
  (t) => [
    primaryKey({ columns: [t.propertyId, t.paymentId] }),
    foreignKey({
      columns: [t.propertyId, t.unitId],
      foreignColumns: [units.propertyId, units.unitId],
    }),
    uniqueIndex('payments_key').on(t.propertyId, t.key),
  ],
);

export const adjustments = pgTable(
  'adjustments',
  {
    propertyId: propertyId(),
    adjustmentId: integer('adjustment_id').notNull(),
    key: text('key').notNull(),
    unitId: integer('unit_id').notNull(),
    date: day('date').notNull(),
    amount: money('amount').notNull(),
    reason: text('reason').notNull(),
    tenant: text('tenant'),
    reference: text('reference'),
  },
  (t) => [
    primaryKey({ columns: [t.propertyId, t.adjustmentId] }),
    foreignKey({
      columns: [t.propertyId, t.unitId],
      foreignColumns: [units.propertyId, units.unitId],
    }),
    uniqueIndex('adjustments_key').on(t.propertyId, t.key),
  ],
);
