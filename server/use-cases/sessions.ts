import type { ENDPOINTS } from '../../contract/endpoints.ts';
import type { Session } from '../../contract/sessions.ts';
import { LIMITS, forget, takeMailTurn } from '../auth/limits.ts';
import type { Attempt } from '../auth/limits.ts';
import { hashPassword, isOutdated, verifyPassword } from '../auth/password.ts';
import { liveSince } from '../auth/token.ts';
import { deleteDownloadsOf } from '../db/downloads.ts';
import {
  deleteSessionOf,
  deleteSessionsOf,
  listSessions as findSessions,
} from '../db/open-sessions.ts';
import { deleteSession } from '../db/sessions.ts';
import { transaction } from '../db/transaction.ts';
import { findUser, findUserByEmailKey, replacePassword } from '../db/users.ts';
import type { User } from '../db/users.ts';
import { mailCode } from './sign-up.ts';
import { AppError } from './app-error.ts';
import type { InputOf, Services, UseCase, Visitor } from './context.ts';
import { emailKeyOf } from './email-key.ts';
import { openSession, renewSession } from './open-session.ts';
import { sessionByCode } from './second-factor-code.ts';
import { recordEvent } from './security-log.ts';
import { guess, lockAccount, refuseTooMany } from './too-many.ts';

type Endpoints = typeof ENDPOINTS;

export const signIn: UseCase<Endpoints['signIn']> = async (services, caller, { body }) => {
  const { sql } = services.database;
  const emailKey = emailKeyOf(body.email);
  const account: Attempt = { limit: LIMITS.signInToAccount, subject: emailKey };
  const address: Attempt = { limit: LIMITS.signInFromAddress, subject: caller.address };
  const last = await refuseTooMany(services, address, account);

  const { user, session } = await sessionByPassword(services, caller, body);
  if (session === null) {
    const who = user && { ...caller, userId: user.userId, place: body.place ?? null };
    await lockAccount(services, last.includes(account) ? [account] : [], who);
    throw new AppError('wrong-credentials', 'Address or password are wrong. Check both.');
  }
  await forget(sql, account);
  const isUnverified = session.next === 'verify-email';
  if (isUnverified && (await takeMailTurn(sql, emailKey, services.now())) === 0) {
    await mailCode(services, emailKey);
  }
  return session;
};

type SignInBody = InputOf<Endpoints['signIn']>['body'];

/** The session is null where address or password are wrong. */
async function sessionByPassword(
  services: Services,
  caller: Visitor,
  body: SignInBody,
): Promise<{ user: User | null; session: Session | null }> {
  const user = await findUserByEmailKey(services.database.sql, emailKeyOf(body.email));
  const isRight = await verifyPassword(user?.passwordHash ?? null, body.password);
  if (user === null || !isRight) return { user, session: null };
  const { userId, passwordHash } = user;
  const stronger = isOutdated(passwordHash) ? await hashPassword(body.password) : null;
  const who = { ...caller, userId, place: body.place ?? null };
  const session = await transaction(services.database, async (sql) => {
    if (stronger !== null) {
      await replacePassword(sql, userId, { before: passwordHash, after: stronger });
    }
    return openSession(sql, services.now(), who, stronger ?? passwordHash);
  });
  // Hashed anew meanwhile, perhaps of the same password: whether it still is the one is asked again.
  return session === null ? sessionByPassword(services, caller, body) : { user, session };
}

export const signInTotp: UseCase<Endpoints['signInTotp']> = (services, caller, { body }) =>
  sessionByCode(services, caller, body.code, 'signed-in');

export const stepUp: UseCase<Endpoints['stepUp']> = async (services, caller, { body }) => {
  if ('code' in body) {
    if (caller.hasSecondFactor) return sessionByCode(services, caller, body.code, 'step-up');
    throw new AppError('second-factor-off', 'There is no second factor: type your password.');
  }
  if (caller.hasSecondFactor) {
    throw new AppError(
      'second-factor-on',
      'A second factor is on: type a code of your authenticator instead, or a recovery code.',
    );
  }
  const session = await guess(services, caller, [LIMITS.passwordInSession], async () => {
    const user = await findUser(services.database.sql, caller.userId);
    if (!(await verifyPassword(user?.passwordHash ?? null, body.password))) return null;
    return transaction(services.database, async (sql) => {
      await recordEvent(sql, services.now(), caller, 'step-up');
      return renewSession(sql, services.now(), caller);
    });
  });
  if (session === null) throw new AppError('wrong-credentials', 'The password is wrong.');
  return session;
};

export const signOut: UseCase<Endpoints['signOut']> = async (services, caller) => {
  await transaction(services.database, async (sql) => {
    // One that was never whole was never written down as begun.
    if (caller.next === 'done') await recordEvent(sql, services.now(), caller, 'signed-out');
    await deleteSession(sql, caller.tokenHash);
  });
  return null;
};

export const signOutEverywhere: UseCase<Endpoints['signOutEverywhere']> = async (
  services,
  caller,
  { body },
) => {
  await transaction(services.database, async (sql) => {
    await recordEvent(sql, services.now(), caller, 'signed-out-everywhere');
    // Nor does whoever was in there come back by a link that was made a moment before.
    await deleteDownloadsOf(sql, caller.userId);
    await deleteSessionsOf(sql, caller.userId, body.keepThis ? caller.sessionId : null);
  });
  return null;
};

export const listSessions: UseCase<Endpoints['listSessions']> = async (services, caller) => {
  const since = liveSince(services.now());
  const rows = await findSessions(services.database.sql, caller.userId, since);
  const sessions = rows.map(({ sessionId, device, place, createdAt, lastUsedAt }) => ({
    ...{ id: sessionId, device, place },
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    isThis: sessionId === caller.sessionId,
  }));
  return { sessions: sessions.toSorted((a, b) => Number(b.isThis) - Number(a.isThis)) };
};

export const endSession: UseCase<Endpoints['endSession']> = async (
  services,
  caller,
  { params },
) => {
  await transaction(services.database, async (sql) => {
    await recordEvent(sql, services.now(), caller, 'session-ended');
    if (await deleteSessionOf(sql, caller.userId, params.sessionId)) return;
    throw new AppError('not-found', 'There is no such session, or it has ended already.');
  });
  return null;
};
