import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../tests/setup/test-database.ts';
import type { TestDatabase } from '../../tests/setup/test-database.ts';
import { createSecretBox } from '../auth/secret-box.ts';
import { claimMails, listMails, reviveMails } from '../db/outbox.ts';
import { transaction } from '../db/transaction.ts';
import { codeLetter } from './letters.ts';
import { startMailServer } from './mail-server.fixture.ts';
import type { MailServer } from './mail-server.fixture.ts';
import { LEASE_MINUTES, startMailer } from './mailer.ts';
import type { Mailer } from './mailer.ts';
import { postMail, postStatements } from './outbox.ts';
import { fileTransport, smtpTransport } from './transport.ts';
import type { Transport } from './transport.ts';

const FROM = 'PowerTrackr <no-reply@ledger.example.com>';
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const TIMEOUT = 300;
const key = randomBytes(32).toString('base64');
const secrets = createSecretBox(key, null);

let database: TestDatabase;
let passed = 0;
const mailers: Mailer[] = [];
const servers: MailServer[] = [];
const now = () => new Date(Date.now() + passed);
beforeEach(async () => {
  database = await testDatabase();
  passed = 0;
});
afterEach(async () => {
  await Promise.all(mailers.splice(0).map((one) => one.close()));
  await Promise.all(servers.splice(0).map((one) => one.stop()));
});

async function mailServer(password: string | null = null) {
  const server = await startMailServer(password);
  servers.push(server);
  return server;
}

interface Failure {
  readonly mailId: string;
  readonly reason: string;
  readonly retryAt: Date | null;
}

function mailerOver(transport: Transport) {
  const failures: Failure[] = [];
  const broken: unknown[] = [];
  const mailer = startMailer({
    ...{ database, secrets, now, transport, attach: () => Promise.resolve(null) },
    failed: (mailId, reason, retryAt) => failures.push({ mailId, reason, retryAt }),
    broken: (error) => broken.push(error),
  });
  mailers.push(mailer);
  const post = (to = 'ada@example.com', goodUntil: Date | null = null) =>
    transaction(database, (sql) =>
      postMail({ secrets, mailer, now }, sql, codeLetter(to, '012345', 15), goodUntil),
    );
  /** Time passes, and whatever is due then is tried. */
  const later = async (ms: number) => {
    passed += ms;
    mailer.wake();
    await mailer.settled();
  };
  return { mailer, post, later, failures, broken };
}

const mailerTo = (server: MailServer) => mailerOver(smtpTransport(server.url, FROM, TIMEOUT));

const addresses = ({ received }: MailServer) => received.flatMap(({ to }) => to);

describe('a mail', () => {
  test('goes to the mail server, and nothing is kept of it', async () => {
    const server = await mailServer();
    const { mailer, post, failures } = mailerTo(server);
    const mailId = await post();
    await mailer.settled();
    expect(server.received).toMatchObject([
      {
        from: 'no-reply@ledger.example.com',
        to: ['ada@example.com'],
        mail: {
          subject: '012345 is your PowerTrackr code',
          messageId: `<${mailId}@ledger.example.com>`,
          text: expect.stringContaining('\nYour code is 012345\n'),
          html: expect.stringContaining('>012345</p>'),
        },
      },
    ]);
    expect(failures).toEqual([]);
    expect(await listMails(database.sql)).toEqual([]);
  });

  test('without a mail server becomes a file that only its owner can read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'powertrackr-mail-'));
    const names: string[] = [];
    const mailFolder = join(folder, 'mail');
    const transport = fileTransport(mailFolder, FROM, (name) => names.push(name));
    const { mailer, post } = mailerOver(transport);
    await post();
    await mailer.close();
    expect(await readdir(mailFolder)).toEqual(names);
    const file = join(mailFolder, names[0] ?? '');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const text = await readFile(file, 'utf8');
    expect(text).toContain('To: ada@example.com\r\n');
    expect(text).toContain('Subject: 012345 is your PowerTrackr code\r\n');
    expect(text).toContain('\r\nYour code is 012345\r\n');
    await rm(folder, { recursive: true });
  });

  test('is neither sent nor kept where what it tells of does not happen', async () => {
    const server = await mailServer();
    const { mailer } = mailerTo(server);
    const letter = codeLetter('ada@example.com', '012345', 15);
    const work = transaction(database, async (sql) => {
      await postMail({ secrets, mailer, now }, sql, letter);
      throw new Error('it did not');
    });
    await expect(work).rejects.toThrow('it did not');
    mailer.wake();
    await mailer.settled();
    expect(server.received).toEqual([]);
    expect(await listMails(database.sql)).toEqual([]);
    const outside = postMail({ secrets, mailer, now }, database.sql, letter);
    await expect(outside).rejects.toThrow('transaction');
  });

  test('waits in a form that only the key opens', async () => {
    const server = await mailServer();
    server.toMessage = () => ({ code: 451, text: 'later' });
    const { mailer, post } = mailerTo(server);
    await post();
    await mailer.settled();
    const [row] = await database.sql`select row_to_json(o)::text as all from outbox o`;
    expect(row?.['all']).not.toMatch(/ada@|example|012345|your code/i);
  });
});

test('a mail that somebody waits for goes before bills, however many those are', async () => {
  const server = await mailServer();
  const { mailer, post } = mailerTo(server);
  await mailer.close();
  const letter = codeLetter('tenant@example.com', '012345', 15);
  const enclosure = { propertyId: randomUUID(), number: 1, locale: null };
  const bills = Array.from({ length: 20 }, () => ({ letter, enclosure }));
  await transaction(database, (sql) => postStatements({ secrets, mailer, now }, sql, bills));
  passed += SECOND;
  const mailId = await post();
  const lease = new Date(now().getTime() + MINUTE);
  const claimed = await claimMails(database.sql, now(), lease, 2);
  expect(claimed.map((one) => one.mailId)).toContain(mailId);
});

describe('a mail server', () => {
  test('that asks for later is asked later: the same mail, by its Message-ID', async () => {
    const server = await mailServer();
    const ids: (string | undefined)[] = [];
    server.toMessage = ({ mail }) => {
      ids.push(mail.messageId);
      return ids.length < 3 ? { code: 451, text: '4.7.1 greylisted' } : null;
    };
    const { mailer, post, later, failures } = mailerTo(server);
    const mailId = await post();
    await mailer.settled();
    await later(9 * SECOND);
    expect(ids).toHaveLength(1);
    await later(SECOND);
    await later(59 * SECOND);
    expect(ids).toHaveLength(2);
    await later(SECOND);
    expect(new Set(ids)).toEqual(new Set([`<${mailId}@ledger.example.com>`]));
    expect(failures.map(({ reason }) => reason)).toEqual(Array(2).fill('451 4.7.1 greylisted'));
    expect(addresses(server)).toEqual(['ada@example.com']);
    expect(await listMails(database.sql)).toEqual([]);
  });

  test('that refuses for good is not asked again, and says why without an address', async () => {
    const server = await mailServer();
    const replies = [451, 550];
    server.toRecipient = (address) => {
      const code = replies.shift() ?? 250;
      const text = `<${address}>: user ada unknown, "012345 is your code"`;
      return code === 250 ? null : { code, text };
    };
    const { mailer, post, later, failures } = mailerTo(server);
    const mailId = await post();
    await mailer.settled();
    await later(10 * SECOND);
    const said = '<(address)>: user (address) unknown, "(code) is your code"';
    expect(failures).toMatchObject([
      { mailId, reason: `451 ${said}`, retryAt: expect.any(Date) },
      { mailId, reason: `550 ${said}`, retryAt: null },
    ]);
    await later(HOUR);
    expect(failures).toHaveLength(2);
    expect(await listMails(database.sql)).toMatchObject([
      { mailId, deadAt: expect.any(Date), fault: `550 ${said}` },
    ]);

    expect(await reviveMails(database.sql, [mailId], now())).toBe(1);
    await later(0);
    expect(addresses(server)).toEqual(['ada@example.com']);
    expect(await listMails(database.sql)).toEqual([]);
  });

  test('that does not know us is asked again: somebody will mend the password', async () => {
    const server = await mailServer('wrong');
    const { mailer, post, failures } = mailerTo(server);
    await post();
    await mailer.settled();
    expect(failures).toMatchObject([
      { reason: '535 5.7.8 who are you?', retryAt: expect.any(Date) },
    ]);
  });

  test('that is gone is asked for two days, ever less often, then the mail is given up', async () => {
    const server = await mailServer();
    await server.stop();
    const { mailer, post, later, failures } = mailerTo(server);
    await post();
    await mailer.settled();
    let waited = 0;
    for (; failures.at(-1)?.retryAt !== null; waited += 1) await later(15 * MINUTE);
    expect(waited / 4).toBeGreaterThan(43);
    expect(waited / 4).toBeLessThanOrEqual(48);
    expect(failures.length).toBeGreaterThan(10);
    expect(failures.length).toBeLessThan(20);
    expect(failures[0]?.reason).toContain('ECONNREFUSED');
    expect(await listMails(database.sql)).toMatchObject([{ deadAt: expect.any(Date) }]);
    await server.comeBack();
  });

  test('that comes back gets what is still of use, and no code that is not', async () => {
    const server = await mailServer();
    await server.stop();
    const { mailer, post, later, failures } = mailerTo(server);
    const inMinutes = (minutes: number) => new Date(now().getTime() + minutes * MINUTE);
    await post('code@example.com', inMinutes(15));
    await post('news@example.com', inMinutes(60 * 24 * 14));
    await mailer.settled();
    await later(10 * SECOND);
    await later(MINUTE);
    await server.comeBack();
    await later(HOUR);
    expect(addresses(server)).toEqual(['news@example.com']);
    expect(failures.at(-1)?.retryAt).toBeNull();
    expect(failures.at(-1)?.reason).toContain('ECONNREFUSED');
    const [dead] = await listMails(database.sql);
    await reviveMails(database.sql, [dead?.mailId ?? ''], now());
    await later(0);
    expect(addresses(server)).toEqual(['news@example.com']);
  });

  test('that hangs holds up nothing but its own mails, and no longer than a while', async () => {
    const server = await mailServer();
    server.toRecipient = (address) => (address.startsWith('slow') ? 'hang' : null);
    const { mailer, post, failures } = mailerTo(server);
    const start = performance.now();
    await post('slow@example.com');
    await post('ada@example.com');
    expect(performance.now() - start).toBeLessThan(TIMEOUT);
    await until(() => server.received.length === 1);
    expect(failures).toEqual([]);
    await mailer.close();
    expect(performance.now() - start).toBeLessThan(TIMEOUT * 10);
    expect(failures).toMatchObject([{ retryAt: expect.any(Date) }]);
    expect(addresses(server)).toEqual(['ada@example.com']);
  });

  test('that drops the connection gets the mail once it does not', async () => {
    const server = await mailServer();
    let drops = 2;
    server.toMessage = () => (drops-- > 0 ? 'drop' : null);
    const { mailer, post, later } = mailerTo(server);
    await post();
    await mailer.settled();
    await later(10 * SECOND);
    await later(MINUTE);
    expect(addresses(server)).toEqual(['ada@example.com']);
    expect(await listMails(database.sql)).toEqual([]);
  });
});

describe('several servers on one database', () => {
  test('send each of two hundred mails once', async () => {
    const server = await mailServer();
    const [one, other] = [mailerTo(server), mailerTo(server)];
    const numbers = Array.from({ length: 200 }, (_, i) => i);
    await Promise.all(numbers.map((i) => (i % 2 === 0 ? one : other).post(`user${i}@example.com`)));
    await until(() => server.received.length >= 200);
    await Promise.all([one.mailer.settled(), other.mailer.settled()]);
    const expected = numbers.map((i) => `user${i}@example.com`);
    expect(addresses(server).toSorted()).toEqual(expected.toSorted());
    expect([...one.failures, ...other.failures, ...one.broken, ...other.broken]).toEqual([]);
    expect(await listMails(database.sql)).toEqual([]);
  });

  test('one that is killed while it sends: another sends it, once the lease is over', async () => {
    const server = await mailServer();
    server.toRecipient = () => 'hang';
    const { mailer, post } = mailerTo(server);
    await mailer.close();
    await post();
    const program = fileURLToPath(new URL('./doomed-mailer.fixture.ts', import.meta.url));
    const given = [JSON.stringify({ ...database.connection, max: 2 }), key, server.url];
    const doomed = spawn(process.execPath, ['--import', 'tsx', program, ...given], {
      stdio: ['pipe', 'inherit', 'inherit'],
    });
    await until(() => server.connections() === 1);
    doomed.kill('SIGKILL');
    server.toRecipient = () => null;

    const survivor = mailerTo(server);
    await survivor.later(LEASE_MINUTES * MINUTE - 20 * SECOND);
    expect(server.received).toEqual([]);
    await survivor.later(20 * SECOND);
    expect(addresses(server)).toEqual(['ada@example.com']);
    expect(await listMails(database.sql)).toEqual([]);
  });

  test('one that cannot write down that it sent a mail does not send it again', async () => {
    const server = await mailServer();
    const { sql } = database;
    await sql`create function stay() returns trigger language plpgsql as
      'begin raise exception ''the disk is full''; end'`;
    await sql`create trigger stay before delete on outbox for each row execute function stay()`;
    const { mailer, post, later, broken } = mailerTo(server);
    await post();
    await mailer.settled();
    expect(broken).toHaveLength(1);
    await sql`drop trigger stay on outbox`;
    await later(LEASE_MINUTES * MINUTE);
    expect(addresses(server)).toEqual(['ada@example.com']);
    expect(await listMails(sql)).toEqual([]);
  });

  test('one that has another key leaves what it cannot open to the others', async () => {
    const server = await mailServer();
    const { mailer, post } = mailerTo(server);
    await mailer.close();
    await post();
    const failures: string[] = [];
    const stranger = startMailer({
      ...{ database, now, transport: smtpTransport(server.url, FROM, TIMEOUT) },
      attach: () => Promise.resolve(null),
      secrets: createSecretBox(randomBytes(32).toString('base64'), null),
      failed: (_, reason) => failures.push(reason),
      broken: () => {},
    });
    mailers.push(stranger);
    await stranger.settled();
    expect(failures).toEqual(['sealed with a key that is not at hand']);
    expect(server.received).toEqual([]);
    await mailerTo(server).later(10 * SECOND);
    expect(addresses(server)).toEqual(['ada@example.com']);
  });
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}
