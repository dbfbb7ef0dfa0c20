import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { databaseUrl } from '../../tests/setup/database-url.ts';
import { testDatabase } from '../../tests/setup/test-database.ts';
import { connect } from '../db/client.ts';
import type { Database } from '../db/client.ts';
import { openCluster } from '../db/embedded/cluster.ts';
import { tablesInOrder } from '../db/tables.ts';

const DATA_DIR = await mkdtemp(join(tmpdir(), 'powertrackr-push-'));
await chmod(DATA_DIR, 0o711);
const cluster = await openCluster(DATA_DIR, () => {});
afterAll(async () => {
  await cluster.stop();
  await rm(DATA_DIR, { recursive: true, force: true });
});

const NPM_RUN = ['npm', 'run', '--silent', 'db:push'];
const ENTRY = [process.execPath, '--import', 'tsx', 'server/tools/db-push.ts'];

function dbPush(
  [program = '', ...args]: readonly string[],
  variables: Record<string, string>,
): Promise<{ code: number; said: string }> {
  const env = { ...process.env, DATABASE_URL: '', ...variables };
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  return new Promise((resolve) => {
    execFile(program, args, { cwd, env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
    );
  });
}

async function tablesIn({ sql }: Database): Promise<string[]> {
  return (await tablesInOrder(sql)).map(({ table }) => table).toSorted();
}

test('db:push tries the schema out on a new database, and again; a migrated one it refuses', async () => {
  const migrated = await testDatabase();
  const tried = connect(cluster.connection);
  expect(await dbPush(NPM_RUN, { DATA_DIR })).toMatchObject({ code: 0 });
  expect(await tablesIn(tried)).toEqual(await tablesIn(migrated));
  expect(await dbPush(ENTRY, { DATA_DIR })).toMatchObject({ code: 0 });
  await tried.close();

  const { code, said } = await dbPush(ENTRY, { DATABASE_URL: await databaseUrl(migrated) });
  expect(code).toBe(1);
  expect(said).toContain('This database is migrated: its tables change by migrations only.');
}, 180_000);
