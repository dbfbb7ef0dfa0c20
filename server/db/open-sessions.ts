/** The sessions of one account, as it sees them: those that are signed in whole. */
import type { Place } from '../../contract/sessions.ts';
import type { Sql } from './client.ts';

export interface OpenSessionRow {
  readonly sessionId: string;
  readonly device: string | null;
  readonly place: Place | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
}

type Times = Pick<OpenSessionRow, 'createdAt' | 'lastUsedAt'>;
type Found = Omit<OpenSessionRow, keyof Times> & Record<keyof Times, string>;

/** Those that have not ended: begun and used since; the latest used first. */
export async function listSessions(
  sql: Sql,
  userId: string,
  since: { readonly createdAfter: Date; readonly usedAfter: Date },
): Promise<OpenSessionRow[]> {
  const rows = await sql<Found[]>`
    select session_id as "sessionId", device, place,
      created_at as "createdAt", last_used_at as "lastUsedAt"
    from sessions
    where user_id = ${userId} and next = 'done'
      and created_at > ${since.createdAfter.toISOString()}
      and last_used_at > ${since.usedAfter.toISOString()}
    order by last_used_at desc, created_at desc, session_id`;
  return rows.map((row) => ({
    ...row,
    createdAt: new Date(row.createdAt),
    lastUsedAt: new Date(row.lastUsedAt),
  }));
}

/** @returns false where the user has no such session */
export async function deleteSessionOf(
  sql: Sql,
  userId: string,
  sessionId: string,
): Promise<boolean> {
  const deleted = await sql`
    delete from sessions where user_id = ${userId} and session_id = ${sessionId}
    returning session_id`;
  return deleted.length > 0;
}

/** All sessions of the user, half ones too, but for the one that is kept. */
export async function deleteSessionsOf(
  sql: Sql,
  userId: string,
  kept: string | null,
): Promise<void> {
  await sql`
    delete from sessions
    where user_id = ${userId} and session_id is distinct from ${kept}`;
}
