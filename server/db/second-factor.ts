import type { Sql } from './client.ts';

export interface SecondFactorRow {
  /** Sealed; null: it is off. */
  readonly secret: string | null;
  /** The step of the code that was last taken. */
  readonly lastStep: number | null;
  /** Sealed; waits for its first code. */
  readonly pending: string | null;
}

export async function findSecondFactor(sql: Sql, userId: string): Promise<SecondFactorRow | null> {
  const [row] = await sql<{ secret: string | null; step: string | null; pending: string | null }[]>`
    select totp_secret as secret, totp_last_step as step, totp_pending as pending
    from users where user_id = ${userId}`;
  if (row === undefined) return null;
  const { secret, step, pending } = row;
  return { secret, lastStep: step === null ? null : Number(step), pending };
}

/** @returns false where a second factor is on */
export async function savePending(sql: Sql, userId: string, sealed: string): Promise<boolean> {
  const saved = await sql`
    update users set totp_pending = ${sealed}
    where user_id = ${userId} and totp_secret is null
    returning user_id`;
  return saved.length > 0;
}

/** @returns false where another secret waits by now, or one is on */
export async function switchOn(
  sql: Sql,
  userId: string,
  { sealed, step }: { readonly sealed: string; readonly step: number },
): Promise<boolean> {
  const switched = await sql`
    update users set totp_secret = totp_pending, totp_pending = null, totp_last_step = ${step}
    where user_id = ${userId} and totp_pending = ${sealed} and totp_secret is null
    returning user_id`;
  return switched.length > 0;
}

/** @returns false where it is off */
export async function switchOff(sql: Sql, userId: string): Promise<boolean> {
  const switched = await sql`
    update users set totp_secret = null, totp_pending = null, totp_last_step = null
    where user_id = ${userId} and totp_secret is not null
    returning user_id`;
  if (switched.length > 0) await deleteRecoveryCodes(sql, userId);
  return switched.length > 0;
}

/** Takes the code of a step. One UPDATE: of many at once one finds that none of it was taken. */
export async function takeStep(sql: Sql, userId: string, step: number): Promise<boolean> {
  const taken = await sql`
    update users set totp_last_step = ${step}
    where user_id = ${userId} and totp_secret is not null
      and coalesce(totp_last_step, -1) < ${step}
    returning user_id`;
  return taken.length > 0;
}

/** Takes a recovery code. One DELETE: of many at once one finds it. */
export async function takeRecoveryCode(
  sql: Sql,
  userId: string,
  codeHash: string,
): Promise<boolean> {
  const taken = await sql`
    delete from recovery_codes where user_id = ${userId} and code_hash = ${codeHash}
    returning user_id`;
  return taken.length > 0;
}

/**
 * Puts these in the place of all codes before. The user's row is locked, so that of two at once the
 * later one's are the only ones.
 * @returns false where the second factor is off
 */
export async function replaceRecoveryCodes(
  sql: Sql,
  userId: string,
  codeHashes: readonly string[],
): Promise<boolean> {
  const users = await sql`
    select from users where user_id = ${userId} and totp_secret is not null for no key update`;
  if (users.length === 0) return false;
  await deleteRecoveryCodes(sql, userId);
  await sql`
    insert into recovery_codes ${sql(codeHashes.map((hash) => ({ user_id: userId, code_hash: hash })))}`;
  return true;
}

async function deleteRecoveryCodes(sql: Sql, userId: string): Promise<void> {
  await sql`delete from recovery_codes where user_id = ${userId}`;
}

/** null: it is off. */
export async function countRecoveryCodes(sql: Sql, userId: string): Promise<number | null> {
  const [row] = await sql<{ count: number }[]>`
    select (
      select count(*)::int from recovery_codes where recovery_codes.user_id = users.user_id
    ) as count
    from users where user_id = ${userId} and totp_secret is not null`;
  return row?.count ?? null;
}
