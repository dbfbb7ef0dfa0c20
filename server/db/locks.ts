import postgres from 'postgres';
import type { Connection } from './embedded/postmaster.ts';
import { OperatorError } from '../operator-error.ts';

/** Keys of the advisory locks; arbitrary, never to be changed. */
export const LOCKS = { migration: 7_201_001, server: 7_201_002 } as const;

/**
 * The running server's lock on an embedded database: held by a session of its own, so that a killed
 * server leaves none behind. Tools do not take it: they may work beside the server.
 *
 * @param lost told when the session ends otherwise than by the function that is returned
 * @throws OperatorError where another server runs on the same data.
 */
export async function lockServer(
  connection: Connection,
  lost: () => void,
): Promise<() => Promise<void>> {
  let isHeld = false;
  const session = postgres({
    ...connection,
    max: 1,
    max_lifetime: null,
    onnotice: () => {},
    onclose: () => {
      if (isHeld) lost();
      isHeld = false;
    },
  });
  const release = async () => {
    isHeld = false;
    // Postgres lets go of the lock before it closes the session that held it.
    await session.end({ timeout: 5 });
  };
  const [row] = await session`select pg_try_advisory_lock(${LOCKS.server}) as held`;
  isHeld = row?.['held'] === true;
  if (isHeld) return release;
  await release();
  throw new OperatorError(
    'Another PowerTrackr server is running on this data. Stop it first, or set DATA_DIR to another folder.',
  );
}
