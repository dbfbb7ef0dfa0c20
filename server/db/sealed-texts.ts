/** Every column that holds texts sealed by server/auth/secret-box.ts, for when the key changes. */
import type { Sql } from './client.ts';

export interface SealedText {
  readonly kind: 'mail' | 'pending' | 'totp';
  /** The mail's or the user's. */
  readonly id: string;
  readonly sealed: string;
}

/**
 * The next texts that do not begin so: another key sealed them.
 * @param after the last one of the page before
 */
export async function listSealedOtherwise(
  sql: Sql,
  prefix: string,
  after: SealedText | null,
  count: number,
): Promise<SealedText[]> {
  const { kind, id } = after ?? { kind: '', id: '00000000-0000-0000-0000-000000000000' };
  return sql<SealedText[]>`
    select kind, id, sealed from (
      select 'mail' as kind, mail_id as id, sealed from outbox
      union all select 'pending', user_id, totp_pending from users
      union all select 'totp', user_id, totp_secret from users
    ) as known
    where not starts_with(sealed, ${prefix}) and (kind, id) > (${kind}, ${id}::uuid)
    order by kind, id limit ${count}`;
}

/** Unless it is another text by now: a row at a time, so that two servers never wait for each other. */
export async function replaceSealed(
  sql: Sql,
  { kind, id, sealed: before }: SealedText,
  after: string,
): Promise<void> {
  if (kind === 'mail') {
    await sql`update outbox set sealed = ${after} where mail_id = ${id} and sealed = ${before}`;
  } else if (kind === 'pending') {
    await sql`
      update users set totp_pending = ${after}
      where user_id = ${id} and totp_pending = ${before}`;
  } else {
    await sql`
      update users set totp_secret = ${after}
      where user_id = ${id} and totp_secret = ${before}`;
  }
}
