/** People: how they sign in, which codes and links they were given, what was tried, what happened. */
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { SECURITY_EVENTS } from '../../../contract/security-log.ts';
import { PLACES } from '../../../contract/sessions.ts';
import { at } from './column-kinds.ts';

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

/** What was tried within a window, and how long that one or a wait lasts (server/auth/limits.ts). */
export const rateLimits = pgTable('rate_limits', {
  key: text('key').primaryKey(),
  points: integer('points').notNull().default(0),
  expire: bigint('expire', { mode: 'number' }),
});
