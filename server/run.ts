import { setInterval } from 'node:timers';
import { readConfig } from './config.ts';
import { createLogger } from './http/log.ts';
import type { Bundles } from './http/pages.ts';
import { OperatorError } from './operator-error.ts';
import { welcome } from './welcome.ts';

const ECHO_MS = 1_000;
const PARENT_CHECK_MS = 300;

/** As it is at once: who ends while the server starts has to be missed too. */
const PARENT = process.ppid;

export interface Prepared {
  /** Pages that are not those in `dist`. */
  readonly bundles?: Bundles;
  /** Ends what was prepared, before the server stops. */
  readonly close?: () => Promise<void>;
}

/** Plain words for whoever started it; the log has standard output for itself. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * A server as this process, until it is told to stop.
 *
 * @param prepare what its pages need before it starts
 */
export async function runServer(
  prepare: (say: (line: string) => void) => Promise<Prepared>,
): Promise<void> {
  try {
    await run(prepare);
  } catch (error) {
    fail(error);
  }
}

async function run(prepare: (say: (line: string) => void) => Promise<Prepared>): Promise<void> {
  const config = readConfig();
  const logger = createLogger(config.logLevel);
  const { bundles, close } = await prepare(say);
  // Only now: what it loads takes longer than it takes to refuse a configuration.
  const { startServer } = await import('./start.ts');
  const server = await startServer(config, logger, say, bundles);
  void server.lost.then(fail);

  let stoppingSince: number | null = null;
  const stop = () => {
    // Ctrl+C reaches the whole group of processes, and npm or tsx may pass it on once more.
    if (stoppingSince !== null && performance.now() - stoppingSince > ECHO_MS) process.exit(1);
    if (stoppingSince !== null) return;
    stoppingSince = performance.now();
    say('Stopping: requests in flight are answered first.');
    Promise.resolve(close?.())
      .then(server.stop)
      .then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop).on('SIGHUP', stop);
  if (process.env['npm_lifecycle_event'] !== undefined) whenOrphaned(stop);
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'broken');
    process.exit(1);
  });
  // Not before it can be told to stop.
  for (const line of welcome(config, server)) say(line);
}

/** npm starts us below a shell: a signal to npm ends the two of them, and does not come through. */
function whenOrphaned(stop: () => void): void {
  const timer = setInterval(() => {
    if (process.ppid === PARENT) return;
    clearInterval(timer);
    stop();
  }, PARENT_CHECK_MS);
  timer.unref();
}

function fail(error: unknown): never {
  say(error instanceof OperatorError ? error.message : describe(error));
  process.exit(1);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
