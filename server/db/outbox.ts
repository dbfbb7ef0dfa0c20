import type { Sql } from './client.ts';
import { column } from './columns.ts';

export interface NewMail {
  readonly mailId: string;
  readonly sealed: string;
  readonly createdAt: Date;
}

export interface ClaimedMail extends NewMail {
  /** This one included. */
  readonly attempts: number;
  /** What the mail server said last. */
  readonly fault: string | null;
}

/** The driver leaves times as Postgres writes them. */
type Stored<Row> = { [Name in keyof Row]: Date extends Row[Name] ? string : Row[Name] };

/** Due at once. @param isBulk they wait for others */
export async function insertMails(
  sql: Sql,
  mails: readonly NewMail[],
  isBulk: boolean,
): Promise<void> {
  const times = column(mails.map(({ createdAt }) => createdAt.toISOString()));
  await sql`
    insert into outbox (mail_id, sealed, created_at, due_at, bulk)
    select mail_id, sealed, at, at, ${isBulk} from unnest(
      ${column(mails.map(({ mailId }) => mailId))}::text::uuid[],
      ${column(mails.map(({ sealed }) => sealed))}::text::text[],
      ${times}::text::timestamptz[]
    ) as given (mail_id, sealed, at)`;
}

/**
 * Takes up to `count` mails that are due, the longest waiting first, those in bulk last; until the lease
 * ends nobody else gets them. One UPDATE that passes over rows which another server is just taking.
 */
export async function claimMails(
  sql: Sql,
  now: Date,
  leaseEnds: Date,
  count: number,
): Promise<ClaimedMail[]> {
  const rows = await sql<Stored<ClaimedMail>[]>`
    update outbox set due_at = ${leaseEnds.toISOString()}, attempts = attempts + 1
    where mail_id in (
      select mail_id from outbox
      where dead_at is null and due_at <= ${now.toISOString()}
      order by bulk, due_at limit ${count}
      for update skip locked
    )
    returning mail_id as "mailId", sealed, created_at as "createdAt", attempts, fault`;
  return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt) }));
}

/** Sent: nothing is kept of it. */
export async function deleteMail(sql: Sql, mailId: string): Promise<void> {
  await sql`delete from outbox where mail_id = ${mailId}`;
}

/** What they tell is not so any more. One that is just leaving leaves. */
export async function deleteMails(sql: Sql, mailIds: readonly string[]): Promise<void> {
  if (mailIds.length === 0) return;
  await sql`delete from outbox where mail_id = any(${column(mailIds)}::text::uuid[])`;
}

/** Unless another server has taken it since. */
export async function postponeMail(
  sql: Sql,
  { mailId, attempts }: ClaimedMail,
  dueAt: Date,
  fault: string,
): Promise<void> {
  await sql`
    update outbox set due_at = ${dueAt.toISOString()}, fault = ${fault}
    where mail_id = ${mailId} and attempts = ${attempts}`;
}

/** Given up. @returns false where another server has taken it since */
export async function buryMail(
  sql: Sql,
  { mailId, attempts }: ClaimedMail,
  now: Date,
  fault: string,
): Promise<boolean> {
  const rows = await sql`
    update outbox set dead_at = ${now.toISOString()}, fault = ${fault}
    where mail_id = ${mailId} and attempts = ${attempts} returning mail_id`;
  return rows.length > 0;
}

export async function countDeadMails(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from outbox where dead_at is not null`;
  return row?.count ?? 0;
}

/** Those given up so long ago that nobody will want them sent. */
export async function deleteOldDeadMails(sql: Sql, before: Date): Promise<void> {
  await sql`delete from outbox where dead_at < ${before.toISOString()}`;
}

export interface OutboxRow extends ClaimedMail {
  readonly dueAt: Date;
  /** null: still on its way. */
  readonly deadAt: Date | null;
}

/** The oldest first. */
export async function listMails(sql: Sql): Promise<OutboxRow[]> {
  const rows = await sql<(Stored<OutboxRow> & { deadAt: string | null })[]>`
    select mail_id as "mailId", sealed, created_at as "createdAt", attempts, due_at as "dueAt",
      dead_at as "deadAt", fault
    from outbox order by created_at, mail_id`;
  return rows.map(({ createdAt, dueAt, deadAt, ...row }) => ({
    ...row,
    createdAt: new Date(createdAt),
    dueAt: new Date(dueAt),
    deadAt: deadAt === null ? null : new Date(deadAt),
  }));
}

/** Those given up are sent as if posted now. @returns how many */
export async function reviveMails(
  sql: Sql,
  mailIds: readonly string[],
  now: Date,
): Promise<number> {
  const at = now.toISOString();
  const rows = await sql`
    update outbox set dead_at = null, attempts = 0, created_at = ${at}, due_at = ${at}
    where dead_at is not null and mail_id = any(${column(mailIds)}::text::uuid[])
    returning mail_id`;
  return rows.length;
}
