import type { Sql } from './client.ts';

/** What a code was mailed for. A user has one of each purpose, but of resets one for each ticket. */
export interface CodeFor {
  readonly userId: string;
  readonly purpose: 'verify' | 'change' | 'reset';
  /** SHA-256 of the ticket of whoever asked for a reset; empty for the other purposes. */
  readonly ticketHash: string;
}

export interface EmailCode extends CodeFor {
  readonly codeHash: string;
  readonly triesLeft: number;
  readonly expiresAt: Date;
  /** The new address, for a change. */
  readonly email: string | null;
}

/** Takes the place of the one before; nothing where the user is gone meanwhile. */
export async function saveCode(sql: Sql, code: EmailCode): Promise<void> {
  const { userId, purpose, ticketHash, codeHash, triesLeft, expiresAt, email } = code;
  await sql`
    insert into email_codes
      (user_id, purpose, ticket_hash, code_hash, tries_left, expires_at, email)
    select user_id, ${purpose}, ${ticketHash}, ${codeHash}, ${triesLeft},
      ${expiresAt.toISOString()}::timestamptz, ${email}
    from users where user_id = ${userId}
    for key share
    on conflict (user_id, purpose, ticket_hash) do update set
      code_hash = excluded.code_hash,
      tries_left = excluded.tries_left,
      expires_at = excluded.expires_at,
      email = excluded.email`;
}

/**
 * Whether it is the right code; null where there is none that could be tried. One UPDATE: the row's lock lets one try in at a time, so that of many
 * at once no more than the tries left are compared, and a right code works once. Whoever goes on to
 * change the account has locked its row before.
 */
export async function tryCode(
  sql: Sql,
  { userId, purpose, ticketHash }: CodeFor,
  codeHash: string,
  now: Date,
): Promise<boolean | null> {
  const [tried] = await sql<{ right: boolean }[]>`
    update email_codes
    set tries_left = case when code_hash = ${codeHash} then 0 else tries_left - 1 end
    where user_id = ${userId} and purpose = ${purpose} and ticket_hash = ${ticketHash}
      and tries_left > 0 and expires_at > ${now.toISOString()}
    returning code_hash = ${codeHash} as right`;
  return tried?.right ?? null;
}

/** Whose reset it is. */
export async function findTicketHolder(sql: Sql, ticketHash: string): Promise<string | null> {
  const [row] = await sql<{ userId: string }[]>`
    select user_id as "userId" from email_codes
    where ticket_hash = ${ticketHash} and purpose = 'reset'`;
  return row?.userId ?? null;
}

/** The address that waits for its code. */
export async function findPendingEmail(
  sql: Sql,
  userId: string,
  now: Date,
): Promise<string | null> {
  const [row] = await sql<{ email: string | null }[]>`
    select email from email_codes
    where user_id = ${userId} and purpose = 'change' and tries_left > 0
      and expires_at > ${now.toISOString()}`;
  return row?.email ?? null;
}

export async function deleteCodes(
  sql: Sql,
  userId: string,
  ...purposes: readonly [CodeFor['purpose'], ...CodeFor['purpose'][]]
): Promise<void> {
  await sql`delete from email_codes where user_id = ${userId} and purpose in ${sql(purposes)}`;
}

export async function deleteExpiredCodes(sql: Sql, now: Date): Promise<void> {
  await sql`delete from email_codes where expires_at < ${now.toISOString()}`;
}
