import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../tests/setup/test-database.ts';
import { createSecretBox } from '../auth/secret-box.ts';
import type { Database } from '../db/client.ts';
import { transaction } from '../db/transaction.ts';
import { codeLetter } from './letters.ts';
import { startMailer } from './mailer.ts';
import { postMail } from './outbox.ts';
import { fileTransport, smtpTransport } from './transport.ts';
import type { Letter, Transport } from './transport.ts';

const FROM = 'PowerTrackr <no-reply@localhost>';
const secrets = createSecretBox(randomBytes(32).toString('base64'), null);
let folder: string;
let database: Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'powertrackr-mail-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  database = await testDatabase();
});

function mailerOver(transport: Transport) {
  const failures: string[] = [];
  const now = () => new Date();
  const mailer = startMailer({
    ...{ database, secrets, now, transport },
    failed: (_, reason) => failures.push(reason),
    broken: (error) => {
      throw error;
    },
  });
  const post = (letter: Letter) =>
    transaction(database, (sql) => postMail({ secrets, mailer, now }, sql, letter));
  return { mailer, post, failures };
}

test('without a mail server a mail becomes a file that only its owner can read', async () => {
  const names: string[] = [];
  const mailFolder = join(folder, 'mail');
  const { mailer, post } = mailerOver(fileTransport(mailFolder, FROM, (name) => names.push(name)));
  const mailId = await post(codeLetter('ada@example.com', '012345', 15));
  await mailer.close();
  expect(await readdir(mailFolder)).toEqual(names);
  const file = join(mailFolder, names[0] ?? '');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const text = await readFile(file, 'utf8');
  expect(text).toContain('To: ada@example.com\r\n');
  expect(text).toContain('Subject: 012345 is your PowerTrackr code\r\n');
  expect(text).toContain(`Message-ID: <${mailId}@localhost>\r\n`);
  expect(text).toContain('\r\nYour code is 012345\r\n');
  expect(await database.sql`select * from outbox`).toEqual([]);
});

test('with a mail server the mail is handed to it', async () => {
  const { url, received, close } = await smtpServer('250 ok');
  const { mailer, post } = mailerOver(smtpTransport(url, FROM));
  await post(codeLetter('ada@example.com', '012345', 15));
  await mailer.close();
  expect(received()).toContain('RCPT TO:<ada@example.com>');
  expect(received()).toContain('Your code is 012345');
  close();
});

test('a mail that the server refuses is told, and the next one is tried', async () => {
  const { url, received, close } = await smtpServer('550 no such mailbox');
  const { mailer, post, failures } = mailerOver(smtpTransport(url, FROM));
  await post(codeLetter('ada@example.com', '012345', 15));
  await post(codeLetter('grace@example.com', '012345', 15));
  await mailer.settled();
  await mailer.close();
  expect(failures).toEqual(['550 no such mailbox', '550 no such mailbox']);
  expect(received()).toContain('grace@example.com');
  const dead = await database.sql`select fault from outbox where dead_at is not null`;
  expect(dead).toHaveLength(2);
  close();
});

test('a mail is neither sent nor kept where what it tells of does not happen', async () => {
  const sent: string[] = [];
  const transport = {
    send: async (_: string, { to }: Letter) => void sent.push(to),
    close: () => {},
  };
  const { mailer } = mailerOver(transport);
  const now = () => new Date();
  const work = transaction(database, async (sql) => {
    await postMail({ secrets, mailer, now }, sql, codeLetter('ada@example.com', '012345', 15));
    throw new Error('it did not');
  });
  await expect(work).rejects.toThrow('it did not');
  mailer.wake();
  await mailer.close();
  expect(sent).toEqual([]);
  expect(await database.sql`select * from outbox`).toEqual([]);
  const outside = postMail({ secrets, mailer, now }, database.sql, codeLetter('a@b.c', '1', 15));
  await expect(outside).rejects.toThrow('transaction');
});

/** As little of SMTP as nodemailer asks for; `recipient` answers every RCPT. */
async function smtpServer(recipient: string) {
  let received = '';
  const server = createServer((socket) => {
    let isData = false;
    socket.write('220 test\r\n');
    socket.on('data', (bytes) => {
      received += bytes.toString();
      for (const line of bytes.toString().split('\r\n').filter(Boolean)) {
        if (isData) {
          if (line !== '.') continue;
          isData = false;
          socket.write('250 taken\r\n');
        } else if (line.startsWith('DATA')) {
          isData = true;
          socket.write('354 go on\r\n');
        } else if (line.startsWith('RCPT')) socket.write(`${recipient}\r\n`);
        else if (line.startsWith('QUIT')) socket.end('221 bye\r\n');
        else socket.write('250 ok\r\n');
      }
    });
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received: () => received,
    close: () => server.close(),
  };
}
