import { SECURITY_LOG_MONTHS } from '../../contract/security-log.ts';
import { ABSOLUTE_DAYS, HALF_MINUTES, IDLE_DAYS } from '../auth/token.ts';
import { deleteExpiredDownloads } from '../db/downloads.ts';
import { deleteExpiredCodes } from '../db/email-codes.ts';
import { deleteExpiredInvitations } from '../db/invitations.ts';
import { deleteOldDeadMails } from '../db/outbox.ts';
import { deleteExpiredLimits } from '../db/rate-limits.ts';
import { deleteOldEvents } from '../db/security-events.ts';
import { deleteEndedSessions } from '../db/sessions.ts';
import type { Services } from './context.ts';
import { reseal } from './reseal.ts';

const DAY_MS = 86_400_000;

/** Long enough for an operator to see them and have them sent again. */
export const DEAD_MAIL_DAYS = 30;

/** Deletes what has ended and means nothing any more. Harmless when several servers do it at once. */
export async function housekeeping(services: Services): Promise<void> {
  const { sql } = services.database;
  const now = services.now();
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
  await deleteEndedSessions(sql, {
    createdBefore: daysAgo(ABSOLUTE_DAYS),
    usedBefore: daysAgo(IDLE_DAYS),
    halfCreatedBefore: new Date(now.getTime() - HALF_MINUTES * 60_000),
  });
  await deleteExpiredCodes(sql, now);
  await deleteExpiredDownloads(sql, now);
  await deleteExpiredInvitations(sql, now);
  await deleteExpiredLimits(sql, now);
  await deleteOldDeadMails(sql, daysAgo(DEAD_MAIL_DAYS));
  await deleteOldEvents(sql, SECURITY_LOG_MONTHS, now);
  await reseal(services);
}
