import type { Sql } from './client.ts';

export interface EmailCode {
  readonly userId: string;
  readonly codeHash: string;
  readonly triesLeft: number;
  readonly expiresAt: Date;
}

/** A user has one code to verify the address: a new one takes the place of the one before. */
export async function saveCode(sql: Sql, code: EmailCode): Promise<void> {
  const { userId, codeHash, triesLeft, expiresAt } = code;
  await sql`
    insert into email_codes (user_id, purpose, code_hash, tries_left, expires_at)
    values (${userId}, 'verify', ${codeHash}, ${triesLeft}, ${expiresAt.toISOString()})
    on conflict (user_id, purpose, ticket_hash) do update set
      code_hash = excluded.code_hash,
      tries_left = excluded.tries_left,
      expires_at = excluded.expires_at`;
}

/**
 * Tries a code and returns whose it was. One UPDATE: the row's lock lets one try in at a time, so
 * that of many at once no more than the tries left are compared, and a right code works once.
 */
export async function tryCode(
  sql: Sql,
  emailKey: string,
  codeHash: string,
  now: Date,
): Promise<string | null> {
  const [tried] = await sql<{ userId: string; right: boolean }[]>`
    update email_codes
    set tries_left = case when code_hash = ${codeHash} then 0 else tries_left - 1 end
    from users
    where users.user_id = email_codes.user_id and users.email_key = ${emailKey}
      and purpose = 'verify' and tries_left > 0 and expires_at > ${now.toISOString()}
    returning email_codes.user_id as "userId", code_hash = ${codeHash} as right`;
  return tried?.right === true ? tried.userId : null;
}

export async function deleteCode(sql: Sql, userId: string): Promise<void> {
  await sql`delete from email_codes where user_id = ${userId} and purpose = 'verify'`;
}

export async function deleteExpiredCodes(sql: Sql, now: Date): Promise<void> {
  await sql`delete from email_codes where expires_at < ${now.toISOString()}`;
}
