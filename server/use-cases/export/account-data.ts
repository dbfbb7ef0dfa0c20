import { liveSince } from '../../auth/token.ts';
import type { Sql } from '../../db/client.ts';
import { findPendingEmail } from '../../db/email-codes.ts';
import { listPropertiesOf } from '../../db/properties.ts';
import { listSessions } from '../../db/open-sessions.ts';
import { listEvents } from '../../db/security-events.ts';
import { findUser } from '../../db/users.ts';
import { AppError } from '../app-error.ts';
import { csv } from './csv.ts';

const ALL = 2 ** 31 - 1;

/** An account for itself: everything as data, and what people read as tables. Holds no secret. */
export async function accountData(sql: Sql, userId: string, now: Date) {
  const user = await findUser(sql, userId);
  if (user === null) throw new AppError('not-found', 'This account is gone.');
  const { email, name, createdAt } = user;
  const sessions = (await listSessions(sql, userId, liveSince(now))).map((row) => ({
    ...{ device: row.device, place: row.place },
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt.toISOString(),
  }));
  const memberships = (await listPropertiesOf(sql, userId)).map((row) => {
    return { propertyId: row.propertyId, property: row.name, role: row.role };
  });
  const { rows } = await listEvents(sql, userId, { before: null, length: ALL });
  const securityLog = rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  const account = {
    ...{ id: userId, email, name, createdAt: createdAt.toISOString() },
    pendingEmail: await findPendingEmail(sql, userId, now),
  };
  return {
    json: { account, sessions, memberships, securityLog },
    tables: {
      'account.csv': csv(['email', 'name', 'createdAt'], [[email, name, account.createdAt]]),
      'sessions.csv': csv(
        ['device', 'place', 'createdAt', 'lastUsedAt'],
        sessions.map((one) => [one.device, one.place, one.createdAt, one.lastUsedAt]),
      ),
      'memberships.csv': csv(
        ['property', 'role'],
        memberships.map(({ property, role }) => [property, role]),
      ),
      'security log.csv': csv(
        ['at', 'event', 'device', 'place', 'network'],
        securityLog.map((one) => [one.at, one.event, one.device, one.place, one.network]),
      ),
    },
  };
}
