/**
 * How often somebody may try, per network address, per account, per mailbox. Counted in Postgres by
 * statements of our own (server/db/rate-limits.ts; why, is in docs/decisions/0005): one round trip
 * counts all limits of a request, the wait may grow, and time comes from outside, so that tests run
 * with the limits that are in force in production.
 */
import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Sql } from '../db/client.ts';
import { countAttempt, forgetAttempts, prolongWindow, takeTurn } from '../db/rate-limits.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export interface Limit {
  /** Names the counter; never two limits with one name. */
  readonly name: string;
  readonly attempts: number;
  readonly windowMs: number;
}

/** An office shares one network address, so those limits are the wide ones. */
export const LIMITS = {
  signUpFromAddress: { name: 'sign-up/address', attempts: 20, windowMs: HOUR_MS },
  signInFromAddress: { name: 'sign-in/address', attempts: 50, windowMs: 15 * MINUTE_MS },
  signInToAccount: { name: 'sign-in/account', attempts: 10, windowMs: 15 * MINUTE_MS },
  codeFromAddress: { name: 'code/address', attempts: 50, windowMs: 15 * MINUTE_MS },
  /** Tries where there is no code: they are counted, for time to tell nothing, and refused by no limit. */
  codeOfNobody: { name: 'code/nobody', attempts: Infinity, windowMs: 15 * MINUTE_MS },
  /** Over all codes of an account; each has its own tries besides. */
  codeToAccount: { name: 'code/account', attempts: 20, windowMs: HOUR_MS },
  /** By everybody together: nobody's mailbox is filled, and codes of its owner have limits of their own. */
  inviteToMailbox: { name: 'invite/mailbox', attempts: 20, windowMs: DAY_MS },
  inviteFromProperty: { name: 'invite/property', attempts: 50, windowMs: DAY_MS },
  inviteFromAccount: { name: 'invite/account', attempts: 100, windowMs: DAY_MS },
  inviteFromAddress: { name: 'invite/address', attempts: 200, windowMs: DAY_MS },
  /** The password once more, by somebody who is signed in. */
  passwordInSession: { name: 'password/session', attempts: 10, windowMs: 15 * MINUTE_MS },
  /**
   * A code of an authenticator is one of a million, and three are right at a time: whoever has the
   * password and guesses for a year by the second limit has one chance in eighteen.
   */
  totpToAccount: { name: 'totp/account', attempts: 10, windowMs: 15 * MINUTE_MS },
  totpToAccountDaily: { name: 'totp/account/day', attempts: 50, windowMs: DAY_MS },
  /** Apart, so that a recovery code lets its owner in while others guess codes of the authenticator. */
  recoveryToAccount: { name: 'recovery/account', attempts: 10, windowMs: 15 * MINUTE_MS },
  /**
   * Resets of one mailbox, asked for from anywhere. Each is good for five guesses of a million, so
   * whoever keeps at it for a year has one chance in 27, after 7,300 letters to the owner.
   */
  resetOfMailbox: { name: 'reset/mailbox', attempts: 5, windowMs: HOUR_MS },
  resetOfMailboxDaily: { name: 'reset/mailbox/day', attempts: 20, windowMs: DAY_MS },
  /** Apart, for a network in which the account was signed in: no stranger uses its turns up. */
  resetFromKnownNetwork: { name: 'reset/known', attempts: 5, windowMs: HOUR_MS },
  /** Codes to an address that an account wants instead of its own: for one account, and to one mailbox. */
  changeOfAccount: { name: 'change/account', attempts: 10, windowMs: DAY_MS },
  changeToMailbox: { name: 'change/mailbox', attempts: 10, windowMs: DAY_MS },
  exportOfAccount: { name: 'export/account', attempts: 10, windowMs: HOUR_MS },
  /** Counted by mails, not by mailings. A large house is billed in a day; nobody mails to the world. */
  statementsFromAccount: { name: 'statement-mail/account', attempts: 5_000, windowMs: DAY_MS },
  /** In its first week: anybody can open an account, and write to any address from it. */
  statementsFromNewAccount: { name: 'statement-mail/new', attempts: 200, windowMs: DAY_MS },
  statementsToMailbox: { name: 'statement-mail/mailbox', attempts: 100, windowMs: DAY_MS },
  downloadOfStatements: { name: 'statements/account', attempts: 60, windowMs: HOUR_MS },
  mailFromAddress: { name: 'mail/address', attempts: 20, windowMs: HOUR_MS },
} as const satisfies Record<string, Limit>;

/** So long an account is new. */
export const NEW_ACCOUNT_MS = 7 * DAY_MS;

/** Mails to one mailbox: after one minute, then two, four … at most an hour apart. */
const MAIL_WAIT = { firstMs: MINUTE_MS, longestMs: HOUR_MS, forgetMs: DAY_MS };

export interface Attempt {
  readonly limit: Limit;
  /** Whose attempts are counted: a network address (see `network`), an e-mail key, or an id. */
  readonly subject: string;
  /** So many at once; without it one. */
  readonly count?: number;
}

export interface Counted {
  /** 0 where all limits allow the attempt, or the seconds to wait. */
  readonly wait: number;
  /** Those that allow it as their last one. */
  readonly last: readonly Attempt[];
}

/** Counts an attempt against each limit. */
export async function attempt(sql: Sql, attempts: readonly Attempt[], now: Date): Promise<Counted> {
  const windows = attempts.map((one) => ({
    ...{ key: keyOf(one), windowMs: one.limit.windowMs, count: one.count ?? 1 },
  }));
  const counts = new Map((await countAttempt(sql, windows, now)).map((one) => [one.key, one]));
  const left = attempts.map((one) => {
    const { points = 0, expire = 0 } = counts.get(keyOf(one)) ?? {};
    return { one, tries: one.limit.attempts - points, expire };
  });
  const waits = left.filter(({ tries }) => tries < 0).map(({ expire }) => expire - now.getTime());
  return {
    wait: seconds(Math.max(0, ...waits)),
    last: left.filter(({ tries }) => tries === 0).map(({ one }) => one),
  };
}

/**
 * After the last attempt that was allowed went wrong: the window begins anew.
 * @returns false where a right attempt meanwhile opened it
 */
export async function lockOut(sql: Sql, { limit, subject }: Attempt, now: Date): Promise<boolean> {
  const { attempts: points, windowMs } = limit;
  return prolongWindow(sql, { key: keyOf({ limit, subject }), points, windowMs }, now);
}

/** After a success: what went wrong before no longer counts. */
export async function forget(sql: Sql, ...attempts: readonly Attempt[]): Promise<void> {
  await forgetAttempts(sql, attempts.map(keyOf));
}

/**
 * Takes the turn to mail to this mailbox.
 * @param asker a turn of its own, apart from those of others; null: one for all
 * @returns 0, or the seconds to wait
 */
export async function takeMailTurn(
  sql: Sql,
  emailKey: string,
  now: Date,
  asker: string | null = null,
): Promise<number> {
  const subject = asker === null ? emailKey : `${emailKey}\n${asker}`;
  const key = keyOf({ limit: { name: 'mail/mailbox' }, subject });
  return seconds(await takeTurn(sql, key, MAIL_WAIT, now));
}

/** Hashed, so that the table tells nobody who tried what. */
function keyOf({ limit, subject }: { limit: Pick<Limit, 'name'>; subject: string }): string {
  return `${limit.name}:${createHash('sha256').update(subject).digest('base64url')}`;
}

function seconds(ms: number): number {
  return Math.ceil(ms / 1_000);
}

/** What counts as one sender: an IPv4 address, or the /64 network that one IPv6 customer has. */
export function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(8 - groups.length - after.length, 0);
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...after];
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
