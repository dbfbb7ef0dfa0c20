import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { connect } from '../db/client.ts';
import { openCluster } from '../db/embedded/cluster.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { tablesInOrder } from '../db/tables.ts';

const root = await mkdtemp(join(tmpdir(), 'powertrackr-push-'));
await chmod(root, 0o711);
afterAll(() => rm(root, { recursive: true, force: true }));

const NPM_RUN = ['npm', 'run', '--silent', 'db:push'];
const ENTRY = [process.execPath, '--import', 'tsx', 'server/tools/db-push.ts'];

function dbPush(
  dataDir: string,
  [program = '', ...args] = ENTRY,
): Promise<{ code: number; said: string }> {
  const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' };
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  return new Promise((resolve) => {
    execFile(program, args, { cwd, env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
    );
  });
}

async function tablesIn(dataDir: string, migrate = false): Promise<string[]> {
  const cluster = await openCluster(dataDir, () => {});
  const database = connect(cluster.connection);
  if (migrate) await migrateDatabase(database);
  const tables = (await tablesInOrder(database.sql)).map(({ table }) => table);
  await database.close();
  await cluster.stop();
  return tables.toSorted();
}

test('db:push tries the schema out on a new database, and again; a migrated one it refuses', async () => {
  const [tried, migrated] = [join(root, 'tried'), join(root, 'migrated')];
  const tables = await tablesIn(migrated, true);
  expect(await dbPush(tried, NPM_RUN)).toMatchObject({ code: 0 });
  expect(await tablesIn(tried)).toEqual(tables);
  expect(await dbPush(tried)).toMatchObject({ code: 0 });

  const { code, said } = await dbPush(migrated);
  expect(code).toBe(1);
  expect(said).toContain('This database is migrated: its tables change by migrations only.');
}, 180_000);
