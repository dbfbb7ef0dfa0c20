import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { OperatorError } from '../operator-error.ts';
import type { Database, Sql } from './client.ts';
import { appliedMigration } from './migrate.ts';
import { tablesInOrder } from './tables.ts';

export const BACKUP_FORMAT = 'powertrackr-backup-1';

/** Rows on the way at one time: memory stays flat however large a table is. */
const BATCH = 1000;

/**
 * All tables in one snapshot, with the migration that they are of, gzipped lines of JSON: what it
 * is, then for each table its name and its rows, then `"end"`. Text, so that it is also the way to
 * a new major version of Postgres.
 */
export async function writeBackup(database: Database, file: string): Promise<void> {
  const draft = `${file}.${process.pid}.part`;
  try {
    await database.sql.begin('isolation level repeatable read read only', async (sql) => {
      const migration = await appliedMigration(sql);
      if (migration === null) throw new OperatorError('There is nothing to back up yet.');
      await pipeline(
        lines(sql, migration),
        createGzip(),
        createWriteStream(draft, { mode: 0o600, flush: true }),
      );
    });
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

async function* lines(sql: Sql, migration: number): AsyncGenerator<string> {
  yield line({ format: BACKUP_FORMAT, migration });
  for (const { table } of await tablesInOrder(sql)) {
    yield line({ table });
    const batches = sql<{ row: string }[]>`select to_jsonb(t)::text as row from ${sql(table)} t`;
    // COPY would be shorter, but the driver's stream of it stops now and then at a table's end.
    // oxlint-disable-next-line no-await-in-loop -- one table after the other
    for await (const batch of batches.cursor(BATCH)) {
      yield batch.map(({ row }) => `${row}\n`).join('');
    }
  }
  yield line('end');
}

const line = (value: unknown) => `${JSON.stringify(value)}\n`;
