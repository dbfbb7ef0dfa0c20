import type { Role } from '../../contract/endpoint.ts';
import type { Sql } from './client.ts';
import { deleteMails } from './outbox.ts';

export interface NewInvitation {
  readonly propertyId: string;
  /** As typed. */
  readonly email: string;
  readonly emailKey: string;
  readonly role: Role;
  readonly codeHash: string;
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly mailId: string;
}

/** An address has one invitation to a property: `deleteInvitations` takes the one before away. */
export async function insertInvitation(sql: Sql, one: NewInvitation): Promise<void> {
  await sql`
    insert into invitations (
      property_id, email, email_key, role, code_hash, invited_by, created_at, expires_at, mail_id
    ) values (
      ${one.propertyId}, ${one.email}, ${one.emailKey}, ${one.role}, ${one.codeHash},
      ${one.invitedBy}, ${one.createdAt.toISOString()}, ${one.expiresAt.toISOString()},
      ${one.mailId}
    )`;
}

export interface SentInvitationRow {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  /** Name of who invited; null once that account is deleted. */
  readonly by: string | null;
  readonly expiresAt: Date;
  /** false: its mail was given up; null: that is still being tried. */
  readonly isMailed: boolean | null;
}

/** Those that can still be accepted, the newest first. */
export async function listInvitations(
  sql: Sql,
  propertyId: string,
  now: Date,
): Promise<SentInvitationRow[]> {
  const rows = await sql<(Omit<SentInvitationRow, 'expiresAt'> & { expiresAt: string })[]>`
    select invitation_id as id, invitations.email, role, users.name as by,
      expires_at as "expiresAt",
      case
        when outbox.mail_id is null then true
        when outbox.dead_at is not null then false
      end as "isMailed"
    from invitations
    left join users on users.user_id = invited_by
    left join outbox on outbox.mail_id = invitations.mail_id
    where property_id = ${propertyId} and expires_at > ${now.toISOString()}
    order by invitations.created_at desc, invitation_id`;
  return rows.map((row) => ({ ...row, expiresAt: new Date(row.expiresAt) }));
}

export interface ReceivedInvitationRow {
  readonly id: string;
  /** Its name. */
  readonly property: string;
  readonly role: Role;
  readonly by: string | null;
  readonly expiresAt: Date;
}

/** Those to the user's own address that can still be accepted, the newest first. */
export async function listInvitationsTo(
  sql: Sql,
  userId: string,
  now: Date,
): Promise<ReceivedInvitationRow[]> {
  const rows = await sql<(Omit<ReceivedInvitationRow, 'expiresAt'> & { expiresAt: string })[]>`
    select invitation_id as id, properties.name as property, invitations.role,
      inviter.name as by, expires_at as "expiresAt"
    from users
    join invitations on invitations.email_key = users.email_key
    join properties on properties.property_id = invitations.property_id
    left join users inviter on inviter.user_id = invited_by
    where users.user_id = ${userId} and expires_at > ${now.toISOString()}
    order by invitations.created_at desc, invitation_id`;
  return rows.map((row) => ({ ...row, expiresAt: new Date(row.expiresAt) }));
}

/** By its code, or by its id where it went to the user's own address. */
export type Claim =
  { readonly codeHash: string } | { readonly id: string; readonly userId: string };

/** The property that the invitation is to; null where there is none that can still be accepted. */
export async function findInvitedProperty(
  sql: Sql,
  claim: Claim,
  now: Date,
): Promise<string | null> {
  const [row] = await sql<{ propertyId: string }[]>`
    select property_id as "propertyId" from invitations
    where ${claimed(sql, claim)} and expires_at > ${now.toISOString()}`;
  return row?.propertyId ?? null;
}

/** Uses it up: of many at once one gets it. Null: there is none (any more). */
export async function takeInvitation(sql: Sql, claim: Claim, now: Date): Promise<Role | null> {
  const [row] = await sql<{ role: Role; mailId: string | null }[]>`
    delete from invitations
    where ${claimed(sql, claim)} and expires_at > ${now.toISOString()}
    returning role, mail_id as "mailId"`;
  if (row === undefined) return null;
  await deleteMails(sql, mailsOf([row]));
  return row.role;
}

function claimed(sql: Sql, claim: Claim) {
  return 'codeHash' in claim
    ? sql`code_hash = ${claim.codeHash}`
    : sql`invitation_id = ${claim.id} and email_key = (
        select email_key from users where user_id = ${claim.userId}
      )`;
}

/** Which ones of a property: by id, by address, or all that a user sent. */
export type Which =
  { readonly id: string } | { readonly emailKey: string } | { readonly invitedBy: string };

/** @returns whether there were any; their mails, where they have not left yet, go too */
export async function deleteInvitations(
  sql: Sql,
  propertyId: string,
  which: Which,
): Promise<boolean> {
  const meant =
    'id' in which
      ? sql`invitation_id = ${which.id}`
      : 'emailKey' in which
        ? sql`email_key = ${which.emailKey}`
        : sql`invited_by = ${which.invitedBy}`;
  const rows = await sql<{ mailId: string | null }[]>`
    delete from invitations where property_id = ${propertyId} and ${meant}
    returning mail_id as "mailId"`;
  await deleteMails(sql, mailsOf(rows));
  return rows.length > 0;
}

export async function deleteExpiredInvitations(sql: Sql, now: Date): Promise<void> {
  await sql`delete from invitations where expires_at <= ${now.toISOString()}`;
}

function mailsOf(rows: readonly { readonly mailId: string | null }[]): string[] {
  return rows.flatMap(({ mailId }) => (mailId === null ? [] : [mailId]));
}
