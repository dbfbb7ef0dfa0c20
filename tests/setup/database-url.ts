import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TestDatabase } from './test-database.ts';
import { whenDone } from './when-done.ts';

/** Where the database answers as an external one does: the embedded Postgres has a socket file only. */
export async function databaseUrl({ connection }: TestDatabase): Promise<string> {
  const { host, port, username, password, database } = connection;
  const door = createServer((from) => {
    const to = host.startsWith('/')
      ? connect(join(host, `.s.PGSQL.${port}`))
      : connect({ host, port });
    from.pipe(to).pipe(from);
  });
  await once(door.listen(0, '127.0.0.1'), 'listening');
  whenDone(() => new Promise((resolve) => door.close(resolve)));
  const login = `${username}:${encodeURIComponent(password)}`;
  return `postgres://${login}@127.0.0.1:${(door.address() as AddressInfo).port}/${database}`;
}
