import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { connect } from '../../server/db/client.ts';
import { openCluster, type Connection } from '../../server/db/embedded/cluster.ts';
import { migrateDatabase } from '../../server/db/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: Connection;
    template: string;
  }
}

/** One cluster a run, with a migrated database that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'powertrackr-test-'));
  // Its own temporary folder, opened so that Postgres stays inside of it where the tests run as root.
  await chmod(folder, 0o711);
  const cluster = await openCluster(join(folder, 'data'), () => {});
  const template = `template_${randomUUID().slice(0, 8)}`;
  const server = connect(cluster.connection);
  // It ends with the run, and a power cut is none of its tests; those of kill -9 have clusters of their own.
  await server.sql`alter system set fsync = off`;
  // It would start a process for each file's database every minute.
  await server.sql`alter system set autovacuum = off`;
  await server.sql`select pg_reload_conf()`;
  await server.sql`create database ${server.sql(template)}`;
  await server.close();
  const database = connect({ ...cluster.connection, database: template });
  await migrateDatabase(database);
  await database.close();
  project.provide('postgres', cluster.connection);
  project.provide('template', template);
  return async () => {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
