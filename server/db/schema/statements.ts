/** Bills of tenants as they were issued. */
import { sql } from 'drizzle-orm';
import {
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { MAIL_STATES } from '../../../contract/statement-sending.ts';
import { users } from './accounts.ts';
import { properties } from './properties.ts';
import { at, day, propertyId } from './column-kinds.ts';

/** Bills of tenants as they were issued: no row is ever changed, apart from being declared void. */
export const statements = pgTable(
  'statements',
  {
    propertyId: propertyId(),
    /** 1, 2, 3, … without gaps. */
    number: integer('number').notNull(),
    /** That issued it; its id is the one that the add-in made. */
    changeSetId: uuid('change_set_id').notNull(),
    /** The account; no foreign keys: units and tenancies go, statements stay. */
    unitId: integer('unit_id').notNull(),
    tenancyId: integer('tenancy_id'),
    kind: text('kind', { enum: ['bill', 'correction'] }).notNull(),
    periodEnd: day('period_end').notNull(),
    /** Payments and adjustments counted up to then. */
    cutOff: day('cut_off').notNull(),
    /** What a list shows of it: the document is large. */
    listed: text('listed').notNull(),
    /** The StatementDocument, text for good. */
    document: text('document').notNull(),
    /** The account's entries as this and all before it told of them: what the next one is compared with. */
    stated: text('stated').notNull(),
    voidedAt: at('voided_at'),
    voidReason: text('void_reason'),
    voidChangeSetId: uuid('void_change_set_id'),
  },
  (t) => [
    primaryKey({ columns: [t.propertyId, t.number] }),
    foreignKey({ columns: [t.propertyId], foreignColumns: [properties.propertyId] }).onDelete(
      'cascade',
    ),
    index('statements_issue').on(t.propertyId, t.changeSetId),
    index('statements_period').on(t.propertyId, t.periodEnd),
    // Whatever else goes wrong: one valid bill for a tenancy and period.
    uniqueIndex('statements_standing')
      .on(t.propertyId, t.unitId, sql`coalesce(${t.tenancyId}, 0)`, t.periodEnd)
      .where(sql`${t.voidedAt} is null and ${t.kind} = 'bill'`),
  ],
);

/** The readings that close the periods of statements, for as long as those stand. */
export const statementClosings = pgTable(
  'statement_closings',
  {
    propertyId: propertyId(),
    number: integer('number').notNull(),
    subMeterId: integer('sub_meter_id').notNull(),
    boundary: day('boundary').notNull(),
    date: day('date').notNull(),
    role: text('role', { enum: ['', 'opening', 'final'] }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.propertyId, t.number, t.subMeterId] }),
    foreignKey({
      name: 'statement_closings_statement',
      columns: [t.propertyId, t.number],
      foreignColumns: [statements.propertyId, statements.number],
    }).onDelete('cascade'),
  ],
);

/** Which statement was mailed when, to whom, by whom. */
export const statementMails = pgTable(
  'statement_mails',
  {
    propertyId: propertyId(),
    number: integer('number').notNull(),
    /** Made by the add-in: one click, however often it arrives, is one mail. */
    mailingId: uuid('mailing_id').notNull(),
    /** In the outbox, until it is sent. */
    mailId: uuid('mail_id').notNull(),
    email: text('email').notNull(),
    at: at('at').notNull(),
    userId: uuid('user_id').references(() => users.userId, { onDelete: 'set null' }),
    state: text('state', { enum: MAIL_STATES }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.propertyId, t.number, t.mailingId] }),
    foreignKey({
      name: 'statement_mails_statement',
      columns: [t.propertyId, t.number],
      foreignColumns: [statements.propertyId, statements.number],
    }).onDelete('cascade'),
  ],
);
