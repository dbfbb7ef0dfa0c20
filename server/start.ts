/**
 * The server as a whole, put together from its configuration: database, migrations, mail, HTTP.
 * `main.ts` starts it as a process; tools and tests may start one of their own.
 */
import { join } from 'node:path';
import { setInterval } from 'node:timers';
import { certificateFor } from './certificate.ts';
import type { Config } from './config.ts';
import { prepareDataDir } from './data-dir.ts';
import { openDatabase } from './db/client.ts';
import type { Database } from './db/client.ts';
import { openCluster } from './db/embedded/cluster.ts';
import { keepCluster } from './db/keep-cluster.ts';
import { migrateDatabase } from './db/migrate.ts';
import { countDeadMails } from './db/outbox.ts';
import { createApp } from './http/app.ts';
import { listen } from './http/listen.ts';
import type { Logger } from './http/log.ts';
import type { Bundles } from './http/pages.ts';
import { startMailer } from './mail/mailer.ts';
import type { Mailer } from './mail/mailer.ts';
import { fileTransport, smtpTransport } from './mail/transport.ts';
import { OperatorError } from './operator-error.ts';
import { secretsOf } from './secrets.ts';
import type { Services } from './use-cases/context.ts';
import { housekeeping } from './use-cases/housekeeping.ts';
import { reseal } from './use-cases/reseal.ts';
import { attachmentOf } from './use-cases/statements/attachment.ts';

const HOUR_MS = 3_600_000;

const now = () => new Date();

export interface RunningServer {
  readonly port: number;
  /** Origin under which users reach it. */
  readonly publicUrl: string;
  readonly services: Services;
  /** Settled only where the embedded database is gone for good: with the reason, in words. */
  readonly lost: Promise<unknown>;
  /** Answers the requests in flight, then closes mail and database. */
  readonly stop: () => Promise<void>;
}

/**
 * @param say tells the person who started it, in plain words
 * @param bundles pages that are not those in `dist`
 * @throws OperatorError where it cannot start, with the remedy
 */
export async function startServer(
  config: Config,
  logger: Logger,
  say: (line: string) => void,
  bundles?: Bundles,
): Promise<RunningServer> {
  const undo: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).toReversed()) {
      // oxlint-disable-next-line no-await-in-loop -- each step needs what the next one closes
      await step();
    }
  };
  try {
    const started = await start(config, logger, say, undo, bundles);
    return { ...started, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  config: Config,
  logger: Logger,
  say: (line: string) => void,
  undo: (() => Promise<void>)[],
  bundles: Bundles | undefined,
): Promise<Omit<RunningServer, 'stop'>> {
  if (needsDataDir(config)) await prepareDataDir(config.dataDir);
  const secrets = await secretsOf(config);
  const database = await openDatabase(config, say);
  undo.push(database.close);
  // On an external database any number of servers may work; an embedded one has a single master,
  // which alone may stop it: a server that is refused must leave it to the other.
  const { cluster } = database;
  const kept =
    cluster === null
      ? null
      : await keepCluster(cluster, () => openCluster(config.dataDir, say), say);
  if (kept !== null) undo.unshift(kept.stop);
  await migrateDatabase(database);
  await tellSecrets({ database, secrets }, config, say);
  await tellDeadMails(database, say);
  const mailer = mailerFor(config, logger, { database, secrets, now });
  undo.push(mailer.close);
  const certificate = config.tls ? await ownCertificate(config, say) : null;
  const publicUrl = (port: number) => config.publicUrl.replace(/:0$/, `:${port}`);
  const services = (port: number): Services => ({
    database,
    mailer,
    secrets,
    publicUrl: publicUrl(port),
    now,
  });
  const appFor = (port: number) =>
    createApp(services(port), {
      logger,
      trustProxy: config.trustProxy,
      publicUrl: publicUrl(port),
      enableTry: config.enableTry,
      ...(bundles === undefined ? {} : { bundles }),
    });
  const { port, host } = config;
  const listening = await listen(appFor, { port, host, certificate }).catch((error: unknown) => {
    throw explain(error, config);
  });
  undo.push(listening.stop, keepHouse(services(listening.port), logger));
  return {
    port: listening.port,
    publicUrl: publicUrl(listening.port),
    services: services(listening.port),
    lost: kept?.lost ?? new Promise(() => {}),
  };
}

function needsDataDir({ databaseUrl, tls, smtpUrl }: Config): boolean {
  return databaseUrl === null || tls || smtpUrl === null;
}

/** Why it cannot listen there, in words with the remedy. */
function explain(error: unknown, { port, host }: Config): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const another = `set PORT to another one (PORT=${port + 1} npm start)`;
  const words: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is taken by another program. Stop it, or ${another}.`,
    EACCES: `This user may not listen on port ${port}: ports below 1024 are the administrator's. Give the right, or ${another}.`,
    EADDRNOTAVAIL: `${host} is no address of this machine. Set HOST to one that is, or to 0.0.0.0 for all of them.`,
    ENOTFOUND: `${host} is no address that this machine knows. Set HOST to 127.0.0.1, or to 0.0.0.0 for all of its own.`,
  };
  const said = words[code];
  return said === undefined ? error : new OperatorError(said, { cause: error });
}

function mailerFor(
  config: Config,
  logger: Logger,
  parts: Pick<Services, 'database' | 'secrets' | 'now'>,
): Mailer {
  const transport =
    config.smtpUrl === null
      ? fileTransport(join(config.dataDir, 'mail'), config.mailFrom, (file) =>
          logger.info({ file }, 'mail written'),
        )
      : smtpTransport(config.smtpUrl, config.mailFrom);
  return startMailer({
    ...parts,
    transport,
    attach: (enclosure) => attachmentOf(parts.database, enclosure),
    failed: (mailId, reason, retryAt) =>
      retryAt === null
        ? logger.error({ mailId, reason }, 'mail given up')
        : logger.warn({ mailId, reason, retryAt }, 'mail not sent yet'),
    broken: (error) => logger.error({ err: error }, 'outbox'),
  });
}

/** Sealed anew first: after the key was changed, whoever did that waits for this. */
async function tellSecrets(
  parts: Pick<Services, 'database' | 'secrets'>,
  { encryptionKeyPrevious }: Config,
  say: (line: string) => void,
): Promise<void> {
  const unopened = await reseal(parts);
  if (unopened > 0) {
    const secrets = unopened === 1 ? '1 secret was' : `${unopened} secrets were`;
    say(
      `${secrets} sealed with a key that is not given here: set ENCRYPTION_KEY_PREVIOUS to the key before this one. ` +
        'Until then second factors take recovery codes only.',
    );
  } else if (encryptionKeyPrevious !== null) {
    say(
      'Every secret is sealed with ENCRYPTION_KEY. Once all servers have that one, ENCRYPTION_KEY_PREVIOUS may be taken out.',
    );
  }
}

/** Somebody may still wait for them. */
async function tellDeadMails({ sql }: Database, say: (line: string) => void): Promise<void> {
  const count = await countDeadMails(sql);
  if (count === 0) return;
  const mails = count === 1 ? '1 mail was' : `${count} mails were`;
  say(`${mails} given up. See which, and have them sent again: npm run mail`);
}

async function ownCertificate(config: Config, say: (line: string) => void) {
  const folder = join(config.dataDir, 'certificates');
  const certificate = await certificateFor(folder, config.publicUrl, new Date());
  const made = certificate.isNew ? ', made just now' : '';
  say(`Certificate${made}: on machines that use the add-in, trust ${certificate.authorityFile}`);
  return certificate;
}

function keepHouse(services: Services, logger: Logger): () => Promise<void> {
  const run = () =>
    housekeeping(services).catch((error: unknown) => logger.error({ err: error }, 'housekeeping'));
  const timer = setInterval(() => void run(), HOUR_MS);
  timer.unref();
  const first = run();
  return async () => {
    clearInterval(timer);
    await first;
  };
}
