import { z } from 'zod';
import type { Sql } from './client.ts';

/**
 * What a link leads to: what to make the file of once it is asked for. Closed; kept in the table until
 * then, so a kind that is there once stays readable for as long as links live.
 */
const subject = z.discriminatedUnion('kind', [
  /** All that the account holds, and the properties that it owns. */
  z.strictObject({ kind: z.literal('account') }),
  z.strictObject({
    kind: z.literal('statements'),
    propertyId: z.string(),
    /** In their order. */
    numbers: z.array(z.int()),
    locale: z.string().optional(),
  }),
]);
export type DownloadSubject = z.infer<typeof subject>;

export interface Download {
  readonly userId: string;
  readonly subject: DownloadSubject;
}

export async function insertDownload(
  sql: Sql,
  tokenHash: string,
  { userId, subject }: Download,
  expiresAt: Date,
): Promise<void> {
  await sql`
    insert into downloads (token_hash, user_id, subject, expires_at)
    values (${tokenHash}, ${userId}, ${JSON.stringify(subject)}, ${expiresAt.toISOString()})`;
}

/** Spends a link. One DELETE: of many at once one finds it. @returns null where there is none */
export async function takeDownload(
  sql: Sql,
  tokenHash: string,
  now: Date,
): Promise<Download | null> {
  const [row] = await sql<{ userId: string; subject: unknown }[]>`
    delete from downloads where token_hash = ${tokenHash} and expires_at > ${now.toISOString()}
    returning user_id as "userId", subject`;
  return row === undefined ? null : { userId: row.userId, subject: subject.parse(row.subject) };
}

export async function deleteDownloadsOf(sql: Sql, userId: string): Promise<void> {
  await sql`delete from downloads where user_id = ${userId}`;
}

export async function deleteExpiredDownloads(sql: Sql, now: Date): Promise<void> {
  await sql`delete from downloads where expires_at < ${now.toISOString()}`;
}
