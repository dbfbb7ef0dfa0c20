/** Workbooks that push, what they last agreed on with the server, and what every push did. */
import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Summary } from '../../../contract/push.ts';
import { users } from './accounts.ts';
import { properties } from './properties.ts';
import { at, propertyId } from './column-kinds.ts';

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
