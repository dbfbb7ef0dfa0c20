import { createReadStream } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { OperatorError } from '../operator-error.ts';
import { BACKUP_FORMAT } from './backup.ts';
import type { Database, Sql } from './client.ts';
import {
  MIGRATIONS_FOLDER,
  appliedMigration,
  knownMigrations,
  migrateDatabase,
} from './migrate.ts';
import { tablesInOrder } from './tables.ts';

const header = z.object({ format: z.literal(BACKUP_FORMAT), migration: z.int() });

/** A row's columns never include one named `table` alone: no table of ours has it. */
const tableHead = z.strictObject({ table: z.string() });

const BATCH = 1000;

type Lines = AsyncGenerator<string, undefined>;

/**
 * Loads a backup into an empty database, in one transaction: all of it or nothing. The tables are
 * made as they were when it was written and then brought up to this version.
 */
export async function restoreBackup(database: Database, file: string): Promise<void> {
  const rows = readLines(file);
  try {
    await loadRows(database, rows, file);
  } finally {
    await rows.return(undefined);
  }
  await migrateDatabase(database);
}

async function loadRows(database: Database, rows: Lines, file: string): Promise<void> {
  const { migration } = await readHeader(rows, file);
  await refuseFilled(database);
  await migrateTo(database, migration);
  await database.sql.begin((sql) => insertAll(sql, rows));
}

async function insertAll(sql: Sql, rows: Lines): Promise<void> {
  let table = '';
  let batch: string[] = [];
  const flush = async () => {
    if (batch.length === 0) return;
    const name = sql(table);
    await sql`
      insert into ${name} select * from jsonb_populate_recordset(null::${name}, ${`[${batch.join()}]`}::text::jsonb)`;
    batch = [];
  };
  for await (const line of rows) {
    if (line === '"end"') return flush();
    const head = line.startsWith('{"table":') ? tableHead.parse(JSON.parse(line)) : null;
    if (head !== null || batch.length === BATCH) await flush();
    if (head === null) batch.push(line);
    else table = head.table;
  }
  throw new OperatorError('The backup ends before its end: it is damaged.');
}

async function* readLines(file: string): Lines {
  const source = createReadStream(file);
  const plain = createGunzip().setEncoding('utf8');
  source.on('error', (error) => plain.destroy(error)).pipe(plain);
  try {
    let rest = '';
    for await (const chunk of plain) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    source.destroy();
  }
  return undefined;
}

async function readHeader(rows: Lines, file: string): Promise<z.infer<typeof header>> {
  const first = await rows.next().then(
    (line) => header.safeParse(JSON.parse(line.value ?? 'null')),
    () => null,
  );
  if (first?.success === true) return first.data;
  throw new OperatorError(`${file} is not a backup that "npm run backup" wrote, or is damaged.`);
}

async function refuseFilled(database: Database): Promise<void> {
  const counts = await Promise.all(
    (await tablesInOrder(database.sql)).map(async ({ table }) => {
      const [row] =
        await database.sql`select exists (select from ${database.sql(table)}) as filled`;
      return row?.['filled'] === true;
    }),
  );
  if (!counts.includes(true)) return;
  throw new OperatorError(
    'This database holds data already. Restore into an empty one: set DATA_DIR to a new folder, ' +
      'or DATABASE_URL to an empty database.',
  );
}

/** Makes the tables as they were at that migration. */
async function migrateTo(database: Database, migration: number): Promise<void> {
  const known = knownMigrations();
  const count = known.findIndex((entry) => entry.when === migration) + 1;
  if (count === 0) {
    throw new OperatorError(
      'This backup was written by a newer version of PowerTrackr. Restore it with that version.',
    );
  }
  const applied = await appliedMigration(database.sql);
  if (applied !== null) {
    if (applied === migration) return;
    throw new OperatorError(
      'This database has tables of another version already. Restore into a new, empty database.',
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'powertrackr-migrations-'));
  try {
    await cp(MIGRATIONS_FOLDER, folder, { recursive: true });
    const path = join(folder, 'meta/_journal.json');
    const journal = z
      .looseObject({ entries: z.array(z.unknown()) })
      .parse(JSON.parse(await readFile(path, 'utf8')));
    await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }));
    await migrateDatabase(database, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
