import { SECURITY_EVENTS } from '../../contract/security-log.ts';
import type { SecurityEvent } from '../../contract/security-log.ts';
import type { Place } from '../../contract/sessions.ts';
import type { Sql } from './client.ts';
import { column } from './columns.ts';

export interface SecurityEventRow {
  readonly at: Date;
  readonly event: SecurityEvent;
  readonly device: string | null;
  readonly place: Place | null;
  readonly network: string | null;
}

/** Nothing where the user is gone meanwhile. */
export async function insertEvent(sql: Sql, userId: string, row: SecurityEventRow): Promise<void> {
  const { at, event, device, place, network } = row;
  await sql`
    insert into security_events (user_id, at, event, device, place, network)
    select user_id, ${at.toISOString()}::timestamptz, ${event}, ${device}, ${place}, ${network}
    from users where user_id = ${userId}
    for key share`;
}

/**
 * A page of a user's events, newest first. What one request did bears one time: such events are
 * never torn apart, so a page may be a little longer than asked for; the closed list orders them.
 */
export async function listEvents(
  sql: Sql,
  userId: string,
  page: { readonly before: Date | null; readonly length: number },
): Promise<{ rows: SecurityEventRow[]; hasMore: boolean }> {
  const before = page.before?.toISOString() ?? null;
  const found = await sql<(Omit<SecurityEventRow, 'at'> & { at: string; hasMore: boolean })[]>`
    with page as (
      select at, event, device, place, network from security_events
      where user_id = ${userId} and at < coalesce(${before}::timestamptz, 'infinity')
      order by at desc fetch first ${page.length} rows with ties
    )
    select page.*, exists (
      select from security_events
      where user_id = ${userId} and at < (select min(at) from page)
    ) as "hasMore"
    from page
    order by at desc, array_position(${column([...SECURITY_EVENTS])}::text[], event) desc`;
  const rows = found.map(({ at, event, device, place, network }) => {
    return { at: new Date(at), event, device, place, network };
  });
  return { rows, hasMore: found[0]?.hasMore ?? false };
}

/** Whether the account with this address, if there is one, was signed in from that network. */
export async function wasSignedInFrom(
  sql: Sql,
  emailKey: string,
  network: string,
): Promise<boolean> {
  const [row] = await sql<{ was: boolean }[]>`
    select exists (
      select from security_events join users using (user_id)
      where email_key = ${emailKey} and event = 'signed-in' and network = ${network}
    ) as was`;
  return row?.was === true;
}

export async function deleteOldEvents(sql: Sql, months: number, now: Date): Promise<void> {
  await sql`
    delete from security_events
    where at < ${now.toISOString()}::timestamptz - make_interval(months => ${months})`;
}
