import { OperatorError } from '../operator-error.ts';
import type { Cluster } from './embedded/cluster.ts';
import { lockServer } from './locks.ts';

export interface KeptCluster {
  /** Settled only where the database is gone for good: with the reason, in words. */
  readonly lost: Promise<unknown>;
  /** Ends the database, where it is still ours. */
  readonly stop: () => Promise<void>;
}

/**
 * The embedded database as long as the server runs: no second server on it, and started anew where it
 * was killed. The lock ends with the database, and whoever comes first may take it: a server that lost
 * it to another leaves the database to that one.
 *
 * @param open starts the cluster, or finds it running
 * @throws OperatorError where another server runs on the same data
 */
export async function keepCluster(
  cluster: Cluster,
  open: () => Promise<Cluster>,
  say: (line: string) => void,
): Promise<KeptCluster> {
  let giveUp: (reason: unknown) => void;
  const lost = new Promise<unknown>((resolve) => (giveUp = resolve));
  let isStopping = false;
  let isOurs = true;
  let recovery = Promise.resolve();

  const recover = async () => {
    isOurs = false;
    say('The database has ended: it is started anew.');
    const { connection } = await open();
    // Where sockets have numbers a new one was found, and our connections know the old one.
    if (connection.port !== cluster.connection.port) {
      throw new OperatorError('The database has ended. Start the server again.');
    }
    release = await lockServer(connection, ended);
    isOurs = true;
    say('The database is back, with everything that was acknowledged.');
  };
  const ended = () => {
    if (!isStopping) recovery = recover().catch((error: unknown) => giveUp(error));
  };
  let release = await lockServer(cluster.connection, ended);

  const stop = async () => {
    isStopping = true;
    await recovery;
    // The lock is held until the database has ended: nobody takes it in between.
    if (!isOurs) return;
    await cluster.stop();
    await release();
  };
  return { lost, stop };
}
