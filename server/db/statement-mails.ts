/** Which statements were mailed, and what became of the mails. */
import type { MailState } from '../../contract/statement-sending.ts';
import type { Sql } from './client.ts';
import { column } from './columns.ts';
import { deleteMails } from './outbox.ts';
import type { DocumentRow } from './statements.ts';

export interface Mailable extends DocumentRow {
  /** Of the tenancy, as it is now. */
  readonly email: string | null;
  /** Where this mailing has mailed it already: to that address. */
  readonly mailedTo: string | null;
  /** By another mailing, which did not fail. */
  readonly isMailed: boolean;
}

/** Those that there are, by number. @param mailingId null: of none yet */
export async function loadMailables(
  sql: Sql,
  propertyId: string,
  numbers: readonly number[],
  mailingId: string | null,
): Promise<Mailable[]> {
  return sql<Mailable[]>`
    select statements.number, document, voided_at as "voidedAt", void_reason as "voidReason",
      tenancies.email, (
        select mails.email from statement_mails mails
        where mails.property_id = statements.property_id and mails.number = statements.number
          and mails.mailing_id = ${mailingId}::uuid
      ) as "mailedTo",
      exists (
        select from statement_mails mails
        where mails.property_id = statements.property_id and mails.number = statements.number
          and mails.state in ('queued', 'sent')
      ) as "isMailed"
    from statements left join tenancies
      on tenancies.property_id = statements.property_id
      and tenancies.tenancy_id = statements.tenancy_id
    where statements.property_id = ${propertyId}
      and statements.number = any (${column(numbers)}::text::integer[])
    order by statements.number`;
}

export interface NewStatementMail {
  readonly number: number;
  readonly mailId: string;
  readonly email: string;
}

export async function insertStatementMails(
  sql: Sql,
  propertyId: string,
  mails: readonly NewStatementMail[],
  { mailingId, userId, at }: { mailingId: string; userId: string; at: Date },
): Promise<void> {
  await sql`
    insert into statement_mails
      (property_id, number, mailing_id, mail_id, email, at, user_id, state)
    select ${propertyId}::uuid, number, ${mailingId}::uuid, mail_id, email,
      ${at.toISOString()}::timestamptz, ${userId}::uuid, 'queued'
    from unnest(
      ${column(mails.map(({ number }) => number))}::text::integer[],
      ${column(mails.map(({ mailId }) => mailId))}::text::uuid[],
      ${column(mails.map(({ email }) => email))}::text::text[]
    ) as given (number, mail_id, email)`;
}

/** @param enclosure what went with the mail; null: no statement */
export async function markStatementMail(
  sql: Sql,
  mailId: string,
  enclosure: { readonly propertyId: string; readonly number: number } | null,
  state: MailState,
): Promise<void> {
  if (enclosure === null) return;
  await sql`
    update statement_mails set state = ${state}
    where property_id = ${enclosure.propertyId} and number = ${enclosure.number}
      and mail_id = ${mailId}`;
}

/** Mails that have not left are taken back. @param number null: of all statements */
export async function withdrawStatementMails(
  sql: Sql,
  propertyId: string,
  number: number | null,
): Promise<void> {
  const rows = await sql<{ mailId: string }[]>`
    update statement_mails set state = 'withdrawn'
    where property_id = ${propertyId} and state = 'queued'
      and (${number}::integer is null or number = ${number}::integer)
    returning mail_id as "mailId"`;
  await deleteMails(
    sql,
    rows.map(({ mailId }) => mailId),
  );
}

export interface LoggedMail {
  readonly number: number;
  readonly at: string;
  readonly to: string;
  readonly by: string | null;
  readonly state: MailState;
}

/** Of periods whose end lies within: by number, and the newest last. */
export async function listStatementMailRows(
  sql: Sql,
  propertyId: string,
  from: string | undefined,
  to: string | undefined,
): Promise<LoggedMail[]> {
  return sql<LoggedMail[]>`
    select number, mails.at, mails.email as "to", users.name as "by", mails.state
    from statement_mails mails
    join statements using (property_id, number)
    left join users on users.user_id = mails.user_id
    where property_id = ${propertyId}
      and period_end between coalesce(${from ?? null}::date, '-infinity')
        and coalesce(${to ?? null}::date, 'infinity')
    order by number, mails.at`;
}
