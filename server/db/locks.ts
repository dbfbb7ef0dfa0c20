import type { Database } from './client.ts';
import { OperatorError } from '../operator-error.ts';

/** Keys of the advisory locks; arbitrary, never to be changed. */
export const LOCKS = { migration: 7_201_001, server: 7_201_002 } as const;

/**
 * The running server's lock on an embedded database: held by a session of its own, so that a killed
 * server leaves none behind. Tools do not take it: they may work beside the server.
 *
 * @throws OperatorError where another server runs on the same data.
 */
export async function lockServer(database: Database): Promise<() => Promise<void>> {
  const session = await database.sql.reserve();
  const [row] = await session`select pg_try_advisory_lock(${LOCKS.server}) as held`;
  if (row?.['held'] !== true) {
    session.release();
    throw new OperatorError(
      'Another PowerTrackr server is running on this data. Stop it first, or set DATA_DIR to another folder.',
    );
  }
  return async () => {
    await session`select pg_advisory_unlock(${LOCKS.server})`;
    session.release();
  };
}
