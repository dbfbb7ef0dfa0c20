/**
 * Sending mail. Knows nodemailer and the folder for mails; nothing of accounts, HTTP or the database.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  /**
   * Sends in the background, so that the time of an answer tells nobody whether a mail was sent.
   * A mail that cannot be sent is told to the log; whoever waits for it asks for another.
   */
  readonly post: (mail: Mail) => void;
  /** Resolves when every mail posted so far is sent or given up. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Transport {
  readonly send: (mail: Mail) => Promise<void>;
  readonly close: () => void;
}

export function createMailer(transport: Transport, failed: (error: unknown) => void): Mailer {
  const pending = new Set<Promise<void>>();
  const settled = async () => {
    await Promise.all(pending);
  };
  return {
    post: (mail) => {
      const sending: Promise<void> = transport
        .send(mail)
        .catch(failed)
        .finally(() => pending.delete(sending));
      pending.add(sending);
    },
    settled,
    close: async () => {
      await settled();
      transport.close();
    },
  };
}

const TIMEOUT_MS = 10_000;

/** Sends over SMTP. */
export function smtpTransport(smtpUrl: string, from: string): Transport {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  return {
    send: async (mail) => {
      await transport.sendMail({ ...mail, from });
    },
    close: () => transport.close(),
  };
}

/**
 * Writes every mail as an .eml file into a folder, for whoever tries the server out without a mail
 * server; `written` is told the file's name, never what is in it.
 */
export function fileTransport(
  folder: string,
  from: string,
  written: (fileName: string) => void,
): Transport {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    send: async (mail) => {
      const { message } = await transport.sendMail({ ...mail, from });
      const time = new Date().toISOString().replace(/[:.]/g, '-');
      const fileName = `${time}-${randomBytes(4).toString('hex')}.eml`;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(join(folder, fileName), message, { mode: 0o600, flag: 'wx' });
      written(fileName);
    },
    close: () => transport.close(),
  };
}
