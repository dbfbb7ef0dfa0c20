import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Database } from '../server/db/client.ts';
import { time } from './measure.ts';

/** What a push stores: rows, base and history. In the order in which they refer to one another. */
const TABLES = [
  'units',
  'sub_meters',
  'tenancies',
  'bills',
  'readings',
  'workbooks',
  'bases',
  'change_sets',
];

/** Tables with the same columns, indexes and checks, side by side with the real ones. */
export async function createFloor({ sql }: Database): Promise<void> {
  await sql`create schema if not exists floor`;
  for (const table of TABLES) {
    await sql.unsafe(
      `create table if not exists floor.${table} (like public.${table} including all)`,
    );
  }
}

/**
 * All that a property's pushes have stored, in one transaction, by COPY: the least that it can cost.
 * The rows are fetched through a file of the database's own, since the driver's stream of COPY … TO
 * stalls now and then.
 */
export async function copyOf(
  { sql }: Database,
  propertyId: string,
): Promise<() => Promise<number>> {
  const [shown] = await sql`show data_directory`;
  const file = join(String(shown?.['data_directory']), 'bench.copy');
  const stored: [table: string, rows: Buffer][] = [];
  for (const table of TABLES) {
    const rows = `select * from public.${table} where property_id = '${propertyId}'`;
    await sql.unsafe(`copy (${rows}) to '${file}'`);
    stored.push([table, await readFile(file)]);
  }
  return () =>
    time(() =>
      sql.begin(async (transaction) => {
        for (const [table, rows] of stored) {
          const into = await transaction.unsafe(`copy floor.${table} from stdin`).writable();
          await pipeline(Readable.from([rows]), into);
        }
      }),
    );
}
