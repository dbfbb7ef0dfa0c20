import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { connect, type Database } from '../../server/db/client.ts';
import type { Connection } from '../../server/db/embedded/cluster.ts';
import { whenDone } from './when-done.ts';

export interface TestDatabase extends Database {
  readonly connection: Connection;
}

/** A migrated, empty database of the calling test file's own; closed when the file is done. */
export async function testDatabase(): Promise<TestDatabase> {
  const connection = inject('postgres');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const server = connect({ ...connection, max: 1 });
  await server.sql`
    create database ${server.sql(name)} template ${server.sql(inject('template'))} strategy file_copy`;
  await server.close();
  const own = { ...connection, database: name };
  const database = connect(own);
  whenDone(() => database.close());
  return { ...database, connection: own };
}
