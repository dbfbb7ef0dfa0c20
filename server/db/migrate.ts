import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import { z } from 'zod';
import { OperatorError } from '../operator-error.ts';
import type { Database, Sql } from './client.ts';
import { LOCKS } from './locks.ts';

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../drizzle', import.meta.url));

const journal = z.object({
  entries: z.array(z.object({ idx: z.int(), tag: z.string(), when: z.int() })),
});

/** The migrations that this version brings, in order. */
export function knownMigrations(folder = MIGRATIONS_FOLDER): { tag: string; when: number }[] {
  return journal.parse(JSON.parse(readFileSync(`${folder}/meta/_journal.json`, 'utf8'))).entries;
}

/** When the newest applied migration was made; null: none was applied. */
export async function appliedMigration(sql: Sql): Promise<number | null> {
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (table?.['name'] === null) return null;
  const [row] = await sql`select max(created_at) as at from drizzle.__drizzle_migrations`;
  return row?.['at'] === null ? null : Number(row?.['at']);
}

/**
 * Applies what is missing, under an advisory lock: of two servers that start at once one migrates
 * and the other waits. A database written by a newer version is refused.
 */
export async function migrateDatabase(
  database: Database,
  folder = MIGRATIONS_FOLDER,
): Promise<void> {
  const lock = await database.sql.reserve();
  try {
    await lock`select pg_advisory_lock(${LOCKS.migration})`;
    const applied = await appliedMigration(lock);
    const newest = knownMigrations(folder).at(-1)?.when ?? 0;
    if (applied !== null && applied > newest) {
      throw new OperatorError(
        'This database was written by a newer version of PowerTrackr. Start that version instead.',
      );
    }
    await migrate(database.db, { migrationsFolder: folder });
  } finally {
    await lock`select pg_advisory_unlock(${LOCKS.migration})`;
    lock.release();
  }
}
