/**
 * Sends what is in the outbox, in the background: so the time of an answer tells nobody whether a mail
 * was sent. Any number of servers may work on one outbox: whoever claims a mail has it for
 * `LEASE_MINUTES`, and where that server dies, another sends it then.
 */
import { clearInterval, setInterval } from 'node:timers';
import type { SecretBox } from '../auth/secret-box.ts';
import type { Database } from '../db/client.ts';
import { buryMail, claimMails, deleteMail, postponeMail } from '../db/outbox.ts';
import type { ClaimedMail } from '../db/outbox.ts';
import { faultOf } from './fault.ts';
import { markStatementMail } from '../db/statement-mails.ts';
import { transaction } from '../db/transaction.ts';
import { isOfUse, openMail } from './outbox.ts';
import type { Enclosure, Posted } from './outbox.ts';
import { LANES } from './transport.ts';
import type { Attachment, Transport } from './transport.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Far longer than all the steps of sending one may take, and than clocks of two servers differ. */
export const LEASE_MINUTES = 5;
/** For mails whose wait is over, and those of servers that are gone. */
const POLL_MS = 10 * SECOND_MS;
/** After the first try, the second …; after the last of them it stays at that. */
const WAITS_MS = [10 * SECOND_MS, ...[1, 5, 15, 60, 240].map((minutes) => minutes * MINUTE_MS)];
const GIVE_UP_MS = 48 * HOUR_MS;

const NO_KEY = 'sealed with a key that is not at hand';

export interface Mailer {
  /** There may be something to send. */
  readonly wake: () => void;
  /** Resolves when nothing is left to do now: all is sent, given up, or waits to be tried again. */
  readonly settled: () => Promise<void>;
  /** Sends on what is being sent; the rest waits for the next start. */
  readonly close: () => Promise<void>;
}

export interface MailerParts {
  readonly database: Database;
  readonly secrets: SecretBox;
  readonly now: () => Date;
  readonly transport: Transport;
  /** Makes what goes with a letter; null: it is not to be sent any more. */
  readonly attach: (enclosure: Enclosure) => Promise<Attachment | null>;
  /** Told without addresses. @param retryAt null: given up */
  readonly failed: (mailId: string, reason: string, retryAt: Date | null) => void;
  /** The outbox itself could not be read or written. */
  readonly broken: (error: unknown) => void;
}

export function startMailer(parts: MailerParts): Mailer {
  const sending = new Set<Promise<void>>();
  const deliver = delivery(parts);
  let claiming: Promise<void> | null = null;
  let isAsked = false;
  let isClosed = false;

  const isReady = () => isAsked && !isClosed && sending.size < LANES;
  const claim = async () => {
    while (isReady()) {
      isAsked = false;
      const { database, now } = parts;
      const lease = new Date(now().getTime() + LEASE_MINUTES * MINUTE_MS);
      // oxlint-disable-next-line no-await-in-loop -- as many as there are lanes free by then
      const mails = await claimMails(database.sql, now(), lease, LANES - sending.size);
      for (const mail of mails) {
        const one: Promise<void> = deliver(mail)
          .catch(parts.broken)
          .finally(() => {
            sending.delete(one);
            wake();
          });
        sending.add(one);
      }
      isAsked ||= mails.length > 0;
    }
  };
  const wake = () => {
    isAsked = true;
    if (claiming !== null || !isReady()) return;
    claiming = claim()
      .catch(parts.broken)
      .finally(() => {
        claiming = null;
        if (isAsked) wake();
      });
  };
  const settled = async (): Promise<void> => {
    if (claiming === null && sending.size === 0) return;
    await Promise.all([claiming, ...sending]);
    await settled();
  };
  const timer = setInterval(wake, POLL_MS);
  timer.unref();
  wake();
  return {
    wake,
    settled,
    close: async () => {
      clearInterval(timer);
      // What was posted a moment ago still leaves, as far as there are lanes.
      await claiming;
      isClosed = true;
      await settled();
      parts.transport.close();
    },
  };
}

function delivery({ database, secrets, now, transport, attach, failed }: MailerParts) {
  const { sql } = database;
  /** Sent, but the outbox could not be told: not to be sent again. */
  const sent = new Set<string>();

  const fail = async (
    mail: ClaimedMail,
    enclosure: Enclosure | null,
    reason: string,
    retryAt: Date | null,
  ) => {
    failed(mail.mailId, reason, retryAt);
    if (retryAt !== null) return postponeMail(sql, mail, retryAt, reason);
    return transaction(database, async (sql) => {
      const isBuried = await buryMail(sql, mail, now(), reason);
      if (isBuried) await markStatementMail(sql, mail.mailId, enclosure, 'failed');
    });
  };
  const leave = async ({ mailId }: ClaimedMail, { letter, enclosure }: Posted) => {
    if (enclosure === null) await transport.send(mailId, letter);
    else {
      const attachment = await attach(enclosure);
      if (attachment === null) return deleteMail(sql, mailId);
      await transport.send(mailId, letter, attachment);
    }
    sent.add(mailId);
  };
  const handOver = async (mail: ClaimedMail, posted: Posted) => {
    const { letter, goodUntil, enclosure } = posted;
    try {
      await leave(mail, posted);
    } catch (error) {
      const { reason, isFinal } = faultOf(error, letter.to);
      await fail(mail, enclosure, reason, isFinal ? null : nextTry(mail, goodUntil, now()));
    }
  };
  return async (mail: ClaimedMail): Promise<void> => {
    const posted = openMail(secrets, mail);
    const enclosure = posted?.enclosure ?? null;
    if (!sent.has(mail.mailId)) {
      // Other servers may have it, while keys are being changed.
      if (posted === null) return fail(mail, null, NO_KEY, nextTry(mail, null, now()));
      if (!isOfUse(posted, now())) {
        return fail(mail, enclosure, mail.fault ?? 'not tried while it was of use', null);
      }
      await handOver(mail, posted);
      if (!sent.has(mail.mailId)) return;
    }
    await transaction(database, async (sql) => {
      await markStatementMail(sql, mail.mailId, enclosure, 'sent');
      await deleteMail(sql, mail.mailId);
    });
    sent.delete(mail.mailId);
  };
}

/** null: no try is left. */
function nextTry(
  { attempts, createdAt }: ClaimedMail,
  goodUntil: Date | null,
  now: Date,
): Date | null {
  const wait = WAITS_MS[Math.min(attempts, WAITS_MS.length) - 1] ?? 0;
  const next = now.getTime() + wait;
  const last = Math.min(createdAt.getTime() + GIVE_UP_MS, goodUntil?.getTime() ?? Infinity);
  return next < last ? new Date(next) : null;
}
