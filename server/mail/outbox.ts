/**
 * The outbox: a mail is written in the transaction of what it tells of, so that neither is there
 * without the other, and sealed, because codes are in it. The mailer sends it once that is committed.
 */
import { randomUUID } from 'node:crypto';
import type { SecretBox } from '../auth/secret-box.ts';
import type { Sql } from '../db/client.ts';
import { deleteMail, insertMails } from '../db/outbox.ts';
import type { NewMail } from '../db/outbox.ts';
import { afterCommit } from '../db/transaction.ts';
import type { Mailer } from './mailer.ts';
import type { Letter } from './transport.ts';

interface PostOffice {
  readonly secrets: SecretBox;
  readonly mailer: Pick<Mailer, 'wake'>;
  readonly now: () => Date;
}

/** A statement that goes with a letter: its PDF is made when the letter leaves. */
export interface Enclosure {
  readonly propertyId: string;
  readonly number: number;
  readonly locale: string | null;
}

/** A letter, and until when it is of use to whoever gets it; null: whenever it comes. */
export interface Posted {
  readonly letter: Letter;
  readonly goodUntil: Date | null;
  readonly enclosure: Enclosure | null;
}

/**
 * Puts a letter into the outbox; it leaves once the transaction is committed.
 *
 * @param sql of a `transaction`
 * @param goodUntil after that it is not sent any more
 * @returns the mail's id: no such row any more means that it was handed over
 */
export async function postMail(
  office: PostOffice,
  sql: Sql,
  letter: Letter,
  goodUntil: Date | null = null,
): Promise<string> {
  const [mailId = ''] = await post(office, sql, [{ letter, goodUntil, enclosure: null }], false);
  return mailId;
}

/**
 * Puts many letters into the outbox, each with a statement; they let others go before them.
 *
 * @returns the mails' ids, in their order
 */
export function postStatements(
  office: PostOffice,
  sql: Sql,
  letters: readonly { readonly letter: Letter; readonly enclosure: Enclosure }[],
): Promise<string[]> {
  const posted = letters.map((one) => ({ ...one, goodUntil: null }));
  return post(office, sql, posted, true);
}

async function post(
  { secrets, mailer, now }: PostOffice,
  sql: Sql,
  letters: readonly Posted[],
  isBulk: boolean,
): Promise<string[]> {
  const createdAt = now();
  const mails = letters.map((posted) => {
    const mailId = randomUUID();
    const sealed = secrets.seal(JSON.stringify(posted), mailPurpose(mailId));
    return { mailId, sealed, createdAt };
  });
  await insertMails(sql, mails, isBulk);
  afterCommit(sql, mailer.wake);
  return mails.map(({ mailId }) => mailId);
}

/**
 * Posts a letter and takes it back, in a `transaction`: for who is not to get one, so that the time of
 * an answer does not tell.
 */
export async function pretendToPost(office: PostOffice, sql: Sql, letter: Letter): Promise<void> {
  await deleteMail(sql, await postMail(office, sql, letter));
}

interface Sealed {
  readonly letter: Letter;
  readonly goodUntil: string | null;
  /** Not there in mails of earlier versions. */
  readonly enclosure?: Enclosure | null;
}

/** null: the key that sealed it is not at hand. */
export function openMail(
  secrets: SecretBox,
  { mailId, sealed }: Pick<NewMail, 'mailId' | 'sealed'>,
): Posted | null {
  let text: string;
  try {
    text = secrets.open(sealed, mailPurpose(mailId));
  } catch {
    return null;
  }
  const { letter, goodUntil, enclosure } = JSON.parse(text) as Sealed;
  return {
    ...{ letter, enclosure: enclosure ?? null },
    goodUntil: goodUntil === null ? null : new Date(goodUntil),
  };
}

/** Whether whoever gets it now can still do something with it. */
export function isOfUse({ goodUntil }: Posted, now: Date): boolean {
  return goodUntil === null || goodUntil > now;
}

/** What a sealed mail is bound to. */
export function mailPurpose(mailId: string): string {
  return `mail ${mailId}`;
}
