/** Properties, and who may see them. */
import {
  char,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Settings } from '../../../contract/properties.ts';
import { users } from './accounts.ts';
import { at, propertyId } from './column-kinds.ts';

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
