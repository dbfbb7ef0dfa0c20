/**
 * Ways for a letter to leave the server: over SMTP, or as a file. Knows nodemailer and the folder for
 * mails; nothing of accounts, HTTP or the database.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';

export interface Letter {
  readonly to: string;
  /** In whose name it comes; without it the server's own. */
  readonly fromName?: string;
  /** Who wants to know the answer; null: nobody reads answers. */
  readonly replyTo: string | null;
  readonly subject: string;
  readonly text: string;
  /** Says the same. */
  readonly html: string;
}

export interface Attachment {
  readonly fileName: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface Transport {
  /**
   * @param mailId the same on every try: whoever gets a letter twice can tell by its Message-ID
   * @throws with what the mail server said
   */
  readonly send: (mailId: string, letter: Letter, attachment?: Attachment) => Promise<void>;
  readonly close: () => void;
}

/** So many letters leave at once. */
export const LANES = 5;

const TIMEOUT_MS = 10_000;

/** Sends over SMTP. @param timeoutMs for each step of the talk with the mail server */
export function smtpTransport(smtpUrl: string, from: string, timeoutMs = TIMEOUT_MS): Transport {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: LANES,
    // The outbox tries again, and knows for how long.
    maxRequeues: 0,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  return {
    send: async (mailId, letter, attachment) => {
      await transport.sendMail(message(mailId, letter, from, attachment));
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
    send: async (mailId, letter, attachment) => {
      const mail = message(mailId, letter, from, attachment);
      const { message: bytes } = await transport.sendMail(mail);
      const time = new Date().toISOString().replace(/[:.]/g, '-');
      const fileName = `${time}-${mailId.slice(0, 8)}.eml`;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(join(folder, fileName), bytes, { mode: 0o600, flag: 'wx' });
      written(fileName);
    },
    close: () => transport.close(),
  };
}

function message(mailId: string, letter: Letter, from: string, attachment?: Attachment) {
  const { to, fromName, replyTo, subject, text, html } = letter;
  const address = /<([^>]+)>/.exec(from)?.[1] ?? from;
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost';
  return {
    ...{ from: fromName === undefined ? from : { name: fromName, address } },
    ...{ to, subject, text, html },
    ...(replyTo === null ? {} : { replyTo }),
    ...(attachment === undefined ? {} : { attachments: [attached(attachment)] }),
    messageId: `<${mailId}@${domain}>`,
    // Nobody's absence note is to answer (RFC 3834, and Exchange's own way).
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    // All content is text of ours: no part of it may name a file or an address to fetch.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  };
}

function attached({ fileName, type, bytes }: Attachment) {
  return { filename: fileName, contentType: type, content: Buffer.from(bytes) };
}
