import type { Sql } from './client.ts';

interface Found extends Omit<User, 'createdAt'> {
  /** The driver leaves times as Postgres writes them. */
  readonly createdAt: string;
}

export interface User {
  readonly userId: string;
  readonly email: string;
  readonly emailKey: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly verified: boolean;
  readonly createdAt: Date;
}

export type NewUser = Pick<User, 'email' | 'emailKey' | 'name' | 'passwordHash'>;

/**
 * Makes a user, or puts the new name and password in place of those of a user whose address was
 * never verified: whoever holds the mailbox decides. Null where a verified user has the address.
 */
export async function insertUser(sql: Sql, user: NewUser): Promise<string | null> {
  const { email, emailKey, name, passwordHash } = user;
  const [row] = await sql<{ userId: string }[]>`
    insert into users (email, email_key, name, password_hash)
    values (${email}, ${emailKey}, ${name}, ${passwordHash})
    on conflict (email_key) do update
      set email = excluded.email, name = excluded.name, password_hash = excluded.password_hash
      where users.email_verified_at is null
    returning user_id as "userId"`;
  return row?.userId ?? null;
}

export async function findUserByEmailKey(sql: Sql, emailKey: string): Promise<User | null> {
  const [found] = await sql<
    Found[]
  >`select ${columns(sql)} from users where email_key = ${emailKey}`;
  return userOf(found);
}

export async function findUser(sql: Sql, userId: string): Promise<User | null> {
  const [found] = await sql<Found[]>`select ${columns(sql)} from users where user_id = ${userId}`;
  return userOf(found);
}

function userOf(found: Found | undefined): User | null {
  return found === undefined ? null : { ...found, createdAt: new Date(found.createdAt) };
}

function columns(sql: Sql) {
  return sql`
    user_id as "userId", email, email_key as "emailKey", name, password_hash as "passwordHash",
    email_verified_at is not null as verified, created_at as "createdAt"`;
}

export async function markVerified(sql: Sql, userId: string, now: Date): Promise<void> {
  await sql`
    update users set email_verified_at = ${now.toISOString()}
    where user_id = ${userId} and email_verified_at is null`;
}

/** @returns false where the password is another by now */
export async function replacePassword(
  sql: Sql,
  userId: string,
  { before, after }: { readonly before: string; readonly after: string },
): Promise<boolean> {
  const replaced = await sql`
    update users set password_hash = ${after}
    where user_id = ${userId} and password_hash = ${before}
    returning user_id`;
  return replaced.length > 0;
}
