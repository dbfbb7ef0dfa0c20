/** Statements go to their tenants by mail: shown before, each once, and logged. */
import type { OutputOf } from '../../../contract/endpoint.ts';
import type { ENDPOINTS } from '../../../contract/endpoints.ts';
import type { StatementDocument } from '../../../contract/statement-document.ts';
import type { NOT_MAILED } from '../../../contract/statement-sending.ts';
import { LIMITS, NEW_ACCOUNT_MS, attempt } from '../../auth/limits.ts';
import type { Sql } from '../../db/client.ts';
import { findMember } from '../../db/members.ts';
import type { MemberRow } from '../../db/members.ts';
import {
  insertStatementMails,
  listStatementMailRows,
  loadMailables,
  type Mailable,
} from '../../db/statement-mails.ts';
import { transaction } from '../../db/transaction.ts';
import { findUser } from '../../db/users.ts';
import { postStatements } from '../../mail/outbox.ts';
import { noSuchProperty } from '../authenticate.ts';
import type { PropertyCaller, Services, UseCase } from '../context.ts';
import { emailKeyOf } from '../email-key.ts';
import { lockAs } from '../lock-property.ts';
import { refuseTooMany, tooMany } from '../too-many.ts';
import { coveringLetter } from './covering-letter.ts';
import { noSuchStatement } from './list.ts';
import { pdfName } from './statement-files.ts';

type Endpoints = typeof ENDPOINTS;
type Reason = (typeof NOT_MAILED)[number];

export const previewStatementMails: UseCase<Endpoints['previewStatementMails']> = async (
  { database: { sql } },
  caller,
  { body },
) => {
  const by = await memberOf(sql, caller);
  const found = await mailablesOf(sql, caller, body.numbers, null);
  const mails = found.map((one) => {
    const document = documentOf(one);
    const { subject, text } = coveringLetter(document, one.email ?? '', body, by);
    return {
      ...{ number: one.number, to: one.email, reason: reasonOf(one, false) },
      ...{ subject, text, attachment: pdfName(document) },
    };
  });
  return { mails };
};

export const mailStatements: UseCase<Endpoints['mailStatements']> = async (
  services,
  caller,
  { body },
) =>
  transaction(services.database, async (sql) => {
    // Of two at once, the second one sees what the first one has mailed.
    await lockAs(sql, caller, 'editor');
    const { propertyId, userId } = caller;
    const { numbers, mailingId, again = false } = body;
    const answer: Answer = { mailed: [], notMailed: [] };
    const chosen: Chosen[] = [];
    for (const one of await mailablesOf(sql, caller, numbers, mailingId)) {
      const { number, email, mailedTo } = one;
      const reason = reasonOf(one, again);
      if (mailedTo !== null) answer.mailed.push({ number, to: mailedTo });
      else if (reason !== null) answer.notMailed.push({ number, reason });
      else if (email !== null) {
        answer.mailed.push({ number, to: email });
        chosen.push({ ...one, email });
      }
    }
    if (chosen.length === 0) return answer;
    await refuseTooManyMails(services, sql, caller, chosen);
    const by = await memberOf(sql, caller);
    const letters = chosen.map((one) => ({
      letter: coveringLetter(documentOf(one), one.email, body, by),
      enclosure: { propertyId, number: one.number, locale: body.locale ?? null },
    }));
    const mailIds = await postStatements(services, sql, letters);
    const rows = chosen.map(({ number, email }, n) => ({
      ...{ number, email, mailId: mailIds[n] ?? '' },
    }));
    await insertStatementMails(sql, propertyId, rows, { mailingId, userId, at: services.now() });
    return answer;
  });

type Answer = OutputOf<Endpoints['mailStatements']>;
type Chosen = Mailable & { readonly email: string };

export const listStatementMails: UseCase<Endpoints['listStatementMails']> = async (
  { database },
  { propertyId },
  { query: { from, to } },
) => {
  const rows = await listStatementMailRows(database.sql, propertyId, from, to);
  return {
    columns: {
      number: rows.map(({ number }) => number),
      at: rows.map(({ at }) => new Date(at).toISOString()),
      to: rows.map(({ to }) => to),
      by: rows.map(({ by }) => by),
      state: rows.map(({ state }) => state),
    },
  };
};

async function memberOf(sql: Sql, { propertyId, userId }: PropertyCaller): Promise<MemberRow> {
  const member = await findMember(sql, propertyId, userId);
  if (member === null) throw noSuchProperty();
  return member;
}

async function mailablesOf(
  sql: Sql,
  { propertyId }: PropertyCaller,
  numbers: readonly number[],
  mailingId: string | null,
): Promise<Mailable[]> {
  const wanted = [...new Set(numbers)];
  const found = await loadMailables(sql, propertyId, wanted, mailingId);
  if (found.length < wanted.length) throw noSuchStatement();
  return found;
}

function reasonOf({ voidedAt, email, isMailed }: Mailable, again: boolean): Reason | null {
  if (voidedAt !== null) return 'voided';
  if (email === null) return 'noAddress';
  return isMailed && !again ? 'mailed' : null;
}

function documentOf({ document }: Mailable): StatementDocument {
  return JSON.parse(document) as StatementDocument;
}

/** Within the transaction: a mailing that is refused counts for nothing. */
async function refuseTooManyMails(
  { now }: Services,
  sql: Sql,
  { userId }: PropertyCaller,
  chosen: readonly Chosen[],
): Promise<void> {
  const user = await findUser(sql, userId);
  const age = now().getTime() - (user?.createdAt.getTime() ?? 0);
  const isNew = age < NEW_ACCOUNT_MS;
  const limit = isNew ? LIMITS.statementsFromNewAccount : LIMITS.statementsFromAccount;
  const account = { limit, subject: userId, count: chosen.length };
  const { wait } = await attempt(sql, [account], now());
  if (wait > 0) {
    const who = isNew ? 'In its first week an account' : 'An account';
    const most = `${who} mails up to ${limit.attempts.toLocaleString('en')} bills a day.`;
    throw tooMany(`${most} Choose fewer, or save them as PDF.`, wait);
  }
  const counts = new Map<string, number>();
  for (const { email } of chosen) {
    const key = emailKeyOf(email);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const mailboxes = Array.from(counts, ([subject, count]) => ({
    ...{ limit: LIMITS.statementsToMailbox, subject, count },
  }));
  await refuseTooMany({ database: { sql }, now }, ...mailboxes);
}
