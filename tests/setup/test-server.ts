import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import { ENDPOINTS } from '../../contract/endpoints.ts';
import type { Property } from '../../contract/properties.ts';
import { hashPassword } from '../../server/auth/password.ts';
import { createSecretBox } from '../../server/auth/secret-box.ts';
import { transaction } from '../../server/db/transaction.ts';
import { insertUser, markVerified } from '../../server/db/users.ts';
import { createApp } from '../../server/http/app.ts';
import { listen } from '../../server/http/listen.ts';
import { startMailer } from '../../server/mail/mailer.ts';
import { fileTransport } from '../../server/mail/transport.ts';
import type { Transport } from '../../server/mail/transport.ts';
import type { Services } from '../../server/use-cases/context.ts';
import { emailKeyOf } from '../../server/use-cases/email-key.ts';
import { openSession } from '../../server/use-cases/open-session.ts';
import { recordEvent } from '../../server/use-cases/security-log.ts';
import { attachmentOf } from '../../server/use-cases/statements/attachment.ts';
import { buildIfNeeded } from '../../server/tools/build-if-needed.ts';
import { TestClient } from './client.ts';
import { overheard, searchedLog } from './searched-log.ts';
import { testCertificate } from './test-certificate.ts';
import { testDatabase } from './test-database.ts';
import type { TestDatabase } from './test-database.ts';
import { whenDone } from './when-done.ts';

const PASSWORD = 'a long enough passphrase';
const NAME = 'Ada';
/** Of the one password of all, hashed once. */
let passwordHash: Promise<string> | undefined;

export interface Person {
  readonly email: string;
  readonly password: string;
  readonly client: TestClient;
}

export interface TestServer {
  readonly url: string;
  /** The same over plain http, for clients in this process. */
  readonly plainUrl: string;
  readonly database: TestDatabase;
  readonly services: Services;
  /** Everything logged so far. */
  readonly log: () => string;
  /** Lets time pass for the server. */
  readonly pass: (ms: number) => void;
  readonly client: (token?: string) => TestClient;
  /** Mails to an address so far, the oldest first, once they are all sent. */
  readonly mailsTo: (address: string) => Promise<string[]>;
  /** The newest code that was mailed to an address. */
  readonly codeFor: (address: string) => Promise<string>;
  /** Signed up over HTTP, the address not verified. */
  readonly signedUpUser: () => Promise<Person>;
  /**
   * Signed in whole: put into the database as signing up and verifying the address leave it there, without
   * the hashing and the mail of these.
   */
  readonly signedInUser: () => Promise<Person>;
  readonly property: (owner: Person, currency?: string) => Promise<Property>;
}

export interface TestServerOptions {
  /** For browsers: https, the built pages and /try besides. */
  readonly isBrowsed?: boolean;
  /** 0: any free one. */
  readonly port?: number;
  /** Where mails go instead of files, or what happens to them on their way to those. */
  readonly transportOver?: (files: Transport) => Transport;
}

/** The oldest first. */
async function mailsIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).toSorted();
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}

/** @returns the token of a session that is signed in whole */
async function plant(
  { database, now }: Services,
  { email, client }: Person,
  hash: string,
): Promise<string> {
  const user = { email, emailKey: emailKeyOf(email), name: NAME, passwordHash: hash };
  const session = await transaction(database, async (sql) => {
    const userId = await insertUser(sql, user);
    if (userId === null) return null;
    const who = { userId, address: client.address, device: null, place: null };
    await recordEvent(sql, now(), who, 'signed-up');
    await markVerified(sql, userId, now());
    await recordEvent(sql, now(), who, 'email-verified');
    return openSession(sql, now(), who);
  });
  if (session?.next !== 'done') throw new Error('nobody is signed in');
  return session.token;
}

/**
 * A server on a database of the calling test file's own, on a free port, behind one "proxy". Its log is
 * searched when the file is done: whatever was secret in what was said may not be in it.
 */
export async function testServer({
  isBrowsed = false,
  port = 0,
  transportOver = (files) => files,
}: TestServerOptions = {}): Promise<TestServer> {
  const database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'powertrackr-mail-'));
  const { logger, text: log } = searchedLog();
  let passed = 0;
  const transport = fileTransport(folder, 'PowerTrackr <no-reply@localhost>', () => {});
  const secrets = createSecretBox(randomBytes(32).toString('base64'), null);
  const now = () => new Date(Date.now() + passed);
  const mailer = startMailer({
    ...{ database, secrets, now, transport: transportOver(transport) },
    attach: (enclosure) => attachmentOf(database, enclosure),
    failed: (mailId, reason) => logger.error({ mailId, reason }, 'mail not sent'),
    broken: (error) => logger.error({ err: error }, 'outbox'),
  });
  const publicUrlAt = (at: number): string =>
    isBrowsed ? `https://localhost:${at}` : 'https://ledger.example.com';
  const servicesAt = (at: number): Services => ({
    ...{ database, mailer, secrets, now },
    publicUrl: publicUrlAt(at),
  });
  const appAt = (at: number) => {
    const publicUrl = publicUrlAt(at);
    const enableTry = isBrowsed;
    const options = { logger, trustProxy: 1, publicUrl, enableTry };
    return createApp(servicesAt(at), options);
  };
  if (isBrowsed) await buildIfNeeded();
  const certificate = isBrowsed ? await testCertificate() : null;
  const listening = await listen(appAt, { port, host: '127.0.0.1', certificate });
  const services = servicesAt(listening.port);
  // Browsers are told to take the certificate; the client in this process goes without one.
  const plain = isBrowsed
    ? await listen(() => appAt(listening.port), { port: 0, host: '127.0.0.1', certificate: null })
    : listening;
  const plainUrl = `http://127.0.0.1:${plain.port}`;
  const url = isBrowsed ? services.publicUrl : plainUrl;
  whenDone(async () => {
    if (plain !== listening) await plain.stop();
    await listening.stop();
    await mailer.close();
    for (const mail of await mailsIn(folder)) overheard.noteMail(mail);
    await rm(folder, { recursive: true, force: true });
  });

  const client = (token?: string) => new TestClient(plainUrl, token ?? null);
  const mailsTo = async (address: string) => {
    await mailer.settled();
    const mails = await mailsIn(folder);
    return mails.filter((mail) => mail.includes(`\r\nTo: ${address}\r\n`));
  };
  const codeFor = async (address: string) => {
    const codes = (await mailsTo(address)).map((mail) => /^Subject: (\d{6}) /m.exec(mail)?.[1]);
    const code = codes.findLast((one) => one !== undefined);
    if (code === undefined) throw new Error('no code was mailed');
    return code;
  };
  const newPerson = (): Person => {
    return { email: `${randomUUID()}@example.com`, password: PASSWORD, client: client() };
  };
  const signedUpUser = async () => {
    const person = newPerson();
    const { email, password } = person;
    await person.client.call(ENDPOINTS.signUp, { body: { email, password, name: NAME } });
    return person;
  };
  const signedInUser = async () => {
    const person = newPerson();
    passwordHash ??= hashPassword(PASSWORD);
    person.client.token = await plant(services, person, await passwordHash);
    for (const secret of [person.email, person.password]) overheard.note(secret);
    return person;
  };
  const property = (owner: Person, currency = 'USD') =>
    owner.client.call(ENDPOINTS.createProperty, { body: { name: 'Elm Street 4', currency } });
  return {
    ...{
      url,
      plainUrl,
      database,
      services,
      client,
      mailsTo,
      codeFor,
      signedUpUser,
      signedInUser,
      property,
    },
    log,
    pass: (ms) => {
      passed += ms;
    },
  };
}
