import type { Sql } from './client.ts';
import { attemptWithin } from './transaction.ts';

const UNIQUE_VIOLATION = '23505';

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

/**
 * As `findUser`, and keeps others from changing the account until the transaction ends. Whatever changes
 * more of an account than one row begins with it, so that two never wait for one another.
 */
export async function lockUser(sql: Sql, userId: string): Promise<User | null> {
  const [found] = await sql<Found[]>`
    select ${columns(sql)} from users where user_id = ${userId} for no key update`;
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

export async function setPassword(sql: Sql, userId: string, passwordHash: string): Promise<void> {
  await sql`update users set password_hash = ${passwordHash} where user_id = ${userId}`;
}

export async function setName(sql: Sql, userId: string, name: string): Promise<void> {
  await sql`update users set name = ${name} where user_id = ${userId}`;
}

/**
 * In a `transaction`, which goes on either way.
 * @returns false where another account has the address, be it since a moment
 */
export async function setEmail(
  sql: Sql,
  userId: string,
  { email, emailKey }: Pick<User, 'email' | 'emailKey'>,
): Promise<boolean> {
  try {
    await attemptWithin(
      sql,
      (inner) => inner`
        update users set email = ${email}, email_key = ${emailKey} where user_id = ${userId}`,
    );
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;
}

/** Of somebody who never verified the address: nothing is theirs yet. */
export async function deleteUnverifiedUser(sql: Sql, emailKey: string): Promise<void> {
  await sql`delete from users where email_key = ${emailKey} and email_verified_at is null`;
}

/**
 * With all that belongs to nobody else: sessions, codes, memberships, log. What the user did in shared
 * properties stays, without a name.
 */
export async function deleteUser(sql: Sql, userId: string): Promise<void> {
  await sql`delete from users where user_id = ${userId}`;
}

/**
 * Waits until nobody else writes anything that refers to the user, and keeps others from it: for
 * deleting the account. Properties are to be locked before, as everybody does.
 */
export async function closeUser(sql: Sql, userId: string): Promise<User | null> {
  const [found] = await sql<Found[]>`
    select ${columns(sql)} from users where user_id = ${userId} for update`;
  return userOf(found);
}
