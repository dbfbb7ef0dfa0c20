import type { ENDPOINTS } from '../../contract/endpoints.ts';
import { CODE_MINUTES, hashCode } from '../auth/email-code.ts';
import { LIMITS, forget } from '../auth/limits.ts';
import { NOBODY, hashPassword, passwordProblem, verifyPassword } from '../auth/password.ts';
import { hashToken, newToken } from '../auth/token.ts';
import type { Sql } from '../db/client.ts';
import { deleteDownloadsOf } from '../db/downloads.ts';
import { deleteCodes, findTicketHolder, saveCode } from '../db/email-codes.ts';
import { wasSignedInFrom } from '../db/security-events.ts';
import { deleteSessionsOf } from '../db/open-sessions.ts';
import { transaction } from '../db/transaction.ts';
import {
  findUser,
  findUserByEmailKey,
  lockUser,
  markVerified,
  replacePassword,
  setPassword,
} from '../db/users.ts';
import type { User } from '../db/users.ts';
import { passwordChangedLetter, resetLetter } from '../mail/letters.ts';
import { postMail, pretendToPost } from '../mail/outbox.ts';
import { AppError } from './app-error.ts';
import type { Caller, InputOf, Services, UseCase } from './context.ts';
import { emailKeyOf } from './email-key.ts';
import { NO_USER, isRightCode, makeCode, resetOf, wrongCode } from './mailed-code.ts';
import { openSession, renewAndEndOthers } from './open-session.ts';
import { recordEvent } from './security-log.ts';
import type { Who } from './security-log.ts';
import { guess, refuseTooMany, waitForMailTurn } from './too-many.ts';

type Endpoints = typeof ENDPOINTS;

type ChangePassword = Endpoints['changePassword'];

export const changePassword: UseCase<ChangePassword> = async (services, caller, { body }) => {
  const session = await guess(services, caller, [LIMITS.passwordInSession], async () => {
    const user = await findUser(services.database.sql, caller.userId);
    const isRight = await verifyPassword(user?.passwordHash ?? null, body.currentPassword);
    return user === null || !isRight ? null : exchange(services, caller, user, body);
  });
  if (session === null) {
    throw new AppError(
      'wrong-credentials',
      'The current password is wrong. If you forgot it, sign out and choose another by mail.',
    );
  }
  return session;
};

/** @returns null where the current password was replaced meanwhile */
async function exchange(
  services: Services,
  caller: Caller,
  user: User,
  { currentPassword, newPassword }: InputOf<ChangePassword>['body'],
) {
  if (newPassword.normalize('NFC') === currentPassword.normalize('NFC')) {
    throw new AppError('password-refused', 'This is your password already. Choose another.');
  }
  refuseWeak(newPassword, user);
  const { userId, passwordHash: before } = user;
  const after = await hashPassword(newPassword);
  return transaction(services.database, async (sql) => {
    await lockUser(sql, userId);
    if (!(await replacePassword(sql, userId, { before, after }))) return null;
    await forgetWays(sql, userId);
    await recordEvent(sql, services.now(), caller, 'password-changed');
    await postMail(services, sql, passwordChangedLetter(user.email, services.publicUrl));
    return renewAndEndOthers(sql, services.now(), caller);
  });
}

/** Ways that whoever got in before may have kept open for later. */
async function forgetWays(sql: Sql, userId: string): Promise<void> {
  await deleteCodes(sql, userId, 'verify', 'change', 'reset');
  await deleteDownloadsOf(sql, userId);
}

/** Whether or not the address is known, the same is counted, hashed, written and answered. */
export const requestReset: UseCase<Endpoints['requestReset']> = async (
  services,
  caller,
  { body },
) => {
  const emailKey = emailKeyOf(body.email);
  await refuseTooMany(services, { limit: LIMITS.mailFromAddress, subject: caller.address });
  await waitForMailTurn(services, emailKey, caller.address);
  await refuseTooManyResets(services, emailKey, caller.address);

  const { token: ticket, tokenHash: ticketHash } = newToken();
  const { code, stored } = await makeCode(services, ticketHash);
  await transaction(services.database, async (sql) => {
    const user = await findUserByEmailKey(sql, emailKey);
    const letter = resetLetter(user?.email ?? body.email, code, CODE_MINUTES);
    if (user === null) return pretendToPost(services, sql, letter);
    await saveCode(sql, { ...resetOf(user.userId, ticketHash), ...stored });
    await postMail(services, sql, letter, stored.expiresAt);
  });
  return { ticket };
};

/**
 * Somebody in many networks could use up what one mailbox may ask for, and keep its owner out: so a
 * network in which the account was signed in has turns of its own.
 */
async function refuseTooManyResets(
  services: Services,
  emailKey: string,
  network: string,
): Promise<void> {
  const { resetOfMailbox, resetOfMailboxDaily, resetFromKnownNetwork } = LIMITS;
  const isKnown = await wasSignedInFrom(services.database.sql, emailKey, network);
  if (isKnown) {
    const subject = `${emailKey}\n${network}`;
    await refuseTooMany(services, { limit: resetFromKnownNetwork, subject });
    return;
  }
  // The shorter first: what it refuses does not count for the day.
  await refuseTooMany(services, { limit: resetOfMailbox, subject: emailKey });
  await refuseTooMany(services, { limit: resetOfMailboxDaily, subject: emailKey });
}

export const resetPassword: UseCase<Endpoints['resetPassword']> = async (
  services,
  caller,
  { body },
) => {
  await refuseTooMany(services, { limit: LIMITS.codeFromAddress, subject: caller.address });
  // Not yet against the owner's words: who has not shown the code learns nothing of the owner.
  refuseWeak(body.password, NOBODY);
  const ticketHash = hashToken(body.ticket);
  const codeHash = await hashCode(body.code, ticketHash);
  const passwordHash = await hashPassword(body.password);
  // A wrong try is committed too: it must count.
  const done = await transaction(services.database, async (sql) => {
    const userId = (await findTicketHolder(sql, ticketHash)) ?? NO_USER;
    const user = await lockUser(sql, userId);
    const codeFor = resetOf(userId, ticketHash);
    const isRight = await isRightCode(sql, codeFor, codeHash, services.now());
    if (user === null || !isRight) return null;
    // Refused here, the code stays good: nothing of this is committed then.
    refuseWeak(body.password, user);
    await setPassword(sql, userId, passwordHash);
    const who = { ...caller, userId, place: body.place ?? null };
    const session = await openReset(services, sql, user, who);
    return session && { session, user };
  });
  if (done === null) throw wrongCode();
  // Whoever guessed at the old password has locked nobody out.
  const subject = done.user.emailKey;
  await forget(services.database.sql, { limit: LIMITS.signInToAccount, subject });
  return done.session;
};

/** After the code was shown: the address is verified by it, and whoever was signed in is so no more. */
async function openReset(services: Services, sql: Sql, user: User, who: Who) {
  const now = services.now();
  const { userId } = user;
  await markVerified(sql, userId, now);
  await deleteSessionsOf(sql, userId, null);
  await forgetWays(sql, userId);
  if (!user.verified) await recordEvent(sql, now, who, 'email-verified');
  await recordEvent(sql, now, who, 'password-reset');
  await postMail(services, sql, passwordChangedLetter(user.email, services.publicUrl));
  return openSession(sql, now, who);
}

/** @throws AppError where it cannot be the password of that owner, with the reason */
export function refuseWeak(password: string, owner: Pick<User, 'email' | 'name'>): void {
  const problem = passwordProblem(password, owner);
  if (problem !== null) throw new AppError('password-refused', problem);
}
