import type { Next, Place } from '../../contract/sessions.ts';
import type { Role } from '../../contract/endpoint.ts';
import type { Settings } from '../../contract/properties.ts';
import type { Sql } from './client.ts';
import { wholeSettings } from './settings.ts';

export interface Membership {
  readonly propertyId: string;
  readonly role: Role;
  readonly currency: string;
  readonly settings: Settings;
  readonly revision: number;
  /** The change set that led to the revision; null: none did yet. */
  readonly changeSetId: string | null;
  readonly archived: boolean;
}

export interface SessionRow {
  readonly userId: string;
  readonly sessionId: string;
  readonly next: Next;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly provedAt: Date;
  readonly place: Place | null;
  /** Whether the user has switched one on. */
  readonly hasSecondFactor: boolean;
  /** On the property asked about; null for a stranger to it. */
  readonly membership: Membership | null;
}

type Times = Pick<SessionRow, 'createdAt' | 'lastUsedAt' | 'provedAt'>;

interface Found
  extends
    Omit<SessionRow, 'membership' | keyof Times>,
    Record<keyof Times, string>,
    Omit<Membership, 'propertyId' | 'role'> {
  readonly role: Role | null;
}

/**
 * The session, and the membership of its user on one property, in one round trip: this is all that
 * an unchanged result costs. The session is found apart from the join, so that an engine which
 * distributes by property plans it as a value and not as a join with a global table.
 */
export async function findSession(
  sql: Sql,
  tokenHash: string,
  propertyId: string | null,
): Promise<SessionRow | null> {
  const [found] = await sql<Found[]>`
    with session as materialized (
      select
        user_id, session_id, next, sessions.created_at, last_used_at, proved_at, place,
        totp_secret is not null as has_second_factor
      from sessions join users using (user_id) where token_hash = ${tokenHash}
    )
    select
      session.user_id as "userId", session.session_id as "sessionId", session.next,
      session.created_at as "createdAt", session.last_used_at as "lastUsedAt",
      session.proved_at as "provedAt", session.place,
      session.has_second_factor as "hasSecondFactor",
      members.role, properties.currency, properties.settings, properties.revision,
      change_sets.change_set_id as "changeSetId", properties.archived_at is not null as archived
    from session
    left join members on members.property_id = ${propertyId} and members.user_id = session.user_id
    left join properties on properties.property_id = members.property_id
    left join change_sets on change_sets.property_id = properties.property_id
      and change_sets.revision = properties.revision`;
  if (found === undefined) return null;
  const { createdAt, lastUsedAt, provedAt, role, ...rest } = found;
  const { userId, sessionId, next, place, hasSecondFactor, ...property } = rest;
  const isMember = propertyId !== null && role !== null;
  return {
    ...{ userId, sessionId, next, place, hasSecondFactor },
    createdAt: new Date(createdAt),
    lastUsedAt: new Date(lastUsedAt),
    provedAt: new Date(provedAt),
    membership: isMember
      ? { propertyId, role, ...property, settings: wholeSettings(property.settings) }
      : null,
  };
}

export async function touchSession(sql: Sql, tokenHash: string, now: Date): Promise<void> {
  await sql`
    update sessions set last_used_at = ${now.toISOString()} where token_hash = ${tokenHash}`;
}

export interface NewSession {
  readonly tokenHash: string;
  readonly userId: string;
  readonly device: string | null;
  readonly place: Place | null;
  /** The one that was shown: opens nothing where it is another by now. null: not by password. */
  readonly passwordHash: string | null;
}

/**
 * Opens a session and says what is still to be shown in it: of the user as the row stands, which is
 * locked, so that no session slips by while the password changes or a second factor is switched on.
 * @returns null where the user is gone, or has another password by now
 */
export async function insertSession(
  sql: Sql,
  session: NewSession,
  now: Date,
): Promise<Next | null> {
  const { tokenHash, userId, device, place, passwordHash } = session;
  const at = now.toISOString();
  const [row] = await sql<{ next: Next }[]>`
    insert into sessions
      (token_hash, user_id, next, created_at, last_used_at, proved_at, device, place)
    select
      ${tokenHash}, user_id,
      case
        when email_verified_at is null then 'verify-email'
        when totp_secret is not null then 'totp'
        else 'done'
      end,
      ${at}::timestamptz, ${at}::timestamptz, ${at}::timestamptz, ${device}, ${place}
    from users
    where user_id = ${userId} and coalesce(password_hash = ${passwordHash}, true)
    for share
    returning next`;
  return row?.next ?? null;
}

/** Another token for a session, which is whole and proven then. @returns false where it is gone */
export async function replaceToken(
  sql: Sql,
  before: string,
  tokenHash: string,
  now: Date,
): Promise<boolean> {
  const at = now.toISOString();
  const replaced = await sql`
    update sessions
    set token_hash = ${tokenHash}, next = 'done', last_used_at = ${at}, proved_at = ${at}
    where token_hash = ${before}
    returning session_id`;
  return replaced.length > 0;
}

export async function deleteSession(sql: Sql, tokenHash: string): Promise<void> {
  await sql`delete from sessions where token_hash = ${tokenHash}`;
}

/** Sessions that wait for the address to be verified. */
export async function deleteUnverifiedSessions(sql: Sql, userId: string): Promise<void> {
  await sql`delete from sessions where user_id = ${userId} and next = 'verify-email'`;
}

export interface Bounds {
  readonly createdBefore: Date;
  readonly usedBefore: Date;
  /** For those that wait for their second factor. */
  readonly halfCreatedBefore: Date;
}

export async function deleteEndedSessions(sql: Sql, bounds: Bounds): Promise<void> {
  await sql`
    delete from sessions
    where created_at < ${bounds.createdBefore.toISOString()}
      or last_used_at < ${bounds.usedBefore.toISOString()}
      or (next = 'totp' and created_at < ${bounds.halfCreatedBefore.toISOString()})`;
}
