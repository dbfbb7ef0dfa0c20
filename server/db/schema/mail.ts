import { sql } from 'drizzle-orm';
import { boolean, index, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { at } from './column-kinds.ts';

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
