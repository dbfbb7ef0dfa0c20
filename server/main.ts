import { join } from 'node:path';
import { readConfig } from './config.ts';
import { createLogger } from './http/log.ts';
import { OperatorError } from './operator-error.ts';
import { startServer } from './start.ts';

/** Plain words for whoever started it; the log has standard output for itself. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function main(): Promise<void> {
  const config = readConfig();
  const logger = createLogger(config.logLevel);
  const server = await startServer(config, logger, say);
  say(`PowerTrackr listens on ${server.publicUrl} (${config.host}, port ${server.port}).`);
  say(`Data: ${config.databaseUrl === null ? config.dataDir : 'the database in DATABASE_URL'}`);
  say(`Mail: ${config.smtpUrl === null ? join(config.dataDir, 'mail') : 'sent over SMTP'}`);

  let isStopping = false;
  const stop = () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    say('Stopping: requests in flight are answered first.');
    server.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'broken');
    process.exit(1);
  });
}

function fail(error: unknown): void {
  if (!(error instanceof OperatorError)) throw error;
  say(error.message);
  process.exit(1);
}

await main().catch(fail);
