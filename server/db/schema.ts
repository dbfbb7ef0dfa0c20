/**
 * The tables. Every table that holds a property's facts has a primary key beginning with
 * `property_id` and refers to no other property's rows; the others are listed in `GLOBAL_TABLES`
 * with the reason why they belong to no property.
 *
 * Ids of units, sub-meters and so on are small integers, unique within their property and never
 * used again (`properties.next_id`): a renamed label keeps its history.
 */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  char,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { MAIL_STATES } from '../../contract/statement-sending.ts';
import { SECURITY_EVENTS } from '../../contract/security-log.ts';
import { PLACES } from '../../contract/sessions.ts';
import type { Settings } from '../../contract/properties.ts';
import type { Summary } from '../../contract/push.ts';

export const GLOBAL_TABLES = {
  users: 'a person may be a member of many properties',
  sessions: 'belongs to a user',
  email_codes: 'belongs to a user',
  recovery_codes: 'belongs to a user',
  security_events: 'belongs to a user',
  downloads: 'belongs to a user',
  invitations: 'found by code or address, before any membership is',
  outbox: 'a mail goes to an address, many of them before any property is known',
  rate_limits: 'counts by address, account or code, before any property is known',
} as const;

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
/** Decimals are checked against the currency before they come here. */
const money = (name: string) => numeric(name, { precision: 18, scale: 4 });
const kwh = (name: string) => numeric(name, { precision: 14, scale: 3 });
const day = (name: string) => date(name, { mode: 'string' });
const propertyId = () => uuid('property_id').notNull();

export const users = pgTable('users', {
  userId: uuid('user_id').primaryKey().defaultRandom(),
  /** As typed, for mails. */
  email: text('email').notNull(),
  /** For look-ups: NFC, lower case. */
  emailKey: text('email_key').notNull().unique(),
  name: text('name').notNull(),
  passwordHash: text('password_hash').notNull(),
  emailVerifiedAt: at('email_verified_at'),
  createdAt: at('created_at').notNull().defaultNow(),
  /** The authenticator's secret, encrypted (server/auth/secret-box.ts); null: no second factor. */
  totpSecret: text('totp_secret'),
  /** The step of the code that was last taken: no code works twice. */
  totpLastStep: bigint('totp_last_step', { mode: 'number' }),
  /** A secret whose first code is still to be shown, encrypted. */
  totpPending: text('totp_pending'),
});

export const sessions = pgTable(
  'sessions',
  {
    /** SHA-256 of the token, base64url: the token itself is nowhere. */
    tokenHash: text('token_hash').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.userId, { onDelete: 'cascade' }),
    /** Names the session in the list of them, and is good for nothing else. */
    sessionId: uuid('session_id').notNull().unique().defaultRandom(),
    /** What is still to be shown: verify-email, totp, or done. */
    next: text('next', { enum: ['verify-email', 'totp', 'done'] }).notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    lastUsedAt: at('last_used_at').notNull().defaultNow(),
    /** When the password or the second factor was last shown in it. */
    provedAt: at('proved_at').notNull().defaultNow(),
    /** "Edge on Windows", as far as the browser says. */
    device: text('device'),
    place: text('place', { enum: PLACES }),
  },
  (t) => [index('sessions_user').on(t.userId)],
);

export const emailCodes = pgTable(
  'email_codes',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.userId, { onDelete: 'cascade' }),
    purpose: text('purpose', { enum: ['verify', 'change', 'reset'] }).notNull(),
    /** SHA-256 of the ticket of whoever asked for a reset; empty for the other purposes. */
    ticketHash: text('ticket_hash').notNull().default(''),
    codeHash: text('code_hash').notNull(),
    triesLeft: smallint('tries_left').notNull(),
    expiresAt: at('expires_at').notNull(),
    /** The new address, for a change. */
    email: text('email'),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.purpose, t.ticketHash] }),
    index('email_codes_ticket').on(t.ticketHash),
  ],
);

export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.userId, { onDelete: 'cascade' }),
    /** argon2id, salted by the user: one look-up finds it. */
    codeHash: text('code_hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.codeHash] })],
);

export const securityEvents = pgTable(
  'security_events',
  {
    eventId: uuid('event_id').primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.userId, { onDelete: 'cascade' }),
    at: at('at').notNull(),
    event: text('event', { enum: SECURITY_EVENTS }).notNull(),
    device: text('device'),
    place: text('place', { enum: PLACES }),
    network: text('network'),
  },
  (t) => [index('security_events_user').on(t.userId, t.at)],
);

/** Links that work once. */
export const downloads = pgTable('downloads', {
  tokenHash: text('token_hash').primaryKey(),
  userId: uuid('user_id')
    .notNull()
    .references(() => users.userId, { onDelete: 'cascade' }),
  /** What to make the file of, once it is asked for. */
  subject: jsonb('subject').notNull(),
  expiresAt: at('expires_at').notNull(),
});

/** Mails that are on their way, and those that could not be sent. */
export const outbox = pgTable(
  'outbox',
  {
    mailId: uuid('mail_id').primaryKey().defaultRandom(),
    /** Address, subject, text and HTML, encrypted: codes are in it. */
    sealed: text('sealed').notNull(),
    createdAt: at('created_at').notNull(),
    attempts: smallint('attempts').notNull().default(0),
    /** One of many: it waits for those that somebody sits and waits for. */
    bulk: boolean('bulk').notNull().default(false),
    /** Not before then; while a server tries to send it, when another may try instead. */
    dueAt: at('due_at').notNull(),
    /** Given up then; the reason is in `fault`. */
    deadAt: at('dead_at'),
    /** What the mail server said last, without addresses. */
    fault: text('fault'),
  },
  (t) => [
    index('outbox_due')
      .on(t.bulk, t.dueAt)
      .where(sql`${t.deadAt} is null`),
  ],
);

/** What was tried within a window, and how long that one or a wait lasts (server/auth/limits.ts). */
export const rateLimits = pgTable('rate_limits', {
  key: text('key').primaryKey(),
  points: integer('points').notNull().default(0),
  expire: bigint('expire', { mode: 'number' }),
});

export const properties = pgTable('properties', {
  propertyId: uuid('property_id').primaryKey().defaultRandom(),
  name: text('name').notNull(),
  currency: char('currency', { length: 3 }).notNull(),
  settings: jsonb('settings').$type<Settings>().notNull(),
  /** One up for each change set. */
  revision: integer('revision').notNull().default(0),
  /** The next id of a unit, sub-meter, tenancy, payment or adjustment. */
  nextId: integer('next_id').notNull().default(1),
  archivedAt: at('archived_at'),
  createdAt: at('created_at').notNull().defaultNow(),
});

export const members = pgTable(
  'members',
  {
    propertyId: propertyId(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.userId, { onDelete: 'cascade' }),
    role: text('role', { enum: ['viewer', 'editor', 'owner'] }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.propertyId, t.userId] }),
    foreignKey({ columns: [t.propertyId], foreignColumns: [properties.propertyId] }).onDelete(
      'cascade',
    ),
    index('members_user').on(t.userId),
  ],
);

export const invitations = pgTable(
  'invitations',
  {
    invitationId: uuid('invitation_id').primaryKey().defaultRandom(),
    propertyId: propertyId(),
    email: text('email').notNull(),
    emailKey: text('email_key').notNull(),
    role: text('role', { enum: ['viewer', 'editor', 'owner'] }).notNull(),
    /** SHA-256: the code is long. */
    codeHash: text('code_hash').notNull().unique(),
    invitedBy: uuid('invited_by').references(() => users.userId, { onDelete: 'set null' }),
    createdAt: at('created_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    /** The mail that it went out with, while that is in the outbox. */
    mailId: uuid('mail_id'),
  },
  (t) => [
    foreignKey({ columns: [t.propertyId], foreignColumns: [properties.propertyId] }).onDelete(
      'cascade',
    ),
    unique('invitations_address').on(t.propertyId, t.emailKey),
    index('invitations_email').on(t.emailKey),
  ],
);

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

export const workbooks = pgTable(
  'workbooks',
  {
    propertyId: propertyId(),
    workbookId: uuid('workbook_id').notNull(),
    name: text('name'),
    /** The last push that was committed. */
    lastPushId: uuid('last_push_id').notNull(),
    /** SHA-256 of that push's content, to tell a repetition from a reused id. */
    lastPushHash: text('last_push_hash').notNull(),
    /** Its answer, as sent: a repetition gets the same. */
    lastAnswer: text('last_answer').notNull(),
    /** The revision at which all that it sent agreed with the server; null where something waited. */
    settledRevision: integer('settled_revision'),
    /** Older pushes, so that one that arrives again late is not taken for a new one. */
    earlierPushIds: uuid('earlier_push_ids')
      .array()
      .notNull()
      .default(sql`'{}'`),
  },
  (t) => [
    primaryKey({ columns: [t.propertyId, t.workbookId] }),
    foreignKey({ columns: [t.propertyId], foreignColumns: [properties.propertyId] }).onDelete(
      'cascade',
    ),
  ],
);

/** What a workbook's table and the server last agreed on: one columnar document per source. */
export const bases = pgTable(
  'bases',
  {
    propertyId: propertyId(),
    workbookId: uuid('workbook_id').notNull(),
    kind: text('kind').notNull(),
    source: text('source').notNull(),
    document: text('document').notNull(),
    /** Of a file that was since replaced by a copy or an older one: it proves nothing any more. */
    stale: boolean('stale').notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.propertyId, t.workbookId, t.kind, t.source] }),
    foreignKey({
      columns: [t.propertyId, t.workbookId],
      foreignColumns: [workbooks.propertyId, workbooks.workbookId],
    }).onDelete('cascade'),
  ],
);

export const changeSets = pgTable(
  'change_sets',
  {
    propertyId: propertyId(),
    changeSetId: uuid('change_set_id').notNull(),
    revision: integer('revision').notNull(),
    at: at('at').notNull().defaultNow(),
    userId: uuid('user_id').references(() => users.userId, { onDelete: 'set null' }),
    workbookId: uuid('workbook_id'),
    workbookName: text('workbook_name'),
    kind: text('kind', { enum: ['push', 'settings', 'undo', 'issue', 'void'] }).notNull(),
    summary: jsonb('summary').$type<Summary>(),
    rows: integer('rows').notNull(),
    moneyMoved: integer('money_moved').notNull(),
    undoes: uuid('undoes'),
    /** Every changed row before and after, as one columnar document. */
    document: text('document').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.propertyId, t.changeSetId] }),
    foreignKey({ columns: [t.propertyId], foreignColumns: [properties.propertyId] }).onDelete(
      'cascade',
    ),
    uniqueIndex('change_sets_revision').on(t.propertyId, t.revision),
  ],
);

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
