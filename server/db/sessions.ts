import type { Next } from '../../contract/sessions.ts';
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
  readonly archived: boolean;
}

export interface SessionRow {
  readonly userId: string;
  readonly next: Next;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  /** On the property asked about; null for a stranger to it. */
  readonly membership: Membership | null;
}

interface Found extends Omit<Membership, 'propertyId' | 'role'> {
  readonly userId: string;
  readonly next: Next;
  readonly createdAt: string;
  readonly lastUsedAt: string;
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
      select user_id, next, created_at, last_used_at from sessions where token_hash = ${tokenHash}
    )
    select
      session.user_id as "userId", session.next,
      session.created_at as "createdAt", session.last_used_at as "lastUsedAt",
      members.role, properties.currency, properties.settings, properties.revision,
      properties.archived_at is not null as archived
    from session
    left join members on members.property_id = ${propertyId} and members.user_id = session.user_id
    left join properties on properties.property_id = members.property_id`;
  if (found === undefined) return null;
  const { userId, next, createdAt, lastUsedAt, role, ...property } = found;
  const isMember = propertyId !== null && role !== null;
  return {
    userId,
    next,
    createdAt: new Date(createdAt),
    lastUsedAt: new Date(lastUsedAt),
    membership: isMember
      ? { propertyId, role, ...property, settings: wholeSettings(property.settings) }
      : null,
  };
}

export async function touchSession(sql: Sql, tokenHash: string, now: Date): Promise<void> {
  await sql`
    update sessions set last_used_at = ${now.toISOString()} where token_hash = ${tokenHash}`;
}

export async function insertSession(
  sql: Sql,
  session: { tokenHash: string; userId: string; next: Next },
  now: Date,
): Promise<void> {
  const { tokenHash, userId, next } = session;
  const at = now.toISOString();
  await sql`
    insert into sessions (token_hash, user_id, next, created_at, last_used_at)
    values (${tokenHash}, ${userId}, ${next}, ${at}, ${at})`;
}

export async function deleteSession(sql: Sql, tokenHash: string): Promise<void> {
  await sql`delete from sessions where token_hash = ${tokenHash}`;
}

/** Sessions that wait for the address to be verified. */
export async function deleteUnverifiedSessions(sql: Sql, userId: string): Promise<void> {
  await sql`delete from sessions where user_id = ${userId} and next = 'verify-email'`;
}

export async function deleteEndedSessions(
  sql: Sql,
  createdBefore: Date,
  usedBefore: Date,
): Promise<void> {
  await sql`
    delete from sessions
    where created_at < ${createdBefore.toISOString()} or last_used_at < ${usedBefore.toISOString()}`;
}
