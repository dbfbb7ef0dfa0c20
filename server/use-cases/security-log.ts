import type { ENDPOINTS } from '../../contract/endpoints.ts';
import type { SecurityEvent } from '../../contract/security-log.ts';
import type { Sql } from '../db/client.ts';
import { insertEvent, listEvents } from '../db/security-events.ts';
import type { Caller, UseCase } from './context.ts';

type Endpoints = typeof ENDPOINTS;

const PAGE_LENGTH = 100;

/** Whose log it is written into, and where from: a caller is one, a visitor with a user's id too. */
export type Who = Pick<Caller, 'userId' | 'address' | 'device' | 'place'>;

/** Writes into an account's log, in the transaction of what happened: neither is there alone. */
export async function recordEvent(
  sql: Sql,
  now: Date,
  who: Who,
  event: SecurityEvent,
): Promise<void> {
  const { userId, device, place, address } = who;
  const network = address === '' ? null : address;
  await insertEvent(sql, userId, { at: now, event, device, place, network });
}

export const securityLog: UseCase<Endpoints['securityLog']> = async (
  services,
  caller,
  { query },
) => {
  const before = query.before === undefined ? null : new Date(query.before);
  const page = { before, length: PAGE_LENGTH };
  const { rows, hasMore } = await listEvents(services.database.sql, caller.userId, page);
  const entries = rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  return { entries, hasMore };
};
