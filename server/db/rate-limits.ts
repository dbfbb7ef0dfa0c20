import type { Sql } from './client.ts';
import { column } from './columns.ts';

export interface Count {
  readonly key: string;
  /** The attempts counted since the window began, this one included. */
  readonly points: number;
  /** When the window ends, in milliseconds since 1970. */
  readonly expire: number;
}

/**
 * Counts attempts on each key, in one statement. Keys are locked in one order, whoever counts,
 * so two requests never wait for each other.
 */
export async function countAttempt(
  sql: Sql,
  windows: readonly { readonly key: string; readonly windowMs: number; readonly count: number }[],
  now: Date,
): Promise<Count[]> {
  const sorted = windows.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const nowMs = now.getTime();
  const rows = await sql<{ key: string; points: number; expire: string }[]>`
    insert into rate_limits as known (key, points, expire)
    select key, count, ${nowMs}::bigint + length
    from unnest(
      ${column(sorted.map((one) => one.key))}::text[],
      ${column(sorted.map((one) => one.windowMs))}::bigint[],
      ${column(sorted.map((one) => one.count))}::integer[]
    ) as given (key, length, count)
    on conflict (key) do update set
      points = excluded.points + case when known.expire <= ${nowMs} then 0 else known.points end,
      expire = case when known.expire <= ${nowMs} then excluded.expire else known.expire end
    returning key, points, expire`;
  return rows.map((row) => ({ ...row, expire: Number(row.expire) }));
}

/** Lets a window with so many points end so long after now. @returns whether there is such a one */
export async function prolongWindow(
  sql: Sql,
  { key, points, windowMs }: { readonly key: string; points: number; windowMs: number },
  now: Date,
): Promise<boolean> {
  const nowMs = now.getTime();
  const prolonged = await sql`
    update rate_limits set expire = ${nowMs}::bigint + ${windowMs}::bigint
    where key = ${key} and points >= ${points} and expire > ${nowMs}
    returning key`;
  return prolonged.length > 0;
}

export async function forgetAttempts(sql: Sql, keys: readonly string[]): Promise<void> {
  await sql`delete from rate_limits where key = any(${column(keys)}::text[])`;
}

export interface GrowingWait {
  readonly firstMs: number;
  readonly longestMs: number;
  /** So long after a wait was over, the next one is the first again. */
  readonly forgetMs: number;
}

/**
 * Takes the turn of a key if its wait is over, and makes the next wait twice as long.
 * @returns 0, or how many milliseconds there are still to wait
 */
export async function takeTurn(
  sql: Sql,
  key: string,
  wait: GrowingWait,
  now: Date,
): Promise<number> {
  const nowMs = now.getTime();
  const { firstMs, longestMs, forgetMs } = wait;
  const taken = await sql`
    insert into rate_limits as known (key, points, expire)
    values (${key}, 1, ${nowMs}::bigint + ${firstMs}::bigint)
    on conflict (key) do update set
      points = case when known.expire + ${forgetMs}::bigint <= ${nowMs} then 1 else least(known.points + 1, 30) end,
      expire = ${nowMs}::bigint + case when known.expire + ${forgetMs}::bigint <= ${nowMs} then ${firstMs}::bigint
        else least(${firstMs}::bigint << least(known.points, 30), ${longestMs}::bigint) end
    where known.expire <= ${nowMs}
    returning key`;
  if (taken.length > 0) return 0;
  const [row] = await sql<{ expire: string }[]>`
    select expire from rate_limits where key = ${key}`;
  return row === undefined ? 0 : Math.max(Number(row.expire) - nowMs, 1);
}

/** Forgets what has been over for a day: also the longest memory of a growing wait. */
export async function deleteExpiredLimits(sql: Sql, now: Date): Promise<void> {
  await sql`delete from rate_limits where expire < ${now.getTime()}::bigint - 86400000`;
}
