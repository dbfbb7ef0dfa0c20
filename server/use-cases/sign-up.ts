import type { ENDPOINTS } from '../../contract/endpoints.ts';
import { CODE_MINUTES, hashCode } from '../auth/email-code.ts';
import { LIMITS, forget } from '../auth/limits.ts';
import type { Attempt } from '../auth/limits.ts';
import { hashPassword } from '../auth/password.ts';
import { deleteCodes, saveCode } from '../db/email-codes.ts';
import { deleteUnverifiedSessions } from '../db/sessions.ts';
import { transaction } from '../db/transaction.ts';
import {
  findUserByEmailKey,
  insertUser,
  lockUser,
  markVerified,
  setPassword,
} from '../db/users.ts';
import { alreadySignedUpLetter, codeLetter } from '../mail/letters.ts';
import { postMail, pretendToPost } from '../mail/outbox.ts';
import type { Services, UseCase } from './context.ts';
import { emailKeyOf } from './email-key.ts';
import { NO_USER, isRightCode, makeCode, verificationOf, wrongCode } from './mailed-code.ts';
import { openSession } from './open-session.ts';
import { refuseWeak } from './passwords.ts';
import { recordEvent } from './security-log.ts';
import { refuseTooMany, waitForMailTurn } from './too-many.ts';

type Endpoints = typeof ENDPOINTS;

const ACCEPTED = { status: 'accepted' } as const;

/**
 * Whether or not the address is known, the same is counted, hashed, written and answered; only what
 * the mail says differs.
 */
export const signUp: UseCase<Endpoints['signUp']> = async (services, caller, { body }) => {
  const name = body.name.trim();
  const emailKey = emailKeyOf(body.email);
  // Before the password is judged: that takes as long as to hash it.
  await refuseTooMany(services, { limit: LIMITS.signUpFromAddress, subject: caller.address });
  refuseWeak(body.password, { email: body.email, name });
  await waitForMailTurn(services, emailKey);

  const passwordHash = await hashPassword(body.password);
  const code = await makeCode(services, emailKey);
  await transaction(services.database, async (sql) => {
    const userId = await insertUser(sql, { email: body.email, emailKey, name, passwordHash });
    if (userId === null) {
      await postMail(services, sql, alreadySignedUpLetter(body.email, services.publicUrl));
      return;
    }
    await deleteUnverifiedSessions(sql, userId);
    await saveCode(sql, { ...verificationOf(userId), ...code.stored });
    const letter = codeLetter(body.email, code.code, CODE_MINUTES);
    await postMail(services, sql, letter, code.stored.expiresAt);
    await recordEvent(sql, services.now(), { ...caller, userId, place: null }, 'signed-up');
  });
  return ACCEPTED;
};

export const resendCode: UseCase<Endpoints['resendCode']> = async (services, caller, { body }) => {
  await refuseTooMany(services, { limit: LIMITS.mailFromAddress, subject: caller.address });
  const emailKey = emailKeyOf(body.email);
  await waitForMailTurn(services, emailKey);
  await mailCode(services, emailKey);
  return ACCEPTED;
};

export const verifyEmail: UseCase<Endpoints['verifyEmail']> = async (
  services,
  caller,
  { body },
) => {
  const emailKey = emailKeyOf(body.email);
  const account: Attempt = { limit: LIMITS.codeToAccount, subject: emailKey };
  const address: Attempt = { limit: LIMITS.codeFromAddress, subject: caller.address };
  await refuseTooMany(services, address, account);

  const codeHash = await hashCode(body.code, emailKey);
  const passwordHash = await hashPassword(body.password);
  const now = services.now();
  // A wrong try is committed too: it must count.
  const session = await transaction(services.database, async (sql) => {
    const { userId } = (await findUserByEmailKey(sql, emailKey)) ?? { userId: NO_USER };
    const user = await lockUser(sql, userId);
    const isRight = await isRightCode(sql, verificationOf(userId), codeHash, now);
    if (user === null || !isRight) return null;
    // Refused here, the code stays good: nothing of this is committed then.
    refuseWeak(body.password, user);
    await setPassword(sql, userId, passwordHash);
    await deleteCodes(sql, userId, 'verify');
    await markVerified(sql, userId, now);
    await deleteUnverifiedSessions(sql, userId);
    const who = { ...caller, userId, place: body.place ?? null };
    await recordEvent(sql, now, who, 'email-verified');
    return openSession(sql, now, who);
  });
  if (session === null) throw wrongCode();
  await forget(services.database.sql, account);
  return session;
};

/** To a user whose address is not verified; nothing to anybody else, after the same work. */
export async function mailCode(services: Services, emailKey: string): Promise<void> {
  const { code, stored } = await makeCode(services, emailKey);
  await transaction(services.database, async (sql) => {
    const user = await findUserByEmailKey(sql, emailKey);
    const letter = codeLetter(user?.email ?? emailKey, code, CODE_MINUTES);
    if (user === null || user.verified) return pretendToPost(services, sql, letter);
    await saveCode(sql, { ...verificationOf(user.userId), ...stored });
    await postMail(services, sql, letter, stored.expiresAt);
  });
}
