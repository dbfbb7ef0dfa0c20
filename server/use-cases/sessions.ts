import type { ENDPOINTS } from '../../contract/endpoints.ts';
import { LIMITS, forget, takeMailTurn } from '../auth/limits.ts';
import type { Attempt } from '../auth/limits.ts';
import { hashPassword, isOutdated, verifyPassword } from '../auth/password.ts';
import type { Sql } from '../db/client.ts';
import { deleteSession } from '../db/sessions.ts';
import { transaction } from '../db/transaction.ts';
import { findUserByEmailKey, replacePassword } from '../db/users.ts';
import type { User } from '../db/users.ts';
import { mailCode } from './accounts.ts';
import { AppError } from './app-error.ts';
import type { Services, UseCase } from './context.ts';
import { emailKeyOf } from './email-key.ts';
import { openSession } from './open-session.ts';
import { recordEvent } from './security-log.ts';
import type { Who } from './security-log.ts';
import { lockAccount, refuseTooMany } from './too-many.ts';

type Endpoints = typeof ENDPOINTS;

export const signIn: UseCase<Endpoints['signIn']> = async (services, caller, { body }) => {
  const { sql } = services.database;
  const emailKey = emailKeyOf(body.email);
  const account: Attempt = { limit: LIMITS.signInToAccount, subject: emailKey };
  const address: Attempt = { limit: LIMITS.signInFromAddress, subject: caller.address };
  const last = await refuseTooMany(services, address, account);

  const from = { ...caller, place: body.place ?? null };
  const tried = await tryPassword(services, from, emailKey, body.password);
  // Another sign-in hashed it anew meanwhile, or it was changed: once more tells which.
  const { user, session } =
    tried.isRight && tried.session === null
      ? await tryPassword(services, from, emailKey, body.password)
      : tried;
  if (user === null || session === null) {
    const who = user && { ...from, userId: user.userId };
    if (last.includes(account)) await lockAccount(services, account, who);
    throw new AppError('wrong-credentials', 'Address or password are wrong. Check both.');
  }
  await forget(sql, account);
  await renewHash(sql, user, body.password);
  const now = services.now();
  if (session.next === 'verify-email' && (await takeMailTurn(sql, emailKey, now)) === 0) {
    await mailCode(services, emailKey);
  }
  return session;
};

/** Opens a session where the password is right, and was not replaced while it was compared. */
async function tryPassword(
  services: Services,
  from: Omit<Who, 'userId'>,
  emailKey: string,
  password: string,
) {
  const user = await findUserByEmailKey(services.database.sql, emailKey);
  const isRight = await verifyPassword(user?.passwordHash ?? null, password);
  if (user === null || !isRight) return { user, isRight, session: null };
  const who = { ...from, userId: user.userId };
  const session = await transaction(services.database, (sql) =>
    openSession(sql, services.now(), who, user.passwordHash),
  );
  return { user, isRight, session };
}

export const signOut: UseCase<Endpoints['signOut']> = async (services, caller) => {
  await transaction(services.database, async (sql) => {
    await deleteSession(sql, caller.tokenHash);
    // One that was never whole was never written down as begun.
    if (caller.next === 'done') await recordEvent(sql, services.now(), caller, 'signed-out');
  });
  return null;
};

/** The only moment when it can be hashed with today's parameters. */
async function renewHash(
  sql: Sql,
  { userId, passwordHash }: Pick<User, 'userId' | 'passwordHash'>,
  password: string,
): Promise<void> {
  if (!isOutdated(passwordHash)) return;
  await replacePassword(sql, userId, { before: passwordHash, after: await hashPassword(password) });
}
