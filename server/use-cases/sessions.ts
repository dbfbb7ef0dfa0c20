import type { ENDPOINTS } from '../../contract/endpoints.ts';
import { LIMITS, forget, takeMailTurn } from '../auth/limits.ts';
import type { Attempt } from '../auth/limits.ts';
import { verifyPassword } from '../auth/password.ts';
import { deleteSession } from '../db/sessions.ts';
import { transaction } from '../db/transaction.ts';
import { findUserByEmailKey } from '../db/users.ts';
import { mailCode } from './accounts.ts';
import { AppError } from './app-error.ts';
import type { UseCase } from './context.ts';
import { emailKeyOf } from './email-key.ts';
import { openSession } from './open-session.ts';
import { recordEvent } from './security-log.ts';
import { lockAccount, refuseTooMany } from './too-many.ts';

type Endpoints = typeof ENDPOINTS;

export const signIn: UseCase<Endpoints['signIn']> = async (services, caller, { body }) => {
  const { sql } = services.database;
  const emailKey = emailKeyOf(body.email);
  const account: Attempt = { limit: LIMITS.signInToAccount, subject: emailKey };
  const address: Attempt = { limit: LIMITS.signInFromAddress, subject: caller.address };
  const last = await refuseTooMany(services, address, account);

  const user = await findUserByEmailKey(sql, emailKey);
  const isRight = await verifyPassword(user?.passwordHash ?? null, body.password);
  const who = user && { ...caller, userId: user.userId, place: body.place ?? null };
  if (user === null || who === null || !isRight) {
    if (last.includes(account)) await lockAccount(services, account, who);
    throw wrongCredentials();
  }
  const now = services.now();
  const session = await transaction(services.database, (inside) =>
    openSession(inside, now, who, user.passwordHash),
  );
  // The password changed while it was compared.
  if (session === null) throw wrongCredentials();
  await forget(sql, account);
  if (session.next === 'verify-email' && (await takeMailTurn(sql, emailKey, now)) === 0) {
    await mailCode(services, emailKey);
  }
  return session;
};

export const signOut: UseCase<Endpoints['signOut']> = async (services, caller) => {
  await transaction(services.database, async (sql) => {
    await deleteSession(sql, caller.tokenHash);
    // One that was never whole was never written down as begun.
    if (caller.next === 'done') await recordEvent(sql, services.now(), caller, 'signed-out');
  });
  return null;
};

function wrongCredentials(): AppError {
  return new AppError('wrong-credentials', 'Address or password are wrong. Check both.');
}
