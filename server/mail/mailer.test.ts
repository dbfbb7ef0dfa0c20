import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeLetter } from './letters.ts';
import { createMailer, fileTransport, smtpTransport } from './mailer.ts';

const FROM = 'PowerTrackr <no-reply@localhost>';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'powertrackr-mail-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('without a mail server a mail becomes a file that only its owner can read', async () => {
  const names: string[] = [];
  const mailFolder = join(folder, 'mail');
  const transport = fileTransport(mailFolder, FROM, (name) => names.push(name));
  const mailer = createMailer(transport, (error) => {
    throw error;
  });
  mailer.post(codeLetter('ada@example.com', '012345', 15));
  await mailer.settled();
  expect(await readdir(mailFolder)).toEqual(names);
  const file = join(mailFolder, names[0] ?? '');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const text = await readFile(file, 'utf8');
  expect(text).toContain('To: ada@example.com\r\n');
  expect(text).toContain('Subject: 012345 is your PowerTrackr code\r\n');
  expect(text).toContain('\r\nYour code is 012345\r\n');
});

test('with a mail server the mail is handed to it', async () => {
  const { url, received, close } = await smtpServer('250 ok');
  const mailer = createMailer(smtpTransport(url, FROM), (error) => {
    throw error;
  });
  mailer.post(codeLetter('ada@example.com', '012345', 15));
  await mailer.close();
  expect(received()).toContain('RCPT TO:<ada@example.com>');
  expect(received()).toContain('Your code is 012345');
  close();
});

test('a mail that the server refuses is told, and the next one is tried', async () => {
  const { url, received, close } = await smtpServer('550 no such mailbox');
  const failures: unknown[] = [];
  const mailer = createMailer(smtpTransport(url, FROM), (error) => failures.push(error));
  mailer.post(codeLetter('ada@example.com', '012345', 15));
  mailer.post(codeLetter('grace@example.com', '012345', 15));
  await mailer.close();
  expect(failures).toHaveLength(2);
  expect(received()).toContain('grace@example.com');
  close();
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
